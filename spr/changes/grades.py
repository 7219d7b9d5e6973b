"""Grades: raised, lowered, given now, given no longer, or not to be compared."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from spr.changes.basis import FULL, Basis, across_scales, not_comparable
from spr.changes.both import Both
from spr.changes.change import Change, Direction, Kind, Thing, What
from spr.changes.route import Route
from spr.changes.years import HERE, ThreatPair, TwoYears, is_left_out
from spr.errors import shown
from spr.model.assessment import Grade, Threat, Year
from spr.model.shared import Assessments, Scale
from spr.model.words import Absent


class Moved(NamedTuple):
    """How a grade moved, which way that is, and how far the two may be compared."""

    kind: Kind
    direction: Direction
    basis: Basis


WHO = {"self": "the force", "inspectorate": "the inspectorate", "policing body": "the policing body"}


def account_for_grades(years: TwoYears) -> Iterator[Change]:
    """
    Every grade of either year.

    A grade is the same judgement if the same one judges the same of the same threat. Words on no scale are
    held against words on no scale; only where one year has just the one and the other just the other are
    the two set beside each other, as not comparable.
    """
    route = Route(years, _pairs)
    for before, after in years.threats:
        for old, new in _pairs_on(before, after):
            yield from _account_for(years, route, (before, after), old, new)
        yield from _left_out(before, after)


def grade_moved(assessments: Assessments, threats: Basis, old: Grade, new: Grade) -> Moved | None:
    """
    How a judgement moved from *old* to *new*, and how far that may be said; None if it says the same.

    *threats* is whether what stands under the threat of the one may be compared with that of the other.
    """
    if (old.scale, old.word) == (new.scale, new.word):
        return None
    basis, scale = _scale_of_both(assessments, old, new)
    if scale is None or not basis.allows_arrow:
        kind, direction = Kind.GRADE_NOT_COMPARABLE, Direction.UNKNOWN
    elif old.word == new.word:
        return None
    elif scale.words.index(new.word) < scale.words.index(old.word):
        kind, direction = Kind.GRADE_RAISED, Direction.BETTER
    else:
        kind, direction = Kind.GRADE_LOWERED, Direction.WORSE
    basis = threats.then(basis)
    return Moved(kind if basis.allows_arrow else Kind.GRADE_NOT_COMPARABLE, direction, basis)


def _account_for(
    years: TwoYears, route: Route[Grade], threats: ThreatPair, old: Grade | None, new: Grade | None
) -> Iterator[Change]:
    threat, grade = threats[1] or threats[0], new or old
    if threat is None or grade is None:
        return
    what = _what(threat, grade)
    steps = route.steps(old, new, what, threat.id, lambda _, each: each.word)
    if old and new:
        both = Both(
            what=what,
            threat=threat.id,
            basis=years.basis(*threats),
            old_anchor=_anchor(years, years.old, old),
            new_anchor=_anchor(years, years.new, new),
            route=steps,
        )
        yield from both.or_unchanged(_changes(years, route, both, old, new), new.word)
    elif new:
        anchor = _anchor(years, years.new, new)
        now = years.only_new(what, threat.id, new.word, anchor, Kind.NOW_GRADED)
        is_known = now.kind is Kind.NOW_GRADED
        gap = route.gap(new, what, threat.id, "graded") if is_known else ""
        yield replace(now, route=steps, gap=gap)
    else:
        anchor = _anchor(years, years.old, grade)
        is_emptied = threats[1] is not None and threats[1].grades is Absent.TO_BE_FILLED_IN
        kind = Kind.NOT_FILLED_IN if is_emptied else Kind.NO_LONGER_GRADED
        last = years.only_old(what, threat.id, grade.word, anchor, kind)
        yield replace(last, route=steps)


def _pairs(years: TwoYears) -> list[tuple[Grade | None, Grade | None]]:
    """Every grade of either year with the same judgement of the other."""
    return [pair for before, after in years.threats for pair in _pairs_on(before, after)]


def _pairs_on(before: Threat | None, after: Threat | None) -> Iterator[tuple[Grade | None, Grade | None]]:
    """The grades of one threat: those of the new year in its order, then those that it does not have."""
    old, new = list(before.graded if before else ()), list(after.graded if after else ())
    for grade in new:
        same = _same(grade, old, new)
        if same is not None:
            old.remove(same)
        yield same, grade
    for grade in old:
        yield grade, None


def _same(grade: Grade, old: list[Grade], new: list[Grade]) -> Grade | None:
    alike = [other for other in old if other.subject == grade.subject]
    if not alike:
        alike = [other for other in old if other.subject[:2] == grade.subject[:2]]
        rivals = [other for other in new if other.subject[:2] == grade.subject[:2]]
        if len(alike) != 1 or len(rivals) != 1:
            return None
    return alike[0]


def _changes(years: TwoYears, route: Route[Grade], both: Both, old: Grade, new: Grade) -> Iterator[Change]:
    between = [(two.old, grade) for two, grade in route.between(old, new)]
    because = _reasons([*between, (years.new, new)])
    moved = grade_moved(years.assessments, both.basis, old, new)
    if moved:
        yield both.on(moved.basis).changed(
            moved.kind, old.word, new.word, direction=moved.direction, because=because
        )
    elif any(grade and grade.word != new.word for _, grade in between):
        scales = FULL if old.scale == new.scale else _scale_of_both(years.assessments, old, new)[0]
        yield both.on(both.basis.then(scales)).changed(Kind.SAME_AGAIN, old.word, new.word, because=because)


def _scale_of_both(assessments: Assessments, old: Grade, new: Grade) -> tuple[Basis, Scale | None]:
    """Whether two grades stand on scales that may be compared, and the ordered one that has both words."""
    if old.scale is None or new.scale is None:
        return not_comparable("Words on no scale have no order."), None
    scale = assessments.scale(new.scale)
    basis = across_scales(assessments, old.scale, new.scale)
    if scale is None or basis is None:
        return not_comparable("The two stand on different scales, and nothing says how they compare."), None
    if not basis.allows_arrow:
        return basis, None
    if not scale.ordered:
        return not_comparable(f"Nobody has put the words of the scale in order: {scale.name}."), None
    if old.word not in scale.words:
        return not_comparable(f"{shown(old.word)} is not a word of the newer scale: {scale.name}."), None
    return basis, scale


def _reasons(steps: Sequence[tuple[Year, Grade | None]]) -> str | None:
    """Why it moved, as the authors say: of each year in which it did, the year named if there are several."""
    told = [
        (year.id, f"{grade.because.kind}: {grade.because.text}")
        for year, grade in steps
        if grade and grade.because
    ]
    if len(steps) > 1:
        return " ".join(f"{year}, {text}" for year, text in told) or None
    return told[0][1] if told else None


def _left_out(before: Threat | None, after: Threat | None) -> Iterator[Change]:
    """Grades that this copy leaves out: that there are some, once for a threat."""
    hidden = [threat is not None and threat.grades is HERE for threat in (before, after)]
    threat = after or before
    if threat is None or not any(hidden) or (before and is_left_out(before) and after and is_left_out(after)):
        return
    texts = (HERE.value if each else None for each in hidden)
    what = What(thing=Thing.GRADE, id=f"{threat.id}-grades", title=f"Grades of {threat.title}")
    yield Both(what=what, threat=threat.id).changed(Kind.NOT_PUBLISHED, *texts)


def _what(threat: Threat, grade: Grade) -> What:
    if grade.is_left_out:
        return What(thing=Thing.GRADE, id=f"{threat.id}-not-published", title=f"A grade of {threat.title}")
    of = sorted(grade.of)
    open_words = "-in-open-words" if grade.scale is None else ""
    return What(
        thing=Thing.GRADE,
        id=f"{threat.id}-{grade.by}-{'-'.join(of)}{open_words}".replace(" ", "-"),
        title=f"{' and '.join(of).capitalize()}, graded by {WHO.get(grade.by, grade.by)}",
    )


def _anchor(years: TwoYears, year: Year, grade: Grade) -> str | None:
    if grade.paragraph:
        return years.paragraph_anchor(year, grade.paragraph)
    found = [each for each in years.assessments.recommendations if each.id == grade.recommendation]
    return years.recommendation_anchor(year, found[0]) if found else None
