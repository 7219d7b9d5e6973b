"""Everything, and what each year saw of it: made once for all the pages that look across years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from spr.changes import Change, Thing, account_for
from spr.model.horizon import up_to
from spr.model.shared import Assessments


@dataclass(frozen=True)
class Seen:
    """
    A copy for one audience, in the eyes of each of its years.

    Raises `ValueError` for assessments that are not such a copy.
    """

    assessments: Assessments

    def __post_init__(self) -> None:
        if self.assessments.audience is None:
            raise ValueError(self.assessments.audience)

    @cached_property
    def by_year(self) -> Mapping[str, Assessments]:
        """What each year could see, by its id."""
        return MappingProxyType({year.id: up_to(self.assessments, year) for year in self.assessments.years})

    @cached_property
    def accounts(self) -> Mapping[str, Sequence[Change]]:
        """What became of everything since the year before, what is unchanged too; nothing for the first."""
        found: dict[str, Sequence[Change]] = {}
        for year in self.assessments.years:
            before = self.assessments.year_before(year)
            found[year.id] = tuple(account_for(self.by_year[year.id], before, year)) if before else ()
        return MappingProxyType(found)

    def account_of(self, year: str, threat: str) -> Sequence[Change]:
        """The part of a year's account that is on one threat."""
        return tuple(change for change in self.accounts[year] if self._is_on(change, threat))

    @cached_property
    def _threats(self) -> Mapping[str, tuple[str, ...]]:
        return {each.id: each.threats for each in self.assessments.recommendations}

    def _is_on(self, change: Change, threat: str) -> bool:
        if change.what.thing is Thing.RECOMMENDATION:
            return threat in self._threats.get(change.what.id, ())
        return change.threat == threat
