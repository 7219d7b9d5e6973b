"""The schemas of a folder: written in the dialect, and every reference leading somewhere."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from referencing.exceptions import Unresolvable

from spr.checking.schema.check import Schemas, check_schema
from spr.checking.schema.dialect import DIALECT
from spr.errors import BadDataError, Pointer, Problem, did_you_mean, pointer_text, shown
from spr.loading.yaml12 import Data, Document, load_yaml

SCHEMA_RULES: Final = {
    "wrong-id": "The `$id` of a schema is the name of its file.",
    "broken-reference": "A `$ref` leads to a part of a schema in the folder.",
}
"""The codes of the problems of schemas themselves, beside those of any document."""

_DIALECT: Final = Schemas({"dialect": DIALECT})
_ENDING: Final = ".schema.json"


def load_schemas(folder: Path) -> Schemas:
    """
    The schemas `*.schema.json` of *folder*, by name: "threat" for threat.schema.json.

    Raises `BadDataError` with every fault of every schema, a keyword that is not known among them.
    """
    # JSON is YAML, and so the faults of schemas have places too.
    paths = sorted(folder.glob(f"*{_ENDING}"))
    return _schemas(tuple(load_yaml(path, f"{folder.name}/{path.name}") for path in paths))


@lru_cache(maxsize=4)
def _schemas(documents: tuple[Document, ...]) -> Schemas:
    """The same schemas for the same documents: what was found with them is found once."""
    if problems := [problem for document in documents for problem in _check_alone(document)]:
        raise BadDataError(problems)
    schemas = Schemas(
        {
            document.data["$id"].removesuffix(_ENDING): document.data
            for document in documents
            if isinstance(document.data, dict) and isinstance(document.data["$id"], str)
        }
    )
    if problems := [problem for document in documents for problem in _check_references(document, schemas)]:
        raise BadDataError(problems)
    return schemas


def _check_alone(document: Document) -> Iterator[Problem]:
    yield from document.problems
    yield from check_schema(document, "dialect", _DIALECT)
    name = document.path.rpartition("/")[2]
    written = document.data.get("$id") if isinstance(document.data, dict) else None
    if document.is_read and written != name:
        own = shown(str(written)) if written else "nothing"
        found = f"The schema calls itself {own}, its file {shown(name)}."
        yield Problem("wrong-id", document.place(("$id",)), "$id", found, SCHEMA_RULES["wrong-id"])


def _check_references(document: Document, schemas: Schemas) -> Iterator[Problem]:
    known = [
        f"{schema['$id']}#/$defs/{part}"
        for schema in schemas.contents.values()
        for part in schema.get("$defs", ())
    ]
    own = document.path.rpartition("/")[2]
    for pointer, ref in _references(document.data, ()):
        whole = own + ref if ref.startswith("#") else ref
        try:
            schemas.lookup(whole)
        except Unresolvable:
            yield Problem(
                code="broken-reference",
                place=document.place(pointer),
                pointer=pointer_text(pointer),
                found=f"{shown(ref)} leads nowhere.",
                expected=SCHEMA_RULES["broken-reference"],
                hint=did_you_mean(whole, known),
            )


def _references(data: Data, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _references(item, (*pointer, index))
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == "$ref" and isinstance(value, str):
                yield (*pointer, key), value
            else:
                yield from _references(value, (*pointer, key))
