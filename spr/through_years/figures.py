"""One figure through all the years: its metric with those that it replaced, and where its line is cut."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from spr.changes.basis import FULL, Basis, across_editions, across_metrics, across_models, not_comparable
from spr.changes.figures import restated_by
from spr.changes.values import WITHHELD
from spr.changes.years import is_left_out
from spr.model.assessment import Figure, Threat, Withheld, Year
from spr.model.shared import Assessments, Metric
from spr.model.words import Absent, Comparability, Covered, FigureKind, capital


@dataclass(frozen=True, kw_only=True)
class Family:
    """
    A metric through the years: `metrics` are those that it replaced, oldest first, and itself at the end.

    `years` run from the year in which the first of them began to the last that has a figure of any of them.
    `threat` is where the newest figure stands; None for the report as a whole.
    """

    metrics: tuple[Metric, ...]
    threat: str | None
    years: tuple[Year, ...]
    figures: Mapping[str, tuple[Figure, ...]]

    @property
    def metric(self) -> Metric:
        """The newest of its metrics."""
        return self.metrics[-1]

    @property
    def kinds(self) -> tuple[FigureKind, ...]:
        """The kinds of its figures, in the order of the vocabulary."""
        found = {figure.kind for figures in self.figures.values() for figure in figures}
        return tuple(kind for kind in FigureKind if kind in found)

    def of_kind(self, year: Year, kind: FigureKind) -> tuple[Figure, ...]:
        """What a year says of it in one kind."""
        return tuple(figure for figure in self.figures[year.id] if figure.kind is kind)


@dataclass(frozen=True)
class Break:
    """Why a point must not be joined to the one before (`cut`), or what to know of the two."""

    old: Year
    new: Year
    reason: str
    cut: bool


@dataclass(frozen=True, kw_only=True)
class Point:
    """
    What one year says in one kind, for a line.

    `span` is the lowest and the highest number, in the metric's unit and after a later year's mending; two
    equal ones unless a range was given. None where there is no number: `missing` then says why not, in a
    word. `breaks` lie between this point and the one before that has a number.
    """

    year: Year
    figure: Figure | None
    span: tuple[float, float] | None
    missing: str = ""
    restated: bool = False
    breaks: tuple[Break, ...] = field(default=())

    @property
    def cuts(self) -> tuple[Break, ...]:
        """Why it must not be joined to the point before; nothing where it may."""
        return tuple(each for each in self.breaks if each.cut)


def families(assessments: Assessments) -> Sequence[Family]:
    """
    Every metric that a year has a figure of, in the order in which the newest years report them.

    A metric that was replaced stands with the one that replaced it. What this copy does not even name is
    left out.
    """
    order = dict.fromkeys(figure.metric for year in reversed(assessments.years) for figure in year.figures)
    metrics = [metric for name in order if (metric := assessments.metric(name))]
    replaced = {name for metric in metrics for name in _line_of(assessments, metric)[:-1]}
    return [_family(assessments, metric) for metric in metrics if metric.id not in replaced]


def points(assessments: Assessments, family: Family, kind: FigureKind) -> Sequence[Point]:
    """A family's figures of one kind, oldest first; a year with several of that kind has its first."""
    found: list[Point] = []
    last: Point | None = None
    for year in family.years:
        point = _point(assessments, family, year, kind)
        if point.span and last:
            point = Point(
                year=year,
                figure=point.figure,
                span=point.span,
                restated=point.restated,
                breaks=tuple(_breaks(assessments, last, point, found)),
            )
        found.append(point)
        last = point if point.span else last
    return found


def span_of(figure: Figure) -> tuple[float, float] | None:
    """The lowest and the highest number of a figure, equal unless it is a range; None without a number."""
    value = figure.value
    if figure.span and not isinstance(value, Withheld):
        return figure.span
    return (value, value) if isinstance(value, int | float) else None


def why_none(assessments: Assessments, family: Family, year: Year, kind: FigureKind) -> str:
    """Why no figure of a year has a number: it is withheld, say, or only its direction is told."""
    figures = family.of_kind(year, kind)
    if not year.recorded(Covered.FIGURES):
        return Absent.NOT_RECORDED.value
    if any(isinstance(figure.value, Withheld) for figure in figures):
        return WITHHELD
    if any(isinstance(figure.by_area, Mapping) for figure in figures):
        return "by area only"
    stated = [figure.value for figure in figures if isinstance(figure.value, Absent)]
    if not stated and any(figure.direction for figure in figures):
        return "a direction only"
    if not figures and _may_hide(assessments, family, year):
        return Absent.NOT_PUBLISHED_HERE.value
    return next((value.value for value in stated), Absent.NOT_STATED.value)


