"""
The years of Northmoor, between them, use every field, every form and every word that the schemas allow.

Whoever adds one to a schema shows it in examples/northmoor too, or says here why it cannot stand there.
A part of a schema is meant by its address: a property, a form (a branch of anyOf or oneOf), what a list
holds; and by `address: word`, each word of a closed list.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from spr.loading.folder import load_folder
from spr.loading.yaml12 import Data

ROOT = Path(__file__).parent.parent
NORTHMOOR = ROOT / "examples" / "northmoor"

Schema: TypeAlias = dict[str, Any]

COMES_WITH_THE_PRODUCT = {"crosswalk", "exemptions", "spr-editions", "threat-levels"}
"""Kinds of file that no force writes: they stand in schemas/reference/."""

ANOTHER_PROVENANCE = "the years of a made-up force are made up; assessments/2015 and 2016 are of other kinds"
ONLY_UNLISTED = "stands only where the areas are not listed; assessments/areas.yaml is so"
ENDED_SERIES = "this series of threat levels ended in July 2019; 2018 alone has it, in its other form"
NOT_THE_LEVEL = "no series stood at this level in August of 2018 to 2025; real levels are not made up"
INSPECTORATE = "the inspectorate's scales come with the product, in schemas/reference/scales.yaml"
NONE_WITHDRAWN = "no year of Northmoor is withdrawn: each is there to be compared; tests hold such a record"

EMPTIED = "what a year that was just opened has, and no lead has come to yet; 2025 has been gone through"
ALL_DONE = "every exercise that 2024 planned was held by 2025; a year that is opened carries those left"

_PROVENANCE = "assessment.schema.json#/properties/provenance/properties/kind: "
_LEVEL = "threat.schema.json#/$defs/threat_level/properties"

EXCEPTIONS = {
    "assessment.schema.json#/properties/covers": ANOTHER_PROVENANCE,
    **{_PROVENANCE + kind: ANOTHER_PROVENANCE for kind in ("issued", "transcribed", "restated", "partial")},
    "areas.schema.json#/properties/areas/anyOf/0": ONLY_UNLISTED,
    "areas.schema.json#/properties/number": ONLY_UNLISTED,
    f"{_LEVEL}/series: ni-related-in-gb": ENDED_SERIES,
    f"{_LEVEL}/classified/properties/series: international": ENDED_SERIES,
    **{f"{_LEVEL}/level: {level}": NOT_THE_LEVEL for level in ("low", "critical")},
    "scales.schema.json#/properties/scales/items/properties/owner: inspectorate": INSPECTORATE,
    "record.schema.json#/$defs/event/properties/what: withdrawn": NONE_WITHDRAWN,
    "common.schema.json#/$defs/exercise/properties/review: carried-forward": ALL_DONE,
    "common.schema.json#/$defs/figure/properties/value/anyOf/2": EMPTIED,
    "threat.schema.json#/properties/grades/anyOf/2": EMPTIED,
    "threat.schema.json#/properties/leads/anyOf/2": EMPTIED,
}
"""Addresses that Northmoor leaves out, with all that stands beneath them, and why."""

HOLDS_NO_PART = {
    *("$id", "$schema", "title", "description", "examples", "x-form"),
    *("type", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum"),
    *("required", "dependentRequired", "propertyNames", "minProperties"),
    *("minItems", "maxItems", "uniqueItems"),
    "not",  # keys that exclude each other
    "allOf",  # conditions: they say which properties go with a word, and allow nothing of their own
    "$ref",  # what it points to is counted where it stands
}
"""Keywords that narrow or explain; what is neither here nor read below fails the test until it is known."""

SCHEMAS = {
    path.name: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "schemas").glob("*.schema.json"))
    if path.name.removesuffix(".schema.json") not in COMES_WITH_THE_PRODUCT
}
REGISTRY: Registry[bool | Mapping[str, Any]] = Registry().with_resources(
    (name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)


def test_every_part_of_the_schemas_is_used() -> None:
    """What the schemas allow stands in some file of Northmoor, unless an exception says why not."""
    missing = sorted(
        part for part in declared() - used() if not any(is_within(part, each) for each in EXCEPTIONS)
    )
    assert missing == [], "Northmoor does not use:\n" + "\n".join(missing)


@pytest.mark.parametrize("exception", EXCEPTIONS)
def test_exception_is_needed(exception: str) -> None:
    """An exception that the schemas no longer know, or that Northmoor does use, is taken out of the list."""
    parts = {part for part in declared() if is_within(part, exception)}
    assert parts, "the schemas have no such part"
    assert parts & used() == set(), "Northmoor uses it"


@cache
def declared() -> frozenset[str]:
    """Every part of the schemas."""
    return frozenset(part for name, schema in SCHEMAS.items() for part in _declared(f"{name}#", schema))


@cache
def used() -> frozenset[str]:
    """The parts of the schemas that some file of Northmoor uses."""
    return frozenset(
        part
        for file in load_folder(NORTHMOOR, "examples/northmoor").files
        for part in _used(f"{file.kind}.schema.json#", file.document.data)
    )


def is_within(part: str, address: str) -> bool:
    """Whether a part is the one of an address, or stands beneath it."""
    return part == address or part.startswith((f"{address}/", f"{address}: "))


def _declared(address: str, schema: Schema) -> Iterator[str]:
    for word in _words(schema):
        yield f"{address}: {word}"
    for step, within in _steps(schema):
        yield f"{address}/{step}"
        yield from _declared(f"{address}/{step}", within)


def _used(address: str, data: Data) -> Iterator[str]:
    schema = _schema_at(address)
    yield address
    if data in _words(schema):
        yield f"{address}: {data}"
    for further, value in _applied(address, schema, data):
        yield from _used(further, value)


def _words(schema: Schema) -> list[Data]:
    return [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]


def _steps(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """The schemas within a schema, each with the end of its address."""
    for keyword, value in schema.items():
        if keyword in {"$defs", "properties"}:
            yield from ((f"{keyword}/{name}", within) for name, within in value.items())
        elif keyword in {"anyOf", "oneOf"}:
            yield from ((f"{keyword}/{index}", within) for index, within in enumerate(value))
        elif keyword in {"items", "additionalProperties"}:
            yield from [(keyword, value)] if isinstance(value, dict) else []
        else:
            assert keyword in {"enum", "const"} | HOLDS_NO_PART, f"this test does not know {keyword!r}"


def _applied(address: str, schema: Schema, data: Data) -> Iterator[tuple[str, Data]]:
    """The addresses of the schemas that speak of *data* and of what it holds, each with what it speaks of."""
    if "$ref" in schema:
        file, _, pointer = schema["$ref"].partition("#")
        yield f"{file or address.partition('#')[0]}#{pointer}", data
    for step, _ in _steps(schema):
        further = f"{address}/{step}"
        keyword, _, name = step.partition("/")
        if keyword in {"anyOf", "oneOf"} and _validator(further).is_valid(data):
            yield further, data
        elif keyword == "items" and isinstance(data, list):
            yield from ((further, item) for item in data)
        elif keyword == "properties" and isinstance(data, dict) and name in data:
            yield further, data[name]
        elif keyword == "additionalProperties" and isinstance(data, dict):
            named = schema.get("properties", {})
            yield from ((further, value) for key, value in data.items() if key not in named)


def _schema_at(address: str) -> Schema:
    file, _, pointer = address.partition("#")
    found: Any = SCHEMAS[file]
    for step in pointer.split("/")[1:]:
        found = found[int(step) if isinstance(found, list) else step]
    schema: Schema = found
    return schema


@cache
def _validator(address: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": address}, registry=REGISTRY)
