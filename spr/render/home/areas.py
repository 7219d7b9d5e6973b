"""Figures by area through all the years."""

from collections.abc import Sequence

from markupsafe import Markup

from spr.model.shared import Area
from spr.model.words import Absent
from spr.render.areas import are_named, area_lanes, area_title, unnamed_areas
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
    newest = view.of(view.assessments.years[-1])
    named = [each for each in tables if are_named(newest, each)]
    unnamed = [each for each in tables if each not in named]
    body = joined(
        (
            _areas(view),
            *(_section(view, each) for each in named),
            _unnamed(view, unnamed) if unnamed else "",
        )
    )
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
    return section(
        area_title(found),
        f"areas-{metric.id}-{found.kind}",
        sentence(link(_through_the_years(view, found), "This figure through the years")),
        area_lanes(newest, found, view.of, YEARS_FIGURES),
    )


def _unnamed(view: HomeView, tables: Sequence[AreaTable]) -> str:
    """The figures of which the reports do not say which areas, each with its years."""
    newest = view.of(view.assessments.years[-1])
    figures = (
        Markup("{}: {}{}").format(
            link(_through_the_years(view, each), area_title(each)),
            listed(year.id for year in each.years),
            Markup().join(unnamed_areas(newest, each)),
        )
        for each in tables
    )
    kind = view.assessments.areas.kind
    return section(
        f"Not stated by {kind}",
        "areas-not-stated",
        sentence(absent(Absent.NOT_STATED), f"in the reports: which {kind}s these figures are of."),
        items(figures),
    )


def _through_the_years(view: HomeView, found: AreaTable) -> str:
    return view.to(f"{FIGURES}#metric-{found.family.metric.id}")
