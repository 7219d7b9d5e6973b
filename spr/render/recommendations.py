"""Recommendations: opened, closed, still open; each with its life so far."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeVar

from markupsafe import Markup, escape

from spr.ledger import Ledger, NotRecorded, Recommendations, Status
from spr.model.assessment import Evidence
from spr.model.dates import Date
from spr.model.recommendation import Event, InspectionFinding, Part, Recommendation
from spr.model.words import Absent, Covered, Origin, RecommendationType
from spr.narrative import event_in_words, ledger_in_words
from spr.render.cite import cite_recommendation
from spr.render.lives import label, render_lives
from spr.render.paragraphs import paragraphs_telling_of
from spr.render.partial import fill, joined
from spr.render.parts import (
    BY_EDITORS,
    Column,
    Row,
    absent,
    capital,
    date,
    facts,
    items,
    link,
    listed,
    marking,
    none,
    recommendation_name,
    said,
    said_in_line,
    section,
    sentence,
    table,
    titles,
    to_paragraph,
    to_recommendations,
    to_threats,
    who,
    word,
)
from spr.render.text import heading, line, plain
from spr.render.view import RECOMMENDATIONS, View

T = TypeVar("T")

RAISED_BY: Final[Mapping[str, str]] = {
    Origin.SELF: "the force itself",
    Origin.INSPECTORATE: "the inspectorate",
    Origin.POLICING_BODY: "the policing body",
    Origin.DEBRIEF: "a debrief",
}

TERMS: Final = ("Open at the start", "Raised", "Reopened", "Closed", "Still open")
"""What a sum of recommendations is made of: the last is the first, and what came, less what went."""


def render_ledger(view: View) -> str:
    """The recommendations of the year as a sum, in numbers and in a sentence, and by their types."""
    sums = view.ledger
    looks = ("", "plus", "plus", "minus", "sum")
    terms = (
        {"word": words, "value_html": number, "look": look}
        for words, number, look in zip(TERMS, terms_of(sums), looks, strict=True)
    )
    return joined((fill("ledger", terms=tuple(terms)), sentence(ledger_in_words(sums)), *_by_type(sums)))


def terms_of(sums: Ledger) -> tuple[Markup, ...]:
    """The numbers of a sum, one for each of `TERMS`."""
    moved = (sums.open_at_start, sums.raised, sums.reopened, sums.all_closed, sums.still_open)
    return tuple(map(count_of, moved))


def count_of(recommendations: Recommendations | NotRecorded) -> Markup:
    """How many there are, if that is known."""
    if isinstance(recommendations, Absent):
        return absent("not known")
    return escape(len(recommendations))


def _by_type(sums: Ledger) -> Iterator[Markup]:
    """The same sum for each type, where there is more than one."""
    by_type = {each: sums.of_type(each) for each in RecommendationType}
    rows = [Row(escape(capital(each)), terms_of(of)) for each, of in by_type.items() if of.of_the_year]
    if len(rows) > 1:
        columns = [Column("Type"), *(Column(words, "number") for words in TERMS)]
        yield table("ledger-by-type", "The same by type", columns, rows)


def render_lives_so_far(view: View) -> str:
    """Every recommendation that the year has to do with, year by year until this one; nothing if none."""
    statuses = sorted(view.ledger.of_the_year, key=lambda status: -status.age)
    if not statuses:
        return ""
    return section(
        "Each through the years",
        "lives",
        render_lives(
            "The life of each recommendation so far: what each year was the first to tell of it",
            statuses,
            view.assessments.years,
            lambda status: label(view, status),
            lambda year: view.to_year(year, RECOMMENDATIONS),
        ),
    )


def render_raised(view: View) -> str:
    """The recommendations that were raised in the year."""
    if not view.ledger.raised:
        return none(view, Covered.RECOMMENDATIONS, "The report raises no recommendation.")
    return _cards(view, view.ledger.raised)


def render_closed(view: View) -> str:
    """The recommendations that were closed in the year as far as this copy tells, and are not open again."""
    apart = {each.id for each in (*view.ledger.told_since, *view.ledger.not_told)}
    statuses = [status for status in view.ledger.of_the_year if status.cause]
    closed = [status.recommendation for status in statuses if status.recommendation.id not in apart]
    return _named_then_cards(view, closed) if closed else sentence("No recommendation was closed.")


def render_told_since(view: View) -> str:
    """Those closed before the year began of which it tells more; nothing if there are none."""
    if not view.ledger.told_since:
        return ""
    told = _named_then_cards(view, view.ledger.told_since)
    return section("Closed before, and more told this year", "told-since", told)


def render_still_open(view: View) -> str:
    """The recommendations that are still open by the year's own date, and where today's state stands."""
    if not view.ledger.still_open:
        return sentence("No recommendation is open.")
    today = view.to_home(RECOMMENDATIONS)
    since = Markup("That is how it was when this report was made. What has happened since: {}.")
    told = [sentence(since.format(link(today, "recommendations as of today")))] if today else []
    return joined([*told, _named_then_cards(view, view.ledger.still_open)])


def render_not_told(view: View) -> str:
    """Those whose state this copy may not tell; nothing if there are none."""
    if not view.ledger.not_told:
        return ""
    return section(
        "Not published here",
        "not-published-here",
        sentence("This copy leaves out whether these are open; they are in none of the numbers above."),
        _cards(view, view.ledger.not_told),
    )


def recommendation_title(view: View, recommendation: Recommendation) -> str:
    """A recommendation's name with the heading that the report gives it, if it gives one."""
    name = recommendation_name(view, recommendation)
    own = recommendation.heading
    return f"{name}: {own}" if own and own not in set(Absent) else name


