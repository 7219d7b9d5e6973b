"""Figures: each of a kind, each once, each restated with the right words."""

from collections.abc import Iterator

from spr.checking.fault import Fault, Scope
from spr.errors import shown
from spr.model.assessment import Figure, Withheld
from spr.model.words import Absent, FigureKind


def check_figure_stands_once(scope: Scope) -> Iterator[Fault]:
    """A metric has one figure of a kind in a year; plans for several dates are told apart by `by`."""
    for year in scope.assessments.years:
        first: dict[tuple[str, FigureKind, str], Figure] = {}
        for figure in year.figures:
            earlier = first.setdefault(figure.key, figure)
            if earlier is not figure:
                yield Fault(
                    figure.origin,
                    f"{shown(figure.metric)} has {figure.kind} already in line {earlier.origin.line} "
                    f"of {earlier.origin.path}.",
                    "Expected: one figure of a kind for one metric.",
                    "Do they differ by date? Then give each its `by`.",
                )


def check_range_runs_upwards(scope: Scope) -> Iterator[Fault]:
    """A range runs from the lowest to the highest."""
    for year in scope.assessments.years:
        for figure in year.figures:
            if figure.span and figure.span[0] >= figure.span[1]:
                yield Fault(
                    figure.origin,
                    f"The range runs from {figure.span[0]} to {figure.span[1]}.",
                    "Expected: the lowest first, then the highest.",
                )


def check_ratio_is_whole(scope: Scope) -> Iterator[Fault]:
    """A ratio has a value, no larger than what it is out of."""
    for year in scope.assessments.years:
        for figure in year.figures:
            if figure.out_of is None or isinstance(figure.value, Absent | Withheld):
                continue
            if figure.value is None or figure.value > figure.out_of:
                yield Fault(
                    figure.origin,
                    f"The ratio is {figure.value} of {figure.out_of}.",
                    "Expected: a `value` no larger than `out_of`.",
                )


def check_score_names_its_model(scope: Scope) -> Iterator[Fault]:
    """A score names the model that it is a score of, and nothing else does."""
    for year in scope.assessments.years:
        for figure in year.figures:
            if (figure.kind is FigureKind.SCORE) is not (figure.model is not None):
                yield Fault(
                    figure.origin,
                    f"The figure is {figure.kind}, and it names {'a' if figure.model else 'no'} model.",
                    "Expected: `model` for a score, such as MoRILE, and for nothing else.",
                )


def check_restated_figure_was_published(scope: Scope) -> Iterator[Fault]:
    """A figure that mends an earlier one quotes what that year said."""
    for year in scope.assessments.years:
        for figure in year.figures:
            mended = figure.restates
            earlier = scope.assessments.year(mended.year) if mended else None
            if not mended or not earlier:
                continue
            said = [
                old.value for old in earlier.figures if (old.metric, old.kind) == (figure.metric, figure.kind)
            ]
            if mended.year >= year.id or mended.old not in said:
                was = ", ".join(str(value) for value in said) or "nothing"
                yield Fault(
                    figure.origin,
                    f"`restates` says that {mended.year} had {mended.old}; it said {was}.",
                    "Expected: an earlier year, and the number that it published.",
                )


def check_withheld_area_has_no_sum(scope: Scope) -> Iterator[Fault]:
    """Where an area's value is withheld, no total is given from which it could be worked out."""
    for year in scope.assessments.years:
        for figure in year.figures:
            if not figure.by_area or isinstance(figure.by_area, Absent):
                continue
            hidden = [area for area, value in figure.by_area.items() if isinstance(value, Withheld)]
            if len(hidden) == 1 and isinstance(figure.value, int | float):
                yield Fault(
                    figure.origin,
                    f"The value of {shown(hidden[0])} is withheld, and the total gives it away.",
                    "Expected: no `value`, or another area withheld too.",
                )
