"""Files and folders that are written whole or not at all."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """A name beside *path* that nothing reads: what is there when the block ends takes its place."""
    beside = path.with_name(f".{path.name}.writing")
    try:
        _remove(beside)
        yield beside
        beside.replace(path)
    finally:
        _remove(beside)


def replace_file(path: Path, content: bytes) -> None:
    """Write *path*; whoever could read or write it still can. Raises `OSError`."""
    with aside(path) as beside:
        beside.write_bytes(content)
        if path.exists():
            shutil.copymode(path, beside)


def write_folder(path: Path, files: Mapping[str, str]) -> None:
    """A new folder with *files* by their names in it. Raises `NotWrittenError`."""
    try:
        with aside(path) as beside:
            for name, text in files.items():
                (beside / name).parent.mkdir(parents=True, exist_ok=True)
                (beside / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise NotWrittenError(path, error.strerror or str(error)) from error


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


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
