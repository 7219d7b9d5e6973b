"""What a paper is made of, whatever it is written for: headings, numbered paragraphs, tables, words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeAlias

from spr.changes.wording import Fate


@dataclass(frozen=True)
class Run:
    """
    Words of one kind within a line.

    `to` is the address that they lead to: `#p21` within the paper, or `https://…` out of it. `fate` says that
    they came or went since another state of the text.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    to: str = ""
    fate: Fate = Fate.SAME


@dataclass(frozen=True)
class Words:
    """A paragraph of running text."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Points:
    """A list; with `first`, its points are numbered from there."""

    items: tuple["Text", ...]
    first: int | None = None


Text: TypeAlias = tuple["Words | Points", ...]
"""What somebody wrote: paragraphs and lists."""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2, and its place in the paper; those of level 1 are in the contents."""

    level: int
    text: str
    id: str


@dataclass(frozen=True)
class Numbered:
    """A paragraph with the number that it is cited by; `note` says what is to be known of it."""

    number: str
    text: Text
    id: str
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A table: its first column heads the rows; `shares` are the widths of the columns, in hundredths."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    shares: tuple[int, ...]


@dataclass(frozen=True)
class Note:
    """Words that must be known before reading on."""

    text: Text


Block: TypeAlias = Heading | Numbered | Table | Note | Words | Points


@dataclass(frozen=True, kw_only=True)
class Paper:
    """
    A paper: what its first sheet and the margins of all say, and its body.

    `day` is a Unix time, the year's own date. `watermark` is empty unless it is a draft.
    """

    title: str
    year: str
    force: str
    marking: str
    provenance: str
    day: int
    facts: Table
    body: tuple[Block, ...]
    watermark: str = ""

    @property
    def date(self) -> datetime:
        """The year's own day."""
        return datetime.fromtimestamp(self.day, tz=UTC)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """What stands in the contents."""
        return tuple(block for block in self.body if isinstance(block, Heading) and block.level == 1)


def words(*parts: str | Run) -> Text:
    """A text of one paragraph."""
    return (Words(tuple(Run(part) if isinstance(part, str) else part for part in parts)),)


def points(items: Iterable[Text]) -> Text:
    """A text that is one list; nothing if it would be empty."""
    kept = tuple(items)
    return (Points(kept),) if kept else ()


def runs_of(blocks: Sequence[Block] | Text) -> Iterator[Run]:
    """All the words of some blocks, in their order."""
    for block in blocks:
        match block:
            case Words():
                yield from block.runs
            case Points():
                for item in block.items:
                    yield from runs_of(item)
            case Numbered() | Note():
                yield from runs_of(block.text)
            case Table():
                yield Run(block.caption)
                for row in block.rows:
                    for cell in row:
                        yield from runs_of(cell)
            case Heading():
                yield Run(block.text)


def with_runs(block: Block, change: Callable[[Run], Run]) -> Block:
    """The same block with what *change* makes of each run."""
    match block:
        case Words():
            return Words(tuple(map(change, block.runs)))
        case Points():
            return Points(tuple(_text_with(item, change) for item in block.items), block.first)
        case Numbered() | Note():
            return replace(block, text=_text_with(block.text, change))
        case Table():
            rows = tuple(tuple(_text_with(cell, change) for cell in row) for row in block.rows)
            return replace(block, rows=rows)
        case Heading():
            return block


def _text_with(text: Text, change: Callable[[Run], Run]) -> Text:
    changed = (with_runs(block, change) for block in text)
    return tuple(block for block in changed if isinstance(block, Words | Points))
