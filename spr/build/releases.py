"""
Releases: a site is built aside, and switched to by one rename when all of it is there.

    site/
      current -> releases/7     what a web server gives out; replaced by one rename
      releases/7/               the site
      releases/7.json           what its parts were made from: beside the site, never in it
      releases/6/, 6.json       the one before, to go back to
      releases/8.building/      one that is being built, or was when its build was killed
      .spr-build                says that the folder is ours, and is held while one build writes to it

Where a folder cannot hold links, `current` is the release itself, and is missing for the moment between two
renames. Whatever is not of this form is not ours, and is never deleted.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

from spr.build.lock import locked
from spr.errors import SprError, shown
from spr.model.words import Audience

Tell = Callable[[str], None]
"""Takes a line of progress."""

CURRENT: Final = "current"
RELEASES: Final = "releases"
MARK: Final = ".spr-build"

MARKED: Final = "Written by `spr build`. A web server gives out current/ and nothing beside it.\n"

FORMAT: Final = 1
"""The version of the files that say what a release was made from; of another one, nothing is reused."""

_BUILDING: Final = ".building"
_SWITCHING: Final = "current.switching"
_NUMBERED: Final = re.compile(r"(\d+)(\.building|\.json|\.json\.new)?")
_FOR_US_ALONE: Final = 0o600
"""From the checksum of what is known but for a number, the number is found: not for whoever serves it."""


class OutputError(SprError):
    """The site cannot be written to `path`, because of `reason`."""

    def __init__(self, path: Path, reason: str, expected: str) -> None:
        self.path = path
        self.reason = reason
        self.expected = expected
        super().__init__(path, reason, expected)

    def __str__(self) -> str:
        return f"The site cannot be written to '{self.path}': {self.reason} {self.expected}"


class NoReleaseBeforeError(SprError):
    """The folder `path` holds no release before the current one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(path)

    def __str__(self) -> str:
        return f"There is nothing to go back to: '{self.path}' holds no release before this one."


@dataclass(frozen=True)
class Part:
    """A part of a site: the checksum of what it was made from, and of its files as they were written."""

    inputs: str
    files: str


@dataclass(frozen=True)
class Manifest:
    """
    What a release was made from, all of it as it stood on the disk and part by part; the one `before`.

    `audience` is whose copy it is; empty where that is not known.
    """

    inputs: str = ""
    parts: Mapping[str, Part] = field(default_factory=dict)
    before: str | None = None
    audience: str = ""


@dataclass(frozen=True)
class Release:
    """A finished release: its name, its folder, what it was made from (nothing, if that is not known)."""

    name: str
    folder: Path
    manifest: Manifest


@contextmanager
def opened(path: Path, tell: Tell) -> Iterator["Output"]:
    """
    The folder *path* for releases, made if it is not there, cleaned of what a killed build has left.

    If another build writes to it, *tell* is told so and this one waits. Raises `OutputError` if it holds
    something else, or cannot be written, now or later.
    """
    try:
        _refuse_what_is_not_ours(path)
        (path / RELEASES).mkdir(parents=True, exist_ok=True)
        mark = path / MARK
        with locked(mark, lambda: tell(f"Another build is writing to {path}: waiting until it is done.")):
            if not mark.stat().st_size:
                mark.write_text(MARKED, encoding="utf-8")
            output = Output(path)
            output.repair()
            output.clean()
            yield output
    except BrokenPipeError:  # whoever is told has had enough
        raise
    except OSError as error:
        file = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else path
        elsewhere = "" if file.is_relative_to(path) else f" ('{file}')"
        reason = f"{error.strerror or error}{elsewhere}."
        raise OutputError(path, reason, "What was there stays as it was.") from error


