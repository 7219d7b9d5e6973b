"""Short texts for what a year says: the old and the new of a change."""

from collections.abc import Mapping, Sequence

from spr.model.assessment import Areas, AreaValue, Figure, Said, Withheld
from spr.model.dates import Date
from spr.model.shared import Area
from spr.model.words import Absent, FigureKind

WITHHELD = "withheld"

_ORDINALS = (
    *("zeroth", "first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)


def said(text: Said | None) -> str:
    """A text, or the word for there being none."""
    if text is None:
        return Absent.NOT_STATED.value
    return WITHHELD if isinstance(text, Withheld) else str(text)


def number(value: float) -> str:
    """A number as people write it: 1,234; 0.5."""
    return f"{value:,.15g}"


def day(date: Date | Absent | None) -> str:
    """A date as people write it, or why there is none."""
    if isinstance(date, Date):
        return date.in_words
    return str(date or Absent.NOT_STATED)


def quantity(figure: Figure, unit: str | None) -> str | None:
    """
    How much a figure says: "3 of 7 local authority areas", "62 PSUs by December 2016", "4 to 5 years".

    None if it says nothing of an amount, only of a trend or of areas.
    """
    if isinstance(figure.value, Absent | Withheld):
        return said(figure.value)
    amount = _amount(figure)
    if amount is None:
        return None
    about = "about " if figure.approximate else ""
    if figure.kind is FigureKind.SCORE:
        return about + amount
    if figure.kind is FigureKind.INTERVAL:
        text = about + _interval(amount, unit)
        return f"{text} ({figure.words})" if figure.words else text
    text = about + " ".join(filter(None, (amount, _unit(amount, unit))))
    return f"{text} by {figure.by.in_words}" if isinstance(figure.by, Date) else text


def trend(figure: Figure) -> str | None:
    """Which way it moves, and for how long: "rising for the third year running"."""
    if figure.direction is None:
        return None
    years = figure.years_running or 0
    return f"{figure.direction} for the {ordinal(years)} year running" if years > 1 else str(figure.direction)


def by_area(values: Areas | Absent | None, areas: Sequence[Area]) -> str | None:
    """The value of each area: "Eastmoor 11, Uplands withheld"."""
    if not isinstance(values, Mapping):
        return None if values is None else str(values)
    names = {area.id: area.name for area in areas}
    return ", ".join(f"{names.get(area, area)} {area_value(value)}" for area, value in values.items())


def area_value(value: AreaValue) -> str:
    """What is said of one area."""
    return number(value) if isinstance(value, int | float) else said(value)


def recommendations(names: Sequence[str]) -> str:
    """Some recommendations by their ids: "recommendation 2021-1", "recommendations 2023-1 and 2023-2"."""
    return f"recommendation{'s' if len(names) > 1 else ''} {' and '.join(names)}"


def ordinal(count: int) -> str:
    """Third, 11th, 22nd."""
    if count < len(_ORDINALS):
        return _ORDINALS[count]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{'th' if count % 100 in {11, 12, 13} else ending}"


def _amount(figure: Figure) -> str | None:
    if figure.span:
        return f"{number(figure.span[0])} to {number(figure.span[1])}"
    if not isinstance(figure.value, int | float):
        return None
    if figure.out_of is not None:
        return f"{number(figure.value)} of {number(figure.out_of)}"
    return number(figure.value)


def _interval(amount: str, unit: str | None) -> str:
    return f"every {_unit(amount, unit)}" if amount == "1" else f"every {amount} {unit or ''}".rstrip()


def _unit(amount: str, unit: str | None) -> str | None:
    """The unit as the metric has it, which is of many; of exactly one, without the last s or es."""
    if not unit or amount != "1" or not unit.endswith("s") or unit.endswith(("ss", "us", "is", "series")):
        return unit
    if unit.endswith(("ches", "shes", "sses", "xes")):
        return unit[:-2]
    return f"{unit[:-3]}y" if unit.endswith("ies") else unit[:-1]
