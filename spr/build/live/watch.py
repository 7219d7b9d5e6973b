"""
When files were saved, by asking again and again: that works on a file share too, and of whatever editor.

Names, sizes and times say that something may have changed; whether it has, contents say (`spr.build.inputs`).
"""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from spr.loading.digest import is_litter

EVERY: Final = 0.1
"""Seconds between two looks, each of which takes a few milliseconds for a thousand files."""

SETTLED: Final = 0.03
"""Seconds for which nothing more may change: an editor may write a file in several steps."""

_Seen: TypeAlias = frozenset[tuple[str, int, int]]


def saves(paths: Iterable[Path]) -> Iterator[None]:
    """Yields once at the start, and then after each time that something below *paths* was saved, for ever."""
    watched = tuple(paths)
    known: _Seen | None = None
    while True:
        seen = _seen(watched)
        while seen != known:
            known = seen
            time.sleep(SETTLED)
            seen = _seen(watched)
            if seen == known:
                yield
                seen = _seen(watched)
        time.sleep(EVERY)


def _seen(paths: Iterable[Path]) -> _Seen:
    """Name, size and time of each file; whatever is gone by the time that it is asked for is left out."""
    return frozenset(found for path in paths for found in (_files(path) if path.is_dir() else _file(path)))


def _files(root: Path) -> Iterator[tuple[str, int, int]]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not is_litter(name) and name != "__pycache__"]
        for name in files:
            if not is_litter(name):
                yield from _file(Path(folder, name))


def _file(path: Path) -> Iterator[tuple[str, int, int]]:
    try:
        found = path.stat()
    except OSError:
        return
    yield str(path), found.st_size, found.st_mtime_ns
