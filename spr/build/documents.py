"""The documents of a year's site: its paper, made from the data, and the paper as it was issued."""

import calendar
from collections.abc import Iterator, Mapping
from pathlib import Path

from spr.build.copies import load_year
from spr.build.finished.left_out import left_out, refuse_telling
from spr.build.source import Source
from spr.loading.digest import is_litter
from spr.model.assessment import Year
from spr.model.audience import for_audience
from spr.model.drafts import without_drafts
from spr.model.horizon import up_to
from spr.model.shared import Assessments
from spr.model.words import Audience
from spr.paper.compose import compose
from spr.paper.files import write_file
from spr.paper.libraries import PDF, files_made
from spr.render.view import View

ISSUED = "issued"


def documents_of(source: Source, year: str, day: int) -> Mapping[str, bytes]:
    """
    The documents of a year, by their names below its folder; *day* is the year's own as a Unix time.

    A year that holds nothing but a partial record has no paper.
    """
    issued = {f"{ISSUED}/{path.name}": path.read_bytes() for path in issued_files(source, year)}
    if not source.documents:
        return issued
    known, found = load_year(source, year)
    if not found.paragraphs:
        return issued
    paper = compose(View(known, found, ""), day)
    return {**{name: write_file(name, paper) for name in files_made()}, **issued}


def papers_to_issue(written: Assessments, year: Year) -> Mapping[str, bytes]:
    """
    The paper of a year as PDF, for each audience that may see it, by where it is kept in the year's folder.

    None of a year that was not made here: its paper was issued elsewhere. Raises `NoPdfError`, and
    `TellingError` for one that tells what its readers may not see.
    """
    papers = {}
    for audience in Audience if year.source.kind.is_ours else ():
        copy = for_audience(without_drafts(written), audience)
        found = copy.year(year.id)
        if found and found.paragraphs:
            paper = compose(View(up_to(copy, found), found, ""), day_of(found))
            name = f"{ISSUED}/{audience}/{PDF}"
            papers[name] = write_file(PDF, paper)
            refuse_telling(name, papers[name], left_out(written, copy))
    return papers


def day_of(year: Year) -> int:
    """The year's own date as a Unix time; the day on which its id begins where it has none."""
    date = year.own_date
    day = date.last_day if date else (int(year.id[:4]), 1, 1)
    return calendar.timegm((*day, 0, 0, 0))


def issued_files(source: Source, year: str) -> Iterator[Path]:
    """
    The paper of a year as it was issued, in the copy for the source's audience.

    What lies in the folder of an audience is for that one alone: a smaller one may see more, and has its own.
    """
    folder = source.data / year / ISSUED / source.audience
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.is_file() and not is_litter(path.name))


def issued_papers(data: Path, year: str) -> tuple[Path, ...]:
    """Everything that is kept of a year as it was issued."""
    return tuple(path for path in sorted((data / year / ISSUED).rglob("*")) if path.is_file())
