"""
The site while it is being written: each page is made when it is looked at, from the files as they stand.

While something in them has to be mended, pages are made from a copy of the files as they last stood in order.

Nothing is made ahead, and nothing is kept but in a folder of the preview's own: it never comes near a site
that is given out.
"""

import os.path
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Final

from spr.build.inputs import digest_of_all, digest_of_files, inputs_of
from spr.build.making import Plan, data_digests, part_job, plan_of
from spr.build.pages.generator import run
from spr.build.parts import HOME
from spr.build.source import Source
from spr.errors import BadDataError, SprError, command
from spr.loading.digest import is_litter
from spr.loading.excerpt import load_lines
from spr.reporters import report_text
from spr.versions import versions_js, versions_json

_ROOT: Final = "/"
_FIRST: Final = "index.html"
_LISTS: Final = ("versions.json", "versions.js")
_KEPT: Final = "data"
"""What the copy of the data is called in the preview's folder, where the parts of a site lie."""

_TAKEN_AWAY: Final = "data/"
"""Where a part has the files that people take away: they cannot show that they are of before."""


class TroubleError(SprError):
    """The page cannot be shown; `text` says why, line by line."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)

    def __str__(self) -> str:
        return self.text


class OtherProgramError(SprError):
    """What is running here is not the program that stands on the disk."""

    def __str__(self) -> str:
        return (
            "The program itself has changed, and what is running here is still the old one.\n"
            f"Stop it with Ctrl+C, and start it again: {command('serve')}\n"
        )


@dataclass(frozen=True)
class Now:
    """
    What the files say: `inputs` is their checksum, `plan` that of the site.

    If there is a `trouble` with them, in `files` of the data, as people call them, the plan is that of the
    files as they last stood in order; none if they never did.
    """

    inputs: str = ""
    plan: Plan | None = None
    trouble: str = ""
    files: tuple[str, ...] = ()


class Preview:
    """
    The pages of *source* as its files stand; what is made of them lies in *folder*, which is nobody else's.

    Any thread may ask for a file while another one looks at the files anew.
    """

    def __init__(self, source: Source, folder: Path) -> None:
        self._source = source
        self._folder = folder
        self._program = self._digest_of_program()
        self._one_at_a_time = Lock()  # the generator is made for one run in a process
        self._is_closed = False
        self._in_order: Plan | None = None
        self.now = Now()

    @property
    def watched(self) -> Sequence[Path]:
        """All that a page may be made from."""
        return inputs_of(self._source)

    def look(self) -> bool:
        """Look at the files anew; returns whether they say something else than before."""
        inputs = digest_of_all(self._source, _ROOT)
        if inputs == self.now.inputs:
            return False
        try:
            plan = self._plan(inputs)
        except OtherProgramError as error:
            self.now = Now(inputs, trouble=str(error))
        except SprError as error:
            self.now = Now(inputs, self._in_order, self._told(error), self._files(error))
        else:
            self._in_order = self._kept(plan)
            self.now = Now(inputs, plan)
        return True

    def version(self, address: str) -> str:
        """The checksum of what the page at *address* is made from: a page with the same one is the same."""
        now = self.now
        if now.plan is None or now.trouble:
            return now.inputs
        return now.plan.digests[_split(now.plan, address)[0]]

    def is_about(self, address: str) -> bool:
        """Whether the page at *address* is that of a file in trouble: of what a threat's file says."""
        files = (name.removeprefix(f"{self._source.shown}/") for name in self.now.files)
        return any(address.startswith(f"{name.removesuffix('.yaml')}/") for name in files)

    def file(self, address: str) -> Path | None:
        """
        The file at *address* (below the root, without the slash that it begins with), made if need be.

        None if the site has no such file. Raises `TroubleError`, with what has to be mended first.
        """
        with self._one_at_a_time:
            now = self.now
            if now.plan is None or self._is_closed:
                raise TroubleError(now.trouble or "The preview has been stopped.\n")
            part, name = _split(now.plan, address)
            folder = self._folder_of(part, now.plan.digests[part])
            found = folder / name
            if ".." in found.parts or not found.is_relative_to(folder):  # `2023//etc/hostname` begins anew
                return None
            if now.trouble and name.startswith(_TAKEN_AWAY):
                raise TroubleError(now.trouble)
            if name and not _is_there(found):
                self._make(now.plan, part, name, folder)
            return found if _is_there(found) else None

    def close(self) -> None:
        """Make nothing more, and be done with what is being made."""
        with self._one_at_a_time:
            self._is_closed = True

    def _plan(self, inputs: str) -> Plan:
        if self._digest_of_program() != self._program:
            raise OtherProgramError
        return plan_of(self._source, _ROOT, inputs)

    def _kept(self, plan: Plan) -> Plan | None:
        """The same plan, of a copy of the data; that of before, if the data was saved anew meanwhile."""
        if self._in_order and self._in_order.inputs == plan.inputs:
            return self._in_order
        source = replace(plan.source, data=self._folder / f"{_KEPT}.{plan.inputs}")
        try:
            shutil.copytree(plan.source.data, source.data, ignore=_litter, dirs_exist_ok=True)
            if digest_of_all(source, _ROOT) != plan.inputs:
                return self._in_order
        except OSError:
            return self._in_order
        with self._one_at_a_time:  # nothing is being made from the copy of before
            self._folder_of(_KEPT, plan.inputs)
        return replace(plan, source=source)

    def _told(self, error: SprError | OSError) -> str:
        if isinstance(error, OSError):
            reason = ": ".join(str(each) for each in (error.filename, error.strerror) if each)
            return f"The page could not be made: {reason or error}. Load it again.\n"
        if not isinstance(error, BadDataError):
            return f"{error}\n"
        places = [problem.place for problem in error.problems]
        return report_text(error.problems, load_lines(self._source.data, self._source.shown, places))

    def _files(self, error: SprError) -> tuple[str, ...]:
        problems = error.problems if isinstance(error, BadDataError) else ()
        return tuple(dict.fromkeys(problem.place.path for problem in problems))

    def _digest_of_program(self) -> str:
        root = self._source.root
        return digest_of_files(root, [root / "hooks.py", *(root / "spr").rglob("*.py")])

    def _folder_of(self, part: str, digest: str) -> Path:
        """Where the files of a part are; those that it had before it changed are taken away."""
        wanted = self._folder / f"{part}.{digest}"
        for old in self._folder.glob(f"{part}.*"):
            if old != wanted:
                shutil.rmtree(old)
        return wanted

    def _make(self, plan: Plan, part: str, name: str, folder: Path) -> None:
        try:
            run(replace(part_job(plan, part, folder), page=name))
        except (SprError, OSError) as error:
            shutil.rmtree(folder, ignore_errors=True)  # half of it may be there
            raise TroubleError(self._told(error)) from error
        if part == HOME:
            pages = {year.id: [_FIRST] for year in plan.years}
            for listed, content in zip(
                _LISTS,
                (versions_json(plan.years, data_digests(plan.source)), versions_js(plan.years, pages)),
                strict=True,
            ):
                (folder / listed).write_text(content, encoding="utf-8", newline="\n")


def _litter(_: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if is_litter(name)]


def _is_there(path: Path) -> bool:
    """Of whatever name somebody asks for: a Path itself would raise for one that is too long."""
    return os.path.isfile(path)  # noqa: PTH113 (for that reason)


def _split(plan: Plan, address: str) -> tuple[str, str]:
    """The part of the site that an address is in, and the name of its file there."""
    name = f"{address}{_FIRST}" if address.endswith("/") or not address else address
    first, _, rest = name.partition("/")
    return (first, rest) if first in plan.digests and first != HOME else (HOME, name)
