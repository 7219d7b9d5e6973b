"""The parts of a site that are not there yet: built, looked through, and given out with those that are."""

import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from spr.build.contents import digests_of_parts
from spr.build.copies import NoYearError, load_copy, load_left_out
from spr.build.documents import day_of, documents_of
from spr.build.finished.compression import compress
from spr.build.finished.inspection import Fault, FaultySiteError, Rule, inspect
from spr.build.finished.left_out import faults_of_words, told_in
from spr.build.inputs import digest_of_all
from spr.build.pages.generator import Job, PageError, run
from spr.build.parts import HOME, files_of, part_of, unchanged
from spr.build.releases import Manifest, Output, Release, Tell, take_over
from spr.build.source import Source
from spr.build.workers import share_out
from spr.datafiles import data_digest
from spr.errors import SprError
from spr.model.assessment import Year
from spr.model.horizon import up_to
from spr.paper.libraries import NoPdfError, missing_libraries
from spr.versions import versions_js, versions_json

_HOME_ASIDE: Final = ".home"
"""Where home is built within a release, until it is moved among the years: MkDocs empties its folder."""


class MissingPagesError(SprError):
    """A release lacks the first page of `parts`."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        self.parts = parts
        super().__init__(parts)

    def __str__(self) -> str:
        missing = ", ".join(self.parts)
        return f"The site is not whole: no first page of {missing}. What was there stays as it was."


class ChangedMeanwhileError(SprError):
    """What the site of `shown` is made from changed while it was built."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        super().__init__(shown)

    def __str__(self) -> str:
        return (
            f"While the site of {self.shown} was built, a file that it is made from changed: "
            "it may show both the old and the new. Build it again. What was there stays as it was."
        )


@dataclass(frozen=True)
class Plan:
    """What is to be given out: the years, the checksum of all that it is made from, and that of each part."""

    source: Source
    site_url: str
    years: Sequence[Year]
    inputs: str
    digests: Mapping[str, str]


@dataclass(frozen=True)
class Made:
    """A part that was built: in how many seconds, and which of its files say what the copy leaves out."""

    seconds: float
    faults: tuple[Fault, ...]


def plan_of(source: Source, site_url: str, inputs: str) -> Plan:
    """What is to be built of *source*. Raises what `load_copy` raises, and `NoYearError` for no year."""
    copy = load_copy(source)
    if not copy.years:
        raise NoYearError(source.shown)
    return Plan(source, site_url, copy.years, inputs, digests_of_parts(source, site_url, copy))


def make(place: Output, known: Release | None, plan: Plan, tell: Tell, processes: int) -> tuple[str, ...]:
    """Build what is not *known* in the same form, and give out the whole; returns which parts were built."""
    taken = unchanged(known, plan.digests) if known else {}
    if known and set(taken) == set(plan.digests) == set(known.manifest.parts):
        place.note(Manifest(plan.inputs, taken, audience=plan.source.audience))
        return ()
    if place.current and not place.can_link:
        tell(f"{place.path} cannot hold links: for a moment there will be no site, between two renames.")
    with place.building() as building:
        if known:
            for name in taken:
                take_over(known.folder, building.folder, files_of(known.folder, name))
        jobs = {name: job for name, job in jobs_of(plan, building.folder).items() if name not in taken}
        if plan.source.documents and missing_libraries():
            tell(str(NoPdfError(missing_libraries())))
        load_left_out(plan.source)  # so that the processes that build have it already
        telling = _run_all(plan.source, jobs, processes, tell)
        if HOME in jobs:
            telling += _add_home(building.folder, plan)
        if digest_of_all(plan.source, plan.site_url) != plan.inputs:
            raise ChangedMeanwhileError(plan.source.shown)
        _look_through(building.folder, plan, telling, tell)
        compress(building.folder)
        made = {name: part_of(building.folder, name, plan.digests[name]) for name in jobs}
        parts = {**taken, **made}
        building.finish(Manifest(plan.inputs, parts, audience=plan.source.audience))
    return tuple(jobs)


def year_jobs(source: Source, folder: Path) -> dict[str, Job]:
    """The runs of the generator that a cold build makes for the years, into *folder*, oldest first."""
    plan = plan_of(source, "/", "")
    return {year.id: _year_job(plan, year, folder / year.id) for year in plan.years}


def part_job(plan: Plan, part: str, output: Path) -> Job:
    """The run of the generator that makes one part of a planned site, a year or home, into *output*."""
    years = {year.id: year for year in plan.years}
    return _year_job(plan, years[part], output) if part in years else _home_job(plan, output)


