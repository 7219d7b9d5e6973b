"""Figures by area through all the years."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from spr.changes.values import area_value, quantity
from spr.model.assessment import AreaValue, Figure, Withheld, Year
from spr.model.shared import Area
from spr.model.words import Absent, FigureKind
from spr.render.home.view import FIGURES, HomeView
from spr.render.partial import joined
from spr.render.parts import (
    Column,
    Row,
    abbreviations,
    absent,
    items,
    link,
    listed,
    section,
    sentence,
    table,
    withheld,
)
from spr.render.text import plain
from spr.through_years import AreaTable, area_tables


def render_areas(view: HomeView) -> str:
    """A table for each figure that is given by area: areas down the side, years along the top."""
    tables = area_tables(view.assessments)
    if not tables:
        return joined((_areas(view), sentence("No year gives a figure by area.")))
    body = joined((_areas(view), *(_section(view, each) for each in tables)))
    return joined((body, abbreviations(view.of(view.assessments.newest), body)))


def _areas(view: HomeView) -> Markup:
    """Which areas there are, and which there were."""
    areas = view.assessments.areas
    if isinstance(areas.areas, Absent):
        count = f" ({areas.number} areas)" if areas.number else ""
        return sentence(Markup("Names of the {}s{}: {}").format(areas.kind, count, absent(areas.areas)))
    names = {area.id: area.name for area in areas.listed}
    ended = [
        Markup("{}: until {}{}").format(area.name, area.until, _became(area, areas.listed))
        for area in areas.listed
        if area.until
    ]
    now = listed(names[area.id] for area in areas.listed if not area.until)
    return joined_markup(sentence(Markup("The {}s today: {}.").format(areas.kind, now)), items(ended))


def _became(area: Area, areas: tuple[Area, ...]) -> str:
    after = [each.name for each in areas if area.id in each.lineage]
    return f"; since then {listed(after).unescape()}" if after else ""


def joined_markup(*parts: Markup) -> Markup:
    """Pieces of HTML beneath one another."""
    return Markup("\n").join(filter(None, parts))


def _section(view: HomeView, found: AreaTable) -> str:
    metric = found.family.metric
    kind = "" if found.kind is FigureKind.ACTUAL else f" ({found.kind})"
    name = f"{metric.id}-{found.kind}"
    title, anchor = f"{metric.name}{kind}", f"areas-{name}"
    through = link(view.to(f"{FIGURES}#metric-{metric.id}"), "This figure through the years")
    if not found.is_stated:
        years = listed(year.id for year in found.years)
        why = Markup("By area, in {}: {}.").format(years, absent(Absent.NOT_STATED))
        return section(title, anchor, sentence(why, through))
    rows = [
        Row(_area(area), [_value(view, value) for value in found.values[area.id]])
        for area in view.assessments.areas.listed
    ]
    pairs = zip(found.years, found.figures, strict=True)
    rows.append(Row(escape("All, as stated"), [_whole(view, year, figure) for year, figure in pairs]))
    return section(
        title,
        anchor,
        sentence(through),
        table(
            f"areas-of-{name}",
            f"{title}, by area and year",
            [Column("Area"), *(Column(year.id) for year in found.years)],
            rows,
            look="matrix",
        ),
        items(_reasons(view, found)),
    )


def _area(area: Area) -> Markup:
    return escape(f"{area.name} (until {area.until})" if area.until else area.name)


def _value(view: HomeView, value: AreaValue) -> Markup:
    if isinstance(value, Withheld):
        return absent("withheld")
    if isinstance(value, Absent):
        return absent(value)
    return plain(view.of(view.assessments.newest), area_value(value))


def _whole(view: HomeView, year: Year, figure: Figure) -> Markup:
    """What the year says of all areas together."""
    if isinstance(figure.value, Withheld):
        return absent("withheld")
    if isinstance(figure.value, Absent):
        return absent(figure.value)
    return plain(view.of(year), quantity(figure, None) or "") or absent(Absent.NOT_STATED)


def _reasons(view: HomeView, found: AreaTable) -> Iterator[Markup]:
    """Why something is withheld: each decision once, with the years and areas that it is of."""
    reasons: dict[tuple[str, Markup], list[str]] = {}
    for year, area, why in found.withheld:
        reasons.setdefault((area.name, withheld(view.of(year), why)), []).append(year.id)
    for (name, words), years in reasons.items():
        yield Markup("{}, {}: {}").format(name, listed(years), words)
