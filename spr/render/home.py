"""The pages of the site that looks across years."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from spr.log import Day, Happened, RecommendationEvent, YearDate, YearEvent, log
from spr.model.assessment import Year
from spr.model.horizon import up_to
from spr.model.shared import Assessments, Meeting
from spr.model.words import EDITORS, Recorded
from spr.narrative import event_in_words
from spr.render.partial import fill, joined
from spr.render.parts import date, said_in_line
from spr.render.status import PROVENANCE, spr_editions
from spr.render.text import heading, line
from spr.render.view import REPORT, View

LATEST: Final = 5
"""Dates that the first page shows of the log."""

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
class HomeView:
    """A page of the home site, in a copy for one audience; `here` is its address there."""

    assessments: Assessments
    here: str

    def of(self, year: Year) -> View:
        """A year as this page sees it: what it says, with links that lead from here."""
        return View(up_to(self.assessments, year), year, self.here, folder=f"{year.id}/")


@dataclass(frozen=True)
class YearRow:
    """A year in the list of years; each text as people read it."""

    label: str
    href: str
    state: str
    spr_editions: str
    reported_html: Markup
    provenance: str


@dataclass(frozen=True)
class Entry:
    """A line of the log: what it is about, with a link there, and what happened."""

    about: str
    href: str
    text_html: Markup


def render_newest(view: HomeView) -> str:
    """The newest year in brief."""
    year = view.assessments.newest
    of_year = view.of(year)
    return fill(
        "newest",
        label=year.label,
        href=of_year.to("index.html"),
        state=year.state,
        brief_html=said_in_line(of_year, year.in_brief),
        report_href=of_year.to(REPORT),
    )


def render_years(view: HomeView) -> str:
    """All years with their states, newest first."""
    rows = [
        YearRow(
            label=year.label,
            href=view.of(year).to("index.html"),
            state=year.state,
            spr_editions=spr_editions(view.of(year)),
            reported_html=date(year.dates.reported),
            provenance=PROVENANCE[year.source.kind],
        )
        for year in reversed(view.assessments.years)
    ]
    return fill("years", rows=rows)


def render_latest_events(view: HomeView) -> str:
    """What happened on the newest dates, and the way to the rest."""
    days = [day for day in log(view.assessments) if day.date]
    return joined([*(_day(view, day, "###") for day in days[:LATEST]), "[The whole log](log/index.md)"])


def render_log(view: HomeView) -> str:
    """Everything that happened, newest first, with an anchor for each date."""
    return joined(_day(view, day, "##") for day in log(view.assessments))


HOME_MACROS: Final[Mapping[str, Callable[..., str]]] = {
    "newest": render_newest,
    "years": render_years,
    "latest_events": render_latest_events,
    "log": render_log,
}


def _day(view: HomeView, day: Day, marks: str) -> str:
    title = day.date.in_words if day.date else "Date not stated"
    anchor = day.date.text if day.date else "not-stated"
    entries = [_entry(view, happened) for happened in day.happened]
    return f"{marks} {heading(title)} {{ #d-{anchor} }}\n\n{fill('log', entries=entries)}"


def _entry(view: HomeView, happened: Happened) -> Entry:
    match happened:
        case Meeting(title=title, body=body, reference=reference):
            told = ", ".join(part for part in (body, reference) if part)
            return Entry(f"Meeting: {title}", "", Markup("{}").format(told))
        case YearDate(year=year, what=what):
            return Entry(year.label, view.of(year).to("index.html"), Markup("{}.").format(_OF_YEARS[what]))
        case YearEvent(year=year):
            return Entry(year.label, view.of(year).to("index.html"), _year_event(view, happened))
        case RecommendationEvent(recommendation=recommendation, event=event):
            raised = view.assessments.year(recommendation.raised_in)
            of_year = view.of(raised) if raised else None
            return Entry(
                f"Recommendation {recommendation.id}",
                of_year.to_recommendation(recommendation) if of_year else "",
                Markup("{}").format(event_in_words(event, view.assessments, dated=False)),
            )


def _year_event(view: HomeView, happened: YearEvent) -> Markup:
    event, of_year = happened.event, view.of(happened.year)
    by = "the editors of this site" if event.by == EDITORS else of_year.title(event.by)
    said = [f"{_TO_YEARS[event.what]}, by {by}"]
    if event.word:
        said.append(f"“{event.word}”")
    text = event.reason or event.text
    sentence = Markup("{}.").format(": ".join(said))
    return sentence + (Markup(" ") + line(of_year, text) if text else Markup())
