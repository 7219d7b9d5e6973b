"""What every page of a site shows: the values that the templates in overrides/ read from `extra.spr_page`."""

from typing import Final

from spr.datafiles import data_digest
from spr.model.assessment import Year
from spr.model.shared import Assessments
from spr.model.words import Recorded, State
from spr.render.home import FEED
from spr.render.status import render_status
from spr.render.text import without_signs
from spr.render.view import View
from spr.versions import last_corrected

WARNINGS: Final = {
    State.DRAFT: ("Draft – not agreed", "It may change, and is not for citing."),
    State.AGREED: ("Agreed – not published yet", "It is not for citing before it is published."),
    State.WITHDRAWN: ("Withdrawn", "It no longer stands."),
}
"""Of a year that does not stand: a few words that nobody may overlook, and a sentence on what they mean."""

MADE_UP: Final = (
    "{force} does not exist. Everything on this site was written to show how the site works, "
    "and says nothing about any real force."
)


def year_values(assessments: Assessments, year: Year, *, preview: bool) -> dict[str, object]:
    """For a year; *assessments* are what it can see. A preview has no home to lead to."""
    values: dict[str, object] = {
        "year_id": year.id,
        "year_label": year.label,
        "status": render_status(View(assessments, year, "index.html")),
        "state": year.state.value,
        "warning": _warning(year),
        "corrected": last_corrected(year),
        "data_digest": data_digest(assessments, year),
        **_force_values(assessments),
    }
    return values | {"home_href": ""} if preview else values


def _warning(year: Year) -> tuple[str, str] | None:
    """What nobody may overlook; of a withdrawn year with the reason, wherever a reader was led to."""
    if year.state not in WARNINGS:
        return None
    title, meaning = WARNINGS[year.state]
    reasons = [event.reason for event in year.events(Recorded.WITHDRAWN)[-1:] if event.reason]
    given = ("Reason given:", *without_signs(reasons[0])) if reasons else ()
    return title, " ".join((meaning, *given))


def home_values(assessments: Assessments, data_digest: str) -> dict[str, object]:
    """For the home site; *data_digest* is the checksum of all that its copy holds."""
    return {**_force_values(assessments), "feed": FEED, "data_digest": data_digest}


def _force_values(assessments: Assessments) -> dict[str, object]:
    force = assessments.force
    return {"made_up": force.made_up, "made_up_note": MADE_UP.format(force=force.name)}
