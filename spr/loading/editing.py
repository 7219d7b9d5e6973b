"""
YAML that is edited in place: comments, order and the way it is written stay, but for what is changed.

The only module that knows ruamel.yaml. Each function takes the text of a file and gives the new text; nothing
is written here. What is in brackets is changed by ruamel.yaml; of what stands in lines of its own whole lines
are taken out, so that the comments around them stay.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from spr.errors import Pointer
from spr.loading.yaml12 import Data, Document, is_text, parse_yaml

Plain: TypeAlias = "Mapping[str, Plain] | Sequence[Plain] | str | int | float | bool | None"
"""What is to be written: `Data` that may be made of other values."""


def with_values(text: str, values: Mapping[Pointer, Data], after: str = "") -> str:
    """
    The text with each of *values* at its place, in the order given.

    A key that is not there yet is put behind the key *after*, or at the end of its mapping without one.
    """
    document = _document(text)
    words = {pointer: value for pointer, value in values.items() if _is_word(text, document, pointer, value)}
    text = _with_words(text, document, words)
    values = {pointer: value for pointer, value in values.items() if pointer not in words}
    document = _document(text)
    blocks = {pointer for pointer in values if _is_block(text, document, pointer)}
    if set(values) != blocks:
        yaml = _yaml()
        root = yaml.load(text)
        for pointer, value in values.items():
            if pointer not in blocks:
                _put(_at(root, pointer[:-1]), pointer[-1], value, after)
        text = _written(yaml, root)
    lines = {pointer: as_yaml({str(pointer[-1]): values[pointer]}).splitlines() for pointer in blocks}
    return _with_lines(text, lines)


def without(text: str, pointers: Iterable[Pointer]) -> str:
    """
    The text without the values at *pointers*; comments stay, also those above what follows.

    What is not there is left out without a word.
    """
    document = _document(text)
    there = [pointer for pointer in pointers if pointer in document.pointers]
    in_brackets = [pointer for pointer in there if _is_in_brackets(text, document, pointer)]
    if in_brackets:
        yaml = _yaml()
        root = yaml.load(text)
        for pointer in sorted(in_brackets, key=_place_in_list, reverse=True):
            del _at(root, pointer[:-1])[pointer[-1]]
        text = _written(yaml, root)
    return _with_lines(text, {pointer: [] for pointer in there if pointer not in in_brackets})


def with_comments(text: str, comments: Mapping[Pointer, Sequence[str]]) -> str:
    """The text with lines of comment above the values at the pointers; each line without its `#`."""
    document = _document(text)
    lines = text.splitlines(keepends=True)
    places = {pointer: document.key_place(pointer).line - 1 for pointer in comments}
    for pointer, line in sorted(places.items(), key=lambda item: item[1], reverse=True):
        before = " " * _indent(lines[line])
        lines[line:line] = [f"{before}# {words}".rstrip() + "\n" for words in comments[pointer]]
    return "".join(lines)


def with_item(text: str, pointer: Pointer, item: Data) -> str:
    """The text with *item* at the end of the list at *pointer*, in lines of its own where the others are."""
    document = _document(text)
    items = [each for each in document.pointers if each[:-1] == pointer and isinstance(each[-1], int)]
    if not items:
        return with_values(text, {pointer: [item]})
    if _is_in_brackets(text, document, items[-1]):
        yaml = _yaml()
        root = yaml.load(text)
        _at(root, pointer).append(item)
        return _written(yaml, root)
    lines = text.splitlines(keepends=True)
    begins, ends = _span(document, items[-1], lines)
    if not lines[ends - 1].endswith("\n"):
        lines[ends - 1] += "\n"
    lines[ends:ends] = [as_item(item, " " * _indent(lines[begins]))]
    return "".join(lines)


def as_item(item: Plain, before: str) -> str:
    """Plain data as an item of a list, in lines of its own that begin with *before*."""
    first, *rest = as_yaml(item).splitlines()
    return "".join((f"{before}- {first}\n", *(f"{before}  {line}\n" for line in rest)))


def as_yaml(data: Plain, *, in_brackets: bool = False) -> str:
    """Plain data as YAML: a block, or all on one line."""
    yaml = _yaml()
    yaml.default_flow_style = in_brackets
    out = io.StringIO()
    yaml.dump(_days_unquoted(data), out)
    return out.getvalue().removesuffix("\n...\n").rstrip("\n")


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000  # a sentence stays on its line
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _put(inside: Any, key: str | int, value: Data, after: str) -> None:  # noqa: ANN401 - of ruamel.yaml
    value = _days_unquoted(value)
    if key in inside or after not in inside:
        inside[key] = value
    else:
        inside.insert(list(inside).index(after) + 1, key, value)


def _days_unquoted(data: Plain) -> Any:  # noqa: ANN401 - of ruamel.yaml
    if isinstance(data, Mapping):
        return {key: _days_unquoted(each) for key, each in data.items()}
    if isinstance(data, str) or not isinstance(data, Sequence):
        return _unquoted(data)
    return [_days_unquoted(each) for each in data]


def _unquoted(value: Plain) -> Any:  # noqa: ANN401 - of ruamel.yaml
    """
    A day is text for us; ruamel.yaml would put it in quotation marks, as YAML 1.1 needs.

    It would put none around what only YAML 1.2 takes for a number, such as `.0E0`.
    """
    is_day = isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
    try:
        if is_day and isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    return SingleQuotedScalarString(value) if isinstance(value, str) and not is_text(value) else value


def _at(root: Any, pointer: Pointer) -> Any:  # noqa: ANN401 - of ruamel.yaml
    for step in pointer:
        root = root[step]
    return root


def _written(yaml: YAML, root: Any) -> str:  # noqa: ANN401 - of ruamel.yaml
    out = io.StringIO()
    yaml.dump(root, out)
    return out.getvalue()


def _document(text: str) -> Document:
    return parse_yaml(text.encode(), "")


def _is_word(text: str, document: Document, pointer: Pointer, value: Data) -> bool:
    """Whether plain words stand at *pointer*, at the end of a line, where *value* can stand as well."""
    raw = document.raw(pointer)
    if raw is None or isinstance(value, dict | list) or _is_in_brackets(text, document, pointer):
        return False
    place = document.place(pointer)
    rest = text.splitlines()[place.line - 1][place.column - 1 :]
    return re.fullmatch(rf"{re.escape(raw)}(\s+#.*|\s*)", rest) is not None and "\n" not in as_yaml(value)


def _with_words(text: str, document: Document, words: Mapping[Pointer, Data]) -> str:
    """The text with other words in place of some: no other sign of it changes."""
    lines = text.splitlines(keepends=True)
    for pointer, value in words.items():
        place, raw = document.place(pointer), document.raw(pointer) or ""
        line, at = lines[place.line - 1], place.column - 1
        lines[place.line - 1] = f"{line[:at]}{as_yaml(value)}{line[at + len(raw) :]}"
    return "".join(lines)


def _is_block(text: str, document: Document, pointer: Pointer) -> bool:
    """Whether a value is there, under a key, on more lines than the key's."""
    if pointer not in document.pointers or isinstance(pointer[-1], int):
        return False
    begins, ends = _span(document, pointer, text.splitlines())
    return ends - begins > 1 and not _is_in_brackets(text, document, pointer)


