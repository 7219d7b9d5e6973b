"""The schemas themselves: written for the person who fills in a file."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spr.checking.schema import Schemas, load_schemas
from spr.loading.folder import load_folder, load_reference
from tests.sites import DATA, ROOT

SCHEMAS = load_schemas(ROOT / "schemas")
NAMES = sorted(path.name.removesuffix(".schema.json") for path in (ROOT / "schemas").glob("*.schema.json"))


def _parts(schema: object, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        yield pointer, schema
        for key, inside in schema.items():
            yield from _parts(inside, f"{pointer}/{key}")
    elif isinstance(schema, list):
        for index, inside in enumerate(schema):
            yield from _parts(inside, f"{pointer}/{index}")


def _whole(name: str, schema: dict[str, Any], schemas: Schemas) -> dict[str, Any]:
    """A property with what it refers to; what stands beside the reference comes first."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    target = schemas.lookup(f"{name}.schema.json{reference}" if reference.startswith("#") else reference)
    return _whole(name, target, schemas) | {key: value for key, value in schema.items() if key != "$ref"}


def _properties(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    for pointer, part in _parts(schema):
        for key, inside in (
            part.get("properties", {}).items() if isinstance(part.get("properties"), dict) else ()
        ):
            if inside is not False and not pointer.endswith(("/if", "/properties")):
                yield f"{pointer}/{key}", _whole(name, inside, SCHEMAS)


@pytest.mark.parametrize("name", NAMES)
def test_every_property_is_described_with_an_example(name: str) -> None:
    """Every property says what it is for, to the person who fills it in, and gives an example."""
    lacking = [
        pointer
        for pointer, schema in _properties(name)
        if not schema.get("description") or "examples" not in schema
    ]
    assert lacking == []


@pytest.mark.parametrize("name", NAMES)
def test_every_object_is_closed(name: str) -> None:
    """A key that is not known is refused wherever keys are listed."""
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    open_objects = [
        pointer
        for pointer, part in _parts(schema)
        if part.get("type") == "object" and "additionalProperties" not in part
    ]
    assert open_objects == []
    assert schema["title"]
    assert schema["description"]


@pytest.mark.parametrize("data", DATA)
def test_every_file_names_its_schema(data: str) -> None:
    """The first line of a data file leads an editor to the schema of its kind."""
    files = load_folder(ROOT / data, data).files
    assert len(files) > len(NAMES)
    for file in files:
        _assert_names_schema(ROOT / file.document.path, file.kind)


def test_every_reference_file_names_its_schema() -> None:
    """So does that of reference data."""
    for file in load_reference(ROOT / "schemas" / "reference", "schemas/reference"):
        _assert_names_schema(ROOT / file.document.path, file.kind)


def _assert_names_schema(path: Path, kind: str) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named, f"{path}: {first}"
    assert (path.parent / named[1]).resolve() == ROOT / "schemas" / f"{kind}.schema.json", path
