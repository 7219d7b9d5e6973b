"""The report as a whole: its threats, its sections, its brief texts, its dates, its words."""

import re
from collections.abc import Iterator
from itertools import pairwise

from spr.checking.fault import Fault, Scope
from spr.errors import Place, did_you_mean, one_of, shown
from spr.model.assessment import Year
from spr.model.dates import Date
from spr.model.texts import Prose, recommendation_prose, year_prose
from spr.model.words import Absent, Covered, Provenance

BRIEF = 40
"""The most words of an in brief."""

_CITED = re.compile(r"\bparagraphs? (\d+[A-Z]?)((?:(?:, | and | to )\d+[A-Z]?)*)")
_ABBREVIATION = re.compile(r"[A-Za-z0-9]*[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*")


def check_spr_edition_is_known(scope: Scope) -> Iterator[Fault]:
    """A year is held against an SPR edition that there is."""
    known = [edition.id for edition in scope.assessments.reference.spr_editions]
    for year in scope.assessments.years:
        for name in year.spr_editions:
            if name not in known:
                yield Fault(
                    year.origin,
                    f"{shown(name)} is no SPR edition.",
                    one_of(known),
                    did_you_mean(name, known),
                )


def check_threats_are_those_of_the_edition(scope: Scope) -> Iterator[Fault]:
    """A year has each threat of its SPR edition, and no other."""
    reference = scope.assessments.reference
    for year in scope.assessments.years:
        if not year.recorded(Covered.PARAGRAPHS):
            continue
        editions = [edition for edition in map(reference.edition, year.spr_editions) if edition]
        if len(editions) != len(year.spr_editions):
            continue
        wanted = {threat.id for edition in editions for threat in edition.threats}
        found = {section.id: section.origin for section in year.sections if section.threat}
        for name in sorted(wanted - set(found) - scope.lost):
            yield Fault(
                year.origin,
                f"The threat {shown(name)} has no section, and {' and '.join(year.spr_editions)} has it.",
                f"Expected: `- threat: {name}` among the sections.",
            )
        for name in sorted(set(found) - wanted):
            yield Fault(
                found[name],
                f"{shown(name)} is no threat of {' or '.join(year.spr_editions)}.",
                one_of(sorted(wanted)),
                did_you_mean(name, wanted),
            )


def check_threat_has_its_edition(scope: Scope) -> Iterator[Fault]:
    """Where a year names an SPR edition for each threat, it names one that has it for every threat."""
    for year in scope.assessments.years:
        for threat in year.threats:
            edition = scope.assessments.reference.edition(threat.spr_edition)
            if not threat.spr_edition:
                yield Fault(
                    year.origin,
                    f"`spr_edition` says nothing of {shown(threat.id)}.",
                    "Expected: an SPR edition for each threat.",
                )
            elif edition and edition.name_of(threat.id) is None:
                yield Fault(
                    year.origin,
                    f"{shown(threat.id)} is held against {edition.id}, which does not have it.",
                    one_of([named.id for named in edition.threats]),
                )


def check_section_has_its_threat(scope: Scope) -> Iterator[Fault]:
    """A section of a threat has that threat's file, and stands once."""
    for year in scope.assessments.years:
        there = {threat.id for threat in year.threats} | scope.lost
        seen = set()
        for section in year.sections:
            if section.threat and section.threat not in there:
                yield Fault(
                    section.origin,
                    f"There is no file threats/{section.threat}.yaml.",
                    "Expected: a file for each threat that has a section.",
                )
            if section.threat in seen:
                yield Fault(
                    section.origin,
                    f"{shown(section.id)} has a section already.",
                    "Expected: one section.",
                )
            if section.threat:
                seen.add(section.threat)


def check_partial_year_says_what_it_covers(scope: Scope) -> Iterator[Fault]:
    """A partial year says what it covers, and no other year does."""
    for year in scope.assessments.years:
        partial = year.source.kind is Provenance.PARTIAL
        if partial and year.covers is None:
            yield Fault(
                year.origin,
                "The year is partial and does not say what it covers.",
                "Expected: `covers`, such as `covers: [recommendations]`.",
            )
        if not partial and year.covers is not None:
            yield Fault(
                year.origin,
                f"`covers` stands here, and the year is {year.source.kind}.",
                "Expected: no `covers`; only a partial year has it.",
            )


