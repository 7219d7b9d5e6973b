"""What a rule finds: a problem without its code and pointer, which whoever runs the rule fills in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from spr.errors import Place, Pointer
from spr.loading.seal import Seal
from spr.model.shared import Assessments


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing that breaks a rule; the sentences are as in `Problem`.

    `written` is the text or date in the thing at `origin` that breaks it, if it is one, as it stands there;
    `within` is the way to it from there, where that is known.
    """

    origin: Place
    found: str
    expected: str
    hint: str = ""
    written: str = ""
    within: Pointer = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """
    What rules look at: the assessments as written.

    `lost` holds every text in a part of a file that has another problem already, and the key of that part.
    Such parts are not in `assessments`, and no rule says of what they define that it is missing; `torn` holds
    the paths of those files. `unread` holds the kind and the year (None for what all years share) of each
    file that may define something that nobody knows.
    `strays` maps threats' files that no section of their year names to the threats that they say they are
    about. `seals` maps a year that has a record to what is to be sealed of it now.
    """

    assessments: Assessments
    lost: frozenset[str] = frozenset()
    torn: frozenset[str] = frozenset()
    unread: frozenset[tuple[str, str | None]] = frozenset()
    strays: Mapping[Place, str] = field(default_factory=dict)
    seals: Mapping[str, Seal] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether every part of every file is in `assessments`."""
        return not (self.lost or self.unread or self.strays)

    def is_read(self, *kinds: str, year: str | None = None) -> bool:
        """Whether all that files of these kinds define is known: those of *year*, or all."""
        return not any(kind in kinds and year in {None, other} for kind, other in self.unread)


def file_name(origin: Place) -> str:
    """The name of the file in which something stands, without its ending."""
    return origin.path.rpartition("/")[2].removesuffix(".yaml")


Rule: TypeAlias = Callable[[Scope], Iterator[Fault]]
"""A generator of faults. Its name, without `check_`, is its code; its docstring is the rule."""
