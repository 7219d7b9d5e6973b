"""
What can be wrong, as values: places, problems, and the few exceptions that carry them.

Nothing here reads or writes anything. A fault of the data is a `Problem`: it is yielded, collected with
all the others, sorted and shown. An exception ends a command, and holds the parts of its sentence.
"""

import difflib
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

Pointer: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of mappings and indexes of lists (from 0), from the root of its file."""

MOST_PROBLEMS = 200
"""Nobody reads more problems of one file in one go; the last one says that there are more."""

MOST_WORDS = 40
"""The most words that are listed after "One of:"."""

MOST_CHARACTERS = 60
"""The longest text that is shown whole in a sentence, and the longest for which a nearest one is sought."""

DID_YOU_MEAN = "Did you mean {what}?"


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where in which file: line and column count from 1, in characters, as editors show them."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Problem:
    """
    One fault of the data, in sentences for the person who writes it.

    `code` names the rule that is broken, in kebab-case words; `pointer` is as `pointer_text` writes it, empty
    for a fault of the whole file. `found`, `hint` and `expected` are whole sentences, with their full stops:

    - `found`: what is there and why it is wrong: "'Godo' is not a grade of hmicfrs-5."
    - `hint`: what the writer probably meant, or should do next: "Did you mean 'Good'?" May be empty.
    - `expected`: what would be right: "One of: Outstanding, Good, Adequate."
    - `about`: what the field is for: "`grade`: The word as it was given." May be empty.

    `example` is how the field can look, as it is written in the file: "grade: Good". May be empty.

    Values stand in 'quotation marks', keys in `backticks`. Problems sort by place, then pointer, then code.
    """

    code: str
    place: Place
    pointer: str
    found: str
    expected: str
    hint: str = ""
    about: str = ""
    example: str = ""

    def __str__(self) -> str:
        where = f"{self.place}: {self.pointer}: " if self.pointer else f"{self.place}: "
        return where + " ".join(filter(None, (self.found, self.hint, self.expected)))

    def __lt__(self, other: "Problem") -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[Place, str, str, str, str, str, str, str]:
        return (
            *(self.place, self.pointer, self.code),
            *(self.found, self.expected, self.hint, self.about, self.example),
        )


class SprError(Exception):
    """Something that the person at the keyboard can mend. Its `str` is the sentence to show."""


class BadDataError(SprError):
    """
    Data with `problems` (sorted, without repeats), from which nothing can be built.

    `heading` is a sentence on what they stand in the way of; empty where that needs no words.
    """

    def __init__(self, problems: Iterable[Problem], heading: str = "") -> None:
        self.problems = tuple(sorted(set(problems)))
        self.heading = heading
        super().__init__(self.problems, heading)

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.heading, *map(str, self.problems))))


class NotThereError(SprError):
    """There is no `what` (a year, a threat) of the name `name`; `known` are those that there are."""

    def __init__(self, what: str, name: str, known: Sequence[str] = ()) -> None:
        self.what = what
        self.name = name
        self.known = tuple(known)
        super().__init__(what, name, self.known)

    def __str__(self) -> str:
        sentences = (
            f"There is no {self.what} {shown(self.name)}.",
            did_you_mean(self.name, self.known),
            one_of(self.known) if self.known else "",
        )
        return " ".join(filter(None, sentences))


class NoFolderError(SprError):
    """There is no folder of the name `path` (as the person gave it)."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)

    def __str__(self) -> str:
        return (
            f"There is no folder '{self.path}'. "
            "Name one in the shape of assessments/ with --data, or leave --data out."
        )


class _Caller:
    """How the program was called; whoever runs it is one person, also where it works in several threads."""

    words = "spr"


@contextmanager
def called_as(words: str) -> Iterator[None]:
    """Let every command that is named meanwhile begin with *words*: "python -m spr --data ours"."""
    before, _Caller.words = _Caller.words, words
    try:
        yield
    finally:
        _Caller.words = before


def command(*words: str) -> str:
    """A command as whoever reads of it would type it: "python -m spr --data ours check 2026"."""
    return " ".join((_Caller.words, *words))


def pointer_text(pointer: Pointer) -> str:
    """A pointer as people write it: `grades[0].grade`; a key that is not a plain word stands in `['…']`."""
    text = ""
    for step in pointer:
        if isinstance(step, int):
            text += f"[{step}]"
        elif re.fullmatch(r"[\w$-]+", step):
            text += f".{step}" if text else step
        else:
            text += f"[{shown(step)}]"
    return text


def shown(value: str) -> str:
    """A value in 'quotation marks', on one line, shortened if it is long."""
    return f"'{_short(value)}'"


def shown_key(key: str) -> str:
    """A key in `backticks`, on one line, shortened if it is long."""
    return f"`{_short(key)}`"


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is written most like *word* (small and capital letters alike), if any is alike."""
    if len(word) > MOST_CHARACTERS:
        return None
    by_folded = {candidate.casefold(): candidate for candidate in sorted(candidates, reverse=True)}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, candidates: Iterable[str], shown: Callable[[str], str] = shown) -> str:
    """The question for the nearest candidate, as a `hint`; empty if there is none."""
    meant = nearest(word, candidates)
    return "" if meant is None else DID_YOU_MEAN.format(what=shown(meant))


def one_of(words: Sequence[str]) -> str:
    """The sentence that lists what could stand there, in the order given, as an `expected`."""
    more = len(words) - MOST_WORDS
    listed = ", ".join(words[:MOST_WORDS])
    return f"One of: {listed}, and {more} more." if more > 0 else f"One of: {listed}."


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_CHARACTERS else f"{line[: MOST_CHARACTERS - 1]}…"