def recommendation_card(view: View, status: Status, *, life: bool = True) -> Markup:
    """A recommendation in full: its text, what is known of it and, with *life*, what happened so far."""
    recommendation = status.recommendation
    return fill(
        "recommendation",
        anchor=view.anchor(recommendation),
        state_html=_state(status) if life else _kind(recommendation),
        text_html=_text(view, recommendation),
        facts_html=facts(_facts(view, status)),
        life=[*_life(view, status)] if life else [],
        cite_html=cite_recommendation(view, recommendation),
    )


def brief_list(view: View, recommendations: Iterable[Recommendation]) -> Markup:
    """Recommendations in a line each, with links to their lives."""
    return items(_brief(view, view.ledger.status(each)) for each in recommendations)


def _named_then_cards(view: View, recommendations: Iterable[Recommendation]) -> str:
    """All of them in a line each; in full those of earlier years, since those of this year stand above."""
    named = list(recommendations)
    earlier = [each for each in named if each.raised_in != view.year.id]
    return joined((brief_list(view, named), _cards(view, earlier)))


def _cards(view: View, recommendations: Iterable[Recommendation]) -> str:
    return joined(
        block
        for each in recommendations
        for block in (
            f"### {heading(recommendation_title(view, each))} {{ #{view.anchor(each)} }}",
            recommendation_card(view, view.ledger.status(each)),
        )
    )


def _brief(view: View, status: Status) -> Markup:
    recommendation = status.recommendation
    name = link(view.to_recommendation(recommendation), recommendation_name(view, recommendation))
    brief = said_in_line(view, recommendation.in_brief, of_year=recommendation.raised_in)
    if status.cause:
        verified = ", and verified" if status.verified else ""
        return Markup("{}: {} Closed: {}{}.").format(name, brief, status.cause, verified)
    asked = titles(view, status.addressees)
    due = Markup("due {}").format(date(due_as_known(view, status))) if status.is_open else Markup()
    details = [escape(words) for words in (asked, due) if words]
    return (
        Markup("{}: {} ({})").format(name, brief, Markup("; ").join(details))
        if details
        else Markup("{}: {}").format(name, brief)
    )


def _state(status: Status) -> Markup:
    if status.not_told:
        badge = absent(Absent.NOT_PUBLISHED_HERE)
    elif status.cause:
        badge = fill("badge", words=f"Closed: {status.cause}", look="closed")
    else:
        badge = fill("badge", words="Still open", look="open")
    return Markup("{} {}").format(badge, _kind(status.recommendation))


def _kind(recommendation: Recommendation) -> Markup:
    by = Markup(" ") + BY_EDITORS if recommendation.type_by_editors else Markup()
    raised = RAISED_BY[recommendation.origin_of]
    return Markup("{}{}, raised by {}").format(capital(recommendation.type), by, raised)


def _text(view: View, recommendation: Recommendation) -> Markup:
    text = said(view, recommendation.text, of_year=recommendation.raised_in)
    if recommendation.text is Absent.NOT_STATED:
        brief = said_in_line(view, recommendation.in_brief, of_year=recommendation.raised_in)
        why = _as_known(view, recommendation, recommendation.text)
        text = Markup("<p>Text: {} In brief: {}</p>").format(absent(why), brief)
    return text + items(_part(view, recommendation, part) for part in recommendation.parts)


