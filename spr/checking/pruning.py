"""
What of a document cannot be used, so that rules across files can still run on the rest.

One wrong entry must not hide what is wrong elsewhere, nor make everything that cites it look wrong.
"""

from collections.abc import Collection, Iterator

from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator

from spr.errors import Pointer
from spr.loading.yaml12 import Data


def unusable(data: Data, validator: Validator) -> frozenset[Pointer]:
    """
    The parts of *data* because of which *validator* finds something wrong.

    They are entries of lists, keys that are unknown, and keys that the file need not have; the empty pointer
    among them means the whole.
    """
    needed = validator.schema.get("required", ()) if isinstance(validator.schema, dict) else ()
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


def part(data: Data, pointer: Pointer) -> Data:
    """The part of *data* at *pointer*. Raises `KeyError` if there is none."""
    for step in pointer:
        match data, step:
            case (dict(), str()):
                data = data[step]
            case (list(), int()):
                data = data[step]
            case _:
                raise KeyError(pointer)
    return data


def _out(error: ValidationError, data: Data, needed: Collection[str]) -> Pointer:
    """What has to go because of an error: the unknown key, the entry that it stands in, or the file's key."""
    pointer = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        return pointer
    while pointer and not _can_go(pointer, data, needed):
        pointer = pointer[:-1]
    return pointer


def _can_go(pointer: Pointer, data: Data, needed: Collection[str]) -> bool:
    if len(pointer) == 1:
        return pointer[0] not in needed
    return isinstance(pointer[-1], int) and isinstance(part(data, pointer), dict)
