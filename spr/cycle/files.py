"""Files written all or not at all, and the folders that they are written in."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spr.errors import SprError


class NotWrittenError(SprError):
    """The file or folder `path` cannot be written, because of `reason`; it is as it was."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(path, reason)

    def __str__(self) -> str:
        return f"{self.path.as_posix()} cannot be written ({self.reason}). It is as it was."


@dataclass(frozen=True)
class Folders:
    """Where the data is: its folder, what people call it, and the folder of the schemas."""

    data: Path
    shown: str
    schemas: Path


def replace_file(path: Path, content: bytes) -> None:
    """
    Write *path*, all of it or nothing: beside it first, then moved over. Raises `OSError`.

    Whoever could read or write it still can.
    """
    aside = path.with_name(f".{path.name}.writing")
    try:
        aside.write_bytes(content)
        if path.exists():
            shutil.copymode(path, aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_folder(path: Path, files: Mapping[str, str]) -> None:
    """
    A new folder with *files* by their names in it: whole, or not at all.

    It is filled beside its place, under a name that nothing reads. Raises `NotWrittenError`.
    """
    aside = path.with_name(f".{path.name}.writing")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        for name, text in files.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).write_text(text, encoding="utf-8", newline="\n")
        aside.rename(path)
    except OSError as error:
        raise NotWrittenError(path, error.strerror or str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_files(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    """
    Several files below *root* as one change: where one of them fails, those before it are put back.

    None stands for a file that is to go. Raises `NotWrittenError`.
    """
    before = {name: _content(root / name) for name in files}
    done: list[str] = []
    try:
        for name, content in files.items():
            done.append(name)
            _put(root / name, content.encode() if isinstance(content, str) else content)
    except BaseException as error:
        for name in done:
            if _content(root / name) != before[name]:  # what cannot be written is as it was
                _put(root / name, before[name])
        if isinstance(error, OSError):
            raise NotWrittenError(root / done[-1], error.strerror or str(error)) from error
        raise


def modeline(folders: Folders, path: Path, schema: str) -> str:
    """The line from which editors know the schema, for a file in the same checkout; empty for any other."""
    root = folders.schemas.parent.resolve()
    within = path.resolve()
    if not within.is_relative_to(root):
        return ""
    up = "../" * (len(within.relative_to(root).parts) - 1)
    return f"# yaml-language-server: $schema={up}schemas/{schema}.schema.json\n"


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content)
