"""Recommendations and their events."""

from collections.abc import Iterator
from itertools import pairwise

from spr.checking.fault import Fault, Scope
from spr.errors import Place, shown
from spr.model.dates import Date
from spr.model.recommendation import Recommendation
from spr.model.words import Absent, Happened, Origin, RecommendationType

_STANDING_ONLY = {Happened.RENEWED, Happened.ENDED}


def check_events_are_in_order(scope: Scope) -> Iterator[Fault]:
    """
    The events of a recommendation, and of a record, stand in the order of time.

    Why: The last event says how things stand.
    Example: An event of November after one of December.
    """
    histories: list[list[tuple[Date | Absent, Place]]] = [
        [(event.date, event.origin) for event in recommendation.events]
        for recommendation in scope.assessments.recommendations
    ]
    histories += [[(event.date, event.origin) for event in year.record] for year in scope.assessments.years]
    for events in histories:
        dated = [(date, origin) for date, origin in events if isinstance(date, Date)]
        for (earlier, _), (later, origin) in pairwise(dated):
            if later.is_surely_before(earlier):
                yield Fault(
                    origin,
                    f"The event of {later.in_words} stands after the event of {earlier.in_words}.",
                    "Expected: events in the order of time, the newest last.",
                )


def check_events_are_known_in_order(scope: Scope) -> Iterator[Fault]:
    """
    No year that has its date knows of an event and not of the one before it.

    Why: A year that knows of a reopening alone cannot say how many recommendations are open.
    Example: `completed` without a date, told in 2025, before `reopened` in 2024.
    """
    for recommendation in scope.assessments.recommendations:
        for before, event in pairwise(recommendation.events):
            for year in scope.assessments.years:
                known = recommendation.known_in(year.id, year.own_date)
                if year.own_date and event in known and before not in known:
                    yield Fault(
                        event.origin,
                        f"The year {year.id} knows of this event, and not yet of the one before it, which is "
                        f"told in {before.told_in or 'no report'}.",
                        "Expected: the events in the order in which they became known, or an earlier "
                        "`told_in` for the one before.",
                    )
                    break


def check_closed_stays_closed(scope: Scope) -> Iterator[Fault]:
    """
    Once a recommendation is closed, nothing happens to it but that it is verified or reopened.

    Why: What is closed must be opened before the eyes of the reader.
    Example: `progressed` after `completed`.
    """
    for recommendation in _whole(scope):
        closed: str | None = None
        for event in recommendation.events:
            if closed and event.what not in {Happened.VERIFIED, Happened.REOPENED}:
                yield Fault(
                    event.origin,
                    f"{shown(event.what)} stands after {shown(closed)}, which closed the recommendation.",
                    "Expected: 'reopened' before anything else happens to it.",
                )
            if event.what is Happened.REOPENED:
                if not closed:
                    yield Fault(
                        event.origin,
                        "The recommendation is reopened here, and was not closed before.",
                        "Expected: 'reopened' only after an event that closed it.",
                    )
                closed = None
            elif isinstance(event.what, Happened) and event.what.closes:
                closed = event.what


def check_verified_was_completed(scope: Scope) -> Iterator[Fault]:
    """
    Only what was declared complete is verified.

    Why: Somebody else confirms what its owner said first.
    Example: `verified`, and nobody declared it complete.
    """
    for recommendation in _whole(scope):
        completed = False
        for event in recommendation.events:
            if event.what is Happened.VERIFIED and not completed:
                yield Fault(
                    event.origin,
                    "The recommendation is verified here, and nobody declared it complete before.",
                    "Expected: 'completed' first, then 'verified'.",
                )
            if event.what is Happened.REOPENED:
                completed = False
            completed = completed or event.what is Happened.COMPLETED


def check_standing_words(scope: Scope) -> Iterator[Fault]:
    """
    Only a standing recommendation is renewed or ended.

    Why: A standing recommendation is met again each year; any other is completed once.
    Example: `renewed` for a recommendation of the type `action`.
    """
    for recommendation in _whole(scope):
        for event in recommendation.events:
            if event.what in _STANDING_ONLY and recommendation.type is not RecommendationType.STANDING:
                yield Fault(
                    event.origin,
                    f"The recommendation is {event.what} here, and its type is {shown(recommendation.type)}.",
                    "Expected: 'completed' or 'withdrawn'; only a recommendation of the type 'standing' is "
                    "renewed or ended.",
                )


