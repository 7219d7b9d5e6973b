"""Two years, and what is known of both: which threat is which, what an id was before, what one leaves out."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from spr.changes.basis import FULL, Basis, across_editions, edition_name, not_comparable
from spr.changes.change import Change, Direction, Kind, Thing, What
from spr.ledger import ledger
from spr.model.assessment import (
    Action,
    Evidence,
    Exercise,
    Finding,
    Named,
    Paragraph,
    Risk,
    Said,
    Statement,
    Threat,
    Titled,
    Year,
)
from spr.model.recommendation import Recommendation
from spr.model.shared import Assessments
from spr.model.words import Absent, Covered

HERE = Absent.NOT_PUBLISHED_HERE

COVERED = {
    Thing.THREAT: Covered.PARAGRAPHS,
    Thing.GRADE: Covered.GRADES,
    Thing.THREAT_LEVEL: Covered.THREAT_LEVELS,
    Thing.FIGURE: Covered.FIGURES,
    Thing.RECOMMENDATION: Covered.RECOMMENDATIONS,
    Thing.RISK: Covered.RISKS,
    Thing.ACTION: Covered.ACTIONS,
    Thing.EXERCISE: Covered.EXERCISES,
    Thing.FINDING: Covered.FINDINGS,
    Thing.EVIDENCE: Covered.EVIDENCE,
    Thing.LEAD: Covered.LEADS,
    Thing.ROLE: Covered.GOVERNANCE,
    Thing.GROUP: Covered.GOVERNANCE,
    Thing.PROGRAMME: Covered.GOVERNANCE,
    Thing.RELATION: Covered.GOVERNANCE,
    Thing.PARAGRAPH: Covered.PARAGRAPHS,
}

_RENAMED = {Thing.PARAGRAPH, Thing.RISK, Thing.ACTION, Thing.EXERCISE, Thing.FINDING, Thing.EVIDENCE}
"""What a later year may call by another id."""

ThreatPair: TypeAlias = tuple[Threat | None, Threat | None]


@dataclass(frozen=True)
class TwoYears:
    """Two years of a copy for an audience; `old` is before `new`."""

    assessments: Assessments
    old: Year
    new: Year

    @cached_property
    def steps(self) -> tuple[Year, ...]:
        """The years after the old one, up to and with the new one."""
        return tuple(year for year in self.assessments.years if self.old.id < year.id <= self.new.id)

    @cached_property
    def threats(self) -> tuple[ThreatPair, ...]:
        """The threats of both years: those of the new year in its order, then those that it does not have."""
        left = list(self.old.threats)
        pairs: list[ThreatPair] = []
        for threat in self.new.threats:
            before = self._before(threat, left)
            if before:
                left.remove(before)
            pairs.append((before, threat))
        return (*pairs, *((threat, None) for threat in left))

    def origins(self, name: str) -> tuple[str, ...]:
        """Every id that a thing of the new year may have had since the old year, its own first."""
        found: dict[str, None] = {}
        self._trace(name, found)
        return tuple(found)

    def same(self, old: str | None, new: str | None) -> bool:
        """Whether an id of the old year and one of the new mean the same role, group or area."""
        return old == new or (old is not None and new is not None and old in self.origins(new))

    def basis(self, old: Threat | None, new: Threat | None) -> Basis:
        """Whether what stands under one threat may be compared with what stands under the other."""
        if old is None or new is None:
            return FULL
        return across_editions(self.assessments.reference, old, new) or FULL

    def basis_of(self, old: str | None, new: str | None) -> Basis:
        """The same by the ids of the threats; None stands for the report itself."""
        return self.basis(_threat(self.old, old), _threat(self.new, new))

    def title(self, name: str) -> str:
        """What a role, group or programme is called: in the newer year that has it, or on the way there."""
        parts = (part for year in (self.new, self.old, *self.steps[::-1]) for part in year.governance.parts)
        return next((part.title for part in parts if part.id == name), name)

    def titles(self, names: Sequence[str]) -> str:
        """What several are called."""
        return " and ".join(self.title(name) for name in names) or Absent.NOT_STATED.value

    def only_new(
        self, what: What, threat: str | None, text: str, anchor: str | None, kind: Kind = Kind.ADDED
    ) -> Change:
        """A thing that only the new year has: *kind* if the old year could have had it."""
        change = Change(what=what, kind=kind, threat=threat, new=text, new_anchor=anchor)
        return self._unless_missing_from(self.old, change)

    def only_old(
        self, what: What, threat: str | None, text: str, anchor: str | None, kind: Kind = Kind.ENDED
    ) -> Change:
        """A thing that only the old year has: *kind* if the new year could have had it."""
        change = Change(what=what, kind=kind, threat=threat, old=text, old_anchor=anchor)
        return self._unless_missing_from(self.new, change)

    def again(self, change: Change, has: Callable[["TwoYears"], bool]) -> Change:
        """
        *change*, of something new, with its gap if a year before the old one had it.

        *has* says whether the older of two years has what the new year has.
        """
        if change.kind is not Kind.ADDED:
            return change
        earlier = next((two.old.id for two in self._earlier if has(two)), None)
        gap = f"not told in {self.old.id}, told before in {earlier}" if earlier else ""
        return replace(change, gap=gap)

    def had(self, name: str) -> bool:
        """Whether the old year has the paragraph or statement that the new one calls *name*."""
        return not self._ids_in(self.old).isdisjoint(self.origins(name))

    def place(self, year: Year, thing: Paragraph | Statement) -> tuple[str, str]:
        """The threat (by its id in the new year) or the section under which a thing stands, and its title."""
        old, new = self._pair(thing.threat)
        if known := new or old:
            return known.id, known.title
        if not isinstance(thing, Paragraph):
            return "", "the report as a whole"
        titles = {section.id: section.title for section in year.sections}
        return thing.section, titles.get(thing.section, thing.section)

    def not_recorded(self, thing: Thing, year: Year) -> Basis | None:
        """That *year* is partial and does not cover such a thing; None if it does."""
        if year.recorded(COVERED[thing]):
            return None
        return not_comparable(f"What is known of {year.id} does not cover {COVERED[thing]}.")

    def paragraph_anchor(self, year: Year, name: str | None) -> str | None:
        """The anchor of a paragraph of one of the two years, by its id."""
        number = self._numbers[year.id].get(name or "")
        return f"p{number}" if number else None

    def recommendation_anchor(self, year: Year, recommendation: Recommendation) -> str | None:
        """Its anchor: `r3` where it was raised, `r2015-a` later; None if the year's pages do not have it."""
        if recommendation.raised_in == year.id:
            return recommendation.anchor
        return f"r{recommendation.id}" if recommendation.id in self._listed[year.id] else None

    @cached_property
    def _earlier(self) -> tuple["TwoYears", ...]:
        """The new year and each that stands before the old one, the last of them first."""
        earlier = [year for year in reversed(self.assessments.years) if year.id < self.old.id]
        return tuple(TwoYears(self.assessments, year, self.new) for year in earlier)

    @cached_property
    def _numbers(self) -> dict[str, dict[str, str]]:
        return {
            year.id: {paragraph.id: paragraph.number for paragraph in year.paragraphs}
            for year in (self.old, self.new)
        }

    @cached_property
    def _listed(self) -> dict[str, set[str]]:
        return {
            year.id: {status.recommendation.id for status in ledger(self.assessments, year).of_the_year}
            for year in (self.old, self.new)
        }

    def _before(self, threat: Threat, candidates: Sequence[Threat]) -> Threat | None:
        named = [other for other in candidates if other.id == threat.id]
        taken = {other.id for other in self.new.threats}
        crossed = [
            other
            for other in candidates
            if other.id not in taken and across_editions(self.assessments.reference, other, threat)
        ]
        return next(iter([*named, *crossed]), None)

    def _trace(self, name: str, found: dict[str, None]) -> None:
        if name in found:
            return
        found[name] = None
        for earlier in self._lineages.get(name, ()):
            self._trace(earlier, found)

    @cached_property
    def _lineages(self) -> dict[str, tuple[str, ...]]:
        """What each id came from, in whichever of the steps it did."""
        lineages: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for area in self.assessments.areas.listed:
            lineages[area.id] += area.lineage
        for year in self.steps:
            named = [thing for part in year.all_statements for thing in part.named]
            things: Sequence[Paragraph | Named | Titled]
            for things in (year.paragraphs, named, year.governance.parts):
                for thing in things:
                    lineages[thing.id] += thing.lineage
        return lineages

    def _unless_missing_from(self, year: Year, change: Change) -> Change:
        """*change*, a thing that *year* does not have, unless more must be said of why."""
        if HERE in (change.old, change.new):
            return replace(change, kind=Kind.NOT_PUBLISHED)
        missing = self._why_missing(change.what.thing, change.threat, year) or self._why_lost(change, year)
        if missing is None:
            return change
        kind, why = missing
        return replace(
            change,
            kind=kind,
            direction=Direction.UNKNOWN,
            comparability=why.comparability,
            reason=why.reason,
        )

    def _why_missing(self, thing: Thing, threat: str | None, year: Year) -> tuple[Kind, Basis] | None:
        """Why *year* does not have a thing under *threat* of the other year; None if it could have had it."""
        missing = self.not_recorded(thing, year)
        if missing:
            return Kind.NOT_RECORDED, missing
        there = self._counterpart(threat, year)
        if threat and there is None and not self._has_in_edition(threat, year):
            names = [edition_name(self.assessments.reference, name) for name in year.spr_editions]
            editions = "edition" if len(names) == 1 else "editions"
            return Kind.NOT_IN_EDITION, not_comparable(f"Not in the {editions}: {' and '.join(names)}.")
        if thing is not Thing.THREAT and _leaves_out(year, there, thing, whole=threat is None):
            return _not_told(year)
        return None

    def _why_lost(self, change: Change, year: Year) -> tuple[Kind, Basis] | None:
        """
        Why nobody can tell whether *year* has the thing of a change under another id.

        The first year on the way that does not have it may have renamed it, and leave out what it is called.
        """
        between = self.steps[:-1] if year is self.new else self.steps[-2::-1]
        for each in between if change.what.thing in _RENAMED else ():
            if change.what.id not in self._ids_in(each):
                names = {threat.id for threat in self._pair(change.threat) if threat}
                there = next((threat for threat in each.threats if threat.id in names), None)
                is_lost = _leaves_out(each, there, change.what.thing, whole=change.threat is None)
                return _not_told(each) if is_lost else None
        return None

    def _ids_in(self, year: Year) -> frozenset[str]:
        """What the paragraphs and statements of a year are called."""

        def ids() -> frozenset[str]:
            named = [thing.id for part in year.all_statements for thing in part.named]
            return frozenset([*named, *(paragraph.id for paragraph in year.paragraphs)])

        return self.assessments.once(("ids in", year.id), ids)

    def _pair(self, threat: str | None) -> ThreatPair:
        """A threat as both years have it, by its id in one of them."""
        pairs = (pair for pair in self.threats if threat in {each.id for each in pair if each})
        return next(pairs, (None, None))

    def _counterpart(self, threat: str | None, year: Year) -> Threat | None:
        old, new = self._pair(threat)
        return old if year is self.old else new

    def _has_in_edition(self, threat: str, year: Year) -> bool:
        editions = [self.assessments.reference.edition(name) for name in year.spr_editions]
        return any(edition is None or edition.name_of(threat) for edition in editions)


