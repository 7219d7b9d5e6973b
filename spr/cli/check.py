"""`spr check`: every problem of the data."""

import sys
from argparse import Namespace
from typing import Final

from spr.checking.assessments import check_folder, only_years
from spr.cli.asked import DONE, PROBLEMS, ROOT, Verbs, data_of, has_colours
from spr.loading.excerpt import load_lines
from spr.reporters import report_github, report_gitlab, report_json, report_text

FORMATS: Final = {"json": report_json, "github": report_github, "gitlab": report_gitlab}
"""For machines; the rest is for people."""


def add_check(verbs: Verbs) -> None:
    """Add the verb."""
    check = verbs.add_parser(
        "check",
        help="check the data and print every problem",
        description="Check every file of every year and print every problem, sorted, each with its place.",
        epilog="Examples: spr check 2016; spr check --format gitlab > codequality.json. "
        "Exit code: 0 no problem, 1 problems, 2 wrong use.",
    )
    check.add_argument("years", nargs="*", metavar="YEAR", help="only these years, and what all years share")
    check.add_argument(
        "--format",
        choices=["text", *FORMATS],
        default="text",
        help="text for people (unless named), json for another program, github for its annotations, "
        "gitlab for its Code Quality report",
    )
    check.set_defaults(run=_check)


def _check(asked: Namespace) -> int:
    data, shown = data_of(asked)
    checked = only_years(check_folder(data, shown, ROOT / "schemas"), tuple(asked.years))
    lines = load_lines(data, shown, [problem.place for problem in checked.problems])
    if asked.format in FORMATS:
        print(FORMATS[asked.format](checked.problems, lines), end="")
        return PROBLEMS if checked.problems else DONE
    print(report_text(checked.problems, lines, coloured=has_colours(sys.stdout)), end="")
    if checked.not_held:
        print(
            f"Not yet held to the rules across files, until they are mended: {', '.join(checked.not_held)}."
        )
    return PROBLEMS if checked.problems else DONE
