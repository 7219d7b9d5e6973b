"""
YAML 1.2 with the core schema, strictly, and with the place of every value.

PyYAML reads YAML 1.1, in which `no` is false, `2016-08-01` is a date object, `1:30` is ninety and the second
of two like keys wins without a word. So only its parser is used: a stream of events, from which this module
builds plain data itself, in one pass without recursion. What comes out is what editors show
(yaml-language-server), at the places that they show.

More is refused than YAML refuses, because nobody writes it in these files on purpose and everybody would have
to reckon with it: tags, anchors and aliases, keys that are not text, several documents in a file, control
characters and tabs. Nothing that stands in a file makes this module raise.
"""

import re
import stat
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

import yaml

from spr.errors import MOST_PROBLEMS, Place, Pointer, Problem, pointer_text, shown, shown_key
from spr.loading.scalars import MAX_INTEGER, BadNumberError, parse_plain
from spr.loading.syntax import syntax_problem

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | bool | None"

MAX_BYTES: Final = 1024 * 1024
"""One MiB: several times the longest assessment of a threat; more is the wrong file."""

MAX_DEPTH: Final = 50
"""Lists and mappings inside each other; the deepest data file needs about ten, a schema about thirty."""

RULES: Final = {
    "missing-file": "A YAML file belongs here.",
    "not-a-file": "A YAML file belongs here.",
    "unreadable": "A file is open to whoever checks it.",
    "too-large": f"A file holds at most {MAX_BYTES // 1024} KiB.",
    "not-utf8": "A file is saved as UTF-8.",
    "control-character": "A text has no tabs and no control characters.",
    "empty-file": "A file says something, in `key: value` lines.",
    "not-yaml": "A file is YAML: `key: value` lines, and lists whose items begin with `- `.",
    "several-documents": "A file is one document.",
    "too-deep": f"Lists and mappings stand at most {MAX_DEPTH} deep inside each other.",
    "tag": "A value stands without a tag; text that begins with ! is in quotation marks.",
    "text-cut": "A comment has two spaces before its # and one after; a text with a # is in quotation marks.",
    "alias": "A value is written out where it is meant; text that begins with & or * is in quotation marks.",
    "not-text-key": "A key is text on one line.",
    "duplicate-key": "A key stands once in its mapping.",
    "bad-number": f"A number is at most {MAX_INTEGER}; a reference made of digits is in quotation marks.",
    "too-many-problems": f"A file is read until {MOST_PROBLEMS} faults are found.",
}
"""The codes of the problems that come from here, and the rule that each stands for, as problems say it."""


@dataclass(frozen=True)
class Document:
    """
    What a YAML file says, as plain data, with the place of every value and key.

    `path` is as the caller gave it; `problems` is what is wrong with the file as YAML, sorted.
    Where a value cannot be known (an alias, a tagged scalar), `data` has None and `unknown` its pointer.
    Where nothing can be known, `is_read` is false and `data` is None.
    """

    path: str
    data: Data = None
    problems: tuple[Problem, ...] = ()
    unknown: frozenset[Pointer] = frozenset()
    _places: dict[Pointer, tuple[int, int]] = field(default_factory=dict, repr=False)
    _key_places: dict[Pointer, tuple[int, int]] = field(default_factory=dict, repr=False)
    _raws: dict[Pointer, str] = field(default_factory=dict, repr=False)

    def __hash__(self) -> int:
        """Documents of the same file are told apart by what they say, which has no checksum of its own."""
        return hash(self.path)

    @property
    def is_read(self) -> bool:
        """Whether there is data to check: the file was YAML to its end."""
        return () in self._places

    @property
    def pointers(self) -> Collection[Pointer]:
        """The ways to all values that are there, in the order of the file."""
        return self._places.keys()

    def place(self, pointer: Pointer = ()) -> Place:
        """Where the value at *pointer* begins; for one that is not there, where what is around it does."""
        while pointer and pointer not in self._places:
            pointer = pointer[:-1]
        return Place(self.path, *self._places.get(pointer, (1, 1)))

    def pointer_at(self, place: Place) -> Pointer:
        """The way to what begins at *place*: of a mapping and its first value, to the mapping."""
        at = (place.line, place.column)
        return min((pointer for pointer, found in self._places.items() if found == at), key=len, default=())

    def key_place(self, pointer: Pointer) -> Place:
        """Where the key of the value at *pointer* begins; for an item of a list, where the item does."""
        at = self._key_places.get(pointer)
        return self.place(pointer) if at is None else Place(self.path, *at)

    def raw(self, pointer: Pointer) -> str | None:
        """
        The text of the scalar at *pointer* as it was written: `1.10` where the data has the number 1.1.

        None for lists, for mappings, and for what is not there.
        """
        return self._raws.get(pointer)


