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

    `lost` holds every id in a part of a file that has another problem already. Such parts are not in
    `assessments`, and no rule says of what they define that it is missing. `seals` maps a year to what
    `seal_of` makes of its files now.
    """

    assessments: Assessments
    lost: frozenset[str] = frozenset()
    seals: Mapping[str, Seal] = field(default_factory=dict)


Rule: TypeAlias = Callable[[Scope], Iterator[Fault]]
"""A generator of faults. Its name, without `check_`, is its code; its docstring is the rule."""
