"""`spr compare` and `spr review`: what changed."""

from argparse import Namespace

from spr.cli.asked import DONE, PROBLEMS, Verbs, add_audience, folders_of
from spr.comparing import asked_for, compare, narrowed
from spr.model.words import Audience
from spr.reporters import changes_json, changes_markdown, changes_text, review_markdown
from spr.reviewing import review

FORMATS = {"text": changes_text, "markdown": changes_markdown, "json": changes_json}


def add_compare(verbs: Verbs) -> None:
    """Add the verb."""
    comparing = verbs.add_parser(
        "compare",
        help="tell what changed from one year to another",
        description="Tell what changed from one year to a later one, or to another state of the same year.",
        epilog="Examples: %(prog)s 2015 2016 --kind recommendation; %(prog)s 2016@main 2016",
    )
    comparing.add_argument(
        "old",
        metavar="OLD",
        help="the earlier year; 2016@main: as it was at that revision; 2016@agreed: as it was last agreed",
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


def add_review(verbs: Verbs) -> None:
    """Add the verb."""
    reviewing = verbs.add_parser(
        "review",
        help="tell what a change means, for a pull request",
        description="Tell what changed since a revision, in Markdown: by year and threat, why grades moved, "
        "which paragraphs were reworded, problems, what is left. Silent on what did not change.",
        epilog="Example: %(prog)s main --preview https://preview.example/17 > review.md",
    )
    reviewing.add_argument("base", metavar="BASE", help="the branch, tag or commit that the change goes into")
    reviewing.add_argument(
        "--preview", default="", metavar="ADDRESS", help="a site that was built from the change, to lead to"
    )
    add_audience(reviewing, "whose copy is reviewed", Audience.FORCE)
    reviewing.set_defaults(run=_review)


def _review(asked: Namespace) -> int:
    found = review(folders_of(asked), Audience(asked.audience), asked.base)
    print(review_markdown(found, asked.preview), end="")
    return PROBLEMS if found.problems else DONE


def _compare(asked: Namespace) -> int:
    found = compare(folders_of(asked), Audience(asked.audience), asked_for(asked.old), asked_for(asked.new))
    print(FORMATS[asked.format](narrowed(found, asked.threat, asked.kind)), end="")
    return DONE
