"""
The validator, with those keywords of jsonschema replaced whose errors do not say enough.

jsonschema reports one error for several keys, loses the place of what `false` refuses, takes the $ of a
pattern to match before a line end too, and compares each item of a list that is to have no repeats with each.
Here every error stands for one fault, and its path leads to it. The message for a missing key is the key; for
an item that stands in its list already, the index of the first.
"""

import itertools
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from jsonschema.exceptions import ValidationError
from jsonschema.validators import Draft202012Validator, extend

from spr.checking.schema.spot import Lookup, Schema
from spr.loading.yaml12 import Data

MOST_ERRORS: Final = 1000
"""How many errors are sought in a document, and in each of several forms of a value."""


def _properties(
    validator: Draft202012Validator, properties: dict[str, Schema], instance: Data, _: Schema
) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for key, schema in properties.items():
            if key in instance and schema is False:
                yield ValidationError(key, path=[key])
            elif key in instance:
                yield from validator.descend(instance[key], schema, path=key, schema_path=key)


def _pattern(_: object, pattern: str, instance: Data, __: Schema) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not compile_pattern(pattern).search(instance):
        yield ValidationError(pattern)


def _property_names(
    validator: Draft202012Validator, schema: Schema, instance: Data, _: Schema
) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for key in instance:
            if errors := list(validator.descend(key, schema)):
                yield ValidationError(key, path=[key], context=errors)


def _additional_properties(
    validator: Draft202012Validator, schema: Schema, instance: Data, around: dict[str, Schema]
) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        patterns = [compile_pattern(each) for each in around.get("patternProperties", ())]
        for key in instance:
            if key in around.get("properties", ()) or any(each.search(key) for each in patterns):
                continue
            if schema is False:
                yield ValidationError(key, path=[key])
            else:
                yield from validator.descend(instance[key], schema, path=key)


def _unevaluated_properties(
    validator: Draft202012Validator, schema: Schema, instance: Data, around: dict[str, Schema]
) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for error in _ORIGINAL["unevaluatedProperties"](validator, schema, instance, around):
            # The keys are told in the message alone, each as Python writes it.
            yield from (ValidationError(key, path=[key]) for key in instance if repr(key) in error.message)


def _any_of(
    validator: Draft202012Validator, forms: list[Schema], instance: Data, _: Schema
) -> Iterator[ValidationError]:
    errors_by_form = _errors_by_form(validator, forms, instance)
    if all(errors_by_form):
        yield ValidationError("no form", context=list(itertools.chain(*errors_by_form)))


def _one_of(
    validator: Draft202012Validator, forms: list[Schema], instance: Data, _: Schema
) -> Iterator[ValidationError]:
    errors_by_form = _errors_by_form(validator, forms, instance)
    if all(errors_by_form):
        yield ValidationError("no form", context=list(itertools.chain(*errors_by_form)))
    elif sum(not errors for errors in errors_by_form) > 1:
        yield ValidationError("several forms")


def _errors_by_form(
    validator: Draft202012Validator, forms: list[Schema], instance: Data
) -> list[list[ValidationError]]:
    return [
        [ValidationError("false", "", schema_path=[index], instance=instance, schema=False)]
        if form is False
        else list(itertools.islice(validator.descend(instance, form, schema_path=index), MOST_ERRORS))
        for index, form in enumerate(forms)
    ]


def _required(_: object, keys: list[str], instance: Data, __: Schema) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        yield from (ValidationError(key) for key in keys if key not in instance)


def _dependent_required(
    _: object, keys_by_key: dict[str, list[str]], instance: Data, __: Schema
) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for key, keys in keys_by_key.items():
            if key in instance:
                yield from (ValidationError(each) for each in keys if each not in instance)


def _unique_items(_: object, is_asked: object, instance: Data, __: Schema) -> Iterator[ValidationError]:
    first: dict[str, int] = {}
    for index, item in enumerate(instance if is_asked and isinstance(instance, list) else ()):
        if (text := _identity(item)) in first:
            yield ValidationError(str(first[text]), path=[index])
        first.setdefault(text, index)


def _identity(value: Data) -> str:
    """A text that is the same for values that JSON Schema takes to be equal: 1 and 1.0, not 1 and true."""
    return json.dumps(_whole(value), sort_keys=True)


def _whole(value: Data) -> Data:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return value


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    r"""
    A pattern as JSON Schema means it (ECMA-262): $ is the very end, \d the digits 0 to 9, \w without accents.

    Python's $ also matches before a line end, and its \d and \w know every script.
    """
    return re.compile(_PARTS.sub(_python, pattern))


_PARTS: Final = re.compile(r"\\.|\[\^?(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
_ASCII: Final = {r"\d": "0-9", r"\w": "A-Za-z0-9_"}


def _python(match: re.Match[str]) -> str:
    part = match[0]
    if part == "$":
        return r"\Z"
    if part.startswith("["):
        return re.sub(r"\\.", lambda escape: _ASCII.get(escape[0], escape[0]), part, flags=re.DOTALL)
    return f"[{_ASCII[part]}]" if part in _ASCII else part


_ORIGINAL: Final = Draft202012Validator.VALIDATORS


def validator_class(lookup: Lookup) -> type[Draft202012Validator]:
    """Draft 2020-12, told better; *lookup* gives what a `$ref` leads to, which is asked for at every use."""

    def follow(
        validator: Draft202012Validator, ref: str, instance: Data, _: Schema
    ) -> Iterator[ValidationError]:
        yield from validator.descend(instance, lookup(ref))

    extended: type[Draft202012Validator] = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {**_TOLD_BETTER, "$ref": follow}
    )
    return extended


_TOLD_BETTER: Final = {
    "additionalProperties": _additional_properties,
    "anyOf": _any_of,
    "dependentRequired": _dependent_required,
    "oneOf": _one_of,
    "pattern": _pattern,
    "properties": _properties,
    "propertyNames": _property_names,
    "required": _required,
    "unevaluatedProperties": _unevaluated_properties,
    "uniqueItems": _unique_items,
}
