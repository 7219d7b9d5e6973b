"""Every recommendation as it stands today: what is open first, then what is closed, by cause."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from spr.changes.values import ordinal
from spr.ledger import Ledger, Status, ledger_to_date
from spr.model.dates import Date
from spr.model.words import Absent, Happened, small
from spr.narrative import ledger_in_words
from spr.render.home.view import HomeView
from spr.render.lives import label, render_lives
from spr.render.partial import fill, joined
from spr.render.parts import (
    Column,
    Row,
    abbreviations,
    absent,
    capital,
    date,
    link,
    said_in_line,
    section,
    sentence,
    table,
    titles,
)
from spr.render.recommendations import TERMS, count_of, due, terms_of
from spr.render.view import RECOMMENDATIONS, View
from spr.through_years import since_newest

VERIFIED = "Completed and verified"
DECLARED = "Declared complete, not verified"


def render_recommendations(view: HomeView) -> str:
    """Still open, the longest open first; then closed, by cause; then those that this copy leaves out."""
    sums = ledger_to_date(view.assessments)
    if not sums.statuses:
        return sentence("No recommendation is recorded.")
    still_open = [status for status in sums.statuses if status.is_open]
    to_date = ledger_in_words(sums)
    dates = [
        event.date for status in sums.statuses for event in status.events if isinstance(event.date, Date)
    ]
    last = f" The last thing that is told of any of them is of {max(dates).in_words}." if dates else ""
    last += _as_left(view, sums)
    body = joined(
        (
            sentence(f"Over all years: {small(to_date)}{last}"),
            section("Still open", "still-open", _still_open(view, still_open)),
            section("Each through the years", "lives", _lives(view, sums.statuses)),
            *_closed(view, [status for status in sums.statuses if status.cause]),
            _not_told(view, [status for status in sums.statuses if status.not_told]),
            section("Year by year", "ledger", _ledgers(view)),
        )
    )
    return joined((body, abbreviations(view.of(view.assessments.newest), body)))


def _as_left(view: HomeView, sums: Ledger) -> str:
    """That nothing is known of them that the newest year did not know, however long ago that was."""
    newest = view.assessments.years[-1]
    then = {status.recommendation.id: status.events for status in view.of(newest).ledger.statuses}
    if any(status.events != then.get(status.recommendation.id) for status in sums.statuses):
        return ""
    return f" All stand as they did in {newest.label}: nothing that happened later is recorded here."


def _lives(view: HomeView, statuses: Sequence[Status]) -> Markup:
    return render_lives(
        "The life of every recommendation: what each year was the first to tell of it",
        sorted(statuses, key=_longest_first),
        view.assessments.years,
        lambda status: label(_raised(view, status), status),
        lambda year: view.to(f"{year}/{RECOMMENDATIONS}"),
    )


def _still_open(view: HomeView, statuses: Sequence[Status]) -> Markup:
    if not statuses:
        return sentence("No recommendation is open.")
    columns = [
        *(Column("Recommendation"), Column("In brief", "words"), Column("Open for"), Column("Asked of")),
        *(Column("Due"), Column("Kind")),
    ]
    newest = view.of(view.assessments.years[-1])  # it knows what every role was ever called
    rows = [
        Row(
            _name(view, status),
            (
                _brief(view, status),
                escape(_open_for(status)),
                titles(newest, status.addressees) or absent(Absent.NOT_STATED),
                due(newest, status),
                escape(capital(status.recommendation.type)),
            ),
            id=_anchor(status),
        )
        for status in sorted(statuses, key=_longest_first)
    ]
    return table("still-open-table", f"Still open: {len(rows)}, the longest open first", columns, rows)


def _closed(view: HomeView, statuses: Iterable[Status]) -> Iterable[str]:
    """A part for each cause; completing is one of two, as somebody else has found it complete or not."""
    by_cause: dict[str, list[Status]] = {}
    for status in statuses:
        by_cause.setdefault(_cause(status), []).append(status)
    order = [DECLARED, VERIFIED, *(capital(cause) for cause in Happened if cause.closes)]
    for cause in sorted(by_cause, key=order.index):
        name = cause.lower().replace(",", "").replace(" ", "-")
        columns = [Column("Recommendation"), Column("In brief", "words"), Column("Closed")]
        columns += [Column("Verified")] if cause == VERIFIED else []
        rows = [
            Row(
                _name(view, status),
                (
                    _brief(view, status),
                    date(status.closed.date) if status.closed else Markup(),
                    *([date(status.verified.date)] if status.verified else []),
                ),
                id=_anchor(status),
            )
            for status in by_cause[cause]
        ]
        yield section(cause, name, table(f"{name}-table", f"{cause}: {len(rows)}", columns, rows))


def _not_told(view: HomeView, statuses: Sequence[Status]) -> str:
    if not statuses:
        return ""
    columns = [Column("Recommendation"), Column("In brief", "words")]
    rows = [Row(_name(view, status), (_brief(view, status),), id=_anchor(status)) for status in statuses]
    return section(
        "Not published here",
        "not-published-here",
        sentence("This copy leaves out whether these are open."),
        table("not-published-table", "Not published here", columns, rows),
    )


def _ledgers(view: HomeView) -> str:
    """The recommendations of every year as sums that balance, and what has happened since the newest."""
    columns = [
        Column("Year"),
        *(Column(words, "number") for words in TERMS),
        Column("Not published here", "number"),
    ]
    shown = [view.of(year).ledger for year in view.assessments.years]
    most = max(len(sums.still_open) + len(sums.all_closed) for sums in shown)
    rows = []
    for year in view.assessments.years:
        of_year = view.of(year)
        sums = of_year.ledger
        *moved, still_open = terms_of(sums)
        rows.append(
            Row(
                link(of_year.to(RECOMMENDATIONS), year.id) + _bar(sums, most),
                (
                    *moved,
                    still_open + ("" if year.covers is None else " recorded"),
                    count_of(sums.not_told),
                ),
            )
        )
    since = since_newest(view.assessments)
    if since:
        head = escape("Since then, to date") + _bar(since, most)
        rows.append(Row(head, (*terms_of(since), count_of(since.not_told))))
    rule = (
        "Open at the start, and raised, and reopened, less closed, makes still open. "
        "Of the bar beneath each year, the full part is still open and the empty part was closed. "
    )
    rule += "What was closed and reopened is counted each time. "
    hidden = "One that is not published here is in none of these numbers."
    return joined(
        (
            table("ledger-of-years", "Recommendations year by year, oldest first", columns, rows),
            sentence(rule + hidden),
            *(
                sentence(
                    f"Of {old.id}, only a part is recorded: more may have been open at its end, so that how "
                    f"many were open at the start of {new.id} is not known."
                )
                for old, new in pairwise(view.assessments.years)
                if old.covers is not None
            ),
        )
    )


def _bar(sums: Ledger, most: int) -> Markup:
    """What is still open as a full bar and, behind it, what was closed as an empty one; *most* are 78 px."""
    unit = 78 / max(most, 1)
    still_open, closed = (round(unit * len(each), 1) for each in (sums.still_open, sums.all_closed))
    return fill("bar", full=still_open, empty=closed)


def _cause(status: Status) -> str:
    if status.completed:
        return VERIFIED if status.verified else DECLARED
    return capital(status.cause or "")


def _longest_first(status: Status) -> tuple[int, str]:
    return -status.age, status.recommendation.id


def _raised(view: HomeView, status: Status) -> View:
    """The year that raised a recommendation; the newest where this copy does not have it."""
    return view.of(view.assessments.year(status.recommendation.raised_in) or view.assessments.newest)


def _anchor(status: Status) -> str:
    """Where a recommendation stands on this page; every year's own page leads there."""
    return f"r{status.recommendation.id}"


def _name(view: HomeView, status: Status) -> Markup:
    recommendation = status.recommendation
    return link(_raised(view, status).to_recommendation(recommendation), recommendation.id)


def _brief(view: HomeView, status: Status) -> Markup:
    recommendation = status.recommendation
    return said_in_line(_raised(view, status), recommendation.in_brief, of_year=recommendation.raised_in)


def _open_for(status: Status) -> str:
    """How many years have reported it by now."""
    if not status.age:
        return "First year"
    reopened = any(event.what is Happened.REOPENED for event in status.events)
    running = f"{capital(ordinal(status.age + 1))} year"
    return f"{running}; reopened" if reopened else f"{running} running"
