"""`spr check`: every problem of the data."""

from argparse import Namespace

from spr.checking.assessments import check_folder, only_years
from spr.cli.asked import DONE, PROBLEMS, ROOT, Verbs, data_of
from spr.reporters import report_text


def add_check(verbs: Verbs) -> None:
    """Add the verb."""
    check = verbs.add_parser(
        "check",
        help="check the data and print every problem",
        description="Check every file of every year and print every problem, sorted, each with its place.",
        epilog="Example: spr check 2016. Exit code: 0 no problem, 1 problems, 2 wrong use.",
    )
    check.add_argument("years", nargs="*", metavar="YEAR", help="only these years, and what all years share")
    check.set_defaults(run=_check)


def _check(asked: Namespace) -> int:
    data, shown = data_of(asked)
    checked = only_years(check_folder(data, shown, ROOT / "schemas"), tuple(asked.years))
    print(report_text(checked.problems), end="")
    if checked.not_held:
        print(
            f"Not yet held to the rules across files, until they are mended: {', '.join(checked.not_held)}."
        )
    return PROBLEMS if checked.problems else DONE
