"""Facts to sentences. What is true was settled before; here it is only said, in plain English."""

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Final

from spr.changes import Change, Counted, Kind, Thing, What
from spr.changes.grades import WHO
from spr.changes.values import WITHHELD, by_area, number, quantity, recommendations, trend
from spr.ledger import NOT_RECORDED, Ledger, Recommendations
from spr.model.assessment import Figure, Grade, Withheld
from spr.model.dates import Date
from spr.model.recommendation import Event
from spr.model.shared import Area, Assessments, Metric, Scale
from spr.model.words import Absent, Comparability, FigureKind, Happened, capital, small

_FROM_TO: Final = "{name}: from {old} to {new}."
"""How an amount changed, unless one is a range: nobody could say where "from 8 to 10 to 7 to 10" turns."""

_TEMPLATES: Final[Mapping[Kind, str]] = {
    Kind.ADDED: "{is_new}: {name}{gap}.",
    Kind.ENDED: "{name}: not mentioned any more.",
    Kind.RENAMED: "{name}: called {old} before.",
    Kind.MOVED: "{name}: moved from {old} to {new}.",
    Kind.SPLIT: "{name}: one of several that were one before.",
    Kind.MERGED: "{name}: one where there were several before.",
    Kind.NOT_RECORDED: "{name}: not recorded in the other year.",
    Kind.NOT_FILLED_IN: "{name}: {old} before, and not filled in yet.",
    Kind.NOT_IN_EDITION: "{name}: not in the SPR edition of the other year.",
    Kind.EDITION_CHANGED: "{name}: held against {new}; before, against {old}.",
    Kind.SAME_AGAIN: "{name}: {new} in both years, and not in every year between.",
    Kind.WITHHELD: "{name}: withheld now.",
    Kind.RELEASED: "{name}: withheld before, and not any more.",
    Kind.NOT_PUBLISHED: "{name}: not published here.",
    Kind.GRADE_RAISED: "{name}: raised from {old} to {new}.",
    Kind.GRADE_LOWERED: "{name}: lowered from {old} to {new}.",
    Kind.NOW_GRADED: "{name}: {new}{gap}.",
    Kind.NO_LONGER_GRADED: "{name}: {old} before, and not graded now.",
    Kind.GRADE_NOT_COMPARABLE: "{name}: {new} now and {old} before, which cannot be compared.",
    Kind.LEVEL_RAISED: "{name}: raised from {old} to {new}.",
    Kind.LEVEL_LOWERED: "{name}: lowered from {old} to {new}.",
    Kind.LEVEL_REDEFINED: "{name}: still {new}, which now means something else.",
    **dict.fromkeys((Kind.VALUE_CHANGED, Kind.REQUIREMENT_CHANGED, Kind.PLAN_CHANGED), _FROM_TO),
    Kind.TREND_CHANGED: "{name}: {new} now; before, {old}.",
    Kind.AREAS_CHANGED: "{name}: {new} now; before, {old}.",
    Kind.NOW_STATED: "{name}: {new}{gap}.",
    Kind.NO_LONGER_STATED: "{name}: {old} before, and not stated now.",
    Kind.REDEFINED: "{name}: {new}. Before, counted in another way: {old}.",
    Kind.RESTATED: "{name}: given as {old}, and restated since as {new}.",
    Kind.PROMISE_KEPT: "{name}: kept. It was promised {by}.",
    Kind.PROMISE_MISSED: "{name}: missed. It was promised {by}.",
    Kind.PROMISE_MOVED: "{name}: moved from {old} to {new}.",
    Kind.PROMISE_DROPPED: "{name}: dropped. It was promised {by}.",
    Kind.PROMISE_WITHOUT_WORD: "{name}: nothing is said of what became of it.",
    Kind.TOLD_BEFORE: "{name}: {became} before, and not mentioned any more.",
    Kind.RAISED: "{name} was raised: {new}",
    Kind.CLOSED: "{name}: closed, because it was {new}.",
    Kind.REOPENED: "{name}: reopened after it was {old}.",
    Kind.DATE_MOVED: "{name}: due {new}; before, {old}.",
    Kind.PROGRESSED: "{name}: {new}.",
    Kind.OWNER_CHANGED: "{name}: with {new} now; before, with {old}.",
    Kind.SCORE_CHANGED: "{name}: scored {new}; before, {old}.",
    Kind.STATE_CHANGED: "{name}: {new}; before, {old}.",
    Kind.DETAILS_CHANGED: "{name}: {new}. Before: {old}.",
    Kind.REWORDED: "{name}: reworded.",
    Kind.EDITORIAL_ONLY: "{name}: polished, and it means the same.",
    Kind.UNCHANGED: "{name}: unchanged.",
}

