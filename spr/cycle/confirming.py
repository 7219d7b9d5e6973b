"""Confirming: whoever has read last year's words and stands by them says so, paragraph by paragraph."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spr.checking.assessments import check_folder
from spr.cycle.blank import NOTHING_YET
from spr.cycle.publishing import StateError, year_in
from spr.errors import BadDataError, NotThereError, Pointer, SprError, shown
from spr.loading.editing import with_values
from spr.loading.folder import Folders
from spr.loading.yaml12 import Data, Document, parse_yaml
from spr.model.words import Recorded, Review
from spr.writing import write_files


class NothingToConfirmError(SprError):
    """What `names` name in the year `year` was looked at already, or not carried forward."""

    def __init__(self, year: str, names: Sequence[str]) -> None:
        self.year = year
        self.names = tuple(names)
        super().__init__(year, self.names)

    def __str__(self) -> str:
        named = ", ".join(map(shown, self.names))
        return f"Nothing of {named} waits to be confirmed in {self.year}."


class NotWrittenYetError(SprError):
    """The paragraph `name` of the year `year` says only that nothing is written there."""

    def __init__(self, year: str, name: str) -> None:
        self.year = year
        self.name = name
        super().__init__(year, name)

    def __str__(self) -> str:
        return f"{shown(self.name)} is not written yet in {self.year}: there is nothing to confirm."


@dataclass(frozen=True, kw_only=True)
class _Waiting:
    """A thing that was carried forward: its file, the way to it, its id, its threat if it has one."""

    file: str
    pointer: Pointer
    name: str
    threat: str | None
    is_written: bool


def confirm(folders: Folders, year: str, names: Sequence[str]) -> tuple[str, ...]:
    """
    Mark what *names* name as confirmed: paragraphs, risks, actions by their ids, or all of a threat.

    Returns the ids that were marked. Raises `BadDataError`, `NotThereError` for a year that is not there or a
    name that nothing has, `StateError` for a year that is published, `NothingToConfirmError`, and
    `NotWrittenYetError`.
    """
    checked = check_folder(folders.data, folders.shown, folders.schemas)
    found = year_in(checked, year)
    if found.events(Recorded.PUBLISHED):
        raise StateError(year, "is published: what it says stays as it is.")
    waiting = [*_waiting(folders.data / year)]
    threats = [threat.id for threat in found.threats]
    known = [paragraph.id for paragraph in found.paragraphs]
    known += [each.id for part in found.all_statements for each in part.named]
    for name in names:
        if name not in threats and name not in known:
            raise NotThereError("paragraph or threat", name, [*threats, *known])
    chosen = [each for each in waiting if each.name in names or each.threat in names]
    if not chosen:
        raise NothingToConfirmError(year, names)
    # What is wrong in another lead's file stops nobody.
    paths = {f"{folders.shown}/{year}/{each.file}" for each in chosen}
    wrong = [problem for problem in checked.problems if problem.place.path in paths]
    if wrong:
        raise BadDataError(wrong)
    for each in chosen:
        if not each.is_written:
            raise NotWrittenYetError(year, each.name)
    write_files(folders.data / year, _confirmed(folders.data / year, chosen))
    return tuple(each.name for each in chosen)


def _confirmed(folder: Path, chosen: Sequence[_Waiting]) -> Mapping[str, str]:
    files = {}
    for name in dict.fromkeys(each.file for each in chosen):
        values: dict[Pointer, Data] = {
            (*each.pointer, "review"): Review.CONFIRMED.value for each in chosen if each.file == name
        }
        files[name] = with_values((folder / name).read_bytes().decode(), values)
    return files


def _waiting(folder: Path) -> Iterator[_Waiting]:
    for path in (folder / "assessment.yaml", *sorted((folder / "threats").glob("*.yaml"))):
        document = parse_yaml(path.read_bytes(), path.name)
        threat = path.stem if path.parent.name == "threats" else None
        name = path.relative_to(folder).as_posix()
        for pointer in document.pointers:
            if pointer and pointer[-1] == "review" and document.raw(pointer) == Review.CARRIED_FORWARD:
                at = pointer[:-1]
                said = (document.raw((*at, "text")) or "").strip()
                yield _Waiting(
                    file=name,
                    pointer=at,
                    name=_id(document, at),
                    threat=threat,
                    is_written=said != NOTHING_YET,
                )


def _id(document: Document, at: Pointer) -> str:
    return document.raw((*at, "id")) or ""
