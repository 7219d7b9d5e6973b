"""Names of files, ids and numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator

from spr.checking.fault import Fault, Scope, file_name
from spr.errors import Place, did_you_mean, shown
from spr.model.assessment import Year
from spr.model.recommendation import Recommendation
from spr.model.words import Absent

_LETTERS = re.compile("[a-z]+")
_WITH_IDS = {"assessment", "threat", "governance"}


def check_threat_file_name(scope: Scope) -> Iterator[Fault]:
    """
    A threat's file has the threat's id as its name.

    Why: Whoever looks for a threat looks for its file.
    Example: A file `terrorism.yaml` with `threat: public-order`.
    """
    of_years = [threat for year in scope.assessments.years for threat in year.threats]
    paths = {threat.origin.path for threat in of_years}
    for threat in of_years if "threat" not in scope.lost else ():
        name = file_name(threat.origin)
        if name != threat.id:
            expected = f"Expected: a file called {threat.id}.yaml, or `threat: {name}`."
            yield _misnamed(threat.origin, threat.id, expected)
    for origin, about in scope.strays.items():
        if file_name(origin) != about:
            is_copy = f"{origin.path.rpartition('/')[0]}/{about}.yaml" in paths
            there = f"no such file: {about}.yaml is there" if is_copy else f"a file called {about}.yaml"
            yield _misnamed(origin, about, f"Expected: {there}.")


def check_recommendation_file_name(scope: Scope) -> Iterator[Fault]:
    """
    A recommendation's file is named after the year that raised it and its number there.

    Why: The name of the file is what everybody cites.
    Example: A file `2022-1.yaml` with `number: 2`.
    """
    for recommendation in scope.assessments.recommendations:
        year, _, last = recommendation.id.rpartition("-")
        called = f"The file is called {shown(recommendation.id)}"
        stated = not isinstance(recommendation.number, Absent)
        if stated and (year, last) != (recommendation.raised_in, recommendation.number):
            yield Fault(
                recommendation.origin,
                f"{called} and holds recommendation {recommendation.number} of {recommendation.raised_in}.",
                f"Expected: a file called {recommendation.raised_in}-{recommendation.number}.yaml.",
            )
        if not stated and not (year == recommendation.raised_in and _LETTERS.fullmatch(last)):
            yield Fault(
                recommendation.origin,
                f"{called} and holds a recommendation of {recommendation.raised_in} without a number.",
                f"Expected: a letter in place of the number, such as {recommendation.raised_in}-a.yaml.",
            )


def check_id_stands_once(scope: Scope) -> Iterator[Fault]:
    """
    An id stands once in a year, in a shared file, in a recommendation.

    Why: What is cited by its id has to be one thing.
    Example: Two paragraphs of a year are called `on-terrorism`.
    """
    shared = scope.assessments
    spaces = [[(name, origin) for name, _, origin in _ids(year)] for year in shared.years]
    spaces += [
        [(thing.id, thing.origin) for thing in listed]
        for listed in (
            shared.areas.listed,
            shared.metrics,
            shared.terms,
            shared.meetings,
            (*shared.reference.scales, *shared.scales),
        )
    ]
    for each in shared.recommendations:
        spaces.append([(part.id, part.origin) for part in each.parts])
        spaces.append([(evidence.id, evidence.origin) for evidence in each.evidence])
    for space in spaces:
        first: dict[str, Place] = {}
        for name, origin in space:
            if name in first:
                yield Fault(
                    origin,
                    f"The id {shown(name)} stands already in line {first[name].line} of {first[name].path}.",
                    "Expected: another id here.",
                )
            first.setdefault(name, origin)


def check_id_means_one_thing(scope: Scope) -> Iterator[Fault]:
    """
    An id means the same kind of thing in every year: it is never used again for something else.

    Why: Years are compared by id: one that is used again would join two things that have nothing in
    common.
    Example: A risk is called `fewer-units`, as a paragraph was the year before.
    """
    kinds: dict[str, tuple[str, str]] = {}
    for year in scope.assessments.years:
        for name, kind, origin in _ids(year):
            earlier = kinds.setdefault(name, (kind, year.id))
            if earlier[0] != kind and earlier[1] != year.id:
                yield Fault(
                    origin,
                    f"The id {shown(name)} is {_a(kind)} here, and was {_a(earlier[0])} in {earlier[1]}.",
                    "Expected: an id that was never used for something else.",
                )


def check_lineage_is_known(scope: Scope) -> Iterator[Fault]:
    """
    What a thing is said to come from stood in an earlier year.

    Why: What was renamed, split or merged is followed back through the years.
    Example: `from: [fewer-unit]`, and no earlier year has that id.
    """
    before: set[str] = set(scope.lost)
    unread = {year for kind, year in scope.unread if kind in _WITH_IDS}
    for year in scope.assessments.years:
        is_known = not any(other and other < year.id for other in unread)
        for origin, lineage in _lineages(year):
            for name in lineage:
                if is_known and name not in before:
                    yield Fault(
                        origin,
                        f"`from` names {shown(name)}, which no earlier year has.",
                        "Expected: the id that it had in an earlier year.",
                    )
        before |= {name for name, _, _ in _ids(year)}
    known = {recommendation.id for recommendation in scope.assessments.recommendations} | scope.lost
    for recommendation in scope.assessments.recommendations:
        for name in recommendation.lineage:
            if name not in known or name == recommendation.id:
                yield Fault(
                    recommendation.origin,
                    f"`from` names {shown(name)}, and there is no earlier recommendation of that name.",
                    "Expected: the id of the recommendation that this one comes from.",
                    did_you_mean(name, known - {recommendation.id}),
                )


def check_area_lineage_is_listed(scope: Scope) -> Iterator[Fault]:
    """
    What an area is said to come from stands in the list of areas, and has ended.

    Why: Figures of earlier years keep the area that they were given for.
    Example: `from: [old-port]` for an area, and no area `old-port` with an `until`.
    """
    areas = {area.id: area for area in scope.assessments.areas.listed}
    for area in areas.values():
        for name in area.lineage:
            before = areas.get(name)
            if name not in scope.lost and not (before and before.until):
                what = "has no `until`" if before else "is not in the list of areas"
                yield Fault(
                    area.origin,
                    f"`from` names {shown(name)}, which {what}.",
                    "Expected: an area that stays in the list, with `until`: the last year that had it.",
                )


def check_recommendation_numbers(scope: Scope) -> Iterator[Fault]:
    """
    The recommendations of a year are numbered 1, 2, 3 without a gap.

    Why: A gap looks as if a recommendation had been taken out.
    Example: Recommendations 1 and 3 of 2022, and none numbered 2.
    """
    by_year: dict[str, dict[int, Recommendation]] = defaultdict(dict)
    for recommendation in scope.assessments.recommendations:
        if not isinstance(recommendation.number, Absent):
            by_year[recommendation.raised_in].setdefault(int(recommendation.number), recommendation)
    for year, numbered in by_year.items():
        last = max(numbered)
        missing = [
            str(number)
            for number in range(1, last)
            if number not in numbered and f"{year}-{number}" not in scope.lost
        ]
        if missing:
            yield Fault(
                numbered[last].origin,
                f"{year} has a recommendation {last} and none numbered {', '.join(missing)}.",
                "Expected: numbers without a gap, as in the report.",
            )


def _ids(year: Year) -> Iterator[tuple[str, str, Place]]:
    """Every id that a year gives, what it names, and where."""
    for section in year.sections:
        if not section.threat:
            yield section.id, "section", section.origin
        for paragraph in section.paragraphs:
            yield paragraph.id, "paragraph", paragraph.origin
    for statements in year.all_statements:
        for thing in statements.named:
            yield thing.id, type(thing).__name__.lower(), thing.origin
    for part in year.governance.parts:
        yield part.id, type(part).__name__.lower(), part.origin


def _lineages(year: Year) -> Iterator[tuple[Place, tuple[str, ...]]]:
    for paragraph in year.paragraphs:
        yield paragraph.origin, paragraph.lineage
    for statements in year.all_statements:
        for thing in statements.named:
            yield thing.origin, thing.lineage
    for part in year.governance.parts:
        yield part.origin, part.lineage


def _a(kind: str) -> str:
    return kind if kind == "evidence" else f"an {kind}" if kind[0] in "ae" else f"a {kind}"


def check_lead_stands_once(scope: Scope) -> Iterator[Fault]:
    """
    A role leads a threat once in the same way, and a series of threat levels stands once in a threat.

    Why: Of two, a comparison could not say which one changed.
    Example: `role: acc-security` twice among the leads of a threat.
    """
    for year in scope.assessments.years:
        for threat in year.threats:
            leads = () if isinstance(threat.leads, Absent) else threat.leads
            named = [((lead.role, lead.what), f"The lead {shown(lead.role)}", lead.origin) for lead in leads]
            named += [
                ((level.series, "level"), f"The series {shown(level.series)}", level.origin)
                for level in threat.threat_levels
            ]
            seen = set()
            for key, called, origin in named:
                if key in seen:
                    yield Fault(origin, f"{called} stands in this threat already.", "Expected: each once.")
                seen.add(key)


def check_relation_stands_once(scope: Scope) -> Iterator[Fault]:
    """
    How two roles, groups or programmes stand to each other is said once in a year.

    Why: Of two, a comparison could not say which one changed.
    Example: That `chief` chairs `board`, twice among the relations.
    """
    for year in scope.assessments.years:
        seen = set()
        for each in year.governance.relations:
            relation = (each.subject, each.verb, each.object)
            if relation in seen:
                found = f"That {shown(each.subject)} {each.verb} {shown(each.object)} is said already."
                yield Fault(each.origin, found, "Expected: each relation once.")
            seen.add(relation)


def _misnamed(origin: Place, threat: str, expected: str) -> Fault:
    found = f"The file is called {shown(file_name(origin))} and says that it is about {shown(threat)}."
    return Fault(origin, found, expected)