_FIRST: Final[Mapping[Kind, str]] = {
    Kind.NOW_GRADED: ", where there was no such grade before",
    Kind.NOW_STATED: ", where nothing was stated before",
}
"""What is told where there is no gap: nothing was given before, in any year."""

_QUOTED: Final = frozenset(
    {Thing.RISK, Thing.ACTION, Thing.EXERCISE, Thing.FINDING, Thing.EVIDENCE, Thing.RELATION}
)
"""What is called by a sentence of its own."""


_UNTOLD: Final = frozenset({WITHHELD, *(absent.value for absent in Absent)})
"""Titles that say only why there is none."""

_HAPPENED: Final = frozenset(
    {Kind.PROMISE_KEPT, Kind.PROMISE_MISSED, Kind.CLOSED, Kind.REOPENED, Kind.PROGRESSED}
)
"""What came of something: the words beside it tell of it, and give no reason."""

_VALUED: Final = frozenset({Thing.FIGURE, Thing.THREAT_LEVEL})
"""What says an amount or a level, which its name alone does not tell."""

JOINTS: Final = frozenset(
    {
        *(text for template in _TEMPLATES.values() for text, *_ in Formatter().parse(template)),
        *("on", "in", "by", "at", "to", "and", "with the word", "told in", "by whom is", "date"),
        *("by recommendation", "by recommendations"),
        *Happened,
        *Absent,
    }
)
"""What the sentences here put between names, dates and numbers of the data."""


def number_in_words(value: float) -> str:
    """A number as people write it: 1,234; 0.5."""
    return number(value)


def figure_in_words(figure: Figure, metric: Metric, areas: Sequence[Area] = ()) -> str:
    """
    What a figure says, without its name; *areas* give the areas their names.

    "3 of 7 local authority areas", "62 PSUs by December 2016 (plan)", "4 to 5 years",
    "every 3 months (quarterly)", "rising for the third year running", "not stated", "0 PSUs",
    "withheld (s31: Would show how many officers are available at once)".
    """
    amount = withheld_in_words(figure.value) if isinstance(figure.value, Withheld) else None
    amount = amount or quantity(figure, metric.unit)
    moving = trend(figure)
    kind = _figure_kind(figure)
    said = ", ".join(filter(None, (f"{amount}{kind}" if amount else None, moving)))
    if moving and not amount:
        said += kind
    listed = by_area(figure.by_area, areas)
    return "; ".join(filter(None, (said, f"by area: {listed}" if listed else None))) or (
        Absent.NOT_STATED.value
    )


def readers_in_words(assessments: Assessments) -> str:
    """Whom a copy is for."""
    return f"the {str(assessments.audience).replace('-', ' ')}"


def withheld_in_words(withheld: Withheld) -> str:
    """That something is withheld, and why: "withheld (s31: Would show …)"."""
    why = ": ".join(filter(None, (withheld.exemption, withheld.reason.strip().removesuffix("."))))
    return f"withheld ({why})"


