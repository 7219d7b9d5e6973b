"""Whatever has an id and a text: whether both years have it, who may see it, whether it reads the same."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from spr.changes.both import Both
from spr.changes.change import Change, Kind, Thing, What
from spr.changes.pairing import Match, pair_by_id
from spr.changes.values import said
from spr.changes.years import HERE, TwoYears, said_of
from spr.model.assessment import Named, Paragraph, Said, Withheld, Year

T = TypeVar("T", bound=Paragraph | Named)


def _not_mentioned(years: TwoYears, what: What, anchor: str | None, gone: Paragraph | Named) -> Change:
    return years.only_old(what, gone.threat, said(said_of(gone)), anchor)


_READS_OTHERWISE = {Kind.REWORDED, Kind.EDITORIAL_ONLY}
"""What is said of every thing that was split or merged, and of each of those is no news."""


@dataclass(frozen=True, kw_only=True)
class Sort(Generic[T]):
    """
    How one sort of thing is compared.

    `details` yields what else changed of a thing that both years have and may show, its wording first;
    `ended` says what became of one, with its place in the old year, that the new year leaves unmentioned.
    """

    thing: Thing
    title: Callable[[T], str]
    anchor: Callable[[TwoYears, Year, T], str | None]
    details: Callable[[TwoYears, Both, T, T], Iterator[Change]]
    ended: Callable[[TwoYears, What, str | None, T], Change] = _not_mentioned


def account_by_id(years: TwoYears, sort: Sort[T], old: Sequence[T], new: Sequence[T]) -> Iterator[Change]:
    """Everything of one sort of either year, matched by id and by the ids that it had before."""
    for match in pair_by_id(old, new, years.origins):
        if match.new is None:
            for gone in match.olds:
                yield sort.ended(years, _what(sort, gone), sort.anchor(years, years.old, gone), gone)
        elif not match.olds:
            text, anchor = said(said_of(match.new)), sort.anchor(years, years.new, match.new)
            added = years.only_new(_what(sort, match.new), match.new.threat, text, anchor)
            yield years.again(added, partial(_had, match.new.id))
        else:
            both = Both(
                what=_what(sort, match.new, match.formerly),
                threat=match.new.threat,
                old_anchor=sort.anchor(years, years.old, match.olds[0]),
                new_anchor=sort.anchor(years, years.new, match.new),
            )
            changes = _changes(years, sort, both, match, match.new)
            yield from both.or_unchanged(changes, said(said_of(match.new)))


def account_for_wording(both: Both, old: Said, new: Said, *, editorial: bool = False) -> Iterator[Change]:
    """Whether a text that may be shown of both years reads the same."""
    if said(old) != said(new):
        yield both.changed(Kind.EDITORIAL_ONLY if editorial else Kind.REWORDED, said(old), said(new))


def _changes(years: TwoYears, sort: Sort[T], both: Both, match: Match[T], new: T) -> Iterator[Change]:
    first = match.olds[0]
    before, after = "\n\n".join(said(said_of(old)) for old in match.olds), said(said_of(new))
    if match.how is Kind.RENAMED:
        yield both.changed(match.how, first.id, new.id)
    elif match.how:
        yield both.changed(match.how, before, after)
    here, there = years.place(years.old, first), years.place(years.new, new)
    if here[0] != there[0] and not said_of(first) is said_of(new) is HERE:  # which may be two things
        yield both.changed(Kind.MOVED, here[1], there[1])
    disclosed = _disclosed(said_of(first), said_of(new))
    if disclosed:
        yield both.changed(disclosed, before, after)
        return
    for change in sort.details(years, both, first, new):
        if match.how not in {Kind.SPLIT, Kind.MERGED} or change.kind not in _READS_OTHERWISE:
            yield change


def _had(name: str, years: TwoYears) -> bool:
    return years.had(name)


def _disclosed(old: Said, new: Said) -> Kind | None:
    if HERE in (old, new):
        return Kind.NOT_PUBLISHED
    if isinstance(old, Withheld) is isinstance(new, Withheld):
        return None
    return Kind.WITHHELD if isinstance(new, Withheld) else Kind.RELEASED


def _what(sort: Sort[T], thing: T, formerly: tuple[str, ...] = ()) -> What:
    return What(thing=sort.thing, id=thing.id, title=sort.title(thing), formerly=formerly)
