"""
Blocks of HTML that our macros write, kept from the slow way through Markdown's parsers.

Markdown leaves such a block as it is, but reads every tag of it three times to find where it ends, which is
half of what a page costs. Ours are well formed, begin at the start of a line and end before an empty one: to
find where they end takes counting one tag. Whatever is not so is left to Markdown. The result is the same.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

BEFORE_MKDOCS: Final = 21.5
"""Before MkDocs looks for the anchors of the page, which reads all of its HTML."""

BEFORE_HTML: Final = 20.5
"""After that, and before Markdown takes out the blocks of HTML that are left."""

ANCHORS_OF_MKDOCS: Final = "mkdocs_raw_html"

_START: Final = re.compile(r"(?:\A|(?<=\n\n))<([a-z][a-z0-9]*)(?=[\s>])")
_ANCHOR: Final = re.compile(r'\sid="([^"]*)"')
"""In no text: there, a quotation mark is escaped."""


class OurHtml(Extension):
    """To be the last of a page's Markdown extensions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register both steps for one page."""
        anchors: set[str] = set()
        md.preprocessors.register(_Blocks(md, anchors), "spr_blocks", BEFORE_MKDOCS)
        md.preprocessors.register(_Anchors(md, anchors), "spr_anchors", BEFORE_HTML)


class _Blocks(Preprocessor):
    """Puts our blocks aside, where Markdown puts those that it finds itself."""

    def __init__(self, md: Markdown, anchors: set[str]) -> None:
        super().__init__(md)
        self.anchors = anchors

    def run(self, lines: list[str]) -> list[str]:
        """The page with a mark in place of each block."""
        return "".join(self._marked("\n".join(lines))).split("\n")

    def _marked(self, text: str) -> Iterator[str]:
        done = 0
        while found := _START.search(text, done):
            end = self._end(text, found)
            if end is None:
                yield text[done : found.end()]
                done = found.end()
                continue
            while (following := _START.match(text, end + 2)) and (its_end := self._end(text, following)):
                end = its_end  # nothing stands between the two: one mark costs half of what two do
            block = f"{text[found.start() : end]}\n"
            self.anchors.update(_ANCHOR.findall(block))
            yield text[done : found.start()] + self.md.htmlStash.store(block)
            done = end
        yield text[done:]

    def _end(self, text: str, begun: re.Match[str]) -> int | None:
        """Where the block ends whose first tag is *begun*; None unless an empty line or nothing follows."""
        if not self.md.is_block_level(begun[1]):
            return None
        depth = 0
        for tag in _tags(begun[1]).finditer(text, begun.start()):
            depth += -1 if tag[0].startswith("</") else 1
            if depth == 0:
                rest = text[tag.end() : tag.end() + 2]
                return tag.end() if rest in {"\n\n", "\n", ""} else None
        return None


class _Anchors(Preprocessor):
    """Tells MkDocs, which checks links to them, of the anchors in our blocks."""

    def __init__(self, md: Markdown, anchors: set[str]) -> None:
        super().__init__(md)
        self.anchors = anchors

    def run(self, lines: list[str]) -> list[str]:
        """The page as it is."""
        known: Any = self.md.preprocessors[ANCHORS_OF_MKDOCS]
        known.present_anchor_ids |= self.anchors
        return lines


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<{name}(?=[\s>])[^<>]*>|</{name}>")
