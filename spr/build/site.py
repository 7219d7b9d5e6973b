"""
All years and home into one folder.

What changed is built, the rest is taken over from the release before; when all is there, it is given out.
"""

import calendar
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from spr.build.compression import compress
from spr.build.generator import Job, PageError, run
from spr.build.inputs import HOME, digest_of_all, digest_of_files, digests_of_parts
from spr.build.inspection import FaultySiteError, inspect
from spr.build.releases import Manifest, NoReleaseBeforeError, Output, Part, Release, opened, take_over
from spr.build.source import NoYearError, Source, load_copy
from spr.build.workers import share_out
from spr.errors import SprError
from spr.model.assessment import Year
from spr.versions import versions_js, versions_json

Tell = Callable[[str], None]
"""Takes a line of progress."""

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
class Built:
    """
    The site that is given out, in `folder`.

    `years` and `pages` are how many it has. `built` names the parts that were built and not taken over, the
    whole in so many `seconds`.
    """

    folder: Path
    years: int
    pages: int
    built: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Plan:
    """What is to be given out: the years, the checksum of all that it is made from, and that of each part."""

    source: Source
    site_url: str
    years: Sequence[Year]
    inputs: str
    digests: Mapping[str, str]


def build_site(  # noqa: PLR0913 (each says one thing of the build)
    source: Source,
    output: Path,
    site_url: str,
    tell: Tell,
    *,
    processes: int = 1,
    force: bool = False,
) -> Built:
    """
    Build the years of *source* and the home site into *output*; *site_url* is the address of its root.

    Parts whose inputs did not change are taken over, unless *force*. All or nothing: until everything is
    there and was inspected, what is given out stays as it was. *tell* is told of each part as it is done.
    Raises what `load_copy`, `run`, `share_out` and `opened` raise, `NoYearError` for data without a year, and
    `FaultySiteError` for what is built and not fit to be read.
    """
    began = time.monotonic()
    inputs = digest_of_all(source, site_url)
    plan = None if output.is_dir() else _plan(source, site_url, inputs)  # of bad data, no folder is made
    built: tuple[str, ...] = ()
    with opened(output, tell) as place:
        known = None if force else place.current
        if known is None or known.manifest.inputs != inputs or not _is_whole(known):
            built = _build(place, known, plan or _plan(source, site_url, inputs), tell, processes)
        folder = place.given_out
        pages = len(list(folder.rglob("index.html")))
        years = len(_years(folder))
    return Built(folder, years, pages, built, time.monotonic() - began)


def year_jobs(source: Source, folder: Path) -> dict[str, Job]:
    """The runs of the generator that a cold build makes for the years, into *folder*, oldest first."""
    plan = _plan(source, "/", "")
    return {year.id: _year_job(plan, year, folder / year.id) for year in plan.years}


def roll_back(output: Path, tell: Tell) -> str:
    """
    Give out the release before the current one again, and return its name.

    The one that was current can be gone back to in the same way. Raises `NoReleaseBeforeError`, and what
    `opened` raises.
    """
    with opened(output, tell) as place:
        before = place.before
        if before is None:
            raise NoReleaseBeforeError(output)
        place.switch(before.name, before.manifest)
        return before.name


def _plan(source: Source, site_url: str, inputs: str) -> Plan:
    copy = load_copy(source)
    if not copy.years:
        raise NoYearError(source.shown)
    return Plan(source, site_url, copy.years, inputs, digests_of_parts(source, site_url, copy))


def _build(place: Output, known: Release | None, plan: Plan, tell: Tell, processes: int) -> tuple[str, ...]:
    """Build what is not *known* in the same form, and give out the whole; returns which parts were built."""
    taken = _unchanged(known, plan.digests) if known else {}
    if known and set(taken) == set(plan.digests) == set(known.manifest.parts):
        place.note(Manifest(plan.inputs, taken))
        return ()
    if place.current and not place.can_link:
        tell(f"{place.path} cannot hold links: for a moment there will be no site, between two renames.")
    with place.building() as building:
        if known:
            for name in taken:
                take_over(known.folder, building.folder, _files(known.folder, name))
        jobs = {name: job for name, job in _jobs(plan, building.folder).items() if name not in taken}
        _run_all(jobs, processes, tell)
        if HOME in jobs:
            _add_home(building.folder, plan.years)
        if digest_of_all(plan.source, plan.site_url) != plan.inputs:
            raise ChangedMeanwhileError(plan.source.shown)
        _look_through(building.folder, plan)
        compress(building.folder)
        made = {name: _part(building.folder, name, plan.digests[name]) for name in jobs}
        building.finish(Manifest(plan.inputs, {**taken, **made}))
    return tuple(jobs)