def _may_hide(assessments: Assessments, family: Family, year: Year) -> bool:
    """Whether this copy leaves out of a year, where the family's figures stand, one that may be of it."""
    places = {figure.threat for figures in family.figures.values() for figure in figures}
    nameless = (figure for figure in year.figures if assessments.metric(figure.metric) is None)
    return any(is_left_out(threat) for threat in year.threats if threat.id in places) or any(
        figure.threat in places for figure in nameless
    )


def _family(assessments: Assessments, metric: Metric) -> Family:
    names = _line_of(assessments, metric)
    metrics = tuple(found for name in names if (found := assessments.metric(name)))
    figures = {
        year.id: tuple(figure for figure in year.figures if figure.metric in names)
        for year in assessments.years
    }
    last = max(name for name, found in figures.items() if found)
    return Family(
        metrics=metrics,
        threat=figures[last][0].threat,
        years=tuple(
            year for year in assessments.years if min(each.since for each in metrics) <= year.id <= last
        ),
        figures=figures,
    )


def _line_of(assessments: Assessments, metric: Metric) -> Sequence[str]:
    """The ids of a metric and of all that it replaced, oldest first; a circle is gone through once."""
    names = [metric.id]
    found: Metric | None = metric
    while found and found.replaces and found.replaces not in names:
        found = assessments.metric(found.replaces)
        if found:
            names.append(found.id)
    return names[::-1]


def _point(assessments: Assessments, family: Family, year: Year, kind: FigureKind) -> Point:
    figures = family.of_kind(year, kind)
    for figure in figures:
        restated = restated_by(assessments, assessments.years[-1], year, figure)
        span = (restated.new, restated.new) if restated else span_of(figure)
        if span:
            return Point(year=year, figure=figure, span=span, restated=restated is not None)
    figure_without = figures[0] if figures else None
    return Point(
        year=year, figure=figure_without, span=None, missing=why_none(assessments, family, year, kind)
    )


def _breaks(assessments: Assessments, last: Point, point: Point, before: Sequence[Point]) -> Iterator[Break]:
    between = [each for each in before if last.year.id < each.year.id < point.year.id]
    if between:
        yield Break(last.year, point.year, f"{'; '.join(_gaps(between))}.", cut=True)
    if last.figure is None or point.figure is None:
        return
    metrics = across_metrics(assessments, last.figure.metric, point.figure.metric) or FULL
    if metrics.comparability is not Comparability.COMPARABLE or metrics.reason:
        is_other = metrics.comparability is not Comparability.COMPARABLE
        yield Break(last.year, point.year, _words(metrics), cut=is_other)
    edition = _edition(assessments, last, point)
    if edition.comparability is Comparability.WITH_CARE:
        yield Break(last.year, point.year, "Another SPR edition: comparable with care.", cut=False)
    for basis in (edition, across_models(last.figure, point.figure), _whole(last.figure, point.figure)):
        if not basis.allows_arrow:
            yield Break(last.year, point.year, _words(basis), cut=True)


def _gaps(between: Sequence[Point]) -> Iterator[str]:
    """Why there is no number: "2019 to 2021: not stated"."""
    for missing, run in groupby(between, lambda point: point.missing):
        years = [point.year.id for point in run]
        yield f"{years[0] if len(years) == 1 else f'{years[0]} to {years[-1]}'}: {missing}"


def _words(basis: Basis) -> str:
    return f"{capital(basis.comparability)}: {basis.reason.strip().removesuffix('.')}."


def _edition(assessments: Assessments, last: Point, point: Point) -> Basis:
    old, new = _threat(last), _threat(point)
    if old is None or new is None:
        return FULL
    return across_editions(assessments.reference, old, new) or FULL


def _threat(point: Point) -> Threat | None:
    name = point.figure.threat if point.figure else None
    return next((threat for threat in point.year.threats if threat.id == name), None)


def _whole(old: Figure, new: Figure) -> Basis:
    if (old.out_of is None) is (new.out_of is None):
        return FULL
    return not_comparable("Only one of the two is given out of a total.")
