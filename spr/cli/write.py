"""`spr confirm`: what leads do to a draft beside writing it."""

from argparse import Namespace

from spr.cli.asked import DONE, Verbs, folders_of, tell
from spr.cycle.confirming import confirm


def add_write(verbs: Verbs) -> None:
    """Add the verb."""
    confirming = verbs.add_parser(
        "confirm",
        help="say that last year's words still hold",
        description="Say that last year's words still hold: of a paragraph, risk or action by its id, or "
        "of all that is left of a threat. Never of a whole year: somebody has to have read it.",
        epilog="Example: %(prog)s 2017 units-for-mutual-aid",
    )
    confirming.add_argument("year", metavar="YEAR", help="the draft")
    confirming.add_argument("names", nargs="+", metavar="ID", help="a paragraph's id, or a threat's")
    confirming.set_defaults(run=_confirm)


def _confirm(asked: Namespace) -> int:
    done = confirm(folders_of(asked), asked.year, tuple(asked.names))
    tell(f"Confirmed in {asked.year}: {', '.join(done)}.")
    return DONE
