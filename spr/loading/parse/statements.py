"""Figures, risks, actions, exercises, findings, evidence."""

from types import MappingProxyType

from spr.loading.node import Node
from spr.loading.parse.values import (
    parse_absent_or,
    parse_date,
    parse_date_or_absent,
    parse_disclosure,
    parse_optional,
    parse_tags,
    parse_text_or_withheld,
    parse_withheld,
    parse_word,
)
from spr.model.assessment import (
    Action,
    Areas,
    AreaValue,
    Evidence,
    Exercise,
    Figure,
    Finding,
    Restated,
    Risk,
    Statements,
)
from spr.model.words import (
    Absent,
    Direction,
    FigureKind,
    FindingKind,
    Outcome,
    Reach,
    Review,
)


def parse_statements(node: Node, threat: str | None) -> Statements:
    """What stands beside the paragraphs; *threat* is None for the report's own."""
    return Statements(
        figures=tuple(_figure(item, threat) for item in node.items("figures")),
        risks=tuple(_risk(item, threat) for item in node.items("risks")),
        actions=tuple(_action(item, threat) for item in node.items("actions")),
        exercises=tuple(_exercise(item, threat) for item in node.items("exercises")),
        findings=tuple(_finding(item, threat) for item in node.items("findings")),
        evidence=tuple(parse_evidence(item, threat) for item in node.items("evidence")),
    )


def _figure(node: Node, threat: str | None) -> Figure:
    span = node.items("range")
    out_of, years = node.get("out_of"), node.get("years_running")
    return Figure(
        metric=node["metric"].text,
        kind=FigureKind(node["kind"].text),
        value=parse_withheld(node["withheld"])
        if node.get("withheld")
        else parse_optional(node, "value", _value),
        out_of=out_of.number if out_of else None,
        span=(span[0].number, span[1].number) if span else None,
        direction=parse_word(node, "direction", Direction),
        years_running=int(years.number) if years else None,
        basis=node.text_of("basis"),
        words=node.text_of("words"),
        model=node.text_of("model"),
        by_area=parse_optional(node, "by_area", _by_area),
        as_of=parse_optional(node, "as_of", parse_date),
        by=parse_optional(node, "by", parse_date_or_absent),
        approximate=node.is_true("approximate"),
        reach=parse_word(node, "reach", Reach),
        source=node.text_of("source"),
        paragraph=node.text_of("paragraph"),
        threat=threat,
        restates=parse_optional(node, "restates", _restated),
        by_editors=node.get("classified") is not None,
        disclosure=parse_disclosure(node),
        origin=node.place,
    )


def _value(node: Node) -> float | Absent:
    return Absent(node.data) if isinstance(node.data, str) else node.number


def _by_area(node: Node) -> Areas | Absent:
    if not node.is_mapping:
        return Absent.NOT_STATED
    return MappingProxyType({area: _area_value(value) for area, value in node.fields()})


def _area_value(node: Node) -> AreaValue:
    if node.is_mapping:
        return parse_withheld(node["withheld"])
    return parse_absent_or(node) if isinstance(node.data, str) else node.number


def _restated(node: Node) -> Restated:
    return Restated(
        year=node["year"].text, old=node["from"].number, new=node["to"].number, reason=node["reason"].text
    )


def _risk(node: Node, threat: str | None) -> Risk:
    score = node.get("score")
    return Risk(
        id=node["id"].text,
        text=parse_text_or_withheld(node),
        owner=node.text_of("owner"),
        score=f"{score['value'].text} ({score['model'].text})" if score else None,
        review=parse_word(node, "review", Review),
        paragraph=node.text_of("paragraph"),
        threat=threat,
        lineage=node.texts("from"),
        disclosure=parse_disclosure(node),
        origin=node.place,
    )


def _action(node: Node, threat: str | None) -> Action:
    return Action(
        id=node["id"].text,
        text=parse_text_or_withheld(node),
        by=parse_optional(node, "by", parse_date_or_absent) or Absent.NOT_STATED,
        owner=node.text_of("owner"),
        outcome=parse_word(node, "outcome", Outcome),
        outcome_text=node.text_of("outcome_text"),
        review=parse_word(node, "review", Review),
        paragraph=node.text_of("paragraph"),
        threat=threat,
        lineage=node.texts("from"),
        disclosure=parse_disclosure(node),
        origin=node.place,
    )


def _exercise(node: Node, threat: str | None) -> Exercise:
    outcome = node.text_of("outcome")
    return Exercise(
        id=node["id"].text,
        text=parse_text_or_withheld(node),
        kind=node.text_of("kind") or "exercise",
        state=node.text_of("state") or Absent.NOT_STATED,
        date=parse_optional(node, "date", parse_date_or_absent) or Absent.NOT_STATED,
        outcome=Absent.NOT_STATED if outcome in {None, "not stated"} else str(outcome),
        five_cs=parse_tags(node).five_cs,
        reach=parse_tags(node).reach,
        review=parse_word(node, "review", Review),
        paragraph=node.text_of("paragraph"),
        threat=threat,
        lineage=node.texts("from"),
        disclosure=parse_disclosure(node),
        origin=node.place,
    )


def _finding(node: Node, threat: str | None) -> Finding:
    return Finding(
        id=node["id"].text,
        text=parse_text_or_withheld(node),
        kind=parse_word(node, "kind", FindingKind) or Absent.NOT_STATED,
        body=node.text_of("body") or Absent.NOT_STATED,
        programme=parse_optional(node, "programme", parse_absent_or) or Absent.NOT_STATED,
        date=parse_optional(node, "date", parse_date_or_absent) or Absent.NOT_STATED,
        recommendations=node.texts("recommendations"),
        paragraph=node.text_of("paragraph"),
        threat=threat,
        lineage=node.texts("from"),
        disclosure=parse_disclosure(node),
        origin=node.place,
    )


def parse_evidence(node: Node, threat: str | None) -> Evidence:
    """A pointer to evidence."""
    return Evidence(
        id=node["id"].text,
        what=node["what"].text,
        reference=parse_absent_or(node["reference"]),
        date=parse_date_or_absent(node["date"]),
        held_by=parse_absent_or(node["held_by"]),
        paragraph=node.text_of("paragraph"),
        threat=threat,
        lineage=node.texts("from"),
        disclosure=parse_disclosure(node),
        origin=node.place,
    )
