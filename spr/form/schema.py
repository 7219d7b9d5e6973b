"""
The schema that the form gets: the published one as one tree, with what the check says of each part.

A pure function of the published schemas. `x-expected` holds the sentences of the check, `x-choices` names the
choices that the data gives (`spr/form/choices.py`), `title` is what the form calls a field.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from spr.checking.schema import Schemas
from spr.checking.schema.expectations import expectations
from spr.checking.schema.spot import Schema
from spr.model.words import capital

SHOWN: Final = {"description", "examples", "title"}
"""What may stand beside a reference and differ from what it leads to."""

_SKIPPED: Final = {"$schema", "$id", "$defs", "$ref", "examples", "x-help"}

_TITLES: Final = {
    ("grade", "of"): "What is graded",
    ("grade", "by"): "Who graded",
    ("grade", "basis"): "What it rests on",
    ("grade", "because"): "Why it differs from last year’s",
    ("lead", "as"): "Leads what",
    ("figure", "by"): "By when",
    ("figure", "by_area"): "For each area",
    ("figure", "basis"): "What it rests on",
    ("action", "by"): "By when",
    ("action", "outcome"): "What became of it",
    ("action", "outcome_text"): "What happened",
    ("exercise", "outcome"): "What was learned",
    ("evidence", "what"): "What it is",
    ("withheld", "by"): "Who decided",
    ("classified", "by"): "Who classified it",
    ("restates", "from"): "What was published",
    ("restates", "to"): "What it should have been",
}
"""Where the key alone tells nobody what is asked for: by the part that it stands in, and the key."""

_CHOICES: Final = {
    ("lead", "role"): "roles",
    ("figure", "metric"): "metrics",
    ("grade", "scale"): "scales",
    ("grade", "grade"): "grades",
    ("grade", "recommendation"): "recommendations",
    ("finding", "recommendations"): "recommendations",
    ("risk", "owner"): "roles",
    ("action", "owner"): "roles",
    ("withheld", "by"): "roles",
    ("evidence", "held_by"): "holders",
    ("full_assessment", "held_by"): "holders",
    ("figure", "by_area"): "areas",
}
"""Which fields take a word of the data, and of which of its lists."""

_BY_ID: Final = re.compile(r", by its id( in [a-z]+\.yaml)?")
"""Nobody types an id who can choose."""

_PLURALS: Final = {
    "leads": "lead",
    "grades": "grade",
    "threat_levels": "threat_level",
    "paragraphs": "paragraph_entry",
    "figures": "figure",
    "risks": "risk",
    "actions": "action",
    "exercises": "exercise",
    "findings": "finding",
    "evidence": "evidence",
    "not_addressed": "question_left_out",
}
"""What an entry of a list is called."""

_RARE: Final = {
    *("approximate", "audience", "by_area", "called", "classified", "direction", "editorial", "from"),
    *("marking", "model", "out_of", "range", "recommendation", "restates", "score", "silently", "source"),
    *("withheld", "words", "years_running"),
    *(("figure", "basis"), ("figure", "reach")),
}
"""What most entries do not have, a key or one of a part: folded, unless there is something in it."""


class ClashingSchemaError(Exception):
    """Beside a reference to a schema stands a `keyword` that this has too: which holds, nobody can say."""

    def __init__(self, keyword: str) -> None:
        self.keyword = keyword
        super().__init__(keyword)


def form_schema(schemas: Schemas) -> dict[str, Any]:
    """The schema of a threat's file for the form. Raises `ClashingSchemaError`."""
    whole: dict[str, Any] = _whole(schemas.root("threat"), schemas, "threat")
    whole["properties"]["threat"]["x-fixed"] = True  # the file is named after it
    return whole


def _whole(schema: Schema, schemas: Schemas, part: str) -> Any:  # noqa: ANN401 - a schema
    if isinstance(schema, list):
        return [_whole(each, schemas, part) for each in schema]
    if not isinstance(schema, dict):
        return schema
    merged = _merged(schema, schemas)
    found = {key: each for key, each in merged.items() if key not in _SKIPPED}
    if expected := expectations(merged, schemas.lookup):
        found["x-expected"] = expected
    if properties := merged.get("properties"):
        found["properties"] = {key: _field(key, each, schemas, part) for key, each in properties.items()}
    for key in ("items", "additionalProperties", "propertyNames", "anyOf", "oneOf"):
        if key in merged:
            found[key] = _whole(merged[key], schemas, part)
    return found


def _field(key: str, schema: Schema, schemas: Schemas, part: str) -> dict[str, Any]:
    inside = _PLURALS.get(key, key)
    field: dict[str, Any] = _whole(schema, schemas, inside)
    field["title"] = _TITLES.get((part, key)) or _in_words(key)
    if name := _CHOICES.get((part, key)):
        field["x-choices"] = name
    if key == "paragraph":
        field["x-choices"] = "paragraphs"
    if "x-choices" in field:
        field["description"] = _BY_ID.sub("", field["description"])
    is_of_an_entry = part in {*_PLURALS.values(), "threat"}
    if is_of_an_entry and not _RARE.isdisjoint({key, (part, key)}):
        field["x-rare"] = True
    return field


def _in_words(key: str) -> str:
    """A key as people say it: "Five Cs", "Held by"."""
    words = key.replace("_", " ").replace("five cs", "five Cs").replace("four ps", "four Ps")
    return capital(words)


def _merged(schema: Mapping[str, Schema], schemas: Schemas) -> dict[str, Schema]:
    """A schema with what its references lead to; what it says itself of itself comes first."""
    merged = dict(schema)
    while "$ref" in merged:
        there = schemas.lookup(str(merged.pop("$ref")))
        for key, value in there.items():
            if key in merged and key not in SHOWN and merged[key] != value:
                raise ClashingSchemaError(key)
            merged.setdefault(key, value)
    return merged
