"""What people wrote, as the words of a paper: the same Markdown as on the pages, and no more."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from markdown_it.token import Token

from spr.changes.wording import Fate, compare_wording
from spr.model.assessment import Said, Withheld
from spr.model.dates import Date
from spr.model.words import Absent
from spr.paper.blocks import Points, Run, Text, Words, words
from spr.render.parts import capital, decision
from spr.render.text import SCHEMES, as_read, both_as_read, tokens
from spr.render.view import View

_BESIDE: Final = " "


def text(view: View, what: Said, *, of_year: str | None = None) -> Text:
    """Prose as paragraphs and lists, or why there is none."""
    if isinstance(what, Absent):
        return absent(what)
    if isinstance(what, Withheld):
        reason = tuple(runs(view, what.reason))
        return words(
            Run("Withheld. ", emphasis=True), *reason, *(f" {each}" for each in decision(view, what))
        )
    return _blocks(list(tokens(view, what, of_year=of_year)))


def runs(view: View, what: Said, *, of_year: str | None = None) -> Iterator[Run]:
    """A text in Markdown that stands within a line: its paragraphs and points one after the other."""
    for place, block in enumerate(_flat(text(view, what, of_year=of_year))):
        yield from ((Run(_BESIDE),) if place else ())
        yield from block.runs


def absent(why: Absent | str) -> Text:
    """Why something is not there: in words of its own, and set apart from what somebody wrote."""
    return words(Run(capital(why), emphasis=True))


def date(when: Date | Absent | None) -> Text:
    """A date as people write it, or why there is none."""
    if when is None or isinstance(when, Absent):
        return absent(when or Absent.NOT_STATED)
    return words(when.in_words)


def word(what: str | Absent | None) -> Text:
    """A name or a word, or why there is none; nothing at all is *not stated*."""
    return absent(what or Absent.NOT_STATED) if not what or what in set(Absent) else words(what)


def reworded(old: str, new: str) -> Text:
    """How the text *old* in Markdown became *new*, word for word; where too little is shared, both whole."""
    ours, theirs = both_as_read(old, new)
    compared = compare_wording(ours, theirs)
    if compared.rewritten:
        return _lines((Run(f"{ours}\n", fate=Fate.DELETED), Run(theirs, fate=Fate.INSERTED)))
    return _lines(Run(piece.text, fate=piece.fate) for piece in compared.pieces)


def inserted(new: str) -> Text:
    """A text in Markdown that is new as a whole."""
    return _lines((Run(as_read(new), fate=Fate.INSERTED),))


def _lines(pieces: Iterable[Run]) -> Text:
    """Runs that may hold lines' ends, as a paragraph for each line."""
    lines: list[list[Run]] = [[]]
    for piece in pieces:
        first, *more = piece.text.split("\n")
        lines[-1].append(replace(piece, text=first))
        lines += [[replace(piece, text=each)] for each in more]
    kept = (tuple(run for run in line if run.text) for line in lines)
    return tuple(Words(line) for line in kept if line)


def _flat(what: Text) -> Iterator[Words]:
    for block in what:
        if isinstance(block, Words):
            yield block
        else:
            for item in block.items:
                yield from _flat(item)


def _blocks(left: list[Token]) -> Text:
    """The blocks that stand at the beginning of *left*, taken from it, up to the end of what holds them."""
    found: list[Words | Points] = []
    while left:
        token = left.pop(0)
        match token.type:
            case "inline":
                found.append(Words(tuple(_inline(token.children or []))))
            case "fence":
                found.append(Words((Run(" ".join(token.content.split())),)))
            case "bullet_list_open" | "ordered_list_open":
                first = int(token.attrs.get("start", 1)) if token.tag == "ol" else None
                found.append(Points(tuple(_items(left)), first))
            case "list_item_close" | "bullet_list_close" | "ordered_list_close":
                left.insert(0, token)
                break
            case _:  # a paragraph's or a quotation's beginning and end
                pass
    return tuple(found)


def _items(left: list[Token]) -> Iterator[Text]:
    while left.pop(0).type == "list_item_open":
        yield _blocks(left)
        left.pop(0)


def _inline(children: Sequence[Token]) -> Iterator[Run]:
    strong = emphasis = 0
    to: list[str] = []
    for token in children:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                to.append(_address(str(token.attrs.get("href", ""))))
            case "link_close":
                to.pop()
            case "softbreak" | "hardbreak":
                yield Run(" ")
            case "text" | "code_inline" if token.content:
                yield Run(
                    token.content, strong=strong > 0, emphasis=emphasis > 0, to=next(filter(None, to), "")
                )
            case _:
                pass


def _address(href: str) -> str:
    """Where a link leads that a paper can follow: within it, or out of the site."""
    return href if href.startswith("#") or href.partition(":")[0].lower() in SCHEMES else ""
