"""
The words that a copy leaves out, looked for in everything that is given out.

What a copy may not show is taken out of the data once, by `for_audience`. This is the second look, at the
other end, which trusts nothing in between: no run of five words of a text that was left out stands in any
file, unless the same run stands in a text that the copy has, or in the product's own words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias

from spr.build.inspection import Fault, Rule
from spr.build.words import UnreadableError, words_in, words_of
from spr.errors import SprError
from spr.model.shared import Assessments
from spr.model.texts import every_text
from spr.render.text import without_signs

Run: TypeAlias = tuple[str, str, str, str, str]
"""Five words that follow each other, in small letters and without any sign."""

LeftOut: TypeAlias = Mapping[Run, str]
"""Every run of the texts that a copy leaves out and does not have elsewhere, with where the text stands."""

_ROOT: Final = Path(__file__).resolve().parents[2]
_OUR_OWN: Final = ("docs", "home", "overrides", "schemas", "spr")
"""Where the product's own words stand: the guide, the rules, the sentences around the data."""

_OUR_KINDS: Final = frozenset({".css", ".html", ".js", ".json", ".md", ".py", ".yaml"})
_PREFIX: Final = re.compile(r"\b[fr](?=[\"'])")
"""Of a string of Python; it would stand between the words of two that are one."""


class TellingError(SprError):
    """A file that was to be written, `name`, has words that its copy leaves out: of the texts at `places`."""

    def __init__(self, name: str, places: tuple[str, ...]) -> None:
        self.name = name
        self.places = places
        super().__init__(name, places)

    def __str__(self) -> str:
        return f"{self.name} was not written: {Rule.LEFT_OUT}: {'; '.join(self.places)}."


def left_out(written: Assessments, copy: Assessments) -> LeftOut:
    """What *copy*, which was made from *written*, leaves out; nothing where it has every text."""
    kept = {each.text for each in every_text(copy)}
    found: dict[Run, str] = {}
    for text, field, origin in every_text(written):
        if text not in kept:
            found |= dict.fromkeys(_runs_of(text), f"`{field}` at {origin}")
    if not found:
        return found
    shown = {run for text in kept for run in _runs_of(text)}
    return {run: where for run, where in found.items() if run not in shown}


def faults_of_words(tree: Path, left_out: LeftOut) -> Iterator[Fault]:
    """The files of the finished site in *tree* that hold what is left out."""
    told: dict[bytes, tuple[str, ...]] = {}  # each year has the same style sheets and scripts
    for path in sorted(tree.rglob("*")) if left_out else ():
        if not path.is_file():
            continue
        content, name = path.read_bytes(), path.relative_to(tree).as_posix()
        digest = sha256(content).digest()
        if digest not in told:
            told[digest] = told_in(name, content, left_out)
        for where in told[digest]:
            yield Fault(name, Rule.LEFT_OUT, where)


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
        texts = tuple(words_of(name, content))
    except UnreadableError:
        return ("it cannot be opened, so that nobody knows what stands in it",)
    found = {run for words in texts for run in _among(words, left_out)}
    ours = _ours() if found else frozenset()
    return tuple(sorted({left_out[run] for run in found if run not in ours}))


def _among(words: list[str], left_out: LeftOut) -> Iterable[Run]:
    """Those of the runs of *words* that are left out: as a rule none, which takes one pass without a loop."""
    return left_out.keys() & set(_runs(words)) if not left_out.keys().isdisjoint(_runs(words)) else ()


def _runs_of(text: str) -> Iterator[Run]:
    """The runs of a text as it is written, and as it is read: an address in a link stands between words."""
    for each in (text, *without_signs(text)):
        yield from _runs(words_in(each))


def _runs(words: list[str]) -> Iterator[Run]:
    return zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)


@cache
def _ours() -> frozenset[Run]:
    """The runs of the product's own words; read only where something was found."""
    files = (path for folder in _OUR_OWN for path in (_ROOT / folder).rglob("*"))
    return frozenset(
        run
        for path in files
        if path.suffix in _OUR_KINDS and path.is_file()
        for run in _runs(words_in(_PREFIX.sub("", path.read_text(encoding="utf-8"))))
    )
