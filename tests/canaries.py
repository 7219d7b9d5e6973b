"""
Canaries: what only some readers may see, with a word of its own in every field.

A model is taken as it was written. Things of every kind that may have an audience are kept from readers, and
each text, number and name in them becomes one that stands nowhere else.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from types import UnionType
from typing import Any, Final, TypeAlias, TypeVar, cast, get_args, get_origin, get_type_hints

from spr.errors import Place
from spr.model.assessment import (
    Disclosed,
    Disclosure,
    Figure,
    Grade,
    Paragraph,
    Role,
    Section,
    Statements,
    Threat,
    Year,
)
from spr.model.dates import Date
from spr.model.recommendation import Event, Recommendation
from spr.model.shared import Assessments, Meeting, Metric, Scale, Term
from spr.model.words import Absent, Audience, Better

Hide: TypeAlias = Callable[[Disclosed], Disclosure | None]
"""How a thing is to be kept from readers; None for one that is left as it is."""

Thing = TypeVar("Thing", bound=Disclosed)
Any_ = TypeVar("Any_")


@dataclass(frozen=True)
class Song:
    """What the canaries of an audience are called: words, numbers from one on, a day."""

    word: str
    number: int
    day: Date

    @property
    def tells(self) -> re.Pattern[str]:
        """Finds one of them in whatever form it is shown."""
        digits = f"{self.number // 1000}"
        number = f"{digits[:-3]}[,. ]?{digits[-3:]}"
        day = f"{self.day}|{self.day.in_words}"
        return re.compile(f"{self.word}|{number}|{day}", re.IGNORECASE)


SONGS: Final = {
    Audience.FORCE: Song("canary", 987654000, Date("2987-05-04")),
    Audience.POLICING_BODY: Song("linnet", 876543000, Date("2876-06-03")),
}
OTHER_SONGS: Final = {
    Audience.FORCE: Song("curlew", 765432000, Date("2765-07-02")),
    Audience.POLICING_BODY: Song("dunnet", 654321000, Date("2654-08-01")),
}
"""The same for other secrets in the same places."""

STAY: Final = frozenset(
    {
        *("spr_edition", "spr_editions", "Recommendation.threats", "raised_in", "told_in", "year", "number"),
        *("recommendations", "superseded_by", "supersedes"),
        *("Paragraph.section", "Paragraph.threat", "Section.threat", "Threat.id", "Threat.title", "Year.id"),
        *(f"{kind}.threat" for kind in ("Figure", "Risk", "Action", "Exercise", "Finding", "Evidence")),
        *("Recommendation.id", "Recommendation.lineage", "Event.date", "Grade.recommendation"),
        "Figure.left_out",
    }
)
"""
Fields that hold no secret, by themselves or as KIND.FIELD: where a thing stands, what has a number, a count.

