"""The rules of a schema, held against a document."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from jsonschema.validators import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012, SchemaRegistry

from spr.checking.schema.keywords import MOST_ERRORS, validator_class
from spr.checking.schema.sentences import tell
from spr.checking.schema.spot import Schema
from spr.errors import MOST_PROBLEMS, Problem
from spr.loading.yaml12 import Document

RULES: Final = {
    "wrong-type": "A value is of its kind: text, number, list, mapping.",
    "not-one-of": "A value is one of the words for it.",
    "bad-form": "A text has the form that is asked for: a date, an id.",
    "missing-key": "A key that is asked for is there.",
    "unknown-key": "A key is known where it stands.",
    "too-short": "A text has the characters that it must have.",
    "too-long": "A text has no more characters than it may have.",
    "too-few": "A list or mapping has the entries that it must have.",
    "too-many": "A list or mapping has no more entries than it may have.",
    "too-low": "A number is not below its limit.",
    "too-high": "A number is not above its limit.",
    "repeated": "A list that says so has no entry twice.",
    "not-together": "Of keys that exclude each other, one is there.",
    "not-allowed": "What a schema refuses is not there.",
    "too-many-problems": f"Of each file, the first {MOST_PROBLEMS} faults are told.",
}
"""The codes of the problems that come from here, and the rule that each stands for."""


@dataclass(frozen=True, eq=False)
class Schemas:
    """Schemas by name ("threat"), each with the `$id` by which others refer to it. Nothing is fetched."""

    contents: Mapping[str, dict[str, Schema]]

    def root(self, name: str) -> Schema:
        """The schema *name*, every reference in it whole. Raises `KeyError`."""
        return self.lookup(self.contents[name]["$id"])

    def validator(self, name: str) -> Draft202012Validator:
        """What applies the schema *name*. Raises `KeyError`."""
        return self._validators[name]

    def lookup(self, ref: str) -> Schema:
        """The part of a schema that a `$ref` leads to. Raises `referencing.exceptions.Unresolvable`."""
        if ref not in self._looked_up:
            self._looked_up[ref] = self._registry.resolver().lookup(ref).contents
        return self._looked_up[ref]

    @cached_property
    def _looked_up(self) -> dict[str, Schema]:
        return {}

    @cached_property
    def _registry(self) -> SchemaRegistry:
        # References are made whole, so that each can be looked up without knowing where it stands.
        whole = (_with_whole_references(schema, schema["$id"]) for schema in self.contents.values())
        return Registry().with_resources((each["$id"], DRAFT202012.create_resource(each)) for each in whole)

    @cached_property
    def _validators(self) -> Mapping[str, Draft202012Validator]:
        formats = Draft202012Validator.FORMAT_CHECKER
        validator = validator_class(self.lookup)
        return {
            name: validator(self.root(name), registry=self._registry, format_checker=formats)
            for name in self.contents
        }


def check_schema(document: Document, name: str, schemas: Schemas) -> tuple[Problem, ...]:
    """
    What in the document does not fit the schema *name*, by place.

    Nothing where the document could not be read: its own problems say why.
    """
    return _problems(document, name, schemas) if document.is_read else ()


@lru_cache(maxsize=512)
def _problems(document: Document, name: str, schemas: Schemas) -> tuple[Problem, ...]:
    """Documents and schemas do not change: what was held against each other once is not a second time."""
    return tuple(_told(document, name, schemas))


def _told(document: Document, name: str, schemas: Schemas) -> Iterator[Problem]:
    validator = schemas.validator(name)
    errors = itertools.islice(validator.iter_errors(document.data), MOST_ERRORS)
    problems = sorted(set(tell(errors, document, validator, schemas.lookup)))
    yield from problems[:MOST_PROBLEMS]
    if len(problems) > MOST_PROBLEMS:
        place = problems[MOST_PROBLEMS].place
        found = f"There are more than {MOST_PROBLEMS} faults in this file; this and what follows is not told."
        yield Problem("too-many-problems", place, "", found, RULES["too-many-problems"])


def _with_whole_references(schema: Schema, uri: str) -> Schema:
    if isinstance(schema, list):
        return [_with_whole_references(each, uri) for each in schema]
    if not isinstance(schema, dict):
        return schema
    whole = {key: _with_whole_references(each, uri) for key, each in schema.items()}
    if isinstance(ref := schema.get("$ref"), str) and ref.startswith("#"):
        whole["$ref"] = uri + ref
    return whole
