"""Problems as text for whoever asked: values in, text out."""

from collections.abc import Iterable

from spr.errors import Problem


def report_text(problems: Iterable[Problem]) -> str:
    """
    The problems for a terminal, one per line in the order of their places, and a line that counts them.

    Ends with a line end, whether there are problems or none. The same problems give the same text.
    """
    distinct = sorted(set(problems))
    files = {problem.place.path for problem in distinct}
    if not distinct:
        return "No problems.\n"
    summary = f"{_count(len(distinct), 'problem')} in {_count(len(files), 'file')}."
    return "\n".join([*map(str, distinct), "", summary, ""])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
