"""The closed vocabularies: each value is the word in the data, on the page and in the style sheet."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

EDITORS: Final = "editors"
"""Whoever keeps this site: no role of a force."""


DOING: Final[Mapping[str, str]] = {
    "chairs": "chairing",
    "attends": "attending",
    "is part of": "part of",
    "reports to": "reporting to",
    "supports": "supporting",
    "feeds": "feeding",
    "works with": "working with",
    "is aligned with": "aligned with",
    "reviews": "reviewing",
    "is reviewed by": "reviewed by",
}
"""The verbs of relations as they fit after one role and after several: no data say which of the two it is."""


def capital(words: str) -> str:
    """The same words for the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def small(words: str) -> str:
    """The same words for the middle of a sentence."""
    return words[:1].lower() + words[1:]


class Absent(StrEnum):
    """Why there is nothing here. Withheld and zero are two more things again, and none looks like another."""

    NOT_STATED = "not stated"  # the source does not say
    NOT_GRADED = "not graded"  # nobody gave a grade; never inferred
    NOT_RECORDED = "not recorded"  # the source is not known to us
    NOT_APPLICABLE = "not applicable"  # there is nothing that it could be said of
    TO_BE_FILLED_IN = "to be filled in"  # emptied when the year was opened: in a draft alone
    NOT_PUBLISHED_HERE = "not published here"  # this copy is for readers who may not see it


class Audience(StrEnum):
    """Who a copy is for; each sees no more than the one before."""

    FORCE = "force"
    POLICING_BODY = "policing-body"
    PUBLIC = "public"

    def may_see(self, audience: "Audience") -> bool:
        """Whether readers of this audience may see what is meant for *audience*."""
        order = list(Audience)
        return order.index(self) <= order.index(audience)

    def narrower(self, other: "Audience") -> "Audience":
        """The one of the two that has fewer readers."""
        return self if self.may_see(other) else other


class Marking(StrEnum):
    """Protective markings. SECRET and above is refused by the schema."""

    OFFICIAL = "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"
    NOT_PROTECTIVELY_MARKED = "NOT PROTECTIVELY MARKED"
    NOT_STATED = "not stated"


class Provenance(StrEnum):
    """Where the text of a year comes from."""

    ISSUED = "issued"
    TRANSCRIBED = "transcribed"
    RESTATED = "restated"
    PARTIAL = "partial"
    MADE_UP = "made-up"

    @property
    def is_ours(self) -> bool:
        """Whether the year is made here: it has a state, and what its record lacks has not happened yet."""
        return self in {Provenance.ISSUED, Provenance.MADE_UP}


class State(StrEnum):
    """What a year is, computed from its record."""

    DRAFT = "draft"
    AGREED = "agreed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Covered(StrEnum):
    """What a partial year may cover."""

    PARAGRAPHS = "paragraphs"
    GRADES = "grades"
    FIGURES = "figures"
    THREAT_LEVELS = "threat levels"
    RISKS = "risks"
    ACTIONS = "actions"
    EXERCISES = "exercises"
    FINDINGS = "findings"
    EVIDENCE = "evidence"
    RECOMMENDATIONS = "recommendations"
    LEADS = "leads"
    GOVERNANCE = "governance"


class Question(StrEnum):
    """The five questions that a lead answers."""

    CURRENT_THREAT = "current-threat"
    DELIVERY = "delivery"
    COMMAND_AND_CONTROL = "command-and-control"
    STRUCTURES_AND_RESOURCES = "structures-and-resources"
    INSPECTION_FINDINGS = "inspection-findings"


class FiveC(StrEnum):
    """The five Cs."""

    CAPACITY = "capacity"
    CAPABILITY = "capability"
    CONTRIBUTION = "contribution"
    CONSISTENCY = "consistency"
    CONNECTIVITY = "connectivity"


class FourP(StrEnum):
    """The four Ps."""

    PURSUE = "pursue"
    PREVENT = "prevent"
    PROTECT = "protect"
    PREPARE = "prepare"


class Reach(StrEnum):
    """How far something reaches."""

    LOCAL = "local"
    FORCE = "force"
    REGIONAL = "regional"
    NATIONAL = "national"


class Review(StrEnum):
    """Whether a paragraph's words were looked at this year."""

    CARRIED_FORWARD = "carried-forward"
    CONFIRMED = "confirmed"


class FigureKind(StrEnum):
    """What sort of figure it is."""

    ACTUAL = "actual"
    REQUIRED = "required"
    PLAN = "plan"
    FORECAST = "forecast"
    DURATION = "duration"
    INTERVAL = "interval"
    SCORE = "score"


class Direction(StrEnum):
    """Which way a figure moves."""

    RISING = "rising"
    STABLE = "stable"
    FALLING = "falling"


class Better(StrEnum):
    """Which way a metric is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"
    NOT_STATED = "not stated"


class Comparability(StrEnum):
    """Whether two things may be compared, best first."""

    COMPARABLE = "comparable"
    WITH_CARE = "comparable with care"
    NOT_COMPARABLE = "not comparable"


class Outcome(StrEnum):
    """What became of an action."""

    KEPT = "kept"
    MISSED = "missed"
    MOVED = "moved"
    DROPPED = "dropped"
    NOT_STATED = "not stated"


class FindingKind(StrEnum):
    """The inspectorate's kinds of finding."""

    AREA_FOR_IMPROVEMENT = "area-for-improvement"
    CAUSE_OF_CONCERN = "cause-of-concern"
    RECOMMENDATION = "recommendation"
    PROMISING_PRACTICE = "promising-practice"
    NARRATIVE = "narrative"


class RecommendationType(StrEnum):
    """What a recommendation asks for."""

    ACTION = "action"
    STANDING = "standing"
    TO_NOTE = "to note"


class Origin(StrEnum):
    """Who raised a recommendation."""

    SELF = "self"
    INSPECTORATE = "inspectorate"
    POLICING_BODY = "policing body"
    DEBRIEF = "debrief"


class Happened(StrEnum):
    """What can happen to a recommendation."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not accepted"
    PROGRESSED = "progressed"
    RENEWED = "renewed"
    COMPLETED = "completed"
    VERIFIED = "verified"
    DATE_MOVED = "date moved"
    REASSIGNED = "reassigned"
    SUPERSEDED = "superseded"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"

    @property
    def closes(self) -> bool:
        """Whether the recommendation is closed from here on."""
        return self in _CLOSES


_CLOSES = frozenset(
    {Happened.NOT_ACCEPTED, Happened.COMPLETED, Happened.SUPERSEDED, Happened.WITHDRAWN, Happened.ENDED}
)


class Recorded(StrEnum):
    """What can happen to a year as a whole."""

    REVIEWED = "reviewed"
    AGREED = "agreed"
    SUBMITTED = "submitted"
    ANSWERED = "answered"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