def jobs_of(plan: Plan, folder: Path) -> dict[str, Job]:
    """The runs of the generator, the longest first: home, and the newest year, which has most comparisons."""
    return {
        HOME: _home_job(plan, folder / _HOME_ASIDE),
        **{year.id: _year_job(plan, year, folder / year.id) for year in reversed(plan.years)},
    }


def _run_all(source: Source, jobs: Mapping[str, Job], processes: int, tell: Tell) -> list[Fault]:
    """
    Run *jobs*, and tell of each; returns which of their files say what the copy leaves out.

    Raises what all of them say is wrong with their pages, in one.
    """
    refused: dict[str, PageError] = {}
    telling: list[Fault] = []
    for name, result in share_out(jobs, partial(make_part, source), processes):
        match result:
            case PageError():
                refused[name] = result
            case Exception():
                raise result
            case Made(seconds, faults):
                tell(f"{name}: {seconds:.1f} s")
                telling += faults
    if refused:
        raise PageError(
            " and ".join(name for name in jobs if name in refused),
            tuple(message for name in jobs if name in refused for message in refused[name].messages),
        )
    return telling


def make_part(source: Source, job: Job) -> Made:
    """Run one job, with the documents of its year."""
    began = time.monotonic()
    documents = {} if job.name == HOME else documents_of(source, job.name, job.day)
    run(replace(job, documents={name: len(content) for name, content in documents.items()}))
    for name, content in documents.items():
        path = job.output / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    # Here and not when all is there, so that processors share this too.
    compress(job.output)
    folder = "" if job.name == HOME else f"{job.name}/"
    faults = tuple(faults_of_words(job.output, load_left_out(source), folder))
    return Made(time.monotonic() - began, faults)


def _year_job(plan: Plan, year: Year, output: Path) -> Job:
    return Job(
        name=year.id,
        config=plan.source.root / "mkdocs.yml",
        output=output,
        site_url=f"{plan.site_url.rstrip('/')}/{year.id}/",
        told=_told(plan.source, year.id),
        day=day_of(year),
    )


def _home_job(plan: Plan, output: Path) -> Job:
    newest = plan.years[-1]
    return Job(
        name=HOME,
        config=plan.source.root / "home.yml",
        output=output,
        site_url=f"{plan.site_url.rstrip('/')}/",
        told=_told(plan.source, newest.id),
        day=day_of(newest),
    )


def _told(source: Source, year: str) -> dict[str, str]:
    """What hooks.py and macros.py read from `extra.spr` in place of what stands in mkdocs.yml."""
    return {
        "data": str(source.data.resolve()),
        "shown": source.shown,
        "year": year,
        "audience": source.audience.value,
        "drafts": "yes" if source.drafts else "",
        "forms": "yes" if source.forms else "",
        "preview": "",
    }


def data_digests(source: Source) -> Mapping[str, str]:
    """The SHA-256 of the data of each year in the copy, by its id."""
    copy = load_copy(source)
    known = {year.id: (up_to(copy, year), year) for year in copy.years}
    return {name: data_digest(seen, seen.own(year)) for name, (seen, year) in known.items()}


def _add_home(folder: Path, plan: Plan) -> Iterator[Fault]:
    """Move home to its place among the years, and list them; yields what the lists say that is left out."""
    home = folder / _HOME_ASIDE
    for path in sorted(home.iterdir()):
        shutil.move(path, folder / path.name)
    home.rmdir()
    pages = {year.id: _pages(folder / year.id) for year in plan.years}
    lists = {
        "versions.json": versions_json(plan.years, data_digests(plan.source)),
        "versions.js": versions_js(plan.years, pages),
    }
    for name, text in lists.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        for where in told_in(name, text.encode(), load_left_out(plan.source)):
            yield Fault(name, Rule.LEFT_OUT, where)


def _pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("index.html"))


def _look_through(folder: Path, plan: Plan, telling: Iterable[Fault], tell: Tell) -> None:
    """
    A release that is whole and without a fault may be given out. Raises what it is not; tells what it may be.

    *telling* are the faults of the words of the parts that were built. Those that were taken over are made
    from the same copy as when they were looked at, and so say nothing else.
    """
    firsts = {name: folder / ("" if name == HOME else name) / "index.html" for name in plan.digests}
    missing = tuple(name for name, page in firsts.items() if not page.is_file())
    if missing:
        raise MissingPagesError(missing)
    faults = sorted({*inspect(folder, plan.site_url), *telling})
    refused = tuple(fault for fault in faults if fault.is_refused)
    if refused:
        raise FaultySiteError(refused)
    for fault in faults:
        tell(str(fault))
