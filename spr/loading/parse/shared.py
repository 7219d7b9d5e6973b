"""What the years share."""

from spr.loading.node import Node
from spr.loading.parse.values import parse_date, parse_word
from spr.model.shared import (
    Area,
    AreaList,
    Contact,
    Force,
    Meeting,
    Metric,
    Scale,
    Term,
)
from spr.model.words import (
    Absent,
    Better,
    Comparability,
)


def parse_force(node: Node) -> Force:
    """The force."""
    body = node["policing_body"]
    return Force(
        name=node["name"].text,
        short_name=node["short_name"].text,
        policing_body=body["name"].text,
        policing_body_short=body["short_name"].text,
        chief_officer=node["chief_officer"].text,
        made_up=node.is_true("made_up"),
        accessibility_contact=_contact(node.get("accessibility_contact")),
        origin=node.place,
    )


def _contact(node: Node | None) -> Contact | None:
    if node is None:
        return None
    return Contact(
        role=node["role"].text,
        email=node["email"].text,
        telephone=node.text_of("telephone"),
        answers_within=node.text_of("answers_within"),
    )


def parse_areas(node: Node) -> AreaList:
    """The force's areas."""
    number = node.get("number")
    listed = node["areas"]
    areas = tuple(
        Area(
            id=area["id"].text,
            name=area["name"].text,
            until=area.text_of("until"),
            lineage=area.texts("from"),
            origin=area.place,
        )
        for area in (node.items("areas") if listed.is_list else [])
    )
    return AreaList(
        kind=node["kind"].text,
        areas=areas if listed.is_list else Absent.NOT_STATED,
        number=int(number.number) if number else len([area for area in areas if not area.until]) or None,
    )


def parse_scales(node: Node) -> tuple[Scale, ...]:
    """Scales, the force's own or the inspectorate's."""
    return tuple(
        Scale(
            id=item["id"].text,
            name=item["name"].text,
            owner=item["owner"].text,
            ordered=item["order"].text == "best first",
            words=item.texts("words"),
            since=item["from"].text,
            until=item.text_of("until"),
            note=item.text_of("note"),
            source=item.text_of("source"),
            replaces=item.text_of("replaces"),
            comparability=parse_word(item, "comparability", Comparability),
            reason=item.text_of("reason"),
            by_editors=item.get("classified") is not None,
            origin=item.place,
        )
        for item in node.items("scales")
    )


def parse_metrics(node: Node) -> tuple[Metric, ...]:
    """Metrics."""
    return tuple(
        Metric(
            id=item["id"].text,
            name=item["name"].text,
            unit=None if item["unit"].text == "none" else item["unit"].text,
            better=Better(item["better"].text),
            definition=item["definition"].text,
            since=item["from"].text,
            replaces=item.text_of("replaces"),
            comparability=parse_word(item, "comparability", Comparability),
            reason=item.text_of("reason"),
            by_editors=item.get("classified") is not None,
            origin=item.place,
        )
        for item in node.items("metrics")
    )


def parse_terms(node: Node) -> tuple[Term, ...]:
    """The glossary."""
    return tuple(
        Term(
            id=item["id"].text,
            term=item["term"].text,
            stands_for=item["stands_for"].text,
            since=item["from"].text,
            meaning=item.text_of("meaning"),
            by_editors=item.get("classified") is not None,
            origin=item.place,
        )
        for item in node.items("terms")
    )


def parse_meetings(node: Node) -> tuple[Meeting, ...]:
    """Meetings."""
    return tuple(
        Meeting(
            id=item["id"].text,
            date=parse_date(item["date"]),
            body=item["body"].text,
            title=item["title"].text,
            reference=item.text_of("reference"),
            address=item.text_of("address"),
            origin=item.place,
        )
        for item in node.items("meetings")
    )
