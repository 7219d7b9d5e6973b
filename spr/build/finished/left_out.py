"""
The words that a copy leaves out, looked for in everything that is given out.

What a copy may not show is taken out of the data once, by `for_audience`. This is the second look, at the
other end, which trusts nothing in between: no run of five words of a text that was left out stands in any
file, unless the same run stands in a text that the copy has, or in the product's own words.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, TypeAlias

from spr.build.finished.inspection import Fault, Rule
from spr.build.finished.words import UnreadableError, texts_of, words_in
from spr.errors import SprError
from spr.model.shared import Assessments
from spr.model.texts import every_text
from spr.narrative import JOINTS
from spr.render.text import without_signs

Words: TypeAlias = tuple[str, ...]
"""Words that follow each other, in small letters and without any sign."""

LONG: Final = 5
"""As many words in a row say what they are from."""

_ROOT: Final = Path(__file__).resolve().parents[3]
_OUR_OWN: Final = ("docs", "home", "overrides", "schemas", "spr")
"""Where the product's own words stand: the guide, the rules, the sentences around the data."""

_OUR_KINDS: Final = frozenset({".css", ".html", ".js", ".json", ".md", ".py", ".yaml"})
_PREFIX: Final = re.compile(r"\b[fr](?=[\"'])")
"""Of a string of Python; it would stand between the words of two that are one."""


@dataclass(frozen=True)
class LeftOut:
    """
    What a copy leaves out: every run of five words of its texts that stands in no text that the copy has.

    `runs` say where the text stands that each is from. `kept` are the texts that the copy has.
    """

    runs: Mapping[Words, str]
    kept: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.runs)

    @cached_property
    def seen(self) -> "_Pieces":
        """What may be seen, as what sentences are made of."""
        return _Pieces.of(words_in(text) for text in (*self.kept, *JOINTS))

    def told_by(self, text: str) -> Collection[Words]:
        """The runs that a text has of it."""
        if text in self._silent:
            return ()
        words = words_in(text)
        # As a rule there are none, which takes one pass without a loop.
        if self.runs.keys().isdisjoint(_runs(words)):
            self._silent.add(text)
            return ()
        return self.runs.keys() & set(_runs(words))

    @cached_property
    def _silent(self) -> set[str]:
        """The texts that were read and have none of it: most stand in many files."""
        return set()


class TellingError(SprError):
    """A file that was to be written, `name`, has words that its copy leaves out: of the texts at `places`."""

    def __init__(self, name: str, places: tuple[str, ...]) -> None:
        self.name = name
        self.places = places
        super().__init__(name, places)

    def __str__(self) -> str:
        return f"{self.name} was not written: {Rule.LEFT_OUT}: {'; '.join(self.places)}."


@dataclass(frozen=True)
class _Pieces:
    """The texts that are no longer than four words, and how others begin and end."""

    whole: frozenset[Words]
    begin: frozenset[Words]
    end: frozenset[Words]

    @staticmethod
    def of(texts: Iterable[Sequence[str]]) -> "_Pieces":
        """Those of *texts*, each as its words."""
        known = {tuple(words) for words in texts}
        lengths = range(1, LONG)
        return _Pieces(
            frozenset(words for words in known if len(words) < LONG),
            frozenset(words[:length] for words in known for length in lengths),
            frozenset(words[-length:] for words in known for length in lengths),
        )

    def make(self, run: Words) -> bool:
        """
        Whether *run* is where texts meet: the end of one, others whole, the beginning of one.

        A list of names, a level before its meaning, a date before a sentence: put together from what may be
        seen, it may read like a piece of what may not.
        """
        return any(run[:length] in self.end and self._go_on(run[length:]) for length in range(1, len(run)))

    def _go_on(self, run: Words) -> bool:
        return run in self.begin or any(
            run[:length] in self.whole and self._go_on(run[length:]) for length in range(1, len(run))
        )


def left_out(written: Assessments, copy: Assessments) -> LeftOut:
    """What *copy*, which was made from *written*, leaves out; nothing where it has every text."""
    kept = frozenset(each.text for each in every_text(copy))
    found: dict[Words, str] = {}
    for text, field, origin in every_text(written):
        if text not in kept:
            found |= dict.fromkeys(runs_of(text), f"`{field}` at {origin}")
    shown = {run for text in kept for run in runs_of(text)} if found else set()
    return LeftOut({run: where for run, where in found.items() if run not in shown}, kept)


def faults_of_words(tree: Path, left_out: LeftOut, folder: str = "") -> Iterator[Fault]:
    """
    The files in *tree* that hold what is left out; *tree* is the *folder* of the site, `2016/`, or all of it.

    What is compressed there is not opened: `compress` makes it of the file beside it.
    """
    for path in sorted(tree.rglob("*")) if left_out else ():
        if path.is_file() and path.suffix != ".gz":
            name = path.relative_to(tree).as_posix()
            for where in told_in(name, path.read_bytes(), left_out):
                yield Fault(f"{folder}{name}", Rule.LEFT_OUT, where)


def refuse_telling(name: str, content: bytes, left_out: LeftOut) -> None:
    """Raise `TellingError` for a file that holds what is left out."""
    places = told_in(name, content, left_out)
    if places:
        raise TellingError(name, places)


def told_in(name: str, content: bytes, left_out: LeftOut) -> tuple[str, ...]:
    """
    Where the texts stand, as `text` at FILE:LINE:COLUMN, of which the file *name* holds a run of words.

    Never the words themselves: this is read in logs that others see.
    """
    if not left_out:
        return ()
    try:
        found = {run for text in texts_of(name, content) for run in left_out.told_by(text)}
    except UnreadableError:
        return ("it cannot be opened, so that nobody knows what stands in it",)
    return tuple(sorted({left_out.runs[run] for run in found if not _may_stand(run, left_out)}))


def runs_of(text: str) -> Iterator[Words]:
    """The runs of a text as it is written, and as it is read: an address in a link stands between words."""
    for each in (text, *without_signs(text)):
        yield from _runs(words_in(each))


def _may_stand(run: Words, left_out: LeftOut) -> bool:
    """Whether a run is the product's own, or is put together from what may be seen."""
    return run in _ours() or left_out.seen.make(run)


def _runs(words: list[str]) -> Iterator[Words]:
    return zip(*(words[place:] for place in range(LONG)), strict=False)


@cache
def _ours() -> frozenset[Words]:
    """The runs of the product's own words."""
    files = (path for folder in _OUR_OWN for path in (_ROOT / folder).rglob("*"))
    return frozenset(
        run
        for path in files
        if path.suffix in _OUR_KINDS and path.is_file()
        for run in _runs(words_in(_PREFIX.sub("", path.read_text(encoding="utf-8"))))
    )
