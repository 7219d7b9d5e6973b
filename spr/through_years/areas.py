"""Figures by area through all the years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spr.changes.basis import FULL, Basis, across_metrics
from spr.model.assessment import AreaValue, Figure, Withheld, Year
from spr.model.shared import Area, Assessments
from spr.model.words import Absent, FigureKind
from spr.through_years.figures import Family, families


@dataclass(frozen=True, kw_only=True)
class AreaTable:
    """
    One metric by area, in the years that give it so, or say that it is not stated.

    `values` holds, for each area, what each of `years` says of it, in their order: *not applicable* where a
    year did not have the area. `figures` are the whole figures of those years, and `bases` say of each how
    far it may be compared with the one before. `withheld` says why, for every value that is.
    """

    family: Family
    kind: FigureKind
    years: tuple[Year, ...]
    figures: tuple[Figure, ...]
    bases: tuple[Basis, ...]
    values: Mapping[str, tuple[AreaValue, ...]]
    withheld: tuple[tuple[Year, Area, Withheld], ...]

    @property
    def is_stated(self) -> bool:
        """Whether any year gives it by area."""
        return any(isinstance(figure.by_area, Mapping) for figure in self.figures)


def area_tables(assessments: Assessments) -> Sequence[AreaTable]:
    """Every figure that some year gives by area, or should have: metric by metric, kind by kind."""
    tables = (_table(assessments, family, kind) for family in families(assessments) for kind in family.kinds)
    return [table for table in tables if table.years]


def _table(assessments: Assessments, family: Family, kind: FigureKind) -> AreaTable:
    areas = assessments.areas.listed
    pairs = [
        (year, figure)
        for year in family.years
        for figure in family.of_kind(year, kind)[:1]
        if figure.by_area is not None
    ]
    values = {area.id: tuple(_value(areas, area, *pair) for pair in pairs) for area in areas}
    return AreaTable(
        family=family,
        kind=kind,
        years=tuple(year for year, _ in pairs),
        figures=tuple(figure for _, figure in pairs),
        bases=(FULL, *(_across(assessments, old, new) for (_, old), (_, new) in pairwise(pairs))),
        values=values,
        withheld=tuple(
            (year, area, value)
            for place, (year, _) in enumerate(pairs)
            for area in areas
            if isinstance(value := values[area.id][place], Withheld)
        ),
    )


def _across(assessments: Assessments, old: Figure, new: Figure) -> Basis:
    """Whether two figures are of metrics that may be compared."""
    return across_metrics(assessments, old.metric, new.metric) or FULL


def _value(areas: Sequence[Area], area: Area, year: Year, figure: Figure) -> AreaValue:
    if isinstance(figure.by_area, Mapping) and area.id in figure.by_area:
        return figure.by_area[area.id]
    return Absent.NOT_STATED if _had(areas, area, year) else Absent.NOT_APPLICABLE


def _had(areas: Sequence[Area], area: Area, year: Year) -> bool:
    """Whether there was such an area: it had not ended, and what it came from had."""
    ended = [each.until for each in areas if each.id in area.lineage and each.until]
    return not (area.until and area.until < year.id) and (not ended or max(ended) < year.id)
