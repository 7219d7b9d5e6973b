"""Every dated thing that happened, in one order: to a year as a whole, to a recommendation, at a meeting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from spr.model.assessment import RecordEvent, Year
from spr.model.dates import Date
from spr.model.recommendation import Event, Recommendation
from spr.model.shared import Assessments, Meeting
from spr.model.words import Absent, Recorded


class Sort(StrEnum):
    """What sort of thing happened; each value is the word that people read."""

    MEETING = "Meeting"
    REPORT = "Report"
    APPROVAL = "Approval"
    PUBLICATION = "Publication"
    CORRECTION = "Correction"
    ANSWER = "Answer"
    WITHDRAWAL = "Withdrawal"
    RECOMMENDATION = "Recommendation"


_SORTS: Final = {
    Recorded.REVIEWED: Sort.APPROVAL,
    Recorded.AGREED: Sort.APPROVAL,
    Recorded.SUBMITTED: Sort.REPORT,
    Recorded.ANSWERED: Sort.ANSWER,
    Recorded.PUBLISHED: Sort.PUBLICATION,
    Recorded.CORRECTED: Sort.CORRECTION,
    Recorded.WITHDRAWN: Sort.WITHDRAWAL,
}


@dataclass(frozen=True)
class YearEvent:
    """Something happened to a year as a whole."""

    year: Year
    event: RecordEvent


@dataclass(frozen=True)
class YearDate:
    """A date of a year's cycle: tasked, assessed, reported or published."""

    year: Year
    what: str


@dataclass(frozen=True)
class RecommendationEvent:
    """Something happened to a recommendation."""

    recommendation: Recommendation
    event: Event


Happened = YearEvent | YearDate | RecommendationEvent | Meeting


@dataclass(frozen=True)
class Day:
    """What happened on one date, as exactly as that is known; None where the date is not stated."""

    date: Date | None
    happened: tuple[Happened, ...]


def log(copy: Assessments) -> Sequence[Day]:
    """Everything that happened, newest first; what has no date comes last."""
    dated = [(date, happened) for date, happened in _everything(copy) if date is not None]
    undated = tuple(happened for date, happened in _everything(copy) if date is None)
    dated.sort(key=lambda pair: pair[0], reverse=True)
    days = [
        Day(date, tuple(happened for _, happened in group))
        for date, group in groupby(dated, key=lambda pair: pair[0])
    ]
    return (*days, Day(None, undated)) if undated else days


def sort_of(happened: Happened) -> Sort:
    """What sort of thing happened."""
    match happened:
        case Meeting():
            return Sort.MEETING
        case YearDate(what=what):
            return Sort.PUBLICATION if what == "published" else Sort.REPORT
        case YearEvent(event=event):
            return _SORTS[event.what]
        case RecommendationEvent():
            return Sort.RECOMMENDATION


def _everything(copy: Assessments) -> Iterator[tuple[Date | None, Happened]]:
    for meeting in copy.meetings:
        yield meeting.date, meeting
    for year in copy.years:
        for what in ("tasked", "assessed", "reported", "published"):
            date = getattr(year.dates, what)
            if isinstance(date, Date):
                yield date, YearDate(year, what)
        for recorded in year.record:
            yield recorded.date, YearEvent(year, recorded)
    for recommendation in copy.recommendations:
        for event in recommendation.events:
            date = None if isinstance(event.date, Absent) else event.date
            yield date, RecommendationEvent(recommendation, event)
