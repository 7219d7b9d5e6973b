"""The grades of every threat through the years: each judgement a line, each word of it a stint of years."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spr.changes import Kind
from spr.changes.basis import FULL, Basis, across_editions
from spr.changes.grades import grade_moved
from spr.model.assessment import Grade, Threat, Year
from spr.model.shared import Assessments
from spr.model.words import Absent, Covered
from spr.through_years.threats import ThreatInYear, threat_ids, threat_years

NOT_IN_EDITION = "not in that SPR edition"
"""Why a year has no grade: its SPR edition does not have the threat."""


@dataclass(frozen=True, kw_only=True)
class Stint:
    """
    One word over years that follow each other or, where there is no `grade`, one reason (`why`) for that.

    `moved` is how the word came from the last one that was given, in `since`: raised, lowered, or not to be
    compared with it; None if there was none before.
    """

    years: tuple[Year, ...]
    grade: Grade | None = None
    why: str = ""
    moved: Kind | None = None
    basis: Basis = FULL
    since: Year | None = None


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one judge says of a threat in one respect in every year; `of` is empty if nobody ever did."""

    by: str
    of: tuple[str, ...]
    stints: tuple[Stint, ...]


@dataclass(frozen=True)
class ThreatGrades:
    """A threat by its id, with every judgement on it that any year has: at least one line."""

    threat: str
    judgements: tuple[Judgement, ...]


def grades_by_years(assessments: Assessments) -> Sequence[ThreatGrades]:
    """
    Every threat of any year with its grades, oldest year first.

    The same judge on the same threat in the same respect is one line, on whatever scale; only where one year
    has both words of a scale and words on none do these stand apart. Where nothing says that two words may
    be compared, a new stint begins, even if the word is the same.
    """
    return [
        ThreatGrades(name, tuple(_judgements(assessments, threat_years(assessments, name)[::-1])))
        for name in threat_ids(assessments)
    ]


def _judgements(assessments: Assessments, years: Sequence[ThreatInYear]) -> Iterator[Judgement]:
    lines: dict[tuple[object, ...], dict[str, Grade]] = {}
    for each in years:
        graded = each.threat.graded if each.threat else ()
        for grade in graded:
            if grade.is_left_out:
                continue  # it may be of any of the lines: its year says so in each that has no grade
            lines.setdefault(_line_of(grade, years), {})[each.year.id] = grade
    for grades in lines.values():
        last = [*grades.values()][-1]
        yield Judgement(by=last.by, of=last.of, stints=tuple(_stints(assessments, years, grades)))
    if not lines:
        yield Judgement(by="", of=(), stints=tuple(_stints(assessments, years, {})))


def _line_of(grade: Grade, years: Sequence[ThreatInYear]) -> tuple[object, ...]:
    by_of = grade.subject[:2]
    threats = [each.threat for each in years if each.threat]
    alike = [sum(other.subject[:2] == by_of for other in threat.graded) for threat in threats]
    return grade.subject if max(alike) > 1 else by_of


def _stints(
    assessments: Assessments, years: Sequence[ThreatInYear], grades: Mapping[str, Grade]
) -> Iterator[Stint]:
    """Years of one word, or of one reason for none, put together."""
    stint: Stint | None = None
    last: tuple[ThreatInYear, Grade] | None = None
    for each in years:
        grade = grades.get(each.year.id)
        new = _stint(assessments, last, each, grade) if grade else Stint(years=(each.year,), why=_why(each))
        if stint and _goes_on(stint, new):
            stint = Stint(
                years=(*stint.years, each.year),
                grade=stint.grade,
                why=stint.why,
                moved=stint.moved,
                basis=stint.basis,
                since=stint.since,
            )
        else:
            if stint:
                yield stint
            stint = new
        last = (each, grade) if grade else last
    if stint:
        yield stint


def _stint(
    assessments: Assessments, last: tuple[ThreatInYear, Grade] | None, each: ThreatInYear, grade: Grade
) -> Stint:
    if last is None:
        return Stint(years=(each.year,), grade=grade)
    before, old = last
    basis = _across(assessments, before.threat, each.threat)
    moved = grade_moved(assessments, basis, old, grade)
    kind = moved.kind if moved else None if basis.allows_arrow else Kind.GRADE_NOT_COMPARABLE
    return Stint(
        years=(each.year,),
        grade=grade,
        moved=kind,
        basis=moved.basis if moved else basis,
        since=before.year,
    )


def _across(assessments: Assessments, old: Threat | None, new: Threat | None) -> Basis:
    if old is None or new is None:
        return FULL
    return across_editions(assessments.reference, old, new) or FULL


def _goes_on(stint: Stint, new: Stint) -> bool:
    """Whether a year says the same as the one before it; a word after a gap begins anew."""
    if stint.grade is None or new.grade is None:
        return stint.grade is new.grade and stint.why == new.why
    return new.moved is None and stint.grade.word == new.grade.word


def _why(each: ThreatInYear) -> str:
    """Why a year has no such grade."""
    if each.threat is None:
        if each.not_in_edition:
            return NOT_IN_EDITION
        return (Absent.NOT_RECORDED if each.not_recorded else Absent.NOT_STATED).value
    if not each.year.recorded(Covered.GRADES):
        return Absent.NOT_RECORDED.value
    stated = each.threat.grades
    if isinstance(stated, Absent):
        return stated.value
    hidden = any(grade.is_left_out for grade in stated)
    return (Absent.NOT_PUBLISHED_HERE if hidden else Absent.NOT_GRADED).value
