"""The pages on which a year meets an earlier one: what changed since the last, and since any before it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup

from spr.changes import Change, Part, WrongOrderError, compare_years, overview
from spr.errors import NotThereError
from spr.model.assessment import Year
from spr.pages import comparison_page, first_to_compare_with
from spr.render.changes import Compared, changes_list, counts, covered_only, nothing_before, since_last
from spr.render.partial import fill, joined
from spr.render.parts import abbreviations, items, link, listed, said, section, sentence
from spr.render.text import heading
from spr.render.view import CHANGES, View

APART: Final = "These say nothing of the force; they are in none of the numbers above."

AS_ONE: Final = frozenset({Part.RECOMMENDATIONS, Part.EDITORIAL})
"""Parts that are not divided by threat: a recommendation has its number, polish its paragraph."""

FILES: Final = ("json", "csv", "md")


def render_changes(view: View) -> str:
    """The page of changes: what changed since the year before, and with which other years to compare."""
    compared = since_last(view)
    if compared is None:
        return nothing_before(view)
    return joined((*_sections(compared), section("Compare with another year", "compare", *_others(view))))


def render_comparison(view: View, name: str) -> str:
    """
    The page that compares the year with the earlier year *name*.

    Raises `NotThereError` if there is no such year, and `WrongOrderError` if it is not earlier.
    """
    old = view.assessments.year(name)
    if old is None:
        if name[:4].isdigit() and name > view.year.id:
            raise WrongOrderError(name, view.year.id)
        earlier = [year.id for year in view.assessments.years if year.id < view.year.id]
        raise NotThereError("year", name, earlier)
    compared = Compared(view, old, tuple(compare_years(view.assessments, old, view.year)))
    body = joined(_sections(compared))
    return joined((f"# {heading(f'Compared with {old.label}')}", body, abbreviations(view, body)))


def _sections(compared: Compared) -> Iterator[str]:
    view, old = compared.view, compared.old
    seen = overview(compared.changes)
    yield sentence(
        link(view.to("index.html"), view.year.label),
        "compared with",
        link(view.to_year(old.id, "index.html"), old.label) + Markup("."),
        *_way(view, old),
    )
    yield from (covered_only(year) for year in (old, view.year))
    if compared.changes:
        yield fill("change-bar", editorial=Part.EDITORIAL in seen.parts)
    yield section("The year’s own note", "note", *_notes(view, old))
    yield section("In numbers", "numbers", counts(seen.headlines) or sentence("Nothing to count."))
    for part, changes in seen.parts.items():
        yield section(part.value, _anchor(part.name), *_part(compared, part, changes))
    if seen.apart:
        yield section("Counted apart", "apart", sentence(APART), counts(seen.apart))
    yield section("Take it away", "files", sentence("The same differences as files:", _files(view, old)))


def _way(view: View, old: Year) -> Iterator[str]:
    """Which years lie between, and where to go on: to the changes of one year alone, or of more."""
    between = _between(view, old)
    if between:
        years = listed(link(view.to_year(year.id, CHANGES), year.id) for year in between)
        yield Markup("Between them: {}.").format(years)
    if view.is_at(CHANGES):
        yield link("#compare", "Compare with another year") + Markup(".")
    else:
        yield Markup("{} is on a page of its own.").format(
            link(view.to(CHANGES), "What changed since the year before")
        )


def _notes(view: View, old: Year) -> Iterator[str]:
    """What each year says itself of its changes, the years between too."""
    steps = [*_between(view, old), view.year]
    for year in steps:
        note = said(view, year.change_note, of_year=year.id)
        yield note if len(steps) == 1 else joined((_subheading(year.label, f"note-{year.id}"), note))


def _between(view: View, old: Year) -> list[Year]:
    return [year for year in view.assessments.years if old.id < year.id < view.year.id]


def _part(compared: Compared, part: Part, changes: Sequence[Change]) -> Iterator[str]:
    """The changes of one part, under a heading for each threat, in the order of the report."""
    if part in AS_ONE:
        yield changes_list(compared, changes, in_full=True)
        return
    by_threat: dict[str | None, list[Change]] = defaultdict(list)
    for change in changes:
        by_threat[change.threat].append(change)
    years = (compared.view.year, compared.old)
    threats = dict.fromkeys((None, *(threat.id for year in years for threat in year.threats)))
    for threat in threats:
        if threat not in by_threat:
            continue
        title = compared.view.threat_title(threat) if threat else "The report as a whole"
        anchor = f"{_anchor(part.name)}-{threat or 'report'}"
        if list(by_threat) != [None]:
            yield _subheading(title, anchor)
        yield changes_list(compared, by_threat[threat], in_full=True)


def _subheading(title: str, anchor: str) -> Markup:
    """A heading that is not Markdown: the table of contents would list every threat under every part."""
    return Markup('<h3 id="{}">{}</h3>').format(anchor, title)


def _anchor(name: str) -> str:
    return name.lower().replace("_", "-")


def _files(view: View, old: Year) -> Markup:
    names = (f"changes-{old.id}.{ending}" for ending in FILES)
    return listed(link(view.to(f"data/{name}"), name) for name in names)


def _others(view: View) -> Iterator[str]:
    """Every earlier year to compare with: those that most readers want come first, and say why."""
    first = first_to_compare_with(view.assessments.years, view.year)
    if first:
        yield items(
            Markup("{}: {}").format(_to(view, year), ", and ".join(reasons)) for year, reasons in first
        )
    told = {year.id for year, _ in first}
    earlier = [year for year in reversed(view.assessments.years) if year.id < view.year.id]
    rest = [year for year in earlier if year.id not in told]
    if rest:
        yield sentence("And with every other year before:")
        yield items(_to(view, year) for year in rest)


def _to(view: View, year: Year) -> Markup:
    address = comparison_page(year).name.replace(".md", ".html")
    return link(view.to(address), year.label)
