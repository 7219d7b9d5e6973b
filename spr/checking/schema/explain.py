"""What a schema says of a field to the person who fills it in: its explanation, and an example."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import yaml

from spr.checking.schema.spot import Lookup, Schema
from spr.errors import Pointer, shown_key
from spr.loading.yaml12 import Data

MOST_CHARACTERS: Final = 100
"""An example that is longer on one line helps nobody who reads it there."""


LINE_END: Final = "\n"


class Explained(NamedTuple):
    """What a field is for, in a sentence that names it, and how it can look; either may be empty."""

    about: str = ""
    example: str = ""


NOTHING: Final = Explained()


def explain(root: Schema, pointer: Pointer, lookup: Lookup) -> Explained:
    """
    What the schema *root* says of the field at *pointer*.

    Of a list's item that is a word or a number, what it says of the list; of one with keys of its own, and of
    the whole file, nothing: what is wrong there is not a matter of one field.
    Where several forms of a value are possible, the first that explains the field is taken.
    """
    found = [each for each in _at(root, pointer, lookup) if isinstance(each, dict)]
    if not pointer or (isinstance(pointer[-1], int) and any("properties" in each for each in found)):
        return NOTHING
    if isinstance(pointer[-1], int):
        return explain(root, pointer[:-1], lookup)
    words = next((str(each["description"]) for each in found if "description" in each), "")
    examples: list[Data] = next((each["examples"] for each in found if each.get("examples")), [])
    about = f"{shown_key(pointer[-1])}: {' '.join(words.split())}" if words else ""
    return Explained(about, _as_written(pointer[-1], examples[0]) if examples else "")


def _at(schema: Schema, pointer: Pointer, lookup: Lookup) -> Iterator[Schema]:
    """The schemas that hold for what is at *pointer*, those nearest to its key first."""
    for each in _held(schema, lookup, ()):
        if not pointer:
            yield each
        else:
            for inside in _inside(each, pointer[0]):
                yield from _at(inside, pointer[1:], lookup)


def _held(schema: Schema, lookup: Lookup, seen: tuple[int, ...]) -> Iterator[Schema]:
    """A schema and all that may hold for the same value by way of it."""
    if not isinstance(schema, dict) or id(schema) in seen:
        return
    seen = (*seen, id(schema))
    yield schema
    branches = [lookup(schema["$ref"])] if "$ref" in schema else []
    branches += [each for word in ("allOf", "anyOf", "oneOf") for each in schema.get(word, ())]
    branches += [schema[word] for word in ("then", "else") if word in schema]
    for branch in branches:
        yield from _held(branch, lookup, seen)


def _inside(schema: dict[str, Schema], step: str | int) -> Iterator[Schema]:
    if isinstance(step, int):
        if "items" in schema:
            yield schema["items"]
    elif step in schema.get("properties", {}):
        yield schema["properties"][step]
    elif isinstance(schema.get("additionalProperties"), dict):
        yield schema["additionalProperties"]


def _as_written(key: str, example: Data) -> str:
    """An example on one line, as it stands in a file; empty if that is too long."""
    text = yaml.safe_dump(example, sort_keys=False, allow_unicode=True, width=1_000, default_flow_style=True)
    line = f"{key}: {text.removesuffix('...' + LINE_END).removesuffix(LINE_END)}"
    return line if LINE_END not in line and len(line) <= MOST_CHARACTERS else ""
