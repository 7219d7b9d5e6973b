"""
What a site is made from, as it stands on the disk: checksums of contents, never of times.

A wrong reuse is worse than a slow build: where it is not known whether something reaches a page, it counts.
"""

import hashlib
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Final

from spr.build.source import Source
from spr.loading.digest import digest_of
from spr.paper.libraries import files_made

SOFTWARE: Final = ("spr", "overrides", "schemas/published", "mkdocs.yml", "hooks.py", "macros.py")
"""What makes every page what it is."""

PAGES_OF_A_YEAR: Final = ("docs",)
PAGES_OF_HOME: Final = ("home", "home.yml")


def inputs_of(source: Source) -> tuple[Path, ...]:
    """The files and folders that any part is made from."""
    names = (*SOFTWARE, *PAGES_OF_A_YEAR, *PAGES_OF_HOME, "schemas")
    return (source.data, *(source.root / name for name in names))


def digest_of_all(source: Source, site_url: str) -> str:
    """All that any part is made from: nothing has to be understood for it."""
    software = digest_of_software(source, site_url, (*PAGES_OF_A_YEAR, *PAGES_OF_HOME, "schemas"))
    return digest_of_texts(software, digest_of(source.data))


def digest_of_software(source: Source, site_url: str, pages: Iterable[str]) -> str:
    """What every page is made with beside its data, with the pages of a site, and what was asked for."""
    files = (f"{name} {_content(source.root / name)}" for name in (*SOFTWARE, *pages))
    return digest_of_texts(_installed(), _asked(source, site_url), *files)


def digest_of_files(folder: Path, files: Iterable[Path]) -> str:
    """The names, below *folder*, and the contents of *files*, in whatever order they come."""
    names = {file.relative_to(folder).as_posix(): file for file in files}
    return digest_of_texts(*(f"{name} {_content(names[name])}" for name in sorted(names)))


def digest_of_texts(*parts: str) -> str:
    """One checksum for several texts, in their order."""
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def _asked(source: Source, site_url: str) -> str:
    """
    What the site is built with beside its data; where that lies says nothing.

    Which papers can be made counts too; the fonts that they are set in and the system's libraries do not:
    another version of these gives a paper that says the same.
    """
    asked = {field.name: getattr(source, field.name) for field in fields(source)}
    asked["documents"] = files_made() if source.documents else ()
    return repr([site_url, *(item for item in asked.items() if item[0] not in {"root", "data", "shown"})])


def _content(path: Path) -> str:
    return digest_of(path) if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()


def _installed() -> str:
    """Python and every package beside it, with their versions: which of them reach a page, none can say."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    packages = (path.name for folder in folders for path in Path(folder).glob("*.dist-info"))
    return " ".join((sys.version, *sorted(packages)))
