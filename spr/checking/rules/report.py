"""The report as a whole: its SPR edition, its threats and sections, its provenance, its dates."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import pairwise

from spr.checking.fault import Fault, Scope, file_name
from spr.checking.schema.said import say
from spr.errors import Place, did_you_mean, one_of, shown
from spr.model.assessment import Year
from spr.model.dates import Date
from spr.model.words import Covered, Outcome, Provenance


def check_spr_edition_is_known(scope: Scope) -> Iterator[Fault]:
    """
    A year is held against an SPR edition that there is.

    Why: The edition says which threats there are and what they are called.
    Example: `spr_edition: spr-2013`.
    """
    known = [edition.id for edition in scope.assessments.reference.spr_editions]
    for year in scope.assessments.years:
        for name in year.spr_editions if "spr_edition" not in scope.lost else ():
            if name not in known:
                yield Fault(
                    year.origin,
                    f"{shown(name)} is no SPR edition.",
                    one_of(known),
                    did_you_mean(name, known),
                )


def check_threats_are_those_of_the_edition(scope: Scope) -> Iterator[Fault]:
    """
    A year has each threat of its SPR edition, or that all of its editions have, and no other.

    Why: A threat that is left out would be missed by nobody.
    Example: A year held against the SPR of 2023 without violence against women and girls.
    """
    for year in scope.assessments.years:
        threats = _threats_by_edition(scope, year)
        if len(threats) != len(year.spr_editions):
            continue
        in_each, in_any = set.intersection(*threats), set.union(*threats)
        found = {section.id: section.origin for section in year.sections if section.threat}
        missing = in_each - set(found) - scope.lost if year.recorded(Covered.PARAGRAPHS) else set()
        if "sections" in scope.lost:
            missing = set()
        for name in sorted(missing):
            yield Fault(
                year.origin,
                f"The threat {shown(name)} has no section, and is a threat of "
                f"{' and of '.join(year.spr_editions)}.",
                f"Expected: `- threat: {name}` among the sections.",
            )
        for name in sorted(set(found) - in_any):
            yield Fault(
                found[name],
                f"{shown(name)} is no threat of {' or of '.join(year.spr_editions)}.",
                one_of(sorted(in_any)),
                did_you_mean(name, in_any),
            )


def check_threat_has_its_edition(scope: Scope) -> Iterator[Fault]:
    """
    Where a year names an SPR edition for each threat, it names one that has it for every threat.

    Why: Two threats may be compared only if it is known which edition each is held against.
    Example: `spr_edition` names an edition for six threats of seven.
    """
    for year in scope.assessments.years:
        in_any = set().union(*_threats_by_edition(scope, year))
        for threat in year.threats if "spr_edition" not in scope.lost else ():
            name = file_name(threat.origin)
            edition = scope.assessments.reference.edition(threat.spr_edition)
            if not threat.spr_edition:
                yield Fault(
                    year.origin,
                    f"`spr_edition` says nothing of {shown(name)}.",
                    "Expected: an SPR edition for each threat.",
                )
            elif edition and edition.name_of(name) is None and name in in_any:
                yield Fault(
                    year.origin,
                    f"{shown(name)} is held against {edition.id}, which does not have it.",
                    f"Expected: for {shown(name)} an SPR edition that has it.",
                )


def check_section_has_its_threat(scope: Scope) -> Iterator[Fault]:
    """
    A section of a threat has that threat's file, and stands once.

    Why: A heading without paragraphs looks as if nothing were said of the threat.
    Example: `- threat: public-order` among the sections, and no file threats/public-order.yaml.
    """
    for year in scope.assessments.years:
        there = {file_name(threat.origin) for threat in year.threats} | scope.lost
        seen = set()
        for section in year.sections:
            if section.threat and section.threat not in there:
                yield Fault(
                    section.origin,
                    f"There is no file threats/{section.threat}.yaml in {year.id}.",
                    "Expected: a file for each threat that has a section.",
                )
            if section.threat in seen:
                yield Fault(
                    section.origin,
                    f"The threat {shown(section.id)} has a section already.",
                    "Expected: one section for each threat.",
                )
            if section.threat:
                seen.add(section.threat)


def check_threat_file_has_its_section(scope: Scope) -> Iterator[Fault]:
    """
    A threat's file stands in a section of its year.

    Why: The sections give the order of the report, and so the numbers of the paragraphs.
    Example: A file threats/child-sexual-abuse.yaml, and no section for it.
    """
    for place, threat in scope.strays.items():
        if file_name(place) == threat:
            yield Fault(
                place,
                "No section of assessment.yaml names this threat, so that it stands nowhere in the report.",
                f"Expected: `- threat: {threat}` among the sections, or no such file.",
            )


def check_partial_year_says_what_it_covers(scope: Scope) -> Iterator[Fault]:
    """
    A partial year says what it covers, and no other year does.

    Why: What is not covered is shown as not recorded, and never as missing or ended.
    Example: `kind: partial` without `covers`.
    """
    for year in scope.assessments.years if "provenance" not in scope.lost else ():
        partial = year.source.kind is Provenance.PARTIAL
        if partial and year.covers is None and year.origin.path not in scope.torn:
            yield Fault(
                year.origin,
                "The year is partial and does not say what it covers.",
                "Expected: `covers`, such as `covers: [recommendations]`.",
            )
        if not partial and year.covers is not None:
            yield Fault(
                year.origin,
                f"`covers` stands here, and the provenance of the year is {shown(year.source.kind)}.",
                "Expected: no `covers`, or the provenance 'partial'.",
            )


def check_made_up_is_said(scope: Scope) -> Iterator[Fault]:
    """
    The years of a made-up force are made-up, and those of a real one never.

    Why: Sample data must never pass for a report.
    Example: `kind: issued` for a year of a force that is `made_up: true`.
    """
    made_up = scope.assessments.force.made_up
    for year in scope.assessments.years if not {"force", "provenance"} & scope.lost else ():
        if (year.source.kind is Provenance.MADE_UP) is not made_up:
            yield Fault(
                year.origin,
                f"The provenance of the year is {shown(year.source.kind)}, and force.yaml says "
                f"`made_up: {str(made_up).lower()}`.",
                "Expected: the provenance 'made-up' for every year of a made-up force, and for no other.",
            )


def check_date_is_in_the_calendar(scope: Scope) -> Iterator[Fault]:
    """
    A date is one that the calendar has.

    Why: A date that never was cannot be sorted or compared.
    Example: `date: 2022-06-31`.
    """
    written = scope.assessments
    dated = (written.years, written.recommendations, written.meetings)
    for origin, field, date in _dates(dated, Place(""), ""):
        if not date.exists:
            month, days = Date(date.text[:7]).in_words, Date(date.text[:7]).last_day[2]
            yield Fault(
                origin,
                say("no-date", date=shown(date.text), field=field, month=month, days=days),
                say("expected", what=say("a-date")),
                written=date.text,
            )


def check_dates_are_in_order(scope: Scope) -> Iterator[Fault]:
    """
    A year is tasked, assessed, reported and published in that order; answers are due after the tasking.

    Why: A slip in one of them would move the year in the log.
    Example: `assessed: 2022-12` with `reported: 2022-11-02`.
    """
    for year in scope.assessments.years:
        dates = year.dates
        named = [
            ("tasked", dates.tasked),
            ("assessed", dates.assessed),
            ("reported", dates.reported),
            ("published", dates.published),
        ]
        stated = [(word, date) for word, date in named if isinstance(date, Date)]
        answers = [("tasked", dates.tasked), ("due", dates.due)]
        due = [(word, date) for word, date in answers if isinstance(date, Date)]
        for (earlier, one), (later, two) in (*pairwise(stated), *pairwise(due)):
            if two.is_surely_before(one):
                yield Fault(
                    year.origin,
                    f"The year is {later} ({two.in_words}) before it is {earlier} ({one.in_words}).",
                    "Expected: the order tasked, assessed, reported, published, and due after tasked.",
                    written=two.text,
                )


def check_moved_promise_has_another_date(scope: Scope) -> Iterator[Fault]:
    """
    A promise that was moved has another date than the year before.

    Why: A promise that is moved to the day it had was not moved.
    Example: `outcome: moved` beside the `by` of last year.
    """
    for before, year in pairwise(scope.assessments.years):
        dates = {action.id: action.by for action in before.actions}
        for action in year.actions:
            by = next((dates[name] for name in (action.id, *action.lineage) if name in dates), None)
            if action.outcome is Outcome.MOVED and isinstance(by, Date) and by == action.by:
                yield Fault(
                    action.origin,
                    f"The promise is moved here, and its date is that of {before.id} ({by.in_words}).",
                    "Expected: the date that it is moved to in `by`, or another outcome.",
                )


def check_years_follow_each_other(scope: Scope) -> Iterator[Fault]:
    """
    A year is assessed, reported and published after the year before it was.

    Why: A year shows what had happened by its own date; a slip would tell too much or too little.
    Example: `reported: 2012-11-02` in 2022, where 2021 was reported in November 2021.
    """
    for word in ("assessed", "reported", "published"):
        stated = [
            (year, date)
            for year in scope.assessments.years
            if isinstance(date := getattr(year.dates, word), Date)
        ]
        for (before, one), (year, two) in pairwise(stated):
            if two.is_surely_before(one):
                yield Fault(
                    year.origin,
                    f"{year.id} is {word} ({two.in_words}) before {before.id} is ({one.in_words}).",
                    "Expected: dates in the order of the years.",
                    written=two.text,
                )


def _threats_by_edition(scope: Scope, year: Year) -> list[set[str]]:
    """The threats of each SPR edition that a year names, of those that there are."""
    editions = map(scope.assessments.reference.edition, year.spr_editions)
    return [{threat.id for threat in edition.threats} for edition in editions if edition]


def _dates(thing: object, origin: Place, name: str) -> Iterator[tuple[Place, str, Date]]:
    """Every date in a thing and in all that it holds, with its field and the place of what has the field."""
    if isinstance(thing, Date):
        yield origin, name, thing
    elif isinstance(thing, Mapping):
        yield from _dates(tuple(thing.values()), origin, name)
    elif isinstance(thing, tuple):
        for each in thing:
            yield from _dates(each, origin, name)
    elif is_dataclass(thing):
        origin = getattr(thing, "origin", origin)
        for field in fields(thing):
            yield from _dates(getattr(thing, field.name), origin, field.name)
