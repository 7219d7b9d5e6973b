"""Actions: what was promised, and what became of it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from spr.changes.both import Both
from spr.changes.change import Change, Direction, Kind, Thing, What
from spr.changes.pairing import pair_by_id
from spr.changes.prose import Sort, account_by_id, account_for_wording
from spr.changes.route import Route
from spr.changes.statements import account_for_owner, anchor_of, title_of
from spr.changes.values import day, said
from spr.changes.years import TwoYears, said_of
from spr.model.assessment import Action, Year
from spr.model.dates import Date
from spr.model.words import Absent, Outcome

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
    """
    Every action of either year; one that nobody mentions again is a promise without a word.

    What became of one may be told in a year between and not in the new one: then the last of those counts.
    """
    route = Route(years, _pairs)
    sort = Sort(
        thing=Thing.ACTION,
        title=title_of,
        anchor=anchor_of,
        details=partial(_details, route),
        ended=partial(_ended, route),
    )
    for change in account_by_id(years, sort, years.old.actions, years.new.actions):
        yield replace(change, direction=_DIRECTIONS.get(change.kind, change.direction))


def _pairs(years: TwoYears) -> list[tuple[Action | None, Action | None]]:
    """Every action of either year with the same of the other; of one that was merged, all that it was."""
    matches = pair_by_id(years.old.actions, years.new.actions, years.origins)
    return [(old, match.new) for match in matches for old in match.olds or (None,)]


def _ended(route: Route[Action], years: TwoYears, what: What, anchor: str | None, old: Action) -> Change:
    steps = route.steps(old, None, what, old.threat, _told)
    both = Both(what=what, threat=old.threat, old_anchor=anchor, route=steps)
    became = _told_between(route, both, old, None)
    if became:
        return became
    if old.outcome not in {None, Outcome.MOVED}:
        return years.only_old(what, old.threat, said(old.outcome), anchor, Kind.TOLD_BEFORE)
    text = said(said_of(old))
    change = years.only_old(what, old.threat, text, anchor, Kind.PROMISE_WITHOUT_WORD)
    return change if change.kind is Kind.NOT_PUBLISHED else replace(change, route=steps)


def _details(route: Route[Action], years: TwoYears, both: Both, old: Action, new: Action) -> Iterator[Change]:
    steps = route.steps(old, new, both.what, both.threat, _told)
    promise = _promise(route, years, replace(both, route=steps), old, new)
    if promise:
        yield promise
    yield from account_for_wording(both, old.text, new.text)
    yield from account_for_owner(years, both, old.owner, new.owner)


def _promise(route: Route[Action], years: TwoYears, both: Both, old: Action, new: Action) -> Change | None:
    without = new.outcome in {None, Outcome.NOT_STATED}
    told = _told_between(route, both, old, new) if without else None
    if new.outcome and (old.outcome, old.by) != (new.outcome, new.by):
        now = day(new.by) if new.outcome is Outcome.MOVED else new.outcome.value
        because = _said_of_it(route, old, new)
        return told or both.changed(_OUTCOMES[new.outcome], day(old.by), now, because=because)
    if old.by != new.by:
        moved = isinstance(old.by, Date) and isinstance(new.by, Date)
        kind = Kind.PROMISE_MOVED if moved else Kind.DETAILS_CHANGED
        return both.changed(kind, day(old.by), day(new.by), because=_said_of_it(route, old, new))
    if old.outcome != new.outcome:
        return both.changed(Kind.DETAILS_CHANGED, said(old.outcome), said(new.outcome))
    if not new.outcome and (told or _has_passed(years, new.by)):
        return told or both.changed(Kind.PROMISE_WITHOUT_WORD, day(old.by), said(None))
    return None


def _told_between(route: Route[Action], both: Both, old: Action, new: Action | None) -> Change | None:
    """What the last year between that has a word on it says became of it; None if it is still to come."""
    told = [
        action
        for _, action in route.between(old, new)
        if action and action.outcome not in {None, Outcome.NOT_STATED}
    ]
    outcome = told[-1].outcome if told else None
    if outcome in {None, Outcome.MOVED, old.outcome}:
        return None
    because = _said_of_it(route, old, new)
    return both.changed(_OUTCOMES[outcome], day(old.by), outcome.value, because=because)


def _said_of_it(route: Route[Action], old: Action, new: Action | None) -> str | None:
    """What the authors say of each outcome on the way, the year named if years lie between."""
    between = list(route.between(old, new))
    if not between:
        return new.outcome_text if new else None
    steps = [(two.old if new else two.new, action) for two, action in between]
    told = [(year.id, action.outcome_text) for year, action in (*steps, (route.years.new, new)) if action]
    return " ".join(f"{year}, {text}" for year, text in told if text) or None


def _told(_: Year, action: Action) -> str:
    """What a year says of it: what became of it or, before that, for when it is promised."""
    if action.outcome is Outcome.MOVED:
        return f"moved to {day(action.by)}"
    return action.outcome.value if action.outcome else f"promised {_when(action.by)}"


def _when(by: Date | Absent) -> str:
    return f"by {day(by)}" if isinstance(by, Date) else "without a date"


def _has_passed(years: TwoYears, by: Date | object) -> bool:
    """Whether the date passed between the two years."""
    then, now = years.old.own_date, years.new.own_date
    return isinstance(by, Date) and now is not None and by < now and (then is None or not by < then)
