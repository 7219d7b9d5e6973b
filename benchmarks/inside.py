"""What one process can tell of itself: `python -m benchmarks.inside NAME` prints it as JSON."""

import json
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

import mkdocs.commands.build as mkdocs_build
from mkdocs.config import load_config

from benchmarks.stock import write_stock
from benchmarks.timing import Cost, cost_of, middle
from benchmarks.years import NORTHMOOR, ROOT, write_years
from spr.build.contents import digests_of_parts
from spr.build.copies import load_copy, load_left_out, load_year
from spr.build.documents import day_of, documents_of
from spr.build.finished.compression import compress
from spr.build.finished.inspection import inspect
from spr.build.finished.left_out import faults_of_words
from spr.build.inputs import digest_of_all
from spr.build.making import year_jobs
from spr.build.pages.generator import run
from spr.build.site import build_site
from spr.build.source import Source
from spr.datafiles import data_files

Line = dict[str, Any]

RUNS = 5


def share(folder: Path) -> Iterator[Line]:
    """
    A year's pages with our macros, and the same final Markdown under stock Material; both in a warm process.

    Ours makes the data files and the search index too; stock makes its own index by reading the pages.
    """
    source = Source(ROOT, NORTHMOOR, "northmoor", drafts=True)
    names = write_stock(source, folder)
    job = list(year_jobs(source, folder / "site").values())[-1]
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(cost_of(lambda: run(job)))
        theirs.append(cost_of(lambda: stock(folder, names[-1])))
    ratio = sorted(our.cpu / their.cpu for our, their in zip(ours, theirs, strict=True))[RUNS // 2]
    yield line(
        "the newest year with our macros; its final Markdown, stock",
        middle(ours),
        middle(theirs),
        round(ratio, 2),
        "(at most 1.15, of processor time)",
        RUNS,
    )


def floor(folder: Path) -> Iterator[Line]:
    """
    What the pages of eight years cost when nothing is done twice.

    That is: the theme's template filled in for each page and the file written, with everything compiled and
    every page's content at hand. Measured as the time within MkDocs' own step for that, in a warm process.
    """
    jobs = year_jobs(Source(ROOT, NORTHMOOR, "northmoor", drafts=True), folder)
    run(next(iter(jobs.values())))
    with counted(mkdocs_build, "_build_page") as within:
        whole = sum((cost_of(partial(run, job)) for job in jobs.values()), Cost(0, 0))
    ratio = round(whole.cpu / within[0].cpu, 2)
    yield line("all years, one process, warm; of which the floor", whole, within[0], ratio, "")


def steps(folder: Path) -> Iterator[Line]:
    """What stands around the pages, a line each."""
    data = write_years(folder / "data", 14)
    source = Source(ROOT, data, "northmoor", drafts=True)
    yield line("14 years: reading and checking the data", cost_of(lambda: load_copy(source)))
    copy = load_copy(source)
    yield line("14 years: the checksum of all inputs", cost_of(lambda: digest_of_all(source, "/")))
    yield line("14 years: the checksum of each part's", cost_of(lambda: digests_of_parts(source, "/", copy)))
    yield from finishing(folder)


def finishing(folder: Path) -> Iterator[Line]:
    """What is done to the pages of eight years once they are there, and beside them; on one processor."""
    source = Source(ROOT, NORTHMOOR, "northmoor", documents=False)
    site = build_site(source, folder / "finished", "/", lambda _: None).folder
    years = load_copy(source).years
    made = f"{len(years)} years, {len(list(site.rglob('*.html')))} pages"
    yield line(f"{made}: looked through", cost_of(lambda: inspect(site, "/")))
    words = load_left_out(source)
    yield line(f"{made}: no words that were left out", cost_of(lambda: list(faults_of_words(site, words))))
    for path in site.rglob("*.gz"):
        path.unlink()
    yield line(f"{made}: compressed", cost_of(lambda: compress(site)))
    seen = [load_year(source, year.id) for year in years]
    files = cost_of(lambda: [data_files(*each) for each in seen])
    yield line(f"{len(years)} years: the files to take away", files)
    papers = replace(source, documents=True)
    newest = years[-1]
    documents_of(papers, newest.id, day_of(newest))  # fonts and libraries are loaded once
    made_again = cost_of(lambda: documents_of(papers, newest.id, day_of(newest)))
    yield line("the papers of one year, PDF and Word", made_again)


def growth(folder: Path) -> Iterator[Line]:
    """One more year: the newest of 8, 14 and 30, with its comparisons and without."""
    for count in (8, 14, 30):
        source = Source(ROOT, write_years(folder / f"data-{count}", count), "northmoor", drafts=True)
        job = list(year_jobs(source, folder / "site").values())[-1]
        run(replace(job, output=folder / "warm"))
        whole = cost_of(partial(run, job))
        yield line(f"the newest of {count} years, with {count - 1} comparisons", whole)


def stock(folder: Path, name: str) -> None:
    """One year by MkDocs as it comes."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    mkdocs_build.build(load_config(str(folder / f"{name}.yml")))
    logging.getLogger("mkdocs").setLevel(logging.NOTSET)


@contextmanager
def counted(module: Any, name: str) -> Iterator[list[Cost]]:  # noqa: ANN401 - any module
    """What all calls of a function cost together, in the one place of the list."""
    total = [Cost(0, 0)]
    function: Callable[..., object] = getattr(module, name)

    def timed(*arguments: object, **named: object) -> object:
        wall, cpu = perf_counter(), process_time()
        try:
            return function(*arguments, **named)
        finally:
            total[0] += Cost(perf_counter() - wall, process_time() - cpu)

    with patch.object(module, name, timed):
        yield total


def line(  # noqa: PLR0913, PLR0917 - the columns of the table
    what: str,
    ours: Cost,
    theirs: Cost | None = None,
    ratio: float | None = None,
    target: str = "",
    runs: int = 1,
) -> Line:
    """A line as `benchmarks.build` reads it."""
    told: Line = {"what": what, "ours": astuple(ours), "ratio": ratio, "target": target, "runs": runs}
    return {**told, "theirs": astuple(theirs)} if theirs else told


if __name__ == "__main__":
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with tempfile.TemporaryDirectory() as aside:
        measured = {"share": share, "floor": floor, "steps": steps, "growth": growth}[sys.argv[1]]
        print(json.dumps(list(measured(Path(aside)))))
