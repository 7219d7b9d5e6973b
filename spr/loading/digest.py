"""One checksum for all that a folder holds: it changes when any content does, and never with the time."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path


def digest_of(*folders: Path) -> str:
    """
    SHA-256 over names and contents of all files below *folders*; of one that cannot be read, its name.

    Litter is left out, as whoever reads these folders leaves it out, and what Python keeps there.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(_files(folder)):
            content = _content(path)
            name = f"{path.relative_to(folder).as_posix()}\0{len(content)}\0"
            digest.update(name.encode(errors="surrogateescape"))
            digest.update(content)
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not is_litter(name) and name != "__pycache__"]
        yield from (Path(folder, name) for name in files if not is_litter(name))


def is_litter(name: str) -> bool:
    """Whether it is of what systems and office programs put beside the files of people: `Thumbs.db`."""
    return name.startswith((".", "~$")) or name in {"Thumbs.db", "desktop.ini"}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""  # a pipe would keep whoever reads it waiting
    except OSError:
        return b""  # what is wrong with it, the check says
