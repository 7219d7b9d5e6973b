"""The way of one thing through the years between two: what each of them says, so that no dip can hide."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar

from spr.changes.change import Change, Kind, Step, Thing, What
from spr.changes.years import TwoYears
from spr.model.assessment import Action, Figure, Grade, Year
from spr.model.words import Absent

T = TypeVar("T", bound=Grade | Figure | Action)

Pairs: TypeAlias = Sequence[tuple[T | None, T | None]]
"""Everything of one sort that two years have: what is the same, and what stands only in one."""


@dataclass(frozen=True)
class Route(Generic[T]):
    """
    The years between two, with everything of one sort that stands in them.

    A thing is followed as it is between any two years: from the new year back or, if it is not there any
    more, from the old year on.
    """

    years: TwoYears
    pairs: Callable[[TwoYears], Pairs[T]]

    def between(self, old: T | None, new: T | None) -> Iterator[tuple[TwoYears, T | None]]:
        """
        What each year between has of a thing that is *old* in the old year and *new* in the new one.

        Each year comes as the one of two that is not at an end of the route.
        """
        if new is not None:
            for two, pairs in self._to_new:
                yield two, next((before for before, after in pairs if after is new), None)
        else:
            for two, pairs in self._from_old:
                yield two, next((after for before, after in pairs if before is old), None)

    def steps(
        self,
        old: T | None,
        new: T | None,
        what: What,
        threat: str | None,
        told: Callable[[Year, T], str | None],
    ) -> tuple[Step, ...]:
        """
        The whole way in words, from the old year to the new; nothing where no year lies between.

        *told* says it of one year; where a year does not have the thing, its step says why.
        """

        def step(year: Year, two: TwoYears, thing: T | None) -> Step:
            if thing is not None:
                return Step(year.id, told(year, thing) or Absent.NOT_STATED.value)
            tell = two.only_new if year is two.old else two.only_old
            return Step(year.id, _why_none(tell(what, threat, "", None)))

        years = self.years
        between = [
            step(two.old if new is not None else two.new, two, thing) for two, thing in self.between(old, new)
        ]
        if not between:
            return ()
        return (step(years.old, years, old), *between, step(years.new, years, new))

    @cached_property
    def _to_new(self) -> list[tuple[TwoYears, Pairs[T]]]:
        return self._paired(TwoYears(self.years.assessments, year, self.years.new) for year in self._between)

    @cached_property
    def _from_old(self) -> list[tuple[TwoYears, Pairs[T]]]:
        return self._paired(TwoYears(self.years.assessments, self.years.old, year) for year in self._between)

    @property
    def _between(self) -> tuple[Year, ...]:
        return self.years.steps[:-1]

    def _paired(self, twos: Iterator[TwoYears]) -> list[tuple[TwoYears, Pairs[T]]]:
        return [(two, self.pairs(two)) for two in twos]


def _why_none(change: Change) -> str:
    """Why a year does not have a thing, in the word for it."""
    if change.kind in {Kind.ADDED, Kind.ENDED}:
        return {Thing.GRADE: Absent.NOT_GRADED.value, Thing.ACTION: "not mentioned"}.get(
            change.what.thing, Absent.NOT_STATED.value
        )
    return f"{change.kind[0].lower()}{change.kind[1:]}"
