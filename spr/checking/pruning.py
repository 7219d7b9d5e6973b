"""
What of a document cannot be used, so that rules across files can still run on the rest.

One wrong entry must not hide what is wrong elsewhere, nor make everything that cites it look wrong.
"""

from collections.abc import Iterator

from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator

from spr.errors import Pointer
from spr.loading.yaml12 import Data


def unusable(data: Data, validator: Validator) -> frozenset[Pointer]:
    """
    The smallest parts of *data* without which *validator* finds nothing wrong: keys and entries of lists.

    The empty pointer among them means the whole.
    """
    return frozenset(pointer for error in validator.iter_errors(data) for pointer in _taken_out(error, data))


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


def _taken_out(error: ValidationError, data: Data) -> Iterator[Pointer]:
    """What has to go because of an error: keys that nobody knows, or the entry that it stands in."""
    pointer = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.schema, dict):
        known = error.schema.get("properties", {})
        mapping = part(data, pointer)
        for key in mapping if isinstance(mapping, dict) else ():
            if key not in known:
                yield (*pointer, key)
        return
    while pointer and not (isinstance(pointer[-1], int) and isinstance(part(data, pointer), dict)):
        pointer = pointer[:-1]
    yield pointer
