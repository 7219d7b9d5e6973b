"""What a scalar without quotation marks says, by the core schema of YAML 1.2 (specification, 10.3.2)."""

import re
from typing import Final

MAX_INTEGER: Final = 2**53 - 1
"""The largest whole number that every reader of the published JSON keeps exactly."""


class BadNumberError(ValueError):
    """A scalar that is infinite, not a number, or too large to be kept exactly."""


def parse_plain(text: str) -> str | float | bool | None:
    """
    Text, unless it is written as a number, a truth value or null.

    Raises `BadNumberError`.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        # Python refuses to read thousands of digits.
        if len(text) > _LONGEST_INTEGER or abs(number := int(text, _BASES.get(text[:2], 10))) > MAX_INTEGER:
            raise BadNumberError
        return number
    if _FLOAT.fullmatch(text):
        if not abs(fraction := float(text)) <= MAX_INTEGER:
            raise BadNumberError
        return fraction
    if _NOT_FINITE.fullmatch(text):
        raise BadNumberError
    return text


_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER: Final = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_BASES: Final = {"0o": 8, "0x": 16}
_LONGEST_INTEGER: Final = 100
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
