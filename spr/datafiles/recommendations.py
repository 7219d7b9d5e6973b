"""recommendations.csv: a row for each recommendation that a year has to do with, as the year knew it."""

from typing import Final

from spr.datafiles.table import YES, Row, as_csv, date_cell, list_cell, said_cell, withheld_cells
from spr.ledger import Status, ledger
from spr.model.assessment import Year
from spr.model.recommendation import Event
from spr.model.shared import Assessments
from spr.model.words import Absent
from spr.narrative import event_in_words

COLUMNS: Final = (
    *("id", "raised_in", "number", "heading", "in_brief", "text", "parts"),
    *("withheld_exemption", "withheld_reason", "addressees", "threats", "threats_by_editors"),
    *("origin", "type", "type_by_editors"),
    *("state", "cause", "closed_on", "verified_on", "due", "times_moved", "age", "events"),
    *("marking", "audience"),
)


def recommendations_file(known: Assessments, year: Year) -> str:
    """The recommendations of *year*, in what is *known* to it."""
    titles = {part.id: part.title for part in known.parts()}
    rows = (_row(known, status, titles) for status in ledger(known, year).of_the_year)
    return as_csv(COLUMNS, rows, year)


def state_of(status: Status) -> str:
    """Open or closed, or that this copy may not tell."""
    if status.not_told:
        return Absent.NOT_PUBLISHED_HERE.value
    return "open" if status.is_open else "closed"


def _row(known: Assessments, status: Status, titles: dict[str, str]) -> Row:
    recommendation = status.recommendation
    return {
        "id": recommendation.id,
        "raised_in": recommendation.raised_in,
        "number": recommendation.number,
        "heading": recommendation.heading,
        "in_brief": said_cell(recommendation.in_brief),
        "text": said_cell(recommendation.text),
        "parts": list_cell(f"{part.id}: {part.text}" for part in recommendation.parts),
        **withheld_cells(recommendation.text),
        "addressees": list_cell(titles.get(name, name) for name in status.addressees),
        "threats": list_cell(recommendation.threats),
        "threats_by_editors": YES[recommendation.threats_by_editors],
        "origin": recommendation.origin_of,
        "type": recommendation.type,
        "type_by_editors": YES[recommendation.type_by_editors],
        "state": state_of(status),
        "cause": status.cause,
        "closed_on": date_cell(status.closed.date) if status.closed else None,
        "verified_on": date_cell(status.verified.date) if status.verified else None,
        "due": date_cell(status.due),
        "times_moved": status.times_moved,
        "age": status.age,
        "events": list_cell(_event(event, known) for event in status.events),
        "marking": recommendation.disclosure.marking,
        "audience": recommendation.disclosure.audience,
    }


def _event(event: Event, known: Assessments) -> str:
    return " ".join(filter(None, (event_in_words(event, known), event.text)))
