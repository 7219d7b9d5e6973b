"""Every two years: they always meet in the later one."""

from collections.abc import Sequence
from dataclasses import dataclass

from spr.model.assessment import Year
from spr.model.shared import Assessments


@dataclass(frozen=True)
class Pair:
    """Two years to compare."""

    old: Year
    new: Year


def pairs(assessments: Assessments) -> Sequence[Sequence[Pair]]:
    """Every two years: for each year with one before it, newest first, its pairs, the nearest year first."""
    years = assessments.years
    return [
        [Pair(old, new) for old in reversed(years[:place])]
        for place, new in reversed([*enumerate(years)])
        if place
    ]