def _part(view: View, recommendation: Recommendation, part: Part) -> Markup:
    text = Markup("({}) {}").format(part.id, line(view, part.text, of_year=recommendation.raised_in))
    if part.addressees == recommendation.addressees:
        return text
    return Markup("{} <em>Asked of: {}</em>").format(text, titles(view, part.addressees))


def _facts(view: View, status: Status) -> Iterator[tuple[str, Markup | None]]:
    recommendation = status.recommendation
    hidden = absent(Absent.NOT_PUBLISHED_HERE) if recommendation.text is Absent.NOT_PUBLISHED_HERE else None
    yield "Asked of", hidden or titles(view, status.addressees)
    yield "On", hidden or _threats(view, recommendation)
    yield "Due", due(view, status)
    yield "Found by", _finding(recommendation.finding) if recommendation.finding else None
    if recommendation.number is Absent.NOT_STATED:
        number = _as_known(view, recommendation, recommendation.number)
        yield "Number", Markup("{} The letter was given by the editors of this site.").format(absent(number))
    yield "Comes from", to_recommendations(view, recommendation.lineage) or None
    told = [to_paragraph(view, each.id) for each in paragraphs_telling_of(view, recommendation)]
    yield "Told of in", listed(told) if told else None
    yield "Evidence", items(_evidence(view, each) for each in recommendation.evidence) or None
    yield "Marking", marking(recommendation) or None


def _threats(view: View, recommendation: Recommendation) -> Markup:
    if not recommendation.threats:
        return Markup("No threat in particular")
    by = Markup(" ") + BY_EDITORS if recommendation.threats_by_editors else Markup()
    return to_threats(view, recommendation.threats) + by


def due(view: View, status: Status) -> Markup:
    """By when, and how often that was moved."""
    if not isinstance(status.due, Date):
        return date(due_as_known(view, status))
    times = {0: "", 1: " (moved once)", 2: " (moved twice)"}
    return date(status.due) + times.get(status.times_moved, f" (moved {status.times_moved} times)")


def due_as_known(view: View, status: Status) -> Date | Absent:
    """By when, or why that is not known: the report that raised it may not be."""
    return _as_known(view, status.recommendation, status.due)


def _as_known(view: View, recommendation: Recommendation, what: T) -> T | Absent:
    year = view.assessments.year(recommendation.raised_in)
    return year.as_known(what) if year else what


def _finding(finding: InspectionFinding) -> Markup:
    words = [finding.body, finding.programme, finding.date.in_words if finding.date else None]
    words += [f"reference {finding.reference}" if finding.reference else None]
    return Markup("{}: {}").format(", ".join(filter(None, words)), finding.kind.replace("-", " "))


def _evidence(view: View, evidence: Evidence) -> Markup:
    return Markup("{}; reference {}; date {}; held by {}").format(
        word(view, evidence.what),
        word(view, evidence.reference),
        date(evidence.date),
        who(view, evidence.held_by),
    )


def _life(view: View, status: Status) -> Iterator[dict[str, Markup]]:
    recommendation = status.recommendation
    year = view.assessments.year(recommendation.raised_in)
    yield {
        "date_html": escape(recommendation.raised_in),
        "what_html": Markup("Raised by {} ({}).").format(
            RAISED_BY[recommendation.origin_of], year.label if year else recommendation.raised_in
        ),
    }
    for event in status.events:
        yield {"date_html": date(event.date), "what_html": _happened(view, event)}


def _happened(view: View, event: Event) -> Markup:
    if isinstance(event.what, Absent):
        return absent(event.what)
    parts = [
        plain(view, event_in_words(event, view.assessments, dated=False)),
        line(view, event.text, of_year=event.told_in) if event.text else Markup(),
        _told_in(view, event),
        marking(event),
    ]
    if event.superseded_by:
        parts.append(Markup("See {}.").format(to_recommendations(view, event.superseded_by)))
    return Markup(" ").join(filter(None, parts))


def _told_in(view: View, event: Event) -> Markup:
    """Where a report tells of an event, as a link to its paragraph."""
    year = view.assessments.year(event.told_in or "")
    number = (
        next((each.number for each in year.paragraphs if each.id == event.paragraph), None) if year else None
    )
    if not year or not number:
        return Markup()
    words = f"paragraph {number}" if year.id == view.year.id else f"paragraph {number} of {year.id}"
    return Markup("({})").format(link(view.to_cited("paragraph", number, year.id), words))
