"""
What each part of a site is made from, as checksums: of contents, never of times.

A part whose checksum is the same says the same, byte for byte, and need not be built again. A wrong reuse is
worse than a slow build: where it is not known whether something reaches a page, it counts.
"""

import hashlib
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Final

from spr.build.source import Source
from spr.loading.digest import digest_of
from spr.model.assessment import Year
from spr.model.horizon import up_to
from spr.model.shared import Assessments

HOME: Final = "home"
"""The name of the part that looks across years, beside the years' ids."""

SOFTWARE: Final = ("spr", "overrides", "schemas/published", "mkdocs.yml", "hooks.py", "macros.py")
"""What makes every page what it is."""

PAGES_OF_A_YEAR: Final = ("docs",)
PAGES_OF_HOME: Final = ("home", "home.yml")


def digest_of_all(source: Source, site_url: str) -> str:
    """All that any part is made from, as it stands on the disk: nothing has to be understood for it."""
    software = _software(source.root, (*PAGES_OF_A_YEAR, *PAGES_OF_HOME, "schemas"))
    return _digest(software, digest_of(source.data), _asked(source, site_url))


def digests_of_parts(source: Source, site_url: str, copy: Assessments) -> Mapping[str, str]:
    """
    What each part is made from, by its name: every year of *copy*, and home.

    Of the data, a year has what `up_to` lets it see: what comes later does not touch it, nor what it does
    not use. Home has everything.
    """
    of_year = _digest(_software(source.root, PAGES_OF_A_YEAR), _asked(source, site_url))
    of_home = _digest(_software(source.root, PAGES_OF_HOME), _asked(source, site_url))
    contents = _Contents()
    years = {year.id: _digest(of_year, contents.of_year(up_to(copy, year), year)) for year in copy.years}
    return {**years, HOME: _digest(of_home, contents.of(copy), *years.values())}


def digest_of_files(folder: Path, files: Iterable[Path]) -> str:
    """The names, below *folder*, and the contents of *files*, in whatever order they come."""
    names = {file.relative_to(folder).as_posix(): file for file in files}
    return _digest(*(f"{name} {_content(names[name])}" for name in sorted(names)))


class _Contents:
    """Checksums of values of the model; that of a year is worked out once, though later years see it too."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Year, str]] = {}

    def of_year(self, known: Assessments, year: Year) -> str:
        """What *year* can see, and which of the years it is."""
        return _digest(year.id, self.of(known))

    def of(self, copy: Assessments) -> str:
        """Everything that a copy holds."""
        parts = (getattr(copy, field.name) for field in fields(copy) if field.name != "years")
        return _digest(*map(self._of_year, copy.years), "".join(_written(tuple(parts))))

    def _of_year(self, year: Year) -> str:
        if id(year) not in self._known:
            self._known[id(year)] = year, _digest("".join(_written(year)))
        return self._known[id(year)][1]


def _written(value: object) -> Iterator[str]:
    """A value as text that says what is equal and what is not: where it stands in a file is left out."""
    if is_dataclass(value):
        yield f"{type(value).__name__}("
        for field in fields(value):
            if field.compare:
                yield f"{field.name}="
                yield from _written(getattr(value, field.name))
        yield ")"
    elif isinstance(value, Mapping):
        yield from _several("{}", ((name, value[name]) for name in value))
    elif isinstance(value, frozenset):
        yield from _several("<>", sorted(value))
    elif isinstance(value, tuple | list):
        yield from _several("[]", value)
    else:
        yield repr(value)
    yield ","


def _several(marks: str, values: Iterable[object]) -> Iterator[str]:
    yield marks[0]
    for value in values:
        yield from _written(value)
    yield marks[1]


def _asked(source: Source, site_url: str) -> str:
    """What the site is built with beside its data; where that lies says nothing."""
    asked = {field.name: getattr(source, field.name) for field in fields(source)}
    return repr([site_url, *(item for item in asked.items() if item[0] not in {"root", "data", "shown"})])


def _software(root: Path, pages: Iterable[str]) -> str:
    names = (*SOFTWARE, *pages)
    return _digest(_installed(), *(f"{name} {_content(root / name)}" for name in names))


def _content(path: Path) -> str:
    return digest_of(path) if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()


def _installed() -> str:
    """Python and every package beside it, with their versions: which of them reach a page, none can say."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    packages = (path.name for folder in folders for path in Path(folder).glob("*.dist-info"))
    return " ".join((sys.version, *sorted(packages)))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()
