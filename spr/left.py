"""What is left to do before a year can be published: by threat, and by who owes it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from spr.errors import Place, Pointer
from spr.ledger import status_in
from spr.model.assessment import Action, Exercise, Paragraph, Placed, Risk, Statements, Threat, Withheld, Year
from spr.model.dates import Date
from spr.model.recommendation import Event, Recommendation
from spr.model.shared import Assessments
from spr.model.words import Absent, FigureKind, Outcome, Question, RecommendationType, Review


class Lacking(StrEnum):
    """What somebody still owes; each value is the phrase that people read."""

    REVIEW = "to be confirmed or rewritten"
    FILLING_IN = "to be filled in"
    ANSWER = "neither answered nor left out with a reason"
    WORD_ON_RECOMMENDATION = "open, and nothing is said of it this year"
    WORD_ON_PROMISE = "its date has passed, and nothing is said of it"


@dataclass(frozen=True, kw_only=True)
class Piece(Placed):
    """
    One thing that somebody owes.

    `name` is its id, `title` what people call it, `text` what it says if it has no number, `owners` the roles
    that owe it (of none, those that lead on the threat do). `by` is when it was promised for. `within` is the
    way from what stands at `origin` to the thing itself.
    """

    lacking: Lacking
    name: str
    title: str
    text: str = ""
    owners: tuple[str, ...] = ()
    by: Date | None = None
    within: Pointer = ()

    @property
    def called(self) -> str:
        """What people call it: "Paragraph 17", "Risk “Deployments draw officers away”"."""
        return f"{self.title} “{self.text}”" if self.text else self.title

    @property
    def called_in_files(self) -> str:
        """The same with its id, where that is what they look for: "Paragraph 17 (fewer-units)"."""
        is_told = self.lacking in {Lacking.ANSWER, Lacking.WORD_ON_RECOMMENDATION}
        return self.called if is_told else f"{self.called} ({self.name})"


@dataclass(frozen=True, kw_only=True)
class Share:
    """
    What is left of one threat, or (`threat` is None) of the report as a whole.

    `leads` are roles; `reviewed` of `all` things that can be carried forward have been looked at.
    """

    threat: str | None
    title: str
    leads: tuple[str, ...]
    reviewed: int
    all: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Left:
    """What is left of a year; `due` is when leads were to have answered."""

    year: str
    due: Date | None
    shares: tuple[Share, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All of it."""
        return tuple(piece for share in self.shares for piece in share.pieces)


def left(assessments: Assessments, year: Year, day: Date | None = None) -> Left:
    """
    What is left of *year*, each thing once; a promise has to be told of once its date is before *day*.

    Without a day, the one by which leads were to answer is taken. A recommendation of several threats stands
    with the report as a whole. Takes assessments as written, or a copy.
    Source: `design.md`, "How a year is made".
    """
    until = day or year.dates.due
    before = assessments.year_before(year)
    promises = [*_promises_without_word(before, year, until)] if before and until else []
    asked = [*_recommendations_without_word(assessments, before, year)] if before else []
    threats = {threat.id for threat in year.threats}
    whole = Share(
        threat=None,
        title="The report as a whole",
        leads=(),
        **_counts(tuple(each for each in year.paragraphs if each.threat is None), year.statements),
        pieces=(
            *_unreviewed(tuple(each for each in year.paragraphs if each.threat is None), year.statements),
            *_unfilled(_of_report(year), assessments, year.statements),
            *(piece for threat, piece in (*asked, *promises) if threat not in threats),
        ),
    )
    shares = [
        _share(assessments, threat, [piece for name, piece in (*asked, *promises) if name == threat.id])
        for threat in year.threats
    ]
    return Left(year=year.id, due=year.dates.due, shares=(*shares, whole))


def days_late(due: Date | None, day: Date | None) -> int:
    """How many days after *due* the day *day* is; none before it, and none where either is not known."""
    if due is None or day is None or due.parts[2] is None or not due < day:
        return 0
    return day.ordinal - due.ordinal


def _share(assessments: Assessments, threat: Threat, more: list[Piece]) -> Share:
    leads = () if isinstance(threat.leads, Absent) else threat.leads
    first = [lead.role for lead in leads if lead.what == "lead"] or [lead.role for lead in leads[:1]]
    return Share(
        threat=threat.id,
        title=threat.title,
        leads=tuple(first),
        **_counts(threat.paragraphs, threat.statements),
        pieces=(
            *_unreviewed(threat.paragraphs, threat.statements),
            *_unfilled(_of_threat(threat), assessments, threat.statements),
            *_unanswered(threat),
            *more,
        ),
    )


def _counts(paragraphs: tuple[Paragraph, ...], statements: Statements) -> dict[str, int]:
    reviews = [each.review for each in paragraphs]
    reviews += [each.review for each in _carried(statements)]
    unreviewed = sum(review is Review.CARRIED_FORWARD for review in reviews)
    return {"reviewed": len(reviews) - unreviewed, "all": len(reviews)}


