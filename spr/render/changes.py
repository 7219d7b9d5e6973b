"""Differences between a year and an earlier one, each with all that is known of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from spr.changes import Change, Counted, Direction, Kind, Part, Significance, Step, Thing, overview
from spr.model.assessment import Year
from spr.model.words import Absent, Covered, small
from spr.narrative import caveat_in_words, change_in_words, counted_in_words, more_in_words, reasons_in_words
from spr.render.partial import fill
from spr.render.parts import absent, capital, items, link, listed, sentence
from spr.render.prose import whole, wording
from spr.render.text import plain
from spr.render.view import FIGURES, RECOMMENDATIONS, REPORT, RISKS, View, threat_address

LOOKS: Final[Mapping[Kind, str]] = {
    **dict.fromkeys((Kind.GRADE_RAISED, Kind.LEVEL_RAISED), "raised"),
    **dict.fromkeys((Kind.GRADE_LOWERED, Kind.LEVEL_LOWERED), "lowered"),
    **dict.fromkeys((Kind.ADDED, Kind.NOW_GRADED, Kind.NOW_STATED, Kind.RELEASED, Kind.RAISED), "added"),
    **dict.fromkeys(
        (Kind.ENDED, Kind.NO_LONGER_GRADED, Kind.NO_LONGER_STATED, Kind.WITHHELD, Kind.CLOSED), "ended"
    ),
    **dict.fromkeys((Kind.RENAMED, Kind.MOVED, Kind.SPLIT, Kind.MERGED), "renamed"),
    **dict.fromkeys(
        (Kind.GRADE_NOT_COMPARABLE, Kind.LEVEL_REDEFINED, Kind.REDEFINED, Kind.EDITION_CHANGED),
        "not-comparable",
    ),
    **dict.fromkeys((Kind.PROMISE_KEPT, Kind.PROMISE_MISSED, Kind.PROMISE_WITHOUT_WORD), ""),
    Kind.UNCHANGED: "unchanged",
}
"""The sign of a change, as the style sheet names it; a kind that is not here is a plain change."""

ADDRESSES: Final[Mapping[Thing, str]] = {
    Thing.THREAT: threat_address("{}"),
    Thing.FIGURE: f"{FIGURES}#{{}}",
    Thing.RECOMMENDATION: f"{RECOMMENDATIONS}#{{}}",
    Thing.RISK: f"{RISKS}#risk-{{}}",
    Thing.ACTION: f"{RISKS}#action-{{}}",
    **dict.fromkeys(
        (Thing.GRADE, Thing.THREAT_LEVEL, Thing.LEAD, Thing.RELATION, Thing.PARAGRAPH), f"{REPORT}#{{}}"
    ),
}
"""Where a thing of a year stands, by its anchor; exercises, findings and evidence stand with their threat."""

WITH_THEIR_THREAT: Final = frozenset({Thing.EXERCISE, Thing.FINDING, Thing.EVIDENCE})

GRADED: Final = frozenset({Thing.GRADE, Thing.THREAT_LEVEL})

BROKEN_FIRST: Final = (
    *(Kind.PROMISE_MISSED, Kind.PROMISE_WITHOUT_WORD, Kind.PROMISE_DROPPED, Kind.PROMISE_MOVED),
    Kind.PROMISE_KEPT,
)
"""What became of a promise, in the order in which a board asks."""

COMPARED_IN_WORDS: Final = frozenset({Kind.REWORDED, Kind.EDITORIAL_ONLY, Kind.MERGED})

CALLED_BY_A_SENTENCE: Final = WITH_THEIR_THREAT | {Thing.RISK, Thing.ACTION}
"""What needs no sentence of its own where the whole text stands beneath."""


@dataclass(frozen=True)
class Compared:
    """The year of a page against the year `old`, and what changed from that one to this."""

    view: View
    old: Year
    changes: tuple[Change, ...]

    def on_threat(self, threat: str) -> "Compared":
        """The same for one threat, without what is counted apart."""
        of_threat = [change for change in self.changes if _is_on(self.view, change, threat)]
        placed = [change for changes in overview(of_threat).parts.values() for change in changes]
        return Compared(self.view, self.old, tuple(placed))


def since_last(view: View) -> Compared | None:
    """The year of a page against the year before, if there is one."""
    return Compared(view, view.before, view.changes) if view.before else None


def render_promised(view: View) -> str:
    """What the year before promised, and what became of it: first what was not kept."""
    compared = since_last(view)
    if compared is None:
        return nothing_before(view)
    promised = overview(compared.changes).parts.get(Part.PROMISED, ())
    if promised:
        by_outcome = sorted(promised, key=lambda change: BROKEN_FIRST.index(change.kind))
        return changes_list(compared, by_outcome)
    return covered_only(compared.old) or sentence(f"{compared.old.label}: no promise had come due.")


def what_moved(view: View, threat: str) -> str:
    """What changed on one threat, or why nothing can be said."""
    compared = since_last(view)
    if compared is None:
        return nothing_before(view)
    moved = compared.on_threat(threat).changes
    if moved:
        return changes_list(compared, moved)
    return covered_only(compared.old) or sentence(
        f"Nothing that is compared has moved since {compared.old.label}."
    )


def moved_in_brief(view: View, threat: str) -> Markup:
    """What moved on one threat: its grades and levels in words, the rest counted; or why none can be told."""
    compared = since_last(view)
    if compared is None:
        return absent(Absent.NOT_APPLICABLE)
    moved = compared.on_threat(threat).changes
    if not moved:
        return escape("Nothing") if compared.old.covers is None else absent(Absent.NOT_RECORDED)
    told = [change for change in moved if _is_told_in_brief(change)]
    others = overview(change for change in moved if change not in told).headlines
    lesser = len(moved) - len(told) - sum(counted.number for counted in others)
    counts = [counted_in_words(counted) for counted in others] + (
        [f"lesser changes ({lesser})"] if lesser else []
    )
    words = ", ".join(counts)
    rest = link(view.to(f"{threat_address(threat)}#what-moved"), words[:1].upper() + words[1:])
    sentences = [{**_item(compared, change, in_full=False, caveat_known=True), "why": ""} for change in told]
    return (fill("changes", changes=sentences) if told else Markup()) + (rest if counts else Markup())


def nothing_before(view: View) -> Markup:
    """That no year stands before."""
    return sentence(
        absent(Absent.NOT_APPLICABLE), f"Nothing stands before {view.year.label} to compare with."
    )


def covered_only(year: Year) -> Markup:
    """That a year is a partial record; nothing for a whole one."""
    if year.covers is None:
        return Markup()
    covered = listed(what.value for what in Covered if what in year.covers)
    return sentence(
        absent(Absent.NOT_RECORDED),
        f"Of {year.label}, only {covered} are known here; the rest is not compared.",
    )


def changes_list(compared: Compared, changes: Iterable[Change], *, in_full: bool = False) -> Markup:
    """
    Changes with their reasons; *in_full* also with their texts and a link to the earlier year.

    How far things may be compared is told in full once, where it is the same for several.
    """
    told: set[str] = set()
    shown = []
    for first, *others in _together(changes):
        caveat = caveat_in_words(first)
        item = _item(compared, first, in_full=in_full, caveat_known=caveat in told)
        also = [{"what_html": _more(compared, each), "why": reasons_in_words(each)} for each in others]
        shown.append(item | {"also": also})
        told.add(caveat)
    return fill("changes", changes=shown)


def _together(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """What is told of one recommendation beside each other; anything else alone."""
    for what, same in groupby(changes, lambda change: change.what):
        if what.thing is Thing.RECOMMENDATION:
            yield list(same)
        else:
            yield from ([change] for change in same)


def _more(compared: Compared, change: Change) -> Markup:
    return plain(compared.view, more_in_words(change))


def counts(counted: Iterable[Counted]) -> Markup:
    """How many changes there are of each kind."""
    return items(escape(counted_in_words(each)) for each in counted)


def _is_told_in_brief(change: Change) -> bool:
    return change.what.thing in GRADED and change.significance is Significance.HEADLINE


def _is_on(view: View, change: Change, threat: str) -> bool:
    if change.what.thing is Thing.RECOMMENDATION:
        found = view.recommendation(change.what.id)
        return found is not None and threat in found.threats
    return change.threat == threat


def _item(compared: Compared, change: Change, *, in_full: bool, caveat_known: bool) -> dict[str, object]:
    prose = _prose(compared, change) if in_full else Markup()
    words = change_in_words(change)
    if prose and change.what.thing in CALLED_BY_A_SENTENCE:
        what = Markup("{}: {}.").format(
            link(_href(compared, change), capital(change.what.thing)), small(change.kind)
        )
    else:
        what = _linked(compared, change, words) + _sense(change)
    if in_full:
        what += _before(compared, change)
    return {
        "look": LOOKS.get(change.kind, "changed"),
        "what_html": what,
        "route": list(_route(change.route)),
        "why": reasons_in_words(change, caveat_known=caveat_known),
        "also": [],
        "prose_html": prose,
    }


def _sense(change: Change) -> str:
    """Whether a figure moved for the better: its number alone does not tell."""
    is_told = change.what.thing is Thing.FIGURE and change.direction in {Direction.BETTER, Direction.WORSE}
    return f" ({capital(change.direction)})" if is_told else ""


def _linked(compared: Compared, change: Change, words: str) -> Markup:
    """The sentence on a change; what it is about leads to where that stands."""
    view = compared.view
    title = change.what.title.strip().removesuffix(".")
    before, found, after = words.partition(title)
    href = _href(compared, change)
    if not found or not href:
        return plain(view, words)
    return Markup().join((plain(view, before), link(href, plain(view, title)), plain(view, after)))


def _href(compared: Compared, change: Change) -> str | None:
    """Where a thing stands in this year or, if it no longer does, in the earlier one."""
    recommendation = compared.view.recommendation(change.what.id)
    if change.what.thing is Thing.RECOMMENDATION and recommendation:
        return compared.view.to_recommendation(recommendation)
    here = _address(change, compared.view.year, change.new_anchor)
    return compared.view.to(here) if here else _href_before(compared, change)


def _href_before(compared: Compared, change: Change) -> str | None:
    there = _address(change, compared.old, change.old_anchor)
    return compared.view.to_year(compared.old.id, there) if there else None


def _before(compared: Compared, change: Change) -> Markup:
    """A link to where the earlier year has a thing that this year has too."""
    href = _href_before(compared, change) if change.new_anchor else None
    if not href:
        return Markup()
    where = compared.old.id
    if change.what.thing is Thing.PARAGRAPH and change.old_anchor:
        where = f"{where}, paragraph {change.old_anchor.removeprefix('p')}"
    return Markup(' <span class="spr-change__before">Before: {}.</span>').format(link(href, where))


def _address(change: Change, year: Year, anchor: str | None) -> str | None:
    """The address of a thing within a year, if it has a place of its own there."""
    thing = change.what.thing
    if anchor is None:
        return None
    if thing is Thing.GRADE and anchor.startswith("r"):
        return f"{RECOMMENDATIONS}#{anchor}"
    if thing in WITH_THEIR_THREAT:
        has_page = any(threat.id == change.threat for threat in year.threats)
        return f"{threat_address(change.threat or '')}#{thing}-{anchor}" if has_page else None
    return ADDRESSES[thing].format(anchor) if thing in ADDRESSES else None


def _route(steps: Iterable[Step]) -> Iterator[tuple[str, str]]:
    """The steps, with years that follow each other and say the same as one."""
    for value, same in groupby(steps, lambda step: step.value):
        years = [step.year for step in same]
        yield years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}", value


def _prose(compared: Compared, change: Change) -> Markup:
    """The texts behind a change: word for word if they can be read so; nothing of what is withheld."""
    old, new = change.old or "", change.new or ""
    titles = compared.old.id, compared.view.year.id
    if change.kind in COMPARED_IN_WORDS:
        return wording(old, new, titles)
    if change.what.thing is not Thing.PARAGRAPH:
        return Markup()
    match change.kind:
        case Kind.SPLIT:
            return whole(((titles[0], old), (titles[1], new)))
        case Kind.ADDED | Kind.RELEASED:
            return whole(((titles[1], new),))
        case Kind.ENDED:
            return whole(((titles[0], old),))
        case _:
            return Markup()
