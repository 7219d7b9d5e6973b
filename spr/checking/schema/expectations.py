"""What the check expects of whatever a schema is for, before anything stands there."""

from collections.abc import Mapping
from typing import Any, Final

from jsonschema.exceptions import ValidationError

from spr.checking.schema.fault import Fault, Told
from spr.checking.schema.phrases import BOUNDS, expected
from spr.checking.schema.said import say
from spr.checking.schema.sentences import key_expected
from spr.checking.schema.spot import Lookup, Schema
from spr.errors import one_of, shown_key
from spr.loading.yaml12 import Document

_OF_VALUES: Final = ("const", "format", "multipleOf", "pattern", "type", *BOUNDS)


def expectations(schema: Mapping[str, Schema], lookup: Lookup) -> dict[str, Any]:
    """
    For each keyword of *schema*, the sentence that the check ends with when a value breaks it.

    Under `required` there is one for each key that must be there; under `properties` that for a key which is
    not known. *lookup* gives the schema that a whole `$ref` leads to.
    """
    told = Told(Document(""), {}, lookup, lambda _, __: False)

    def fault(keyword: str) -> Fault:
        error = ValidationError(
            "", validator=keyword, validator_value=schema[keyword], instance=None, schema=schema
        )
        return Fault(error, told)

    known = schema.get("properties", {})
    found: dict[str, Any] = {
        keyword: expected(fault(keyword), say("another-form")) for keyword in _OF_VALUES if keyword in schema
    }
    if "enum" in schema:
        found["enum"] = one_of(fault("enum").words)
    if known:
        found["properties"] = one_of([shown_key(key) for key in known])
        asked = _asked_for(schema)
        found["required"] = {key: key_expected(known.get(key), key, lookup) for key in asked}
    return {keyword: sentence for keyword, sentence in found.items() if sentence}


def _asked_for(schema: Mapping[str, Schema]) -> list[str]:
    """The keys that must be there, also those that only one form of several asks for."""
    forms = [form for word in ("anyOf", "oneOf") for form in schema.get(word, ()) if isinstance(form, dict)]
    return list(dict.fromkeys(key for form in (schema, *forms) for key in form.get("required", ())))
