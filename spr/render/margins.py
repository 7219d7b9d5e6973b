"""What stands in the margins of every printed sheet: a sheet that is passed on must say what it is."""

from spr.model.assessment import Year
from spr.model.shared import Assessments
from spr.model.words import Provenance
from spr.render.status import PROVENANCE, marking_in_words, state_in_words


def year_margins(year: Year, site_name: str) -> str:
    """A style sheet with the site's name, the year, its marking, its state and its provenance."""
    provenance = f"{PROVENANCE[year.source.kind]}."
    return _margins(
        f"{site_name} – {year.label}", marking_in_words(year), f"{state_in_words(year)} {provenance}".strip()
    )


def home_margins(assessments: Assessments, site_name: str) -> str:
    """The same for pages that look across years, whose markings and provenance each year has for itself."""
    made_up = f"{PROVENANCE[Provenance.MADE_UP]}." if assessments.force.made_up else ""
    return _margins(f"{site_name} – all years", "", made_up)


def _margins(top_left: str, top_right: str, bottom_left: str) -> str:
    return "\n".join(
        (
            "/* Generated from the year's data. What browsers put in the margins of a printed page. */",
            "@page {",
            f"  @top-left {{ content: {css_string(top_left)}; }}",
            f"  @top-right {{ content: {css_string(top_right)}; }}",
            f"  @bottom-left {{ content: {css_string(bottom_left)}; }}",
            '  @bottom-right { content: "Page " counter(page) " of " counter(pages); }',
            "}",
            "",
        )
    )


def css_string(text: str) -> str:
    """A string of CSS: whatever is not a plain letter or digit is told by its number."""
    return (
        '"' + "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text) + '"'
    )
