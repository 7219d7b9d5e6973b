"""Where in the schemas an error comes from: what else holds there, and on which condition."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from spr.errors import shown, shown_key

Schema: TypeAlias = Any
"""A mapping of keywords, or true, or false."""

Lookup: TypeAlias = Callable[[str], Schema]
"""Gives the schema that a whole `$ref` leads to."""

# Keywords that a name or a number follows in the path to a schema; and those whose schemas hold for the very
# value for which the schema around them holds.
_NAMED: Final = {
    "properties",
    "patternProperties",
    "dependentSchemas",
    "allOf",
    "anyOf",
    "oneOf",
    "prefixItems",
}
_SAME_VALUE: Final = {"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"}


@dataclass(frozen=True)
class Spot:
    """
    A place in the schemas.

    `levels` are the schemas on the way there, those for the same value together: the last level holds for the
    value in question, the others for what stands around it.
    `condition` is the sentence for the `if` that the place depends on; empty if it depends on none.
    """

    levels: tuple[tuple[Schema, ...], ...]
    condition: str = ""

    def keys(self, lookup: Lookup) -> Mapping[str, Schema]:
        """The keys that are known for the value in question, each with its schema, in the schemas' order."""
        return _declared(self.levels[-1], lookup)

    def keys_around(self, lookup: Lookup) -> Mapping[str, Schema]:
        """The keys that are known for what stands around it."""
        return _declared([schema for level in self.levels[:-1] for schema in level], lookup)


def find_spot(root: Schema, path: Sequence[str | int], schema: Schema, lookup: Lookup) -> Spot:
    """The spot of *schema*, to which *path* (of jsonschema, so without any `$ref`) leads from *root*."""
    return next(_spots(root, tuple(path), schema, lookup, Spot(((),))), Spot(((schema,),)))


def _spots(
    at: Schema, path: tuple[str | int, ...], schema: Schema, lookup: Lookup, before: Spot
) -> Iterator[Spot]:
    here = Spot((*before.levels[:-1], (*before.levels[-1], at)), before.condition)
    if len(path) <= 1 and at is schema:
        yield here
    if not isinstance(at, dict):
        return
    if len(path) > 1 and (keyword := path[0]) in at:
        steps = 2 if keyword in _NAMED else 1
        inside = at[keyword][path[1]] if keyword in _NAMED else at[keyword]
        yield from _spots(inside, path[steps:], schema, lookup, _step(here, keyword))
    if "$ref" in at:
        yield from _spots(lookup(at["$ref"]), path, schema, lookup, here)


def _step(spot: Spot, keyword: str | int) -> Spot:
    if keyword not in _SAME_VALUE:
        return Spot((*spot.levels, ()))
    if keyword in {"then", "else"}:
        return Spot(spot.levels, _condition(spot.levels[-1][-1]["if"], is_met=keyword == "then"))
    return spot


def _declared(schemas: Sequence[Schema], lookup: Lookup) -> dict[str, Schema]:
    keys: dict[str, Schema] = {}
    seen: list[Schema] = []
    for schema in schemas:
        _declare(schema, lookup, keys, seen)
    return keys


def _declare(schema: Schema, lookup: Lookup, keys: dict[str, Schema], seen: list[Schema]) -> None:
    """Put the keys that *schema* has for a mapping, in its branches too, into *keys*."""
    if not isinstance(schema, dict) or any(schema is each for each in seen):
        return
    seen.append(schema)
    for key, inside in schema.get("properties", {}).items():
        if inside is not False:
            keys.setdefault(key, inside)
    branches = [schema[keyword] for keyword in ("then", "else") if keyword in schema]
    branches += [each for keyword in ("allOf", "anyOf", "oneOf") for each in schema.get(keyword, ())]
    branches += schema.get("dependentSchemas", {}).values()
    if "$ref" in schema:
        branches.append(lookup(schema["$ref"]))
    for branch in branches:
        _declare(branch, lookup, keys, seen)


def _condition(schema: Schema, *, is_met: bool) -> str:
    """The sentence for an `if` that asks for words under keys, or for keys; empty for any other."""
    if not isinstance(schema, dict) or not set(schema) <= {"properties", "required"}:
        return ""
    verb = "is" if is_met else "is not"
    parts = []
    for key, inside in schema.get("properties", {}).items():
        words = _words(inside)
        if not words:
            return ""
        parts.append(f"{shown_key(key)} {verb} {' or '.join(map(shown, words))}")
    others = [key for key in schema.get("required", ()) if key not in schema.get("properties", {})]
    parts += [f"{shown_key(key)} {verb} there" for key in others]
    if not is_met and len(parts) > 1:
        return ""  # "not both" is no sentence to be read in passing
    return f"This holds where {' and '.join(parts)}." if parts else ""


def _words(schema: Schema) -> list[str]:
    if not isinstance(schema, dict):
        return []
    return [str(word) for word in schema.get("enum", [schema["const"]] if "const" in schema else [])]
