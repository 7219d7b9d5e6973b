"""
Folders in the shape of assessments/, put together from what stands in tests/examples.

A case holds the files that differ from those of the base. `removed.txt` names files and folders that are not
there, one a line. `made.txt` says what cannot be kept in a repository: `link PATH TO`, `large PATH BYTES`.
"""

import shutil
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Final
from unittest.mock import patch

from spr.checking import assessments
from spr.checking.assessments import Checked, check_folder
from spr.checking.schema import load_schemas
from spr.errors import Problem

ROOT: Final = Path(__file__).parent.parent
SCHEMAS: Final = ROOT / "schemas"
EXAMPLES: Final = ROOT / "tests" / "examples"
BASE: Final = EXAMPLES / "valid" / "base"
SHOWN: Final = "assessments"

_ABOUT_THE_CASE = {"expected.txt", "removed.txt", "made.txt"}


def lay(folder: Path, case: Path | None = None) -> Path:
    """The base in *folder*, which must not be there yet, and over it what *case* says; returns *folder*."""
    shutil.copytree(BASE, folder)
    if case is None:
        return folder
    for name in _lines(case / "removed.txt"):
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in sorted(case.rglob("*")):
        into = folder / path.relative_to(case)
        if path.is_file() and path.name not in _ABOUT_THE_CASE:
            into.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, into)
    for line in _lines(case / "made.txt"):
        how, name, what = line.split()
        _MAKE[how](folder / name, what)
    return folder


def replace_text(folder: Path, name: str, old: str, new: str) -> None:
    """Write *new* for *old*, which must stand once in the file."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def schemas_read_once() -> AbstractContextManager[object]:
    """To read the schemas takes longer than to check a small folder; here they are the same for all."""
    return patch.object(assessments, "load_schemas", _load_schemas)


def checked(folder: Path) -> Checked:
    """What the check says of a folder, as if it were called assessments."""
    with schemas_read_once():
        return check_folder(folder, SHOWN, SCHEMAS)


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """The problems alone."""
    return checked(folder).problems


_load_schemas: Final = cache(load_schemas)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _link(path: Path, target: str) -> None:
    path.symlink_to(target)


def _large(path: Path, size: str) -> None:
    path.write_bytes(b"#" * int(size))


_MAKE: Final = {"link": _link, "large": _large}
