"""What a year can see: itself, earlier years, and what had happened by its own date."""

from dataclasses import replace

from spr.model.assessment import Year
from spr.model.dates import Date
from spr.model.recommendation import Recommendation
from spr.model.shared import Area, AreaList, Assessments, LevelMeaning, LevelSeries, Reference
from spr.model.used import without_unused
from spr.model.words import Recorded

_STAYS = frozenset({Recorded.PUBLISHED, Recorded.CORRECTED, Recorded.WITHDRAWN})
"""What is told of a year on its own pages whenever it happened; the rest is in the log."""


def up_to(assessments: Assessments, year: Year) -> Assessments:
    """
    *assessments* as *year* knows them: nothing in them is of a later year.

    Pages of a year are made from this alone, so that nothing that comes later can change a byte of them.
    What happened to a year after its own date (the policing body's answer, say) is not in it either, unless
    it changes how the year is to be read. Of what the years share there is only what these years use.
    The same for all who ask, so that what one works out of it serves the others.
    """
    known = assessments.once(("up to", year.id), lambda: _up_to(assessments, year))
    return known.once(("up to", year.id), lambda: known)  # what a year sees of what it sees is all of it


def _up_to(assessments: Assessments, year: Year) -> Assessments:
    years = tuple(_as_it_was(other) for other in assessments.years if other.id <= year.id)
    recommendations = tuple(
        _as_known(each, year) for each in assessments.recommendations if each.raised_in <= year.id
    )
    return without_unused(
        replace(
            assessments,
            force=replace(assessments.force, accessibility_contact=None),  # home says whom to tell
            years=years,
            recommendations=recommendations,
            areas=_areas(assessments.areas, year.id),
            scales=tuple(scale for scale in assessments.scales if scale.since <= year.id),
            metrics=tuple(metric for metric in assessments.metrics if metric.since <= year.id),
            terms=tuple(term for term in assessments.terms if term.since <= year.id),
            reference=_reference(assessments.reference, years, year.own_date),
        )
    )


def _as_known(recommendation: Recommendation, year: Year) -> Recommendation:
    """A recommendation without what happened to it, and what was found of it, after the year."""
    return replace(
        recommendation,
        events=recommendation.known_in(year.id, year.own_date),
        evidence=tuple(
            each
            for each in recommendation.evidence
            if not (isinstance(each.date, Date) and _is_later(each.date, year.own_date))
        ),
    )


def _as_it_was(year: Year) -> Year:
    """A year without what happened to it after its own date, but for what changes how it is to be read."""
    until = year.own_date
    if until is None:
        return year
    record = tuple(each for each in year.record if each.what in _STAYS or not _is_later(each.date, until))
    return year if record == year.record else replace(year, record=record)


def _areas(known: AreaList, year: str) -> AreaList:
    """The areas that there had been by then: what came from an area began when that one ended."""
    ended = {area.id for area in known.listed if area.until and area.until < year}
    begun = [area for area in known.listed if not area.lineage or ended.intersection(area.lineage)]
    if len(begun) == len(known.listed) and not any(_ends_later(area, year) for area in begun):
        return known
    areas = tuple(replace(area, until=None) if _ends_later(area, year) else area for area in begun)
    is_counted = known.number == len([area for area in known.listed if not area.until])
    number = len([area for area in areas if area.id not in ended]) if is_counted else known.number
    return replace(known, areas=areas, number=number)


def _ends_later(area: Area, year: str) -> bool:
    return area.until is not None and area.until >= year


def _reference(reference: Reference, years: tuple[Year, ...], until: Date | None) -> Reference:
    """What was known of the world by *until* (None: all), as far as these years need it."""
    named = {name for year in years for name in year.spr_editions}
    issued = [edition.issued for edition in reference.spr_editions if edition.id in named]
    editions = tuple(
        edition
        for edition in reference.spr_editions
        if issued and min(issued) <= edition.issued <= max(issued)
    )
    between = {edition.id for edition in editions}
    graded = {grade.scale for year in years for threat in year.threats for grade in threat.graded}
    for scale in reversed(reference.scales):
        if scale.id in graded and scale.replaces:
            graded.add(scale.replaces)
    return replace(
        reference,
        spr_editions=editions,
        crosswalk=tuple(
            crossing
            for crossing in reference.crosswalk
            if {crossing.old_edition, crossing.new_edition} <= between
        ),
        scales=tuple(scale for scale in reference.scales if scale.id in graded),
        level_series=tuple(_series(each, until) for each in reference.level_series),
        level_meanings=tuple(
            _meaning(each, until)
            for each in reference.level_meanings
            if not (each.since and _is_later(each.since, until))
        ),
    )


def _series(series: LevelSeries, until: Date | None) -> LevelSeries:
    return replace(
        series,
        levels=tuple(level for level in series.levels if not _is_later(level.since, until)),
        until=None if series.until and _is_later(series.until, until) else series.until,
    )


def _meaning(meaning: LevelMeaning, until: Date | None) -> LevelMeaning:
    return replace(meaning, until=None) if meaning.until and _is_later(meaning.until, until) else meaning


def _is_later(date: Date, until: Date | None) -> bool:
    return until is not None and until < date
