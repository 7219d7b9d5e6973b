"""Figures by area through all the years."""

from markupsafe import Markup

from spr.model.shared import Area
from spr.model.words import Absent
from spr.render.areas import area_lanes, area_title
from spr.render.home.view import FIGURES, HomeView
from spr.render.partial import joined
from spr.render.parts import abbreviations, absent, items, link, listed, section, sentence
from spr.render.view import FIGURES as YEARS_FIGURES
from spr.through_years import AreaTable, area_tables


def render_areas(view: HomeView) -> str:
    """Lanes for each figure that is given by area: areas down the side, years along the top."""
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
    metric, newest = found.family.metric, view.of(view.assessments.years[-1])
    through = link(view.to(f"{FIGURES}#metric-{metric.id}"), "This figure through the years")
    return section(
        area_title(found),
        f"areas-{metric.id}-{found.kind}",
        sentence(through),
        area_lanes(newest, found, view.of, YEARS_FIGURES),
    )
