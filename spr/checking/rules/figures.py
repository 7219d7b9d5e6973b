"""Figures: each of a kind, each once, each restated with the right words."""

from collections.abc import Iterator, Mapping
from typing import Final

from spr.checking.fault import Fault, Scope
from spr.errors import shown
from spr.model.assessment import Areas, Figure, Withheld
from spr.model.words import Covered, FigureKind

_WITH_A_DATE_TO_COME: Final = (FigureKind.PLAN, FigureKind.REQUIRED, FigureKind.FORECAST)


def check_figure_stands_once(scope: Scope) -> Iterator[Fault]:
    """
    A metric has one figure of a kind in a year; plans for several dates are told apart by `by`.

    Why: Of two figures for the same, nobody could say which one holds.
    Example: Two figures of the metric `boats` and the kind `actual` in one year.
    """
    for year in scope.assessments.years:
        first: dict[tuple[str, FigureKind, str], Figure] = {}
        for figure in year.figures:
            earlier = first.setdefault(figure.key, figure)
            if earlier is not figure:
                yield Fault(
                    figure.origin,
                    f"{shown(figure.metric)} has a figure of the kind {shown(figure.kind)} already, in line "
                    f"{earlier.origin.line} of {earlier.origin.path}.",
                    "Expected: one figure of a kind for one metric.",
                    "Do they differ by the date for which they hold? Then give each its `by`."
                    if figure.kind in _WITH_A_DATE_TO_COME
                    else "",
                )


def check_range_runs_upwards(scope: Scope) -> Iterator[Fault]:
    """
    A range runs from the lowest to the highest.

    Why: Readers take the first number to be the least.
    Example: `range: [5, 3]`.
    """
    for year in scope.assessments.years:
        for figure in year.figures:
            if figure.span and figure.span[0] >= figure.span[1]:
                yield Fault(
                    figure.origin,
                    f"The range runs from {figure.span[0]} to {figure.span[1]}.",
                    "Expected: the lowest first, then the highest.",
                )


def check_figure_is_told_in_one_way(scope: Scope) -> Iterator[Fault]:
    """
    A figure that is withheld has no number or word for it beside its reason, and one with a range no other.

    Why: A range would publish what is withheld; of a number and a range, nobody could say which holds.
    Example: `range: [31, 57]` beside `withheld`.
    """
    for year in scope.assessments.years:
        for figure in year.figures:
            numbers = {
                "range": figure.span,
                "out_of": figure.out_of,
                "by_area": figure.by_area if isinstance(figure.by_area, Mapping) else None,
                "restates": figure.restates,
                "words": figure.words,
            }
            beside = [key for key, said in numbers.items() if said is not None]
            if isinstance(figure.value, Withheld) and beside:
                found = f"`{beside[0]}` stands beside `withheld`, and tells what is withheld."
                yield Fault(figure.origin, found, "Expected: the reason alone.")
            elif figure.span and figure.value is not None and not isinstance(figure.value, Withheld):
                yield Fault(
                    figure.origin, "`value` stands beside `range`.", "Expected: one number, or a range."
                )


def check_figure_has_what_its_keys_are_about(scope: Scope) -> Iterator[Fault]:
    """
    What qualifies a number, a direction or a plan stands beside one.

    Why: Nobody is shown what belongs to nothing, and whoever wrote it believes that they are.
    Example: `years_running: 3` without `direction`.
    """
    for year in scope.assessments.years:
        for figure in year.figures:
            is_told = figure.span or figure.value is not None
            is_number = figure.span or isinstance(figure.value, int | float)
            if figure.years_running and not figure.direction:
                found = "`years_running` stands without `direction`."
                yield Fault(
                    figure.origin, found, "Expected: also `direction`: which way it moved in those years."
                )
            if figure.approximate and not is_number:
                found = "`approximate` stands without a number."
                yield Fault(figure.origin, found, "Expected: `approximate` beside `value` or `range` alone.")
            if figure.words and not is_told:
                found = "`words` stands without what it is the word for."
                expected = "Expected: also `value` or `range`, or else `value: not stated`."
                yield Fault(figure.origin, found, expected, written=figure.words)
            if figure.by and figure.kind not in _WITH_A_DATE_TO_COME:
                yield Fault(
                    figure.origin,
                    f"`by` stands in a figure of the kind {shown(figure.kind)}.",
                    "Expected: `by` in a plan, a requirement or a forecast alone.",
                    "The date that a figure describes is its `as_of`.",
                    str(figure.by),
                )


