"""Which things of two years are the same: by id, and by the ids that they had before."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from spr.changes.change import Kind


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Its id."""


T = TypeVar("T", bound=Identified)


@dataclass(frozen=True)
class Match(Generic[T]):
    """
    What became of what: `olds` is empty for a thing that only the new year has, `new` None for the other.

    `how` is Renamed, Split or Merged where the id did not simply stay.
    """

    olds: tuple[T, ...]
    new: T | None
    how: Kind | None = None

    @property
    def formerly(self) -> tuple[str, ...]:
        """The ids that it had before, where they were others."""
        return tuple(old.id for old in self.olds if self.new and old.id != self.new.id)


def pair_by_id(
    old: Sequence[T], new: Sequence[T], origins: Callable[[str], Sequence[str]]
) -> Iterator[Match[T]]:
    """
    Every thing of either year in a match: those of the new year in their order, then what ended.

    *origins* gives every id that a thing has had, its own first.
    """
    by_id = {thing.id: thing for thing in old}
    came_from = {thing.id: tuple(name for name in origins(thing.id) if name in by_id) for thing in new}
    claims = Counter(name for names in came_from.values() for name in names)
    for thing in new:
        names = came_from[thing.id]
        yield Match(tuple(by_id[name] for name in names), thing, _how(thing.id, names, claims))
    for thing in old:
        if not claims[thing.id]:
            yield Match((thing,), None)


def _how(name: str, names: Sequence[str], claims: Counter[str]) -> Kind | None:
    match names:
        case []:
            return None
        case [only]:
            if only == name:
                return None
            return Kind.SPLIT if claims[only] > 1 else Kind.RENAMED
        case _:
            return Kind.MERGED
