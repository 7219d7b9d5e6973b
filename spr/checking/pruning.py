"""
What of a document cannot be used, so that rules across files can still run on the rest.

One wrong entry must not hide what is wrong elsewhere, nor make everything that cites it look wrong.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator

from spr.errors import Pointer
from spr.loading.node import Node
from spr.loading.yaml12 import Data, parse_yaml

BLANK: Final = {
    "assessment": """
        format: 1
        label: not stated
        spr_edition: not stated
        dates:
          tasked: not stated
          assessed: not stated
          reported: not stated
          published: not stated
          plan_year: not stated
        provenance: {kind: restated, note: not stated}
        marking: not stated
        audience: force
        in_brief: not stated
        sections: []
        """,
    "governance": "roles: []",
    "recommendation": """
        heading: none
        in_brief: not stated
        text: not stated
        addressees: []
        threats: []
        origin: self
        due: not stated
        events: []
        """,
    "threat": """
        threat: not-stated
        in_brief: not stated
        leads: not stated
        grades: not graded
        paragraphs: []
        """,
}
"""What stands for a key of a file that cannot be used, so that the rest can; no rule judges it."""


_NAMED: Final = {
    *("sections", "paragraphs", "risks", "actions", "exercises", "findings", "evidence"),
    *("roles", "groups", "programmes", "terms", "metrics", "scales", "meetings", "areas"),
}
_NAME: Final = re.compile(r"[A-Za-z0-9]+([ -][A-Za-z0-9]+)*")


def blank(kind: str) -> Node | None:
    """The node that a file of this kind falls back on, if it has one."""
    if kind not in BLANK:
        return None
    document = parse_yaml(BLANK[kind].encode(), kind)
    return Node(document, document.data)


def unusable(data: Data, validator: Validator, kind: str) -> frozenset[Pointer]:
    """
    The parts of *data*, a file of that kind, because of which *validator* finds something wrong.

    They are entries of lists, and keys of the file that are unknown, not needed, or stand in `BLANK`, there
    or not. The empty pointer among them means the whole.
    """
    required = validator.schema.get("required", ()) if isinstance(validator.schema, dict) else ()
    standing_in = blank(kind)
    known = {key for key, _ in standing_in.fields()} if standing_in else set()
    needed = set(required) - known
    return frozenset(_out(error, data, needed) for error in validator.iter_errors(data))


def texts(data: Data) -> Iterator[str]:
    """Every text in *data*."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)


def is_nameless(data: Data, pointer: Pointer) -> bool:
    """Whether what stands at *pointer*, or in it, is to have an id and has none that others could name."""
    entry = part(data, pointer)
    entries = [(str(step), entry) for step in pointer[-2:-1]]
    if isinstance(entry, dict):
        entries += [
            (key, each) for key, listed in entry.items() if isinstance(listed, list) for each in listed
        ]
    return any(key in _NAMED and not _has_name(each) for key, each in entries)


def _has_name(entry: Data) -> bool:
    names = (
        [entry[key] for key in ("id", "threat", "term") if key in entry] if isinstance(entry, dict) else []
    )
    return bool(names) and all(isinstance(name, str) and _NAME.fullmatch(name) for name in names)


def part(data: Data, pointer: Pointer) -> Data:
    """The part of *data* at *pointer*; None if there is none."""
    for step in pointer:
        match data, step:
            case (dict(), str()):
                data = data.get(step)
            case (list(), int()):
                data = data[step]
            case _:
                return None
    return data


def _out(error: ValidationError, data: Data, needed: Collection[str]) -> Pointer:
    """What has to go because of an error: the unknown key, the entry that it stands in, or the file's key."""
    pointer = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        return pointer
    if error.validator == "required" and not pointer:
        pointer = (error.message,)
    while pointer and not _can_go(pointer, data, needed):
        pointer = pointer[:-1]
    return pointer


def _can_go(pointer: Pointer, data: Data, needed: Collection[str]) -> bool:
    if len(pointer) == 1:
        return pointer[0] not in needed
    return isinstance(pointer[-1], int) and isinstance(part(data, pointer), dict)