def _unchanged(known: Release, digests: Mapping[str, str]) -> dict[str, Part]:
    """The parts of a release that would be made from the same again, and whose files are as written."""
    parts = known.manifest.parts
    same = (name for name in digests if name in parts and parts[name].inputs == digests[name])
    return {name: parts[name] for name in same if parts[name] == _part(known.folder, name, digests[name])}


def _is_whole(known: Release) -> bool:
    """Whether every file of a release is there, and as it was written."""
    parts = known.manifest.parts
    return bool(parts) and parts == _unchanged(known, {name: part.inputs for name, part in parts.items()})


def _part(folder: Path, name: str, inputs: str) -> Part:
    return Part(inputs, digest_of_files(folder, _files(folder, name)))


def _files(folder: Path, name: str) -> Iterator[Path]:
    """The files of a part: those in a year's folder, or, for home, all that is in none."""
    if name != HOME:
        yield from _below(folder / name)
        return
    for path in folder.iterdir():
        if path.is_file():
            yield path
        elif not _is_year(path):
            yield from _below(path)


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _years(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if _is_year(path)]


def _is_year(path: Path) -> bool:
    return path.is_dir() and path.name[:4].isdigit()


def _jobs(plan: Plan, folder: Path) -> dict[str, Job]:
    """The runs of the generator, the longest first: home, and the newest year, which has most comparisons."""
    return {
        HOME: _home_job(plan, folder / _HOME_ASIDE),
        **{year.id: _year_job(plan, year, folder / year.id) for year in reversed(plan.years)},
    }


def _run_all(jobs: Mapping[str, Job], processes: int, tell: Tell) -> None:
    """Run *jobs*, and tell of each. Raises what all of them say is wrong with their pages, in one."""
    refused: dict[str, PageError] = {}
    for name, result in share_out(jobs, _timed, processes):
        match result:
            case PageError():
                refused[name] = result
            case Exception():
                raise result
            case _:
                tell(f"{name}: {result:.1f} s")
    if refused:
        raise PageError(
            " and ".join(name for name in jobs if name in refused),
            tuple(message for name in jobs if name in refused for message in refused[name].messages),
        )


def _timed(job: Job) -> float:
    """Run one job; returns its seconds."""
    began = time.monotonic()
    run(job)
    return time.monotonic() - began


def _year_job(plan: Plan, year: Year, output: Path) -> Job:
    return Job(
        name=year.id,
        config=plan.source.root / "mkdocs.yml",
        output=output,
        site_url=f"{plan.site_url.rstrip('/')}/{year.id}/",
        told=_told(plan.source, year.id),
        day=_day(year),
    )


def _home_job(plan: Plan, output: Path) -> Job:
    newest = plan.years[-1]
    return Job(
        name=HOME,
        config=plan.source.root / "home.yml",
        output=output,
        site_url=f"{plan.site_url.rstrip('/')}/",
        told=_told(plan.source, newest.id),
        day=_day(newest),
    )


def _told(source: Source, year: str) -> dict[str, str]:
    """What hooks.py and macros.py read from `extra.spr` in place of what stands in mkdocs.yml."""
    return {
        "data": str(source.data.resolve()),
        "shown": source.shown,
        "year": year,
        "audience": source.audience.value,
        "drafts": "yes" if source.drafts else "",
        "preview": "",
    }


def _day(year: Year) -> int:
    """The year's own date as a Unix time; the day on which its id begins where it has none."""
    date = year.own_date
    day = date.last_day if date else (int(year.id[:4]), 1, 1)
    return calendar.timegm((*day, 0, 0, 0))


def _add_home(folder: Path, years: Sequence[Year]) -> None:
    """Move home to its place among the years, and list them."""
    home = folder / _HOME_ASIDE
    for path in sorted(home.iterdir()):
        shutil.move(path, folder / path.name)
    home.rmdir()
    pages = {year.id: _pages(folder / year.id) for year in years}
    (folder / "versions.json").write_text(versions_json(years), encoding="utf-8", newline="\n")
    (folder / "versions.js").write_text(versions_js(years, pages), encoding="utf-8", newline="\n")


def _pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("index.html"))


def _look_through(folder: Path, plan: Plan) -> None:
    """A release that is whole and without a fault may be given out. Raises what it is not."""
    firsts = {name: folder / ("" if name == HOME else name) / "index.html" for name in plan.digests}
    missing = tuple(name for name, page in firsts.items() if not page.is_file())
    if missing:
        raise MissingPagesError(missing)
    faults = inspect(folder, plan.site_url)
    if faults:
        raise FaultySiteError(faults)
