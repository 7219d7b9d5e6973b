"""
How one text became another, for people: sentences are paired first, then words within a pair.

A number, a date, a hyphenated name is one word: "202[-5-]{+6+}" tells nobody that the year moved. Where two
texts share too little, both are shown whole: a mosaic of old and new cannot be read.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Final

SHARED_ENOUGH: Final = 0.4
"""The share of words, about two fifths, below which two texts are shown whole."""

LONG: Final = 300
"""Words of a sentence beyond which it is paired clause by clause: comparing grows with the square."""

_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_TOKEN: Final = re.compile(
    rf"""
      (?:\d{{1,2}}\ )?(?:{_MONTHS})\ \d{{4}}          # 31 August 2016, August 2016
    | £?\d+(?:[.,:/]\d+)*%?                            # 1,234  0.5  19:30  2016/17  40%
    | \w+(?:[-’']\w+)*                                 # words, hyphenated names, don't
    | \s+
    | .
    """,
    re.VERBOSE,
)
_SENTENCE: Final = re.compile(r"[^\n]*?(?:[.!?:;]['”’)]*(?=\s|$)|\n|$)\s*|\n+")
_SENTENCE_END: Final = re.compile(r"[.!?:;]['”’)]*(?=\s|$)|\n")
_CLAUSE: Final = re.compile(r"[^,;:–]*[,;:–]?\s*")
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_BEFORE: Final = ",;:!…()[]*_\"'“”‘’"
_AFTER: Final = f"{_BEFORE}.-–—"
"""What may stand before or after a word and changes nothing: no sign of a question, a sum or a fraction."""

_MAY_COME_AND_GO: Final = frozenset({"that", "which"})
_ONE_WORD: Final = {
    "an": "a",
    "are": "is",
    "were": "was",
    "have": "has",
    "whilst": "while",
    "amongst": "among",
}
"""Words that are one in two forms, because of what stands beside them or as another hand writes them."""


class Fate(StrEnum):
    """What became of a piece of text; each value is the word that a screen reader says."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Piece:
    """Some of a text, and what became of it."""

    fate: Fate
    text: str


@dataclass(frozen=True)
class Wording:
    """
    How *old* became *new*: the pieces in the order of reading.

    `rewritten` means that too little is shared, so that one whole text follows the other.
    """

    pieces: tuple[Piece, ...]
    rewritten: bool

    @property
    def old(self) -> str:
        """The old text, read back."""
        return "".join(piece.text for piece in self.pieces if piece.fate is not Fate.INSERTED)

    @property
    def new(self) -> str:
        """The new text, read back."""
        return "".join(piece.text for piece in self.pieces if piece.fate is not Fate.DELETED)


@lru_cache(maxsize=4096)
def compare_wording(old: str, new: str) -> Wording:
    """How *old* became *new*; both can be read back from the pieces, to the letter."""
    if old != new and _alikeness(_words(old), _words(new)) < SHARED_ENOUGH:
        return Wording(tuple(_whole(old, new)), rewritten=True)
    phrases = _joined(_sentences_compared(old, new), lambda same, *_: not same.strip())
    return Wording(tuple(_joined(phrases, _is_little)), rewritten=False)


def marked(wording: Wording, marks: Mapping[Fate, tuple[str, str]], shown: Callable[[str], str]) -> str:
    """
    The pieces as one text, with what *marks* has for its fate around each, and each line as *shown* gives it.

    A mark ends where the line ends, because in Markdown a paragraph ends it too.
    """
    text = ""
    for piece in wording.pieces:
        before, after = marks[piece.fate]
        lines = (f"{before}{shown(line)}{after}" if line.strip() else line for line in piece.text.split("\n"))
        text += "\n".join(lines)
    return text


def forget_wording() -> None:
    """Forget every text that was compared: for whoever measures how long that takes."""
    compare_wording.cache_clear()
    _words.cache_clear()


def is_polish(old: str, new: str) -> bool:
    """
    Whether *new* can only mean what *old* means: it has the same words in the same order.

    A short list of differences is let pass: points and marks around words, capitals, hyphens, lines, "that"
    and "which", and a word in another form, such as "an" for "a" or "are" for "is". Whatever else differs may
    change the meaning: a number, a month, a name, "not" in another place. No list would ever have them all.
    """
    return _bare_words(old) == _bare_words(new)


def _sentences_compared(old: str, new: str) -> Iterator[Piece]:
    ours, theirs = _sentences(old), _sentences(new)
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Fate.SAME, "".join(ours[i:j]))
        else:
            yield from _paired(ours[i:j], theirs[k:m])


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Sentences that differ, each with the one it became, in order."""
    i = j = 0
    for ours, theirs in [*_pairs(old, new), (len(old), len(new))]:
        yield from _whole("".join(old[i:ours]), "".join(new[j:theirs]))
        if ours < len(old):
            yield from _words_compared(old[ours], new[theirs])
        i, j = ours + 1, theirs + 1


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The pairing in order that shares most, of sentences that share enough."""
    theirs = [_words(each) for each in new]
    alike = [[_alikeness(_words(each), other) for other in theirs] for each in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= SHARED_ENOUGH else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] >= SHARED_ENOUGH and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _words_compared(old: str, new: str) -> Iterator[Piece]:
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(ours), len(theirs)) > LONG:
        ours, theirs = _CLAUSE.findall(old), _CLAUSE.findall(new)
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Fate.SAME, "".join(ours[i:j]))
        else:
            yield from _whole("".join(ours[i:j]), "".join(theirs[k:m]))


