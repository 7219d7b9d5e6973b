"""A recommendation from its file."""

from spr.loading.node import Node
from spr.loading.parse.statements import parse_evidence
from spr.loading.parse.values import (
    parse_absent_or,
    parse_date,
    parse_date_or_absent,
    parse_disclosure,
    parse_optional,
    parse_said,
    parse_withheld,
)
from spr.model.recommendation import Event, InspectionFinding, Part, Recommendation
from spr.model.words import (
    FindingKind,
    Happened,
    Origin,
    RecommendationType,
)


def parse_recommendation(name: str, node: Node) -> Recommendation:
    """A recommendation from its file, whose name is its id."""
    classified = node.get("classified")
    withheld = parse_optional(node, "withheld", parse_withheld)
    own = node.get("type")
    type_node = own or (classified["type"] if classified else None)
    theirs = classified.texts("threats") if classified else ()
    return Recommendation(
        id=name,
        raised_in=node["raised_in"].text,
        number=parse_absent_or(node["number"]),
        heading=None if node["heading"].text == "none" else node["heading"].text,
        in_brief=withheld or parse_said(node["in_brief"]),
        text=withheld or parse_said(node["text"]),
        addressees=node.texts("addressees"),
        threats=node.texts("threats") or theirs,
        threats_by_editors=bool(theirs),
        origin_of=Origin(node["origin"].text),
        type=RecommendationType(type_node.text) if type_node else RecommendationType.ACTION,
        type_by_editors=own is None,
        due=parse_date_or_absent(node["due"]),
        parts=tuple(
            Part(
                id=part["id"].text,
                text=part["text"].text,
                addressees=part.texts("addressees"),
                origin=part.place,
            )
            for part in node.items("parts")
        ),
        finding=parse_optional(node, "finding", _inspection_finding),
        lineage=node.texts("from"),
        evidence=tuple(parse_evidence(item, None) for item in node.items("evidence")),
        events=tuple(_event(item) for item in node.items("events")),
        disclosure=parse_disclosure(node),
        origin=node.place,
    )


def _event(node: Node) -> Event:
    return Event(
        what=Happened(node["what"].text),
        date=parse_date_or_absent(node["date"]),
        by=parse_absent_or(node["by"]),
        told_in=node.text_of("told_in"),
        paragraph=node.text_of("paragraph"),
        meeting=node.text_of("meeting"),
        reference=node.text_of("reference"),
        word=node.text_of("word"),
        text=node.text_of("text"),
        due=parse_optional(node, "due", parse_date),
        to=node.texts("to"),
        superseded_by=node.texts("superseded_by"),
        evidence=node.text_of("evidence"),
        disclosure=parse_disclosure(node),
        origin=node.place,
    )


def _inspection_finding(node: Node) -> InspectionFinding:
    return InspectionFinding(
        kind=FindingKind(node["kind"].text),
        body=node["body"].text,
        programme=node.text_of("programme"),
        date=parse_optional(node, "date", parse_date),
        reference=node.text_of("reference"),
    )
