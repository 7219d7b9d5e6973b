"""Each figure through all the years: a table and, where there are numbers to draw, its trend."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from spr.changes.values import number
from spr.model.assessment import Figure, Year
from spr.model.words import Absent, Better, Covered, FigureKind
from spr.render.figures import says
from spr.render.home.view import THREATS, HomeView
from spr.render.partial import joined
from spr.render.parts import Column, Row, abbreviations, absent, capital, link, section, sentence, table
from spr.render.text import heading, line
from spr.render.trend import Mark, Trend, render_trend
from spr.render.view import FIGURES
from spr.through_years import Break, Family, Point, crossings, families, points, span_of, threat_titles

JOINED: Final = frozenset({FigureKind.ACTUAL, FigureKind.SCORE, FigureKind.DURATION, FigureKind.INTERVAL})
"""Kinds that say how it was; no line joins what is required, planned or forecast."""

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
    lines = {kind: points(view.assessments, family, kind) for kind in family.kinds}
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
            _trend(family, lines),
            _table(view, family, lines),
        )
    )


def _before(names: Iterable[str]) -> Markup:
    """Where links to the metrics that this one replaced lead: years before it only know those."""
    return Markup("\n").join(Markup('<div id="metric-{}"></div>').format(name) for name in names)


def _table(view: HomeView, family: Family, lines: Mapping[FigureKind, Sequence[Point]]) -> Markup:
    notes = {year.id: [*_notes(year, lines)] for year in family.years}
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
    if not year.recorded(Covered.FIGURES):
        return absent(Absent.NOT_RECORDED)
    of_year = view.of(year)
    said = [
        says(of_year, figure, of_year.assessments.metric(figure.metric))
        for figure in family.of_kind(year, kind)
    ]
    if said or kind not in JOINED:
        return Markup("; ").join(said)
    return absent(Absent.NOT_STATED)


def _to_figure(view: HomeView, family: Family, year: Year) -> Markup:
    """A year, with the way to where its figure stands if it has one."""
    figures = family.figures[year.id]
    return link(view.of(year).to(f"{FIGURES}#{figures[0].anchor}") if figures else None, year.id)


def _notes(year: Year, lines: Mapping[FigureKind, Sequence[Point]]) -> Iterator[str]:
    """What lies between a year's figures and those before, and what a later year made of them."""
    for kind, line_of_kind in lines.items():
        for point in line_of_kind:
            if point.year is not year:
                continue
            if point.restated and point.span:
                yield f"Restated by a later year as {number(point.span[0])}."
            if kind in JOINED:
                yield from map(_note, point.breaks)


def _note(between: Break) -> str:
    cut = "the line is cut. " if between.cut else ""
    return f"Since {between.old.id}: {cut}{between.reason}"


def _trend(family: Family, lines: Mapping[FigureKind, Sequence[Point]]) -> Markup:
    """The drawing, if there are two numbers or more to draw."""
    joined_kinds = [kind for kind in family.kinds if kind in JOINED]
    shares = _are_shares(family)
    marks = [mark for kind in joined_kinds[:1] for mark in _joined_marks(lines[kind], shares=shares)]
    marks += [
        mark
        for kind in family.kinds
        if kind not in JOINED
        for mark in _other_marks(family, kind, shares=shares)
    ]
    if len({mark.place for mark in marks}) < 2:  # noqa: PLR2004 - a trend needs two
        return Markup()
    main = lines[joined_kinds[0]] if joined_kinds else ()
    places = {year.id: place for place, year in enumerate(family.years)}
    name = family.metric.name
    return render_trend(
        Trend(
            name=f"trend-{family.metric.id}",
            title=f"{name}, {family.years[0].id} to {family.years[-1].id}",
            description=_description(family, main, marks, shares=shares),
            years=[year.id for year in family.years],
            marks=sorted(marks, key=lambda mark: mark.place),
            missing={places[point.year.id]: point.missing for point in main if not point.span},
            cuts=[
                places[point.year.id]
                for point in main
                if point.is_cut and places[point.year.id] - places[point.breaks[0].old.id] == 1
            ],
        )
    )


def _joined_marks(line_of_kind: Sequence[Point], *, shares: bool) -> Iterator[Mark]:
    started = False
    for place, point in enumerate(line_of_kind):
        if point.span is None or point.figure is None:
            continue
        low, high = _scaled(point.figure, point.span, shares=shares)
        yield Mark(
            place=place,
            low=low,
            high=high,
            label=_label(point.figure, point.span),
            joined=started and not point.is_cut,
        )
        started = True


def _other_marks(family: Family, kind: FigureKind, *, shares: bool) -> Iterator[Mark]:
    for place, year in enumerate(family.years):
        for figure in family.of_kind(year, kind):
            span = span_of(figure)
            if span:
                low, high = _scaled(figure, span, shares=shares)
                yield Mark(place=place, low=low, high=high, label=_label(figure, span), look=kind.value)


def _are_shares(family: Family) -> bool:
    """Whether every number is given out of a total: then what is drawn is its share."""
    numbers = [figure for figures in family.figures.values() for figure in figures if span_of(figure)]
    return bool(numbers) and all(figure.out_of for figure in numbers)


def _scaled(figure: Figure, span: tuple[float, float], *, shares: bool) -> tuple[float, float]:
    whole = figure.out_of if shares and figure.out_of else 1
    return span[0] / whole, span[1] / whole


def _label(figure: Figure, span: tuple[float, float]) -> str:
    low, high = map(number, span)
    amount = low if low == high else f"{low}–{high}"
    return f"{amount} of {number(figure.out_of)}" if figure.out_of else amount


def _description(family: Family, main: Sequence[Point], marks: Sequence[Mark], *, shares: bool) -> str:
    """All that the drawing shows, in words."""
    kinds = {mark.look for mark in marks} - {"stated"}
    said = [f"{point.year.id}: {_words(point)}" for point in main]
    said += [
        f"{family.years[mark.place].id}, {mark.look}: {mark.label}" for mark in marks if mark.look in kinds
    ]
    cuts = [_note(each) for point in main for each in point.breaks if each.cut]
    unit = f"In {family.metric.unit}. " if family.metric.unit else ""
    drawn = "Drawn as shares of the total. " if shares else ""
    return f"{unit}{drawn}{'; '.join(said)}. {' '.join(cuts)}".strip()


def _words(point: Point) -> str:
    if point.span is None or point.figure is None:
        return point.missing
    return _label(point.figure, point.span)
