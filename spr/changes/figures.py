"""Figures: their amount, their trend, their areas, what they mean and who may see them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from spr.changes.basis import FULL, across_metrics, across_models
from spr.changes.both import Both
from spr.changes.change import Change, Direction, Kind, Thing, What
from spr.changes.route import Route
from spr.changes.values import WITHHELD, area_value, by_area, quantity, said, trend
from spr.changes.years import HERE, TwoYears
from spr.model.assessment import Figure, Restated, Withheld, Year
from spr.model.shared import Assessments
from spr.model.words import Absent, Better, Comparability, FigureKind
from spr.model.words import Direction as Trend

_TRENDS = (Trend.FALLING, Trend.STABLE, Trend.RISING)

_NO_AMOUNT = {None, WITHHELD, *(absent.value for absent in Absent)}
"""What stands where an amount would."""

_CHANGED = {FigureKind.REQUIRED: Kind.REQUIREMENT_CHANGED, FigureKind.PLAN: Kind.PLAN_CHANGED}


def account_for_figures(years: TwoYears) -> Iterator[Change]:
    """
    Every figure of either year.

    Two are the same if they are of one kind, and of one metric or of one that replaced the other. Several
    plans are told apart by their dates; where each year has just one, another date is a change of it.
    """
    route = Route(years, _pairs)
    for old, new in _pairs(years):
        figure = new or old
        if figure is None:
            continue
        if old and new:
            yield from _both(years, route, old, new)
            continue
        what, text = _what(years, figure), _said(years, figure)
        tell = years.only_new if new else years.only_old
        change = tell(what, figure.threat, text, figure.anchor)
        steps = route.steps(old, new, what, figure.threat, _as_restated(years, _said))
        if change.kind is not Kind.NOT_PUBLISHED:
            change = replace(years.again(change, partial(_has, figure)), route=steps)
        yield change


def _has(new: Figure, years: TwoYears) -> bool:
    """Whether the old year has a figure too."""
    return any(before and after is new for before, after in _pairs(years))


def _pairs(years: TwoYears) -> list[tuple[Figure | None, Figure | None]]:
    """Every figure of either year with the same of the other: in the order of the new year, then the old."""
    key = ("pairs of figures", years.old.id, years.new.id)
    return years.assessments.once(key, lambda: _paired(years))


def _paired(years: TwoYears) -> list[tuple[Figure | None, Figure | None]]:
    olds, news, before = years.old.figures, years.new.figures, _counterparts(years)
    found = [(olds[before[at]] if at in before else None, new) for at, new in enumerate(news)]
    return [*found, *((old, None) for at, old in enumerate(olds) if at not in before.values())]


def _counterparts(years: TwoYears) -> Mapping[int, int]:
    """The old figure of each new one that has one, both by their place among the figures of their year."""
    found: dict[int, int] = {}
    alike: tuple[Callable[[Figure, Figure], bool], ...] = (
        lambda old, new: old.key == new.key,
        lambda old, new: old.by == new.by,
        lambda _old, _new: True,
    )
    related = [
        (before, after)
        for before, old in enumerate(years.old.figures)
        for after, new in enumerate(years.new.figures)
        if _is_one_metric(years, old, new)
    ]
    for is_alike in alike:
        pairs = [
            (before, after)
            for before, after in related
            if is_alike(years.old.figures[before], years.new.figures[after])
        ]
        claims = Counter(place for before, after in pairs for place in (("old", before), ("new", after)))
        for before, after in pairs:
            if claims["old", before] == claims["new", after] == 1:
                found.setdefault(after, before)
    return found


def _is_one_metric(years: TwoYears, figure: Figure, other: Figure) -> bool:
    return figure.kind is other.kind and (
        across_metrics(years.assessments, figure.metric, other.metric) is not None
    )


def _both(years: TwoYears, route: Route[Figure], old: Figure, new: Figure) -> Iterator[Change]:
    both = Both(
        what=_what(years, new, old),
        threat=new.threat,
        old_anchor=old.anchor,
        new_anchor=new.anchor,
    )
    yield from both.or_unchanged(_changes(years, route, both, old, new), _said(years, new))


def _changes(years: TwoYears, route: Route[Figure], both: Both, old: Figure, new: Figure) -> Iterator[Change]:
    basis = years.basis_of(old.threat, new.threat)
    before, after = _said(years, old), _said(years, new)
    if HERE in (old.value, new.value):
        yield both.changed(Kind.NOT_PUBLISHED, before, after)
        return
    if new.value is Absent.TO_BE_FILLED_IN:
        if old.value is not new.value:
            last = _amount(years, old) or before
            yield both.changed(Kind.NOT_FILLED_IN, last, new.value, direction=Direction.UNKNOWN)
        return
    if isinstance(old.value, Withheld) or isinstance(new.value, Withheld):
        yield from _disclosed(both, old, new, before, after)
        return
    restated = restated_by(years.assessments, years.new, years.old, old)
    if restated:
        mended = replace(old, value=restated.new)
        texts = (_amount(years, figure) for figure in (old, mended))
        yield both.changed(Kind.RESTATED, *texts, because=restated.reason)
        old, before = mended, _said(years, mended)
    metrics = across_metrics(years.assessments, old.metric, new.metric) or FULL
    metrics = metrics.then(across_models(old, new))
    if metrics.comparability is not Comparability.COMPARABLE:
        both = _along(route, both, old, new, _said).on(basis.then(metrics))
        yield both.changed(Kind.REDEFINED, before, after, direction=Direction.UNKNOWN)
        return
    if _name(years, old.metric) != _name(years, new.metric):
        yield both.changed(Kind.RENAMED, _name(years, old.metric), _name(years, new.metric))
    both = both.on(basis)
    yield from _amounts(route, _along(route, both, old, new, _amount), old, new)
    yield from _trends(years, _along(route, both, old, new, _trend), old, new)
    yield from _areas(years, _along(route, both, old, new, _by_area), old, new)


def _along(
    route: Route[Figure],
    both: Both,
    old: Figure,
    new: Figure,
    told: Callable[[TwoYears, Figure], str | None],
) -> Both:
    """The same with its way through the years between, of which *told* says one side of the figure."""
    steps = route.steps(old, new, both.what, both.threat, _as_restated(route.years, told))
    return replace(both, route=steps)


def _as_restated(
    years: TwoYears, told: Callable[[TwoYears, Figure], str | None]
) -> Callable[[Year, Figure], str | None]:
    """What *told* says of the figure of a year, once the years after it up to the new one have mended it."""

    def tell(year: Year, figure: Figure) -> str | None:
        restated = restated_by(years.assessments, years.new, year, figure)
        return told(years, replace(figure, value=restated.new) if restated else figure)

    return tell


def _disclosed(both: Both, old: Figure, new: Figure, before: str, after: str) -> Iterator[Change]:
    if not isinstance(old.value, Withheld):
        yield both.changed(Kind.WITHHELD, before, after)
    elif not isinstance(new.value, Withheld):
        yield both.changed(Kind.RELEASED, before, after)


def _amounts(route: Route[Figure], both: Both, old: Figure, new: Figure) -> Iterator[Change]:
    years = route.years
    before, after = _amount(years, old), _amount(years, new)
    old_stated, new_stated = (value not in _NO_AMOUNT for value in (before, after))
    if before == after:
        if new_stated and any(step.value not in {*_NO_AMOUNT, after} for step in both.route):
            yield both.changed(Kind.SAME_AGAIN, before, after)
        return
    if old_stated and new_stated:
        direction = _better(_amount_moved(old, new), _which_is_better(years, new))
        yield both.changed(_CHANGED.get(new.kind, Kind.VALUE_CHANGED), before, after, direction=direction)
    elif old_stated or new_stated:
        kind = Kind.NOW_STATED if new_stated else Kind.NO_LONGER_STATED
        change = both.changed(kind, before or said(None), after or said(None))
        yield replace(change, gap=_gap(route, both, new) if new_stated else "")


def _gap(route: Route[Figure], both: Both, new: Figure) -> str:
    def is_stated(figure: Figure) -> bool | None:
        return None if figure.value is HERE else _amount(route.years, figure) not in _NO_AMOUNT

    return route.gap(new, both.what, both.threat, "stated", is_given=is_stated)


def _trends(years: TwoYears, both: Both, old: Figure, new: Figure) -> Iterator[Change]:
    before, after = _trend(years, old), _trend(years, new)
    if before == after:
        return
    moved = None
    if old.direction and new.direction:
        moved = _TRENDS.index(new.direction) - _TRENDS.index(old.direction)
    direction = _better(moved, _which_is_better(years, new))
    yield both.changed(Kind.TREND_CHANGED, before or said(None), after or said(None), direction=direction)


def _areas(years: TwoYears, both: Both, old: Figure, new: Figure) -> Iterator[Change]:
    """The areas of which something else is said than before; an area may have been renamed since."""
    listed = years.assessments.areas.listed
    if not isinstance(old.by_area, Mapping) or not isinstance(new.by_area, Mapping):
        before, after = (_by_area(years, figure) or said(None) for figure in (old, new))
        if before != after:
            yield both.changed(Kind.AREAS_CHANGED, before, after)
        return
    then, now = dict(old.by_area), dict(new.by_area)
    for name in new.by_area:
        former = next((each for each in years.origins(name) if each in then), None)
        if former and area_value(then[former]) == area_value(now[name]):
            del then[former], now[name]
    if then or now:
        yield both.changed(
            Kind.AREAS_CHANGED,
            *(by_area(left, listed) or said(None) for left in (then, now)),
            direction=Direction.UNKNOWN,
        )


def restated_by(assessments: Assessments, until: Year, year: Year, figure: Figure) -> Restated | None:
    """What the years up to *until* say that a *figure* of *year* should have been; the last one counts."""
    mending = assessments.once("figures that mend others", lambda: _mending(assessments))
    said = [
        restated
        for later, each, restated in mending.get(year.id, ())
        if later <= until.id
        and restated.old == figure.value
        and each.kind is figure.kind
        and across_metrics(assessments, figure.metric, each.metric) is not None
    ]
    return said[-1] if said else None


def _mending(assessments: Assessments) -> Mapping[str, Sequence[tuple[str, Figure, Restated]]]:
    """The figures that mend one of an earlier year, by that year: each with its own year, oldest first."""
    found: dict[str, list[tuple[str, Figure, Restated]]] = defaultdict(list)
    for year in assessments.years:
        for figure in year.figures:
            if figure.restates:
                found[figure.restates.year].append((year.id, figure, figure.restates))
    return found


def _amount_moved(old: Figure, new: Figure) -> float | None:
    """By how much it moved; None where that cannot be said."""
    if old.span and new.span:
        low, high = (after - before for before, after in zip(old.span, new.span, strict=True))
        return low + high if low * high >= 0 else None
    if not isinstance(old.value, int | float) or not isinstance(new.value, int | float):
        return None
    if old.out_of and new.out_of:
        return new.value / new.out_of - old.value / old.out_of
    return new.value - old.value if old.out_of is new.out_of is None else None


def _which_is_better(years: TwoYears, figure: Figure) -> Better:
    """Which way is better; what is asked of a force, or planned, is not yet better or worse."""
    metric = years.assessments.metric(figure.metric)
    if metric is None or figure.kind in _CHANGED:
        return Better.NEITHER
    return metric.better


def _better(moved: float | None, better: Better) -> Direction:
    if better is Better.NEITHER or moved == 0:
        return Direction.NEUTRAL
    if better is Better.NOT_STATED or moved is None:
        return Direction.UNKNOWN
    return Direction.BETTER if (moved > 0) is (better is Better.HIGHER) else Direction.WORSE


def _what(years: TwoYears, figure: Figure, old: Figure | None = None) -> What:
    name = _name(years, figure.metric)
    kind = "" if figure.kind is FigureKind.ACTUAL else f" ({figure.kind})"
    return What(
        thing=Thing.FIGURE,
        id=figure.name,
        title=f"{name}{kind}",
        formerly=(old.name,) if old and old.name != figure.name else (),
    )


def _name(years: TwoYears, metric: str) -> str:
    found = years.assessments.metric(metric)
    return found.name if found else "A figure that is not published here"


def _said(years: TwoYears, figure: Figure) -> str:
    """All that a figure says, in short."""
    parts = (told(years, figure) for told in (_amount, _trend, _by_area))
    return "; ".join(filter(None, parts)) or said(None)


def _amount(years: TwoYears, figure: Figure) -> str | None:
    metric = years.assessments.metric(figure.metric)
    return quantity(figure, metric.unit if metric else None)


def _trend(_years: TwoYears, figure: Figure) -> str | None:
    return trend(figure)


def _by_area(years: TwoYears, figure: Figure) -> str | None:
    return by_area(figure.by_area, years.assessments.areas.listed)
