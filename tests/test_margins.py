"""What stands in the margins of a printed sheet."""

import re

from spr.model.words import Audience
from spr.render.margins import home_margins, year_margins
from tests.test_render import MADE_UP, REAL, copy_of


def told(css: str) -> list[str]:
    """What each margin says, as a browser reads it."""
    strings = re.findall(r'content: "(.*)";|content: "(Page) "', css)
    return [re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), a or b) for a, b in strings]


def test_a_sheet_of_a_year_says_what_it_is() -> None:
    """The site, the year, its marking, its state and its provenance."""
    copy = copy_of(MADE_UP, Audience.PUBLIC)
    year = copy.years[-1]
    assert told(year_margins(year, "Northmoor – SPR")) == [
        "Northmoor – SPR – 2025 cycle, self-assessed August 2025",
        "OFFICIAL",
        "Draft. Made-up data about a force that does not exist.",
        "Page",
    ]


def test_what_is_not_stated_is_said() -> None:
    """No marking is not the lowest marking; and a partial year says that it is one."""
    copy = copy_of(REAL, Audience.PUBLIC)
    margins = told(year_margins(copy.years[0], "SPR"))
    assert margins[1] == "Marking not recorded"
    assert margins[2].endswith("Partial: the paper itself is not known here.")


def test_home_has_no_marking_of_its_own() -> None:
    """Each year has its own; what is made up says so."""
    assert told(home_margins(copy_of(MADE_UP, Audience.PUBLIC), "SPR")) == [
        "SPR – all years",
        "",
        "Made-up data about a force that does not exist.",
        "Page",
    ]


def test_a_name_ends_no_string() -> None:
    """Whatever a site is called, it stays within its string."""
    css = home_margins(copy_of(REAL, Audience.PUBLIC), 'a"; } body { display: none } /* \\')
    assert told(css)[0] == 'a"; } body { display: none } /* \\ – all years'
    assert css.count('"') == 10
