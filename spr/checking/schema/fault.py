"""One error of the validator, with what a sentence on it needs to know."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from jsonschema.exceptions import ValidationError

from spr.checking.schema.explain import NOTHING, explain
from spr.checking.schema.said import say
from spr.checking.schema.spot import Lookup, Schema, Spot, find_spot
from spr.errors import Pointer, Problem, pointer_text, shown
from spr.loading.yaml12 import Data, Document

OF_WORDS: Final = {"const", "enum"}
OF_UNKNOWN_KEYS: Final = {"additionalProperties", "unevaluatedProperties"}
OF_KEYS: Final = {*OF_UNKNOWN_KEYS, "properties", "propertyNames"}
"""Keywords whose errors are at a key: the last step of their path."""


@dataclass(frozen=True)
class Told:
    """
    What all the errors of a document share.

    `root` is the schema that was applied, `fits` says whether a value fits a part of it; `misspelt` are the
    ways to keys that are missing only because they stand there misspelt.
    """

    document: Document
    root: Schema
    lookup: Lookup
    fits: Callable[[Schema, Data], bool]
    misspelt: set[Pointer] = field(default_factory=set)


@dataclass(frozen=True)
class Fault:
    """An error: what the document says (`value`) is not what the schema asks for (`keyword: limit`)."""

    error: ValidationError
    told: Told

    @property
    def keyword(self) -> str:
        """The keyword of JSON Schema that is broken; empty for the schema `false`."""
        return str(self.error.validator or "")

    @property
    def limit(self) -> Any:  # noqa: ANN401 - whatever stands at the keyword
        """What the schema says at the keyword."""
        return self.error.validator_value

    @property
    def schema(self) -> dict[str, Schema]:
        """The schema in which the keyword stands."""
        return self.error.schema if isinstance(self.error.schema, dict) else {}

    @property
    def value(self) -> Data:
        """What stands there; for an error at a key, the mapping around the key."""
        value: Any = self.error.instance
        return value  # type: ignore[no-any-return]  # plain data from YAML

    @cached_property
    def pointer(self) -> Pointer:
        """The way to what is wrong."""
        return tuple(self.error.absolute_path)

    @cached_property
    def steps(self) -> Pointer:
        """In an error of one of several forms: the rest of that way, from the value that has these forms."""
        return tuple(self.error.relative_path)

    @property
    def key(self) -> str:
        """For an error at a key: that key."""
        return str(self.pointer[-1])

    @property
    def raw(self) -> str:
        """The scalar as it was written; empty for lists and mappings."""
        return self.told.document.raw(self.pointer) or ""

    @property
    def form(self) -> str:
        """What the schema itself calls what it asks for; empty if it does not say."""
        return str(self.schema.get("x-form", ""))

    @property
    def is_unknown(self) -> bool:
        """Whether nobody can say what stands there, because it is broken as YAML."""
        lengths = range(len(self.pointer) + 1)
        return any(self.pointer[:length] in self.told.document.unknown for length in lengths)

    def would_be_right(self, value: Data) -> bool:
        """Whether *value* in place of what stands there would break nothing of the schema."""
        return self.told.fits(self.error.schema, value)

    @cached_property
    def forms(self) -> list[list["Fault"]]:
        """For `anyOf` and `oneOf`: the faults by the form to which they belong."""
        forms: dict[str | int, list[Fault]] = {}
        for error in self.error.context:
            forms.setdefault(error.relative_schema_path[0], []).append(Fault(error, self.told))
        return list(forms.values())

    @cached_property
    def spot(self) -> Spot:
        """Where in the schemas the keyword stands."""
        path = tuple(self.error.absolute_schema_path)
        return find_spot(self.told.root, path, self.error.schema, self.told.lookup)

    @cached_property
    def known_keys(self) -> Mapping[str, Schema]:
        """The keys that could stand in this mapping, each with its schema."""
        if self.keyword == "additionalProperties":
            known: dict[str, Schema] = self.schema.get("properties", {})
            return known
        return self.spot.keys(self.told.lookup)

    @property
    def free_keys(self) -> list[str]:
        """Those of them that do not stand there."""
        return [key for key in self.known_keys if not (isinstance(self.value, dict) and key in self.value)]

    @property
    def words(self) -> list[str]:
        """For `enum` and `const`: the words that could stand there, as they would be written."""
        values = self.limit if self.keyword == "enum" else [self.limit]
        return [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in values]

    @property
    def kinds(self) -> list[str]:
        """For `type`: the kinds that could stand there, in JSON Schema's words."""
        return self.limit if isinstance(self.limit, list) else [self.limit]

    @property
    def name(self) -> str:
        """What to call the value at the beginning of a sentence."""
        if isinstance(self.value, list | dict):
            return "A list" if isinstance(self.value, list) else "A mapping"
        return shown(self.value) if isinstance(self.value, str) else self.raw

    @property
    def cannot_stand(self) -> str:
        """The sentence for a value that is refused for what it says."""
        return say("nothing") if self.value is None else say("cannot-stand", name=self.name)

    def problem(
        self, code: str, found: str, expected: str, hint: str = "", field: Pointer | None = None
    ) -> Problem:
        """
        The problem of this error, where editors show it; the hint goes on to say where the rule holds.

        *field* is the way to what is explained, where that is not what is wrong: a key that is missing.
        """
        document, pointer = self.told.document, self.pointer
        explained = explain(self.told.root, pointer if field is None else field, self.told.lookup)
        if code == "missing-key":
            explained = explained._replace(about=NOTHING.about)  # `expected` says it already
        is_at_key = self.keyword in OF_KEYS or code == "missing-key"
        return Problem(
            code=code,
            place=document.key_place(pointer) if is_at_key else document.place(pointer),
            pointer=pointer_text(pointer),
            found=found,
            expected=expected,
            hint=" ".join(filter(None, (hint, self.spot.condition))),
            about=explained.about,
            example=explained.example,
        )
