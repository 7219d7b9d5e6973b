"""
All years and home into one folder.

What changed is built, the rest is taken over from the release before; when all is there, it is given out.
What builds is imported only then: that takes longer than to see that there is nothing to build.
"""

import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from spr.build.inputs import digest_of_all, inputs_of
from spr.build.parts import is_whole, years_in
from spr.build.releases import RELEASES, NoReleaseBeforeError, OutputError, Tell, opened
from spr.build.source import Source


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
    _refuse_among_inputs(source, output)
    inputs = digest_of_all(source, site_url)
    # Of bad data, no folder is made.
    plan = None if output.is_dir() else _making().plan_of(source, site_url, inputs)
    built: tuple[str, ...] = ()
    with opened(output, tell) as place:
        place.refuse_other_readers(source.audience)
        known = None if force else place.current
        if known is None or known.manifest.inputs != inputs or not is_whole(known):
            making = _making()
            plan = plan or making.plan_of(source, site_url, inputs)
            built = making.make(place, known, plan, tell, processes)
        folder = place.given_out
        pages = len(list(folder.rglob("index.html")))
        years = len(years_in(folder))
    return Built(folder, years, pages, built, time.monotonic() - began)


def roll_back(output: Path, tell: Tell) -> str:
    """
    Give out the release before the current one again, and return its name.

    The one that was current can be gone back to in the same way. Raises `NoReleaseBeforeError`, and what
    `opened` raises.
    """
    if not (output / RELEASES).is_dir():
        raise NoReleaseBeforeError(output)  # and no folder is made to say so
    with opened(output, tell) as place:
        before = place.before
        if before is None:
            raise NoReleaseBeforeError(output)
        place.switch(before.name, before.manifest)
        return before.name


def _refuse_among_inputs(source: Source, output: Path) -> None:
    """A site in a folder that it is made from would change what it is made from."""
    for path in inputs_of(source):
        if output.resolve().is_relative_to(path.resolve()):
            reason = f"it is made from what is in '{path}'."
            raise OutputError(output, reason, "Name a folder outside of it with --output.")


def _making() -> ModuleType:
    return import_module("spr.build.making")
