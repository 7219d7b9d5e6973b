"""How far a draft has come: what is left, by threat and by who owes it."""

from markupsafe import Markup

from spr.left import Lacking, Left, Piece, Share, left
from spr.model.words import Absent
from spr.render.partial import fill, joined
from spr.render.parts import (
    absent,
    date,
    facts,
    items,
    listed,
    section,
    sentence,
    to_paragraph,
    to_recommendation,
    who,
)
from spr.render.text import plain
from spr.render.view import View
from spr.reporters import Chase, left_mails


def render_progress(view: View) -> str:
    """By when it was asked for, then each threat: who leads, how much is reviewed, what is left; e-mails."""
    found = left(view.assessments, view.year)
    return joined(
        (
            facts(
                (
                    ("Leads were asked", date(view.year.dates.tasked)),
                    ("Their answers are due", date(found.due)),
                    ("Reviewed", Markup("{} of {}").format(_reviewed(found), _all(found))),
                    ("Left", Markup("{}").format(len(found.pieces))),
                )
            ),
            *(_share(view, share) for share in found.shares),
            _mails(view, found),
        )
    )


def _reviewed(found: Left) -> int:
    return sum(share.reviewed for share in found.shares)


def _all(found: Left) -> int:
    return sum(share.all for share in found.shares)


def _share(view: View, share: Share) -> str:
    leads = listed(who(view, role) for role in share.leads) if share.leads else absent(Absent.NOT_STATED)
    return section(
        share.title,
        f"left-{share.threat or 'report'}",
        facts(
            (
                ("Lead", leads if share.threat else None),
                ("Reviewed", Markup("{} of {}").format(share.reviewed, share.all)),
            )
        ),
        items(_piece(view, piece) for piece in share.pieces) or sentence("Nothing is left."),
    )


def _piece(view: View, piece: Piece) -> Markup:
    asked = view.recommendation(piece.name) if piece.lacking is Lacking.WORD_ON_RECOMMENDATION else None
    what = to_recommendation(view, asked) if asked else plain(view, piece.called)
    if piece.lacking is Lacking.REVIEW and view.paragraph(piece.name):
        what = to_paragraph(view, piece.name)
    by = Markup(", by {}").format(date(piece.by)) if piece.by else Markup()
    owners = (
        Markup(" – {}").format(listed(who(view, role) for role in piece.owners)) if piece.owners else Markup()
    )
    return Markup("{}{}: {}{}").format(what, by, piece.lacking, owners)


def _mails(view: View, found: Left) -> str:
    """The texts for e-mails; how late anything is, only the command can say."""
    titles = {part.id: part.title for part in view.assessments.parts()}
    text = left_mails(Chase(found, None, titles))
    if not text:
        return ""
    return section(
        "To paste into an e-mail",
        "mails",
        sentence(
            f"One for each lead. The command python -m spr check {view.year.id} --for publication --mail "
            "gives the same, and says how late it is."
        ),
        fill("mail", text=text.rstrip()),
    )
