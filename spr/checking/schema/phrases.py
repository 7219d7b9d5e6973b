"""The words for what a schema asks for and for what stands there."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from spr.checking.schema.fault import Fault
from spr.checking.schema.said import say
from spr.errors import did_you_mean, shown
from spr.loading.scalars import BadNumberError, parse_plain
from spr.loading.yaml12 import Data, parse_yaml

KINDS: Final[Mapping[str, tuple[str, tuple[type, ...]]]] = {
    "array": ("a list", (list,)),
    "boolean": ("true or false", (bool,)),
    "integer": ("a whole number", (int,)),
    "null": ("nothing", (type(None),)),
    "number": ("a number", (int, float)),
    "object": ("a mapping (`key: value` lines)", (dict,)),
    "string": ("text", (str,)),
}
"""What JSON Schema calls the kinds of values, what people do, and what Python does."""

BOUNDS: Final = {
    "minLength": ("too-short", "at least", "character"),
    "maxLength": ("too-long", "at most", "character"),
    "minItems": ("too-few", "at least", "item"),
    "maxItems": ("too-many", "at most", "item"),
    "minProperties": ("too-few", "at least", "key"),
    "maxProperties": ("too-many", "at most", "key"),
    "minimum": ("too-low", "at least", ""),
    "maximum": ("too-high", "at most", ""),
    "exclusiveMinimum": ("too-low", "more than", ""),
    "exclusiveMaximum": ("too-high", "less than", ""),
}
"""For each bound: the code of a problem with it, how it is said, and what it counts."""

COUNTED: Final = {"character": "text", "item": "list", "key": "mapping"}
"""What has the things that are counted."""


def expected(fault: Fault, otherwise: str = "something else") -> str:
    """The sentence for what would be right."""
    return say("expected", what=phrase(fault) or otherwise)


def phrase(fault: Fault) -> str:
    """What the schema asks for, in its own words if it has some; empty if there are none for it."""
    return fault.form or _PHRASES.get(fault.keyword, _no_phrase)(fault)


def kind_sentence(fault: Fault, kinds: Sequence[str]) -> str:
    """The sentence for a value that is none of *kinds*."""
    value = fault.value
    if value is None:
        return say("nothing")
    if isinstance(value, list | dict):
        return say("is-list" if isinstance(value, list) else "is-mapping")
    if isinstance(value, float) and "integer" in kinds:
        return say("is-not-whole", name=fault.name)
    if isinstance(value, str):
        return say("is-text", name=fault.name)
    return say("is-truth" if isinstance(value, bool) else "is-number", name=fault.name)


def kind_meant(fault: Fault, kinds: Sequence[str]) -> str:
    """The hint for a value that would be right if it were written otherwise; *kinds* are those asked for."""
    value, raw = fault.value, fault.raw
    bare, truth = shown(raw)[1:-1], _TRUTH.get(raw.lower(), "")
    if isinstance(value, str) and fault.would_be_right(_plain(value)):
        return say("without-quotes", what=bare)
    without_commas = raw.replace(",", "") if _WITH_COMMAS.fullmatch(raw) else ""
    if without_commas and fault.would_be_right(_plain(without_commas)):
        return say("without-commas", what=without_commas)
    if truth and fault.would_be_right(_plain(truth)):
        return say("did-you-mean", what=truth)
    if isinstance(value, bool | int | float) and fault.would_be_right(raw):
        return say("in-quotes", what=shown(raw))
    listed = parse_yaml(f"[{bare}]".encode(), "")
    if raw and value is not None and not listed.problems and fault.would_be_right(listed.data):
        return say("did-you-mean", what=f"[{bare}]")
    return say("hyphen") if "array" in kinds and isinstance(value, dict) else ""


def word_meant(fault: Fault, words: Sequence[str]) -> str:
    """The hint for a value that is none of *words*."""
    if isinstance(fault.value, str):
        return did_you_mean(fault.value, words)
    return say("in-quotes", what=shown(fault.raw)) if fault.raw and fault.raw in words else ""


def is_of_kind(value: Data, kind: str) -> bool:
    """Whether a value is of the kind that JSON Schema calls *kind*; true and false are no numbers."""
    return kind == "boolean" if isinstance(value, bool) else isinstance(value, KINDS[kind][1])


def either(words: Sequence[str]) -> str:
    """The words as a choice: a, b or c."""
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def both(words: Iterable[str]) -> str:
    """The words as a sum: a, b and c."""
    words = list(words)
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def count(number: int, unit: str) -> str:
    """A number of things: 1 key, 2 keys."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


_WITH_COMMAS: Final = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_TRUTH: Final = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def _plain(text: str) -> Data:
    try:
        return parse_plain(text)
    except BadNumberError:
        return text


def _no_phrase(_: Fault) -> str:
    return ""


def _phrase_of_bound(fault: Fault) -> str:
    _, bound, unit = BOUNDS[fault.keyword]
    return f"{bound} {count(fault.limit, unit) if unit else fault.limit}"


def _phrase_of_format(fault: Fault) -> str:
    return _FORMATS.get(fault.limit, f"text of the form {fault.limit}")


def _phrase_of_pattern(fault: Fault) -> str:
    examples = fault.schema.get("examples", ())
    return f"text such as {either([str(each) for each in examples])}" if examples else ""


def _phrase_of_words(fault: Fault) -> str:
    return either([shown(word) for word in fault.words])


_FORMATS: Final = {
    "date": "a date such as 2016-08-31",
    "email": "an address such as office@example.org",
    "regex": "a regular expression",
}
_PHRASES: Final[Mapping[str, Callable[[Fault], str]]] = {
    "const": _phrase_of_words,
    "enum": _phrase_of_words,
    "format": _phrase_of_format,
    "multipleOf": lambda fault: f"a multiple of {fault.limit}",
    "pattern": _phrase_of_pattern,
    "type": lambda fault: either([KINDS[kind][0] for kind in fault.kinds]),
    **dict.fromkeys(BOUNDS, _phrase_of_bound),
}
