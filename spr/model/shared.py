"""What the years share: force, areas, scales, metrics, terms, meetings, and the product's reference data."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from spr.model.assessment import Placed, Titled, Year
from spr.model.dates import Date
from spr.model.recommendation import Recommendation
from spr.model.words import Absent, Audience, Better, Comparability, State

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom readers tell that they cannot use a page, and how soon they are answered."""

    role: str
    email: str
    telephone: str | None = None
    answers_within: str | None = None


@dataclass(frozen=True, kw_only=True)
class Force(Placed):
    """Whose assessments these are."""

    name: str
    short_name: str
    policing_body: str
    policing_body_short: str
    chief_officer: str
    made_up: bool
    accessibility_contact: Contact | None = None


@dataclass(frozen=True, kw_only=True)
class Area(Placed):
    """An area that figures are given for; `until` is the last year that has it, None if it is still one."""

    id: str
    name: str
    until: str | None = None
    lineage: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AreaList:
    """The force's areas: their kind, and their names where they are stated."""

    kind: str
    areas: tuple[Area, ...] | Absent
    number: int | None = None

    @property
    def listed(self) -> tuple[Area, ...]:
        """The areas that are named; none where they are not stated."""
        return () if isinstance(self.areas, Absent) else self.areas


@dataclass(frozen=True, kw_only=True)
class Scale(Placed):
    """Words of judgement; `ordered` when they stand from best to worst."""

    id: str
    name: str
    owner: str
    ordered: bool
    words: tuple[str, ...]
    since: str
    until: str | None = None
    note: str | None = None
    source: str | None = None
    replaces: str | None = None
    comparability: Comparability | None = None
    reason: str | None = None
    by_editors: bool = False


@dataclass(frozen=True, kw_only=True)
class Metric(Placed):
    """What a figure means; `unit` is None where it has none."""

    id: str
    name: str
    unit: str | None
    better: Better
    definition: str
    since: str
    replaces: str | None = None
    comparability: Comparability | None = None
    reason: str | None = None
    by_editors: bool = False


@dataclass(frozen=True, kw_only=True)
class Term(Placed):
    """An abbreviation and what it stands for, from a year on."""

    id: str
    term: str
    stands_for: str
    since: str
    meaning: str | None = None
    by_editors: bool = False


@dataclass(frozen=True, kw_only=True)
class Meeting(Placed):
    """A meeting at which something happened."""

    id: str
    date: Date
    body: str
    title: str
    reference: str | None = None
    address: str | None = None


@dataclass(frozen=True, kw_only=True)
class NamedThreat:
    """A threat by its official name in an SPR edition."""

    id: str
    name: str
    source: str
    sure: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class SprEdition:
    """An edition of the Strategic Policing Requirement."""

    id: str
    name: str
    issued: Date
    threats: tuple[NamedThreat, ...]
    source: str
    note: str | None = None

    def name_of(self, threat: str) -> str | None:
        """The official name of a threat, or None if this edition does not have it."""
        return next((named.name for named in self.threats if named.id == threat), None)


@dataclass(frozen=True, kw_only=True)
class Crossing(Placed):
    """How one threat came from an SPR edition to the next; `old` is None if it began, `new` if it ended."""

    old_edition: str
    new_edition: str
    old: str | None
    new: str | None
    relation: str
    comparability: Comparability
    reason: str
    source: str
    author: str


@dataclass(frozen=True, kw_only=True)
class DatedLevel:
    """A level of a series and since when it held."""

    level: str
    since: Date
    source: str
    sure: str


@dataclass(frozen=True, kw_only=True)
class LevelSeries:
    """A series of official threat levels, oldest first."""

    id: str
    name: str
    levels: tuple[DatedLevel, ...]
    until: Date | None = None


@dataclass(frozen=True, kw_only=True)
class LevelMeaning:
    """What a level meant at a time."""

    level: str
    meaning: str
    since: Date | None
    until: Date | None
    source: str


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What comes with the product."""

    spr_editions: tuple[SprEdition, ...]
    crosswalk: tuple[Crossing, ...]
    scales: tuple[Scale, ...]
    level_series: tuple[LevelSeries, ...]
    level_meanings: tuple[LevelMeaning, ...]
    exemptions: Mapping[str, str]

    def edition(self, name: str) -> SprEdition | None:
        """An SPR edition by its id."""
        return next((edition for edition in self.spr_editions if edition.id == name), None)


@dataclass(frozen=True, kw_only=True)
class Assessments:
    """
    Everything that a folder in the shape of assessments/ holds; years and recommendations oldest first.

    `audience` is None as written. `for_audience` gives a copy for one, and comparing, counting and rendering
    accept only such a copy.
    """

    force: Force
    areas: AreaList
    scales: tuple[Scale, ...]
    metrics: tuple[Metric, ...]
    terms: tuple[Term, ...]
    meetings: tuple[Meeting, ...]
    recommendations: tuple[Recommendation, ...]
    years: tuple[Year, ...]
    reference: Reference
    audience: Audience | None = None

    @property
    def all_scales(self) -> tuple[Scale, ...]:
        """The force's own scales and the inspectorate's."""
        return (*self.scales, *self.reference.scales)

    @property
    def newest(self) -> Year:
        """The newest year that is published; while none is, the newest. There must be one."""
        published = [year for year in self.years if year.state is State.PUBLISHED]
        return (published or list(self.years))[-1]

    def year(self, name: str) -> Year | None:
        """A year by its id."""
        return next((year for year in self.years if year.id == name), None)

    def own(self, year: Year) -> Year:
        """
        A year as it stands here; *year* may be as it stands elsewhere, with more or less in its record.

        Raises `ValueError` if there is no such year, or one that says something else: what is as written
        must not stand in for the copy's.
        """
        found = self.year(year.id)
        if found is None or replace(found, record=()) != replace(year, record=()):
            raise ValueError(year.id)
        return found

    def year_before(self, year: Year) -> Year | None:
        """The year before, if there is one."""
        earlier = [other for other in self.years if other.id < year.id]
        return earlier[-1] if earlier else None

    def metric(self, name: str) -> Metric | None:
        """A metric by its id."""
        return self._metrics.get(name)

    def scale(self, name: str) -> Scale | None:
        """A scale by its id."""
        return self._scales.get(name)

    def meeting(self, name: str) -> Meeting | None:
        """A meeting by its id."""
        return self._meetings.get(name)

    def parts(self) -> Iterator[Titled]:
        """Every role, group and programme of the force, oldest first."""
        for year in self.years:
            yield from year.governance.parts

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What *work* makes of these values alone, under a *key* of its own: kept for as long as they are."""
        if key not in self._worked_out:
            self._worked_out[key] = work()
        found: T = self._worked_out[key]
        return found

    @cached_property
    def _worked_out(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def _metrics(self) -> dict[str, Metric]:
        return {metric.id: metric for metric in reversed(self.metrics)}

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        return {scale.id: scale for scale in reversed(self.all_scales)}

    @cached_property
    def _meetings(self) -> dict[str, Meeting]:
        return {meeting.id: meeting for meeting in reversed(self.meetings)}