def _joined(pieces: Iterator[Piece], is_little: Callable[[str, int, int], bool]) -> Iterator[Piece]:
    """
    Changes with little between them become one, so that a reader sees a phrase and not its words.

    Within one change what was deleted comes first. *is_little* takes what stands between two changes, and the
    numbers of their words.
    """
    deleted = inserted = ""
    for same, ours, theirs in _changes_with_what_is_before(pieces):
        is_between = (deleted or inserted) and (ours or theirs)
        if is_between and is_little(same, _size(deleted, inserted), _size(ours, theirs)):
            deleted, inserted = deleted + same + ours, inserted + same + theirs
            continue
        yield from _whole(deleted, inserted)
        if same:
            yield Piece(Fate.SAME, same)
        deleted, inserted = ours, theirs
    yield from _whole(deleted, inserted)


def _changes_with_what_is_before(pieces: Iterator[Piece]) -> Iterator[tuple[str, str, str]]:
    """What is the same, then what was deleted and what was inserted after it; the last change may be none."""
    same = deleted = inserted = ""
    for piece in pieces:
        if piece.fate is Fate.SAME:
            if deleted or inserted:
                yield same, deleted, inserted
                same = deleted = inserted = ""
            same += piece.text
        elif piece.fate is Fate.DELETED:
            deleted += piece.text
        else:
            inserted += piece.text
    yield same, deleted, inserted


def _is_little(same: str, before: int, after: int) -> bool:
    """Fewer words than those of the changes on both sides, and no end of a sentence."""
    return not _SENTENCE_END.search(same) and _size(same) < min(before, after)


def _size(*texts: str) -> int:
    """The words of the longest."""
    return max(_words(text).total() for text in texts)


def _whole(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(Fate.DELETED, old)
    if new:
        yield Piece(Fate.INSERTED, new)


def _sentences(text: str) -> list[str]:
    return [found[0] for found in _SENTENCE.finditer(text) if found[0]]


@lru_cache(maxsize=4096)
def _words(text: str) -> Counter[str]:
    return Counter(
        token.casefold() for token in _TOKEN.findall(text) if token[0].isalnum() or token[0] == "£"
    )


def _alikeness(old: Counter[str], new: Counter[str]) -> float:
    """The share of words that two texts have in common, 0 to 1."""
    most = old.total() + new.total()
    return 2 * (old & new).total() / most if most else 1.0


def _bare_words(text: str) -> list[str]:
    """The words that carry the meaning of a text; a number with all its signs is one of them."""
    words = (word.lstrip(_BEFORE).rstrip(_AFTER) for word in _HYPHEN.sub(" ", text.casefold()).split())
    return [_ONE_WORD.get(word, word) for word in words if word and word not in _MAY_COME_AND_GO]
