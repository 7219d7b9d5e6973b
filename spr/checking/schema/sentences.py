"""
What the errors of the validator say to people.

One function per keyword of JSON Schema, in `_TELL`; each yields problems.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from jsonschema.exceptions import ValidationError
from jsonschema.validators import Draft202012Validator

from spr.checking.schema.fault import OF_UNKNOWN_KEYS, Fault, Told
from spr.checking.schema.forms import tell_forms, tell_not
from spr.checking.schema.phrases import (
    BOUNDS,
    COUNTED,
    count,
    expected,
    kind_meant,
    kind_sentence,
    phrase,
    word_meant,
)
from spr.checking.schema.said import say
from spr.checking.schema.spot import Lookup, Schema
from spr.errors import Problem, did_you_mean, nearest, one_of, shown, shown_key
from spr.loading.yaml12 import Document


def tell(
    errors: Iterable[ValidationError], document: Document, validator: Draft202012Validator, lookup: Lookup
) -> Iterator[Problem]:
    """
    The problems behind *errors*, in any order.

    *validator* applied the schema, *lookup* gives the one that a whole `$ref` leads to.
    """
    told = Told(
        document,
        validator.schema,
        lookup,
        lambda schema, value: validator.evolve(schema=schema).is_valid(value),
    )
    yield from _tell([Fault(error, told) for error in errors])


def _tell(faults: Sequence[Fault]) -> Iterator[Problem]:
    """The problems of faults that were found side by side."""
    of_another_kind = {fault.pointer for fault in faults if fault.keyword == "type"}
    faults = [
        fault
        for fault in faults
        if not fault.is_unknown and (fault.keyword == "type" or fault.pointer not in of_another_kind)
    ]
    for fault in faults:
        if fault.keyword in OF_UNKNOWN_KEYS and (meant := nearest(fault.key, fault.free_keys)):
            fault.told.misspelt.add((*fault.pointer[:-1], meant))
    for fault in faults:
        yield from _TELL.get(fault.keyword, _tell_refused)(fault)


def _tell_kind(fault: Fault) -> Iterator[Problem]:
    found, hint = kind_sentence(fault, fault.kinds), kind_meant(fault, fault.kinds)
    yield fault.problem("wrong-type", found, expected(fault), hint)


def _tell_words(fault: Fault) -> Iterator[Problem]:
    sentence = one_of(fault.words) if fault.keyword == "enum" else expected(fault)
    yield fault.problem("not-one-of", fault.cannot_stand, sentence, word_meant(fault, fault.words))


def _tell_form(fault: Fault) -> Iterator[Problem]:
    yield fault.problem("bad-form", say("bad-form", name=fault.name), expected(fault, say("another-form")))


def _tell_bound(fault: Fault) -> Iterator[Problem]:
    code, _, unit = BOUNDS[fault.keyword]
    found = say("bound", name=fault.name, how=code.replace("-", " "))
    if unit and isinstance(fault.value, str | list | dict):
        kind = COUNTED[unit]
        has = say("has", what=kind, count=count(len(fault.value), unit))
        found = has if fault.value else say("is-empty", what=kind)
    yield fault.problem(code, found, expected(fault))


def _tell_missing_key(fault: Fault) -> Iterator[Problem]:
    key = fault.error.message
    if (*fault.pointer, key) not in fault.told.misspelt:
        yield fault.problem(
            "missing-key",
            say("missing", key=shown_key(key)),
            key_expected(fault.known_keys.get(key), key, fault.told.lookup),
            field=(*fault.pointer, key),
        )


def key_expected(schema: Schema, key: str, lookup: Lookup) -> str:
    """The sentence for a key that is missing: what its schema says of it."""
    while isinstance(schema, dict):
        if words := str(schema.get("x-help", schema.get("description", ""))):
            # "The date" and "A date" begin a sentence, "SPR edition" does not.
            is_word = words[1:2].islower() or words[1:2] == " "
            first = words[0].lower() if is_word else words[0]
            return say("expected", what=f"{first}{words[1:].rstrip('.')}")
        schema = lookup(schema["$ref"]) if "$ref" in schema else None
    return say("expected", what=f"{shown_key(key)} with its value")


def _tell_unknown_key(fault: Fault) -> Iterator[Problem]:
    key = shown_key(fault.key)
    if fault.key in fault.known_keys:
        found = f"{key} cannot stand here together with the other keys."
        yield fault.problem("unknown-key", found, "Expected: the rest without it.")
        return
    meant = nearest(fault.key, fault.free_keys)
    hint = did_you_mean(fault.key, fault.free_keys, shown_key)
    if not hint and fault.key in fault.spot.keys_around(fault.told.lookup):
        hint = say("indented")
    known = [shown_key(each) for each in fault.known_keys]
    sentence = one_of(known) if known else "Expected: nothing."
    field = (*fault.pointer[:-1], meant or fault.key)
    yield fault.problem("unknown-key", say("unknown", key=key), sentence, hint, field)


def _tell_refused_key(fault: Fault) -> Iterator[Problem]:
    found = f"{shown_key(fault.key)} cannot stand here."
    yield fault.problem("unknown-key", found, "Expected: the rest without it.")


def _tell_key(fault: Fault) -> Iterator[Problem]:
    key = shown_key(fault.key)
    for part in (Fault(error, fault.told) for error in fault.error.context):
        if part.keyword == "enum":
            hint = did_you_mean(fault.key, part.words, shown_key)
            yield fault.problem("not-one-of", f"{key} cannot stand here.", one_of(part.words), hint)
        else:
            found = say("bad-form", name=key)
            yield fault.problem("bad-form", found, say("expected", what=phrase(part) or "another key"))


def _tell_repeated(fault: Fault) -> Iterator[Problem]:
    what = shown(fault.raw) if fault.raw else "This"
    found = say("repeated", what=what, item=int(fault.error.message) + 1)
    yield fault.problem("repeated", found, say("each-once"))


def _tell_some_items(fault: Fault) -> Iterator[Problem]:
    code, amount = ("too-many", "fewer") if fault.keyword == "maxContains" else ("too-few", "more")
    found = f"{code.replace('-', ' ').capitalize()} of these items are of the form that is asked for."
    yield fault.problem(code, found, expected(fault, f"{amount} of that form"))


def _tell_more_items(fault: Fault) -> Iterator[Problem]:
    found = "This list has more items than are known for it."
    yield fault.problem("too-many", found, expected(fault, "fewer items"))


def _tell_refused(fault: Fault) -> Iterator[Problem]:
    yield fault.problem("not-allowed", fault.cannot_stand, expected(fault))


def _tell_forms(fault: Fault) -> Iterator[Problem]:
    yield from tell_forms(fault, _tell)


_TELL: Final[Mapping[str, Callable[[Fault], Iterator[Problem]]]] = {
    "additionalProperties": _tell_unknown_key,
    "anyOf": _tell_forms,
    "const": _tell_words,
    "contains": _tell_some_items,
    "dependentRequired": _tell_missing_key,
    "enum": _tell_words,
    "format": _tell_form,
    "items": _tell_more_items,
    "maxContains": _tell_some_items,
    "minContains": _tell_some_items,
    "multipleOf": _tell_form,
    "not": tell_not,
    "oneOf": _tell_forms,
    "pattern": _tell_form,
    "properties": _tell_refused_key,
    "propertyNames": _tell_key,
    "required": _tell_missing_key,
    "type": _tell_kind,
    "unevaluatedItems": _tell_more_items,
    "unevaluatedProperties": _tell_unknown_key,
    "uniqueItems": _tell_repeated,
    **dict.fromkeys(BOUNDS, _tell_bound),
}
"""What tells the errors of which keyword; `_tell_refused` tells those of others, and of `false`."""
