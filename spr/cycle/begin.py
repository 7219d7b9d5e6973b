"""What begins: a year, another force, another SPR edition in a draft."""

import re
from dataclasses import dataclass
from pathlib import Path

from spr.checking.assessments import Checked, check_folder, in_order, only_years
from spr.cycle.blank import blank_threat
from spr.cycle.editions import find_edition, steps_to
from spr.cycle.modeline import modeline
from spr.cycle.opening import Opened, Opening, opened, with_sections
from spr.cycle.wording import wrapped
from spr.errors import NotThereError, SprError
from spr.loading.editing import Plain, as_yaml, with_comments, with_values
from spr.loading.folder import Folders
from spr.model.words import State
from spr.writing import write_files, write_folder


class NotADraftError(SprError):
    """The year `year` is no draft any more: its SPR edition stays."""

    def __init__(self, year: str) -> None:
        self.year = year
        super().__init__(year)

    def __str__(self) -> str:
        return f"{self.year} is no draft any more: what it is held against stays."


class FolderNotEmptyError(SprError):
    """The folder `path` (as the person gave it) holds something already."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)

    def __str__(self) -> str:
        return f"The folder {self.path} holds something already, and nothing is overwritten. Name a new one."


@dataclass(frozen=True, kw_only=True)
class NewForce:
    """A force that begins to write: what force.yaml says of it, and what its areas are."""

    name: str
    short_name: str
    policing_body: str
    policing_body_short: str
    chief_officer: str
    areas: str


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What was written in `folder`, what an author has to decide, and what the check says of it."""

    folder: Path
    decisions: tuple[str, ...]
    checked: Checked


def new_year(folders: Folders, asked: Opening) -> Begun:
    """
    Open a year: a folder with its files, made from the year before.

    Raises `BadDataError` if anything in the folder is wrong, what `opened` raises, and `NotWrittenError`.
    """
    checked = in_order(folders.data, folders.shown, folders.schemas)
    draft = opened(checked, asked)
    folder = folders.data / asked.year
    write_folder(folder, _with_modelines(folders, draft))
    after = check_folder(folders.data, folders.shown, folders.schemas)
    return Begun(folder=folder, decisions=draft.decisions, checked=only_years(after, (asked.year,)))


def change_edition(folders: Folders, year: str, edition: str) -> Begun:
    """
    Hold an open draft against another SPR edition: threats are added and renamed, and never taken out.

    Raises `BadDataError`, `NotThereError` for a year or an edition that is not there, `NotADraftError`.
    """
    checked = in_order(folders.data, folders.shown, folders.schemas)
    known = checked.assessments
    draft = known.year(year)
    if draft is None:
        raise NotThereError("year", year, checked.folder.years)
    if draft.state in {State.PUBLISHED, State.WITHDRAWN}:
        raise NotADraftError(year)
    wanted = find_edition(known.reference, edition)
    steps = steps_to(known.reference, [(each.id, each.spr_edition) for each in draft.threats], wanted)
    folder = folders.data / year
    text = with_values(_read(folder / "assessment.yaml"), {("spr_edition",): wanted.id})
    files: dict[str, str | None] = {"assessment.yaml": with_sections(text, steps)}
    for step in steps:
        name = f"threats/{step.new or step.old}.yaml"
        if step.old is None and step.new:
            head = modeline(folders, folder / name, "threat")
            files[name] = head + blank_threat(known, step.new, step.title or step.new, step.decide)
        elif step.old and (step.decide or step.new not in {step.old, None}):
            was = f"threats/{step.old}.yaml"
            files[was] = None
            changed = with_values(_read(folder / was), {("threat",): step.new or step.old})
            notes = [line for words in step.decide for line in wrapped(words, "")]
            files[name] = with_comments(changed, {("threat",): notes})
    write_files(folder, files)
    after = check_folder(folders.data, folders.shown, folders.schemas)
    return Begun(
        folder=folder,
        decisions=tuple(words for step in steps for words in step.decide),
        checked=only_years(after, (year,)),
    )


def new_force(folders: Folders, force: NewForce) -> Begun:
    """
    A folder for another force, without a year yet.

    Raises `FolderNotEmptyError` if there is something in it, and `NotWrittenError`.
    """
    if folders.data.exists():
        if not folders.data.is_dir() or any(folders.data.iterdir()):
            raise FolderNotEmptyError(folders.shown)
        folders.data.rmdir()
    files = {
        f"{name}.yaml": modeline(folders, folders.data / f"{name}.yaml", name) + text
        for name, text in _shared(force).items()
    }
    files["recommendations/README.md"] = (
        "One file for each recommendation, named after the year that raised it: `2026-1.yaml`.\n"
    )
    write_folder(folders.data, files)
    checked = check_folder(folders.data, folders.shown, folders.schemas)
    return Begun(folder=folders.data, decisions=(), checked=checked)


def _shared(force: NewForce) -> dict[str, str]:
    said: dict[str, Plain] = {
        "name": force.name,
        "short_name": force.short_name,
        "policing_body": {"name": force.policing_body, "short_name": force.policing_body_short},
        "chief_officer": force.chief_officer,
        "made_up": False,
    }
    return {
        "force": as_yaml(said) + "\n",
        "areas": f"# Areas that figures are given for.\nkind: {as_yaml(force.areas)}\nareas: not stated\n",
        "scales": "# The force's own scales. The inspectorate's come with the product.\nscales: []\n",
        "metrics": "# What each figure means: a new meaning is a new entry.\nmetrics: []\n",
        "glossary": "# Every abbreviation that a text uses.\nterms: []\n",
        "meetings": "# Meetings at which something happened.\nmeetings: []\n",
    }


def _with_modelines(folders: Folders, draft: Opened) -> dict[str, str]:
    """The files of a draft; those that were copied have the line already."""
    files = {}
    for name, text in draft.files.items():
        schema = "threat" if name.startswith("threats/") else name.removesuffix(".yaml")
        is_there = re.match(r"# yaml-language-server:", text)
        files[name] = text if is_there else modeline(folders, folders.data / draft.year / name, schema) + text
    return files


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")
