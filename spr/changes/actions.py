"""Actions: what was promised, and what became of it."""

from collections.abc import Iterator
from dataclasses import replace

from spr.changes.both import Both
from spr.changes.change import Change, Direction, Kind, Thing
from spr.changes.prose import Sort, account_by_id, account_for_wording
from spr.changes.statements import account_for_owner, anchor_of, title_of
from spr.changes.values import day, said
from spr.changes.years import TwoYears
from spr.model.assessment import Action
from spr.model.dates import Date
from spr.model.words import Outcome

_OUTCOMES = {
    Outcome.KEPT: Kind.PROMISE_KEPT,
    Outcome.MISSED: Kind.PROMISE_MISSED,
    Outcome.MOVED: Kind.PROMISE_MOVED,
    Outcome.DROPPED: Kind.PROMISE_DROPPED,
    Outcome.NOT_STATED: Kind.PROMISE_WITHOUT_WORD,
}

_DIRECTIONS = {
    Kind.PROMISE_KEPT: Direction.BETTER,
    Kind.PROMISE_MISSED: Direction.WORSE,
    Kind.PROMISE_WITHOUT_WORD: Direction.UNKNOWN,
}


def account_for_actions(years: TwoYears) -> Iterator[Change]:
    """Every action of either year; one that nobody mentions again is a promise without a word."""
    sort = Sort(
        thing=Thing.ACTION,
        title=title_of,
        anchor=anchor_of,
        details=_details,
        ended=lambda action: Kind.SETTLED if action.outcome else Kind.PROMISE_WITHOUT_WORD,
    )
    for change in account_by_id(years, sort, years.old.actions, years.new.actions):
        yield replace(change, direction=_DIRECTIONS.get(change.kind, change.direction))


def _details(years: TwoYears, both: Both, old: Action, new: Action) -> Iterator[Change]:
    promise = _promise(years, both, old, new)
    if promise:
        yield promise
    yield from account_for_wording(both, old.text, new.text)
    yield from account_for_owner(years, both, old.owner, new.owner)


def _promise(years: TwoYears, both: Both, old: Action, new: Action) -> Change | None:
    if new.outcome and (old.outcome, old.by) != (new.outcome, new.by):
        now = day(new.by) if new.outcome is Outcome.MOVED else new.outcome.value
        return both.changed(_OUTCOMES[new.outcome], day(old.by), now, because=new.outcome_text)
    if old.by != new.by:
        moved = isinstance(old.by, Date) and isinstance(new.by, Date)
        kind = Kind.PROMISE_MOVED if moved else Kind.DETAILS_CHANGED
        return both.changed(kind, day(old.by), day(new.by))
    if old.outcome != new.outcome:
        return both.changed(Kind.DETAILS_CHANGED, said(old.outcome), said(new.outcome))
    if not new.outcome and _has_passed(years, new.by):
        return both.changed(Kind.PROMISE_WITHOUT_WORD, day(old.by), said(None))
    return None


def _has_passed(years: TwoYears, by: Date | object) -> bool:
    """Whether the date passed between the two years."""
    then, now = years.old.own_date, years.new.own_date
    return isinstance(by, Date) and now is not None and by < now and (then is None or not by < then)
