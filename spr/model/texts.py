"""Every piece of prose that a year or a recommendation holds, and every text of a value, with its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import NamedTuple

from spr.errors import Place
from spr.model.assessment import NOWHERE, Said, Statements, Threat, Withheld, Year
from spr.model.dates import Date
from spr.model.recommendation import Event, Recommendation
from spr.model.shared import Assessments
from spr.model.words import Absent


class Prose(NamedTuple):
    """A text and where the thing stands that says it."""

    text: str
    origin: Place


class Written(NamedTuple):
    """A text, the field of the model that it stands in, and where the thing stands that has the field."""

    text: str
    field: str
    origin: Place


def every_text(value: object, field: str = "", origin: Place = NOWHERE) -> Iterator[Written]:
    """
    Every text in a value of the model and in all that it holds, whatever it is: no field can be forgotten.

    Numbers and dates are texts as people write them. No texts are words of a closed vocabulary, places in
    files, and keys: a file's name, the id of an area.
    """
    if value is None or isinstance(value, bool | Enum | Place):
        return
    if isinstance(value, str):
        yield Written(value, field, origin)
    elif isinstance(value, Date):
        yield Written(value.in_words, field, origin)
    elif isinstance(value, int | float):
        yield Written(f"{value:,.15g}", field, origin)
    elif is_dataclass(value):
        own = getattr(value, "origin", NOWHERE)
        for part in fields(value):
            yield from every_text(getattr(value, part.name), part.name, origin if own is NOWHERE else own)
    else:
        for each in _several(value):
            yield from every_text(each, field, origin)


def _several(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return value.values()
    if not isinstance(value, tuple | frozenset):
        return ()
    is_range = value and all(isinstance(each, int | float) for each in value)
    return [" to ".join(text for each in value for text, *_ in every_text(each))] if is_range else value


def year_prose(year: Year) -> Iterator[Prose]:
    """All that a year says in words, in the order of the report."""
    yield from _said(year.origin, year.in_brief, year.change_note, year.method)
    for section in year.sections:
        yield from _said(section.origin, section.title)
    for paragraph in year.paragraphs:
        yield from _said(paragraph.origin, paragraph.text)
    for threat in year.threats:
        yield from _threat(threat)
    for statements in year.all_statements:
        yield from _statements(statements)
    for implication in year.implications:
        yield from _said(implication.origin, implication.text)
    for part in year.governance.parts:
        yield from _said(part.origin, part.title)
    for programme in year.governance.programmes:
        yield from _said(programme.origin, programme.what)
    for event in year.record:
        yield from _said(event.origin, event.word, event.text, event.reason)


def recommendation_prose(recommendation: Recommendation) -> Iterator[Prose]:
    """All that a recommendation says in words."""
    origin = recommendation.origin
    yield from _said(origin, recommendation.heading, recommendation.in_brief, recommendation.text)
    for part in recommendation.parts:
        yield from _said(origin, part.text)
    if recommendation.finding:
        yield from _said(origin, recommendation.finding.body, recommendation.finding.programme)
    for each in recommendation.evidence:
        yield from _said(each.origin, each.what)
    for event in recommendation.events:
        yield from event_prose(event)


def event_prose(event: Event) -> Iterator[Prose]:
    """All that an event says in words."""
    yield from _said(event.origin, event.word, event.text, event.evidence)


def shared_prose(assessments: Assessments) -> Iterator[Prose]:
    """All that stands in words in what the years share, but for the glossary."""
    for metric in assessments.metrics:
        yield from _said(metric.origin, metric.name, metric.unit, metric.definition, metric.reason)
    for scale in assessments.scales:
        yield from _said(scale.origin, scale.name, scale.note, scale.reason)
    for meeting in assessments.meetings:
        yield from _said(meeting.origin, meeting.body, meeting.title)


def _threat(threat: Threat) -> Iterator[Prose]:
    yield from _said(threat.origin, threat.in_brief)
    for lead in () if isinstance(threat.leads, Absent) else threat.leads:
        yield from _said(lead.origin, lead.what)
    for grade in threat.graded:
        for basis in grade.basis:
            yield from _said(grade.origin, basis)
        if grade.because:
            yield from _said(grade.origin, grade.because.text)
    for level in threat.threat_levels:
        yield from _said(level.origin, level.called, level.meaning)
    for reason in threat.not_addressed.values():
        yield from _said(threat.origin, reason)


def _statements(statements: Statements) -> Iterator[Prose]:
    for figure in statements.figures:
        areas = figure.by_area.values() if isinstance(figure.by_area, Mapping) else ()
        withheld = [value for value in (figure.value, *areas) if isinstance(value, Withheld)]
        restated = figure.restates.reason if figure.restates else None
        yield from _said(figure.origin, figure.basis, figure.words, figure.model, figure.source, restated)
        yield from _said(figure.origin, *withheld)
    for risk in statements.risks:
        yield from _said(risk.origin, risk.text, risk.score)
    for finding in statements.findings:
        yield from _said(finding.origin, finding.text, finding.body, finding.programme)
    for action in statements.actions:
        yield from _said(action.origin, action.text, action.outcome_text)
    for exercise in statements.exercises:
        yield from _said(exercise.origin, exercise.text, exercise.outcome)
    for evidence in statements.evidence:
        yield from _said(evidence.origin, evidence.what)


def _said(origin: Place, *said: Said | None) -> Iterator[Prose]:
    for each in said:
        if isinstance(each, Withheld):
            yield Prose(each.reason, origin)
        elif isinstance(each, str) and not isinstance(each, Absent):
            yield Prose(each, origin)