class Output:
    """A folder that releases stand in, held by `opened` against other builds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.releases = path / RELEASES
        self.given_out = path / CURRENT

    @property
    def current(self) -> Release | None:
        """The release that is given out, if there is one."""
        name = self._name_of_current()
        return self._release(name) if name else None

    @property
    def before(self) -> Release | None:
        """The one before it, if it is there."""
        current = self.current
        name = current.manifest.before if current else None
        return self._release(name) if name and (self.releases / name).is_dir() else None

    def refuse_other_readers(self, audience: Audience) -> None:
        """Raise `OutputError` if what is given out is for another audience, whose readers would get this."""
        current = self.current
        whose = current.manifest.audience if current else ""
        if whose and whose != audience:
            raise OutputError(
                self.path,
                f"what it gives out is the copy for the audience {shown(whose)}, and this one is for "
                f"{shown(audience)}.",
                "Name another folder with --output. What was there stays as it was.",
            )

    @property
    def can_link(self) -> bool:
        """Whether this folder can hold links."""
        if self.given_out.is_symlink() or self.given_out.is_dir():
            return self.given_out.is_symlink()
        try:
            self._link_to(RELEASES).unlink()
        except (OSError, NotImplementedError):
            return False
        return True

    @contextmanager
    def building(self) -> Iterator["Building"]:
        """
        A folder for the next release, and what to call when it is finished.

        Unless that is called, the folder goes again, and what is given out stays as it was.
        """
        numbers = [int(found[1]) for path in self.releases.iterdir() if (found := _numbered(path))]
        building = Building(self, str(max(numbers, default=0) + 1))
        building.folder.mkdir()
        try:
            yield building
        finally:
            _remove(building.folder)

    def switch(self, name: str, manifest: Manifest) -> None:
        """Give out the release *name*, which is there, in place of the current one, which it comes after."""
        now = self._name_of_current()
        _write(self.releases / f"{name}.json", replace(manifest, before=now))
        if self.can_link:
            self._link_to(f"{RELEASES}/{name}").replace(self.given_out)
        else:
            if now:
                self.given_out.rename(self.releases / now)
            (self.releases / name).rename(self.given_out)
        self.clean()

    def note(self, manifest: Manifest) -> None:
        """That the current release is what *manifest* gives: nothing of it would be built otherwise."""
        current = self.current
        if current:
            noted = replace(manifest, before=current.manifest.before)
            _write(self.releases / f"{current.name}.json", noted)

    def repair(self) -> None:
        """Finish a switch without links over which a build was killed."""
        if not self.given_out.exists() and not self.can_link:
            whole = [path.stem for path in self.releases.glob("*.json") if path.with_suffix("").is_dir()]
            if whole:
                (self.releases / max(whole, key=int)).rename(self.given_out)

    def clean(self) -> None:
        """Remove the releases before the one before, and what a killed build has left."""
        kept = {release.name for release in (self.current, self.before) if release}
        (self.path / _SWITCHING).unlink(missing_ok=True)
        for path in self.releases.iterdir():
            found = _numbered(path)
            if found and not (found[1] in kept and found[2] in {None, ".json"}):
                _remove(path)

    def _name_of_current(self) -> str | None:
        if self.given_out.is_symlink():
            return self.given_out.readlink().name if self.given_out.is_dir() else None
        if self.given_out.is_dir():
            written = (path.stem for path in self.releases.glob("*.json"))
            return next((name for name in written if not (self.releases / name).exists()), None)
        return None

    def _release(self, name: str) -> Release:
        folder = self.releases / name
        manifest = _read(self.releases / f"{name}.json")
        return Release(name, folder if folder.is_dir() else self.given_out, manifest)

    def _link_to(self, target: str) -> Path:
        link = self.path / _SWITCHING
        link.unlink(missing_ok=True)
        link.symlink_to(target, target_is_directory=True)
        return link


class Building:
    """A release that is being built in `folder`."""

    def __init__(self, output: Output, name: str) -> None:
        self.output = output
        self.name = name
        self.folder = output.releases / f"{name}{_BUILDING}"

    def finish(self, manifest: Manifest) -> None:
        """All of it is there: give it out."""
        self.folder.rename(self.output.releases / self.name)
        self.output.switch(self.name, manifest)


def take_over(release: Path, into: Path, files: Iterable[Path]) -> None:
    """
    Have *files* of a release in the folder *into* too: by a second name where that is possible, else copied.

    So nobody may change a file of a release in place; whoever has another content writes another file.
    """
    for file in files:
        new = into / file.relative_to(release)
        new.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(file, new)
        except OSError:
            shutil.copyfile(file, new)


def _refuse_what_is_not_ours(path: Path) -> None:
    if path.is_file():
        raise OutputError(path, "it is a file.", "Name a folder with --output.")
    if not path.is_dir() or (path / MARK).is_file():
        return
    if (path / "versions.json").is_file():
        raise OutputError(
            path, "it holds a site without releases.", "Remove that, or name another folder with --output."
        )
    if any(path.iterdir()):
        raise OutputError(path, "it holds something else.", "Name an empty folder with --output.")


def _numbered(path: Path) -> re.Match[str] | None:
    return _NUMBERED.fullmatch(path.name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, manifest: Manifest) -> None:
    text = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1)
    new = path.with_name(f"{path.name}.new")
    new.write_text(text + "\n", encoding="utf-8", newline="\n")
    new.chmod(_FOR_US_ALONE)
    new.replace(path)


def _read(path: Path) -> Manifest:
    """What a release was made from; nothing, if the file is not there or not of this form."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            return Manifest(before=content.get("before"), audience=content.get("audience", ""))
        parts = {name: Part(**part) for name, part in content["parts"].items()}
        return Manifest(content["inputs"], parts, content["before"], content.get("audience", ""))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Manifest()
