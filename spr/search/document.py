"""What can be found, and the file in which the theme's search looks for it."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

INDEX: Final = "search/search_index.json"
"""Where the theme asks for it, from a site's root."""

SEPARATOR: Final = r"[\s\-–—/()\[\];:!?\"“”‘’'·]+|[.,](?!\d)|&(?:amp|lt|gt);"
"""Between two words, for the browser: a full stop or a comma within a number is part of it."""

_CONFIG: Final = {
    "lang": ["en"],
    "separator": SEPARATOR,
    "pipeline": ["stopWordFilter"],
    # A title counts for more than a text, but not for so much that one word of it outweighs all of a text.
    "fields": {"title": {"boost": 4}, "text": {"boost": 1}},
}

_BETWEEN_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z“‘])")


@dataclass(frozen=True)
class Document:
    """
    One thing to be found, as plain text.

    `location` is its address from the root of the site; `blocks` are the pieces of its text, of which the
    result shows those that were asked for. `name` is what stays the same from year to year; a page has none.
    """

    location: str
    title: str
    blocks: tuple[str, ...] = ()
    name: str = ""

    @property
    def page(self) -> str:
        """The address of the page that it is on."""
        return self.location.partition("#")[0]


def index_of(documents: Iterable[Document]) -> str:
    """
    The search index as JSON, as Material's worker reads it (9.8.1: integrations/search/config).

    Results are grouped by page: of each page, the page itself must come before what is on it. The theme
    writes texts into its results as HTML, and so they are escaped here. Raises `ValueError` for two documents
    at one address, and for one on a page that is not there.
    """
    found: dict[str, Document] = {}
    for document in documents:
        if document.location in found or document.page not in {*found, document.location}:
            raise ValueError(document.location)
        found[document.location] = document
    docs = [
        {"location": each.location, "title": escape(each.title, quote=False), "text": _html(each.blocks)}
        for each in found.values()
    ]
    return json.dumps({"config": _CONFIG, "docs": docs}, ensure_ascii=False, separators=(",", ":")) + "\n"


def sentences(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts sentence by sentence, so that a result can show the one that was asked for."""
    return tuple(each for text in texts for each in _BETWEEN_SENTENCES.split(text.strip()) if each)


def _html(blocks: Sequence[str]) -> str:
    return "".join(f"<p>{escape(block, quote=False)}</p>" for block in blocks)
