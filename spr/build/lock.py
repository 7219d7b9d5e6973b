"""One build at a time into one folder: whoever comes second waits."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PAUSE = 0.2
"""Seconds between two tries."""


@contextmanager
def locked(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """
    Hold the file *path*, which is made if it is not there; *waiting* is told once if another one holds it.

    The system lets go of it when the last process that has it open ends, however that ends. So no lock is
    ever left behind, and processes that outlive the build that started them still keep others away.
    Raises `OSError` if the file cannot be written.
    """
    with path.open("a") as file:
        if not _take(file):
            waiting()
            while not _take(file):
                sleep(PAUSE)
        yield


def _take(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