def _is_in_brackets(text: str, document: Document, pointer: Pointer) -> bool:
    """Whether a value stands in a list or mapping in brackets."""
    lines = text.splitlines()
    around = (document.place(pointer[:length]) for length in range(len(pointer)))
    return any(lines[place.line - 1][place.column - 1 :][:1] in {"[", "{"} for place in around)


def _place_in_list(pointer: Pointer) -> int:
    return pointer[-1] if isinstance(pointer[-1], int) else -1


def _with_lines(text: str, instead: Mapping[Pointer, Sequence[str]]) -> str:
    """The text with other lines, or none, in place of those of some values."""
    document = _document(text)
    lines = text.splitlines(keepends=True)
    spans = {pointer: _span(document, pointer, lines) for pointer in instead}
    for pointer, (begins, ends) in sorted(spans.items(), key=lambda item: item[1], reverse=True):
        before = " " * _indent(lines[begins])
        is_last = ends == len(lines) or not lines[ends].strip()
        is_apart = not instead[pointer] and is_last and begins and not lines[begins - 1].strip()
        # Of two empty lines around what goes, one goes too
        lines[begins - 1 if is_apart else begins : ends] = [f"{before}{line}\n" for line in instead[pointer]]
    return "".join(lines)


def _span(document: Document, pointer: Pointer, lines: Sequence[str]) -> tuple[int, int]:
    """
    The lines of a value with its key or hyphen, from 0; without what is written above the next.

    A line that begins with # is no comment where it is the end of a text on lines of its own.
    """
    begins = document.key_place(pointer).line - 1
    others = (other for other in document.pointers if other[: len(pointer)] != pointer)
    later = (document.key_place(other).line - 1 for other in others)
    ends = min((line for line in later if line > begins), default=len(lines))
    least = _end_of_text(document, pointer, lines)
    while ends > max(begins + 1, least) and re.match(r"\s*(#.*)?$", lines[ends - 1]):
        ends -= 1
    return begins, ends


def _end_of_text(document: Document, pointer: Pointer, lines: Sequence[str]) -> int:
    """Behind the last line of the text with which a value ends, if that is written below its | or >; or 0."""
    inside = (other for other in document.pointers if other[: len(pointer)] == pointer)
    last = max((document.place(other) for other in inside), key=lambda place: (place.line, place.column))
    if lines[last.line - 1][last.column - 1 :][:1] not in {"|", ">"}:
        return 0
    there = [number for number in range(last.line, len(lines)) if lines[number].strip()]
    indent = _indent(lines[there[0]]) if there else 0
    end = last.line
    for number in there:
        if _indent(lines[number]) < indent:
            break
        end = number + 1
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