An event keeps its date: it says in which years it has its place.
"""

CITING: Final = frozenset({"paragraph", "paragraphs", "numbers"})
"""Fields that name paragraphs."""

ROLES: Final = frozenset({"owner", "held_by", "role", "addressees", "to", "Event.by", "Withheld.by"})
"""Fields that name a role or a group."""


@dataclass
class Canaries:
    """
    Makes a model with canaries.

    `hides` says what is kept from readers, and `years` which years are kept to the force as a whole.
    With `drops`, what would be left out silently is not there at all. `sung` are the fields that have a
    canary, `words` all of those that are words.
    """

    hides: Hide
    years: frozenset[str] = frozenset()
    songs: Mapping[Audience, Song] = field(default_factory=lambda: SONGS)
    drops: bool = False
    sung: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    _audience: Audience = Audience.FORCE
    _roles: list[Role] = field(default_factory=list)
    _metrics: list[Metric] = field(default_factory=list)
    _scales: list[Scale] = field(default_factory=list)
    _meetings: list[Meeting] = field(default_factory=list)
    _terms: list[Term] = field(default_factory=list)

    def model(self, written: Assessments) -> Assessments:
        """The same with canaries, as if it had been written so."""
        years = [self._year(year) for year in written.years]
        names = {year.id: names for year, names in years}
        recommendations = [self._recommendation(each) for each in written.recommendations]
        return replace(
            written,
            years=tuple(year for year, _ in years),
            recommendations=tuple(
                replace(
                    each,
                    events=tuple(
                        renamed(event, names[event.told_in or each.raised_in]) for event in each.events
                    ),
                    evidence=renamed(each.evidence, names[each.raised_in]),
                )
                for each in recommendations
            ),
            metrics=(*written.metrics, *self._metrics),
            scales=(*written.scales, *self._scales),
            meetings=(*written.meetings, *self._meetings),
            terms=(*written.terms, *self._terms),
        )

    def _year(self, year: Year) -> tuple[Year, Mapping[str, str]]:
        """The year, and what hidden paragraphs are called now by what they were called."""
        self._roles = []
        if year.id in self.years:
            names = {each.id: self._word("Paragraph.id", Audience.FORCE) for each in year.paragraphs}
            filled = self._filled(replace(year, audience=Audience.FORCE), Audience.FORCE)
            return self._with_roles(filled), names
        hidden = {each.id: self.hides(each) for each in year.threats}
        told = {each.id: self._paragraph(each, hidden.get(each.threat or "")) for each in year.paragraphs}
        names = {old: new.id for old, new in told.items() if old != new.id}
        sections = tuple(
            replace(section, paragraphs=tuple(told[each.id] for each in section.paragraphs))
            for section in year.sections
        )
        of_threat = {section.threat: section for section in sections}
        changed = replace(
            year,
            sections=sections,
            threats=tuple(self._threat(each, of_threat[each.id], hidden[each.id]) for each in year.threats),
            statements=self._statements(year.statements),
        )
        return self._with_roles(renamed(changed, names)), names

    def _with_roles(self, year: Year) -> Year:
        governance = year.governance
        return replace(year, governance=replace(governance, roles=(*governance.roles, *self._roles)))

    def _paragraph(self, paragraph: Paragraph, of_threat: Disclosure | None) -> Paragraph:
        if of_threat and of_threat.audience:
            return self._filled(paragraph, of_threat.audience)
        return self._kept(paragraph, self.hides(paragraph))

    def _threat(self, threat: Threat, section: Section, hidden: Disclosure | None) -> Threat:
        paragraphs = section.paragraphs
        if hidden and hidden.audience:
            filled = self._filled(replace(threat, paragraphs=()), hidden.audience)
            return replace(filled, paragraphs=paragraphs, disclosure=hidden)
        return replace(
            threat,
            paragraphs=paragraphs,
            grades=self._things(threat.graded) or (Absent.NOT_GRADED if threat.graded else threat.grades),
            statements=self._statements(threat.statements),
        )

    def _statements(self, statements: Statements) -> Statements:
        return Statements(
            **{each.name: self._things(getattr(statements, each.name)) for each in fields(statements)}
        )

    def _recommendation(self, recommendation: Recommendation) -> Recommendation:
        if recommendation.raised_in in self.years:
            return self._filled(recommendation, Audience.FORCE)
        hidden = self.hides(recommendation)
        if hidden and hidden.audience:
            return replace(self._filled(recommendation, hidden.audience), disclosure=hidden)
        return replace(
            recommendation,
            events=self._things(recommendation.events),
            evidence=self._things(recommendation.evidence),
        )

    def _things(self, things: tuple[Thing, ...]) -> tuple[Thing, ...]:
        hidden = ((each, self.hides(each)) for each in things)
        return tuple(
            self._kept(each, how)
            for each, how in hidden
            if not (self.drops and (how or each.disclosure).silently)
        )

    def _kept(self, thing: Thing, hidden: Disclosure | None) -> Thing:
        if hidden and hidden.audience:
            return replace(self._filled(thing, hidden.audience), disclosure=hidden)
        return thing

    def _filled(self, value: Any_, audience: Audience) -> Any_:
        """A value with a canary in every field, of those that only *audience* may see."""
        return cast("Any_", self._fill(value, "", audience))

    def _fill(self, value: Any, where: str, audience: Audience) -> Any:  # noqa: PLR0911 (one for each sort)
        """*where* is KIND.FIELD."""
        if where == "Source.reference":
            return self._text(where, audience)  # of a made-up year there is none
        if value is None or isinstance(value, bool | Enum | Place | Disclosure):
            return value
        if where in STAY or where.rsplit(".", maxsplit=1)[-1] in STAY:
            return value
        if isinstance(value, str):
            return self._text(where, audience)
        if isinstance(value, Date):
            return self.songs[audience].day
        if isinstance(value, int | float):
            self.sung.add(where)
            return self.songs[audience].number + len(self.words) % 1000
        if isinstance(value, Mapping):
            return {key: self._fill(each, where, audience) for key, each in value.items()}
        if isinstance(value, tuple | frozenset):
            return type(value)(self._fill(each, where, audience) for each in value)
        kind = type(value).__name__
        return replace(
            value,
            **{
                each.name: self._fill(getattr(value, each.name), f"{kind}.{each.name}", audience)
                for each in fields(value)
            },
        )

    def _text(self, where: str, audience: Audience) -> str:
        word = self._word(where, audience)
        if where in ROLES or where.rsplit(".", maxsplit=1)[-1] in ROLES:
            self._roles.append(Role(id=word, title=self._word("Role.title", audience)))
        elif where == "Figure.metric":
            self._metrics.append(
                Metric(
                    id=word,
                    name=self._word("Metric.name", audience),
                    unit=self._word("Metric.unit", audience),
                    better=Better.HIGHER,
                    definition=self._word("Metric.definition", audience),
                    since="2018",
                )
            )
        elif where == "Grade.scale":
            self._scales.append(
                Scale(
                    id=word,
                    name=self._word("Scale.name", audience),
                    owner="force",
                    ordered=True,
                    words=(self._word("Scale.words", audience), self._word("Scale.words", audience)),
                    since="2018",
                    note=self._word("Scale.note", audience),
                )
            )
        elif where in {"Event.meeting", "RecordEvent.meeting"}:
            self._meetings.append(
                Meeting(
                    id=word,
                    date=self.songs[audience].day,
                    body=self._word("Meeting.body", audience),
                    title=self._word("Meeting.title", audience),
                    reference=self._word("Meeting.reference", audience),
                )
            )
        elif where == "Paragraph.text":
            self._terms.append(
                Term(
                    id=self._word("Term.id", audience),
                    term=word.upper(),
                    stands_for=self._word("Term.stands_for", audience),
                    since="2018",
                )
            )
            return f"{self._word(where, audience)} {word.upper()}"
        return word

    def _word(self, where: str, audience: Audience) -> str:
        word = f"{self.songs[audience].word}{len(self.words):05}x"
        self.sung.add(where)
        self.words.append(word)
        return word


def renamed(value: Any_, names: Mapping[str, str]) -> Any_:
    """A value in which the paragraphs that are cited are called by new names: *names* maps the old ones."""
    return cast("Any_", _renamed(value, names, "")) if names else value


def _renamed(value: Any, names: Mapping[str, str], name: str) -> Any:
    if isinstance(value, str) and name in CITING:
        return names.get(value, value)
    if isinstance(value, Mapping) and name in CITING:
        return {names.get(key, key): each for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_renamed(each, names, name) for each in value)
    if is_dataclass(value) and not isinstance(value, type | Place | Date):
        changes = {each.name: _renamed(getattr(value, each.name), names, each.name) for each in fields(value)}
        return replace(value, **changes)
    return value


def every_field() -> frozenset[str]:
    """Every field, as KIND.FIELD, that can hold a text or a number of a thing that has an audience."""
    found: set[str] = set()
    left: list[type] = [Year, Recommendation, Event, Figure, Grade, Paragraph]
    seen: set[type] = set()
    while left:
        kind = left.pop()
        if kind in seen:
            continue
        seen.add(kind)
        hints = get_type_hints(kind)
        for each in fields(kind):
            for part in _parts(hints[each.name]):
                if isinstance(part, type) and is_dataclass(part) and part not in {Place, Disclosure, Date}:
                    left.append(part)
                elif part in {str, int, float} and each.name not in STAY:
                    found.add(f"{kind.__name__}.{each.name}")
    return frozenset(found) - STAY


def _parts(hint: Any) -> set[Any]:
    """What a field may hold, in the end; of a mapping, the values."""
    arguments = get_args(hint)
    if get_origin(hint) is not UnionType and hasattr(get_origin(hint), "keys"):
        arguments = arguments[1:]
    return {part for each in arguments for part in _parts(each)} if arguments else {hint}
