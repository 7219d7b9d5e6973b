"""Changes between two years, for a terminal, a pull request, another program."""

import html
import json
import textwrap
from collections.abc import Iterator
from typing import Any, Final

from spr.changes import Change, Direction, Kind, Thing, overview
from spr.changes.wording import Fate, Wording, compare_wording, marked
from spr.comparing import LATER, Comparison
from spr.datafiles.changes import ELEMENTS, changes_file
from spr.datafiles.plain import as_json
from spr.model.assessment import Year
from spr.narrative import change_in_words, counted_in_words, reasons_in_words
from spr.reporters.words import count

WIDTH: Final = 100
"""Characters of a line in a terminal; the same everywhere, so that the same data gives the same text."""

NOTHING: Final = "Nothing of what was asked for has changed."

APART: Final = "Counted apart, because these say nothing of the force"

_MARKS: Final = {
    Fate.SAME: ("", ""),
    Fate.DELETED: ("[-", "-]"),
    Fate.INSERTED: ("{+", "+}"),
}


def changes_text(comparison: Comparison) -> str:
    """
    What changed, for a terminal: counted, then part by part, each change with its threat.

    Where words changed, `[-these-]` were deleted and `{+these+}` inserted. No colour, no trailing space.
    """
    return "\n".join([*_text_lines(comparison), ""])


def changes_markdown(comparison: Comparison) -> str:
    """The same for a pull request, as Markdown that GitHub and GitLab show; words as `<del>` and `<ins>`."""
    return "\n".join([*_markdown_lines(comparison), ""])


def changes_json(comparison: Comparison) -> str:
    """The file that the later year publishes on the earlier one, with no more changes than were asked for."""
    old, new = comparison.named
    text = changes_file(comparison.known, comparison.old, comparison.new, comparison.changes)
    content: dict[str, Any] = json.loads(text.replace(f"{new.year}{LATER}", new.year))
    content["old"]["id"], content["new"]["id"] = str(old), str(new)
    return as_json(content)


def _text_lines(comparison: Comparison) -> Iterator[str]:
    seen = overview(comparison.changes)
    yield _title(comparison)
    yield ""
    for line in _sources(comparison):
        yield from textwrap.wrap(line, WIDTH)
    if not comparison.changes:
        yield from ("", NOTHING)
        return
    if seen.headlines:
        yield from ("", "Headlines")
        yield from (f"  {counted_in_words(counted)}" for counted in seen.headlines)
    for part, changes in seen.parts.items():
        yield from ("", f"{part} ({len(changes)})")
        for change in changes:
            where = _where(comparison, change)
            place = f"[{where}] " if where else ""
            yield from _wrapped(f"{place}{sentences_of(change)}", "  - ", "    ")
            yield from _wrapped(route_of(change), "      ", "      ")
            wording = _wording(change)
            if wording:
                yield from _wrapped(marked(wording, _MARKS, str), "      ", "      ")
    if seen.apart:
        yield from ("", APART)
        yield from (f"  {counted_in_words(counted)}" for counted in seen.apart)
    yield from ("", f"{count(len(comparison.changes), 'change')}.")


def _markdown_lines(comparison: Comparison) -> Iterator[str]:
    seen = overview(comparison.changes)
    yield from (f"# {escaped(_title(comparison))}", "")
    for line in _sources(comparison):
        yield from (escaped(line), "")
    if not comparison.changes:
        yield NOTHING
        return
    if seen.headlines:
        yield from ("## Headlines", "")
        yield from (f"- {escaped(counted_in_words(counted))}" for counted in seen.headlines)
        yield ""
    for part, changes in seen.parts.items():
        yield from (f"## {part} ({len(changes)})", "")
        for change in changes:
            where = _where(comparison, change)
            place = f"**{escaped(where)}**: " if where else ""
            yield f"- {place}{escaped(' '.join(filter(None, (sentences_of(change), route_of(change)))))}"
            yield from wording_of(change)
        yield ""
    if seen.apart:
        yield from (f"## {APART}", "")
        yield from (f"- {escaped(counted_in_words(counted))}" for counted in seen.apart)
        yield ""
    yield f"{count(len(comparison.changes), 'change')}."


def _title(comparison: Comparison) -> str:
    old, new = comparison.named
    return f"What changed from {old} to {new}"


def _sources(comparison: Comparison) -> Iterator[str]:
    """Which years these are, and where their text comes from: whoever cites it needs to know."""
    for asked, year in zip(comparison.named, (comparison.old, comparison.new), strict=True):
        yield f"{asked}: {year.label}. {_provenance(year)}"


def _provenance(year: Year) -> str:
    return f"{year.source.kind.value.replace('-', ' ').capitalize()}: {' '.join(year.source.note.split())}"


def _where(comparison: Comparison, change: Change) -> str:
    """The title of the threat under which something changed; empty where the sentence names it itself."""
    if change.what.thing is Thing.THREAT:
        return ""
    threats = (threat for year in (comparison.new, comparison.old) for threat in year.threats)
    return next((threat.title for threat in threats if threat.id == change.threat), "")


def sentences_of(change: Change) -> str:
    """A change, for better or worse if that may be said, and why."""
    said = [change_in_words(change), reasons_in_words(change)]
    if change.direction in {Direction.BETTER, Direction.WORSE}:
        said.insert(1, f"({change.direction.value.capitalize()})")
    return " ".join(" ".join(filter(None, said)).split())


def route_of(change: Change) -> str:
    """What the years between said, so that no dip hides; empty where none lies between."""
    steps = "; ".join(f"{step.year}: {step.value}" for step in change.route)
    return f"Through the years: {steps}." if steps else ""


def _wording(change: Change) -> Wording | None:
    """How a text was reworded, or the whole of a paragraph that came or went; None for any other change."""
    reworded = change.kind in {Kind.REWORDED, Kind.EDITORIAL_ONLY}
    came_or_went = change.what.thing is Thing.PARAGRAPH and change.kind in {Kind.ADDED, Kind.ENDED}
    return compare_wording(change.old or "", change.new or "") if reworded or came_or_went else None


def wording_of(change: Change) -> Iterator[str]:
    """The words of a text that changed, beneath an item of a list in Markdown; nothing for another change."""
    wording = _wording(change)
    if wording:
        lines = marked(wording, ELEMENTS, escaped).splitlines()
        yield from ("", *(f"  > {line}".rstrip() for line in lines), "")


def _wrapped(text: str, first: str, then: str) -> Iterator[str]:
    """The lines of a text, none of them broken within a word."""
    for line in filter(str.strip, text.splitlines()):
        yield from textwrap.wrap(
            line,
            WIDTH,
            initial_indent=first,
            subsequent_indent=then,
            break_long_words=False,
            break_on_hyphens=False,
        )


def escaped(text: str) -> str:
    """Text whose signs are no HTML; what it has of Markdown is meant."""
    return html.escape(text, quote=False)
