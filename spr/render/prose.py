"""Two texts, one after the other or word for word: what was deleted and inserted is said, not only drawn."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape

from spr.changes.wording import Fate, Piece, compare_wording
from spr.render.partial import fill
from spr.render.text import as_read, both_as_read

_EDGES: Final = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def wording(old: str, new: str, titles: tuple[str, str]) -> Markup:
    """
    How the text *old* became *new*, both in Markdown; where too little is shared, both whole.

    *titles* say which text is which where both are whole: "2018" and "2025".
    """
    ours, theirs = both_as_read(old, new)
    return _word_for_word(ours, theirs) or _whole(((titles[0], ours), (titles[1], theirs)))


@lru_cache(maxsize=4096)
def _word_for_word(old: str, new: str) -> Markup | None:
    """The same without titles, if the two can be read so: of many pairs of years, and on several pages."""
    compared = compare_wording(old, new)
    if compared.rewritten:
        return None
    return fill("wording", text_html=Markup().join(_pieces(compared.pieces)))


def whole(texts: Iterable[tuple[str, str]]) -> Markup:
    """Texts in Markdown, each after its title."""
    return _whole((title, as_read(text)) for title, text in texts)


def _whole(texts: Iterable[tuple[str, str]]) -> Markup:
    return fill("texts", texts=[(title, _lines(text)) for title, text in texts])


def _pieces(pieces: Iterable[Piece]) -> Iterator[Markup]:
    """White space at the ends of a change stays outside of it: neither struck out nor underlined."""
    for piece in pieces:
        edges = _EDGES.fullmatch(piece.text)
        if piece.fate is Fate.SAME or edges is None or not edges[2]:
            yield _lines(piece.text)
            continue
        element = "del" if piece.fate is Fate.DELETED else "ins"
        yield _lines(edges[1]) + fill("piece", element=element, fate=piece.fate, text_html=_lines(edges[2]))
        yield _lines(edges[3])


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n")) if "\n" in text else escape(text)
