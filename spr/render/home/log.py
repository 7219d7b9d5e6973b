"""The log: every dated thing that happened, newest first, with an anchor for each date."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from spr.log import (
    Day,
    Happened,
    RecommendationEvent,
    Sort,
    YearDate,
    YearEvent,
    log,
    sort_of,
)
from spr.model.recommendation import Event, Recommendation
from spr.model.shared import Meeting
from spr.model.words import EDITORS, Recorded
from spr.narrative import event_in_words
from spr.render.home.view import HomeView
from spr.render.partial import fill, joined
from spr.render.parts import sentence
from spr.render.text import heading, line, plain

LATEST: Final = 5
"""Dates that the first page shows of the log."""

HOW_TO_READ: Final = (
    "Newest first. Each date has an address of its own: what happened since a date is everything above it."
)

NOTHING_YET: Final = "Nothing that happened has been recorded yet."

_OF_YEARS: Final = {
    "tasked": "Leads were asked for their assessments",
    "assessed": "Leads had assessed",
    "reported": "The report went to the policing body",
    "published": "The force published it",
}
_TO_YEARS: Final = {
    Recorded.REVIEWED: "Reviewed",
    Recorded.AGREED: "Agreed",
    Recorded.SUBMITTED: "Submitted to the policing body",
    Recorded.ANSWERED: "Answered by the policing body",
    Recorded.PUBLISHED: "Published here",
    Recorded.CORRECTED: "Corrected",
    Recorded.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True)
class Entry:
    """A line of the log: what sort it is, what it is about, with a link there, and what happened, if told."""

    sort: Sort
    about: str
    href: str
    text_html: Markup


def render_latest_events(view: HomeView) -> str:
    """What happened on the newest dates, and the way to the rest."""
    days = [day for day in log(view.assessments) if day.date]
    if not days:
        return sentence(NOTHING_YET)
    return joined([*(_day(view, day, "###") for day in days[:LATEST]), "[The whole log](log/index.md)"])


def render_log(view: HomeView) -> str:
    """Everything that happened, under the calendar years and the dates."""
    all_days = log(view.assessments)
    if not all_days:
        return sentence(NOTHING_YET)
    there = {sort_of(happened) for day in all_days for happened in day.happened}
    choice = fill("log-choice", sorts=[sort for sort in Sort if sort in there])
    blocks: list[str] = [sentence(HOW_TO_READ), choice]
    for title, days in groupby(all_days, key=_calendar_year):
        blocks.append(f"## {title} {{ #{_anchor(title)} }}")
        blocks += [_day(view, day, "###") for day in days]
    return joined(blocks)


def _calendar_year(day: Day) -> str:
    return str(day.date.parts[0]) if day.date else "Date not stated"


def _anchor(title: str) -> str:
    return f"in-{title}" if title.isdigit() else "without-a-date"


def _day(view: HomeView, day: Day, marks: str) -> str:
    title = day.date.in_words if day.date else "Without a date"
    anchor = day.date.text if day.date else "not-stated"
    in_order = sorted(day.happened, key=lambda happened: list(Sort).index(sort_of(happened)))
    return f"{marks} {heading(title)} {{ #d-{anchor} }}\n\n{fill('log', entries=_entries(view, in_order))}"


def _entries(view: HomeView, happened: Sequence[Happened]) -> Sequence[Entry]:
    return [log_entry(view, each) for each in happened]


def log_entry(view: HomeView, happened: Happened) -> Entry:
    """What happened, as a line of the log."""
    sort = sort_of(happened)
    match happened:
        case Meeting(title=title, body=body, reference=reference):
            told = ", ".join(part for part in (body, reference) if part and part not in title)
            return Entry(sort, title, "", Markup("{}.").format(told) if told else Markup())
        case YearDate(year=year, what=what):
            href = view.of(year).to("index.html")
            return Entry(sort, year.label, href, Markup("{}.").format(_OF_YEARS[what]))
        case YearEvent(year=year):
            return Entry(sort, year.label, view.of(year).to("index.html"), _year_event(view, happened))
        case RecommendationEvent(recommendation=recommendation, event=event):
            return _recommendation_event(view, recommendation, event)


def _year_event(view: HomeView, happened: YearEvent) -> Markup:
    event, of_year = happened.event, view.of(happened.year)
    by = "the editors of this site" if event.by == EDITORS else of_year.title(event.by)
    said = [f"{_TO_YEARS[event.what]}, by {by}"]
    if event.word:
        said.append(f"“{event.word}”")
    text = event.reason or event.text
    sentence_html = Markup("{}.").format(": ".join(said))
    return sentence_html + (Markup(" ") + line(of_year, text) if text else Markup())


def _recommendation_event(view: HomeView, recommendation: Recommendation, event: Event) -> Entry:
    raised = view.assessments.year(recommendation.raised_in)
    of_year = view.of(raised or view.assessments.newest)
    words = plain(of_year, event_in_words(event, view.assessments, dated=False))
    text = line(of_year, event.text, of_year=event.told_in) if event.text else Markup()
    return Entry(
        Sort.RECOMMENDATION,
        recommendation.id,
        of_year.to_recommendation(recommendation) if raised else "",
        Markup(" ").join(filter(None, (words, text))),
    )
