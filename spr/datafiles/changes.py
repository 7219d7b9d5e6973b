"""changes-<year>.json: what changed since an earlier year."""

from spr.changes import Change, Counted, account_for, overview, part_of
from spr.datafiles.plain import Json, as_json, header
from spr.model.assessment import Year
from spr.model.shared import Assessments
from spr.narrative import change_in_words, reasons_in_words


def changes_file(known: Assessments, old: Year, new: Year) -> str:
    """What changed from *old* to *new*, in the order of the page of changes."""
    everything = list(account_for(known, old, new))
    seen = overview(everything)
    content: dict[str, Json] = {
        **header("changes", known, new),
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
        "in_words": " ".join(filter(None, (change_in_words(change), reasons_in_words(change)))),
    }


def _counted(counted: Counted) -> dict[str, Json]:
    return {"thing": counted.thing.value, "kind": counted.kind.value, "number": counted.number}
