"""What is left of a year, for a terminal and for an e-mail to each lead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from spr.left import Lacking, Left, Piece, Share, days_late
from spr.model.dates import Date
from spr.model.words import capital
from spr.reporters.words import count

NOBODY: Final = "no lead is named"

_IN_ITS_FILE: Final = frozenset({Lacking.REVIEW, Lacking.FILLING_IN, Lacking.ANSWER})
"""What is left in the file of a threat, or of the report, and found there by its id."""


@dataclass(frozen=True)
class Chase:
    """
    What is left, and what roles are called by their ids.

    `day` is that on which it is looked at; None where nothing may depend on it.
    """

    left: Left
    day: Date | None
    titles: Mapping[str, str]


def left_text(chase: Chase) -> str:
    """What is left by threat and lead; how many days late that is, where a day was set."""
    return "\n".join([*_lines(chase), ""])


def left_mails(chase: Chase) -> str:
    """A text to paste into an e-mail for each role that owes something."""
    return "\n".join(line for role in _owing(chase) for line in (*_mail(chase, role), ""))


def _lines(chase: Chase) -> Iterator[str]:
    whole = chase.left
    done = sum(share.reviewed for share in whole.shares)
    everything = sum(share.all for share in whole.shares)
    still = count(len(whole.pieces), "thing")
    yield f"{whole.year}: {done} of {everything} reviewed, {still} left.{_due(chase)}"
    for share in whole.shares:
        yield ""
        yield f"{share.title} ({_who(chase, share.leads)}): {share.reviewed} of {share.all} reviewed."
        own = (piece.origin.path for piece in share.pieces if piece.lacking in _IN_ITS_FILE)
        yield from (f"  {path}" for path in dict.fromkeys(own))
        yield from (f"  - {line}" for line in _grouped(chase, share))


def _grouped(chase: Chase, share: Share) -> Iterator[str]:
    """What is left of a share: in one line what is of one sort and owed by the same."""
    for (lacking, owners, _), group in groupby(share.pieces, key=_sort):
        pieces = [*group]
        named = "; ".join(piece.called_in_files for piece in pieces)
        whose = f" ({_who(chase, owners)})" if owners else ""
        if len(pieces) == 1:
            yield f"{_said(pieces[0])}{whose}"
        else:
            yield f"{capital(lacking)}: {named}.{whose}"


def _sort(piece: Piece) -> tuple[Lacking, tuple[str, ...], str]:
    """What stands in the file is told together; a recommendation, or a promise with its date, alone."""
    return piece.lacking, piece.owners, "" if piece.lacking in _IN_ITS_FILE else piece.name


def _due(chase: Chase) -> str:
    due = chase.left.due
    if due is None:
        return ""
    late = days_late(due, chase.day) if chase.left.pieces else 0
    return (
        f" It was due on {due.in_words}: {count(late, 'day')} late." if late else f" Due on {due.in_words}."
    )


def _said(piece: Piece) -> str:
    by = f", by {piece.by.in_words}" if piece.by else ""
    return f"{piece.called_in_files}{by}: {piece.lacking}."


def _who(chase: Chase, roles: tuple[str, ...]) -> str:
    return ", ".join(chase.titles.get(role, role) for role in roles) or NOBODY


def _owing(chase: Chase) -> list[str]:
    roles = [role for share in chase.left.shares for piece in share.pieces for role in _owners(share, piece)]
    return list(dict.fromkeys(roles))


def _owners(share: Share, piece: Piece) -> tuple[str, ...]:
    return piece.owners or share.leads


def _mail(chase: Chase, role: str) -> Iterator[str]:
    whole = chase.left
    yield f"To: {chase.titles.get(role, role)}"
    yield f"Subject: SPR assessment {whole.year}: what is left"
    yield ""
    due = whole.due
    late = days_late(due, chase.day)
    asked = f"by {due.in_words}" if due else "before it can be published"
    now = f" That was {count(late, 'day')} ago." if late else ""
    yield f"For the SPR assessment {whole.year} this is needed from you {asked}.{now}"
    for share in whole.shares:
        pieces = [piece for piece in share.pieces if role in _owners(share, piece)]
        if pieces:
            yield ""
            yield f"{share.title}:"
            yield from (f"- {_said(piece)}" for piece in pieces)
    yield ""
    yield "What is still right is confirmed as it is; what is not is written anew."
