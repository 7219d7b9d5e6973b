"""Which pages a site has: those in docs/, and what a year adds to them. Addresses are a contract."""

from dataclasses import dataclass

from spr.model.assessment import Year
from spr.model.shared import Assessments


@dataclass(frozen=True)
class Page:
    """A page that is not in docs/: its file's name there, its title in the navigation, its one line."""

    name: str
    title: str
    stub: str


def threat_pages(year: Year) -> tuple[Page, ...]:
    """A page for each threat of a year, in the order of its report."""
    return tuple(
        Page(f"threats/{threat.id}/index.md", threat.title, f"{{{{ threat_page('{threat.id}') }}}}\n")
        for threat in year.threats
    )


def address(name: str) -> str:
    """The address of a page, from the root of its site: `changes/` for the file `changes/index.md`."""
    return name.removesuffix("index.md")


def preview_page(assessments: Assessments, year: Year) -> Page:
    """The page that says what a preview of one year cannot show; *assessments* are what the year can see."""
    earlier = [other.id for other in assessments.years if other.id != year.id]
    others = f" ({', '.join(earlier)}, and any later one)" if earlier else ""
    return Page(
        "preview/index.md",
        "About this preview",
        f"""# About this preview

This is a preview of **{year.id}** alone, made by `mkdocs serve`.
It shows a change to data, schemas or pages as soon as the file is saved.
It cannot show:

- the other years{others}, nor where links lead into them
- the home site: all years, and the log
- the year selector, which needs the list of all years

For all of it, stop the preview and run `make serve` (without make: `python -m spr serve`).
For the preview of another year, name it: `SPR_YEAR=2015 mkdocs serve`.
""",
    )
