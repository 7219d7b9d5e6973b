"""Grades: raised, lowered, given for the first time, given no longer, or not to be compared."""

from collections.abc import Iterator

from spr.changes.basis import Basis, across_scales, not_comparable
from spr.changes.both import Both
from spr.changes.change import Change, Direction, Kind, Thing, What
from spr.changes.years import HERE, TwoYears, is_left_out, recommendation_anchor
from spr.errors import shown
from spr.model.assessment import Grade, Threat, Year
from spr.model.shared import Scale

WHO = {"self": "the force", "inspectorate": "the inspectorate", "policing body": "the policing body"}


def account_for_grades(years: TwoYears) -> Iterator[Change]:
    """
    Every grade of either year.

    A grade is the same judgement if the same one judges the same of the same threat. Words on no scale are
    held against words on no scale; only where one year has just the one and the other just the other are
    the two set beside each other, as not comparable.
    """
    for before, after in years.threats:
        threat = after or before
        if threat is None:
            continue
        old, new = list(before.graded if before else ()), list(after.graded if after else ())
        for grade in new:
            same = _same(grade, old, new)
            if same is None:
                anchor = _anchor(years, years.new, grade)
                yield years.only_new(_what(threat, grade), threat.id, grade.word, anchor, Kind.FIRST_GRADED)
                continue
            old.remove(same)
            both = Both(
                what=_what(threat, grade),
                threat=threat.id,
                old_anchor=_anchor(years, years.old, same),
                new_anchor=_anchor(years, years.new, grade),
            )
            basis = years.basis(before, after)
            yield from both.or_unchanged(_changes(years, both.on(basis), same, grade), grade.word)
        for grade in old:
            anchor = _anchor(years, years.old, grade)
            yield years.only_old(_what(threat, grade), threat.id, grade.word, anchor, Kind.NO_LONGER_GRADED)
        yield from _left_out(before, after)


def _same(grade: Grade, old: list[Grade], new: list[Grade]) -> Grade | None:
    alike = [other for other in old if _subject(other) == _subject(grade)]
    if not alike:
        alike = [other for other in old if _subject(other)[:2] == _subject(grade)[:2]]
        rivals = [other for other in new if _subject(other)[:2] == _subject(grade)[:2]]
        if len(alike) != 1 or len(rivals) != 1:
            return None
    return alike[0]


def _subject(grade: Grade) -> tuple[str, tuple[str, ...], bool]:
    by, of, in_open_words = grade.subject
    return by, tuple(sorted(of)), in_open_words


def _changes(years: TwoYears, both: Both, old: Grade, new: Grade) -> Iterator[Change]:
    if (old.scale, old.word) == (new.scale, new.word):
        return
    basis, scale = _scale_of_both(years, old, new)
    because = _reasons(years, both.threat, new)
    if scale is None or not basis.allows_arrow:
        kind, direction = Kind.GRADE_NOT_COMPARABLE, Direction.UNKNOWN
    elif old.word == new.word:
        return
    elif scale.words.index(new.word) < scale.words.index(old.word):
        kind, direction = Kind.GRADE_RAISED, Direction.BETTER
    else:
        kind, direction = Kind.GRADE_LOWERED, Direction.WORSE
    basis = both.basis.then(basis)
    if not basis.allows_arrow:
        kind = Kind.GRADE_NOT_COMPARABLE
    yield both.on(basis).changed(kind, old.word, new.word, direction=direction, because=because)


def _scale_of_both(years: TwoYears, old: Grade, new: Grade) -> tuple[Basis, Scale | None]:
    """Whether two grades stand on scales that may be compared, and the ordered one that has both words."""
    if old.scale is None or new.scale is None:
        return not_comparable("Words on no scale have no order."), None
    scale = years.assessments.scale(new.scale)
    basis = across_scales(years.assessments, old.scale, new.scale)
    if scale is None or basis is None:
        return not_comparable("The two stand on different scales, and nothing says how they compare."), None
    if not basis.allows_arrow:
        return basis, None
    if not scale.ordered:
        return not_comparable(f"Nobody has put the words of the scale in order: {scale.name}."), None
    if old.word not in scale.words:
        return not_comparable(f"{shown(old.word)} is not a word of the newer scale: {scale.name}."), None
    return basis, scale


def _reasons(years: TwoYears, threat: str | None, new: Grade) -> str | None:
    """Why it moved, as the authors say: of each year in which it did, the year named if there are several."""
    said = [
        (year.id, f"{grade.because.kind}: {grade.because.text}")
        for year in years.steps
        for each in year.threats
        if each.id == threat
        for grade in each.graded
        if grade.because and _subject(grade) == _subject(new)
    ]
    if len(years.steps) > 1:
        return " ".join(f"{year}, {text}" for year, text in said) or None
    return said[0][1] if said else None


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
    return recommendation_anchor(found[0], year) if found else None
