"""What else tells what a paragraph says: its words in other texts and papers, and what cites it."""

from collections.abc import Iterable
from pathlib import Path

from spr.build.finished.left_out import LeftOut, runs_of, told_in
from spr.model.assessment import Paragraph, Year
from spr.model.cited import numbers_cited
from spr.model.shared import Assessments
from spr.model.texts import every_text


def still_told(assessments: Assessments, paragraph: Paragraph) -> tuple[str, ...]:
    """Where else five words in a row of a paragraph stand, in any year: `text` at FILE:LINE:COLUMN."""
    runs = set(runs_of(paragraph.text)) if isinstance(paragraph.text, str) else set()
    found = [
        f"`{field}` at {origin}"
        for text, field, origin in every_text(assessments)
        if origin != paragraph.origin and not runs.isdisjoint(runs_of(text))
    ]
    return tuple(dict.fromkeys(found))


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
