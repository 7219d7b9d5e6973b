"""A threat and its paragraphs."""

from collections.abc import Mapping
from types import MappingProxyType

from spr.loading.node import Node
from spr.loading.parse.statements import parse_statements
from spr.loading.parse.values import (
    parse_absent_or,
    parse_date_or_absent,
    parse_disclosure,
    parse_optional,
    parse_said,
    parse_tags,
    parse_text_or_withheld,
    parse_word,
)
from spr.model.assessment import (
    Because,
    FullAssessment,
    Grade,
    Lead,
    Paragraph,
    Section,
    Tags,
    Threat,
    ThreatLevel,
)
from spr.model.words import (
    Absent,
    FourP,
    Marking,
    Question,
    Review,
)


def parse_threat(node: Node, section: Section, edition: str) -> Threat:
    """One threat, from its file and its section, held against an SPR edition."""
    name = node["threat"].text
    leads, grades = node["leads"], node["grades"]
    return Threat(
        id=name,
        title=section.title,
        spr_edition=edition,
        in_brief=parse_said(node["in_brief"]),
        leads=tuple(map(_lead, node.items("leads"))) if leads.is_list else Absent(leads.text),
        grades=tuple(map(_grade, node.items("grades"))) if grades.is_list else Absent(grades.text),
        paragraphs=section.paragraphs,
        threat_levels=tuple(_threat_level(item) for item in node.items("threat_levels")),
        statements=parse_statements(node, name),
        full_assessment=parse_optional(node, "full_assessment", _full_assessment),
        not_addressed=MappingProxyType(
            {Question(item["question"].text): item["reason"].text for item in node.items("not_addressed")}
        ),
        disclosure=parse_disclosure(node),
        origin=node.place,
    )


def parse_paragraph(node: Node, section: str, threat: str | None, numbers: Mapping[str, str]) -> Paragraph:
    """One paragraph of a section, with its number."""
    classified = node.get("classified")
    name = node["id"].text
    return Paragraph(
        id=name,
        number=numbers[name],
        text=parse_text_or_withheld(node),
        section=section,
        threat=threat,
        tags=parse_tags(node),
        classified=parse_tags(classified) if classified else Tags(),
        review=parse_word(node, "review", Review),
        editorial=node.is_true("editorial"),
        lineage=node.texts("from"),
        disclosure=parse_disclosure(node),
        origin=node.place,
    )


def _lead(node: Node) -> Lead:
    return Lead(
        role=node["role"].text,
        what=node.text_of("as"),
        four_ps=tuple(FourP(word) for word in node.texts("four_ps")),
        paragraph=node.text_of("paragraph"),
        origin=node.place,
    )


def _grade(node: Node) -> Grade:
    scale = node["scale"].text
    because = node.get("because")
    return Grade(
        word=node["grade"].text,
        of=node.texts("of"),
        by=node.text_of("by") or "self",
        scale=None if scale == "open words" else scale,
        basis=node.texts("basis"),
        paragraph=node.text_of("paragraph"),
        recommendation=node.text_of("recommendation"),
        because=Because(kind=because["kind"].text, text=because["text"].text) if because else None,
        disclosure=parse_disclosure(node),
        origin=node["grade"].place,
    )


def _threat_level(node: Node) -> ThreatLevel:
    classified = node.get("classified")
    return ThreatLevel(
        series=(classified or node)["series"].text,
        level=node["level"].text,
        meaning=node["meaning"].text,
        since=parse_date_or_absent(node["since"]),
        called=node.text_of("called"),
        paragraph=node.text_of("paragraph"),
        by_editors=classified is not None,
        origin=node.place,
    )


def _full_assessment(node: Node) -> FullAssessment:
    return FullAssessment(
        reference=parse_absent_or(node["reference"]),
        date=parse_date_or_absent(node["date"]),
        held_by=parse_absent_or(node["held_by"]),
        marking=parse_word(node, "marking", Marking),
        origin=node.place,
    )
