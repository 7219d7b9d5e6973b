"""Every piece of prose that a year or a recommendation holds, with its place."""

from collections.abc import Iterator
from typing import NamedTuple

from spr.errors import Place
from spr.model.assessment import Said, Statements, Year
from spr.model.recommendation import Recommendation
from spr.model.words import Absent


class Prose(NamedTuple):
    """A text and where the thing stands that says it."""

    text: str
    origin: Place


def year_prose(year: Year) -> Iterator[Prose]:
    """All that a year says in words, in the order of the report."""
    for said in (year.in_brief, year.change_note, year.method):
        yield from _said(said, year.origin)
    for paragraph in year.paragraphs:
        yield from _said(paragraph.text, paragraph.origin)
    for threat in year.threats:
        yield from _said(threat.in_brief, threat.origin)
        for grade in threat.graded:
            if grade.because:
                yield Prose(grade.because.text, grade.origin)
    for statements in year.all_statements:
        yield from _statements(statements)
    for implication in year.implications:
        yield Prose(implication.text, implication.origin)
    for part in year.governance.parts:
        yield Prose(part.title, part.origin)


def recommendation_prose(recommendation: Recommendation) -> Iterator[Prose]:
    """All that a recommendation says in words."""
    for said in (recommendation.heading, recommendation.in_brief, recommendation.text):
        yield from _said(said, recommendation.origin)
    for part in recommendation.parts:
        yield Prose(part.text, recommendation.origin)
    for event in recommendation.events:
        yield from _said(event.text, event.origin)


def _statements(statements: Statements) -> Iterator[Prose]:
    for figure in statements.figures:
        yield from _said(figure.basis, figure.origin)
    for risk in statements.risks:
        yield from _said(risk.text, risk.origin)
    for finding in statements.findings:
        yield from _said(finding.text, finding.origin)
    for action in statements.actions:
        yield from _said(action.text, action.origin)
        yield from _said(action.outcome_text, action.origin)
    for exercise in statements.exercises:
        yield from _said(exercise.text, exercise.origin)
        yield from _said(exercise.outcome, exercise.origin)
    for evidence in statements.evidence:
        yield Prose(evidence.what, evidence.origin)


def _said(said: Said | None, origin: Place) -> Iterator[Prose]:
    if isinstance(said, str) and not isinstance(said, Absent):
        yield Prose(said, origin)
