"""figures.csv: a row for each figure of a year, and one for each area of a figure that is given by area."""

from collections.abc import Iterator, Mapping
from typing import Final

from spr.datafiles.table import YES, Cell, Row, as_csv, date_cell, withheld_cells
from spr.model.assessment import AreaValue, Figure, Withheld, Year
from spr.model.shared import Assessments, Metric
from spr.model.words import Absent, Better
from spr.narrative import figure_in_words

COLUMNS: Final = (
    *("threat", "metric", "name", "unit", "better", "kind", "area"),
    *("value", "answer", "value_is", "withheld_exemption", "withheld_reason"),
    *("out_of", "lowest", "highest", "approximate", "direction", "years_running", "basis", "in_words"),
    *("model", "reach", "as_of", "by", "source", "paragraph"),
    *("restates_year", "restates_from", "restates_to", "restates_reason"),
    *("by_editors", "marking", "audience"),
)


def figures_file(known: Assessments, year: Year) -> str:
    """The figures of *year*, in what is *known* to it."""
    return as_csv(COLUMNS, _rows(known, year), year)


def _rows(known: Assessments, year: Year) -> Iterator[Row]:
    numbers = {paragraph.id: paragraph.number for paragraph in year.paragraphs}
    metrics = {metric.id: metric for metric in known.metrics}
    names = {area.id: area.name for area in known.areas.listed}
    for figure in year.figures:
        metric = metrics.get(figure.metric, _unknown(figure))
        common = _common(figure, metric, numbers)
        in_words = figure_in_words(figure, metric, known.areas.listed)
        yield {**common, **_whole(figure), "in_words": in_words}
        if isinstance(figure.by_area, Mapping):
            for area, value in figure.by_area.items():
                yield {**common, "area": names.get(area, area), **_value(value)}


def _unknown(figure: Figure) -> Metric:
    """The metric of a figure of which this copy shows no more than that there is one."""
    here = Absent.NOT_PUBLISHED_HERE.value
    return Metric(
        id=figure.metric, name=here, unit=None, better=Better.NOT_STATED, definition=here, since=here
    )


def _common(figure: Figure, metric: Metric, numbers: Mapping[str, str]) -> Row:
    """What is so of every area too."""
    return {
        "threat": figure.threat,
        "metric": metric.id,
        "name": metric.name,
        "unit": metric.unit,
        "better": metric.better,
        "kind": figure.kind,
        "approximate": YES[figure.approximate],
        "model": figure.model,
        "reach": figure.reach,
        "as_of": date_cell(figure.as_of),
        "by": date_cell(figure.by),
        "source": figure.source,
        "paragraph": numbers.get(figure.paragraph or ""),
        "by_editors": YES[figure.by_editors],
        "marking": figure.disclosure.marking,
        "audience": figure.disclosure.audience,
    }


def _whole(figure: Figure) -> Row:
    lowest, highest = figure.span or (None, None)
    mended: dict[str, Cell] = {}
    if figure.restates:
        mended = {
            "restates_year": figure.restates.year,
            "restates_from": figure.restates.old,
            "restates_to": figure.restates.new,
            "restates_reason": figure.restates.reason,
        }
    return {
        **(_value(figure.value) if figure.value is not None else {"value_is": _instead_of_value(figure)}),
        "out_of": figure.out_of,
        "lowest": lowest,
        "highest": highest,
        "direction": figure.direction,
        "years_running": figure.years_running,
        "basis": figure.basis,
        **mended,
    }


def _value(value: AreaValue) -> Row:
    """A number, or yes or no, or why there is neither."""
    if isinstance(value, Withheld):
        return {"value_is": "withheld", **withheld_cells(value)}
    if isinstance(value, Absent):
        return {"value_is": value.value}
    return {"value_is": "stated", "answer" if isinstance(value, str) else "value": value}


def _instead_of_value(figure: Figure) -> str:
    if figure.span:
        return "range"
    if isinstance(figure.by_area, Absent) and figure.direction is None:
        return figure.by_area.value
    return "by area only" if figure.by_area is not None and figure.direction is None else "direction only"
