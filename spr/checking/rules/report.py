"""The report as a whole: its threats, its sections, its brief texts, its dates, its words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

from spr.checking.fault import Fault, Scope, file_name
from spr.errors import Place, did_you_mean, one_of, shown
from spr.model.assessment import Year
from spr.model.dates import Date
from spr.model.shared import Assessments
from spr.model.texts import Prose, event_prose, recommendation_prose, shared_prose, year_prose
from spr.model.words import Absent, Covered, Provenance

BRIEF = 40
"""The most words of an in brief."""

# What the pages make a link of (spr/render/text.py).
_NUMBER = r"[0-9]+[A-Z]?\b"
_CITED = re.compile(
    rf"\bparagraph(?:s\s+{_NUMBER}(?:(?:,| and| or| to|, and|, or)\s+{_NUMBER})*|\s+{_NUMBER})",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"[A-Za-z0-9]*[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*")


def check_spr_edition_is_known(scope: Scope) -> Iterator[Fault]:
    """A year is held against an SPR edition that there is."""
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
    """A year has each threat of its SPR edition, or that all of its editions have, and no other."""
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
    """Where a year names an SPR edition for each threat, it names one that has it for every threat."""
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
    """A section of a threat has that threat's file, and stands once."""
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
    """A threat's file stands in a section of its year."""
    for place in scope.strays:
        yield Fault(
            place,
            "No section of assessment.yaml names this threat, so that it stands nowhere in the report.",
            f"Expected: `- threat: {file_name(place)}` among the sections, or no such file.",
        )


def check_partial_year_says_what_it_covers(scope: Scope) -> Iterator[Fault]:
    """A partial year says what it covers, and no other year does."""
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
    """The years of a made-up force are made-up, and those of a real one never."""
    made_up = scope.assessments.force.made_up
    for year in scope.assessments.years if not {"force", "provenance"} & scope.lost else ():
        if (year.source.kind is Provenance.MADE_UP) is not made_up:
            yield Fault(
                year.origin,
                f"The provenance of the year is {shown(year.source.kind)}, and force.yaml says "
                f"`made_up: {str(made_up).lower()}`.",
                "Expected: the provenance 'made-up' for every year of a made-up force, and for no other.",
            )


def check_in_brief_is_brief(scope: Scope) -> Iterator[Fault]:
    """An in brief has at most 40 words."""
    for prose in _briefs(scope):
        words = len(prose.text.split())
        if words > BRIEF:
            yield Fault(
                prose.origin,
                f"`in_brief` has {words} words.",
                f"Expected: at most {BRIEF} words.",
                "Leave out what the paragraphs say anyway.",
            )


def check_in_brief_cites_a_paragraph(scope: Scope) -> Iterator[Fault]:
    """The in brief of a year or a threat cites a paragraph by its number."""
    for year in scope.assessments.years:
        for prose in _year_briefs(year):
            if not _CITED.search(prose.text):
                yield Fault(
                    prose.origin,
                    "`in_brief` cites no paragraph.",
                    "Expected: the number of the paragraph that says so, such as (paragraph 23).",
                )


def check_cited_number_is_there(scope: Scope) -> Iterator[Fault]:
    """A paragraph that is cited by its number stands in the year."""
    for year in scope.assessments.years:
        numbers = {paragraph.number for paragraph in year.paragraphs}
        is_torn = any(section.threat and not section.paragraphs for section in year.sections)
        if is_torn or len(numbers) < len(year.paragraphs) or not (numbers and scope.is_whole):
            continue  # who knows which number is meant
        raised = [each for each in scope.assessments.recommendations if each.raised_in == year.id]
        for prose in (
            *year_prose(year),
            *(said for each in raised for said in recommendation_prose(replace(each, events=()))),
        ):
            for cited in _CITED.finditer(prose.text):
                for number in re.findall(_NUMBER, cited[0]):
                    if number.upper() not in numbers:
                        yield Fault(
                            prose.origin,
                            f"The text cites paragraph {number}, and {year.id} has none of that number.",
                            f"Expected: a paragraph from 1 to {year.paragraphs[-1].number}.",
                        )


