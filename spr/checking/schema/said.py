"""
The sentences on what does not fit a schema or breaks a rule within one file, with gaps for what stands there.

The check fills them here, and the form of a draft fills them in a browser: both say the same words.
"""

from typing import Final

from spr.errors import DID_YOU_MEAN

SAID: Final = {
    "nothing": "Nothing is written here.",
    "is-list": "This is a list.",
    "is-mapping": "This is a mapping.",
    "is-not-whole": "{name} is not a whole number.",
    "is-text": "{name} is text.",
    "is-truth": "{name} is a truth value.",
    "is-number": "{name} is a number.",
    "cannot-stand": "{name} cannot stand here.",
    "bad-form": "{name} is not in the right form.",
    "bound": "{name} is {how}.",
    "has": "This {what} has {count}.",
    "is-empty": "This {what} is empty.",
    "missing": "{key} is missing.",
    "unknown": "{key} is not known here.",
    "together": "{keys} stand together.",
    "several": "What stands here could be meant in more than one way.",
    "repeated": "{what} stands in the list already, as item {item}.",
    "expected": "Expected: {what}.",
    "each-once": "Expected: each once.",
    "one-of-them": "one of them",
    "only-one": "only one of them",
    "not-all": "not all of them",
    "either": "either {forms}",
    "one-form": "one form of several",
    "the-rest": "the rest without it",
    "another-form": "another form",
    "did-you-mean": DID_YOU_MEAN,
    "without-quotes": "Did you mean {what}, without quotation marks?",
    "without-commas": "Did you mean {what}, without a comma?",
    "in-quotes": "Did you mean {what}, in quotation marks?",
    "hyphen": "Is a `- ` missing before it?",
    "indented": "It is known for what stands around this: is it indented too far?",
    "brief-is-long": "`in_brief` has {words} words.",
    "brief-says-anyway": "Leave out what the paragraphs say anyway.",
    "brief-at-most": "at most {most} words",
    "brief-cites-nothing": "`in_brief` cites no paragraph.",
    "brief-citing": "the number of the paragraph that says so, such as (paragraph 23)",
    "off-its-scale": "{word} is not a grade of {scale}.",
    "no-date": "{date} in `{field}` is no date: {month} has {days} days.",
    "a-date": "a date that the calendar has",
}
"""By what they are for; what is in braces is filled in."""


def say(name: str, /, **gaps: object) -> str:
    """The sentence of that name with its gaps filled."""
    return SAID[name].format(**gaps)
