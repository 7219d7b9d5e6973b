"""
Precompressed files for web servers: beside each text of some size the same as `.gz`.

Only gzip: on the pages of eight years brotli is 9 to 10 % smaller (at quality 5 and 9), and needs a module
that a web server as it is installed does not have.
"""

import gzip
import zlib
from pathlib import Path
from typing import Final

SUFFIXES: Final = frozenset(
    {".html", ".css", ".js", ".json", ".csv", ".md", ".svg", ".xml", ".txt", ".webmanifest"}
)
"""Of texts; what pictures and documents are made of is compressed already."""

SMALLEST: Final = 1_000
"""Bytes: what fits in one packet as it is gains nothing."""


def compress(tree: Path) -> int:
    """
    Write the `.gz` of each text of the finished site in *tree*; returns how many bytes they have in all.

    The same text gives the same bytes. What is compressed already is left as it is, so that a year that was
    taken over from the release before costs nothing; a `.gz` of a text that is no longer there goes.
    """
    packed: dict[bytes, bytes] = {}  # years have the same style sheets and scripts
    total = 0
    for path in sorted(tree.rglob("*.gz")):
        if not path.with_suffix("").is_file():
            path.unlink()
    for path in sorted(tree.rglob("*")):
        if path.suffix not in SUFFIXES or not path.is_file():
            continue
        beside = path.with_name(f"{path.name}.gz")
        text = path.read_bytes()
        if len(text) < SMALLEST:
            beside.unlink(missing_ok=True)
        elif not _is_of(beside, text):
            if text not in packed:
                packed[text] = gzip.compress(text, compresslevel=9, mtime=0)
            beside.unlink(missing_ok=True)  # not into a file that an older release may share
            beside.write_bytes(packed[text])
        total += beside.stat().st_size if beside.is_file() else 0
    return total


def _is_of(beside: Path, text: bytes) -> bool:
    """Whether *beside* holds *text*: gzip ends in its checksum and its length."""
    if not beside.is_file():
        return False
    end = beside.read_bytes()[-8:]
    return end == zlib.crc32(text).to_bytes(4, "little") + (len(text) % 2**32).to_bytes(4, "little")