def check_abbreviation_is_explained(scope: Scope) -> Iterator[Fault]:
    """Every abbreviation in a text stands in glossary.yaml, from this year or earlier."""
    terms = scope.assessments.terms
    for year, said in _prose_by_year(scope.assessments):
        known = {term.term for term in terms if term.since <= year}
        unexplained = [
            word
            for word in dict.fromkeys(_ABBREVIATION.findall(said.text))
            if not {word, word.removesuffix("s")} & (known | scope.lost)
        ]
        for word in unexplained if scope.is_read("glossary") else ():
            later = [term.since for term in terms if term.term in {word, word.removesuffix("s")}]
            yield Fault(
                said.origin,
                f"The abbreviation {shown(word)} is not explained"
                f"{f' before {min(later)}, and this is {year}' if later else ''}.",
                f"Expected: a term in glossary.yaml with what it stands for, `from: {year}` or earlier.",
                "" if later else did_you_mean(word, known),
            )


def check_date_is_in_the_calendar(scope: Scope) -> Iterator[Fault]:
    """A date is one that the calendar has."""
    written = scope.assessments
    for origin, date in _dates((written.years, written.recommendations, written.meetings), Place("")):
        if not date.exists:
            month = Date(date.text[:7])
            yield Fault(
                origin,
                f"{shown(date.text)} is no date: {month.in_words} has {month.last_day[2]} days.",
                "Expected: a date that the calendar has.",
            )


def check_dates_are_in_order(scope: Scope) -> Iterator[Fault]:
    """A year is tasked, assessed, reported and published in that order."""
    for year in scope.assessments.years:
        dates = year.dates
        named = [
            ("tasked", dates.tasked),
            ("assessed", dates.assessed),
            ("reported", dates.reported),
            ("published", dates.published),
        ]
        stated = [(word, date) for word, date in named if isinstance(date, Date)]
        for (earlier, one), (later, two) in pairwise(stated):
            if two.is_surely_before(one):
                yield Fault(
                    year.origin,
                    f"The year is {later} ({two.in_words}) before it is {earlier} ({one.in_words}).",
                    "Expected: dates in the order tasked, assessed, reported, published.",
                )


def _threats_by_edition(scope: Scope, year: Year) -> list[set[str]]:
    """The threats of each SPR edition that a year names, of those that there are."""
    editions = map(scope.assessments.reference.edition, year.spr_editions)
    return [{threat.id for threat in edition.threats} for edition in editions if edition]


def _briefs(scope: Scope) -> Iterator[Prose]:
    for year in scope.assessments.years:
        yield from _year_briefs(year)
    for recommendation in scope.assessments.recommendations:
        if isinstance(recommendation.in_brief, str):
            yield Prose(recommendation.in_brief, recommendation.origin)


def _year_briefs(year: Year) -> Iterator[Prose]:
    if isinstance(year.in_brief, str) and not isinstance(year.in_brief, Absent):
        yield Prose(year.in_brief, year.origin)
    for threat in year.threats:
        if isinstance(threat.in_brief, str) and not isinstance(threat.in_brief, Absent):
            yield Prose(threat.in_brief, threat.origin)


def _prose_by_year(assessments: Assessments) -> Iterator[tuple[str, Prose]]:
    """Every text, with the year in which it must be understood: an event's is when it happened or is told."""
    nothing = replace(assessments, metrics=(), scales=(), meetings=())
    for metric in assessments.metrics:
        yield from ((metric.since, said) for said in shared_prose(replace(nothing, metrics=(metric,))))
    for scale in assessments.scales:
        yield from ((scale.since, said) for said in shared_prose(replace(nothing, scales=(scale,))))
    for meeting in assessments.meetings:
        held_in = str(meeting.date.parts[0])
        yield from ((held_in, said) for said in shared_prose(replace(nothing, meetings=(meeting,))))
    for year in assessments.years:
        yield from ((year.id, said) for said in year_prose(year))
    for each in assessments.recommendations:
        for said in recommendation_prose(replace(each, events=())):
            yield each.raised_in, said
        for event in each.events:
            happened = str(event.date.parts[0]) if isinstance(event.date, Date) else ""
            for said in event_prose(event):
                yield max(each.raised_in, event.told_in or happened), said


def _dates(thing: object, origin: Place) -> Iterator[tuple[Place, Date]]:
    """Every date in a thing and in all that it holds, with the place of the nearest that has one."""
    if isinstance(thing, Date):
        yield origin, thing
    elif isinstance(thing, Mapping):
        yield from _dates(tuple(thing.values()), origin)
    elif isinstance(thing, tuple):
        for each in thing:
            yield from _dates(each, origin)
    elif is_dataclass(thing):
        origin = getattr(thing, "origin", origin)
        for field in fields(thing):
            yield from _dates(getattr(thing, field.name), origin)
