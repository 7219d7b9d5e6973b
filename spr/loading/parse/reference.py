"""The product's reference data."""

from collections.abc import Mapping

from spr.loading.node import Node
from spr.loading.parse.shared import parse_scales
from spr.loading.parse.values import parse_date, parse_optional
from spr.model.shared import (
    Crossing,
    DatedLevel,
    LevelMeaning,
    LevelSeries,
    NamedThreat,
    Reference,
    SprEdition,
)
from spr.model.words import (
    Comparability,
)


def parse_reference(nodes: Mapping[str, Node]) -> Reference:
    """The product's reference data; *nodes* maps a file's name to its content."""
    levels = nodes["threat-levels"]
    return Reference(
        spr_editions=tuple(_spr_edition(item) for item in nodes["spr-editions"].items("editions")),
        crosswalk=tuple(
            _crossing(step, item)
            for step in nodes["crosswalk"].items("steps")
            for item in step.items("threats")
        ),
        scales=parse_scales(nodes["scales"]),
        level_series=tuple(_series(item) for item in levels.items("series")),
        level_meanings=tuple(
            LevelMeaning(
                level=item["level"].text,
                meaning=item["meaning"].text,
                since=parse_optional(item, "from", parse_date),
                until=parse_optional(item, "until", parse_date),
                source=item["source"].text,
            )
            for item in levels.items("meanings")
        ),
        exemptions={item["id"].text: item["name"].text for item in nodes["exemptions"].items("exemptions")},
    )


def _spr_edition(node: Node) -> SprEdition:
    return SprEdition(
        id=node["id"].text,
        name=node["name"].text,
        issued=parse_date(node["issued"]),
        threats=tuple(
            NamedThreat(
                id=item["id"].text,
                name=item["name"].text,
                source=item["source"].text,
                sure=item["sure"].text,
                note=item.text_of("note"),
            )
            for item in node.items("threats")
        ),
        source=node["source"].text,
        note=node.text_of("note"),
    )


def _crossing(step: Node, node: Node) -> Crossing:
    return Crossing(
        old_edition=step["from"].text,
        new_edition=step["to"].text,
        old=node.text_of("from"),
        new=node.text_of("to"),
        relation=node["relation"].text,
        comparability=Comparability(node["comparability"].text),
        reason=node["reason"].text,
        source=node["source"].text,
        author=node["author"].text,
        origin=node.place,
    )


def _series(node: Node) -> LevelSeries:
    return LevelSeries(
        id=node["id"].text,
        name=node["name"].text,
        levels=tuple(
            DatedLevel(
                level=item["level"].text,
                since=parse_date(item["since"]),
                source=item["source"].text,
                sure=item["sure"].text,
            )
            for item in node.items("levels")
        ),
        until=parse_optional(node, "until", parse_date),
    )