def load_yaml(path: Path, shown_path: str) -> Document:
    """The document in the file *path*; whatever is wrong is among its problems, under *shown_path*."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "folder" if stat.S_ISDIR(mode) else "device"
            return _unread(shown_path, "not-a-file", f"This is a {kind}, not a file.")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return _unread(shown_path, "missing-file", "There is no such file.")
    except OSError as error:
        return _unread(
            shown_path, "unreadable", f"The file cannot be read ({error.strerror or 'for no reason given'})."
        )
    return _parsed(content, shown_path)


@lru_cache(maxsize=512)
def _parsed(content: bytes, shown_path: str) -> Document:
    """The same document for the same bytes: of a hundred files, one saved anew is all that is read again."""
    return parse_yaml(content, shown_path)


def parse_yaml(content: bytes, shown_path: str) -> Document:
    """The document in the bytes of a file: `load_yaml` without the disk."""
    if len(content) > MAX_BYTES:
        found = f"The file is larger than {MAX_BYTES // 1024} KiB."
        return _unread(shown_path, "too-large", found, "Is it the right file?")
    for mark, kind in _OTHER_KINDS.items():
        if content.startswith(mark):
            found = f"This is {kind}, under the name of a data file."
            return _unread(shown_path, "not-yaml", found)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content.count(0) * 4 > len(content):
        return _unread(shown_path, "not-utf8", "The file is saved as UTF-16.", _SAVE_AGAIN)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = "The file is not saved as UTF-8."
        if character := content[error.start : error.start + 1].decode("cp1252", "ignore"):
            found = f"The file is not saved as UTF-8: here stands what older programs write for {character}."
        before = LINE_END.split(content[: error.start].decode("utf-8-sig"))
        return _unread(shown_path, "not-utf8", found, _SAVE_AGAIN, (len(before), len(before[-1]) + 1))
    return _Reading(shown_path).read(text)


# What people save under a name that somebody gave them, by the bytes that it begins with.
_OTHER_KINDS: Final = {
    b"PK\x03\x04": "a Word or Excel file, or a zip archive",
    b"\xd0\xcf\x11\xe0": "an older Word or Excel file",
    b"%PDF-": "a PDF",
}

# Control characters; line ends that YAML 1.1 knows and 1.2 does not, which would shift every place below;
# byte order marks inside the text; characters that make a text read otherwise than it is written, or that
# nobody sees: two texts would differ, and nobody could tell where.
_CONTROL: Final = re.compile(
    "[^\n\r\x20-\x7e\xa0-\u061b\u061d-\u180d\u180f-\u200a\u200c\u200d\u2010-\u2027\u202f-\u205f\u2070-\ud7ff"
    "\ue000-\ufefe\uff00-\ufff8\ufffc\ufffd\U00010000-\U000dffff\U000e0080-\U0010ffff]"
)
LINE_END: Final = re.compile(r"\r\n|\r|\n")
"""What ends a line, as editors count lines."""

# What hardly anybody writes before a comment, and everybody in a sentence.
_CUT: Final = re.compile(r" #| +#(?=\S)")

_SAVE_AGAIN: Final = "Save it again with the encoding UTF-8."

# PyYAML comes with the fast parser of libyaml where it was built with it. The slow one is stricter with tabs
# (refused here for both) and with ? inside brackets.
_Parser: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_At: TypeAlias = tuple[int, int]


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    into: "dict[str, Data] | list[Data]"
    pointer: Pointer
    key: str | None = None  # of a mapping: the key whose value comes next
    is_lost: bool = False  # there is something wrong with that key; its value is read, not kept


class _HopelessError(Exception):
    """There is no use in reading on."""


class _Reading:
    """One pass over the events of one text, building the document."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.data: Data = None
        self.problems: list[Problem] = []
        self.unknown: set[Pointer] = set()
        self.places: dict[Pointer, _At] = {}
        self.key_places: dict[Pointer, _At] = {}
        self.raws: dict[Pointer, str] = {}
        self.open: list[_Open] = []
        self.text = ""

    def read(self, text: str) -> Document:
        """The document, with its problems up to the first that cannot be read past."""
        is_whole = False
        try:
            self.text = self._without_control_characters(text)
            for event in _events(self.text):
                if isinstance(event, yaml.DocumentStartEvent) and self.places:
                    self._report(_at(event), "several-documents", "A second document begins here.")
                    break
                self._take(event)
            if not self.places:
                self._report((1, 1), "empty-file", "Nothing is written in this file.")
            is_whole = True
        except yaml.MarkedYAMLError as error:
            self.problems.append(syntax_problem(error, self.text, self.path, RULES))
        except _HopelessError:
            pass
        problems = tuple(sorted(self.problems))
        if not is_whole:
            return Document(self.path, problems=problems)
        unknown = frozenset(self.unknown)
        return Document(self.path, self.data, problems, unknown, self.places, self.key_places, self.raws)

    def _without_control_characters(self, text: str) -> str:
        """The text with others in their place; the first in each line is reported."""
        if _CONTROL.search(text):
            for number, line in enumerate(LINE_END.split(text), start=1):
                if match := _CONTROL.search(line):
                    self._report_control((number, match.start() + 1), match[0], ())
            text = visible(text.replace("\t", " "))
        return text

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            if self._awaits_key():
                self._take_key(event)
            else:
                self._take_scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._take_start(event, {})
        elif isinstance(event, yaml.SequenceStartEvent):
            self._take_start(event, [])
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._take_alias(event)

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        at, pointer = _at(event), self._next()
        if not (pointer or event.value or event.style or event.anchor or event.tag):
            return  # three dashes and nothing below them
        value: Data = event.value
        is_known = not self._report_tag_and_anchor(event, pointer)
        if is_known and not event.style:
            try:
                value = parse_plain(event.value)
            except BadNumberError:
                self._report(at, "bad-number", f"{shown(event.value)} cannot be kept exactly.", pointer)
                is_known = False
            self._report_cut(event, pointer)
        elif is_known and event.style == '"' and (match := _CONTROL.search(event.value)):
            self._report_control(at, match[0], pointer)
            is_known = False
        if not is_known:
            self.unknown.add(pointer)
        self.raws.setdefault(pointer, event.value if is_known else visible(event.value))
        self._keep(pointer, at, value if is_known else None)

    def _take_start(self, event: yaml.CollectionStartEvent, into: "dict[str, Data] | list[Data]") -> None:
        if self._awaits_key():
            pointer = self._lose_key(event)
        else:
            pointer = self._next()
            self._report_tag_and_anchor(event, pointer)
            self._keep(pointer, _at(event), into)
        self.open.append(_Open(into, pointer))
        if len(self.open) > MAX_DEPTH:
            self._report(_at(event), "too-deep", "Too many lists and mappings stand inside each other.")
            raise _HopelessError

    def _take_alias(self, event: yaml.AliasEvent) -> None:
        if self._awaits_key():
            self._lose_key(event)
            return
        pointer = self._next()
        found = f"*{event.anchor} stands for a value that is written elsewhere."
        self._report(_at(event), "alias", found, pointer)
        self.unknown.add(pointer)
        self._keep(pointer, _at(event), None)

    def _take_key(self, event: yaml.ScalarEvent) -> None:
        at, inside, key = _at(event), self.open[-1], visible(event.value)
        pointer = (*inside.pointer, key)
        self._report_tag_and_anchor(event, pointer)
        if match := _CONTROL.search(event.value):
            self._report_control(at, match[0], pointer)
        elif "\n" in key:
            self._report(at, "not-text-key", "This key goes over several lines.", pointer)
        elif not (key or event.style):
            self._report(at, "not-text-key", "No key stands before this colon.", inside.pointer)
        elif not event.style and not is_text(key):
            hint = f"Did you mean {shown(key)}, in quotation marks?"
            self._report(at, "not-text-key", f"The key {shown_key(key)} is not text.", pointer, hint)
        if pointer in self.key_places:
            found = f"{shown_key(key)} stands in line {self.key_places[pointer][0]} already."
            self._report(at, "duplicate-key", found, pointer)
            inside.is_lost = True
        self.key_places.setdefault(pointer, at)
        inside.key = key

    def _lose_key(self, event: yaml.NodeEvent) -> Pointer:
        """What stands where a key belongs is not one; what stands there as its value is read, not kept."""
        inside = self.open[-1]
        self._report(
            _at(event), "not-text-key", "A list, a mapping or an alias stands as a key.", inside.pointer
        )
        inside.key, inside.is_lost = "?", True
        return *inside.pointer, "?"

    def _awaits_key(self) -> bool:
        return bool(self.open) and self.open[-1].key is None and isinstance(self.open[-1].into, dict)

    def _next(self) -> Pointer:
        """The pointer of the value that begins."""
        if not self.open:
            return ()
        inside = self.open[-1]
        return *inside.pointer, len(inside.into) if inside.key is None else inside.key

    def _keep(self, pointer: Pointer, at: _At, value: Data) -> None:
        self.places.setdefault(pointer, at)
        if not self.open:
            self.data = value
            return
        inside = self.open[-1]
        if isinstance(inside.into, list):
            inside.into.append(value)
        elif inside.key is not None and not inside.is_lost:
            inside.into[inside.key] = value
        inside.key, inside.is_lost = None, False

    def _report_tag_and_anchor(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, pointer: Pointer
    ) -> bool:
        """Whether there is a tag, so that what the value says cannot be known."""
        if event.anchor:
            found = f"&{event.anchor} gives this value a name, for it to be repeated elsewhere."
            self._report(_at(event), "alias", found, pointer)
        if event.tag:
            self._report(_at(event), "tag", "A word that begins with ! is a tag.", pointer)
        return bool(event.tag)

    def _report_cut(self, event: yaml.ScalarEvent, pointer: Pointer) -> None:
        """A # after a space is a comment to YAML, also where somebody wrote of recommendation #4."""
        end = event.end_mark
        if end and (match := _CUT.match(self.text, end.index)):
            at = (end.line + 1, end.column + len(match[0]))
            self._report(at, "text-cut", "From this # on, the line is a comment.", pointer)

    def _report_control(self, at: _At, character: str, pointer: Pointer) -> None:
        name = unicodedata.name(character, "control character").lower()
        found = f"A character that cannot be seen stands here (U+{ord(character):04X}, {name})."
        self._report(at, "control-character", "A tab stands here." if character == "\t" else found, pointer)

    def _report(self, at: _At, code: str, found: str, pointer: Pointer = (), hint: str = "") -> None:
        is_last = len(self.problems) == MOST_PROBLEMS
        if is_last:
            code, pointer, hint = "too-many-problems", (), ""
            found = f"Here stands fault number {MOST_PROBLEMS + 1} of this file; it was not read on."
        place = Place(self.path, *at)
        self.problems.append(Problem(code, place, pointer_text(pointer), found, RULES[code], hint))
        if is_last:
            raise _HopelessError


def _events(text: str) -> Iterator[yaml.Event]:
    """The events of a text, which may end in one kind of error."""
    try:
        yield from yaml.parse(text, Loader=_Parser)
    except (yaml.reader.ReaderError, ValueError, OverflowError) as error:  # the slow parser, of "\UFFFFFFFF"
        raise yaml.MarkedYAMLError from error


def _at(event: yaml.Event) -> _At:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def visible(text: str) -> str:
    """The text with a character that is seen in place of each that is not."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def is_text(scalar: str) -> bool:
    """Whether a scalar without quotation marks is text, and no number, truth value or nothing."""
    try:
        return isinstance(parse_plain(scalar), str)
    except BadNumberError:
        return False


def _unread(path: str, code: str, found: str, hint: str = "", at: _At = (1, 1)) -> Document:
    return Document(path, problems=(Problem(code, Place(path, *at), "", found, RULES[code], hint),))
