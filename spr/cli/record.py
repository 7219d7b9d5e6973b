"""`spr publish` and `spr correct`: what is added to the record of a year."""

from argparse import Namespace

from spr.cli.asked import DONE, Verbs, day, folders_of, tell, today, told
from spr.cycle.publishing import Correction, correct, publish


def add_record(verbs: Verbs) -> None:
    """Add both verbs."""
    publishing = verbs.add_parser(
        "publish",
        help="fix a year's files and paragraph numbers in its record",
        description="Add the publication of a year to its record: from then on it changes by correction.",
        epilog="Example: spr publish 2016 --by editors --date 2026-11-23",
    )
    correcting = verbs.add_parser(
        "correct",
        help="record a correction of a published year, after its files were changed",
        description="Add a correction to the record of a published year, for the files as they are now.",
        epilog="Example: spr correct 2022 --by spr-co-ordinator --kind minor --reason 'A date was wrong.'",
    )
    for verb, run in ((publishing, _publish), (correcting, _correct)):
        verb.add_argument("year", metavar="YEAR", help="the year's folder name")
        verb.add_argument("--by", required=True, metavar="ROLE", help="the role that does it, by its id")
        verb.add_argument(
            "--date", type=day, default=today(), metavar="DAY", help="when (today unless named)"
        )
        verb.set_defaults(run=run)
    correcting.add_argument("--kind", required=True, choices=["minor", "substantial", "redaction"])
    correcting.add_argument("--reason", required=True, help="why, in a sentence")
    correcting.add_argument("--grades", default="none", help="its effect on grades (none unless named)")
    correcting.add_argument(
        "--recommendations", default="none", help="its effect on recommendations (none unless named)"
    )
    correcting.add_argument(
        "--told", default="not stated", metavar="MEETING", help="the meeting that was told"
    )
    correcting.add_argument(
        "--paragraph", action="append", default=[], metavar="ID", help="one that it touches"
    )


def _publish(asked: Namespace) -> int:
    path = publish(folders_of(asked), asked.year, asked.date, asked.by)
    tell(f"{asked.year} is published: its files and paragraph numbers are fixed in {told(asked, path)}.")
    return DONE


def _correct(asked: Namespace) -> int:
    said = Correction(
        asked.kind, asked.reason, asked.grades, asked.recommendations, asked.told, tuple(asked.paragraph)
    )
    path = correct(folders_of(asked), asked.year, asked.date, asked.by, said)
    tell(f"{asked.year} is corrected: {told(asked, path)} says so.")
    return DONE
