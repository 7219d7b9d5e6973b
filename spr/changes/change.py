"""One difference between two years, as a value, and the closed vocabularies that it is told in."""

from dataclasses import dataclass
from enum import StrEnum

from spr.errors import SprError
from spr.model.words import Comparability


class Thing(StrEnum):
    """What can change, in the order in which the report has it."""

    THREAT = "threat"
    GRADE = "grade"
    THREAT_LEVEL = "threat level"
    FIGURE = "figure"
    RECOMMENDATION = "recommendation"
    RISK = "risk"
    ACTION = "action"
    EXERCISE = "exercise"
    FINDING = "finding"
    EVIDENCE = "evidence"
    LEAD = "lead"
    ROLE = "role"
    GROUP = "group"
    PROGRAMME = "programme"
    RELATION = "relation"
    PARAGRAPH = "paragraph"


class Kind(StrEnum):
    """How a thing of one year stands to that of the other; each value is the phrase that people read."""

    # Whether it is there
    ADDED = "Added"
    ENDED = "Not mentioned any more"
    RENAMED = "Renamed"
    MOVED = "Moved to another place"
    SPLIT = "Split"
    MERGED = "Merged"
    NOT_RECORDED = "Not recorded"
    NOT_FILLED_IN = "Not filled in yet"
    NOT_IN_EDITION = "Not in that SPR edition"
    EDITION_CHANGED = "Held against another SPR edition"
    SAME_AGAIN = "The same again, after a change"
    # Who may see it
    WITHHELD = "Withheld"
    RELEASED = "Released"
    NOT_PUBLISHED = "Not published here"
    # Grades
    GRADE_RAISED = "Grade raised"
    GRADE_LOWERED = "Grade lowered"
    NOW_GRADED = "Now graded"
    NO_LONGER_GRADED = "No longer graded"
    GRADE_NOT_COMPARABLE = "Grade not comparable"
    # Threat levels
    LEVEL_RAISED = "Threat level raised"
    LEVEL_LOWERED = "Threat level lowered"
    LEVEL_REDEFINED = "Threat level has another meaning"
    # Figures
    VALUE_CHANGED = "Figure changed"
    REQUIREMENT_CHANGED = "Requirement changed"
    PLAN_CHANGED = "Plan changed"
    TREND_CHANGED = "Trend changed"
    AREAS_CHANGED = "Figure by area changed"
    NOW_STATED = "Figure now stated"
    NO_LONGER_STATED = "Figure no longer stated"
    REDEFINED = "Definition changed"
    RESTATED = "Figure restated"
    # Promises
    PROMISE_KEPT = "Promise kept"
    PROMISE_MISSED = "Promise missed"
    PROMISE_MOVED = "Promise moved"
    PROMISE_DROPPED = "Promise dropped"
    PROMISE_WITHOUT_WORD = "No word on a promise"
    TOLD_BEFORE = "Told of before"
    # Recommendations
    RAISED = "Recommendation raised"
    CLOSED = "Recommendation closed"
    REOPENED = "Recommendation reopened"
    DATE_MOVED = "Date moved"
    PROGRESSED = "Recommendation progressed"
    # What is said of it
    OWNER_CHANGED = "Owner changed"
    SCORE_CHANGED = "Score changed"
    STATE_CHANGED = "State changed"
    DETAILS_CHANGED = "Details changed"
    REWORDED = "Reworded"
    EDITORIAL_ONLY = "Editorial only"
    UNCHANGED = "Unchanged"


class Direction(StrEnum):
    """Whether a change is for the better; unknown wherever the two may not be compared."""

    BETTER = "better"
    WORSE = "worse"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


class Significance(StrEnum):
    """How much of a reader's time a change may ask for."""

    HEADLINE = "headline"
    SUBSTANTIVE = "substantive"
    EDITORIAL = "editorial"