def said_of(thing: Paragraph | Named) -> Said:
    """What a paragraph or a statement says."""
    match thing:
        case Evidence():
            return thing.what
        case Paragraph() | Risk() | Action() | Exercise() | Finding():
            return thing.text
        case _:
            raise TypeError(type(thing))


def is_left_out(threat: Threat) -> bool:
    """Whether the copy shows no more of a threat than that it is there."""
    return threat.leads is HERE and threat.grades is HERE


def slug(*words: str) -> str:
    """Words as an id: in small letters, joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(words).lower()))


def _threat(year: Year, name: str | None) -> Threat | None:
    return next((threat for threat in year.threats if threat.id == name), None)


def _not_told(year: Year) -> tuple[Kind, Basis]:
    return Kind.NOT_PUBLISHED, not_comparable(
        f"This copy leaves out something that {year.id} says here; whether it is this is not told."
    )


def _leaves_out(year: Year, threat: Threat | None, thing: Thing, *, whole: bool) -> bool:
    """Whether something of this sort is left out under a threat, or (*whole*) of the report itself."""
    if threat is None and not whole:
        return False
    if threat and is_left_out(threat):
        return True
    return HERE in _said_there(year, threat, thing)


def _said_there(year: Year, threat: Threat | None, thing: Thing) -> Iterator[object]:
    """
    What things of a sort say under a threat, or in the report itself.

    Relations, roles, groups and programmes leave a copy together with the paragraphs that tell of them.
    """
    statements = threat.statements if threat else year.statements
    named: dict[Thing, Sequence[Named]] = {
        Thing.RISK: statements.risks,
        Thing.ACTION: statements.actions,
        Thing.EXERCISE: statements.exercises,
        Thing.FINDING: statements.findings,
        Thing.EVIDENCE: statements.evidence,
    }
    if thing is Thing.GRADE and threat:
        yield threat.grades if isinstance(threat.grades, Absent) else None
        yield from (grade.word for grade in threat.graded)
    elif thing is Thing.FIGURE:
        yield from (figure.value for figure in statements.figures)
    elif thing in named:
        yield from map(said_of, named[thing])
    elif thing in {Thing.PARAGRAPH, Thing.RELATION}:
        name = threat.id if threat else None
        yield from (paragraph.text for paragraph in year.paragraphs if paragraph.threat == name)
    elif thing in {Thing.ROLE, Thing.GROUP, Thing.PROGRAMME}:
        yield from (paragraph.text for paragraph in year.paragraphs)
