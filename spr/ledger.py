"""Recommendations opened, closed and still open: held as recommendations, so that every count balances."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, TypeAlias

from spr.model.assessment import Year
from spr.model.dates import Date
from spr.model.recommendation import (
    Event,
    Recommendation,
    addressees_now,
    closing_event,
    due_now,
)
from spr.model.shared import Assessments
from spr.model.words import Absent, Happened, RecommendationType

NotRecorded: TypeAlias = Literal[Absent.NOT_RECORDED]

NOT_RECORDED: NotRecorded = Absent.NOT_RECORDED

Recommendations: TypeAlias = tuple[Recommendation, ...]


@dataclass(frozen=True, kw_only=True)
class Status:
    """
    A recommendation in the eyes of a year.

    `events` are those known by then, oldest first. `age` is in years: 0 in the year that raised it, so that
    2 means "third year running". `closed` is None while it is open. `not_told` means that this copy leaves
    out what would say whether it is open.
    """

    recommendation: Recommendation
    events: tuple[Event, ...]
    age: int

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.closed is None and not self.not_told

    @property
    def closed(self) -> Event | None:
        """The event that closed it; None also where what came after is left out, and may have reopened it."""
        return None if self.not_told else closing_event(self.events)

    @property
    def cause(self) -> Happened | None:
        """Why it is closed; None if it is not."""
        what = self.closed.what if self.closed else None
        return what if isinstance(what, Happened) else None

    @property
    def completed(self) -> Event | None:
        """Its being declared complete, by whoever had to do it."""
        return self.closed if self.cause is Happened.COMPLETED else None

    @property
    def verified(self) -> Event | None:
        """Its being found complete by somebody else, since it was declared so."""
        if self.completed is None:
            return None
        since = self.events[self.events.index(self.completed) :]
        return next((event for event in since if event.what is Happened.VERIFIED), None)

    @property
    def not_told(self) -> bool:
        """Whether this copy leaves out what would say whether it is open."""
        for event in reversed(self.events):
            if event.what is Absent.NOT_PUBLISHED_HERE:
                return True
            if _closes(event) or event.what is Happened.REOPENED:
                return False
        return self.recommendation.text is Absent.NOT_PUBLISHED_HERE

    @property
    def due(self) -> Date | Absent:
        """By when, after every move of the date."""
        return due_now(self.recommendation, self.events)

    @property
    def addressees(self) -> tuple[str, ...]:
        """Who is asked, after every reassignment."""
        return addressees_now(self.recommendation, self.events)

    @property
    def times_moved(self) -> int:
        """How often its date was moved."""
        return sum(event.what is Happened.DATE_MOVED for event in self.events)


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """
    What became of recommendations in a year, or in all years (`year` is None).

    open at start + raised + reopened - closed = still open. One that was closed and reopened stands in
    both, as often as that happened. `told_since` are those closed before the year began of which it tells
    more, that they were verified for example. `not_told` are those whose state this copy may not tell; they
    stand in nothing else but `statuses`, which has every recommendation that was raised by then.
    """

    year: str | None
    open_at_start: Recommendations | NotRecorded
    raised: Recommendations
    reopened: Recommendations
    closed: Mapping[Happened, Recommendations]
    still_open: Recommendations
    told_since: Recommendations
    not_told: Recommendations
    statuses: tuple[Status, ...]

    @property
    def all_closed(self) -> Recommendations:
        """What was closed, by cause; the causes stand in the order of `Happened`."""
        return tuple(each for closed in self.closed.values() for each in closed)

    @property
    def closed_and_reopened(self) -> Recommendations:
        """Those that stand in both, each once."""
        names = {each.id for each in self.reopened} & {each.id for each in self.all_closed}
        return tuple(status.recommendation for status in self.statuses if status.recommendation.id in names)

    @property
    def of_the_year(self) -> tuple[Status, ...]:
        """The recommendations that the year has to do with: all but those of which nothing more is told."""
        started = () if self.open_at_start is NOT_RECORDED else self.open_at_start
        moved = (*started, *self.raised, *self.reopened, *self.all_closed, *self.still_open)
        names = {each.id for each in (*moved, *self.told_since, *self.not_told)}
        return tuple(status for status in self.statuses if status.recommendation.id in names)

    def status(self, recommendation: Recommendation) -> Status:
        """One recommendation in the eyes of the year. Raises `KeyError` if it was raised later."""
        return {status.recommendation.id: status for status in self.statuses}[recommendation.id]

    def of_type(self, type_: RecommendationType) -> "Ledger":
        """The same for one type; those of all types add up to the whole."""

        def only(recommendations: Recommendations) -> Recommendations:
            return tuple(each for each in recommendations if each.type is type_)

        started = self.open_at_start
        return replace(
            self,
            open_at_start=started if started is NOT_RECORDED else only(started),
            raised=only(self.raised),
            reopened=only(self.reopened),
            closed=_without_empty({cause: only(closed) for cause, closed in self.closed.items()}),
            still_open=only(self.still_open),
            told_since=only(self.told_since),
            not_told=only(self.not_told),
            statuses=tuple(status for status in self.statuses if status.recommendation.type is type_),
        )


def ledger(assessments: Assessments, year: Year) -> Ledger:
    """
    Recommendations opened, closed and still open in *year*, by what is known on its own date.

    Takes a copy for an audience and one of its years. It opens *not recorded* after a partial year, and
    where no year stands before.
    Raises `ValueError` if *assessments* are as written, or do not hold *year*.
    Source: `design.md`, "opened, closed, still open".
    """
    _require_copy(assessments)
    if year not in assessments.years:
        raise ValueError(year.id)
    before = assessments.year_before(year)
    at_start = {
        each.id: status_in(each, before)
        for each in assessments.recommendations
        if before and each.raised_in <= before.id
    }
    at_end = [status_in(each, year) for each in assessments.recommendations if each.raised_in <= year.id]
    return _ledger(year.id, at_start, at_end, starts_known=before is not None and before.covers is None)


def ledger_to_date(assessments: Assessments) -> Ledger:
    """
    The same over all years, with every event that there is: as the home site has it.

    Raises `ValueError` if *assessments* are as written.
    """
    _require_copy(assessments)
    newest = max((year.id for year in assessments.years), default="")
    at_end = [
        Status(recommendation=each, events=each.events, age=_age(each, newest))
        for each in assessments.recommendations
    ]
    return _ledger(None, {}, at_end, starts_known=False)


def status_in(recommendation: Recommendation, year: Year) -> Status:
    """A recommendation, raised by then, as *year* knew it on its own date."""
    events = recommendation.known_in(year.id, year.own_date)
    return Status(recommendation=recommendation, events=events, age=_age(recommendation, year.id))


def moves(events: Sequence[Event]) -> Iterator[Event]:
    """The events that closed or reopened a recommendation, without those that left it as it was."""
    closed = False
    for event in events:
        if event.what is Happened.REOPENED if closed else _closes(event):
            closed = not closed
            yield event


def _ledger(
    year: str | None, at_start: Mapping[str, Status], at_end: Sequence[Status], *, starts_known: bool
) -> Ledger:
    untold = {status.recommendation.id for status in (*at_start.values(), *at_end) if status.not_told}
    told = [status for status in at_end if status.recommendation.id not in untold]
    moved = [
        (status.recommendation, event)
        for status in told
        for event in _moves_since(status, at_start.get(status.recommendation.id))
    ]
    return Ledger(
        year=year,
        open_at_start=tuple(
            status.recommendation
            for status in told
            if (before := at_start.get(status.recommendation.id)) and before.is_open
        )
        if starts_known
        else NOT_RECORDED,
        raised=tuple(status.recommendation for status in told if status.recommendation.id not in at_start),
        reopened=tuple(each for each, event in moved if event.what is Happened.REOPENED),
        closed=_without_empty(
            {
                cause: tuple(each for each, event in moved if event.what is cause)
                for cause in Happened
                if cause.closes
            }
        ),
        still_open=tuple(status.recommendation for status in told if status.is_open),
        told_since=tuple(
            status.recommendation
            for status in told
            if (before := at_start.get(status.recommendation.id))
            and not before.is_open
            and status.events != before.events
            and not any(_moves_since(status, before))
        ),
        not_told=tuple(status.recommendation for status in at_end if status.recommendation.id in untold),
        statuses=tuple(at_end),
    )


def _moves_since(status: Status, before: Status | None) -> Iterator[Event]:
    known = {id(event) for event in moves(before.events)} if before else set()
    return (event for event in moves(status.events) if id(event) not in known)


def _without_empty(closed: Mapping[Happened, Recommendations]) -> Mapping[Happened, Recommendations]:
    return MappingProxyType({cause: found for cause, found in closed.items() if found})


def _closes(event: Event) -> bool:
    return isinstance(event.what, Happened) and event.what.closes


def _age(recommendation: Recommendation, year: str) -> int:
    return int(year[:4]) - int(recommendation.raised_in[:4])


def _require_copy(assessments: Assessments) -> None:
    if assessments.audience is None:
        raise ValueError(assessments.audience)
