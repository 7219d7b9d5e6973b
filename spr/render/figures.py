"""Figures: what a year says of each metric, and how far that can be compared."""

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup, escape

from spr.model.assessment import Figure, Withheld
from spr.model.shared import Metric
from spr.model.words import Absent, Comparability, Covered, FigureKind
from spr.narrative import figure_in_words, number_in_words
from spr.render.areas import areas_so_far
from spr.render.cite import cite_figure
from spr.render.partial import joined
from spr.render.parts import (
    BY_EDITORS,
    Column,
    Row,
    absent,
    capital,
    date,
    marking,
    nothing,
    section,
    table,
    to_number,
    withheld,
)
from spr.render.text import line, plain
from spr.render.trends import trends
from spr.render.view import FIGURES, View

COLUMNS: Final = (
    Column("Figure"),
    Column("What it says"),
    Column("Kind"),
    Column("Paragraph"),
    Column("What it means", "words"),
)

DATED: Final = {FigureKind.ACTUAL, FigureKind.SCORE, FigureKind.PLAN, FigureKind.FORECAST}
"""Kinds that mean little without a date: where there is none, that is said."""


def render_figures(view: View) -> str:
    """All figures of the year, threat by threat as in the report."""
    parts = [("The report as a whole", "report", view.year.statements.figures)]
    parts += [(threat.title, threat.id, threat.statements.figures) for threat in view.year.threats]
    kept = [(title, name, figures) for title, name, figures in parts if figures]
    if not kept:
        return nothing(view, Covered.FIGURES, "No figure is given.")
    return joined(
        section(
            title,
            f"of-{name}",
            figures_table(view, f"figures-of-{name}", f"Figures: {title}", figures),
            trends(view, None if name == "report" else name),
            areas_so_far(view, None if name == "report" else name),
        )
        for title, name, figures in kept
    )


def figures_table(view: View, name: str, caption: str, figures: Sequence[Figure]) -> Markup:
    """
    Some figures as a table.

    On the page of all figures each row has its anchor and says what the figure means; elsewhere it leads
    there.
    """
    if not figures:
        return nothing(view, Covered.FIGURES, "No figure is given.")
    columns = COLUMNS if view.is_at(FIGURES) else COLUMNS[:-1]
    return table(name, caption, columns, (_row(view, figure) for figure in figures))


def _row(view: View, figure: Figure) -> Row:
    metric = view.assessments.metric(figure.metric)
    name = plain(view, metric.name if metric else figure.metric)
    in_full = view.is_at(FIGURES)
    return Row(
        head_html=name if in_full else Markup('<a href="{}">{}</a>').format(_address(view, figure), name),
        cells_html=(
            Markup(" ").join(filter(None, (says(view, figure, metric), marking(figure)))),
            kind_of(figure),
            to_number(view, figure.paragraph),
            *([_means(view, figure, metric)] if in_full else []),
        ),
        id=figure.anchor if in_full else "",
    )


def _address(view: View, figure: Figure) -> str:
    return view.to(f"{FIGURES}#{figure.anchor}")


def says(view: View, figure: Figure, metric: Metric | None) -> Markup:
    """What a figure says, without its name, or why it says nothing."""
    if isinstance(figure.value, Withheld):
        return withheld(view, figure.value)
    bare = figure.direction is None and figure.by_area is None
    if isinstance(figure.value, Absent) and bare:
        return absent(figure.value)
    areas = view.assessments.areas.listed
    said = capital(figure_in_words(figure, metric, areas)) if metric else ""
    if isinstance(figure.value, Absent):
        words = absent(figure.value) + plain(view, said.removeprefix(capital(figure.value)))
    else:
        words = plain(view, said)
    return words + (Markup(" ") + BY_EDITORS if figure.by_editors else Markup())


def kind_of(figure: Figure) -> Markup:
    """What sort of figure it is, and of which date."""
    if figure.by is not None:
        return Markup("{}, by {}").format(capital(figure.kind), date(figure.by))
    if figure.as_of is not None:
        return Markup("{}, as of {}").format(capital(figure.kind), date(figure.as_of))
    if figure.kind in DATED and not isinstance(figure.value, Withheld):
        return Markup("{}, date {}").format(capital(figure.kind), absent(Absent.NOT_STATED))
    return escape(capital(figure.kind))


def _means(view: View, figure: Figure, metric: Metric | None) -> Markup:
    definition = [line(view, metric.definition)] if metric else []
    notes = Markup(" ").join((*definition, *_notes(view, figure, metric)))
    return notes + cite_figure(view, figure)


def _notes(view: View, figure: Figure, metric: Metric | None) -> Iterator[Markup]:
    """What a reader must know before setting the figure beside another."""
    if figure.basis:
        yield Markup("Basis: {}.").format(line(view, figure.basis))
    if figure.reach:
        yield Markup("Reach: {}.").format(figure.reach)
    if figure.source:
        yield Markup("Source: {}.").format(plain(view, figure.source))
    if figure.restates:
        yield Markup("Mends the figure of {}, which was given as {} and is {}: {}").format(
            figure.restates.year,
            number_in_words(figure.restates.old),
            number_in_words(figure.restates.new),
            line(view, figure.restates.reason),
        )
    if metric and metric.replaces and metric.since == view.year.id:
        before = view.assessments.metric(metric.replaces)
        comparability = metric.comparability or Comparability.COMPARABLE
        yield Markup("{} with {}. {}").format(
            capital(comparability),
            before.name if before else metric.replaces,
            line(view, metric.reason or ""),
        )
    if metric and metric.by_editors:
        yield Markup("Unit and definition {}.").format(BY_EDITORS)
