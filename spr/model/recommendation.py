"""A recommendation and what happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from spr.model.assessment import Disclosed, Evidence, Happening, Placed, Said
from spr.model.dates import Date
from spr.model.words import Absent, FindingKind, Happened, Origin, RecommendationType


@dataclass(frozen=True, kw_only=True)
class Part(Placed):
    """One of several things that a recommendation asks."""

    id: str
    text: str
    addressees: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InspectionFinding:
    """Where an inspectorate's recommendation stands."""

    kind: FindingKind
    body: str
    programme: str | None = None
    date: Date | None = None
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class Event(Happening, Disclosed):
    """A dated thing that happened to a recommendation; `told_in` is the year whose report tells it."""

    what: Happened | Absent
    date: Date | Absent
    by: str | Absent
    told_in: str | None = None
    paragraph: str | None = None
    due: Date | None = None
    to: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    evidence: str | None = None


@dataclass(frozen=True, kw_only=True)
class Recommendation(Disclosed):
    """One recommendation for its whole life: the text as raised, and its events in the order of time."""

    id: str
    raised_in: str
    number: str | Absent
    heading: str | None
    in_brief: Said
    text: Said
    addressees: tuple[str, ...]
    threats: tuple[str, ...]
    origin_of: Origin
    type: RecommendationType
    due: Date | Absent
    type_by_editors: bool = False
    threats_by_editors: bool = False
    parts: tuple[Part, ...] = ()
    finding: InspectionFinding | None = None
    lineage: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def anchor(self) -> str:
        """Its place on the pages of the year that raised it: `r3`."""
        return f"r{self.id.rsplit('-', 1)[1]}"

    def known_in(self, year: str, until: Date | None) -> tuple[Event, ...]:
        """What had happened by *until* (None: all that no later year tells), or is told by then."""
        return tuple(event for event in self.events if _known(event, year, until))


def _known(event: Event, year: str, until: Date | None) -> bool:
    if event.told_in is not None and event.told_in <= year:
        return True
    if until is None:
        return event.told_in is None
    return isinstance(event.date, Date) and event.date <= until


def closing_event(events: Sequence[Event]) -> Event | None:
    """The event that closed it, unless it was reopened since."""
    closing: Event | None = None
    for event in events:
        if isinstance(event.what, Happened) and event.what.closes:
            closing = event
        elif event.what is Happened.REOPENED:
            closing = None
    return closing


def due_now(recommendation: Recommendation, events: Sequence[Event]) -> Date | Absent:
    """By when, after every move of the date; what is left out of a copy may have moved it."""
    for event in reversed(events):
        if event.what is Absent.NOT_PUBLISHED_HERE:
            return Absent.NOT_PUBLISHED_HERE
        if event.due:
            return event.due
    return recommendation.due


def addressees_now(recommendation: Recommendation, events: Sequence[Event]) -> tuple[str, ...]:
    """Who is asked, after every reassignment."""
    given = [event.to for event in events if event.to]
    return given[-1] if given else recommendation.addressees
