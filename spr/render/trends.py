"""Figures through the years as drawings: the trend of each, and all those of a threat beside each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from markupsafe import Markup, escape

from spr.changes.values import number
from spr.model.assessment import Figure, Year
from spr.model.shared import Assessments
from spr.model.words import FigureKind
from spr.render.lanes import Group, Lane, Tile, lasting, render_lanes
from spr.render.partial import fill, joined
from spr.render.parts import absent, items, link, sentence
from spr.render.text import plain
from spr.render.trend import LOOKS, Mark, Trend, render_trend
from spr.render.view import FIGURES, View
from spr.through_years import Break, Family, Point, families, points, span_of

JOINED: Final = frozenset({FigureKind.ACTUAL, FigureKind.SCORE, FigureKind.DURATION, FigureKind.INTERVAL})
"""Kinds that say how it was; no line joins what is required, planned or forecast."""

RESTATED: Final = LOOKS["restated"]

RECENT: Final = 10
"""So many years at most does a year's page draw: a telephone has room for no more. Home has them all."""

Lines: TypeAlias = Mapping[FigureKind, Sequence[Point]]
"""The points of a family, kind by kind."""


def lines_of(assessments: Assessments, family: Family) -> Lines:
    """What each year says of a family, in each of its kinds."""
    return {kind: points(assessments, family, kind) for kind in family.kinds}


def trends(view: View, threat: str | None) -> str:
    """
    The figures of a threat (None: of the report itself) with a trend up to this year, drawn and in a table.

    Nothing where no figure that the year still has was given as a number in two of the last years.
    """
    drawn = view.kept(("drawn", threat), lambda: [*_drawn(view, threat)])
    if not drawn:
        return ""
    recent = _recent(view).years
    years = [each for each in recent if any(each in family.years for family, *_ in drawn)]
    names = [_named(family) for family, *_ in drawn]
    place = [None, *(each.id for each in view.year.threats)].index(threat)
    pictures = [
        {"name": name, "drawing_html": drawing} for name, (*_, drawing) in zip(names, drawn, strict=True)
    ]
    lanes = [
        Lane(
            link(view.to(f"{FIGURES}#{family.figures[view.year.id][0].anchor}"), name),
            tuple(lasting(_tiles(view, family, lines, years))),
        )
        for name, (family, lines, _) in zip(names, drawn, strict=True)
    ]
    return joined(
        (
            sentence(*_through_the_years(view), "Each drawing has its own measure, with zero at its foot."),
            fill("trends", trends=pictures),
            render_lanes(
                f"t{place}",  # short: every cell names it
                f"{view.threat_title(threat) if threat else 'The report as a whole'}: the same in numbers",
                [(each.id, link(view.to_year(each.id, FIGURES), each.id)) for each in years],
                [Group(Markup(), tuple(lanes))],
            ),
            _cuts(lines for _, lines, _ in drawn),
        )
    )


def _recent(view: View) -> Assessments:
    """What the last years say, up to this one."""
    return view.kept("recent", lambda: replace(view.assessments, years=view.assessments.years[-RECENT:]))


def _through_the_years(view: View) -> Iterator[Markup | str]:
    """Of which years; and where all of them are, if these are not all."""
    if len(view.assessments.years) <= RECENT:
        yield "Through the years."
        return
    everything = view.to_home(FIGURES)
    yield f"Through the last {RECENT} years."
    if everything:
        yield Markup("{}.").format(link(everything, "All years"))


def _drawn(view: View, threat: str | None) -> Iterator[tuple[Family, Lines, Markup]]:
    """The families of a threat that the year still has, and that can be drawn, each with its drawing."""
    recent = _recent(view)
    for family in view.kept("families", lambda: families(recent)):
        if family.threat == threat and family.years[-1] is view.year:
            lines = lines_of(recent, family)
            drawing = trend_of(family, lines)
            if drawing:
                yield family, lines, drawing


def _tiles(view: View, family: Family, lines: Lines, years: Sequence[Year]) -> Iterator[Tile]:
    for place, year in enumerate(years):
        said = _said(view, family, lines, year)
        here = [point for kind in lines if kind in JOINED for point in lines[kind] if point.year is year]
        if said:
            yield Tile(
                first=place,
                last=place,
                word_html=said,
                notes=(RESTATED,) if any(point.restated for point in here) else (),
                looks=("cut",) if any(point.cuts for point in here) else (),
            )


def _cuts(drawn: Iterable[Lines]) -> Markup:
    """Why lines are cut, each reason once."""
    points_of = (point for lines in drawn for kind in lines if kind in JOINED for point in lines[kind])
    reasons = {f"{point.year.id}: since {breaks_in_words(point.cuts)}" for point in points_of if point.cuts}
    return items(escape(reason) for reason in sorted(reasons))


def _named(family: Family) -> str:
    metric = family.metric
    return f"{metric.name} ({metric.unit})" if metric.unit else metric.name


def _said(view: View, family: Family, lines: Lines, year: Year) -> Markup:
    """What a year says of a family, each kind by its name but for the one that says how it was."""
    if year not in family.years:
        return Markup()
    said = []
    for kind, line in lines.items():
        point = line[family.years.index(year)]
        if kind in JOINED:
            said.append(absent(point.missing) if point.span is None else escape(_words(point)))
        else:
            numbers = [(figure, span_of(figure)) for figure in family.of_kind(year, kind)]
            said += [plain(view, f"{kind} {_label(figure, span)}") for figure, span in numbers if span]
    return Markup("; ").join(said)


def trend_of(family: Family, lines: Lines) -> Markup:
    """The drawing of a family, if two years or more have a number to draw; else nothing."""
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
                if point.cuts and places[point.year.id] - places[point.breaks[0].old.id] == 1
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
            look="restated" if point.restated else "stated",
            joined=started and not point.cuts,
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
    said = [f"{point.year.id}: {_words(point)}{f', {RESTATED}' if point.restated else ''}" for point in main]
    said += [
        f"{family.years[mark.place].id}, {mark.look}: {mark.label}"
        for mark in marks
        if not mark.tells_how_it_was
    ]
    cuts = [f"Since {breaks_in_words(point.cuts)}" for point in main if point.cuts]
    unit = f"In {family.metric.unit}. " if family.metric.unit else ""
    drawn = "Drawn as shares of the total. " if shares else ""
    return f"{unit}{drawn}{'; '.join(said)}. {' '.join(cuts)}".strip()


def _words(point: Point) -> str:
    if point.span is None or point.figure is None:
        return point.missing
    return _label(point.figure, point.span)


def breaks_in_words(breaks: Sequence[Break]) -> str:
    """Since when a figure is cut or not quite the same, and why: "2022, the line is cut. …"."""
    cuts_first = sorted(breaks, key=lambda each: not each.cut)
    reasons = " ".join(each.reason for each in cuts_first)
    return f"{breaks[0].old.id}{', the line is cut.' if cuts_first[0].cut else ':'} {reasons}"
