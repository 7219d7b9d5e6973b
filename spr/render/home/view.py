"""Where a page of the home site stands."""

import posixpath
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from spr.changes import Change
from spr.model.assessment import Year
from spr.model.shared import Assessments
from spr.model.tested import Tested
from spr.render.view import View
from spr.through_years import Seen

THREATS = "threats/{}/index.html"
REPORT = "report/index.html"
RECOMMENDATIONS = "recommendations/index.html"
FIGURES = "figures/index.html"
AREAS = "areas/index.html"
LOG = "log/index.html"


@dataclass(frozen=True)
class HomeView:
    """A page of the home site; `here` is its address there, `tested` what is known of its accessibility."""

    seen: Seen
    here: str
    tested: Tested | None = None
    _views: dict[str, View] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def assessments(self) -> Assessments:
        """Everything that the copy holds, as of today."""
        return self.seen.assessments

    @property
    def newest_first(self) -> Iterator[View]:
        """Every year, as this page sees it."""
        return (self.of(year) for year in reversed(self.assessments.years))

    def of(self, year: Year) -> View:
        """A year as this page sees it: what it says, with links that lead from here."""
        if year.id not in self._views:
            seen = self.seen.by_year[year.id]
            kept = seen.once(("seen from home", year.id), dict[Hashable, Any])  # for all pages of home
            self._views[year.id] = View(seen, year, self.here, folder=f"{year.id}/", worked_out=kept)
        return self._views[year.id]

    def to(self, target: str) -> str:
        """The link from here to *target*, an address within the home site."""
        page, mark, fragment = target.partition("#")
        return posixpath.relpath(f"/{page}", posixpath.dirname(f"/{self.here}")) + mark + fragment

    def account_of(self, year: Year, threat: str) -> Sequence[Change]:
        """What became of everything on a threat since the year before."""
        return self.seen.account_of(year.id, threat)