def grade_in_words(grade: Grade, scale: Scale | None) -> str:
    """
    A grade with what it is of, who gave it and on which scale.

    "Adequate: capability and capacity, graded by the force on the scale ‘PEEL grades’ (3 of 5, best
    first)"; "sufficient: capability, graded by the force in words on no scale".
    """
    if grade.is_left_out:
        return f"A grade is {grade.word}"
    of = " and ".join(grade.of)
    who = WHO.get(grade.by, grade.by)
    if scale is None:
        return f"{grade.word}: {of}, graded by {who} in words on no scale"
    where = ""
    if scale.ordered and grade.word in scale.words:
        where = f" ({scale.words.index(grade.word) + 1} of {len(scale.words)}, best first)"
    return f"{grade.word}: {of}, graded by {who} on the scale ‘{scale.name}’{where}"


def judge_in_words(by: str) -> str:
    """By whom a grade was given: "by the force"."""
    return f"by {WHO.get(by, by)}"


def event_in_words(event: Event, assessments: Assessments, *, dated: bool = True) -> str:
    """
    What happened to a recommendation, when, by whom and where: one sentence in plain text.

    "Accepted on 4 October 2022 by Chief Constable, at Executive Board (Minute 42/22)." What was said of it
    stands in the event's own text. Where the date stands beside it already, the sentence need not be *dated*.
    """
    when = _when(event) if dated else _told(event)
    if not isinstance(event.what, Happened):
        return f"{capital(event.what)}{when}."
    titles = {part.id: part.title for part in assessments.parts()}
    meeting = assessments.meeting(event.meeting or "")
    where = meeting.title if meeting else event.meeting
    parts = (
        _happened(event, titles),
        when,
        _by_whom(event, titles),
        f", at {where}" if where else "",
        f" ({event.reference})" if event.reference else "",
        f", with the word ‘{event.word}’" if event.word else "",
    )
    return f"{''.join(parts)}."


def change_in_words(change: Change) -> str:
    """A change as one or two sentences in plain text; why it is so stands in `reasons_in_words`."""
    name, what = _name(change.what), change.what
    is_new = "Again" if change.gap else "New"
    gap = f"; {change.gap}" if change.gap else _FIRST.get(change.kind, "")
    if change.kind is Kind.RENAMED and what.thing in _QUOTED | {Thing.PARAGRAPH}:
        return capital(f"{name}: the same, with another id.")
    if what.thing in _VALUED and change.kind is Kind.ADDED and change.new:
        return f"{is_new}: {name}, {change.new}{gap}."
    if what.thing in _VALUED and change.kind is Kind.ENDED and change.old:
        return f"{capital(name)}: {change.old} before, and not mentioned any more."
    template = _TEMPLATES[change.kind]
    if template == _FROM_TO and " to " in f"{change.old} {change.new}":
        template = _TEMPLATES[Kind.TREND_CHANGED]
    text = template.format(
        name=name,
        old=change.old or Absent.NOT_STATED,
        new=change.new or Absent.NOT_STATED,
        by="without a date" if change.old in {None, Absent.NOT_STATED} else f"by {change.old}",
        is_new=is_new,
        gap=gap,
        became="without a word" if change.old in {None, Absent.NOT_STATED} else change.old,
    )
    return capital(text if text.endswith((".", "!", "?")) else f"{text}.")


def more_in_words(change: Change) -> str:
    """What is told of a change where what it is about was named just before: without that name."""
    return capital(change_in_words(change).removeprefix(f"{capital(_name(change.what))}: "))


def reasons_in_words(change: Change, *, caveat_known: bool = False) -> str:
    """
    Why a change is as it is and how far it may be compared; empty if nothing is to be said.

    Where the caveat stands above already, it is only named.
    """
    said = []
    if change.because:
        what = "Said of it" if change.kind in _HAPPENED else "Reason given"
        said.append(f"{what}: {change.because.strip().removesuffix('.')}.")
    caveat = caveat_in_words(change)
    if caveat:
        said.append(f"{capital(change.comparability)}, for the reason above." if caveat_known else caveat)
    return " ".join(said)


def counted_in_words(counted: Counted) -> str:
    """How many of a kind: `Grade raised (2)`, or with a thing that it does not name: `Risk: added (1)`."""
    named = counted.thing in counted.kind.lower()
    what = counted.kind if named else f"{capital(counted.thing)}: {small(counted.kind)}"
    return f"{what} ({counted.number:,})"


