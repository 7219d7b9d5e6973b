"""Which files a folder in the shape of assessments/ has, and what kind of file each is."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spr.errors import NoFolderError, Place, Problem, did_you_mean, shown
from spr.loading.digest import is_litter
from spr.loading.yaml12 import Document, load_yaml

SHARED = ("force", "areas", "scales", "metrics", "glossary", "meetings")
"""The files that every folder has, one of a kind."""

REFERENCE = ("spr-editions", "crosswalk", "scales", "threat-levels", "exemptions")
"""The files that come with the product, in schemas/reference/."""

RULES = {
    "unknown-file": "Every file in the folder is one that the product reads.",
    "linked-folder": "A folder is there itself, and not as a link to another one.",
    "linked-file": "A file is there itself, and not as a link to another one.",
    "unreadable-folder": "A folder is open to whoever checks it.",
}
"""The codes of the problems of this module, and the rule that each stands for."""

_YEAR = r"(?P<year>(?:19|2[0-9])[0-9]{2}(?:-[0-9]{2})?)"
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
_OF_A_YEAR = ("assessment", "governance", "record")
_LEFT_ALONE = {"README.md", "issued"}  # words for people, and papers as issued


@dataclass(frozen=True)
class Folders:
    """Where the data is: its folder, what people call it, and the folder of the schemas."""

    data: Path
    shown: str
    schemas: Path


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
    if not os.path.isdir(path):  # noqa: PTH112 (unlike `Path.is_dir`, it takes what may not be seen as not there)
        raise NoFolderError(shown_path)
    files: dict[str, DataFile] = {}
    problems: list[Problem] = []
    years = set()
    for name in _names(path, lambda folder, why: problems.append(_closed(shown_path, folder, why))):
        if year := re.match(rf"{_YEAR}/", name):
            years.add(year["year"])
        if parts := _parts(name):
            files[name] = _load(path, shown_path, name, parts)
        elif (path / name).is_symlink() and (path / name).is_dir():
            problems.append(_linked(shown_path, name))
        elif not (path / name).is_dir():
            problems.append(_unknown(shown_path, name))
    for name in (*(f"{kind}.yaml" for kind in SHARED), *(f"{year}/assessment.yaml" for year in years)):
        if name not in files:
            files[name] = _load(path, shown_path, name, _parts(name))
    problems += (
        _linked(shown_path, name, "folder" if (path / name).is_dir() else "file")
        for name in _links_to_papers(path)
    )
    return Folder(path, shown_path, tuple(files[name] for name in sorted(files)), tuple(problems))


def load_reference(path: Path, shown_path: str) -> tuple[DataFile, ...]:
    """The files of reference data that come with the product."""
    return tuple(_load(path, shown_path, f"{kind}.yaml", {"kind": kind}) for kind in REFERENCE)


def _names(root: Path, closed: Callable[[str, str], None]) -> Iterator[str]:
    """
    The paths below *root*, folders too, so that a folder that stands where a file should be is seen.

    *closed* is told of each folder that cannot be read, and why.
    """

    def tell(error: OSError) -> None:
        closed(Path(error.filename).relative_to(root).as_posix(), error.strerror or "for an unknown reason")

    for folder, folders, files in os.walk(root, onerror=tell):
        folders[:] = sorted(name for name in folders if not _is_none_of_ours(name))
        for name in sorted((*folders, *(name for name in files if not _is_none_of_ours(name)))):
            path = (Path(folder) / name).relative_to(root).as_posix()
            yield f"{path}/" if _is_year(root, path) else path


def _is_none_of_ours(name: str) -> bool:
    return is_litter(name) or name in _LEFT_ALONE


def _is_year(root: Path, path: str) -> bool:
    return re.fullmatch(_YEAR, path) is not None and (root / path).is_dir() and not (root / path).is_symlink()


def _parts(name: str) -> dict[str, str | None]:
    """Kind, name and year of a file by its path; nothing for a path that is none of ours."""
    found = next(filter(None, (form.fullmatch(name) for form in _FORMS)), None)
    return found.groupdict() if found else {}


def _load(root: Path, shown_root: str, name: str, parts: dict[str, str | None]) -> DataFile:
    """A link may lead out of the folder, to what is none of ours: it is not followed."""
    path = root / name
    # Unlike those of `Path`, these take what may not be seen as not there.
    is_link = os.path.islink(path) and os.path.isfile(path)  # noqa: PTH113, PTH114
    document = (
        Document(f"{shown_root}/{name}", problems=(_linked(shown_root, name, "file"),))
        if is_link
        else load_yaml(path, f"{shown_root}/{name}")
    )
    return DataFile(
        kind=parts.get("kind") or "",
        name=parts.get("name") or Path(name).stem,
        year=parts.get("year"),
        document=document,
    )


def _links_to_papers(root: Path) -> Iterator[str]:
    """Links among the papers as issued, which would be given out."""
    for folder in sorted(root.glob("*/issued")):
        found = [folder, *sorted(folder.rglob("*"))]
        yield from (path.relative_to(root).as_posix() for path in found if path.is_symlink())


def _linked(shown_root: str, name: str, what: str = "folder") -> Problem:
    return Problem(
        f"linked-{what}",
        Place(f"{shown_root}/{name}"),
        "",
        f"{shown(name)} is a link to another {what}, and is not read.",
        f"Expected: the {what} itself.",
    )


def _closed(shown_root: str, name: str, why: str) -> Problem:
    return Problem(
        "unreadable-folder",
        Place(Path(shown_root, name).as_posix()),
        "",
        f"The folder cannot be read ({why}).",
        "Expected: a folder that is open to whoever checks it.",
    )


def _unknown(shown_root: str, name: str) -> Problem:
    return Problem(
        "unknown-file",
        Place(f"{shown_root}/{name}"),
        "",
        f"{shown(name)} is not a file that is read here.",
        f"Expected: a name such as {', '.join(_KNOWN)}.",
        did_you_mean(name, _meant(name)),
    )


def _meant(name: str) -> Iterator[str]:
    """The names that a file in that place, with that name of its own, could have."""
    folder, _, own = name.rpartition("/")
    last = f"{own.partition('.')[0]}.yaml"
    yield from (f"{kind}.yaml" for kind in SHARED)
    if folder and re.match(rf"{_YEAR}-", last):
        yield f"recommendations/{last}"
    if year := re.match(rf"{_YEAR}/", name):
        yield from (f"{year['year']}/{kind}.yaml" for kind in _OF_A_YEAR)
        yield f"{year['year']}/threats/{last}"
