"""Which files a folder in the shape of assessments/ has, and what kind of file each is."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spr.errors import Place, Problem, SprError, did_you_mean, one_of, shown
from spr.loading.yaml12 import Document, load_yaml

SHARED = ("force", "areas", "scales", "metrics", "glossary", "meetings")
"""The files that every folder has, one of a kind."""

REFERENCE = ("spr-editions", "crosswalk", "scales", "threat-levels", "exemptions")
"""The files that come with the product, in schemas/reference/."""

RULES = {
    "unknown-file": "Every file in the folder is one that the product reads.",
}
"""The codes of the problems of this module, and the rule that each stands for."""

_YEAR = r"(?P<year>\d{4}(?:-\d{2})?)"
_FORMS = (
    re.compile(rf"(?P<kind>{'|'.join(SHARED)})\.yaml"),
    re.compile(r"(?P<kind>recommendation)s/(?P<name>[^/]+)\.yaml"),
    re.compile(rf"{_YEAR}/(?P<kind>assessment|governance|record)\.yaml"),
    re.compile(rf"{_YEAR}/(?P<kind>threat)s/(?P<name>[^/]+)\.yaml"),
)
_KNOWN = (
    *(f"{kind}.yaml" for kind in SHARED),
    "recommendations/2016-3.yaml",
    "2016/assessment.yaml",
    "2016/governance.yaml",
    "2016/record.yaml",
    "2016/threats/public-order.yaml",
)
_LEFT_ALONE = {"README.md", "issued"}  # words for people, and papers as issued


class NoFolderError(SprError):
    """There is no folder of the name `path` (as the person gave it)."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)

    def __str__(self) -> str:
        return (
            f"There is no folder {shown(self.path)}. "
            "Name one in the shape of assessments/ with --data, or leave --data out."
        )


@dataclass(frozen=True, eq=False)
class DataFile:
    """A file: the kind of thing it holds (its schema's name), its own name, its year if it has one."""

    kind: str
    name: str
    year: str | None
    document: Document


@dataclass(frozen=True)
class Folder:
    """What a folder holds: its files in the order of their paths, and what is wrong with the listing."""

    path: Path
    shown: str
    files: tuple[DataFile, ...]
    problems: tuple[Problem, ...]

    @property
    def years(self) -> tuple[str, ...]:
        """The ids of the years, oldest first."""
        return tuple(sorted({file.year for file in self.files if file.year}))


def load_folder(path: Path, shown_path: str) -> Folder:
    """
    Every file of the folder *path*, which is shown to people as *shown_path*.

    A file that must be there and is not becomes a document with that problem.
    Raises `NoFolderError` if there is no such folder.
    """
    if not path.is_dir():
        raise NoFolderError(shown_path)
    files: dict[str, DataFile] = {}
    problems: list[Problem] = []
    years = set()
    for name in _names(path):
        if year := re.match(rf"{_YEAR}/", name):
            years.add(year["year"])
        if parts := _parts(name):
            files[name] = _load(path, shown_path, name, parts)
        elif (path / name).is_file():
            problems.append(_unknown(shown_path, name))
    for name in (*(f"{kind}.yaml" for kind in SHARED), *(f"{year}/assessment.yaml" for year in years)):
        if name not in files:
            files[name] = _load(path, shown_path, name, _parts(name))
    return Folder(path, shown_path, tuple(files[name] for name in sorted(files)), tuple(problems))


def load_reference(path: Path, shown_path: str) -> tuple[DataFile, ...]:
    """The files of reference data that come with the product."""
    return tuple(_load(path, shown_path, f"{kind}.yaml", {"kind": kind}) for kind in REFERENCE)


def _names(root: Path) -> Iterator[str]:
    """The paths below *root*, folders too, so that a folder that stands where a file should be is seen."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _LEFT_ALONE)
        for name in sorted([*folders, *files]):
            if not name.startswith(".") and name not in _LEFT_ALONE:
                path = (Path(folder) / name).relative_to(root).as_posix()
                yield f"{path}/" if _is_year(root, path) else path


def _is_year(root: Path, path: str) -> bool:
    return re.fullmatch(_YEAR, path) is not None and (root / path).is_dir()


def _parts(name: str) -> dict[str, str | None]:
    """Kind, name and year of a file by its path; nothing for a path that is none of ours."""
    found = next(filter(None, (form.fullmatch(name) for form in _FORMS)), None)
    return found.groupdict() if found else {}


def _load(root: Path, shown_root: str, name: str, parts: dict[str, str | None]) -> DataFile:
    document = load_yaml(root / name, f"{shown_root}/{name}")
    return DataFile(
        kind=parts.get("kind") or "",
        name=parts.get("name") or Path(name).stem,
        year=parts.get("year"),
        document=document,
    )


def _unknown(shown_root: str, name: str) -> Problem:
    return Problem(
        "unknown-file",
        Place(f"{shown_root}/{name}"),
        "",
        f"{shown(name)} is not a file that is read here.",
        one_of(_KNOWN),
        did_you_mean(name, _KNOWN),
    )
