"""Changes in the order in which people read them: meaning first, wording last."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from spr.changes.change import Change, Kind, Significance, Thing


class Part(StrEnum):
    """The parts of a page of changes, in their order."""

    PROMISED = "Promised before"
    NOT_MENTIONED = "Said before, not mentioned now"
    GRADES = "Threats and grades"
    RECOMMENDATIONS = "Recommendations"
    FIGURES = "Figures"
    RISKS_AND_ACTIONS = "Risks, actions and evidence"
    LEADS_AND_GROUPS = "Leads and groups"
    PROSE = "Prose"
    EDITORIAL = "Editorial"


_PROMISES = frozenset(
    {
        *(Kind.PROMISE_KEPT, Kind.PROMISE_MISSED, Kind.PROMISE_MOVED),
        *(Kind.PROMISE_DROPPED, Kind.PROMISE_WITHOUT_WORD),
    }
)

_APART = frozenset(
    {Kind.NOT_RECORDED, Kind.NOT_FILLED_IN, Kind.NOT_PUBLISHED, Kind.NOT_IN_EDITION, Kind.UNCHANGED}
)

_PART_OF = {
    Thing.THREAT: Part.GRADES,
    Thing.GRADE: Part.GRADES,
    Thing.THREAT_LEVEL: Part.GRADES,
    Thing.FIGURE: Part.FIGURES,
    Thing.RECOMMENDATION: Part.RECOMMENDATIONS,
    Thing.RISK: Part.RISKS_AND_ACTIONS,
    Thing.ACTION: Part.RISKS_AND_ACTIONS,
    Thing.EXERCISE: Part.RISKS_AND_ACTIONS,
    Thing.FINDING: Part.RISKS_AND_ACTIONS,
    Thing.EVIDENCE: Part.RISKS_AND_ACTIONS,
    Thing.LEAD: Part.LEADS_AND_GROUPS,
    Thing.ROLE: Part.LEADS_AND_GROUPS,
    Thing.GROUP: Part.LEADS_AND_GROUPS,
    Thing.PROGRAMME: Part.LEADS_AND_GROUPS,
    Thing.RELATION: Part.LEADS_AND_GROUPS,
    Thing.PARAGRAPH: Part.PROSE,
}

_MENTIONED = frozenset(
    {
        *(Thing.FIGURE, Thing.RISK, Thing.ACTION, Thing.EXERCISE),
        *(Thing.FINDING, Thing.EVIDENCE, Thing.PARAGRAPH),
    }
)
"""What one year says and the next may not mention, without anybody having ended it."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many changes there are of one kind of one thing."""

    thing: Thing
    kind: Kind
    number: int


@dataclass(frozen=True, kw_only=True)
class Overview:
    """
    Changes as a page has them.

    `headlines` counts what a reader must not miss. `parts` holds the changes by part, without empty parts;
    `apart` counts those that say nothing of the force: what is not recorded, not filled in yet, not
    published here, or of a threat that the SPR edition of the other year does not have.
    """

    headlines: tuple[Counted, ...]
    parts: Mapping[Part, tuple[Change, ...]]
    apart: tuple[Counted, ...]


def overview(changes: Iterable[Change]) -> Overview:
    """
    Changes of two years in the order of the page; each stands in one part or is counted apart, never both.

    Takes what `compare_years` gives; what is unchanged is counted apart too, if it is among them.
    """
    within: dict[Part | None, list[Change]] = defaultdict(list)
    for change in changes:
        within[part_of(change)].append(change)
    parts = {part: tuple(within[part]) for part in Part if part in within}
    placed = [change for part in parts.values() for change in part]
    return Overview(
        headlines=_counted(change for change in placed if change.significance is Significance.HEADLINE),
        parts=MappingProxyType(parts),
        apart=_counted(within.get(None, ())),
    )


def part_of(change: Change) -> Part | None:
    """In which part of the page a change stands; None if it is counted apart."""
    if change.kind in _APART and not (
        change.what.thing is Thing.THREAT and change.kind is Kind.NOT_IN_EDITION
    ):
        return None
    if change.kind in _PROMISES:
        return Part.PROMISED
    if change.significance is Significance.EDITORIAL:
        return Part.EDITORIAL
    if change.kind is Kind.ENDED and change.what.thing in _MENTIONED:
        return Part.NOT_MENTIONED
    return _PART_OF[change.what.thing]


def in_page_order(changes: Iterable[Change], threats: Sequence[str]) -> Sequence[Change]:
    """
    Changes part by part, thing by thing, then by *threats* in their order.

    Recommendations are known by their numbers, and keep the order in which they come.
    """
    places = {threat: place for place, threat in enumerate(threats, start=1)}
    parts = {part: place for place, part in enumerate((*Part, None))}
    things = {thing: place for place, thing in enumerate(Thing)}

    def order(change: Change) -> tuple[int, int, int]:
        return (
            parts[part_of(change)],
            things[change.what.thing],
            0 if change.what.thing is Thing.RECOMMENDATION else places.get(change.threat or "", 0),
        )

    return sorted(changes, key=order)


def _counted(changes: Iterable[Change]) -> tuple[Counted, ...]:
    numbers = Counter((change.what.thing, change.kind) for change in changes)
    places = {word: place for place, word in enumerate((*Thing, *Kind))}
    return tuple(
        Counted(thing=thing, kind=kind, number=numbers[thing, kind])
        for thing, kind in sorted(numbers, key=lambda counted: [places[word] for word in counted])
    )
