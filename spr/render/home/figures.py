"""Each figure through all the years: a table and, where there are numbers to draw, its trend."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from spr.changes.values import number
from spr.model.assessment import Year
from spr.model.words import Absent, Better, FigureKind
from spr.render.figures import says
from spr.render.home.view import THREATS, HomeView
from spr.render.partial import fill, joined
from spr.render.parts import Column, Row, abbreviations, absent, capital, link, section, sentence, table
from spr.render.text import heading, line
from spr.render.trends import JOINED, Lines, breaks_in_words, lines_of, trend_of
from spr.render.view import FIGURES
from spr.through_years import Family, crossings, families, threat_titles, why_none

BETTER: Final[Mapping[Better, str]] = {
    Better.HIGHER: "More is better.",
    Better.LOWER: "Less is better.",
    Better.NEITHER: "Neither more nor less is better in itself.",
    Better.NOT_STATED: "Which way is better is not stated.",
}


def render_figures(view: HomeView) -> str:
    """All figures, under the threat that they are of in the newest year that has them."""
    found = sorted(families(view.assessments), key=lambda family: _place(view, family.threat))
    if not found:
        return sentence("No year has a figure.")
    # One metric may have become two: a link to it leads to the first of them.
    anchors = {metric.id: family for family in reversed(found) for metric in family.metrics}
    body = joined(
        section(
            threat_titles(view.assessments)[threat] if threat else "The report as a whole",
            f"of-{threat or 'report'}",
            _editions(view, threat),
            *(
                _family(view, family, [name for name in anchors if anchors[name] is family])
                for family in group
            ),
        )
        for threat, group in groupby(found, key=lambda family: family.threat)
    )
    return joined((body, abbreviations(view.of(view.assessments.newest), body)))


def _place(view: HomeView, threat: str | None) -> int:
    return [None, *threat_titles(view.assessments)].index(threat)


def _editions(view: HomeView, threat: str | None) -> str:
    if threat is None or not crossings(view.assessments, threat):
        return ""
    href = view.to(f"{THREATS.format(threat)}#spr-editions")
    return sentence(link(href, "How this threat stands in one SPR edition and the next"))


def _family(view: HomeView, family: Family, names: Sequence[str]) -> str:
    metric = family.metric
    of_year = view.of(family.years[-1])
    lines = lines_of(view.assessments, family)
    notes = {year.id: [*_notes(year, lines)] for year in family.years}
    shown = _table(view, family, notes)
    drawing = trend_of(family, lines)
    if drawing and not any(notes.values()):
        shown, drawing = fill("beside", drawing_html=drawing, table_html=shown), Markup()
    ended = (
        ""
        if family.years[-1] is view.assessments.years[-1]
        else f"Not mentioned since {family.years[-1].id}."
    )
    return joined(
        (
            f"### {heading(metric.name)} {{ #metric-{metric.id} }}",
            _before(name for name in names if name != metric.id),
            sentence(line(of_year, metric.definition), BETTER[metric.better], ended),
            drawing,
            shown,
        )
    )


def _before(names: Iterable[str]) -> Markup:
    """Where links to the metrics that this one replaced lead: years before it only know those."""
    return Markup("\n").join(Markup('<div id="metric-{}"></div>').format(name) for name in names)


def _table(view: HomeView, family: Family, notes: Mapping[str, Sequence[str]]) -> Markup:
    columns = [Column("Year"), *(Column(capital(kind)) for kind in family.kinds)]
    columns += [Column("Note", "words")] if any(notes.values()) else []
    rows = []
    for year in family.years:
        cells = [_cell(view, family, year, kind) for kind in family.kinds]
        if any(notes.values()):
            cells.append(escape(" ".join(notes[year.id])))
        rows.append(Row(_to_figure(view, family, year), cells))
    return table(f"years-of-{family.metric.id}", f"{family.metric.name}, year by year", columns, rows)


def _cell(view: HomeView, family: Family, year: Year, kind: FigureKind) -> Markup:
    """What a year says in one kind; nothing where it has no such requirement, plan or forecast."""
    of_year = view.of(year)
    said = [
        says(of_year, figure, of_year.assessments.metric(figure.metric))
        for figure in family.of_kind(year, kind)
    ]
    why = why_none(view.assessments, family, year, kind)
    if said or (kind not in JOINED and why == Absent.NOT_STATED):
        return Markup("; ").join(said)
    return absent(why)


def _to_figure(view: HomeView, family: Family, year: Year) -> Markup:
    """A year, with the way to where its figure stands if it has one."""
    figures = family.figures[year.id]
    return link(view.of(year).to(f"{FIGURES}#{figures[0].anchor}") if figures else None, year.id)


def _notes(year: Year, lines: Lines) -> Iterator[str]:
    """What lies between a year's figures and those before, and what a later year made of them."""
    for kind, line_of_kind in lines.items():
        for point in line_of_kind:
            if point.year is not year:
                continue
            if point.restated and point.span:
                yield f"Restated by a later year as {number(point.span[0])}, and drawn so."
            if kind in JOINED and point.breaks:
                yield f"Since {breaks_in_words(point.breaks)}"
