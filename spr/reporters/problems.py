"""Problems for whoever sits at a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from spr.errors import Place, Problem
from spr.reporters.words import count

MOST_CHARACTERS: Final = 90
"""The longest piece of a line of the file that is shown around the place."""

_PLAIN: Final = "{}"
_COLOURS: Final = {"place": "\x1b[1m{}\x1b[0m", "found": "\x1b[31m{}\x1b[0m", "quiet": "\x1b[2m{}\x1b[0m"}
"""Bold, red, faint: nothing is said by a colour alone."""


def report_text(
    problems: Iterable[Problem], lines: Mapping[Place, str] | None = None, *, coloured: bool = False
) -> str:
    """
    The problems for a terminal in the order of their places, and a line that counts them.

    Each begins with a line that editors can follow: place, what was found, what was meant, what would be
    right. Beneath it stand what is written there (where *lines* give it), what the field is for, an example,
    and the rule. Ends with a line end, whether there are problems or none; the same problems give the same
    text, but for the colours.
    """
    distinct = sorted(set(problems))
    files = {problem.place.path for problem in distinct}
    if not distinct:
        return "No problems.\n"
    told = [
        line for problem in distinct for line in _told(problem, (lines or {}).get(problem.place), coloured)
    ]
    summary = f"{count(len(distinct), 'problem')} in {count(len(files), 'file')}."
    return "\n".join([*told, "", summary, ""])


def _told(problem: Problem, line: str | None, coloured: bool) -> Iterator[str]:  # noqa: FBT001 (passed on)
    paint = _COLOURS if coloured else {}
    place = paint.get("place", _PLAIN).format(problem.place)
    found = paint.get("found", _PLAIN).format(problem.found)
    quiet = paint.get("quiet", _PLAIN)
    where = f"{place}: {problem.pointer}: " if problem.pointer else f"{place}: "
    yield where + " ".join(filter(None, (found, problem.hint, problem.expected)))
    if line is not None:
        number = str(problem.place.line)
        piece, column = _around(line, problem.place.column)
        yield quiet.format(f"    {number} | {piece}")
        yield quiet.format(f"    {' ' * len(number)} | {' ' * (column - 1)}") + paint.get(
            "found", _PLAIN
        ).format("^")
    if problem.about:
        yield quiet.format(f"    {problem.about}")
    if problem.example:
        yield quiet.format(f"    For example: {problem.example}")
    yield quiet.format(f"    Rule: {problem.code}")


def _around(line: str, column: int) -> tuple[str, int]:
    """The piece of a line around a column, and which column of the piece that is."""
    begins = max(0, column - MOST_CHARACTERS // 2) if len(line) > MOST_CHARACTERS else 0
    piece = line[begins : begins + MOST_CHARACTERS]
    before = "…" if begins else ""
    after = "…" if begins + MOST_CHARACTERS < len(line) else ""
    return f"{before}{piece}{after}".rstrip(), column - begins + len(before)
