"""The record of a year."""

from spr.loading.node import Node
from spr.loading.parse.values import parse_absent_or, parse_date, parse_mapping
from spr.model.assessment import (
    Correction,
    RecordEvent,
)
from spr.model.words import (
    Recorded,
)


def parse_record_event(node: Node) -> RecordEvent:
    """One event of a record."""
    reason = node.text_of("reason")
    return RecordEvent(
        what=Recorded(node["what"].text),
        date=parse_date(node["date"]),
        by=node["by"].text,
        meeting=node.text_of("meeting"),
        reference=node.text_of("reference"),
        word=node.text_of("word"),
        text=node.text_of("text"),
        digest=node.text_of("digest"),
        reason=reason,
        correction=_correction(node) if node["what"].text == Recorded.CORRECTED else None,
        parts=parse_mapping(node, "parts"),
        files=parse_mapping(node, "files"),
        shared=parse_mapping(node, "shared"),
        recommendations=parse_mapping(node, "recommendations"),
        numbers=parse_mapping(node, "numbers"),
        origin=node.place,
    )


def _correction(node: Node) -> Correction:
    effect = node["effect"]
    return Correction(
        kind=node["kind"].text,
        reason=node["reason"].text,
        effect_on_grades=effect["grades"].text,
        effect_on_recommendations=effect["recommendations"].text,
        told=parse_absent_or(node["told"]),
        before=parse_mapping(node, "before"),
        paragraphs=node.texts("paragraphs"),
    )