def caveat_in_words(change: Change) -> str:
    """How far a change may be compared, and why no further; empty if it may be without a second thought."""
    if change.comparability is Comparability.COMPARABLE or not change.reason:
        return ""
    reason = change.reason.strip().removesuffix(".").removeprefix("With care: ")
    return f"{capital(change.comparability)}: {reason}."


def ledger_in_words(ledger: Ledger) -> str:
    """A ledger as sentences: open at the start, raised, reopened, closed by cause, still open."""
    nouns = iter(("recommendation",))
    start = ""
    if ledger.open_at_start is not NOT_RECORDED:
        start = f"{capital(_were(ledger.open_at_start, 'open at the start', next(nouns)))}."
    elif ledger.year is not None:
        start = "How many recommendations were open at the start is not recorded."
    causes = ", ".join(f"{len(closed)} {cause}" for cause, closed in ledger.closed.items())
    happened = [
        _were(ledger.raised, "raised", next(nouns, "")),
        *([_were(ledger.reopened, "reopened")] if ledger.reopened else []),
        _were(ledger.all_closed, "closed") + (f" ({causes})" if causes else ""),
    ]
    of_which = "of those recorded, " if ledger.open_at_start is NOT_RECORDED else ""
    still = f"{of_which}{_are(ledger.still_open, 'still open')}"
    again = ""
    if ledger.closed_and_reopened:
        both = _were(ledger.closed_and_reopened, "both closed and reopened")
        again = f"{capital(both)}: each time is counted."
    hidden = ""
    if ledger.not_told:
        whether = "it is" if len(ledger.not_told) == 1 else "they are"
        hidden = f"Of {len(ledger.not_told)} more, this copy does not show whether {whether} open."
    return " ".join(filter(None, (start, f"{capital(', '.join(happened))}; {still}.", again, hidden)))


def _figure_kind(figure: Figure) -> str:
    if figure.kind is FigureKind.SCORE:
        return f" ({figure.model})" if figure.model else ""
    if figure.kind in {FigureKind.REQUIRED, FigureKind.PLAN, FigureKind.FORECAST}:
        return f" ({figure.kind})"
    return ""


def _happened(event: Event, titles: Mapping[str, str]) -> str:
    what = capital(event.what)
    if event.superseded_by:
        return f"{what} by {recommendations(event.superseded_by)}"
    if event.due:
        return f"{what} to {event.due.in_words},"
    if event.to:
        return f"{what} to {' and '.join(titles.get(name, name) for name in event.to)},"
    return what


def _when(event: Event) -> str:
    if not isinstance(event.date, Date):
        return f" (date {event.date}{_told(event)})"
    is_day = event.date.parts[2] is not None
    return f" {'on' if is_day else 'in'} {event.date.in_words}"


def _told(event: Event) -> str:
    return f", told in {event.told_in}" if event.told_in else ""


def _by_whom(event: Event, titles: Mapping[str, str]) -> str:
    if isinstance(event.by, Absent):
        return f", by whom is {event.by}"
    return f" by {titles.get(event.by, event.by)}"


def _name(what: What) -> str:
    if what.title in _UNTOLD:
        return f"{what.thing} ({what.title})"
    if what.thing in _QUOTED:
        return f"{what.thing} ‘{what.title.strip().removesuffix('.')}’"
    return what.title


def _were(recommendations: Recommendations, what: str, noun: str = "") -> str:
    one = len(recommendations) <= 1
    return f"{_number_of(recommendations, noun)} {'was' if one else 'were'} {what}"


def _are(recommendations: Recommendations, what: str) -> str:
    return f"{_number_of(recommendations, '')} {'is' if len(recommendations) <= 1 else 'are'} {what}"


def _number_of(recommendations: Recommendations, noun: str) -> str:
    count = len(recommendations)
    if not noun:
        return number(count) if count else "none"
    return f"{number(count) if count else 'no'} {noun}{'s' if count > 1 else ''}"
