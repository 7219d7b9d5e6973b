"""changes-<year>.json, .csv and .md: what changed since an earlier year."""

import html
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from spr.changes import Change, Counted, Kind, account_for, overview, part_of
from spr.changes.wording import Fate, compare_wording, marked
from spr.datafiles.assessment import data_digest
from spr.datafiles.plain import Json, as_json, header
from spr.datafiles.table import Row, as_csv, list_cell
from spr.model.assessment import Year
from spr.model.shared import Assessments
from spr.narrative import change_in_words, reasons_in_words

COLUMNS: Final = (
    *("old_year", "part", "thing", "id", "title", "from", "kind", "threat", "old", "new"),
    *("direction", "significance", "comparability", "reason", "because", "route"),
    *("old_anchor", "new_anchor", "in_words"),
)

ELEMENTS: Final[Mapping[Fate, tuple[str, str]]] = {
    Fate.SAME: ("", ""),
    Fate.DELETED: ("<del>", "</del>"),
    Fate.INSERTED: ("<ins>", "</ins>"),
}
"""Markdown has no sign of its own for what was inserted."""


def changes_files(known: Assessments, old: Year, new: Year) -> Mapping[str, str]:
    """What changed from *old* to *new*, as text by the ending of a file's name: `json`, `csv`, `md`."""
    everything = tuple(account_for(known, old, new))
    changes = [change for change in everything if change.is_difference]
    return {
        "json": changes_file(known, old, new, everything),
        "csv": as_csv(COLUMNS, (_row(old, change) for change in changes), new),
        "md": "\n".join(_markdown(old, new, changes)),
    }


def changes_file(known: Assessments, old: Year, new: Year, everything: Sequence[Change]) -> str:
    """*everything* that became of two years as JSON: counted, and each change in the order given."""
    seen = overview(everything)
    content: dict[str, Json] = {
        **header("changes", known, new),
        "data_digest": data_digest(known, new),
        "force": known.force.name,
        "old": _which(old),
        "new": _which(new),
        "headlines": [_counted(counted) for counted in seen.headlines],
        "apart": [_counted(counted) for counted in seen.apart],
        "changes": [
            {"part": part_of(change), **_change(change)} for change in everything if change.is_difference
        ],
    }
    return as_json(content)


def _which(year: Year) -> dict[str, Json]:
    return {
        "id": year.id,
        "label": year.label,
        "provenance": year.source.kind.value,
        "provenance_note": year.source.note,
    }


def _change(change: Change) -> dict[str, Json]:
    return {
        "thing": change.what.thing.value,
        "id": change.what.id,
        "title": change.what.title,
        "from": list(change.what.formerly),
        "kind": change.kind.value,
        "threat": change.threat,
        "old": change.old,
        "new": change.new,
        "direction": change.direction.value,
        "significance": change.significance.value,
        "comparability": change.comparability.value,
        "reason": change.reason or None,
        "because": change.because,
        "old_anchor": change.old_anchor,
        "new_anchor": change.new_anchor,
        "route": [{"year": step.year, "value": step.value} for step in change.route],
        "in_words": _in_words(change),
    }


def _counted(counted: Counted) -> dict[str, Json]:
    return {"thing": counted.thing.value, "kind": counted.kind.value, "number": counted.number}


def _row(old: Year, change: Change) -> Row:
    return {
        "old_year": old.id,
        "part": part_of(change),
        "thing": change.what.thing,
        "id": change.what.id,
        "title": change.what.title,
        "from": list_cell(change.what.formerly),
        "kind": change.kind,
        "threat": change.threat,
        "old": change.old,
        "new": change.new,
        "direction": change.direction,
        "significance": change.significance,
        "comparability": change.comparability,
        "reason": change.reason or None,
        "because": change.because,
        "route": list_cell(_route(change)),
        "old_anchor": change.old_anchor,
        "new_anchor": change.new_anchor,
        "in_words": _in_words(change),
    }


def _markdown(old: Year, new: Year, changes: Sequence[Change]) -> Iterator[str]:
    """Lines to paste into a paper: what people wrote is Markdown already, but for signs of HTML."""
    titles = {threat.id: threat.title for year in (old, new) for threat in year.threats}
    yield f"# {_text(new.label)}, compared with {_text(old.label)}"
    for year in (old, new):
        kind = year.source.kind.replace("-", " ").capitalize()
        yield f"\n{_text(year.label)}: {kind}. {_text(year.source.note)}"
    for part, within in overview(changes).parts.items():
        yield f"\n## {part}\n"
        for change in within:
            where = f"**{_text(titles[change.threat])}.** " if change.threat in titles else ""
            yield f"- {where}{_text(_in_words(change))}"
            if change.route:
                yield f"  ({_text(', '.join(_route(change)))})"
            if change.kind in {Kind.REWORDED, Kind.EDITORIAL_ONLY}:
                yield from (f"  > {line}".rstrip() for line in ("", *_reworded(change).split("\n"), ""))
    yield ""


def _reworded(change: Change) -> str:
    return marked(
        compare_wording(change.old or "", change.new or ""), ELEMENTS, partial(html.escape, quote=False)
    )


def _route(change: Change) -> Iterator[str]:
    return (f"{step.year}: {step.value}" for step in change.route)


def _in_words(change: Change) -> str:
    return " ".join(filter(None, (change_in_words(change), reasons_in_words(change))))


def _text(text: str) -> str:
    return html.escape(" ".join(text.split()), quote=False)
