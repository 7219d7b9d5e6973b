"""What the data gives to choose from: roles, metrics, scales and the like, by their ids and their names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from spr.model.assessment import Year
from spr.model.recommendation import Recommendation
from spr.model.shared import Assessments
from spr.model.words import Absent

Choices: TypeAlias = Mapping[str, list[tuple[str, str]]]
"""Pairs of what stands in the file and what people read, by the name of the list."""

MOST_LETTERS: Final = 90


def choices(known: Assessments, year: Year, raised: Sequence[Recommendation]) -> Choices:
    """
    What a threat's file of *year* can name.

    *known* says what all years share; of it there may be more than the year uses so far. *raised* are the
    recommendations that the year can see.
    """
    roles = [(role.id, role.title) for role in year.governance.roles]
    holders = [*roles, *((group.id, group.title) for group in year.governance.groups)]
    metrics = [
        (metric.id, f"{metric.name} ({metric.unit})" if metric.unit else metric.name)
        for metric in known.metrics
    ]
    return {
        "roles": _sorted(roles),
        "holders": [*_sorted(holders), ("not stated", "not stated")],
        "metrics": _sorted(metrics),
        "scales": [
            *_sorted((scale.id, scale.name) for scale in known.all_scales),
            ("open words", "open words: on no scale"),
        ],
        "recommendations": [(each.id, _called(each.id, each.text)) for each in raised],
        "areas": [(area.id, area.name) for area in known.areas.listed if area.until is None],
    }


def _sorted(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def _called(name: str, text: object) -> str:
    words = "" if isinstance(text, Absent) else " ".join(str(text).split())
    return f"{name}: {words[:MOST_LETTERS].rstrip()}{'…' if len(words) > MOST_LETTERS else ''}"
