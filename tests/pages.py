"""A built page as its elements."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
NAMES: Final = frozenset({"title", "caption"})
"""Elements whose text is the name of something."""


@dataclass(eq=False)
class Element:
    """An element: its tag, attributes, and what it stands in, the innermost last; of a title, its text."""

    tag: str
    values: dict[str, str]
    parents: tuple["Element", ...] = field(repr=False)
    text: str = ""

    def within(self, tag: str) -> bool:
        """Whether it stands in such an element."""
        return any(parent.tag == tag for parent in self.parents)


def elements(page: Path) -> Iterator[Element]:
    """Every element of a page, in the order in which they begin."""
    reader = _Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    reader.close()
    yield from reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        self.found.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            if element.tag in NAMES:
                element.text += data
