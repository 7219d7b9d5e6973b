"""Recommendations: raised, closed, reopened, and what else happened to them, by their events."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from spr.changes.both import Both
from spr.changes.change import Change, Direction, Kind, Thing, What
from spr.changes.values import day, recommendations, said
from spr.changes.years import HERE, TwoYears
from spr.ledger import Status, moves, status_in
from spr.model.recommendation import Event, Recommendation
from spr.model.words import Absent, Happened


def account_for_recommendations(years: TwoYears) -> Iterator[Change]:
    """
    Every recommendation that the new year has to do with, as each year knew it on its own date.

    One that was settled before the old year is of neither, and left out.
    """
    for recommendation in years.assessments.recommendations:
        if recommendation.raised_in > years.new.id:
            continue
        is_older = recommendation.raised_in <= years.old.id
        before = status_in(recommendation, years.old) if is_older else None
        after = status_in(recommendation, years.new)
        both = _both(years, recommendation)
        changes = list(_changes(years, both, before, after))
        if changes or before is None or before.is_open or recommendation.raised_in == years.old.id:
            yield from both.or_unchanged(changes, _state(after))


def _both(years: TwoYears, recommendation: Recommendation) -> Both:
    is_older = recommendation.raised_in <= years.old.id
    return Both(
        what=What(
            thing=Thing.RECOMMENDATION,
            id=recommendation.id,
            title=_title(recommendation),
            formerly=() if is_older else recommendation.lineage,
        ),
        threat=recommendation.threats[0] if len(recommendation.threats) == 1 else None,
        old_anchor=years.recommendation_anchor(years.old, recommendation) if is_older else None,
        new_anchor=years.recommendation_anchor(years.new, recommendation),
    )


def _changes(years: TwoYears, both: Both, before: Status | None, after: Status) -> Iterator[Change]:
    recommendation = after.recommendation
    if recommendation.text is HERE:
        yield both.changed(Kind.NOT_PUBLISHED, HERE.value if before else None, HERE.value)
        return
    since = [event for event in after.events if before is None or event not in before.events]
    if before is None:
        yield both.changed(Kind.RAISED, None, said(recommendation.in_brief))
    elif before.is_open and not since:
        missing = years.not_recorded(Thing.RECOMMENDATION, years.new)
        if missing:
            yield both.on(missing).changed(Kind.NOT_RECORDED, "open", None)
    yield from _moves(both, before, after)
    terms = list(_terms(years, both, before, after))
    yield from terms
    told = {change.kind for change in terms}
    others = [event for event in since if isinstance(event.what, Happened) and not _is_told(event.what, told)]
    if others:
        counted = Counter(event.what.value for event in others)
        words = ", ".join(_often(word, number) for word, number in counted.items())
        yield both.changed(Kind.PROGRESSED, None, words, because=_text(others))


def _moves(both: Both, before: Status | None, after: Status) -> Iterator[Change]:
    """Closed or reopened since, as it ended: one that was both is reopened if it is open now."""
    known = len(list(moves(before.events))) if before else 0
    history = list(moves(after.events))
    if after.not_told:
        if before is None or not before.not_told:
            yield both.changed(Kind.NOT_PUBLISHED, _state(before), HERE.value)
    elif len(history) == known:
        return
    elif after.is_open:
        closed = history[-2].what
        direction = Direction.WORSE if closed is Happened.COMPLETED else Direction.NEUTRAL
        because = _text(history[-1:])
        yield both.changed(Kind.REOPENED, closed, "open", direction=direction, because=because)
    else:
        direction = Direction.BETTER if after.cause is Happened.COMPLETED else Direction.NEUTRAL
        because = _text(history[-1:])
        yield both.changed(Kind.CLOSED, _state(before), _state(after), direction=direction, because=because)


def _terms(years: TwoYears, both: Both, before: Status | None, after: Status) -> Iterator[Change]:
    """By when, and by whom."""
    due = before.due if before else after.recommendation.due
    if due != after.due and HERE not in {due, after.due}:
        moved = [event for event in after.events if event.due]
        yield both.changed(Kind.DATE_MOVED, day(due), day(after.due), because=_text(moved))
    addressees = before.addressees if before else after.recommendation.addressees
    if not _are_same(years, addressees, after.addressees):
        given = [event for event in after.events if event.to]
        titles = (years.titles(names) for names in (addressees, after.addressees))
        yield both.changed(Kind.OWNER_CHANGED, *titles, because=_text(given))


def _are_same(years: TwoYears, old: Sequence[str], new: Sequence[str]) -> bool:
    return len(old) == len(new) and all(any(years.same(name, other) for other in new) for name in old)


def _often(word: str, number: int) -> str:
    return {1: word, 2: f"{word} twice"}.get(number, f"{word} {number} times")


def _is_told(what: Happened, told: Collection[Kind]) -> bool:
    """Whether a change of a kind of its own tells it; one that was taken back again tells nothing."""
    own = {Happened.DATE_MOVED: Kind.DATE_MOVED, Happened.REASSIGNED: Kind.OWNER_CHANGED}
    return what.closes or what is Happened.REOPENED or own.get(what) in told


def _text(events: Sequence[Event]) -> str | None:
    return events[-1].text if events else None


def _state(status: Status | None) -> str:
    if status is None or status.is_open:
        return "open"
    if status.not_told:
        return HERE.value
    by = status.closed.superseded_by if status.closed else ()
    return " ".join(filter(None, (status.cause, f"by {recommendations(by)}" if by else "")))


def _title(recommendation: Recommendation) -> str:
    if isinstance(recommendation.number, Absent):
        return f"Recommendation {recommendation.id}"
    return f"Recommendation {recommendation.number} of {recommendation.raised_in}"
