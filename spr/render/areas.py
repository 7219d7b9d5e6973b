"""Figures by area: a lane for each area, and what each year says of it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from markupsafe import Markup, escape

from spr.changes.values import WITHHELD, area_value, quantity
from spr.model.assessment import AreaValue, Figure, Withheld, Year
from spr.model.shared import Area
from spr.model.words import Absent, Comparability, FigureKind
from spr.render.lanes import Group, Lane, Tile, lasting, render_lanes
from spr.render.partial import fill, joined
from spr.render.parts import absent, capital, items, link, listed, sentence, withheld
from spr.render.text import plain
from spr.render.view import FIGURES, View
from spr.through_years import AreaTable, area_tables

COUNTABLE: Final = 12
"""As many squares can be counted at a glance."""


def areas_so_far(view: View, threat: str | None) -> str:
    """What the figures of a threat that this year has say of each area, up to this year; often nothing."""
    found = [
        each
        for each in area_tables(view.assessments)
        if each.family.threat == threat and each.years[-1] is view.year
    ]
    return joined(area_lanes(view, each, lambda _: view, FIGURES) for each in found)


def area_title(found: AreaTable) -> str:
    """What is given by area; the kind is named unless it says how it was."""
    kind = "" if found.kind is FigureKind.ACTUAL else f" ({found.kind})"
    return f"{found.family.metric.name}{kind}"


def are_named(view: View, found: AreaTable) -> bool:
    """Whether it is stated which areas: then there are lanes."""
    return found.is_stated and bool(view.assessments.areas.listed)


def area_lanes(view: View, found: AreaTable, of: Callable[[Year], View], target: str) -> str:
    """
    The areas of a figure as lanes, or that none is stated; beneath them why something is withheld.

    *of* gives a year as this page sees it; *target* is the page of a year that the years lead to.
    """
    areas = view.assessments.areas
    if not are_named(view, found):
        return _unnamed(view, found)
    there = [area for area in areas.listed if {*found.values[area.id]} != {Absent.NOT_APPLICABLE}]
    lanes = [Lane(_area(area), tuple(lasting(_tiles(view, found, found.values[area.id])))) for area in there]
    whole = [
        Tile(
            first=place,
            last=place,
            word_html=_whole(of(year), figure),
            looks=(*(("bare",) if isinstance(figure.value, Absent | Withheld) else ()), *_cut(found, place)),
        )
        for place, (year, figure) in enumerate(zip(found.years, found.figures, strict=True))
    ]
    title = area_title(found)
    return joined(
        (
            render_lanes(
                f"areas-of-{found.family.metric.id}-{found.kind}",
                f"{title}, by {areas.kind} and year",
                [
                    (year.id, link(view.to_year(year.id, f"{target}#{figure.anchor}"), year.id))
                    for year, figure in zip(found.years, found.figures, strict=True)
                ],
                [Group(Markup(), (*lanes, Lane(escape("All, as stated"), tuple(whole))))],
            ),
            items((*_breaks(found), *_reasons(of, found))),
        )
    )


def _unnamed(view: View, found: AreaTable) -> str:
    """In which years it is not stated which areas; for all of them once."""
    years = listed(year.id for year in found.years)
    asked = Markup("{}, {}: which {}s?").format(area_title(found), years, view.assessments.areas.kind)
    return joined((sentence(asked, absent(Absent.NOT_STATED)), *unnamed_areas(view, found)))


def unnamed_areas(view: View, found: AreaTable) -> Iterator[Markup]:
    """How many areas of how many, where it is not stated which; a square for each of a few."""
    kind = view.assessments.areas.kind
    for year, figure in zip(found.years, found.figures, strict=True):
        whole, of_all = figure.value, figure.out_of
        if isinstance(whole, int | float) and of_all and of_all <= COUNTABLE:
            year_first = f"{year.id}: " if len(found.years) > 1 else ""
            yield fill(
                "units",
                name=f"units-{figure.metric}-{figure.kind}-{year.id}",
                title=f"{year_first}{whole:g} of {of_all:g} {kind}s; which ones is not stated",
                squares=[{"x": 1 + 20 * place, "is_full": place < whole} for place in range(round(of_all))],
                width=20 * round(of_all),
            )


def _area(area: Area) -> Markup:
    return escape(f"{area.name} (until {area.until})" if area.until else area.name)


def _tiles(view: View, found: AreaTable, values: Sequence[AreaValue]) -> Iterator[Tile]:
    for place, value in enumerate(values):
        looks = (*_look(value), *_cut(found, place))
        yield Tile(first=place, last=place, word_html=_value(view, value), looks=looks)


def _value(view: View, value: AreaValue) -> Markup:
    if isinstance(value, Withheld):
        return absent(WITHHELD)
    if isinstance(value, Absent):
        return absent(value)
    return plain(view, capital(area_value(value)))


def _look(value: AreaValue) -> tuple[str, ...]:
    if isinstance(value, Absent | Withheld):
        return ("bare",)
    return ("no",) if value == "no" else ()


def _cut(found: AreaTable, place: int) -> tuple[str, ...]:
    return () if found.bases[place].comparability is Comparability.COMPARABLE else ("cut",)


def _whole(view: View, figure: Figure) -> Markup:
    """What the year says of all areas together."""
    if isinstance(figure.value, Withheld):
        return absent(WITHHELD)
    if isinstance(figure.value, Absent):
        return absent(figure.value)
    return plain(view, quantity(figure, None) or "") or absent(Absent.NOT_STATED)


def _breaks(found: AreaTable) -> Iterator[Markup]:
    for year, basis in zip(found.years, found.bases, strict=True):
        if basis.comparability is not Comparability.COMPARABLE:
            yield escape(f"{year.id} and the year before: {basis.comparability}. {basis.reason}")


def _reasons(of: Callable[[Year], View], found: AreaTable) -> Iterator[Markup]:
    """Why something is withheld: each decision once, with the years and areas that it is of."""
    reasons: dict[tuple[str, Markup], list[str]] = {}
    for year, area, why in found.withheld:
        reasons.setdefault((area.name, withheld(of(year), why)), []).append(year.id)
    for (name, words), years in reasons.items():
        yield Markup("{}, {}: {}").format(name, listed(years), words)
