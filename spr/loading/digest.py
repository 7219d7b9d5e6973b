"""One checksum for all that a folder holds: it changes when any content does, and never with the time."""

import hashlib
from pathlib import Path


def digest_of(*folders: Path) -> str:
    """SHA-256 over names and contents of all files below *folders*; of one that cannot be read, its name."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                content = _content(path)
                name = f"{path.relative_to(folder).as_posix()}\0{len(content)}\0"
                digest.update(name.encode(errors="surrogateescape"))
                digest.update(content)
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # what is wrong with it, the check says
