"""What a year can see: itself, earlier years, and what had happened by its own date."""

from dataclasses import replace

from spr.model.assessment import Year
from spr.model.shared import Assessments, Reference


def up_to(assessments: Assessments, year: Year) -> Assessments:
    """
    *assessments* as *year* knows them: nothing in them is of a later year.

    Pages of a year are made from this alone, so that nothing that comes later can change a byte of them.
    """
    years = tuple(other for other in assessments.years if other.id <= year.id)
    recommendations = tuple(
        replace(each, events=each.known_in(year.id, year.own_date))
        for each in assessments.recommendations
        if each.raised_in <= year.id
    )
    happened = (*(event for each in recommendations for event in each.events), *year.record)
    meetings = {event.meeting for event in happened}
    return replace(
        assessments,
        years=years,
        recommendations=recommendations,
        scales=tuple(scale for scale in assessments.scales if scale.since <= year.id),
        metrics=tuple(metric for metric in assessments.metrics if metric.since <= year.id),
        terms=tuple(term for term in assessments.terms if term.since <= year.id),
        meetings=tuple(meeting for meeting in assessments.meetings if meeting.id in meetings),
        reference=_reference(assessments.reference, years),
    )


def _reference(reference: Reference, years: tuple[Year, ...]) -> Reference:
    named = {name for year in years for name in year.spr_editions}
    threats = [threat for year in years for threat in year.threats]
    graded = {grade.scale for threat in threats for grade in threat.graded}
    for scale in reversed(reference.scales):
        if scale.id in graded and scale.replaces:
            graded.add(scale.replaces)
    return replace(
        reference,
        spr_editions=tuple(edition for edition in reference.spr_editions if edition.id in named),
        crosswalk=tuple(
            crossing
            for crossing in reference.crosswalk
            if {crossing.old_edition, crossing.new_edition} <= named
        ),
        scales=tuple(scale for scale in reference.scales if scale.id in graded),
    )