@dataclass(frozen=True, kw_only=True)
class What:
    """
    A thing that is compared: its id in the newer of the two years that has it.

    `title` is what people call it: "Capability, graded by the force", "paragraph 21", "Police Support
    Units (plan)". `formerly` holds its ids in the old year where they were others.
    """

    thing: Thing
    id: str
    title: str
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """What one `year` (its id) says of a thing: a word, a number with its unit, or why there is none."""

    year: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """
    One difference between two years.

    `old` and `new` are short texts: a word, a number with its unit, why there is none, the text of a
    paragraph; None where the thing does not stand. `threat` is None for what is of the report as a whole, or
    of several threats. `reason` says why comparability is less than full, and
    is empty otherwise; `because` is the author's own reason. Anchors are fragments, without `#`, on the
    pages of either year. `route` has the steps of a grade, a figure or a promise from the old year to the
    new, both included, where years lie between. `gap` says of what the old year does not have, and is
    not known to be the first, when it was not given and when it was; empty for anything else.
    """

    what: What
    kind: Kind
    threat: str | None = None
    old: str | None = None
    new: str | None = None
    direction: Direction = Direction.NEUTRAL
    comparability: Comparability = Comparability.COMPARABLE
    reason: str = ""
    because: str | None = None
    old_anchor: str | None = None
    new_anchor: str | None = None
    route: tuple[Step, ...] = ()
    gap: str = ""

    @property
    def significance(self) -> Significance:
        """How much of a reader's time it may ask for: its kind decides."""
        if self.kind in _EDITORIAL or (self.kind is Kind.RENAMED and self.what.thing not in _TITLED):
            return Significance.EDITORIAL
        if self.kind in _HEADLINES or (self.kind, self.what.thing) in _HEADLINES_OF:
            return Significance.HEADLINE
        return Significance.SUBSTANTIVE

    @property
    def is_difference(self) -> bool:
        """Whether it is one at all: not if nothing changed, or if this copy shows neither side."""
        hidden = self.kind is Kind.NOT_PUBLISHED and self.old == self.new
        return self.kind is not Kind.UNCHANGED and not hidden


_HEADLINES = frozenset(
    {
        *(Kind.GRADE_RAISED, Kind.GRADE_LOWERED, Kind.NOW_GRADED, Kind.NO_LONGER_GRADED),
        *(Kind.GRADE_NOT_COMPARABLE, Kind.LEVEL_RAISED, Kind.LEVEL_LOWERED, Kind.REQUIREMENT_CHANGED),
        *(Kind.PROMISE_KEPT, Kind.PROMISE_MISSED, Kind.PROMISE_WITHOUT_WORD),
        *(Kind.RAISED, Kind.CLOSED, Kind.REOPENED),
    }
)

_HEADLINES_OF = frozenset(
    {
        *((kind, Thing.THREAT) for kind in (Kind.ADDED, Kind.ENDED)),
        *((kind, Thing.THREAT) for kind in (Kind.NOT_IN_EDITION, Kind.EDITION_CHANGED)),
        (Kind.SAME_AGAIN, Thing.GRADE),
        (Kind.SAME_AGAIN, Thing.THREAT_LEVEL),
    }
)

_EDITORIAL = frozenset({Kind.EDITORIAL_ONLY, Kind.MOVED, Kind.TOLD_BEFORE, Kind.UNCHANGED})

_TITLED = frozenset({Thing.THREAT, Thing.FIGURE, Thing.ROLE, Thing.GROUP, Thing.PROGRAMME})
"""What people know by a name; of anything else, another id is no news to them."""


class WrongOrderError(SprError):
    """Years `old` and `new` (ids) that were asked for, and the later is not after the earlier."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        super().__init__(old, new)

    def __str__(self) -> str:
        if self.old == self.new:
            return f"{self.old} cannot be compared with itself. Name two years, the earlier one first."
        return f"{self.old} is not before {self.new}. Compare {self.new} with {self.old} instead."
