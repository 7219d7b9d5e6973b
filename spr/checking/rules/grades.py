"""Grades: on their scale, and never moved without a reason."""

from collections.abc import Iterator

from spr.checking.fault import Fault, Scope
from spr.checking.schema.said import say
from spr.errors import did_you_mean, one_of, shown
from spr.model.words import Covered


def check_grade_is_on_its_scale(scope: Scope) -> Iterator[Fault]:
    """
    A grade is a word of its scale.

    Why: Only words of one scale can be put in order.
    Example: `grade: Redy` on a scale with the words Ready and Not ready.
    """
    for year in scope.assessments.years:
        for threat in year.threats:
            for grade in threat.graded:
                scale = scope.assessments.scale(grade.scale) if grade.scale else None
                if scale and grade.word not in scale.words:
                    yield Fault(
                        grade.origin,
                        say("off-its-scale", word=shown(grade.word), scale=scale.id),
                        one_of(scale.words),
                        did_you_mean(grade.word, scale.words),
                    )


def check_scale_belongs_to_who_grades(scope: Scope) -> Iterator[Fault]:
    """
    A grade stands on a scale of whoever gave it, or in open words.

    Why: The force must not seem to speak for the inspectorate.
    Example: `by: inspectorate` on the force's own scale.
    """
    for year in scope.assessments.years:
        for threat in year.threats:
            for grade in threat.graded:
                scale = scope.assessments.scale(grade.scale) if grade.scale else None
                if scale and grade.by == "inspectorate" and scale.owner != "inspectorate":
                    yield Fault(
                        grade.origin,
                        f"The inspectorate does not grade on {scale.id}, which belongs to "
                        f"{'the force itself' if scale.owner == 'self' else f'the {scale.owner}'}.",
                        "Expected: one of the inspectorate's scales, or `scale: open words`.",
                    )


def check_grade_stands_once(scope: Scope) -> Iterator[Fault]:
    """
    One judgement is graded once in a year: by one, of one thing, on one kind of scale.

    Why: Of two grades for the same, nobody could say which one holds.
    Example: Two grades `of: [capability]` by the force itself on one scale.
    """
    for year in scope.assessments.years:
        for threat in year.threats:
            seen = set()
            for grade in threat.graded:
                if grade.subject in seen:
                    yield Fault(
                        grade.origin,
                        f"{' and '.join(grade.of).capitalize()} is graded a second time by "
                        f"{shown(grade.by)}.",
                        "Expected: one grade by the same of the same, beside one in open words.",
                    )
                seen.add(grade.subject)


def check_moved_grade_says_why(scope: Scope) -> Iterator[Fault]:
    """
    A grade that differs from last year's on the same scale says why it moved.

    Why: The first question at every board meeting is why a grade moved.
    Example: Ready last year, Not ready now, and no `because`.
    """
    for year in scope.assessments.years:
        before = scope.assessments.year_before(year)
        if before is None or not before.recorded(Covered.GRADES):
            continue
        earlier = {(old.id, grade.subject): grade for old in before.threats for grade in old.graded}
        for threat in year.threats:
            for grade in threat.graded:
                old = earlier.get((threat.id, grade.subject))
                scale = scope.assessments.scale(grade.scale) if grade.scale else None
                if scale and grade.word not in scale.words:
                    continue  # a slip: nobody knows yet whether it moved
                if old and old.scale == grade.scale and old.word != grade.word and not grade.because:
                    yield Fault(
                        grade.origin,
                        f"{shown(old.word)} in {before.id}, {shown(grade.word)} now, and nothing says why.",
                        "Expected: `because` beside the grade, with a kind and a sentence.",
                    )


def check_reason_has_a_move(scope: Scope) -> Iterator[Fault]:
    """
    A grade that did not move has no reason for moving.

    Why: A reason that was left from last year would be read as this year's.
    Example: Ready in both years, and a `because` beside it.
    """
    for year in scope.assessments.years:
        before = scope.assessments.year_before(year)
        if before is None or not before.recorded(Covered.GRADES):
            continue
        earlier = {(old.id, grade.subject): grade for old in before.threats for grade in old.graded}
        for threat in year.threats:
            for grade in threat.graded:
                old = earlier.get((threat.id, grade.subject))
                if old and old.scale == grade.scale and old.word == grade.word and grade.because:
                    yield Fault(
                        grade.origin,
                        f"`because` says why the grade moved, and it was {shown(old.word)} "
                        f"in {before.id} too.",
                        "Expected: no `because` where the grade stayed.",
                    )
