"""All years and home into one folder."""

import calendar
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from spr.build.generator import Job, run
from spr.build.output import aside
from spr.build.source import NoYearError, Source, load_copy
from spr.model.assessment import Year
from spr.versions import versions_js, versions_json

Tell = Callable[[str], None]
"""Takes a line of progress."""


@dataclass(frozen=True)
class Built:
    """What was built: how many years, how many pages, in how many seconds."""

    years: int
    pages: int
    seconds: float


def build_site(source: Source, output: Path, site_url: str, tell: Tell) -> Built:
    """
    Build every year of *source* and the home site into *output*; *site_url* is the address of its root.

    All or nothing: until everything is there, *output* stays as it was. *tell* is told of each year as it is
    done. Raises what `load_copy`, `run` and `aside` raise, and `NoYearError` for data without a year.
    """
    began = time.monotonic()
    copy = load_copy(source)
    if not copy.years:
        raise NoYearError(source.shown)
    with aside(output) as folder:
        for year in copy.years:
            started = time.monotonic()
            run(_year_job(source, year, folder / year.id, site_url))
            tell(f"{year.id}: {year.label} ({time.monotonic() - started:.1f} s)")
        started = time.monotonic()
        home = folder / ".home"
        run(_home_job(source, copy.years[-1], home, site_url))
        _merge(home, folder)
        pages = {year.id: _pages(folder / year.id) for year in copy.years}
        (folder / "versions.json").write_text(versions_json(copy.years), encoding="utf-8", newline="\n")
        (folder / "versions.js").write_text(versions_js(copy.years, pages), encoding="utf-8", newline="\n")
        tell(f"home: all years ({time.monotonic() - started:.1f} s)")
        count = len(_pages(folder))
    return Built(len(copy.years), count, time.monotonic() - began)


def _year_job(source: Source, year: Year, output: Path, site_url: str) -> Job:
    return Job(
        name=year.id,
        config=source.root / "mkdocs.yml",
        output=output,
        site_url=f"{site_url.rstrip('/')}/{year.id}/",
        told=_told(source, year.id),
        day=_day(year),
    )


def _home_job(source: Source, newest: Year, output: Path, site_url: str) -> Job:
    return Job(
        name="home",
        config=source.root / "home.yml",
        output=output,
        site_url=f"{site_url.rstrip('/')}/",
        told=_told(source, newest.id),
        day=_day(newest),
    )


def _told(source: Source, year: str) -> dict[str, str]:
    """What hooks.py and macros.py read from `extra.spr` in place of what stands in mkdocs.yml."""
    return {
        "data": str(source.data.resolve()),
        "shown": source.shown,
        "year": year,
        "audience": source.audience.value,
        "preview": "",
    }


def _day(year: Year) -> int:
    """The year's own date as a Unix time; the day on which its id begins where it has none."""
    date = year.own_date
    day = date.last_day if date else (int(year.id[:4]), 1, 1)
    return calendar.timegm((*day, 0, 0, 0))


def _merge(home: Path, folder: Path) -> None:
    for path in sorted(home.iterdir()):
        shutil.move(path, folder / path.name)
    home.rmdir()


def _pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
