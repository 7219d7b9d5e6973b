"""
Publishing a year and correcting a published one: what is added to its record.

A record is added to at its end and never edited. What is written is checked before it stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spr.checking.assessments import Checked, check_folder
from spr.errors import BadDataError, NotThereError, SprError
from spr.loading.seal import Seal, seal_of
from spr.loading.writing import entry_text, replace_file
from spr.model.assessment import Year
from spr.model.dates import Date
from spr.model.words import Provenance, Recorded

_HEAD = """\
# yaml-language-server: $schema={schema}
# What happened to this year as a whole. Added to at its end, never edited.
events:
"""


class StateError(SprError):
    """The year `year` cannot be published or corrected, because of `reason`."""

    def __init__(self, year: str, reason: str) -> None:
        self.year = year
        self.reason = reason
        super().__init__(year, reason)

    def __str__(self) -> str:
        return f"{self.year} {self.reason}"


@dataclass(frozen=True)
class Folders:
    """Where the data is: its folder, what people call it, and the folder of the schemas."""

    data: Path
    shown: str
    schemas: Path


@dataclass(frozen=True)
class Correction:
    """What a correction says of itself; the fields are those of the record."""

    kind: str
    reason: str
    grades: str
    recommendations: str
    told: str
    paragraphs: tuple[str, ...] = ()


def publish(folders: Folders, year: str, date: Date, by: str) -> Path:
    """
    Add the publication of *year* to its record: from then on its files and numbers are fixed.

    Returns the record's path. Raises `BadDataError` if anything in the folder is wrong, `NotThereError` if
    there is no such year, and `StateError` if it was published before.
    """
    checked = check_folder(folders.data, folders.shown, folders.schemas)
    if checked.problems:
        raise BadDataError(checked.problems)
    found = _year(checked, year)
    if found.events(Recorded.PUBLISHED):
        raise StateError(year, f"was published on {found.events(Recorded.PUBLISHED)[0].date.in_words}.")
    made_here = found.source.kind in {Provenance.ISSUED, Provenance.MADE_UP}
    seal = _seal(checked, found, date if made_here else found.own_date)
    event = {
        "what": Recorded.PUBLISHED.value,
        "date": date.text,
        "by": by,
        "files": dict(seal.files),
        "shared": dict(seal.shared),
        "recommendations": seal.recommendations,
        "numbers": {paragraph.id: paragraph.number for paragraph in found.paragraphs},
    }
    return _add(folders, year, event)


def correct(folders: Folders, year: str, date: Date, by: str, correction: Correction) -> Path:
    """
    Add a correction of the published *year* to its record: the files as they are now take over.

    Returns and raises as `publish`; `StateError` if it was not published, or if nothing has changed.
    """
    checked = check_folder(folders.data, folders.shown, folders.schemas)
    found = _year(checked, year)
    if not found.events(Recorded.PUBLISHED):
        raise StateError(year, "was not published: correct it by editing its files.")
    seal = _seal(checked, found, found.own_date)
    old = {name: digest for event in found.record for name, digest in event.files.items()}
    changed = {name: digest for name, digest in seal.files.items() if old.get(name) != digest}
    if not changed:
        raise StateError(year, "is as it was published: there is nothing to correct.")
    fixed = {name for event in found.record for name in event.numbers}
    added = {paragraph.id: paragraph.number for paragraph in found.paragraphs if paragraph.id not in fixed}
    event = {
        "what": Recorded.CORRECTED.value,
        "date": date.text,
        "by": by,
        "kind": correction.kind,
        "reason": correction.reason,
        **({"paragraphs": list(correction.paragraphs)} if correction.paragraphs else {}),
        "effect": {"grades": correction.grades, "recommendations": correction.recommendations},
        "told": correction.told,
        "before": {name: old[name] for name in changed if name in old},
        "files": changed,
        "shared": dict(seal.shared),
        "recommendations": seal.recommendations,
        **({"numbers": added} if added else {}),
    }
    return _add(folders, year, event)


def _year(checked: Checked, name: str) -> Year:
    found = checked.assessments.year(name) if checked.assessments else None
    if found is None:
        raise NotThereError("year", name, checked.folder.years)
    return found


def _seal(checked: Checked, year: Year, until: Date | None) -> Seal:
    if checked.assessments is None:
        raise BadDataError(checked.problems)
    return seal_of(checked.folder, checked.assessments, year, until)


def _add(folders: Folders, year: str, event: Mapping[str, object]) -> Path:
    """Add *event* to the record, and take it back if the folder is not in order with it."""
    path = folders.data / year / "record.yaml"
    before = path.read_bytes() if path.exists() else None
    head = before or _head(folders, path).encode()
    replace_file(path, head.rstrip() + b"\n" + (b"\n" if before else b"") + entry_text(event).encode())
    problems = check_folder(folders.data, folders.shown, folders.schemas).problems
    if problems:
        if before is None:
            path.unlink()
        else:
            replace_file(path, before)
        raise BadDataError(problems)
    return path


def _head(folders: Folders, path: Path) -> str:
    up = "../" * (len(path.relative_to(folders.schemas.parent).parts) - 1)
    return _HEAD.format(schema=f"{up}schemas/record.schema.json")
