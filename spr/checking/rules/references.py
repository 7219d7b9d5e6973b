"""What one part of the data says of another is there."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from spr.checking.fault import Fault, Scope
from spr.errors import Place, did_you_mean, one_of, shown
from spr.model.assessment import Citing, Happening, Year
from spr.model.shared import Metric, Scale
from spr.model.used import roles_named_by, roles_named_in
from spr.model.words import Absent

_YEAR = "year that has a folder"
_FILES = {
    "area in areas.yaml": "areas",
    "meeting in meetings.yaml": "meetings",
    "metric in metrics.yaml": "metrics",
    "scale": "scales",
}
"""Where what is named must stand."""


def check_paragraph_is_there(scope: Scope) -> Iterator[Fault]:
    """
    A paragraph that is cited by its id stands in the year.

    Why: Every grade, figure and risk leads to the paragraph that says so.
    Example: `paragraph: boats-in-wintre` where the paragraph is called `boats-in-winter`.
    """
    cited = [(year, *citation) for year in scope.assessments.years for citation in _cited_paragraphs(year)]
    for each in scope.assessments.recommendations:
        raised = scope.assessments.year(each.raised_in)
        for event in each.events:
            told = scope.assessments.year(event.told_in) if event.told_in else raised
            if event.paragraph and told:
                cited.append((told, event.origin, event.paragraph))
        cited += [
            (raised, evidence.origin, evidence.paragraph)
            for evidence in each.evidence
            if raised and evidence.paragraph
        ]
    for year, origin, name in cited:
        if scope.is_read("assessment", "threat", year=year.id):
            known = {paragraph.id for paragraph in year.paragraphs}
            yield from _known(scope, origin, name, known, f"paragraph of {year.id}")


def check_role_is_there(scope: Scope) -> Iterator[Fault]:
    """
    A role or group that is named by its id stands in a year's governance.

    Why: Whoever is asked for something must be known to the reader.
    Example: `role: marin-lead` where the role is called `marine-lead`.
    """
    for year in scope.assessments.years:
        own = {part.id for part in year.governance.parts}
        for origin, name in roles_named_in(year) if scope.is_read("governance", year=year.id) else ():
            yield from _known(scope, origin, name, own, f"role or group in {year.id}/governance.yaml")
    if not scope.is_read("governance", "assessment"):
        return
    known = {part.id for part in scope.assessments.parts()}
    named = [(event.origin, event.by) for year in scope.assessments.years for event in year.record]
    for origin, name in named:
        yield from _known(scope, origin, name, known | {"editors"}, "role or group in any governance.yaml")
    for each in scope.assessments.recommendations:
        for origin, name in roles_named_by(each):
            yield from _known(scope, origin, name, known, "role or group in any governance.yaml")


def check_metric_is_there(scope: Scope) -> Iterator[Fault]:
    """
    A figure's metric stands in metrics.yaml, and was used in its year.

    Why: A number without a definition cannot be compared with next year's.
    Example: `metric: baots` where the metric is called `boats`.
    """
    metrics = {metric.id: metric for metric in reversed(scope.assessments.metrics)}
    for year in scope.assessments.years:
        for figure in year.figures:
            yield from _known(scope, figure.origin, figure.metric, metrics, "metric in metrics.yaml")
            yield from _in_its_time(year, figure.origin, metrics.get(figure.metric), "metric")
    for metric in scope.assessments.metrics:
        if metric.replaces:
            yield from _known(scope, metric.origin, metric.replaces, metrics, "metric in metrics.yaml")


def check_scale_is_there(scope: Scope) -> Iterator[Fault]:
    """
    A grade's scale stands in scales.yaml or is the inspectorate's, and was used in its year.

    Why: A word of judgement means what its scale makes of it.
    Example: `scale: readyness` where the scale is called `readiness`.
    """
    scales = {scale.id: scale for scale in reversed(scope.assessments.all_scales)}
    for year in scope.assessments.years:
        for threat in year.threats:
            for grade in threat.graded:
                if grade.scale:
                    yield from _known(scope, grade.origin, grade.scale, scales, "scale")
                    yield from _in_its_time(year, grade.origin, scales.get(grade.scale), "scale")
    for scale in scope.assessments.all_scales:
        if scale.replaces:
            yield from _known(scope, scale.origin, scale.replaces, scales, "scale")


def check_area_is_there(scope: Scope) -> Iterator[Fault]:
    """
    A figure by area names areas of areas.yaml that were there in its year.

    Why: A value for an area that nobody knows is a value for nobody.
    Example: `by_area: {hil: 2}` where the area is called `hill`.
    """
    areas = {area.id: area for area in scope.assessments.areas.listed}
    for year in scope.assessments.years:
        for figure in year.figures:
            for name in figure.by_area if isinstance(figure.by_area, Mapping) else ():
                yield from _known(scope, figure.origin, name, areas, "area in areas.yaml")
                until = areas[name].until if name in areas else None
                if until and until < year.id:
                    yield Fault(
                        figure.origin,
                        f"The area {shown(name)} was there until {until}, and this is {year.id}.",
                        f"Expected: areas that were there in {year.id}.",
                    )


def check_replaced_was_used_before(scope: Scope) -> Iterator[Fault]:
    """
    What a metric or a scale replaces was used before it.

    Why: A comparison goes back from a definition to the one before it.
    Example: A metric used `from: 2022` that replaces one used `from: 2022`.
    """
    defined: tuple[Sequence[Metric | Scale], ...] = (scope.assessments.metrics, scope.assessments.all_scales)
    for listed in defined:
        since = {each.id: each.since for each in listed}
        for each in listed:
            if each.replaces and each.since <= since.get(each.replaces, ""):
                yield Fault(
                    each.origin,
                    f"{shown(each.id)} is used from {each.since} on, and {shown(each.replaces)}, which it "
                    f"replaces, from {since[each.replaces]} on.",
                    "Expected: a later year in `from` than what it replaces has.",
                )


def check_recommendation_is_there(scope: Scope) -> Iterator[Fault]:
    """
    A recommendation that is named by its id has a file.

    Why: What is asked of somebody must be there to be read.
    Example: `recommendation: 2022-9`, and there is no file 2022-9.yaml.
    """
    known = {recommendation.id for recommendation in scope.assessments.recommendations}
    for year in scope.assessments.years:
        for origin, name in _named_recommendations(year):
            yield from _known(scope, origin, name, known, "recommendation")
    for recommendation in scope.assessments.recommendations:
        for event in recommendation.events:
            for name in event.superseded_by:
                yield from _known(scope, event.origin, name, known, "recommendation")


def check_year_is_there(scope: Scope) -> Iterator[Fault]:
    """
    A year that is named has a folder.

    Why: The report that is said to tell something must be there to be read.
    Example: `told_in: 2023`, and there is no folder 2023.
    """
    known = {year.id for year in scope.assessments.years}
    for recommendation in scope.assessments.recommendations:
        yield from _known(scope, recommendation.origin, recommendation.raised_in, known, _YEAR)
        for event in recommendation.events:
            if event.told_in:
                yield from _known(scope, event.origin, event.told_in, known, _YEAR)
    for year in scope.assessments.years:
        for figure in year.figures:
            if figure.restates:
                yield from _known(scope, figure.origin, figure.restates.year, known, _YEAR)


def check_meeting_is_there(scope: Scope) -> Iterator[Fault]:
    """
    A meeting that is named stands in meetings.yaml.

    Why: The log leads from an event to its meeting.
    Example: `meeting: board-2023-11`, and meetings.yaml does not have it.
    """
    known = {meeting.id for meeting in scope.assessments.meetings}
    happened: list[Happening] = [
        *(event for recommendation in scope.assessments.recommendations for event in recommendation.events),
        *(event for year in scope.assessments.years for event in year.record),
    ]
    named = [(event.origin, event.meeting) for event in happened]
    for year in scope.assessments.years:
        corrected = [(event.origin, event.correction) for event in year.record]
        named += [(origin, correction.told) for origin, correction in corrected if correction]
    for origin, name in named:
        if name and not isinstance(name, Absent):
            yield from _known(scope, origin, name, known, "meeting in meetings.yaml")


def check_threat_is_there(scope: Scope) -> Iterator[Fault]:
    """
    A recommendation's threats are threats of some SPR edition.

    Why: A recommendation is found on the page of its threat.
    Example: `threats: [civil-emergency]` where the threat is called `civil-emergencies`.
    """
    known = {threat.id for edition in scope.assessments.reference.spr_editions for threat in edition.threats}
    for recommendation in scope.assessments.recommendations:
        for name in recommendation.threats:
            yield from _known(scope, recommendation.origin, name, known, "threat of an SPR edition")


def _known(scope: Scope, origin: Place, name: str, known: Collection[str], what: str) -> Iterator[Fault]:
    """Nothing if the name is known, or may be: a file that would say so cannot be read."""
    file = _FILES.get(what)
    if name not in known and name not in scope.lost and (file is None or scope.is_read(file)):
        names = sorted(known)
        yield Fault(
            origin,
            f"{shown(name)} is no {what}.",
            one_of(names) if names else f"There is no {what} at all.",
            did_you_mean(name, names),
        )


def _in_its_time(year: Year, origin: Place, used: Metric | Scale | None, what: str) -> Iterator[Fault]:
    if used and used.since > year.id:
        yield Fault(
            origin,
            f"The {what} {shown(used.id)} is used from {used.since} on, and this is {year.id}.",
            f"Expected: a {what} whose `from` is {year.id} or earlier.",
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
    published = {name for event in year.record for name in event.numbers}  # one may have been taken out
    for event in year.record:
        for name in event.correction.paragraphs if event.correction else ():
            if name not in published:
                yield event.origin, name


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
