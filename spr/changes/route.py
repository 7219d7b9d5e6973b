"""The way of one thing through the years between two: what each of them says, so that no dip can hide."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar

from spr.changes.change import Change, Kind, Step, Thing, What
from spr.changes.years import TwoYears
from spr.model.assessment import Action, Figure, Grade, ThreatLevel, Year
from spr.model.words import Absent, small

T = TypeVar("T", bound=Grade | Figure | Action | ThreatLevel)

Pairs: TypeAlias = Sequence[tuple[T | None, T | None]]
"""Everything of one sort that two years have: what is the same, and what stands only in one."""

_HAS_NONE = {Kind.ADDED, Kind.NOT_IN_EDITION}
"""How what is new stands to a year that surely does not have it."""


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

    def gap(
        self,
        new: T,
        what: What,
        threat: str | None,
        word: str,
        *,
        is_given: Callable[[T], bool | None] = lambda _: True,
    ) -> str:
        """
        When what the old year does not have was given before: "not graded in 2023, graded before in 2021".

        Empty if no year has or may have it. *is_given* says whether a year that has it gives it; None: who
        knows.
        """
        old, is_first = self.years.old.id, True
        missing = f"not {word} in {old}"
        for year in reversed(self.years.assessments.years):
            if year.id >= self.years.new.id or year.id == old:
                continue
            two = TwoYears(self.years.assessments, year, self.years.new)
            before = next((before for before, after in self.pairs(two) if after is new), None)
            given = is_given(before) if before else False
            if given:
                return f"{missing}, {word} before in {year.id}" if year.id < old else missing
            surely_without = two.only_new(what, threat, "", None).kind in _HAS_NONE
            is_first = is_first and given is not None and (before is not None or surely_without)
        return "" if is_first else missing

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
    return small(change.kind)
