"""Which pages a site has: those in docs/, and what a year adds to them. Addresses are a contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spr.model.assessment import Year
from spr.model.drafts import UNFINISHED
from spr.model.shared import Assessments


@dataclass(frozen=True)
class Page:
    """A page that is not in docs/: its file's name there, its title in the navigation, its few lines."""

    name: str
    title: str
    stub: str


def threat_pages(year: Year) -> tuple[Page, ...]:
    """A page for each threat of a year, in the order of its report."""
    return tuple(
        Page(f"threats/{threat.id}/index.md", threat.title, f"{{{{ threat_page('{threat.id}') }}}}\n")
        for threat in year.threats
    )


def form_pages(year: Year) -> tuple[Page, ...]:
    """The form of each threat of a draft; none for any other year. They are not in the navigation."""
    if year.state not in UNFINISHED:
        return ()
    return tuple(
        Page(
            form_address(threat.id).replace("index.html", "index.md"),
            f"Form: {threat.title}",
            f"---\ntemplate: form.html\n---\n\n{{{{ threat_form('{threat.id}') }}}}\n",
        )
        for threat in year.threats
    )


def form_address(name: str) -> str:
    """The address of a threat's form within a year."""
    return f"threats/{name}/form/index.html"


def progress_pages(year: Year) -> tuple[Page, ...]:
    """The page of what is left of a draft; none for any other year."""
    if year.state not in UNFINISHED:
        return ()
    stub = "# Progress of this draft\n\n{{ progress() }}\n"
    return (Page("progress/index.md", "Progress", stub),)


def home_threat_pages(titles: Mapping[str, str]) -> tuple[Page, ...]:
    """A page of the home site for each threat of any year; *titles* are what they are called, by id."""
    return tuple(
        Page(f"threats/{name}/index.md", title, f"{{{{ threat_through_years('{name}') }}}}\n")
        for name, title in titles.items()
    )


def comparison_pages(years: Sequence[Year], year: Year) -> tuple[Page, ...]:
    """A page for each year before *year*, which may be among *years*: two years meet in the later one."""
    return tuple(comparison_page(other) for other in years if other.id < year.id)


def comparison_page(old: Year) -> Page:
    """The page of a later year that compares it with *old*."""
    return Page(
        f"compare/{old.id}/index.md", f"Compared with {old.label}", f"{{{{ comparison('{old.id}') }}}}\n"
    )


def first_to_compare_with(years: Sequence[Year], year: Year) -> list[tuple[Year, list[str]]]:
    """
    The earlier years that most readers want to compare *year* with, each with the reasons.

    The last one, the last before the SPR edition changed, and the first.
    """
    earlier = [other for other in years if other.id < year.id]
    before_change = [other for other in earlier if year.spr_editions[-1] not in other.spr_editions]
    wanted = (
        (earlier[-1:], "the year before"),
        (before_change[-1:], "the last year before the SPR was reissued"),
        (earlier[:1], "the first year"),
    )
    found: dict[str, tuple[Year, list[str]]] = {}
    for others, reason in wanted:
        for other in others:
            found.setdefault(other.id, (other, []))[1].append(reason)
    return list(found.values())


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
