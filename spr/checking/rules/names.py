"""Names of files, ids and numbers."""

from collections import defaultdict
from collections.abc import Iterator

from spr.checking.fault import Fault, Scope
from spr.errors import Place, shown
from spr.model.assessment import Year
from spr.model.words import Absent


def check_threat_file_name(scope: Scope) -> Iterator[Fault]:
    """A threat's file has the threat's id as its name."""
    for year in scope.assessments.years:
        for threat in year.threats:
            name = threat.origin.path.rsplit("/", 1)[-1].removesuffix(".yaml")
            if name != threat.id:
                yield Fault(
                    threat.origin,
                    f"The file is called {shown(name)} and is about {shown(threat.id)}.",
                    f"Expected: a file called {threat.id}.yaml.",
                )


def check_recommendation_file_name(scope: Scope) -> Iterator[Fault]:
    """A recommendation's file is named after the year that raised it and its number there."""
    for recommendation in scope.assessments.recommendations:
        year, _, last = recommendation.id.rpartition("-")
        if year != recommendation.raised_in:
            yield Fault(
                recommendation.origin,
                f"The file is called {shown(recommendation.id)}, and {recommendation.raised_in} raised it.",
                f"Expected: a name that begins with {recommendation.raised_in}-.",
            )
        stated = not isinstance(recommendation.number, Absent)
        if stated and last != recommendation.number:
            yield Fault(
                recommendation.origin,
                f"The file is called {shown(recommendation.id)} and has number {recommendation.number}.",
                f"Expected: a file called {recommendation.raised_in}-{recommendation.number}.yaml.",
            )
        if not stated and last.isdigit():
            yield Fault(
                recommendation.origin,
                f"The file is called {shown(recommendation.id)}, but its number is not stated.",
                "Expected: a letter in place of the number, such as 2015-a.",
            )


def check_id_stands_once(scope: Scope) -> Iterator[Fault]:
    """An id stands once in a year."""
    for year in scope.assessments.years:
        first: dict[str, Place] = {}
        for name, _, origin in _ids(year):
            if name in first:
                yield Fault(
                    origin,
                    f"The id {shown(name)} stands already in line {first[name].line} of {first[name].path}.",
                    "Expected: another id here.",
                )
            first.setdefault(name, origin)
    shared = scope.assessments
    for listed in (shared.metrics, shared.terms, shared.meetings, shared.all_scales):
        first = {}
        for thing in listed:
            if thing.id in first:
                yield Fault(
                    thing.origin,
                    f"The id {shown(thing.id)} stands already in line {first[thing.id].line}.",
                    "Expected: another id here.",
                )
            first.setdefault(thing.id, thing.origin)


def check_id_means_one_thing(scope: Scope) -> Iterator[Fault]:
    """An id means the same kind of thing in every year: it is never used again for something else."""
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
    """What a thing is said to come from stood in an earlier year."""
    before: set[str] = set(scope.lost)
    for year in scope.assessments.years:
        for origin, lineage in _lineages(year):
            for name in lineage:
                if name not in before:
                    yield Fault(
                        origin,
                        f"`from` names {shown(name)}, which no earlier year has.",
                        "Expected: the id that it had in an earlier year.",
                    )
        before |= {name for name, _, _ in _ids(year)}
    known = {recommendation.id for recommendation in scope.assessments.recommendations} | scope.lost
    for recommendation in scope.assessments.recommendations:
        for name in recommendation.lineage:
            if name not in known:
                yield Fault(
                    recommendation.origin,
                    f"`from` names {shown(name)}, and there is no such recommendation.",
                    "Expected: the id of an earlier recommendation.",
                )


def check_area_lineage_is_listed(scope: Scope) -> Iterator[Fault]:
    """What an area is said to come from stands in the list of areas."""
    areas = scope.assessments.areas.listed
    for area in areas:
        for name in area.lineage:
            if name not in {other.id for other in areas} | scope.lost:
                yield Fault(
                    area.origin,
                    f"`from` names {shown(name)}, which is not in the list.",
                    "Expected: an area that stands in the list too, with the last year that has it.",
                )


def check_recommendation_numbers(scope: Scope) -> Iterator[Fault]:
    """The recommendations of a year are numbered 1, 2, 3 without a gap."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for recommendation in scope.assessments.recommendations:
        if str(recommendation.number).isdigit():
            numbers[recommendation.raised_in].append(int(recommendation.number))
    for recommendation in scope.assessments.recommendations:
        found = sorted(numbers[recommendation.raised_in])
        missing = set(range(1, (found[-1] if found else 0) + 1)) - set(found)
        lost = {int(name.rsplit("-", 1)[1]) for name in scope.lost if name.rsplit("-", 1)[-1].isdigit()}
        if missing - lost and str(recommendation.number) == str(found[-1]):
            listed = ", ".join(str(number) for number in sorted(missing))
            yield Fault(
                recommendation.origin,
                f"{recommendation.raised_in} has a recommendation {found[-1]} but none numbered {listed}.",
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
