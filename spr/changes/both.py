"""A thing that both years have, and what may be said of it: no arrow without comparability."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spr.changes.basis import FULL, Basis
from spr.changes.change import Change, Direction, Kind, Step, What


@dataclass(frozen=True, kw_only=True)
class Both:
    """A thing that stands in both years; `basis` says whether what is told of it may be compared."""

    what: What
    threat: str | None = None
    basis: Basis = FULL
    old_anchor: str | None = None
    new_anchor: str | None = None
    route: tuple[Step, ...] = ()

    def on(self, basis: Basis) -> "Both":
        """The same, for changes that can be told only so far as *basis* allows."""
        return replace(self, basis=basis)

    def changed(
        self,
        kind: Kind,
        old: str | None,
        new: str | None,
        *,
        direction: Direction = Direction.NEUTRAL,
        because: str | None = None,
    ) -> Change:
        """A change of it; where the two may not be compared, its direction is unknown."""
        return Change(
            what=self.what,
            kind=kind,
            threat=self.threat,
            old=old,
            new=new,
            direction=direction if self.basis.allows_arrow else Direction.UNKNOWN,
            comparability=self.basis.comparability,
            reason=self.basis.reason,
            because=because,
            old_anchor=self.old_anchor,
            new_anchor=self.new_anchor,
            route=self.route,
        )

    def or_unchanged(self, changes: Iterable[Change], text: str) -> Iterator[Change]:
        """The changes; if there is none, that it is unchanged and says *text*."""
        some = False
        for change in changes:
            some = True
            yield change
        if not some:
            yield self.changed(Kind.UNCHANGED, text, text)
