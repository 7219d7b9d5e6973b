"""
A finished site in one file: a `.tar.gz` for web servers, a `.zip` to be opened by double click.

The same site gives the same bytes, whoever makes it, when and where.
"""

import gzip
import hashlib
import json
import tarfile
import time
import zipfile
from calendar import timegm
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from spr.errors import SprError, shown
from spr.model.dates import Date
from spr.writing import aside

READ_ME: Final = "Read me first.txt"

HOW_TO_OPEN: Final = """\
Extract all files first: on Windows, right-click the .zip and choose "Extract All".
Then open index.html in the folder {folder} with a double click. Nothing has to be installed.

Search needs a web server. Each year has its whole report on one page: search it with Ctrl+F.
"""

_DAY: Final = 24 * 60 * 60
_EARLIEST: Final = (1980, 1, 1)
"""The first day that a .zip can name."""


class ArchiveError(SprError):
    """The archive cannot be written to `path`, because of `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(path, reason)

    def __str__(self) -> str:
        return f"The archive cannot be written to {shown(str(self.path))}: {self.reason}."


def write_archive(tree: Path, archive: Path) -> None:
    """
    Write the finished site in *tree* to *archive*, whose name ends in one of `ARCHIVES`.

    All or nothing: what was there stays until the new one is whole. Raises `ArchiveError`.
    """
    if archive.resolve().is_relative_to(tree.resolve()):
        raise ArchiveError(
            archive, "it would be part of the site and of the next archive; name a file outside"
        )
    ending = next(ending for ending in ARCHIVES if archive.name.endswith(ending))
    try:
        with aside(archive) as beside, beside.open("wb") as file:
            ARCHIVES[ending](tree, archive.name.removesuffix(ending), file)
    except OSError as error:
        raise ArchiveError(archive, error.strerror or str(error)) from error


def _tar(tree: Path, folder: str, file: IO[bytes]) -> None:
    """With what is compressed ahead, for a server that sends it."""
    day = _day(tree)
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, content in _files(tree):
            member = tarfile.TarInfo(f"{folder}/{name}")
            member.size = len(content)
            member.mtime = day + _time(content)
            tar.addfile(member, BytesIO(content))


def _zip(tree: Path, folder: str, file: IO[bytes]) -> None:
    """Without what is compressed ahead: no browser opens it."""
    day = _day(tree)
    how = HOW_TO_OPEN.format(folder=folder).replace("\n", "\r\n").encode()
    with zipfile.ZipFile(file, "w") as packed:
        _add(packed, READ_ME, how, day)
        for name, content in _files(tree):
            if not name.endswith(".gz"):
                _add(packed, f"{folder}/{name}", content, day)


ARCHIVES: Final[dict[str, Callable[[Path, str, IO[bytes]], None]]] = {".tar.gz": _tar, ".zip": _zip}
"""What writes an archive, by the ending of its name."""


def _add(packed: zipfile.ZipFile, name: str, content: bytes, day: int) -> None:
    member = zipfile.ZipInfo(name, time.gmtime(day + _time(content))[:6])
    member.create_system = 3  # the same on Windows, where it would be 0
    member.external_attr = 0o644 << 16
    packed.writestr(member, content, zipfile.ZIP_DEFLATED, compresslevel=9)


def _files(tree: Path) -> Iterator[tuple[str, bytes]]:
    """Every file with its name, in the order of the names."""
    names = sorted(path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())
    return ((name, (tree / name).read_bytes()) for name in names)


def _time(content: bytes) -> int:
    """
    The time of the day of a file, in seconds: it is taken from what is in it.

    Servers tell by a file's time and length whether a browser has it already. A page of which one digit has
    changed has the same length; with one time for all files, readers would go on seeing the old digit.
    """
    return int.from_bytes(hashlib.sha256(content).digest()[:4]) % (_DAY // 2) * 2  # .zip counts by two


def _day(tree: Path) -> int:
    """The newest date of any year in *tree*, as a Unix time: never the day on which the archive is made."""
    days = [_EARLIEST]
    for data in tree.glob("*/data/assessment.json"):
        dated = json.loads(data.read_text(encoding="utf-8"))["year"].get("own_date")
        if dated:
            days.append(Date(dated).last_day)
    return timegm((*max(days), 0, 0, 0))
