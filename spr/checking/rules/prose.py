"""What is said in words: in brief, with paragraphs cited, in abbreviations that readers know."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spr.checking.fault import Fault, Scope
from spr.checking.schema.said import say
from spr.errors import did_you_mean, shown
from spr.model.assessment import Year
from spr.model.cited import numbers_cited
from spr.model.dates import Date
from spr.model.shared import Assessments
from spr.model.texts import Prose, event_prose, every_text, recommendation_prose, shared_prose, year_prose
from spr.model.words import Absent

BRIEF = 40
"""The most words of an in brief."""

_ABBREVIATION = re.compile(r"[A-Za-z0-9]*[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*")


LEFT_BEHIND: Final = ("{{", "{%", "Traceback (most recent call last)", "<spr.", "<object at", "Markup(")
"""What a finished page never has: a template or a program would have left it there."""


def check_text_is_no_template(scope: Scope) -> Iterator[Fault]:
    """
    A text has no sign of a template.

    Why: It would be shown as it is; a finished page is searched for such signs, and the build would stop.
    Example: A word within two pairs of braces.
    """
    for text, field, origin in every_text(scope.assessments):
        for sign in LEFT_BEHIND:
            if sign in text:
                yield Fault(
                    origin,
                    f"{shown(sign)} stands in `{field}`; it means something to a program, and is no word.",
                    "Expected: the text without it. Nothing in a text is filled in.",
                    written=text,
                )


def check_in_brief_is_brief(scope: Scope) -> Iterator[Fault]:
    """
    An in brief has at most 40 words.

    Why: The first page is to be read in two minutes.
    Example: An `in_brief` of 41 words.
    """
    for prose in _briefs(scope):
        words = len(prose.text.split())
        if words > BRIEF:
            yield Fault(
                prose.origin,
                say("brief-is-long", words=words),
                say("expected", what=say("brief-at-most", most=BRIEF)),
                say("brief-says-anyway"),
                written=prose.text,
            )


def check_in_brief_cites_a_paragraph(scope: Scope) -> Iterator[Fault]:
    """
    The in brief of a year or a threat cites a paragraph by its number.

    Why: The short version can then be checked against the long one.
    Example: `in_brief: Units are trained.`
    """
    for year in scope.assessments.years:
        for prose in _year_briefs(year):
            if not numbers_cited("paragraph", prose.text):
                yield Fault(
                    prose.origin,
                    say("brief-cites-nothing"),
                    say("expected", what=say("brief-citing")),
                    written=prose.text,
                )


def check_cited_number_is_there(scope: Scope) -> Iterator[Fault]:
    """
    A paragraph that is cited by its number stands in the year.

    Why: Whoever follows the number must arrive.
    Example: The text says (paragraph 70), and the report ends with paragraph 50.
    """
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
            for number in numbers_cited("paragraph", prose.text):
                if number.upper() not in numbers:
                    yield Fault(
                        prose.origin,
                        f"The text cites paragraph {number}, and {year.id} has none of that number.",
                        f"Expected: a paragraph from 1 to {year.paragraphs[-1].number}.",
                        written=prose.text,
                    )


def check_abbreviation_is_explained(scope: Scope) -> Iterator[Fault]:
    """
    Every abbreviation in a text stands in glossary.yaml, from this year or earlier.

    Why: Board members and the public read the report too.
    Example: A paragraph speaks of the JTAC, and glossary.yaml does not have it.
    """
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
                said.text,
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