def check_ratio_is_whole(scope: Scope) -> Iterator[Fault]:
    """
    A ratio has a value, no larger than what it is out of.

    Why: More than all of something is a slip.
    Example: `value: 3` with `out_of: 2`.
    """
    for year in scope.assessments.years:
        for figure in year.figures:
            if figure.out_of is None or isinstance(figure.value, Withheld):
                continue
            if not isinstance(figure.value, int | float) or not 0 <= figure.value <= figure.out_of:
                found = "nothing" if figure.value is None else figure.value
                yield Fault(
                    figure.origin,
                    f"The figure says {found} out of {figure.out_of}.",
                    "Expected: a `value` from 0 to the number in `out_of`.",
                )


def check_score_names_its_model(scope: Scope) -> Iterator[Fault]:
    """
    A score names the model that it is a score of, and nothing else does.

    Why: A score means nothing without the model that it is a score of.
    Example: `kind: score` without `model`.
    """
    for year in scope.assessments.years:
        for figure in year.figures:
            if (figure.kind is FigureKind.SCORE) is not (figure.model is not None):
                yield Fault(
                    figure.origin,
                    f"The kind is {shown(figure.kind)}, and there is "
                    f"{'a' if figure.model else 'no'} `model`.",
                    "Expected: `model` for a figure of the kind 'score', and for no other.",
                )


def check_restated_figure_was_published(scope: Scope) -> Iterator[Fault]:
    """
    A figure that mends an earlier one quotes what that year said.

    Why: Whoever knows the old number must recognise it.
    Example: `restates: {year: 2021, from: 4, to: 3}`, and 2021 gave 2.
    """
    for year in scope.assessments.years:
        for figure in year.figures:
            mended = figure.restates
            earlier = scope.assessments.year(mended.year) if mended else None
            if not mended or not earlier or not earlier.recorded(Covered.FIGURES):
                continue
            said = [
                old.value for old in earlier.figures if (old.metric, old.kind) == (figure.metric, figure.kind)
            ]
            if mended.year >= year.id:
                yield Fault(
                    figure.origin,
                    f"`restates` names {mended.year}, which is not before {year.id}.",
                    "Expected: an earlier year.",
                )
            elif mended.old not in said and figure.metric not in scope.lost:
                was = ", ".join("withheld" if isinstance(value, Withheld) else str(value) for value in said)
                yield Fault(
                    figure.origin,
                    f"`restates` says that {mended.year} gave {mended.old}; "
                    f"it gave {was or 'no such figure'}.",
                    "Expected: in `from` the number that the earlier year gave.",
                )


def check_withheld_area_has_no_sum(scope: Scope) -> Iterator[Fault]:
    """
    Where an area's value is withheld, no total is given from which it could be worked out.

    Why: What is missing from a total can be worked out from the rest.
    Example: The value of one area withheld, and the `value` of all areas given.
    """
    for year in scope.assessments.years:
        for figure in year.figures:
            if not isinstance(figure.by_area, Mapping) or not isinstance(figure.value, int | float):
                continue
            hidden = [area for area, value in figure.by_area.items() if isinstance(value, Withheld)]
            if len(hidden) == 1:
                yield Fault(
                    figure.origin,
                    f"The value of {shown(hidden[0])} is withheld, and the total of all areas gives it away.",
                    "Expected: no `value` for the total, or another area withheld too.",
                )
            elif hidden and _gives_all_away(figure.by_area, figure.value, len(hidden)):
                yield Fault(
                    figure.origin,
                    f"The values of {' and '.join(map(shown, hidden))} are withheld, and what is left of the "
                    "total for them gives all of them away.",
                    "Expected: no `value` for the total.",
                )


def _gives_all_away(areas: Areas, total: float, hidden: int) -> bool:
    """Whether of a total nothing is left for the areas that are withheld, or a yes for each of them."""
    told = [value for value in areas.values() if not isinstance(value, Withheld)]
    numbers = [value for value in told if isinstance(value, int | float)]
    left = total - sum(numbers) - told.count("yes")
    return left == 0 or (left == hidden and set(told) <= {"yes", "no"})
