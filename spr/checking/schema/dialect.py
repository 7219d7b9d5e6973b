"""
The part of JSON Schema (2020-12) in which schemas/ is written, as a schema.

JSON Schema itself lets a misspelt keyword pass in silence, and with it all that it was to refuse. Here a
keyword is known or begins with `x-`. What is left out (`$dynamicRef`, `contentEncoding` and the like) nobody
needs, and nothing has a sentence for it.
"""

from typing import Any, Final

_SCHEMA: Final = {"$ref": "#"}
_SCHEMAS: Final = {"type": "array", "minItems": 1, "items": _SCHEMA}
_BY_NAME: Final = {"type": "object", "additionalProperties": _SCHEMA}
_KEYS: Final = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
_TYPE: Final = {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]}
_WORDS: Final = {"type": "string", "minLength": 1}
_FLAG: Final = {"type": "boolean"}
_NUMBER: Final = {"type": "number"}
_COUNT: Final = {"type": "integer", "minimum": 0}
_PATTERN: Final = {
    "type": "string",
    "format": "regex",
    "pattern": r"^\^[\s\S]*\$$",
    "x-form": "a regular expression for the whole text, from ^ to $",
}

DIALECT: Final[dict[str, Any]] = {
    "$id": "dialect.schema.json",
    "type": ["object", "boolean"],
    "properties": {
        "$schema": {"const": "https://json-schema.org/draft/2020-12/schema"},
        "$id": {"type": "string", "pattern": r"^[a-z-]+\.schema\.json$", "x-form": "the name of its file"},
        "$ref": {"type": "string"},
        "$defs": _BY_NAME,
        "$comment": _WORDS,
        "title": _WORDS,
        "description": _WORDS,
        "examples": {"type": "array"},
        "default": True,
        "deprecated": _FLAG,
        "type": {"anyOf": [_TYPE, {"type": "array", "minItems": 1, "uniqueItems": True, "items": _TYPE}]},
        "const": True,
        "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
        "allOf": _SCHEMAS,
        "anyOf": _SCHEMAS,
        "oneOf": _SCHEMAS,
        "not": _SCHEMA,
        "if": _SCHEMA,
        "then": _SCHEMA,
        "else": _SCHEMA,
        "properties": _BY_NAME,
        "patternProperties": {"type": "object", "propertyNames": _PATTERN, "additionalProperties": _SCHEMA},
        "additionalProperties": _SCHEMA,
        "unevaluatedProperties": _SCHEMA,
        "propertyNames": _SCHEMA,
        "required": _KEYS,
        "dependentRequired": {"type": "object", "additionalProperties": _KEYS},
        "dependentSchemas": _BY_NAME,
        "minProperties": _COUNT,
        "maxProperties": _COUNT,
        "prefixItems": _SCHEMAS,
        "items": _SCHEMA,
        "unevaluatedItems": _SCHEMA,
        "contains": _SCHEMA,
        "minContains": _COUNT,
        "maxContains": _COUNT,
        "minItems": _COUNT,
        "maxItems": _COUNT,
        "uniqueItems": _FLAG,
        "minLength": _COUNT,
        "maxLength": _COUNT,
        "pattern": _PATTERN,
        "format": {"enum": ["date", "email", "ipv4", "ipv6", "regex", "uuid"]},
        "minimum": _NUMBER,
        "maximum": _NUMBER,
        "exclusiveMinimum": _NUMBER,
        "exclusiveMaximum": _NUMBER,
        "multipleOf": {"type": "number", "exclusiveMinimum": 0},
        "x-form": _WORDS,
        "x-help": _WORDS,
    },
    "patternProperties": {"^x-[a-z-]+$": True},
    "additionalProperties": False,
    "dependentRequired": {
        "then": ["if"],
        "else": ["if"],
        "minContains": ["contains"],
        "maxContains": ["contains"],
    },
}
"""The schema of a schema, itself in the dialect."""
