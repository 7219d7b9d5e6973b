"""`spr paper`: the board paper of a year, as one file."""

import argparse
from argparse import Namespace
from pathlib import Path
from typing import Final

from spr.build.copies import load_copy, load_left_out, load_year
from spr.build.documents import day_of
from spr.build.finished.left_out import refuse_telling
from spr.cli.asked import DONE, Verbs, add_audience, folders_of, outside_of_data, source_of, tell
from spr.comparing import Asked, compare
from spr.errors import shown
from spr.model.words import Audience
from spr.paper.compose import Since, compose
from spr.paper.files import write_file
from spr.paper.libraries import PDF, WORD
from spr.render.view import View
from spr.writing import NotWrittenError, replace_file

_FILES: Final = {Path(name).suffix: name for name in (PDF, WORD)}
"""The files of a paper by the ends of their names."""


def add_paper(verbs: Verbs) -> None:
    """Add the verb."""
    writing = verbs.add_parser(
        "paper",
        help="write the board paper of a year",
        description="Write the board paper of a year from its data, as PDF or for Word. A draft says so on "
        "every page.",
        epilog="Examples: %(prog)s 2017 --output paper.pdf; %(prog)s 2017 --changes-since main "
        "--output changed.docx",
    )
    writing.add_argument("year", metavar="YEAR", help="the year's folder name")
    writing.add_argument(
        "--output", type=_file, required=True, metavar="FILE", help="its name ends in .pdf or .docx"
    )
    writing.add_argument(
        "--changes-since",
        metavar="YEAR_OR_REVISION",
        help="show what has changed since a year (2016), or since the text as it was at a branch, tag or "
        "commit; agreed: as it was last agreed",
    )
    add_audience(writing, "whose copy it is")
    writing.set_defaults(run=_paper, drafts=True, documents=True, forms=False)


def _paper(asked: Namespace) -> int:
    output = outside_of_data(asked, asked.output)
    source = source_of(asked)
    known, year = load_year(source, asked.year)
    years = tuple(each.id for each in load_copy(source).years)
    since = _since(asked, years) if asked.changes_since else None
    paper = compose(View(known, year, ""), day_of(year), since)
    content = write_file(_FILES[output.suffix.lower()], paper)
    refuse_telling(str(output), content, load_left_out(source))
    try:
        replace_file(output, content)
    except OSError as error:
        raise NotWrittenError(output, error.strerror or str(error)) from error
    tell(f"{output}: {len(content) / 1000:.0f} kB")
    return DONE


def _since(asked: Namespace, years: tuple[str, ...]) -> Since:
    """What has changed since the year, or the revision, that was named."""
    named = asked.changes_since
    is_year = named in years
    old = Asked(named) if is_year else Asked(asked.year, named)
    found = compare(folders_of(asked), Audience(asked.audience), old, Asked(asked.year))
    return Since(found.old.label if is_year else f"{found.old.label} ({named})", found.changes)


def _file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() in _FILES:
        return path
    raise argparse.ArgumentTypeError(f"{shown(text)} ends neither in {' nor in '.join(_FILES)}")
