"""What changed since the year before, in the order in which people read it."""

from collections.abc import Iterable, Mapping
from typing import Final

from markupsafe import Markup, escape

from spr.changes import Change, Counted, Kind, Part, Thing, overview
from spr.model.assessment import Year
from spr.model.words import Absent, Covered
from spr.narrative import change_in_words, reasons_in_words
from spr.render.partial import fill, joined
from spr.render.parts import absent, capital, items, link, listed, said, section, sentence
from spr.render.text import plain
from spr.render.view import FIGURES, REPORT, RISKS, View, threat_address

LOOKS: Final[Mapping[Kind, str]] = {
    **dict.fromkeys((Kind.GRADE_RAISED, Kind.LEVEL_RAISED), "raised"),
    **dict.fromkeys((Kind.GRADE_LOWERED, Kind.LEVEL_LOWERED), "lowered"),
    **dict.fromkeys((Kind.ADDED, Kind.FIRST_GRADED, Kind.NOW_STATED, Kind.RELEASED, Kind.RAISED), "added"),
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
    Thing.RISK: f"{RISKS}#risk-{{}}",
    Thing.ACTION: f"{RISKS}#action-{{}}",
    Thing.PARAGRAPH: f"{REPORT}#{{}}",
}
"""Where a thing of a year stands, by its anchor."""

APART: Final = "These say nothing of the force; they are in none of the numbers above."


def render_changes(view: View) -> str:
    """The page of changes: the year's own note, what was counted, then part by part."""
    before = view.before
    if before is None:
        return _nothing_before(view)
    seen = overview(view.changes)
    return joined(
        (
            sentence(f"{view.year.label}, compared with {before.label}."),
            _partial(before),
            section("The year’s own note", "note", said(view, view.year.change_note)),
            section("In numbers", "numbers", _counts(seen.headlines) or sentence("Nothing to count.")),
            *(
                section(part.value, part.name.lower().replace("_", "-"), _list(view, changes))
                for part, changes in seen.parts.items()
            ),
            section("Counted apart", "apart", sentence(APART), _counts(seen.apart)) if seen.apart else "",
        )
    )


def render_promised(view: View) -> str:
    """What the year before promised, and what became of it."""
    before = view.before
    if before is None:
        return _nothing_before(view)
    promised = overview(view.changes).parts.get(Part.PROMISED, ())
    if promised:
        return _list(view, promised)
    return _partial(before) or sentence(f"{before.label}: no promise had come due.")


def what_moved(view: View, threat: str) -> str:
    """What changed on one threat, or why nothing can be said."""
    if view.before is None:
        return _nothing_before(view)
    moved = _moved(view, threat)
    if moved:
        return _list(view, moved)
    return _partial(view.before) or sentence(f"Nothing that is compared has moved since {view.before.label}.")


def moved_in_brief(view: View, threat: str) -> Markup:
    """What changed on one threat, counted, with a link; or why nothing can be said."""
    if view.before is None:
        return absent(Absent.NOT_APPLICABLE)
    moved = _moved(view, threat)
    if not moved:
        return escape("Nothing") if view.before.covers is None else absent(Absent.NOT_RECORDED)
    headlines = overview(moved).headlines
    lesser = len(moved) - sum(counted.number for counted in headlines)
    counts = [_count(counted) for counted in headlines] + ([f"lesser changes ({lesser})"] if lesser else [])
    words = ", ".join(counts)
    return link(view.to(f"{threat_address(threat)}#what-moved"), words[0].upper() + words[1:])


def _nothing_before(view: View) -> Markup:
    return sentence(
        absent(Absent.NOT_APPLICABLE), f"Nothing stands before {view.year.label} to compare with."
    )


def _partial(before: Year) -> Markup:
    """That the year before is a partial record; nothing for a whole one."""
    if before.covers is None:
        return Markup()
    covered = listed(what.value for what in Covered if what in before.covers)
    return sentence(
        absent(Absent.NOT_RECORDED),
        f"Of {before.label}, only {covered} are known here; the rest is not compared.",
    )


def _moved(view: View, threat: str) -> list[Change]:
    """The changes on one threat, without what is counted apart."""
    of_threat = [change for change in view.changes if _is_on(view, change, threat)]
    return [change for changes in overview(of_threat).parts.values() for change in changes]


def _is_on(view: View, change: Change, threat: str) -> bool:
    if change.what.thing is Thing.RECOMMENDATION:
        found = view.recommendation(change.what.id)
        return found is not None and threat in found.threats
    return change.threat == threat


def _list(view: View, changes: Iterable[Change]) -> Markup:
    return fill("changes", changes=[_item(view, change) for change in changes])


def _item(view: View, change: Change) -> dict[str, object]:
    return {
        "look": LOOKS.get(change.kind, "changed"),
        "what_html": _what(view, change),
        "why": reasons_in_words(change),
    }


def _what(view: View, change: Change) -> Markup:
    """The sentence on a change; what it is about leads to where that stands."""
    words = change_in_words(change)
    title = change.what.title.strip().removesuffix(".")
    before, found, after = words.partition(title)
    href = _href(view, change)
    if not found or not href:
        return plain(view, words)
    linked = Markup('<a href="{}">{}</a>').format(href, plain(view, title))
    return plain(view, before) + linked + plain(view, after)


def _href(view: View, change: Change) -> str | None:
    """Where a thing stands in this year or, if it no longer does, in the year before."""
    address = ADDRESSES.get(change.what.thing)
    recommendation = view.recommendation(change.what.id)
    if recommendation:
        return view.to_recommendation(recommendation)
    if address and change.new_anchor:
        return view.to(address.format(change.new_anchor))
    if address and change.old_anchor and view.before:
        return view.to_year(view.before.id, address.format(change.old_anchor))
    return None


def _counts(counts: Iterable[Counted]) -> Markup:
    return items(escape(_count(counted)) for counted in counts)


def _count(counted: Counted) -> str:
    """How many of a kind: `Grade raised (2)`, or with the thing that it leaves out: `Risk: added (1)`."""
    named = counted.thing in counted.kind.lower()
    kind = counted.kind if named else f"{capital(counted.thing)}: {counted.kind[0].lower()}{counted.kind[1:]}"
    return f"{kind} ({counted.number})"
