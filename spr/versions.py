"""The list of years, for machines (in the form of mike and Material) and for the year selector."""

import json
from collections.abc import Mapping, Sequence

from spr.model.assessment import Year
from spr.model.words import Recorded


def versions_json(years: Sequence[Year], digests: Mapping[str, str]) -> str:
    """
    The years as mike and Material list versions, newest first.

    *digests* has the SHA-256 of the data of each year, by its id.
    """
    listed = [
        {
            "version": year.id,
            "title": year.label,
            "aliases": [],
            "properties": {"state": year.state.value, "data_digest": digests[year.id]},
        }
        for year in reversed(years)
    ]
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def versions_js(years: Sequence[Year], pages: Mapping[str, Sequence[str]]) -> str:
    """
    The years for the year selector, newest first; *pages* has the addresses of each year's pages by its id.

    A script and not JSON, because a page that is opened from a file may load a script and nothing else.
    """
    listed = [
        {
            "id": year.id,
            "label": year.label,
            "state": year.state.value,
            "corrected": last_corrected(year),
            "pages": sorted(pages[year.id]),
        }
        for year in reversed(years)
    ]
    return f"window.sprYears = {json.dumps(listed, indent=1)};\n"


def last_corrected(year: Year) -> str:
    """The date of a year's last correction, as people write it; empty if there is none."""
    corrections = year.events(Recorded.CORRECTED)
    return corrections[-1].date.in_words if corrections else ""
