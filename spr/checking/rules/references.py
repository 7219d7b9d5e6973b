"""What one part of the data says of another is there."""

from collections.abc import Collection, Iterator

from spr.checking.fault import Fault, Scope
from spr.errors import Place, did_you_mean, one_of, shown
from spr.model.assessment import Citing, Happening, Year
from spr.model.words import Absent


def check_paragraph_is_there(scope: Scope) -> Iterator[Fault]:
    """A paragraph that is cited by its id stands in the year."""
    for year in scope.assessments.years:
        known = {paragraph.id for paragraph in year.paragraphs}
        for origin, name in _cited_paragraphs(year):
            yield from _known(scope, origin, name, known, f"paragraph of {year.id}")
    for recommendation in scope.assessments.recommendations:
        for event in recommendation.events:
            if event.paragraph:
                told = scope.assessments.year(event.told_in or recommendation.raised_in)
                known = {paragraph.id for paragraph in told.paragraphs} if told else set()
                yield from _known(scope, event.origin, event.paragraph, known, "paragraph of that year")


def check_role_is_there(scope: Scope) -> Iterator[Fault]:
    """A role or group that is named by its id stands in a year's governance."""
    known = {part.id for part in scope.assessments.parts()}
    for year in scope.assessments.years:
        own = {part.id for part in year.governance.parts}
        for origin, name in _named_roles(year):
            yield from _known(scope, origin, name, own, f"role or group of {year.id}")
        for recorded in year.record:
            yield from _known(scope, recorded.origin, recorded.by, known | {"editors"}, "role of the force")
    for recommendation in scope.assessments.recommendations:
        for name in (
            *recommendation.addressees,
            *(name for part in recommendation.parts for name in part.addressees),
        ):
            yield from _known(scope, recommendation.origin, name, known, "role or group of the force")
        for event in recommendation.events:
            for name in (*event.to, *(() if isinstance(event.by, Absent) else (event.by,))):
                yield from _known(scope, event.origin, name, known, "role or group of the force")


def check_metric_is_there(scope: Scope) -> Iterator[Fault]:
    """A figure's metric stands in metrics.yaml, and was there in its year."""
    metrics = {metric.id: metric for metric in scope.assessments.metrics}
    for year in scope.assessments.years:
        for figure in year.figures:
            yield from _known(scope, figure.origin, figure.metric, metrics, "metric in metrics.yaml")
            metric = metrics.get(figure.metric)
            if metric and metric.since > year.id:
                yield Fault(
                    figure.origin,
                    f"The metric {shown(metric.id)} is used from {metric.since} on, and this is {year.id}.",
                    f"Expected: a metric whose `from` is {year.id} or earlier.",
                )
    for metric in scope.assessments.metrics:
        if metric.replaces:
            yield from _known(scope, metric.origin, metric.replaces, metrics, "metric in metrics.yaml")


def check_scale_is_there(scope: Scope) -> Iterator[Fault]:
    """A grade's scale stands in scales.yaml or is the inspectorate's."""
    scales = {scale.id for scale in scope.assessments.all_scales}
    for year in scope.assessments.years:
        for threat in year.threats:
            for grade in threat.graded:
                if grade.scale:
                    yield from _known(scope, grade.origin, grade.scale, scales, "scale")
    for scale in scope.assessments.all_scales:
        if scale.replaces:
            yield from _known(scope, scale.origin, scale.replaces, scales, "scale")


def check_area_is_there(scope: Scope) -> Iterator[Fault]:
    """A figure by area names areas of areas.yaml."""
    known = {area.id for area in scope.assessments.areas.listed}
    for year in scope.assessments.years:
        for figure in year.figures:
            if figure.by_area and not isinstance(figure.by_area, Absent):
                for name in figure.by_area:
                    yield from _known(scope, figure.origin, name, known, "area in areas.yaml")


