"""What a rule finds: a problem without its code and pointer, which whoever runs the rule fills in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from spr.errors import Place
from spr.loading.seal import Seal
from spr.model.shared import Assessments


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that breaks a rule; the sentences are as in `Problem`."""

    origin: Place
    found: str
    expected: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """
    What rules look at: the assessments as written.

    `lost` holds every text in a part of a file that has another problem already, and the key of that part.
    Such parts are not in `assessments`, and no rule says of what they define that it is missing. `unread`
    holds the kind and the year (None for what all years share) of each file that says nothing at all.
    `strays` are threats' files that no section of their year names. `seals` maps a year that has a record
    to what is to be sealed of it now.
    """

    assessments: Assessments
    lost: frozenset[str] = frozenset()
    unread: frozenset[tuple[str, str | None]] = frozenset()
    strays: tuple[Place, ...] = ()
    seals: Mapping[str, Seal] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether every part of every file is in `assessments`."""
        return not (self.lost or self.unread or self.strays)

    def tells_all(self, year: str | None, *kinds: str) -> bool:
        """Whether each file of these kinds (of *year*, or shared by all) could be read."""
        return not any((kind, year) in self.unread for kind in kinds)

    def tells_all_parts(self) -> bool:
        """Whether each year's governance could be read."""
        return not any(kind in {"governance", "assessment"} for kind, _ in self.unread)


Rule: TypeAlias = Callable[[Scope], Iterator[Fault]]
"""A generator of faults. Its name, without `check_`, is its code; its docstring is the rule."""
