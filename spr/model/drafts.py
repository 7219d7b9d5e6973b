"""What readers get: years that are published or were withdrawn. A draft is for those who work on it."""

from dataclasses import replace

from spr.model.recommendation import Event
from spr.model.shared import Assessments
from spr.model.used import without_unused
from spr.model.words import State

UNFINISHED = frozenset({State.DRAFT, State.AGREED})
"""States of a year that has not been published: what it says may still change."""


def without_drafts(assessments: Assessments) -> Assessments:
    """
    *assessments* as if nobody had begun a year that is not published yet.

    What such a year raised, and what it tells of older recommendations, goes with it, and so does what only
    it uses of what the years share. What happened since to an older recommendation, told by no report, stays.
    """
    years = tuple(year for year in assessments.years if year.state not in UNFINISHED)
    left = {year.id for year in years}
    raised = tuple(each for each in assessments.recommendations if each.raised_in in left)
    known = {each.id for each in raised}
    return without_unused(
        replace(
            assessments,
            years=years,
            recommendations=tuple(
                replace(each, events=tuple(event for event in each.events if _stays(event, left, known)))
                for each in raised
            ),
        )
    )


def _stays(event: Event, years: set[str], recommendations: set[str]) -> bool:
    is_told_by_a_draft = event.told_in is not None and event.told_in not in years
    return not is_told_by_a_draft and recommendations.issuperset(event.superseded_by)
