"""Paragraphs through all the years: each of their wordings, with the years and numbers that it had."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from spr.render.home.view import HomeView
from spr.render.partial import fill, joined
from spr.render.parts import abbreviations, link, listed, said, section, sentence
from spr.render.view import REPORT
from spr.through_years import Strand, Wording, strands


def render_paragraphs(view: HomeView) -> str:
    """What the reports say under their own headings, which are no threat's."""
    found = [strand for strand in strands(view.assessments) if None in strand.threats]
    if not found:
        return sentence("No report has paragraphs other than those on its threats.")
    parts: dict[str, tuple[str, list[Strand]]] = {}
    for strand in found:
        anchor, title = _heading(strand)
        parts.setdefault(anchor, (title, []))[1].append(strand)
    body = joined(
        section(title, f"section-{anchor}", strand_list(view, those))
        for anchor, (title, those) in parts.items()
    )
    return joined((body, abbreviations(view.of(view.assessments.newest), body)))


def strand_list(view: HomeView, found: Iterable[Strand]) -> Markup:
    """Some paragraphs, each through the years, beneath one another."""
    return Markup("\n").join(_strand(view, strand) for strand in found)


def _heading(strand: Strand) -> tuple[str, str]:
    """The heading under which a paragraph stood last, among the report's own."""
    each = next(each for each in strand.paragraphs if each.paragraph.threat is None)
    section = next(part for part in each.year.sections if part.id == each.paragraph.section)
    return section.id, section.title


def _strand(view: HomeView, strand: Strand) -> Markup:
    newest = strand.newest
    return fill(
        "strand",
        names=strand.ids,
        title=f"Paragraph {newest.paragraph.number} of {newest.year.id}",
        wordings=[*_wordings(view, strand.wordings)],
    )


def _wordings(view: HomeView, wordings: Iterable[Wording]) -> Iterator[dict[str, Markup]]:
    for wording in wordings:
        newest = wording.paragraphs[0]
        yield {
            "where_html": listed(
                link(
                    view.of(each.year).to(f"{REPORT}#p{each.paragraph.number}"),
                    f"{each.year.id}, paragraph {each.paragraph.number}",
                )
                for each in wording.paragraphs
            ),
            "text_html": said(view.of(newest.year), wording.text),
        }
