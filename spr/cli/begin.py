"""`spr new-year`, `spr edition` and `spr init`: what begins."""

import re
from argparse import ArgumentTypeError, Namespace
from pathlib import Path

from spr.cli.asked import DONE, ROOT, UsageError, Verbs, called, data_of, day, folders_of, tell
from spr.cycle.begin import Begun, NewForce, change_edition, new_force, new_year
from spr.cycle.opening import Opening
from spr.errors import called_as, command, shown
from spr.loading.folder import Folders
from spr.reporters import report_text


def add_begin(verbs: Verbs) -> None:
    """Add the three verbs."""
    year = verbs.add_parser(
        "new-year",
        help="open a year: a draft made from the year before",
        description="Open a year: a draft made from the year before, with its words carried forward and "
        "marked, figures and grades emptied, and what it said beneath. A year older than all that are there "
        "begins empty. Nothing is overwritten.",
        epilog="Example: %(prog)s 2017 --tasked 2017-05-02 --due 2017-07-31",
    )
    year.add_argument("year", type=_year, metavar="YEAR", help="its folder's name: 2017, or 2017-18")
    year.add_argument("--tasked", type=day, metavar="DAY", help="when leads are asked")
    year.add_argument("--due", type=day, metavar="DAY", help="by when they are to have answered")
    year.add_argument(
        "--edition", metavar="ID", help="the SPR edition (that of the year before unless named)"
    )
    year.set_defaults(run=_new_year)
    edition = verbs.add_parser(
        "edition",
        help="hold an open draft against another SPR edition",
        description="Hold an open draft against another SPR edition: threats are added and renamed, none is "
        "taken out, and what an author has to decide is listed.",
        epilog="Example: %(prog)s 2023 spr-2023",
    )
    edition.add_argument("year", metavar="YEAR", help="the draft")
    edition.add_argument("edition", metavar="ID", help="the SPR edition")
    edition.set_defaults(run=_edition)
    force = verbs.add_parser(
        "init",
        help="begin a folder for another force",
        description="Begin a folder for another force, with the files that all years share and no year yet.",
        epilog="Example: %(prog)s ours --name 'Northmoor Constabulary' --short-name Northmoor",
    )
    force.add_argument("folder", metavar="FOLDER", help="a folder that is not there yet, or is empty")
    force.add_argument("--name", type=_name, required=True, help="what the force is called")
    force.add_argument(
        "--short-name", type=_name, required=True, metavar="NAME", help="what it is called in short"
    )
    for name, otherwise, words in (
        ("--policing-body", "Police and Crime Commissioner", "whom it answers to"),
        ("--policing-body-short", "PCC", "the same in short"),
        ("--chief-officer", "Chief Constable", "who leads it"),
        ("--areas", "local authority area", "what kind of area figures are given for"),
    ):
        force.add_argument(
            name, type=_name, default=otherwise, metavar="NAME", help=f"{words} ({otherwise} unless named)"
        )
    force.set_defaults(run=_init)


def _new_year(asked: Namespace) -> int:
    if asked.tasked and asked.due and asked.due < asked.tasked:
        raise UsageError(
            f"Leads cannot answer by {asked.due.in_words}, before they are asked on {asked.tasked.in_words}."
        )
    opening = Opening(year=asked.year, tasked=asked.tasked, due=asked.due, edition=asked.edition)
    begun = new_year(folders_of(asked), opening)
    _, shown_data = data_of(asked)
    tell(f"{asked.year} is open: {shown_data}/{asked.year} holds its files.")
    _tell_what_is_next(begun)
    tell(f"What is left of it, and by whom: {command('check', asked.year, '--for publication')}")
    return DONE


def _edition(asked: Namespace) -> int:
    begun = change_edition(folders_of(asked), asked.year, asked.edition)
    tell(f"{asked.year} is held against {asked.edition}. Nothing was taken out.")
    _tell_what_is_next(begun)
    return DONE


def _init(asked: Namespace) -> int:
    path = Path(asked.folder)
    force = NewForce(
        name=asked.name,
        short_name=asked.short_name,
        policing_body=asked.policing_body,
        policing_body_short=asked.policing_body_short,
        chief_officer=asked.chief_officer,
        areas=asked.areas,
    )
    begun = new_force(Folders(path.resolve(), path.as_posix(), ROOT / "schemas"), force)
    tell(f"{path.as_posix()} is there for {asked.name}.")
    _tell_what_is_next(begun)
    with called_as(called(path.as_posix())):
        tell(f"Open its first year: {command('new-year 2026')}")
    return DONE


def _tell_what_is_next(begun: Begun) -> None:
    for decision in begun.decisions:
        tell(f"To decide: {decision}")
    if begun.checked.problems:
        tell("To mend first:")
        tell(report_text(begun.checked.problems).rstrip())


def _year(text: str) -> str:
    if found := re.fullmatch(r"((?:19|2[0-9])[0-9]{2})(?:-([0-9]{2}))?", text):
        first, last = found.groups()
        if last is None or int(last) == (int(first) + 1) % 100:
            return text
    raise ArgumentTypeError(f"{shown(text)} is no year such as 2017 or 2017-18")


def _name(text: str) -> str:
    if text.strip():
        return text.strip()
    raise ArgumentTypeError("nothing stands there: a name is expected")
