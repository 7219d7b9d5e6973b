"""The life of each recommendation: what each year could tell of it that the year before could not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spr.ledger import Status
from spr.model.assessment import Year
from spr.model.recommendation import Event


@dataclass(frozen=True, kw_only=True)
class Span:
    """
    Years that follow each other and tell one thing of a recommendation.

    `first` and `last` are their places among all years, from 0; the place after that of the last year stands
    for what has happened since. `events` are those that the first of these years is the first to know; the
    others know of none. `raised` means that it began here, `ends` that it is closed from here on, `is_open`
    that it is open after that; neither of the two, that it was closed before, or that this copy does not
    tell.
    """

    first: int
    last: int
    events: tuple[Event, ...] = ()
    raised: bool = False
    ends: bool = False
    is_open: bool = False

    @property
    def is_quiet(self) -> bool:
        """Whether it was just open all the time."""
        return self.is_open and not self.events and not self.raised


@dataclass(frozen=True)
class Life:
    """A recommendation as it stands after all that is shown, and the spans of its life in order."""

    status: Status
    spans: tuple[Span, ...]


def lives(statuses: Sequence[Status], years: Sequence[Year]) -> Sequence[Life]:
    """
    The lives of recommendations over *years*, oldest first, in the order of *statuses*.

    An event stands in the first year that knows of it, as in every ledger; what no year knows yet stands
    after the last. What was raised before the first year begins there. While one is closed it has no span.
    """
    known = [_known(status, years) for status in statuses]
    beyond = any(len(now) > len(then) for *_, then, now in known)
    return [
        Life(status, tuple(_joined(_spans(status, years, told if beyond else told[:-1]))))
        for status, told in zip(statuses, known, strict=True)
    ]


def _known(status: Status, years: Sequence[Year]) -> list[tuple[Event, ...]]:
    """What each year knew of it and, at the end, all that there is."""
    found = []
    for year in years:
        known = {id(event) for event in status.recommendation.known_in(year.id, year.own_date)}
        found.append(tuple(event for event in status.events if id(event) in known))
    return [*found, status.events]


def _spans(status: Status, years: Sequence[Year], known: Sequence[tuple[Event, ...]]) -> Iterator[Span]:
    before: set[int] = set()
    raised_in = status.recommendation.raised_in
    for place, events in enumerate(known):
        if place < len(years) and years[place].id < raised_in:
            continue
        then = replace(status, events=events)
        new = tuple(event for event in events if id(event) not in before)
        before.update(map(id, events))
        raised = place < len(years) and years[place].id == raised_in
        if new or raised or then.is_open:
            ends = any(event is then.closed for event in new)
            yield Span(first=place, last=place, events=new, raised=raised, ends=ends, is_open=then.is_open)


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Years in which it was open and nothing happened, as one span."""
    last: Span | None = None
    for span in spans:
        if last and last.is_quiet and span.is_quiet:
            last = replace(last, last=span.last)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
