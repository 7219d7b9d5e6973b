"""
The files of a paper, and which of them can be made here: a PDF needs libraries that a machine may lack.

Nothing is imported for that, so that it is known at once.
"""

import ctypes
from typing import Final

from spr.errors import SprError

PDF: Final = "report.pdf"
WORD: Final = "report.docx"

DEBIAN: Final = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-liberation")
"""The packages of Debian and Ubuntu that hold what a PDF is made with, and the fonts that it is set in."""

_LIBRARIES: Final = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
)
"""Each by its names on Linux, macOS and Windows."""


class NoPdfError(SprError):
    """A PDF cannot be made, because `missing` are not on this computer."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(missing)

    def __str__(self) -> str:
        return (
            f"No paper is made as PDF: {', '.join(self.missing)} cannot be loaded. "
            f"On Debian and Ubuntu: make documents, or apt-get install {' '.join(DEBIAN)}"
        )


def missing_libraries() -> tuple[str, ...]:
    """Which of the system's libraries a PDF would need and are not here, by their names on Linux."""
    return tuple(names[0] for names in _LIBRARIES if not any(map(_loads, names)))


def files_made() -> tuple[str, ...]:
    """The names of the files that can be made on this computer."""
    return (WORD,) if missing_libraries() else (PDF, WORD)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