def check_recommendation_is_there(scope: Scope) -> Iterator[Fault]:
    """A recommendation that is named by its id has a file."""
    known = {recommendation.id for recommendation in scope.assessments.recommendations}
    for year in scope.assessments.years:
        for origin, name in _named_recommendations(year):
            yield from _known(scope, origin, name, known, "recommendation")
    for recommendation in scope.assessments.recommendations:
        for event in recommendation.events:
            for name in event.superseded_by:
                yield from _known(scope, event.origin, name, known, "recommendation")


def check_year_is_there(scope: Scope) -> Iterator[Fault]:
    """A year that is named has a folder."""
    known = {year.id for year in scope.assessments.years}
    for recommendation in scope.assessments.recommendations:
        yield from _known(scope, recommendation.origin, recommendation.raised_in, known, "year")
        for event in recommendation.events:
            if event.told_in:
                yield from _known(scope, event.origin, event.told_in, known, "year")
    for year in scope.assessments.years:
        for figure in year.figures:
            if figure.restates:
                yield from _known(scope, figure.origin, figure.restates.year, known, "year")


def check_meeting_is_there(scope: Scope) -> Iterator[Fault]:
    """A meeting that is named stands in meetings.yaml."""
    known = {meeting.id for meeting in scope.assessments.meetings}
    happened: list[Happening] = [
        *(event for recommendation in scope.assessments.recommendations for event in recommendation.events),
        *(event for year in scope.assessments.years for event in year.record),
    ]
    for event in happened:
        if event.meeting:
            yield from _known(scope, event.origin, event.meeting, known, "meeting in meetings.yaml")


def check_threat_is_there(scope: Scope) -> Iterator[Fault]:
    """A recommendation's threats are threats of some SPR edition."""
    known = {threat.id for edition in scope.assessments.reference.spr_editions for threat in edition.threats}
    for recommendation in scope.assessments.recommendations:
        for name in recommendation.threats:
            yield from _known(scope, recommendation.origin, name, known, "threat of an SPR edition")


def _known(scope: Scope, origin: Place, name: str, known: Collection[str], what: str) -> Iterator[Fault]:
    if name not in known and name not in scope.lost:
        names = sorted(known)
        yield Fault(
            origin,
            f"{shown(name)} is no {what}.",
            one_of(names) if names else f"There is no {what} at all.",
            did_you_mean(name, names),
        )


def _cited_paragraphs(year: Year) -> Iterator[tuple[Place, str]]:
    citing: list[Citing] = [thing for part in year.all_statements for thing in part.everything]
    for threat in year.threats:
        leads = () if isinstance(threat.leads, Absent) else threat.leads
        citing += [*threat.graded, *threat.threat_levels, *leads]
    for thing in citing:
        if thing.paragraph:
            yield thing.origin, thing.paragraph
    for relation in year.governance.relations:
        yield relation.origin, relation.paragraph
    for event in year.record:
        for name in event.correction.paragraphs if event.correction else ():
            yield event.origin, name


def _named_roles(year: Year) -> Iterator[tuple[Place, str]]:
    named: list[tuple[Place, str | None]] = []
    for threat in year.threats:
        leads = () if isinstance(threat.leads, Absent) else threat.leads
        named += [(lead.origin, lead.role) for lead in leads]
        if threat.full_assessment:
            named.append((threat.full_assessment.origin, threat.full_assessment.held_by))
    for part in year.all_statements:
        named += [(risk.origin, risk.owner) for risk in part.risks]
        named += [(action.origin, action.owner) for action in part.actions]
        named += [(evidence.origin, evidence.held_by) for evidence in part.evidence]
    for relation in year.governance.relations:
        named += [(relation.origin, relation.subject), (relation.origin, relation.object)]
    yield from ((origin, name) for origin, name in named if name and not isinstance(name, Absent))


def _named_recommendations(year: Year) -> Iterator[tuple[Place, str]]:
    for threat in year.threats:
        for grade in threat.graded:
            if grade.recommendation:
                yield grade.origin, grade.recommendation
    for statements in year.all_statements:
        for finding in statements.findings:
            for name in finding.recommendations:
                yield finding.origin, name
    for implication in year.implications:
        for name in implication.recommendations:
            yield implication.origin, name
