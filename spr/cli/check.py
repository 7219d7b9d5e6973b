"""`spr check`: every problem of the data."""

import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from spr.checking.against import check_against
from spr.checking.assessments import check_folder, only_years
from spr.checking.publication import TOLD_AS_LEFT, Candidate, candidate_of, check_publication, settled_by
from spr.checking.schema import load_schemas
from spr.cli.asked import DONE, PROBLEMS, ROOT, UsageError, Verbs, data_of, day, has_colours, today
from spr.errors import BadDataError, NoFolderError, Place, Problem, command
from spr.left import Lacking
from spr.loading.excerpt import load_lines
from spr.loading.revision import at_revision
from spr.model.words import Recorded, capital
from spr.reporters import (
    Chase,
    left_mails,
    left_text,
    report_github,
    report_gitlab,
    report_json,
    report_text,
)

FORMATS: Final = {"json": report_json, "github": report_github, "gitlab": report_gitlab}
"""For machines; the rest is for people."""

ANY: Final = {
    Lacking.REVIEW: "THREAT_OR_ID",
    Lacking.FILLING_IN: "`not stated` (of grades, `not graded`)",
    Lacking.ANSWER: "QUESTION",
    Lacking.WORD_ON_RECOMMENDATION: "ID",
    Lacking.WORD_ON_PROMISE: "ID",
}
"""What stands for any thing of a sort, where it is told how to settle one."""


def add_check(verbs: Verbs) -> None:
    """Add the verb."""
    check = verbs.add_parser(
        "check",
        help="check the data and print every problem",
        description="Check every file of every year and print every problem, sorted, each with its place.",
        epilog="Examples: %(prog)s 2016; %(prog)s 2017 --for publication; "
        "%(prog)s --format gitlab > codequality.json. "
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
    check.add_argument(
        "--against",
        metavar="REVISION",
        help="also that records were only added to since a branch, tag or commit, as in a pull request",
    )
    check.add_argument(
        "--for",
        dest="purpose",
        choices=["publication"],
        help="also what is left before one YEAR can be published, by threat and lead",
    )
    check.add_argument(
        "--mail", action="store_true", help="with --for: as texts for e-mails, one for each lead"
    )
    check.add_argument("--date", type=day, metavar="DAY", help="with --for: as of when (today unless named)")
    check.set_defaults(run=_check)


def _check(asked: Namespace) -> int:
    if (asked.mail or asked.date) and not asked.purpose:
        option = "--mail" if asked.mail else "--date"
        raise UsageError(f"{option} goes with --for publication, of one year.")
    if asked.purpose:
        return _check_for_publication(asked)
    data, shown = data_of(asked)
    checked = only_years(check_folder(data, shown, ROOT / "schemas"), tuple(asked.years))
    if asked.against:
        checked = replace(checked, problems=tuple(sorted({*checked.problems, *_changed_since(asked)})))
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


def _changed_since(asked: Namespace) -> tuple[Problem, ...]:
    """What was changed since a revision and may not be."""
    data, shown = data_of(asked)
    if not data.is_dir():
        raise NoFolderError(shown)
    with at_revision(asked.against, data) as (before,):
        return tuple(check_against(before, data, shown, asked.against))


def _check_for_publication(asked: Namespace) -> int:
    """What is left of a year, and every condition that does not hold yet; problems come first."""
    data, shown = data_of(asked)
    if len(asked.years) != 1:
        raise UsageError(f"Name one year: {command('check', '2017', '--for publication')}")
    if asked.mail and asked.format != "text":
        raise UsageError("--mail writes texts for people: leave out --format.")
    checked = only_years(check_folder(data, shown, ROOT / "schemas"), tuple(asked.years))
    if checked.problems:
        raise BadDataError(checked.problems)
    (year,) = (year for year in checked.assessments.years if year.id in asked.years)
    for published in year.events(Recorded.PUBLISHED):
        how = command("correct", year.id, "--by ROLE --kind KIND --reason WHY")
        print(f"{year.id} was published on {published.date.in_words}. It changes by correction: {how}")
        return DONE
    date = asked.date or today()
    candidate = candidate_of(checked, year, date)
    titles = {part.id: part.title for part in checked.assessments.parts()}
    chase = Chase(candidate.left, date, titles)
    if asked.mail:
        print(left_mails(chase), end="")
        return PROBLEMS if candidate.left.pieces else DONE
    missing = check_publication(checked, load_schemas(ROOT / "schemas"), candidate)
    lines = load_lines(data, shown, [problem.place for problem in missing])
    if asked.format in FORMATS:
        print(FORMATS[asked.format](missing, lines), end="")
        return PROBLEMS if missing else DONE
    print(left_text(chase))
    if not missing:
        print(f"{year.id} can be published: {command('publish', year.id, '--by ROLE')}")
        return DONE
    _tell_what_is_missing(candidate, missing, lines)
    return PROBLEMS


def _tell_what_is_missing(
    candidate: Candidate, missing: tuple[Problem, ...], lines: Mapping[Place, str]
) -> None:
    """How what is left is settled, once for each sort of it; and every other condition that does not hold."""
    codes = {problem.code for problem in missing}
    left = [lacking for lacking, code in TOLD_AS_LEFT.items() if code in codes]
    others = [problem for problem in missing if problem.code not in TOLD_AS_LEFT.values()]
    if left:
        print("Before it can be published, what is left is settled:\n")
        for lacking in left:
            print(f"  - {capital(lacking)}: by {settled_by(lacking, candidate, ANY[lacking])}.")
    if others:
        print("\nAnd:\n" if left else "Before it can be published:\n")
        print(report_text(others, lines, coloured=has_colours(sys.stdout)), end="")
