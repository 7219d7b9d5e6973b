"""What a year is, in a few plain sentences: the line that stands above every one of its pages."""

from collections.abc import Iterator
from typing import Final

from spr.model.assessment import Year
from spr.model.words import Absent, Provenance, Recorded, State
from spr.render.parts import covers, listed
from spr.render.view import View

PROVENANCE: Final = {
    Provenance.ISSUED: "Issued here",
    Provenance.TRANSCRIBED: "Transcribed from the paper as issued",
    Provenance.RESTATED: "Restated: the facts of the force’s paper in other words, not issued by the force",
    Provenance.PARTIAL: "Partial: the paper itself is not known here",
    Provenance.MADE_UP: "Made-up data about a force that does not exist",
}


def render_status(view: View) -> str:
    """State, agreement, SPR edition, plan year, marking and provenance of a year, in plain text."""
    return " ".join(_sentences(view))


def spr_editions(view: View) -> str:
    """The SPR editions that a year is held against, by name."""
    editions = (view.assessments.reference.edition(name) for name in view.year.spr_editions)
    return str(listed(edition.name for edition in editions if edition).unescape())


def state_in_words(year: Year) -> str:
    """The state of a year with its date, as a sentence."""
    word = year.state.capitalize()
    happened = {State.PUBLISHED: Recorded.PUBLISHED, State.WITHDRAWN: Recorded.WITHDRAWN}.get(year.state)
    events = year.events(happened) if happened else ()
    where = "" if year.source.kind.is_ours else " here"  # elsewhere the paper may have been published before
    return f"{word}{where} on {events[-1].date.in_words}." if events else f"{word}."


def state_today(year: Year) -> str:
    """The state of a year and its corrections, as sentences: what has happened to it until today."""
    corrected = (f"Corrected on {event.date.in_words}." for event in year.events(Recorded.CORRECTED))
    return " ".join((state_in_words(year), *corrected))


def marking_in_words(year: Year) -> str:
    """The marking of a year, or that there is none: what stands at the top of every sheet."""
    marking = year.as_known(year.marking)
    return f"Marking {marking}" if marking in set(Absent) else str(marking)


def _sentences(view: View) -> Iterator[str]:
    year = view.year
    yield state_in_words(year)
    yield f"{PROVENANCE[year.source.kind]}."
    if covers(view):
        yield covers(view)
    yield f"{_agreement(view)}."
    yield f"Held against the {spr_editions(view)}."
    plan = year.as_known(year.dates.plan_year)
    yield f"Plan year {plan}." if isinstance(plan, Absent) else f"For the plan year {plan}."
    marking = year.as_known(year.marking)
    yield f"Marking {marking}." if marking in set(Absent) else f"Marked {marking}."
    for event in year.events(Recorded.CORRECTED):
        yield f"Corrected on {event.date.in_words}."


def _agreement(view: View) -> str:
    agreed = view.year.events(Recorded.AGREED)
    if agreed:
        return f"Agreed by {view.title(agreed[-1].by)}, {agreed[-1].date.in_words}"
    if view.year.source.kind.is_ours:
        return "Not agreed yet"
    return f"Agreed by: {view.year.as_known(Absent.NOT_STATED)}"
