"""`spr compare`: what changed."""

from argparse import Namespace

from spr.cli.asked import DONE, Verbs, add_audience, folders_of
from spr.comparing import asked_for, compare, narrowed
from spr.model.words import Audience
from spr.reporters import changes_json, changes_markdown, changes_text

FORMATS = {"text": changes_text, "markdown": changes_markdown, "json": changes_json}


def add_compare(verbs: Verbs) -> None:
    """Add the verb."""
    comparing = verbs.add_parser(
        "compare",
        help="tell what changed from one year to another",
        description="Tell what changed from one year to a later one, or to another state of the same year.",
        epilog="Examples: spr compare 2015 2016 --kind recommendation; spr compare 2016@main 2016",
    )
    comparing.add_argument(
        "old", metavar="OLD", help="the earlier year; 2016@main: as it was at that revision"
    )
    comparing.add_argument("new", metavar="NEW", help="the later year, in the same way")
    comparing.add_argument("--format", choices=list(FORMATS), default="text", help="text unless named")
    comparing.add_argument(
        "--threat", action="append", default=[], metavar="ID", help="only changes of this threat; repeatable"
    )
    comparing.add_argument(
        "--kind",
        action="append",
        default=[],
        metavar="WORD",
        help="only this kind of change (grade-raised), or of this thing (grade); repeatable",
    )
    add_audience(comparing, "whose copy is compared")
    comparing.set_defaults(run=_compare)


def _compare(asked: Namespace) -> int:
    found = compare(folders_of(asked), Audience(asked.audience), asked_for(asked.old), asked_for(asked.new))
    print(FORMATS[asked.format](narrowed(found, asked.threat, asked.kind)), end="")
    return DONE
