"""Problems as text for a terminal, and for the forges."""

import itertools
import json
import re

from spr.errors import Place, Problem
from spr.reporters import report_github, report_gitlab, report_json, report_text


def problem(path: str, line: int, code: str = "unknown-key") -> Problem:
    """A problem at a place."""
    return Problem(code, Place(path, line, 3), "grades[0]", "Found.", "Expected.", "Hint?")


def test_report_is_sorted_and_counted() -> None:
    """Each once, in the order of their places, however they came; then their number."""
    problems = [problem("b.yaml", 1), problem("a.yaml", 10), problem("a.yaml", 9), problem("b.yaml", 1)]
    expected = (
        "a.yaml:9:3: grades[0]: Found. Hint? Expected.\n    Rule: unknown-key\n"
        "a.yaml:10:3: grades[0]: Found. Hint? Expected.\n    Rule: unknown-key\n"
        "b.yaml:1:3: grades[0]: Found. Hint? Expected.\n    Rule: unknown-key\n"
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


WHOLE = Problem(
    code="grade-is-on-its-scale",
    place=Place("a.yaml", 12, 7),
    pointer="grades[0].grade",
    found="'Godo' is not a grade of hmicfrs-5.",
    expected="One of: Good, Adequate.",
    hint="Did you mean 'Good'?",
    about="`grade`: The word as it was given.",
    example="grade: Good",
)


def test_problem_is_told_with_all_that_helps() -> None:
    """What stands there, what the field is for, an example, and the rule that is broken."""
    assert report_text([WHOLE], {WHOLE.place: "  - grade: Godo"}) == (
        "a.yaml:12:7: grades[0].grade: 'Godo' is not a grade of hmicfrs-5. Did you mean 'Good'? "
        "One of: Good, Adequate.\n"
        "    12 |   - grade: Godo\n"
        "       |       ^\n"
        "    `grade`: The word as it was given.\n"
        "    For example: grade: Good\n"
        "    Rule: grade-is-on-its-scale\n"
        "\n"
        "1 problem in 1 file.\n"
    )


def test_colours_say_nothing_that_is_not_said() -> None:
    """Without them the text is the same."""
    lines = {WHOLE.place: "  - grade: Godo"}
    coloured = report_text([WHOLE], lines, coloured=True)
    assert "\x1b[" in coloured
    assert re.sub("\x1b\\[[0-9]*m", "", coloured) == report_text([WHOLE], lines)


def test_long_line_is_shown_around_its_place() -> None:
    """Where the fault is, and not where the line begins; the mark stands beneath it."""
    line = "x" * 150 + "!" + "y" * 150
    place = Place("a.yaml", 1, 151)
    shown = report_text([Problem("alias", place, "", "Found.", "Expected.")], {place: line}).splitlines()[1:3]
    assert shown[0].startswith("    1 | …x")
    assert shown[0].endswith("y…")
    assert shown[0].index("!") == shown[1].index("^")


def test_json_has_every_part() -> None:
    """Under names that do not change; what is not known is null or empty."""
    content = json.loads(report_json([WHOLE], {WHOLE.place: "  - grade: Godo"}))
    assert content == {
        "format": 1,
        "problems": [
            {
                "rule": "grade-is-on-its-scale",
                "path": "a.yaml",
                "line": 12,
                "column": 7,
                "pointer": "grades[0].grade",
                "found": "'Godo' is not a grade of hmicfrs-5.",
                "hint": "Did you mean 'Good'?",
                "expected": "One of: Good, Adequate.",
                "about": "`grade`: The word as it was given.",
                "example": "grade: Good",
                "source": "  - grade: Godo",
            }
        ],
    }


def test_github_is_told_ten_and_how_many_more() -> None:
    """What it would drop without a word is counted in another kind of annotation."""
    problems = [problem("b.yaml", line) for line in range(1, 23)]
    lines = report_github(problems).splitlines()
    assert lines[0] == (
        "::error file=b.yaml,line=1,col=3,title=unknown-key::grades[0]: Found. Hint? Expected."
    )
    assert [line.startswith("::error ") for line in lines] == [True] * 10 + [False]
    assert lines[10] == "::notice title=spr check::12 more problems in 1 file: `spr check` prints them all."
    assert report_github([]) == "No problems.\n"


def test_github_annotation_cannot_be_ended_by_what_it_says() -> None:
    """Signs of its form are escaped, in properties more of them than in the message."""
    told = Problem("alias", Place("a,b:%.yaml"), "", "100 %:\n::error::", "Expected.")
    assert report_github([told]) == (
        "::error file=a%2Cb%3A%25.yaml,line=1,col=1,title=alias::100 %25:%0A::error:: Expected.\n"
    )


def test_gitlab_knows_a_problem_again_when_lines_move() -> None:
    """A fingerprint has no line in it, and two problems never have the same."""
    before, after = (
        json.loads(report_gitlab([problem("a.yaml", line), problem("a.yaml", line + 1)])) for line in (3, 30)
    )
    assert [each["fingerprint"] for each in before] == [each["fingerprint"] for each in after]
    assert len({each["fingerprint"] for each in before}) == 2
    assert before[0] | {"fingerprint": ""} == {
        "description": "grades[0]: Found. Hint? Expected.",
        "check_name": "unknown-key",
        "fingerprint": "",
        "severity": "major",
        "location": {"path": "a.yaml", "lines": {"begin": 3}},
    }