def check_made_up_is_said(scope: Scope) -> Iterator[Fault]:
    """The years of a made-up force are made-up, and those of a real one never."""
    made_up = scope.assessments.force.made_up
    for year in scope.assessments.years:
        if (year.source.kind is Provenance.MADE_UP) is not made_up:
            yield Fault(
                year.origin,
                f"The year is {year.source.kind}, and the force is {'made up' if made_up else 'a real one'}.",
                "Expected: provenance `made-up` for a made-up force, and for no other.",
            )


def check_in_brief_is_brief(scope: Scope) -> Iterator[Fault]:
    """An in brief has at most 40 words."""
    for prose in _briefs(scope):
        words = len(prose.text.split())
        if words > BRIEF:
            yield Fault(
                prose.origin,
                f"`in_brief` has {words} words.",
                f"Expected: at most {BRIEF}.",
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
        if not numbers:
            continue
        for prose in year_prose(year):
            for cited in _CITED.finditer(prose.text):
                for number in re.findall(r"\d+[A-Z]?", cited[0]):
                    if number not in numbers and not scope.lost:
                        yield Fault(
                            prose.origin,
                            f"The text cites paragraph {number}.",
                            f"Expected: one of the paragraphs 1 to {year.paragraphs[-1].number}.",
                        )


def check_abbreviation_is_explained(scope: Scope) -> Iterator[Fault]:
    """Every abbreviation in a text stands in glossary.yaml, from this year or earlier."""
    terms = scope.assessments.terms
    prose = [(year.id, said) for year in scope.assessments.years for said in year_prose(year)]
    prose += [
        (recommendation.raised_in, said)
        for recommendation in scope.assessments.recommendations
        for said in recommendation_prose(recommendation)
    ]
    for year, said in prose:
        known = {term.term for term in terms if term.since <= year}
        for word in dict.fromkeys(_ABBREVIATION.findall(said.text)):
            if word not in known and word.removesuffix("s") not in known and not word.isdigit():
                yield Fault(
                    said.origin,
                    f"The abbreviation {shown(word)} is not explained.",
                    "Expected: a term in glossary.yaml, with what it stands for.",
                    did_you_mean(word, known),
                )


def check_date_is_in_the_calendar(scope: Scope) -> Iterator[Fault]:
    """A date is one that the calendar has."""
    for origin, date in _dates(scope):
        if not date.exists:
            year, month, _ = date.parts
            last = Date(f"{year}-{month:02}").last_day[2]
            yield Fault(origin, f"There is no {date.in_words}.", f"Expected: a day up to {last}.")


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
            if two < one:
                yield Fault(
                    year.origin,
                    f"It was {later} in {two.in_words}, before it was {earlier} in {one.in_words}.",
                    "Expected: dates in the order tasked, assessed, reported, published.",
                )


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


def _dates(scope: Scope) -> Iterator[tuple[Place, Date]]:
    found: list[tuple[Place, Date | Absent | None]] = []
    for year in scope.assessments.years:
        dates = year.dates
        found += [
            (year.origin, date) for date in (dates.tasked, dates.assessed, dates.reported, dates.published)
        ]
        for part in year.all_statements:
            found += [(exercise.origin, exercise.date) for exercise in part.exercises]
            found += [(finding.origin, finding.date) for finding in part.findings]
            found += [(evidence.origin, evidence.date) for evidence in part.evidence]
            found += [(action.origin, action.by) for action in part.actions]
            found += [(figure.origin, date) for figure in part.figures for date in (figure.by, figure.as_of)]
        found += [(event.origin, event.date) for event in year.record]
    for recommendation in scope.assessments.recommendations:
        found.append((recommendation.origin, recommendation.due))
        found += [(event.origin, date) for event in recommendation.events for date in (event.date, event.due)]
    found += [(meeting.origin, meeting.date) for meeting in scope.assessments.meetings]
    yield from ((origin, date) for origin, date in found if isinstance(date, Date))
