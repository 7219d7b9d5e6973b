"""Problems as text for a terminal."""

import itertools

from spr.errors import Place, Problem
from spr.reporters import report_text


def problem(path: str, line: int, code: str = "unknown-key") -> Problem:
    """A problem at a place."""
    return Problem(code, Place(path, line, 3), "grades[0]", "Found.", "Expected.", "Hint?")


def test_report_is_sorted_and_counted() -> None:
    """One problem a line, each once, in the order of their places, however they came; then their number."""
    problems = [problem("b.yaml", 1), problem("a.yaml", 10), problem("a.yaml", 9), problem("b.yaml", 1)]
    expected = (
        "a.yaml:9:3: grades[0]: Found. Hint? Expected.\n"
        "a.yaml:10:3: grades[0]: Found. Hint? Expected.\n"
        "b.yaml:1:3: grades[0]: Found. Hint? Expected.\n"
        "\n"
        "3 problems in 2 files.\n"
    )
    assert {expected} == {report_text(order) for order in itertools.permutations(problems)}


def test_report_of_one_problem() -> None:
    """One is not many."""
    assert report_text([problem("a.yaml", 1)]).endswith("\n\n1 problem in 1 file.\n")


def test_report_of_many_problems() -> None:
    """A large number can be read."""
    problems = (problem("a.yaml", line) for line in range(1, 1235))
    assert report_text(problems).endswith("\n\n1,234 problems in 1 file.\n")


def test_report_of_none() -> None:
    """Silence could be a fault too."""
    assert report_text([]) == "No problems.\n"
