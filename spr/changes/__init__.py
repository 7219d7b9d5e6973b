"""What changed between two years, as values: one file for each kind of thing that is compared."""

from spr.changes.change import Change, Direction, Kind, Significance, Step, Thing, What, WrongOrderError
from spr.changes.compare import account_for, compare_years
from spr.changes.overview import Counted, Overview, Part, overview, part_of

__all__ = [
    "Change",
    "Counted",
    "Direction",
    "Kind",
    "Overview",
    "Part",
    "Significance",
    "Step",
    "Thing",
    "What",
    "WrongOrderError",
    "account_for",
    "compare_years",
    "overview",
    "part_of",
]
