"""What a year says: values, frozen, without any knowledge of files or pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from spr.errors import Place
from spr.model.dates import Date
from spr.model.words import (
    DOING,
    Absent,
    Audience,
    Covered,
    Direction,
    FigureKind,
    FindingKind,
    FiveC,
    FourP,
    Marking,
    Outcome,
    Provenance,
    Question,
    Reach,
    Recorded,
    Review,
    State,
)

NOWHERE = Place("", 1, 1)

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """It stands nowhere in the repository; what is known of it is why."""

    reason: str
    exemption: str | None = None
    by: str | None = None
    date: Date | None = None


Said: TypeAlias = str | Absent | Withheld
"""Text in Markdown, or why there is none."""


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """Who may see a thing, where that is fewer than may see what it stands in."""

    marking: Marking | None = None
    audience: Audience | None = None
    silently: bool = False


OPEN = Disclosure()


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Anything that stands somewhere in a file; two that say the same are equal wherever they stand."""

    origin: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Disclosed(Placed):
    """Anything that may be meant for fewer readers than what it stands in."""

    disclosure: Disclosure = OPEN


@dataclass(frozen=True, kw_only=True)
class Citing(Placed):
    """Anything that a paragraph says."""

    paragraph: str | None = None


@dataclass(frozen=True, kw_only=True)
class Judged(Citing, Disclosed):
    """What a paragraph says and not everybody may see."""


@dataclass(frozen=True, kw_only=True)
class Statement(Judged):
    """What stands beside the paragraphs, of a threat or (`threat` is None) of the report as a whole."""

    threat: str | None = None


@dataclass(frozen=True, kw_only=True)
class Named(Statement):
    """A statement with an id of its own; `lineage` holds the ids that it had before."""

    id: str
    lineage: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Happening(Placed):
    """A dated thing that happened: at which meeting, with which reference, in which words."""

    meeting: str | None = None
    reference: str | None = None
    word: str | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Tags:
    """What a paragraph speaks to."""

    questions: tuple[Question, ...] = ()
    five_cs: tuple[FiveC, ...] = ()
    four_ps: tuple[FourP, ...] = ()
    reach: tuple[Reach, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.questions or self.five_cs or self.four_ps or self.reach)


