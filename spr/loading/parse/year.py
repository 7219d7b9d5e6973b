"""A year from its files."""

from collections.abc import Collection, Mapping, Sequence

from spr.loading.node import Node
from spr.loading.parse.record import parse_record_event
from spr.loading.parse.statements import parse_statements
from spr.loading.parse.threat import parse_paragraph, parse_threat
from spr.loading.parse.values import (
    parse_absent_or,
    parse_date,
    parse_date_or_absent,
    parse_optional,
    parse_said,
    parse_word,
)
from spr.model.assessment import (
    Dates,
    Governance,
    Group,
    Implication,
    Programme,
    Relation,
    Role,
    Section,
    Source,
    Year,
)
from spr.model.words import (
    Absent,
    Audience,
    Covered,
    Marking,
    Provenance,
    Reach,
)


def parse_year(
    name: str, assessment: Node, threats: Mapping[str, Node], governance: Node | None, record: Node | None
) -> Year:
    """One year from its files; *threats* maps a threat's id to its file. Paragraphs are numbered here."""
    events = tuple(parse_record_event(node) for node in record.items("events")) if record else ()
    fixed = {key: number for event in events for key, number in event.numbers.items()}
    parts = _parts(assessment, threats)
    ids = [paragraph["id"].text for _, holder in parts if holder for paragraph in holder.items("paragraphs")]
    numbers = _numbering(ids, fixed)
    editions = assessment["spr_edition"]
    sections = tuple(_section(node, holder, numbers) for node, holder in parts)
    covers = assessment.get("covers")
    return Year(
        id=name,
        label=assessment["label"].text,
        dates=_dates(assessment["dates"]),
        source=_source(assessment["provenance"]),
        marking=Marking(assessment["marking"].text),
        audience=Audience(assessment["audience"].text),
        in_brief=parse_said(assessment["in_brief"]),
        change_note=parse_optional(assessment, "change_note", parse_said) or Absent.NOT_STATED,
        method=parse_optional(assessment, "method", parse_said) or Absent.NOT_STATED,
        spr_editions=_editions(editions),
        sections=sections,
        threats=tuple(
            parse_threat(holder, section, _edition_of(editions, section.threat))
            for section, (_, holder) in zip(sections, parts, strict=True)
            if section.threat and holder
        ),
        covers=frozenset(Covered(item) for item in assessment.texts("covers")) if covers else None,
        statements=parse_statements(assessment, None),
        implications=_implications(assessment),
        governance=_governance(governance) if governance else Governance(),
        record=events,
        recommendations_first=assessment.is_true("recommendations_first"),
        origin=assessment.place,
    )


def _parts(assessment: Node, threats: Mapping[str, Node]) -> list[tuple[Node, Node | None]]:
    """The sections, each with what holds its paragraphs: for a threat, and but once, that threat's file."""
    left = dict(threats)
    found = ((section, section.text_of("threat")) for section in assessment.items("sections"))
    return [(section, left.pop(threat, None) if threat else section) for section, threat in found]


def _numbering(ids: Sequence[str], fixed: Mapping[str, str]) -> Mapping[str, str]:
    """
    Paragraph numbers by id, counted through the report in its order.

    Once the record has fixed them they stay: what comes in after number 21 is 21A, then 21B.
    """
    if not fixed:
        return {name: str(count) for count, name in enumerate(ids, start=1)}
    taken = set(fixed.values())
    numbers: dict[str, str] = {}
    last = "0"
    for name in ids:
        last = fixed.get(name) or _number_after(last, taken)
        taken.add(last)
        numbers[name] = last
    return numbers


def _number_after(number: str, taken: Collection[str]) -> str:
    """The next number that was never given: 21A after 21, 21B after 21A, 21ZA after 21Z."""
    if not number[-1].isalpha() or number.endswith("Z"):
        number += "A"
    else:
        number = f"{number[:-1]}{chr(ord(number[-1]) + 1)}"
    return _number_after(number, taken) if number in taken else number


def _section(node: Node, holder: Node | None, numbers: Mapping[str, str]) -> Section:
    threat = node.text_of("threat")
    name = threat or node["id"].text
    return Section(
        id=name,
        title=node["title"].text,
        threat=threat,
        paragraphs=tuple(
            parse_paragraph(item, name, threat, numbers)
            for item in (holder.items("paragraphs") if holder else [])
        ),
        origin=node.place,
    )


def _governance(node: Node) -> Governance:
    return Governance(
        roles=tuple(
            Role(id=item["id"].text, title=item["title"].text, lineage=item.texts("from"), origin=item.place)
            for item in node.items("roles")
        ),
        groups=tuple(
            Group(
                id=item["id"].text,
                title=item["name"].text,
                kind=item["kind"].text,
                reach=parse_word(item, "reach", Reach),
                lineage=item.texts("from"),
                origin=item.place,
            )
            for item in node.items("groups")
        ),
        programmes=tuple(
            Programme(
                id=item["id"].text,
                title=item["name"].text,
                what=item["what"].text,
                lineage=item.texts("from"),
                origin=item.place,
            )
            for item in node.items("programmes")
        ),
        relations=tuple(
            Relation(
                subject=item["from"].text,
                verb=item["verb"].text,
                object=item["to"].text,
                paragraph=item["paragraph"].text,
                by_editors=item.get("classified") is not None,
                origin=item.place,
            )
            for item in node.items("relations")
        ),
    )


def _implications(assessment: Node) -> tuple[Implication, ...]:
    found = assessment.get("implications")
    return tuple(
        Implication(
            kind=kind,
            text=item["text"].text,
            recommendations=item.texts("recommendations"),
            origin=item.place,
        )
        for kind, item in (found.fields() if found else ())
    )


def _dates(node: Node) -> Dates:
    return Dates(
        tasked=parse_date_or_absent(node["tasked"]),
        assessed=parse_date_or_absent(node["assessed"]),
        reported=parse_date_or_absent(node["reported"]),
        published=parse_date_or_absent(node["published"]),
        plan_year=parse_absent_or(node["plan_year"]),
        due=parse_optional(node, "due", parse_date),
    )


def _source(node: Node) -> Source:
    return Source(
        kind=Provenance(node["kind"].text),
        note=node["note"].text,
        paper=node.text_of("source"),
        reference=parse_optional(node, "reference", parse_absent_or),
        licence=parse_optional(node, "licence", parse_absent_or),
    )


def _editions(node: Node) -> tuple[str, ...]:
    if not node.is_mapping:
        return (node.text,)
    return tuple(sorted({edition.text for _, edition in node.fields()}))


def _edition_of(node: Node, threat: str) -> str:
    """The SPR edition that a threat is held against; empty if the year has one per threat and none for it."""
    return (node.text_of(threat) or "") if node.is_mapping else node.text
