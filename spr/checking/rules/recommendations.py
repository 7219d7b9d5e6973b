"""Recommendations and their events."""

from collections.abc import Iterator
from itertools import pairwise

from spr.checking.fault import Fault, Scope
from spr.errors import Place, shown
from spr.model.dates import Date
from spr.model.words import Absent, Happened, Origin, RecommendationType

_STANDING_ONLY = {Happened.RENEWED, Happened.ENDED}


def check_events_are_in_order(scope: Scope) -> Iterator[Fault]:
    """The events of a recommendation, and of a record, stand in the order of time."""
    histories: list[list[tuple[Date | Absent, Place]]] = [
        [(event.date, event.origin) for event in recommendation.events]
        for recommendation in scope.assessments.recommendations
    ]
    histories += [[(event.date, event.origin) for event in year.record] for year in scope.assessments.years]
    for events in histories:
        dated = [(date, origin) for date, origin in events if isinstance(date, Date)]
        for (earlier, _), (later, origin) in pairwise(dated):
            if later < earlier:
                yield Fault(
                    origin,
                    f"The event of {later.in_words} stands after that of {earlier.in_words}.",
                    "Expected: events in the order of time.",
                )


def check_closed_stays_closed(scope: Scope) -> Iterator[Fault]:
    """Once a recommendation is closed, nothing happens to it but that it is verified or reopened."""
    for recommendation in scope.assessments.recommendations:
        closed: str | None = None
        for event in recommendation.events:
            if closed and event.what not in {Happened.VERIFIED, Happened.REOPENED}:
                yield Fault(
                    event.origin,
                    f"It is {event.what} after it was {closed}.",
                    "Expected: `reopened` before anything else happens to it.",
                )
            if event.what is Happened.REOPENED:
                if not closed:
                    yield Fault(
                        event.origin, "It is reopened, and was not closed.", "Expected: no `reopened`."
                    )
                closed = None
            elif isinstance(event.what, Happened) and event.what.closes:
                closed = event.what


def check_verified_was_completed(scope: Scope) -> Iterator[Fault]:
    """Only what was declared complete is verified."""
    for recommendation in scope.assessments.recommendations:
        completed = False
        for event in recommendation.events:
            if event.what is Happened.VERIFIED and not completed:
                yield Fault(
                    event.origin,
                    "It is verified, and nobody declared it complete.",
                    "Expected: `completed` first, then `verified`.",
                )
            if event.what is Happened.REOPENED:
                completed = False
            completed = completed or event.what is Happened.COMPLETED


def check_standing_words(scope: Scope) -> Iterator[Fault]:
    """Only a standing recommendation is renewed or ended."""
    for recommendation in scope.assessments.recommendations:
        for event in recommendation.events:
            if event.what in _STANDING_ONLY and recommendation.type is not RecommendationType.STANDING:
                yield Fault(
                    event.origin,
                    f"It is {event.what}, and its type is {shown(recommendation.type)}.",
                    "Expected: `completed` or `withdrawn`, or the type `standing`.",
                )


def check_dateless_event_says_where_it_is_told(scope: Scope) -> Iterator[Fault]:
    """An event whose date is not stated says which year's report tells it."""
    for recommendation in scope.assessments.recommendations:
        for event in recommendation.events:
            if not isinstance(event.date, Date) and not event.told_in:
                yield Fault(
                    event.origin,
                    "The date is not stated, and no year is said to tell it.",
                    "Expected: `told_in`, the year whose report tells it.",
                )


def check_inspectorate_says_its_finding(scope: Scope) -> Iterator[Fault]:
    """A recommendation of the inspectorate says what kind of finding it is, and no other does."""
    for recommendation in scope.assessments.recommendations:
        inspected = recommendation.origin_of is Origin.INSPECTORATE
        if inspected is not (recommendation.finding is not None):
            yield Fault(
                recommendation.origin,
                f"Its origin is {shown(recommendation.origin_of)}, and it has "
                f"{'a' if recommendation.finding else 'no'} `finding`.",
                "Expected: `finding` for those of the inspectorate, and for no other.",
            )


def check_superseded_and_lineage_agree(scope: Scope) -> Iterator[Fault]:
    """What supersedes a recommendation says that it comes from it, and the other way round."""
    recommendations = {each.id: each for each in scope.assessments.recommendations}
    for recommendation in recommendations.values():
        for event in recommendation.events:
            for name in event.superseded_by:
                successor = recommendations.get(name)
                if successor and recommendation.id not in successor.lineage:
                    yield Fault(
                        event.origin,
                        f"It is superseded by {name}, which does not say that it comes from it.",
                        f"Expected: `from: [{recommendation.id}]` in {name}.",
                    )
        for name in recommendation.lineage:
            before = recommendations.get(name)
            if before and not any(recommendation.id in event.superseded_by for event in before.events):
                yield Fault(
                    recommendation.origin,
                    f"It comes from {name}, which was not superseded by it.",
                    f"Expected: an event `superseded` in {name}, by {recommendation.id}.",
                )
