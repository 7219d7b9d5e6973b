"""
Several forms for one value (`anyOf`, `oneOf`), and keys that exclude each other.

That no form fits helps nobody: which one the writer meant is guessed, and what is wrong with that is told.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from spr.checking.schema.fault import OF_KEYS, OF_WORDS, Fault
from spr.checking.schema.phrases import (
    KINDS,
    both,
    either,
    expected,
    is_of_kind,
    kind_meant,
    kind_sentence,
    phrase,
    word_meant,
)
from spr.checking.schema.said import say
from spr.checking.schema.spot import Schema
from spr.errors import Problem, one_of, shown, shown_key
from spr.loading.yaml12 import Data

Tell: TypeAlias = Callable[[Sequence[Fault]], Iterator[Problem]]
"""Tells the faults of one form."""


def tell_forms(fault: Fault, tell: Tell) -> Iterator[Problem]:
    """Of several forms none fits; or more than one does, of forms that exclude each other."""
    fitting = [form for form in fault.forms if not any(map(_is_for_another_kind, form))]
    meant = [form for form in fitting if _mark(form) is None] or fitting
    if not fault.forms:
        yield from _tell_several(fault)
    elif not fitting or not isinstance(fault.value, list | dict):
        yield from _tell_none(fault)
    elif len(marks := {_mark(form) for form in meant}) == 1 and None not in marks:
        yield from _tell_mark(meant)
    elif all(part.keyword == "required" and not part.steps for form in meant for part in form):
        yield from _tell_missing(fault, meant, tell)
    else:
        yield from tell(min(meant, key=_distance))


def tell_not(fault: Fault) -> Iterator[Problem]:
    """What stands there is refused: most often keys that exclude each other."""
    keys = _required_and_there(fault, fault.limit)
    if len(keys) > 1:
        yield _together(fault, keys, say("not-all") if keys[2:] else say("only-one"))
    elif keys:
        yield _refused(fault, keys[0])
    else:
        yield fault.problem("not-allowed", fault.cannot_stand, expected(fault))


def _tell_several(fault: Fault) -> Iterator[Problem]:
    forms = [keys for form in fault.limit if (keys := _required_and_there(fault, form))]
    keys = list(dict.fromkeys(key for form in forms for key in form))
    if len(keys) > 1:
        is_one_each = all(len(form) == 1 for form in forms)
        choice = ", or ".join(both(map(shown_key, form)) for form in forms)
        yield _together(fault, keys, say("only-one") if is_one_each else say("either", forms=choice))
    elif keys:
        yield _refused(fault, keys[0])
    else:
        yield fault.problem("not-together", say("several"), expected(fault, say("one-form")))


def _together(fault: Fault, keys: Sequence[str], otherwise: str) -> Problem:
    found = say("together", keys=both(map(shown_key, keys)))
    return fault.problem("not-together", found, expected(fault, otherwise))


def _refused(fault: Fault, key: str) -> Problem:
    found = say("cannot-stand", name=shown_key(key))
    return fault.problem("not-allowed", found, expected(fault, say("the-rest")))


def _tell_none(fault: Fault) -> Iterator[Problem]:
    """Text, a number or nothing does not tell which form was meant: all of them are told."""
    parts = [part for form in fault.forms for part in _about_the_value(form)]
    words = [word for part in parts if part.keyword in OF_WORDS for word in part.words]
    kinds = [kind for part in parts if part.keyword == "type" for kind in part.kinds]
    is_of_a_form = any(part.keyword not in {*OF_WORDS, "type", ""} for part in parts)
    hint = word_meant(fault, words) or ("" if is_of_a_form else kind_meant(fault, kinds))
    choices = [each for part in parts for each in _choices(part)]
    meant = fault.form or either(list(dict.fromkeys(choices))) or say("another-form")
    sentence = say("expected", what=meant)
    if words and isinstance(fault.value, str):
        yield fault.problem("not-one-of", fault.cannot_stand, sentence, hint)
    elif words or is_of_a_form:
        yield fault.problem("bad-form", fault.cannot_stand, sentence, hint)
    else:
        yield fault.problem("wrong-type", kind_sentence(fault, kinds), sentence, hint)


def _choices(part: Fault) -> list[str]:
    if part.keyword in OF_WORDS and not part.form:
        return [shown(word) for word in part.words]
    return [words] if (words := phrase(part)) else []


def _tell_mark(forms: Sequence[Sequence[Fault]]) -> Iterator[Problem]:
    """Each form is known by a word of its own under the same key, and another word stands there."""
    marks = [part for form in forms for part in form if _is_mark(part)]
    words = list(dict.fromkeys(word for mark in marks for word in mark.words))
    if not marks[0].is_unknown:
        yield marks[0].problem(
            "not-one-of", marks[0].cannot_stand, one_of(words), word_meant(marks[0], words)
        )


def _tell_missing(fault: Fault, forms: Sequence[Sequence[Fault]], tell: Tell) -> Iterator[Problem]:
    """Each form asks for keys of its own; if only one has some of them, that is the form that was begun."""
    begun = [form for form in forms if len(form) < len(form[0].limit)]
    missing = [[part.error.message for part in form] for form in forms]
    if len(begun) == 1:
        yield from tell(begun[0])
    elif not any((*fault.pointer, key) in fault.told.misspelt for keys in missing for key in keys):
        choice = either([both(map(shown_key, keys)) for keys in missing])
        yield fault.problem("missing-key", say("missing", key=choice), expected(fault, say("one-of-them")))


def _is_for_another_kind(part: Fault) -> bool:
    """Whether the form that has this fault is for another kind of value: for lists, say, and not for text."""
    if part.steps:
        return False
    if part.keyword in OF_WORDS:
        values = part.limit if part.keyword == "enum" else [part.limit]
        return not any(_is_alike(part.value, each) for each in values)
    if part.forms:
        return all(any(map(_is_for_another_kind, form)) for form in part.forms)
    return part.keyword in {"type", ""}


def _is_alike(value: Data, other: Data) -> bool:
    return any(is_of_kind(value, kind) and is_of_kind(other, kind) for kind in KINDS)


def _mark(form: Iterable[Fault]) -> str | int | None:
    """The key under which this form has a word of its own, where another word stands there."""
    return next((part.steps[0] for part in form if _is_mark(part)), None)


def _is_mark(part: Fault) -> bool:
    is_under_key = len(part.steps) == 1 and isinstance(part.steps[0], str)
    return is_under_key and part.keyword in OF_WORDS and isinstance(part.value, str)


def _about_the_value(form: Iterable[Fault]) -> Iterator[Fault]:
    """The faults of the value itself, also in forms of a form."""
    for part in form:
        if not part.steps:
            yield from (
                (each for inner in part.forms for each in _about_the_value(inner)) if part.forms else [part]
            )


def _distance(form: Sequence[Fault]) -> tuple[int, int]:
    """How far a form is from what stands there: wrong keys count before what stands under them."""
    return sum(_is_about_keys(part) for part in form), len(form)


def _is_about_keys(part: Fault) -> bool:
    if part.keyword in OF_KEYS:
        return len(part.steps) == 1
    return not part.steps or (len(part.steps) == 1 and part.keyword in OF_WORDS)


def _required_and_there(fault: Fault, schema: Schema) -> list[str]:
    """The keys that a schema asks for, if it asks for keys and all of them are there."""
    while isinstance(schema, dict) and "$ref" in schema:
        schema = fault.told.lookup(schema["$ref"])
    keys: list[str] = schema.get("required", []) if isinstance(schema, dict) else []
    return keys if isinstance(fault.value, dict) and all(key in fault.value for key in keys) else []
