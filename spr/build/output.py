"""A site is built aside and moved into place when all of it is there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spr.errors import SprError, shown

_MARK = "versions.json"  # what every site of ours has at its root


class OutputError(SprError):
    """The site cannot be written to `path`, because of `reason`."""

    def __init__(self, path: Path, reason: str, expected: str) -> None:
        self.path = path
        self.reason = reason
        self.expected = expected
        super().__init__(path, reason, expected)

    def __str__(self) -> str:
        return f"The site cannot be written to {shown(str(self.path))}: {self.reason} {self.expected}"


@contextmanager
def aside(output: Path) -> Iterator[Path]:
    """
    An empty folder beside *output*, which takes its place when the block ends without an error.

    After an error *output* is as it was. Raises `OutputError` if it is no site of ours or cannot be written.
    """
    _refuse_what_is_not_ours(output)
    building = output.with_name(f".{output.name}.building")
    before = output.with_name(f".{output.name}.before")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        _remove(building)
        _remove(before)
        building.mkdir()
    except OSError as error:
        raise OutputError(output, f"{error.strerror}.", "Name another folder with --output.") from error
    try:
        yield building
        if output.exists():
            output.rename(before)
        building.rename(output)
    except OSError as error:
        if before.exists() and not output.exists():
            before.rename(output)
        raise OutputError(output, f"{error.strerror}.", "What was there stays as it was.") from error
    finally:
        _remove(building)
        _remove(before)


def _refuse_what_is_not_ours(output: Path) -> None:
    if output.is_file():
        raise OutputError(output, "it is a file.", "Name a folder with --output.")
    if output.is_dir() and any(output.iterdir()) and not (output / _MARK).is_file():
        raise OutputError(output, "it holds something else.", "Name an empty folder with --output.")


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
