"""
A copy for one audience: what it may not see is taken out here, once, before anything is compared or shown.

Left out *visibly* means that its place says "not published here"; *silently*, that nothing shows. What
leaves takes its id, its tags and what it cites along, because it could be guessed from them; what else
would tell of it leaves in `traces`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from spr.model.assessment import (
    Action,
    Disclosed,
    Evidence,
    Exercise,
    Figure,
    Finding,
    Grade,
    Paragraph,
    RecordEvent,
    Risk,
    Section,
    Statement,
    Statements,
    Threat,
    Year,
)
from spr.model.recommendation import Event, Recommendation
from spr.model.shared import Assessments
from spr.model.traces import without_traces
from spr.model.words import Absent, Audience

HERE = Absent.NOT_PUBLISHED_HERE


Part = TypeVar("Part", Risk, Action, Exercise, Finding, Evidence, Figure)


def for_audience(assessments: Assessments, audience: Audience) -> Assessments:
    """
    A copy of *assessments* with what *audience* may see, and nothing else.

    Raises `ValueError` if they are a copy already: what is missing there would be missing without a word.
    """
    if assessments.audience is not None:
        raise ValueError(assessments.audience)
    if audience is Audience.FORCE:
        return replace(assessments, audience=audience)
    within = {year.id: year.audience for year in assessments.years}
    copy = replace(
        assessments,
        years=tuple(_year(year, audience) for year in assessments.years if audience.may_see(year.audience)),
        recommendations=tuple(
            _recommendation(each, audience, within)
            for each in assessments.recommendations
            if audience.may_see(within[each.raised_in])
        ),
        audience=audience,
    )
    return without_traces(assessments, copy)


def _year(year: Year, audience: Audience) -> Year:
    hidden = {threat.id for threat in year.threats if not _may_see(threat, audience, year.audience)}
    within = {threat.id: threat.disclosure.audience or year.audience for threat in year.threats}
    sections = tuple(
        replace(
            section,
            paragraphs=tuple(
                paragraph
                if _may_see(paragraph, audience, within.get(paragraph.threat or "", year.audience))
                else _not_published_paragraph(paragraph)
                for paragraph in section.paragraphs
            ),
        )
        for section in year.sections
    )
    of_threat = {section.threat: section for section in sections if section.threat}
    return replace(
        year,
        sections=sections,
        threats=tuple(
            _hidden_threat(threat, of_threat[threat.id])
            if threat.id in hidden
            else _threat(threat, of_threat[threat.id], audience, within[threat.id])
            for threat in year.threats
        ),
        statements=_statements(year.statements, audience, year.audience),
        record=tuple(_without_checksums(event) for event in year.record),
    )


def _not_published_paragraph(paragraph: Paragraph) -> Paragraph:
    """Its number stays, so that what others cite by their numbers stays where it is."""
    return Paragraph(
        id=f"paragraph-{paragraph.number}",
        number=paragraph.number,
        text=HERE,
        section=paragraph.section,
        threat=paragraph.threat,
        origin=paragraph.origin,
    )


def _hidden_threat(threat: Threat, section: Section) -> Threat:
    return Threat(
        id=threat.id,
        title=threat.title,
        spr_edition=threat.spr_edition,
        in_brief=HERE,
        leads=HERE,
        grades=HERE,
        paragraphs=section.paragraphs,
        origin=threat.origin,
    )


def _threat(threat: Threat, section: Section, audience: Audience, within: Audience) -> Threat:
    grades = tuple(_shown(threat.graded, audience, within, _not_published_grade))
    all_hidden = bool(grades) and all(grade.word == HERE for grade in grades)
    left = grades or Absent.NOT_GRADED  # an empty list would tell of a grade that is left out silently
    return replace(
        threat,
        grades=HERE if all_hidden else left if threat.graded else threat.grades,
        paragraphs=section.paragraphs,
        statements=_statements(threat.statements, audience, within),
    )


def _statements(statements: Statements, audience: Audience, within: Audience) -> Statements:
    return Statements(
        figures=tuple(_shown(statements.figures, audience, within, _not_published_figure)),
        risks=tuple(_shown(statements.risks, audience, within, _not_published_risk)),
        actions=tuple(_shown(statements.actions, audience, within, _not_published_action)),
        exercises=tuple(_shown(statements.exercises, audience, within, _not_published_exercise)),
        findings=tuple(_shown(statements.findings, audience, within, _not_published_finding)),
        evidence=tuple(_shown(statements.evidence, audience, within, _not_published_evidence)),
    )


Shown = TypeVar("Shown", bound=Disclosed)


def _shown(
    things: Iterable[Shown],
    audience: Audience,
    within: Audience,
    not_published: Callable[[Shown, int], Shown],
) -> Iterator[Shown]:
    """What may be seen, and the places of what is left out visibly, counted from 1."""
    count = 0
    for thing in things:
        if _may_see(thing, audience, within):
            yield thing
        elif not thing.disclosure.silently:
            count += 1
            yield not_published(thing, count)


def _not_published_grade(grade: Grade, _: int) -> Grade:
    return Grade(word=HERE, of=(HERE,), by=HERE, scale=None, origin=grade.origin)


def _not_published_figure(figure: Figure, count: int) -> Figure:
    """Its metric stays if the copy has other figures of it: see `traces`."""
    return Figure(
        metric=figure.metric,
        kind=figure.kind,
        value=HERE,
        left_out=count,
        threat=figure.threat,
        origin=figure.origin,
    )


def _not_published_risk(risk: Risk, count: int) -> Risk:
    return Risk(id=_name(risk, count), text=HERE, threat=risk.threat, origin=risk.origin)


def _not_published_action(action: Action, count: int) -> Action:
    return Action(id=_name(action, count), text=HERE, by=HERE, threat=action.threat, origin=action.origin)


def _not_published_exercise(exercise: Exercise, count: int) -> Exercise:
    return Exercise(
        id=_name(exercise, count),
        text=HERE,
        kind=HERE,
        state=HERE,
        date=HERE,
        outcome=HERE,
        threat=exercise.threat,
        origin=exercise.origin,
    )


def _not_published_finding(finding: Finding, count: int) -> Finding:
    return Finding(
        id=_name(finding, count),
        text=HERE,
        kind=HERE,
        body=HERE,
        programme=HERE,
        date=HERE,
        threat=finding.threat,
        origin=finding.origin,
    )


def _not_published_evidence(evidence: Evidence, count: int) -> Evidence:
    return Evidence(
        id=_name(evidence, count),
        what=HERE,
        reference=HERE,
        date=HERE,
        held_by=HERE,
        threat=evidence.threat,
        origin=evidence.origin,
    )


def _name(thing: Statement, count: int) -> str:
    """An id that says what it is, and nothing of what it says."""
    return f"not-published-{type(thing).__name__.lower()}-{thing.threat or 'report'}-{count}"


def _without_checksums(event: RecordEvent) -> RecordEvent:
    """A short text is found from its checksum, by trying."""
    correction = replace(event.correction, before={}) if event.correction else None
    return replace(
        event, digest=None, parts={}, files={}, shared={}, recommendations={}, correction=correction
    )


def _recommendation(
    recommendation: Recommendation, audience: Audience, years: Mapping[str, Audience]
) -> Recommendation:
    """*years* are the audiences of years: an event is for no more readers than the report that tells it."""
    raised = years[recommendation.raised_in]
    if not _may_see(recommendation, audience, raised):
        return Recommendation(
            id=recommendation.id,
            raised_in=recommendation.raised_in,
            number=recommendation.number,
            heading=HERE,
            in_brief=HERE,
            text=HERE,
            addressees=(),
            threats=(),
            origin_of=recommendation.origin_of,
            type=recommendation.type,
            due=HERE,
            origin=recommendation.origin,
        )
    within = recommendation.disclosure.audience or raised
    return replace(
        recommendation,
        events=tuple(
            shown
            for event in recommendation.events
            for shown in _shown((event,), audience, _told_within(event, within, years), _not_published_event)
        ),
        evidence=tuple(_shown(recommendation.evidence, audience, within, _not_published_evidence)),
    )


def _told_within(event: Event, within: Audience, years: Mapping[str, Audience]) -> Audience:
    return within.narrower(years.get(event.told_in or "", within))


def _not_published_event(event: Event, _: int) -> Event:
    """When it was, and whose report tells it, stay: they say in which years it has its place."""
    return Event(what=HERE, date=event.date, by=HERE, told_in=event.told_in, origin=event.origin)


def _may_see(thing: Disclosed, audience: Audience, within: Audience) -> bool:
    """Never more than what it stands in, whatever it says itself."""
    return audience.may_see(within) and audience.may_see(thing.disclosure.audience or within)