def _unreviewed(paragraphs: tuple[Paragraph, ...], statements: Statements) -> Iterator[Piece]:
    for paragraph in paragraphs:
        if paragraph.review is Review.CARRIED_FORWARD:
            yield Piece(
                lacking=Lacking.REVIEW,
                name=paragraph.id,
                title=f"Paragraph {paragraph.number}",
                origin=paragraph.origin,
            )
    for thing in _carried(statements):
        if thing.review is Review.CARRIED_FORWARD:
            owner = None if isinstance(thing, Exercise) else thing.owner
            yield Piece(
                lacking=Lacking.REVIEW,
                name=thing.id,
                title=type(thing).__name__,
                text=_text(thing),
                owners=(owner,) if owner else (),
                origin=thing.origin,
            )


def _unfilled(
    said: Iterable[tuple[str, Pointer, object, Place]], assessments: Assessments, statements: Statements
) -> Iterator[Piece]:
    """What was emptied when the year was opened, and still is."""
    for title, within, what, origin in said:
        if what is Absent.TO_BE_FILLED_IN:
            yield Piece(
                lacking=Lacking.FILLING_IN,
                name=str(within[-1]),
                title=title,
                within=within,
                origin=origin,
            )
    for figure in statements.figures:
        if figure.value is Absent.TO_BE_FILLED_IN:
            metric = assessments.metric(figure.metric)
            yield Piece(
                lacking=Lacking.FILLING_IN,
                name=figure.metric,
                title="Figure" if figure.kind is FigureKind.ACTUAL else f"Figure ({figure.kind})",
                text=metric.name if metric else figure.metric,
                within=("value",),
                origin=figure.origin,
            )


def _of_threat(threat: Threat) -> Iterator[tuple[str, Pointer, object, Place]]:
    """What a threat's file says as a whole: what people call it, the way to it, what stands there, where."""
    yield "The brief", ("in_brief",), threat.in_brief, threat.origin
    yield "Who leads", ("leads",), threat.leads, threat.origin
    yield "The grades", ("grades",), threat.grades, threat.origin


def _of_report(year: Year) -> Iterator[tuple[str, Pointer, object, Place]]:
    """The same of the report as a whole."""
    yield "When leads had assessed", ("dates", "assessed"), year.dates.assessed, year.origin
    yield "The plan year", ("dates", "plan_year"), year.dates.plan_year, year.origin
    yield "The brief", ("in_brief",), year.in_brief, year.origin
    yield "What changed since the year before", ("change_note",), year.change_note, year.origin
    yield "How it was assessed", ("method",), year.method, year.origin


def _text(thing: Risk | Action | Exercise) -> str:
    text = thing.text
    return "" if isinstance(text, Withheld | Absent) else " ".join(text.split()).removesuffix(".")


def _carried(statements: Statements) -> tuple[Risk | Action | Exercise, ...]:
    """What stands beside the paragraphs and can be carried forward."""
    return (*statements.risks, *statements.actions, *statements.exercises)


def _unanswered(threat: Threat) -> Iterator[Piece]:
    answered = {
        question
        for paragraph in threat.paragraphs
        for question in (*paragraph.tags.questions, *paragraph.classified.questions)
    }
    for question in Question:
        if question not in answered and question not in threat.not_addressed:
            yield Piece(
                lacking=Lacking.ANSWER,
                name=question.value,
                title=f"The question on {question.replace('-', ' ')}",
                origin=threat.origin,
            )


def _recommendations_without_word(
    assessments: Assessments, before: Year, year: Year
) -> Iterator[tuple[str | None, Piece]]:
    for each in assessments.recommendations:
        if each.raised_in >= year.id or each.type is RecommendationType.TO_NOTE:
            continue
        now = status_in(each, year)
        if now.is_open and not any(_is_word(event, before, year) for event in now.events):
            yield (
                _only(each),
                Piece(
                    lacking=Lacking.WORD_ON_RECOMMENDATION,
                    name=each.id,
                    title=f"Recommendation {each.id}",
                    owners=now.addressees,
                    by=now.due if isinstance(now.due, Date) else None,
                    origin=each.origin,
                ),
            )


def _is_word(event: Event, before: Year, year: Year) -> bool:
    """Whether an event is told in *year*, or happened since the year before, or since leads were asked."""
    if event.told_in:
        return event.told_in == year.id
    since = before.own_date or year.dates.tasked
    return isinstance(event.date, Date) and isinstance(since, Date) and since < event.date


def _promises_without_word(before: Year, year: Year, until: Date) -> Iterator[tuple[str | None, Piece]]:
    now = {name: action for action in year.actions for name in (action.id, *action.lineage)}
    for promised in before.actions:
        found = now.get(promised.id)
        if _is_settled(promised) or not isinstance(promised.by, Date) or not promised.by < until:
            continue
        if found is None or (found.outcome is None and found.by == promised.by):
            yield (
                promised.threat,
                Piece(
                    lacking=Lacking.WORD_ON_PROMISE,
                    name=promised.id,
                    title="Promise",
                    text=_text(promised),
                    owners=(promised.owner,) if promised.owner else (),
                    by=promised.by,
                    origin=found.origin if found else year.origin,
                ),
            )


def _is_settled(action: Action) -> bool:
    return action.outcome not in {None, Outcome.MOVED}


def _only(recommendation: Recommendation) -> str | None:
    """The threat of a recommendation that has one."""
    return recommendation.threats[0] if len(recommendation.threats) == 1 else None
