"""How a part of an assessment is cited: whose, which year, which number, and where the text comes from."""

from collections.abc import Iterator, Mapping
from typing import Final

from spr.model.assessment import Year
from spr.model.drafts import UNFINISHED
from spr.model.words import Provenance, Recorded

_COMES_FROM: Final[Mapping[Provenance, str]] = {
    Provenance.TRANSCRIBED: "transcribed from the force’s paper",
    Provenance.RESTATED: "restated from the force’s paper",
    Provenance.PARTIAL: "a partial record: the paper itself is not known here",
    Provenance.MADE_UP: "made-up data about a force that does not exist",
}
"""Where the text comes from, unless the force issued it here."""


def citation(force: str, year: Year, what: str) -> str:
    """
    *what* of a year as others cite it, in plain text; where it is to be found comes after it.

    "Northmoor Constabulary, Strategic Policing Requirement assessment, 2016 cycle, self-assessed August 2016,
    paragraph 21 (restated from the force’s paper; published here 23 November 2026)."
    """
    cycle = year.label if year.label.startswith(year.id) else f"{year.id}: {year.label}"
    about = "; ".join(_about(year))
    whole = f"{force}, Strategic Policing Requirement assessment, {cycle}, {what}"
    return f"{whole} ({about})." if about else f"{whole}."


def _about(year: Year) -> Iterator[str]:
    """What must be known of the text before relying on it."""
    kind = year.source.kind
    if kind in _COMES_FROM:
        yield _COMES_FROM[kind]
    here = "" if kind.is_ours else " here"
    if kind.is_ours and year.state in UNFINISHED:
        yield f"{year.state}, not published"
    for event in year.events(Recorded.PUBLISHED)[:1]:
        yield f"published{here} {event.date.in_words}"
    for event in year.events(Recorded.CORRECTED)[-1:]:
        yield f"corrected {event.date.in_words}"
    for event in year.events(Recorded.WITHDRAWN)[-1:]:
        yield f"withdrawn {event.date.in_words}"
