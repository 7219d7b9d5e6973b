"""Values of the model as JSON has them, under the names that authors know."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Final, TypeAlias

from spr.model.assessment import (
    Correction,
    Disclosure,
    Figure,
    Grade,
    Lead,
    Paragraph,
    RecordEvent,
    Relation,
    Restated,
    Statement,
    Threat,
    Withheld,
    Year,
)
from spr.model.dates import Date
from spr.model.recommendation import Recommendation
from spr.model.shared import Assessments, Metric, Scale

FORMAT: Final = 1
"""The version of the published files; a field that goes or changes its meaning raises it."""

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

_NAMES: Final[Mapping[type, Mapping[str, str]]] = {
    Grade: {"word": "grade"},
    Figure: {"span": "range"},
    Restated: {"old": "from", "new": "to"},
    Lead: {"what": "as"},
    Relation: {"subject": "from", "object": "to"},
    Recommendation: {"origin_of": "origin"},
    Metric: {"since": "from"},
    Scale: {"since": "from"},
}
"""Names that the data has for a field, where the model could not have the same."""

_LEFT_OUT: Final[Mapping[type, frozenset[str]]] = {
    Statement: frozenset({"threat"}),
    Figure: frozenset({"left_out"}),
    Paragraph: frozenset({"threat", "section"}),
    Threat: frozenset({"paragraphs"}),
    Disclosure: frozenset({"silently"}),
    RecordEvent: frozenset({"digest", "parts", "files", "shared", "recommendations", "numbers"}),
    Correction: frozenset({"before"}),
}
"""What stands elsewhere in the file, and checksums of files that are not published."""


def as_json(content: Json) -> str:
    """The text of a file; the same content gives the same text."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def header(schema: str, known: Assessments, year: Year) -> dict[str, Json]:
    """What every file begins with: what it is held to, whom it is for, where its text comes from."""
    return {
        "$schema": f"{schema}.schema.json",
        "version": FORMAT,
        "audience": str(known.audience),
        "provenance": year.source.kind.value,
        "provenance_note": year.source.note,
    }


def plain(value: object) -> Json:
    """A value as JSON has it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return int(value) if value == int(value) else value
    if isinstance(value, str | Date):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return {"withheld": plain_fields(value)} if isinstance(value, Withheld) else plain_fields(value)


def plain_fields(value: object) -> dict[str, Json]:
    """The fields of a value of the model; one that is None is left out."""
    if not is_dataclass(value):
        raise TypeError(type(value))
    names = {"lineage": "from"}
    for kind, each in _NAMES.items():
        names |= each if isinstance(value, kind) else {}
    left_out = {name for kind, each in _LEFT_OUT.items() if isinstance(value, kind) for name in each}
    found: dict[str, Json] = {}
    for field in fields(value):
        content = getattr(value, field.name)
        if field.name in left_out | {"origin"} or content is None:
            continue
        if field.name == "disclosure":
            found |= plain_fields(content)
        else:
            found[names.get(field.name, field.name)] = plain(content)
    return found