@dataclass(frozen=True, kw_only=True)
class Paragraph(Disclosed):
    """The unit of citing and comparing: its number is counted or fixed by the record, its id stays."""

    id: str
    number: str
    text: Said
    section: str
    threat: str | None = None
    tags: Tags = Tags()
    classified: Tags = Tags()
    review: Review | None = None
    editorial: bool = False
    lineage: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lead(Citing):
    """A role that leads on a threat."""

    role: str
    what: str | None = None
    four_ps: tuple[FourP, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Because:
    """Why a grade moved: performance, evidence, method, scope or correction, and a sentence."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Grade(Judged):
    """A word of judgement, of something, by someone, on a scale or (when `scale` is None) in open words."""

    word: str
    of: tuple[str, ...]
    by: str
    scale: str | None
    basis: tuple[str, ...] = ()
    recommendation: str | None = None
    because: Because | None = None

    @property
    def is_left_out(self) -> bool:
        """Whether a copy shows no more of it than that there is one."""
        return self.word == Absent.NOT_PUBLISHED_HERE

    @property
    def subject(self) -> tuple[str, tuple[str, ...], bool]:
        """What makes two grades of two years the same judgement: who, of what, on a scale or not."""
        return self.by, tuple(sorted(self.of)), self.scale is None


@dataclass(frozen=True, kw_only=True)
class ThreatLevel(Citing):
    """An official level with its meaning at the time."""

    series: str
    level: str
    meaning: str
    since: Date | Absent
    called: str | None = None
    by_editors: bool = False


@dataclass(frozen=True, kw_only=True)
class Restated:
    """A figure of an earlier year that this one mends."""

    year: str
    old: float
    new: float
    reason: str


AreaValue: TypeAlias = float | str | Absent | Withheld
"""A number, `yes`, `no`, or why there is none."""

Areas: TypeAlias = Mapping[str, AreaValue]
"""An area's value by its id."""


@dataclass(frozen=True, kw_only=True)
class Figure(Statement):
    """What one year says of a metric, in the metric's unit."""

    metric: str
    kind: FigureKind
    value: float | Absent | Withheld | None = None
    out_of: float | None = None
    span: tuple[float, float] | None = None
    direction: Direction | None = None
    years_running: int | None = None
    basis: str | None = None
    words: str | None = None
    model: str | None = None
    by_area: Areas | Absent | None = None
    as_of: Date | None = None
    by: Date | Absent | None = None
    approximate: bool = False
    reach: Reach | None = None
    source: str | None = None
    restates: Restated | None = None
    by_editors: bool = False
    left_out: int | None = None
    """Which it is, from 1, of those of its threat that a copy leaves out; None for one that is there."""

    @property
    def key(self) -> tuple[str, FigureKind, str]:
        """What makes two figures of two years the same: metric and kind; `by` tells several plans apart."""
        return self.metric, self.kind, str(self.by or "")

    @property
    def anchor(self) -> str:
        """Its place on a page."""
        if self.left_out:  # what would tell it from others is left out too
            return f"figure-not-published-{self.threat or 'report'}-{self.left_out}"
        return f"figure-{self.name}"

    @property
    def name(self) -> str:
        """What it is called in a list of changes."""
        by = f"-{self.by}".replace(" ", "-") if self.by else ""
        return f"{self.metric}-{self.kind}{by}"


@dataclass(frozen=True, kw_only=True)
class Risk(Named):
    """A risk, weakness or gap."""

    text: Said
    review: Review | None = None
    owner: str | None = None
    score: str | None = None


@dataclass(frozen=True, kw_only=True)
class Action(Named):
    """Something promised; in a later year, what became of it."""

    text: Said
    by: Date | Absent
    review: Review | None = None
    owner: str | None = None
    outcome: Outcome | None = None
    outcome_text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Exercise(Named):
    """An exercise or a live deployment."""

    text: Said
    kind: str
    state: str
    date: Date | Absent
    outcome: str | Absent = Absent.NOT_STATED
    review: Review | None = None
    five_cs: tuple[FiveC, ...] = ()
    reach: tuple[Reach, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Finding(Named):
    """What an inspection found."""

    text: Said
    kind: FindingKind | Absent
    body: str
    programme: str | Absent
    date: Date | Absent
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Evidence(Named):
    """A pointer to evidence, never the material."""

    what: str
    reference: str | Absent
    date: Date | Absent
    held_by: str | Absent


@dataclass(frozen=True, kw_only=True)
class Statements:
    """What stands beside the paragraphs, of one threat or of the year as a whole."""

    figures: tuple[Figure, ...] = ()
    risks: tuple[Risk, ...] = ()
    actions: tuple[Action, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def named(self) -> tuple[Named, ...]:
        """All that has an id of its own."""
        return (*self.risks, *self.actions, *self.exercises, *self.findings, *self.evidence)

    @property
    def everything(self) -> tuple[Statement, ...]:
        """All of them."""
        return (*self.figures, *self.named)


@dataclass(frozen=True, kw_only=True)
class FullAssessment(Placed):
    """Points to the lead's full assessment, which never stands in the repository."""

    reference: str | Absent
    date: Date | Absent
    held_by: str | Absent
    marking: Marking | None = None


@dataclass(frozen=True, kw_only=True)
class Threat(Disclosed):
    """What a year says of one threat."""

    id: str
    title: str
    spr_edition: str
    in_brief: Said
    leads: tuple[Lead, ...] | Absent
    grades: tuple[Grade, ...] | Absent
    paragraphs: tuple[Paragraph, ...]
    threat_levels: tuple[ThreatLevel, ...] = ()
    statements: Statements = Statements()
    full_assessment: FullAssessment | None = None
    not_addressed: Mapping[Question, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def graded(self) -> tuple[Grade, ...]:
        """Its grades; none when it is not graded."""
        return () if isinstance(self.grades, Absent) else self.grades


@dataclass(frozen=True, kw_only=True)
class Section(Placed):
    """A part of the report: its own paragraphs, or those of a threat."""

    id: str
    title: str
    threat: str | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, kw_only=True)
class Titled(Placed):
    """Who or what takes part: an id, and the words that people use."""

    id: str
    title: str
    lineage: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Role(Titled):
    """A role, never a person."""


@dataclass(frozen=True, kw_only=True)
class Group(Titled):
    """A board, unit, partnership or body; `kind` says which."""

    kind: str
    reach: Reach | None = None


@dataclass(frozen=True, kw_only=True)
class Programme(Titled):
    """A programme or strategy."""

    what: str


@dataclass(frozen=True, kw_only=True)
class Relation(Placed):
    """How two of them stand to each other, from a paragraph."""

    subject: str
    verb: str
    object: str
    paragraph: str
    by_editors: bool = False

    @property
    def doing(self) -> str:
        """The verb, to be read after one role and after several: "reporting to"."""
        return DOING.get(self.verb, self.verb)


@dataclass(frozen=True, kw_only=True)
class Governance:
    """Roles, groups, programmes and the relations between them."""

    roles: tuple[Role, ...] = ()
    groups: tuple[Group, ...] = ()
    programmes: tuple[Programme, ...] = ()
    relations: tuple[Relation, ...] = ()

    @property
    def parts(self) -> tuple[Titled, ...]:
        """All that has an id and a title."""
        return (*self.roles, *self.groups, *self.programmes)


@dataclass(frozen=True, kw_only=True)
class Implication(Placed):
    """What the report says of one kind of implication."""

    kind: str
    text: str
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a correction says of itself, beside its event."""

    kind: str
    reason: str
    effect_on_grades: str
    effect_on_recommendations: str
    told: str | Absent
    before: Mapping[str, str]
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordEvent(Happening):
    """
    A dated thing that happened to the year as a whole.

    `parts` maps a part of the text as it was approved to its SHA-256, `files` and `before` a file's name,
    `shared` an entry of a shared file, and
    `recommendations` a recommendation's id; `numbers` maps a paragraph's id to its number.
    """

    what: Recorded
    date: Date
    by: str
    digest: str | None = None
    reason: str | None = None
    correction: Correction | None = None
    parts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    shared: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    recommendations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    numbers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The dates of a year's cycle; they are several things and none is the year's id. `due`: for leads."""

    tasked: Date | Absent
    assessed: Date | Absent
    reported: Date | Absent
    published: Date | Absent
    plan_year: str | Absent
    due: Date | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where the text of a year comes from."""

    kind: Provenance
    note: str
    paper: str | None = None
    reference: str | Absent | None = None
    licence: str | Absent | None = None


@dataclass(frozen=True, kw_only=True)
class Year(Placed):
    """
    One annual assessment.

    `sections` hold the paragraphs in the report's order, `threats` what is said of each threat in the
    same order, `statements` what stands beside the report's own paragraphs. `covers` is None for a year
    that is whole. `recommendations_first` is of the paper alone.
    """

    id: str
    label: str
    dates: Dates
    source: Source
    marking: Marking
    audience: Audience
    in_brief: Said
    change_note: Said
    method: Said
    spr_editions: tuple[str, ...]
    sections: tuple[Section, ...]
    threats: tuple[Threat, ...]
    covers: frozenset[Covered] | None = None
    statements: Statements = Statements()
    implications: tuple[Implication, ...] = ()
    governance: Governance = Governance()
    record: tuple[RecordEvent, ...] = ()
    recommendations_first: bool = False

    def recorded(self, what: Covered) -> bool:
        """Whether the year tells of *what* at all: a partial year may not."""
        return self.covers is None or what in self.covers

    def as_known(self, what: T) -> T | Absent:
        """*what*, but *not recorded* where it is not stated and the report itself is not known."""
        is_unknown = self.covers is not None and what == Absent.NOT_STATED
        return Absent.NOT_RECORDED if is_unknown else what

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in the order of the report."""
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)

    @cached_property
    def all_statements(self) -> tuple[Statements, ...]:
        """What stands beside the paragraphs: the year's own first, then each threat's."""
        return (self.statements, *(threat.statements for threat in self.threats))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in the order of the report."""
        return tuple(figure for part in self.all_statements for figure in part.figures)

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        """All risks, in the order of the report."""
        return tuple(risk for part in self.all_statements for risk in part.risks)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """All actions, in the order of the report."""
        return tuple(action for part in self.all_statements for action in part.actions)

    @property
    def state(self) -> State:
        """Draft, agreed, published or withdrawn, as the record has it."""
        happened = {event.what for event in self.record}
        if Recorded.WITHDRAWN in happened:
            return State.WITHDRAWN
        if Recorded.PUBLISHED in happened:
            return State.PUBLISHED
        return State.AGREED if Recorded.AGREED in happened else State.DRAFT

    def events(self, what: Recorded) -> tuple[RecordEvent, ...]:
        """The events of one kind, oldest first."""
        return tuple(event for event in self.record if event.what is what)

    @property
    def own_date(self) -> Date | None:
        """
        The date up to which this year knows what happened; None while it is a draft.

        A year that was made here is dated by its publication; one that comes from a paper by that paper, and
        by its publication here only if the paper states no date.
        """
        if isinstance(self.dates.published, Date):
            return self.dates.published
        if self.source.kind in {Provenance.ISSUED, Provenance.MADE_UP}:
            published = self.events(Recorded.PUBLISHED)
            return published[0].date if published else None
        stated = [date for date in (self.dates.reported, self.dates.assessed) if isinstance(date, Date)]
        return next(iter([*stated, *(event.date for event in self.events(Recorded.PUBLISHED))]), None)
