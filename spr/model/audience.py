"""
A copy for one audience: what it may not see is taken out here, once, before anything is compared or shown.

Left out *visibly* means that its place says "not published here"; *silently*, that nothing shows. What
leaves takes its id, its tags and what it cites along, because it could be guessed from them. Checksums of
files leave too, and terms, metrics, scales and meetings that nothing else uses.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar, cast

from spr.errors import Place
from spr.model.assessment import (
    Action,
    Disclosed,
    Evidence,
    Exercise,
    Figure,
    Finding,
    Governance,
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
from spr.model.texts import recommendation_prose, year_prose
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
    years = tuple(_year(year, audience) for year in assessments.years if audience.may_see(year.audience))
    within = {year.id: year.audience for year in assessments.years}
    recommendations = tuple(
        _recommendation(each, audience, within.get(each.raised_in, Audience.PUBLIC))
        for each in assessments.recommendations
        if audience.may_see(within.get(each.raised_in, Audience.PUBLIC))
    )
    copy = replace(assessments, years=years, recommendations=recommendations, audience=audience)
    return _without_unused(copy) if audience is not Audience.FORCE else copy


def _year(year: Year, audience: Audience) -> Year:
    hidden = {threat.id for threat in year.threats if not _may_see(threat, audience, year.audience)}
    gone = {
        paragraph.id: f"paragraph-{paragraph.number}"
        for paragraph in year.paragraphs
        if paragraph.threat in hidden or not _may_see(paragraph, audience, year.audience)
    }
    sections = tuple(
        replace(section, paragraphs=tuple(_paragraph(each, gone) for each in section.paragraphs))
        for section in year.sections
    )
    of_threat = {section.threat: section for section in sections if section.threat}
    governance = year.governance
    return replace(
        year,
        sections=sections,
        threats=tuple(
            _hidden_threat(threat, of_threat[threat.id])
            if threat.id in hidden
            else _threat(threat, of_threat[threat.id], gone, audience, year.audience)
            for threat in year.threats
        ),
        statements=_statements(year.statements, gone, audience, year.audience),
        governance=_governance(governance, gone),
        record=tuple(_record_event(event, gone, audience) for event in year.record),
    )


def _paragraph(paragraph: Paragraph, gone: Mapping[str, str]) -> Paragraph:
    if paragraph.id not in gone:
        return paragraph
    return Paragraph(
        id=gone[paragraph.id],
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


def _threat(
    threat: Threat, section: Section, gone: Mapping[str, str], audience: Audience, within: Audience
) -> Threat:
    within = threat.disclosure.audience or within
    leads = threat.leads
    graded = tuple(
        replace(grade, paragraph=gone.get(grade.paragraph or "", grade.paragraph))
        for grade in threat.graded
        if _may_see(grade, audience, within)
    )
    return replace(
        threat,
        leads=leads
        if isinstance(leads, Absent)
        else tuple(replace(lead, paragraph=gone.get(lead.paragraph or "", lead.paragraph)) for lead in leads),
        grades=graded or (HERE if threat.graded else threat.grades),
        paragraphs=section.paragraphs,
        threat_levels=tuple(
            replace(level, paragraph=gone.get(level.paragraph or "", level.paragraph))
            for level in threat.threat_levels
        ),
        statements=_statements(threat.statements, gone, audience, within),
    )


def _statements(
    statements: Statements, gone: Mapping[str, str], audience: Audience, within: Audience
) -> Statements:
    return Statements(
        figures=tuple(_parts(statements.figures, gone, audience, within)),
        risks=tuple(_parts(statements.risks, gone, audience, within)),
        actions=tuple(_parts(statements.actions, gone, audience, within)),
        exercises=tuple(_parts(statements.exercises, gone, audience, within)),
        findings=tuple(_parts(statements.findings, gone, audience, within)),
        evidence=tuple(_parts(statements.evidence, gone, audience, within)),
    )


def _parts(
    parts: Iterable[Part], gone: Mapping[str, str], audience: Audience, within: Audience
) -> Iterator[Part]:
    for count, part in enumerate(parts, start=1):
        if _may_see(part, audience, within):
            yield replace(part, paragraph=gone.get(part.paragraph or "", part.paragraph))
        elif not part.disclosure.silently:
            yield _not_published(part, count)


def _not_published(part: Part, count: int) -> Part:
    """The place of something that this copy leaves out visibly: what it is, and nothing of what it says."""
    name = f"not-published-{type(part).__name__.lower()}-{part.threat or 'report'}-{count}"
    return cast("Part", _emptied(part, name, part.threat, part.origin))


def _emptied(part: Statement, name: str, threat: str | None, origin: Place) -> Statement:
    match part:
        case Figure():
            return Figure(metric=part.metric, kind=part.kind, value=HERE, threat=threat, origin=origin)
        case Risk():
            return Risk(id=name, text=HERE, threat=threat, origin=origin)
        case Action():
            return Action(id=name, text=HERE, by=HERE, threat=threat, origin=origin)
        case Exercise():
            return Exercise(
                id=name,
                text=HERE,
                kind=HERE,
                state=HERE,
                date=HERE,
                outcome=HERE,
                threat=threat,
                origin=origin,
            )
        case Finding():
            return Finding(
                id=name,
                text=HERE,
                kind=HERE,
                body=HERE,
                programme=HERE,
                date=HERE,
                threat=threat,
                origin=origin,
            )
        case _:
            return Evidence(
                id=name, what=HERE, reference=HERE, date=HERE, held_by=HERE, threat=threat, origin=origin
            )


def _governance(governance: Governance, gone: Mapping[str, str]) -> Governance:
    return replace(
        governance,
        relations=tuple(relation for relation in governance.relations if relation.paragraph not in gone),
    )


def _record_event(event: RecordEvent, gone: Mapping[str, str], audience: Audience) -> RecordEvent:
    if audience is Audience.FORCE:
        return event
    correction = event.correction
    return replace(
        event,
        digest=None,
        files={},
        shared={},
        recommendations=None,
        numbers={name: number for name, number in event.numbers.items() if name not in gone},
        correction=replace(
            correction,
            before={},
            paragraphs=tuple(gone.get(name, name) for name in correction.paragraphs),
        )
        if correction
        else None,
    )


def _recommendation(recommendation: Recommendation, audience: Audience, within: Audience) -> Recommendation:
    if not _may_see(recommendation, audience, within):
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
    within = recommendation.disclosure.audience or within
    return replace(
        recommendation,
        events=tuple(_events(recommendation.events, audience, within)),
        evidence=tuple(each for each in recommendation.evidence if _may_see(each, audience, within)),
    )


def _events(events: Iterable[Event], audience: Audience, within: Audience) -> Iterator[Event]:
    for event in events:
        if _may_see(event, audience, within):
            yield event
        elif not event.disclosure.silently:
            yield Event(what=HERE, date=event.date, by=HERE, told_in=event.told_in, origin=event.origin)


def _without_unused(copy: Assessments) -> Assessments:
    """Shared entries that nothing in the copy uses would tell of what has left."""
    metrics = {figure.metric for year in copy.years for figure in year.figures}
    scales = {grade.scale for year in copy.years for threat in year.threats for grade in threat.graded}
    for metric in reversed(copy.metrics):
        if metric.id in metrics and metric.replaces:
            metrics.add(metric.replaces)
    meetings = {
        event.meeting
        for events in (
            *(year.record for year in copy.years),
            *(each.events for each in copy.recommendations),
        )
        for event in events
    }
    prose = " ".join(
        said.text
        for source in (
            *(year_prose(year) for year in copy.years),
            *(recommendation_prose(each) for each in copy.recommendations),
        )
        for said in source
    )
    words = set(re.findall(r"[A-Za-z0-9]+", prose))
    return replace(
        copy,
        metrics=tuple(metric for metric in copy.metrics if metric.id in metrics),
        scales=tuple(scale for scale in copy.scales if scale.id in scales),
        meetings=tuple(meeting for meeting in copy.meetings if meeting.id in meetings),
        terms=tuple(term for term in copy.terms if term.term in words or f"{term.term}s" in words),
    )


def _may_see(thing: Disclosed, audience: Audience, within: Audience) -> bool:
    return audience.may_see(thing.disclosure.audience or within)
