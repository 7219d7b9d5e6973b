"""Small values that many kinds of thing have."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from spr.loading.node import Node
from spr.model.assessment import (
    OPEN,
    Disclosure,
    Said,
    Tags,
    Withheld,
)
from spr.model.dates import Date
from spr.model.words import (
    Absent,
    Audience,
    FiveC,
    FourP,
    Marking,
    Question,
    Reach,
)

T = TypeVar("T")

_WRITTEN: Final[Mapping[str, Absent]] = {
    each.value: each for each in (Absent.NOT_STATED, Absent.NOT_RECORDED, Absent.TO_BE_FILLED_IN)
}
"""What stands in a file where a text or a date could."""


def parse_said(node: Node) -> Said:
    """Text, or why there is none."""
    return parse_absent_or(node)


def parse_text_or_withheld(node: Node) -> Said:
    """The text of a thing, or that it is withheld."""
    withheld = node.get("withheld")
    return parse_withheld(withheld) if withheld else node["text"].text


def parse_withheld(node: Node) -> Withheld:
    """Why something is withheld."""
    return Withheld(
        reason=node["reason"].text,
        exemption=node.text_of("exemption"),
        by=node.text_of("by"),
        date=parse_optional(node, "date", parse_date),
    )


def parse_absent_or(node: Node) -> str | Absent:
    """Text, unless it is one of the words for there being none."""
    return _WRITTEN.get(node.text, node.text)


def parse_date(node: Node) -> Date:
    """A date."""
    return Date(node.text)


def parse_date_or_absent(node: Node) -> Date | Absent:
    """A date, unless it is not stated."""
    return _WRITTEN.get(node.text) or Date(node.text)


def parse_optional(node: Node, key: str, parse: Callable[[Node], T]) -> T | None:
    """The value of a key through *parse*; None if the key is not there."""
    found = node.get(key)
    return None if found is None else parse(found)


def parse_word(node: Node, key: str, words: Callable[[str], T]) -> T | None:
    """The value of a key as a word of a vocabulary; None if the key is not there."""
    found = node.get(key)
    return None if found is None else words(found.text)


def parse_mapping(node: Node, key: str) -> Mapping[str, str]:
    """A mapping of texts; empty if the key is not there."""
    found = node.get(key)
    return MappingProxyType({name: value.text for name, value in found.fields()} if found else {})


def parse_disclosure(node: Node) -> Disclosure:
    """Who may see a thing."""
    if not any(node.get(key) for key in ("marking", "audience", "silently")):
        return OPEN
    return Disclosure(
        marking=parse_word(node, "marking", Marking),
        audience=parse_word(node, "audience", Audience),
        silently=node.is_true("silently"),
    )


def parse_tags(node: Node) -> Tags:
    """What a paragraph or an exercise speaks to."""
    return Tags(
        questions=tuple(Question(word) for word in node.texts("questions")),
        five_cs=tuple(FiveC(word) for word in node.texts("five_cs")),
        four_ps=tuple(FourP(word) for word in node.texts("four_ps")),
        reach=tuple(Reach(word) for word in node.texts("reach")),
    )
