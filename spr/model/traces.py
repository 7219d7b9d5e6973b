"""
What in a copy would still tell of what has left it.

An id that is cited elsewhere, a reason that quotes an old grade, a number that mends one that is hidden, a
definition, a role or a term that only what has left made use of: each is cut, or gets a name that says
nothing. What has left is found by holding the copy against the assessments as written.

What is cut from a year depends on that year and earlier ones alone, as all that a year can see must.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from spr.model.assessment import (
    Citing,
    Figure,
    Governance,
    Grade,
    Named,
    Paragraph,
    RecordEvent,
    Statements,
    Threat,
    Titled,
    Year,
)
from spr.model.recommendation import Event, Recommendation
from spr.model.shared import Assessments
from spr.model.used import roles_named_by, roles_named_in, used_by, without_unused
from spr.model.words import Absent

HERE = Absent.NOT_PUBLISHED_HERE

Cited = TypeVar("Cited", bound=Citing)
Lined = TypeVar("Lined", bound=Named | Paragraph | Titled)


def without_traces(written: Assessments, copy: Assessments) -> Assessments:
    """*copy*, which was made from *written* by taking things out, without what tells of them."""
    cut: list[Year] = []
    for year in copy.years:
        cut.append(_Cut(written, copy, year, tuple(cut)).whole)
    recommendations = tuple(_recommendation(each, written, copy) for each in copy.recommendations)
    left = replace(copy, years=tuple(cut), recommendations=recommendations)
    return without_unused(left)


@dataclass(frozen=True)
class _Cut:
    """A year of the copy, and the same without what tells of what has left; `earlier` are cut already."""

    written: Assessments
    copy: Assessments
    year: Year
    earlier: tuple[Year, ...]

    @property
    def whole(self) -> Year:
        """The year, cut."""
        return replace(
            self.year,
            sections=tuple(
                replace(section, paragraphs=self._lined(section.paragraphs)) for section in self.year.sections
            ),
            threats=tuple(map(self._threat, self.year.threats)),
            statements=self._statements(self.year.statements),
            implications=tuple(
                replace(each, recommendations=_there(each.recommendations, self.copy))
                for each in self.year.implications
            ),
            governance=self._governance(),
            record=tuple(map(self._recorded, self.year.record)),
        )

    @cached_property
    def _gone(self) -> Mapping[str, str]:
        return _gone(self.written, self.year)

    @cached_property
    def _seen(self) -> frozenset[str]:
        """Every id of the earlier years."""
        things: list[Paragraph | Named | Titled] = []
        for year in self.earlier:
            things += (*year.paragraphs, *year.governance.parts)
            things += (thing for part in year.all_statements for thing in part.named)
        return frozenset(thing.id for thing in things)

    @cached_property
    def _metrics(self) -> frozenset[str]:
        """The metrics of figures that can be seen, in this year and earlier ones."""
        return used_by(replace(self.copy, years=(*self.earlier, self.year))).metrics

    def _lined(self, things: Iterable[Lined]) -> tuple[Lined, ...]:
        """The same, coming from nothing that cannot be seen."""
        return tuple(
            replace(each, lineage=tuple(name for name in each.lineage if name in self._seen))
            for each in things
        )

    def _citing(self, thing: Cited) -> Cited:
        return _citing(thing, self._gone)

    def _threat(self, threat: Threat) -> Threat:
        leads, grades = threat.leads, threat.grades
        return replace(
            threat,
            leads=leads if isinstance(leads, Absent) else tuple(map(self._citing, leads)),
            grades=grades
            if isinstance(grades, Absent)
            else tuple(self._grade(grade, threat) for grade in grades),
            paragraphs=self._lined(threat.paragraphs),
            threat_levels=tuple(map(self._citing, threat.threat_levels)),
            statements=self._statements(threat.statements),
        )

    def _grade(self, grade: Grade, threat: Threat) -> Grade:
        named = (grade.recommendation,) if grade.recommendation else ()
        return replace(
            self._citing(grade),
            recommendation=next(iter(_there(named, self.copy)), None),
            because=grade.because if self._shows_predecessor(grade, threat) else None,
        )

    def _shows_predecessor(self, grade: Grade, threat: Threat) -> bool:
        """Whether what a grade moved from may be seen, or there is no such grade."""
        before = self.written.year_before(_as_written(self.written, self.year))
        if before is None:
            return True
        copied = self.copy.year(before.id)
        return copied is not None and _grades(copied, threat, grade) == _grades(before, threat, grade)

    def _statements(self, statements: Statements) -> Statements:
        return Statements(
            figures=tuple(
                self._figure(each, place) for place, each in enumerate(statements.figures, start=1)
            ),
            risks=self._lined(map(self._citing, statements.risks)),
            actions=self._lined(map(self._citing, statements.actions)),
            exercises=self._lined(map(self._citing, statements.exercises)),
            findings=tuple(
                replace(each, recommendations=_there(each.recommendations, self.copy))
                for each in self._lined(map(self._citing, statements.findings))
            ),
            evidence=self._lined(map(self._citing, statements.evidence)),
        )

    def _figure(self, figure: Figure, place: int) -> Figure:
        if figure.value == HERE and figure.metric not in self._metrics:
            return replace(figure, metric=f"not-published-figure-{figure.threat or 'report'}-{place}")
        is_mended_seen = figure.restates is None or _is_seen(figure, self.written, self.earlier)
        return replace(self._citing(figure), restates=figure.restates if is_mended_seen else None)

    def _governance(self) -> Governance:
        governance = self.year.governance
        relations = tuple(each for each in governance.relations if each.paragraph not in self._gone)
        left = replace(self.year, governance=replace(governance, relations=relations))
        secret = _roles(self.written, _as_written(self.written, self.year)) - _roles(self.copy, left)
        return Governance(
            roles=tuple(each for each in self._lined(governance.roles) if each.id not in secret),
            groups=tuple(each for each in self._lined(governance.groups) if each.id not in secret),
            programmes=tuple(each for each in self._lined(governance.programmes) if each.id not in secret),
            relations=relations,
        )

    def _recorded(self, event: RecordEvent) -> RecordEvent:
        """Numbers stay; an id stays only with a paragraph that can be seen."""
        seen = {paragraph.id for paragraph in self.year.paragraphs}
        fixed = {name: number for each in self.year.record for name, number in each.numbers.items()}
        called = {name: name if name in seen else f"paragraph-{number}" for name, number in fixed.items()}
        correction = event.correction
        return replace(
            event,
            numbers={called[name]: number for name, number in event.numbers.items()},
            correction=correction
            and replace(
                correction, paragraphs=tuple(called[name] for name in correction.paragraphs if name in called)
            ),
        )


def _recommendation(
    recommendation: Recommendation, written: Assessments, copy: Assessments
) -> Recommendation:
    raised_in = copy.year(recommendation.raised_in)
    gone = _gone(written, raised_in) if raised_in else {}
    return replace(
        recommendation,
        lineage=_there(recommendation.lineage, copy),
        events=tuple(_event(event, recommendation, written, copy) for event in recommendation.events),
        evidence=tuple(replace(_citing(each, gone), lineage=()) for each in recommendation.evidence),
    )


def _event(event: Event, recommendation: Recommendation, written: Assessments, copy: Assessments) -> Event:
    told_in = copy.year(event.told_in or recommendation.raised_in)
    gone = _gone(written, told_in) if told_in else {}
    return replace(
        event,
        told_in=event.told_in if told_in else None,
        paragraph=gone.get(event.paragraph or "", event.paragraph) if told_in else None,
        superseded_by=_there(event.superseded_by, copy),
    )


def _citing(thing: Cited, gone: Mapping[str, str]) -> Cited:
    return replace(thing, paragraph=gone.get(thing.paragraph or "", thing.paragraph))


def _there(names: Sequence[str], copy: Assessments) -> tuple[str, ...]:
    """Those of some recommendations that the copy shows: what is tied to one tells what it is about."""
    known = {each.id for each in copy.recommendations if each.text != HERE}
    return tuple(name for name in names if name in known)


def _gone(written: Assessments, year: Year) -> Mapping[str, str]:
    """What the hidden paragraphs of a year of the copy are called there, by their ids."""
    pairs = zip(_as_written(written, year).paragraphs, year.paragraphs, strict=True)
    return {old.id: new.id for old, new in pairs if old.id != new.id}


def _as_written(written: Assessments, year: Year) -> Year:
    return next(each for each in written.years if each.id == year.id)


def _grades(year: Year, threat: Threat, like: Grade) -> list[str]:
    """The words of a judgement in a year."""
    return [
        grade.word
        for other in year.threats
        if other.id == threat.id
        for grade in other.graded
        if grade.subject == like.subject
    ]


def _is_seen(figure: Figure, written: Assessments, earlier: Sequence[Year]) -> bool:
    """Whether the figure that another one mends may be seen, or there is no such figure."""
    restates = figure.restates
    before = written.year(restates.year) if restates else None
    if restates is None or before is None:
        return True
    copied = [year for year in earlier if year.id == before.id]
    return bool(copied) and _values(copied[0], figure) == _values(before, figure)


def _values(year: Year, like: Figure) -> list[object]:
    return [each.value for each in year.figures if (each.metric, each.kind) == (like.metric, like.kind)]


def _roles(assessments: Assessments, year: Year) -> set[str]:
    """The roles and groups that a year names, or a recommendation as that year knows it."""
    known = [
        replace(each, events=each.known_in(year.id, year.own_date))
        for each in assessments.recommendations
        if each.raised_in <= year.id
    ]
    named = [*roles_named_in(year), *(pair for each in known for pair in roles_named_by(each))]
    return {name for _, name in named} | {event.by for event in year.record}
