"""What may not change from one state of a folder to the next, as a pull request is held to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spr.errors import Place, Problem, shown

RULES: Final = {
    "record-is-added-to": "A record is what it was before, with entries added at its end.",
}
"""The code of the problems that come from here, and the rule that it stands for."""


def check_against(before: Path | None, now: Path, shown_now: str, revision: str) -> Iterator[Problem]:
    """
    Whether every record of the folder *before* (None: there was none) is the beginning of that of *now*.

    *shown_now* is what people call the folder, *revision* what they call the state before.
    """
    for path in sorted(before.glob("*/record.yaml")) if before else ():
        name = path.relative_to(before or path).as_posix()
        place = Place(f"{shown_now}/{name}")
        old, new = _lines(path), _lines(now / name)
        if new is None:
            yield Problem(
                "record-is-added-to",
                place,
                "",
                f"This record was there at {shown(revision)}, and is gone.",
                RULES["record-is-added-to"],
            )
        elif old is not None and new[: len(old)] != old:
            line = next(
                (count for count, (one, two) in enumerate(zip(old, new, strict=False)) if one != two),
                min(len(old), len(new)),
            )
            yield Problem(
                "record-is-added-to",
                Place(place.path, line + 1, 1),
                "",
                f"Here the record is not what it was at {shown(revision)}.",
                RULES["record-is-added-to"],
                "Put back what stood there, and add what is to be said now at the end.",
            )


def _lines(path: Path) -> list[bytes] | None:
    """The lines of a file without their ends, which differ from one computer to the other."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return None
    while lines and not lines[-1].strip():
        lines.pop()
    return lines