def check_dateless_event_says_where_it_is_told(scope: Scope) -> Iterator[Fault]:
    """
    An event whose date is not stated says which year's report tells it.

    Why: Each year shows what had happened by its own date.
    Example: `date: not stated` without `told_in`.
    """
    for recommendation in scope.assessments.recommendations:
        for event in recommendation.events:
            if not isinstance(event.date, Date) and not event.told_in:
                yield Fault(
                    event.origin,
                    "The date of this event is not stated, and nothing says which year's report tells it.",
                    "Expected: a date, or `told_in` with the year whose report tells it.",
                )


def check_event_is_told_after_it_was_raised(scope: Scope) -> Iterator[Fault]:
    """
    The report that tells an event is of the year that raised the recommendation, or a later one.

    Why: A report cannot tell what became of something that was not there yet.
    Example: `told_in: 2021` for a recommendation raised in 2022.
    """
    for recommendation in scope.assessments.recommendations:
        for event in recommendation.events:
            if event.told_in and event.told_in < recommendation.raised_in:
                yield Fault(
                    event.origin,
                    f"`told_in` names {event.told_in}, and {recommendation.raised_in} raised the "
                    "recommendation.",
                    f"Expected: {recommendation.raised_in} or a later year.",
                )


def check_event_comes_after_it_was_raised(scope: Scope) -> Iterator[Fault]:
    """
    Nothing happens to a recommendation, and its date is not moved, to before its year was begun.

    Why: A slip in a year would make it years late, or done before it was asked.
    Example: `progressed` in 2012, for a recommendation raised in 2022.
    """
    tasked = {year.id: year.dates.tasked for year in scope.assessments.years}
    for recommendation in scope.assessments.recommendations:
        begun = tasked.get(recommendation.raised_in)
        # What an inspectorate asks has a life of its own before a year takes it up.
        if not isinstance(begun, Date) or recommendation.origin_of is Origin.INSPECTORATE:
            continue
        for event in recommendation.events:
            for date in (event.date, event.due):
                if isinstance(date, Date) and date.is_surely_before(begun):
                    yield Fault(
                        event.origin,
                        f"{date.in_words} is before {recommendation.raised_in}, which raised the "
                        f"recommendation, was begun ({begun.in_words}).",
                        "Expected: a day since then.",
                    )


def check_inspectorate_says_its_finding(scope: Scope) -> Iterator[Fault]:
    """
    A recommendation of the inspectorate says what kind of finding it is, and no other does.

    Why: A cause of concern is another thing than an area for improvement.
    Example: `origin: inspectorate` without `finding`.
    """
    for recommendation in _whole(scope):
        inspected = recommendation.origin_of is Origin.INSPECTORATE
        if inspected is not (recommendation.finding is not None):
            yield Fault(
                recommendation.origin,
                f"The origin is {shown(recommendation.origin_of)}, and there is "
                f"{'a' if recommendation.finding else 'no'} `finding`.",
                "Expected: `finding` where the origin is 'inspectorate', and nowhere else.",
            )


def check_superseded_and_lineage_agree(scope: Scope) -> Iterator[Fault]:
    """
    What supersedes a recommendation says that it comes from it, and the other way round.

    Why: Followed forwards or backwards, the way has to be the same.
    Example: Recommendation 2022-1 is superseded by 2022-2, which has no `from: [2022-1]`.
    """
    recommendations = {each.id: each for each in scope.assessments.recommendations}
    for recommendation in recommendations.values():
        for event in recommendation.events:
            for name in event.superseded_by:
                successor = recommendations.get(name)
                if successor and recommendation.id not in (*successor.lineage, *scope.lost):
                    yield Fault(
                        event.origin,
                        f"{recommendation.id} is superseded by {name}, which does not say that it comes "
                        "from it.",
                        f"Expected: `from: [{recommendation.id}]` in {name}.yaml.",
                    )
        for name in recommendation.lineage:
            before = recommendations.get(name)
            named = tuple(each for event in before.events for each in event.superseded_by) if before else ()
            if before and recommendation.id not in (*named, *scope.lost):
                yield Fault(
                    recommendation.origin,
                    f"{recommendation.id} comes from {name}, which was not superseded by it.",
                    f"Expected: an event 'superseded' in {name}.yaml, with "
                    f"`superseded_by: [{recommendation.id}]`.",
                )


def _whole(scope: Scope) -> Iterator[Recommendation]:
    """The recommendations of which nothing is lost."""
    return (each for each in scope.assessments.recommendations if each.origin.path not in scope.torn)
