"""The parts of a release: which of its files belong to each, and whether they are as they were written."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from spr.build.inputs import digest_of_files
from spr.build.releases import Part, Release

HOME: Final = "home"
"""The name of the part that looks across years, beside the years' ids."""


def unchanged(known: Release, digests: Mapping[str, str]) -> dict[str, Part]:
    """The parts of a release that would be made from the same again, and whose files are as written."""
    parts = known.manifest.parts
    same = (name for name in digests if name in parts and parts[name].inputs == digests[name])
    return {name: parts[name] for name in same if parts[name] == part_of(known.folder, name, digests[name])}


def is_whole(known: Release) -> bool:
    """Whether every file of a release is there, and as it was written."""
    parts = known.manifest.parts
    return bool(parts) and parts == unchanged(known, {name: part.inputs for name, part in parts.items()})


def part_of(folder: Path, name: str, inputs: str) -> Part:
    """The part *name* of the release in *folder*, made from *inputs*, as its files stand there."""
    return Part(inputs, digest_of_files(folder, files_of(folder, name)))


def files_of(folder: Path, name: str) -> Iterator[Path]:
    """The files of a part: those in a year's folder, or, for home, all that is in none."""
    if name != HOME:
        yield from _below(folder / name)
        return
    for path in folder.iterdir():
        if path.is_file():
            yield path
        elif not _is_year(path):
            yield from _below(path)


def years_in(folder: Path) -> list[Path]:
    """The folders of the years."""
    return [path for path in folder.iterdir() if _is_year(path)]


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _is_year(path: Path) -> bool:
    return path.is_dir() and path.name[:4].isdigit()
