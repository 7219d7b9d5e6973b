"""What else tells what a paragraph says: its words in other texts and papers, and what cites it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spr.build.finished.left_out import LeftOut, runs_of, told_in
from spr.errors import Place
from spr.model.assessment import Paragraph, Year
from spr.model.cited import numbers_cited
from spr.model.shared import Assessments
from spr.model.texts import every_text


@dataclass(frozen=True)
class Still:
    """
    Where words of a paragraph still stand: in the key `field` of what stands at `origin`.

    `begins` are the first five of them there, by which they are found: for whoever takes them out, and for no
    file. `year` and `paragraph` tell whose words they are, where it is a paragraph.
    """

    field: str
    origin: Place
    begins: str
    year: Year | None = None
    paragraph: str | None = None


def still_told(assessments: Assessments, paragraph: Paragraph) -> tuple[Still, ...]:
    """Where else five words in a row of a paragraph stand, in any year."""
    runs = set(runs_of(paragraph.text)) if isinstance(paragraph.text, str) else set()
    whose = {each.origin: (year, each.id) for year in assessments.years for each in year.paragraphs}
    found: dict[tuple[str, Place], Still] = {}
    for text, field, origin in every_text(assessments):
        first = next((run for run in runs_of(text) if run in runs), None)
        if first and origin != paragraph.origin:
            found.setdefault((field, origin), Still(field, origin, " ".join(first), *whose.get(origin, ())))
    return tuple(found.values())


def papers_telling(papers: Iterable[Path], paragraph: Paragraph) -> tuple[Path, ...]:
    """Those of the *papers* in which five words in a row of a paragraph stand, or which cannot be opened."""
    runs = runs_of(paragraph.text) if isinstance(paragraph.text, str) else ()
    words = LeftOut(dict.fromkeys(runs, paragraph.id), frozenset())
    return tuple(paper for paper in papers if told_in(paper.name, paper.read_bytes(), words))


def cited_by(year: Year, paragraph: Paragraph) -> tuple[str, ...]:
    """Where a year cites a paragraph, and may tell some of it: FILE:LINE:COLUMN."""
    found = [
        str(origin)
        for text, field, origin in every_text(year)
        if (field == "paragraph" and text == paragraph.id)
        or paragraph.number in numbers_cited("paragraph", text)
    ]
    return tuple(dict.fromkeys(found))
