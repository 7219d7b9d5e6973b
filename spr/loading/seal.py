"""
What a publication seals: checksums of a year's files, and of what it uses of the files that years share.

Text is taken with the line ends of Unix, so that a checkout elsewhere has the same checksums. What is shared
is sealed entry by entry as it was written: a new entry, or one that the year does not use, breaks nothing.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from spr.loading.digest import is_litter
from spr.loading.folder import DataFile, Folder
from spr.loading.node import Node
from spr.loading.yaml12 import Data
from spr.model.assessment import Year
from spr.model.dates import Date
from spr.model.recommendation import Recommendation
from spr.model.shared import Assessments
from spr.model.texts import recommendation_prose, year_prose
from spr.model.used import terms_in

_TEXT = {".yaml", ".md"}

UNREADABLE = ""
"""Stands for the checksum of a file that cannot be read."""


@dataclass(frozen=True)
class Seal:
    """
    SHA-256 by the name of a file of the year, of an entry of a shared file, and by a recommendation's id.

    The last two are None where they are not known, because some file that matters is not in order.
    """

    files: Mapping[str, str]
    shared: Mapping[str, str] | None = None
    recommendations: Mapping[str, str] | None = None


def seal_of_files(folder: Folder, year: Year) -> Seal:
    """What the files of *year* are now, without what it uses of others."""
    return Seal(dict(_files(folder, year)))


def seal_of(folder: Folder, assessments: Assessments, year: Year, until: Date | None) -> Seal:
    """What *year* is made of now; *until* is the year's own date, up to which it knows what happened."""
    own = tuple(
        replace(each, events=each.known_in(year.id, until))
        for each in assessments.recommendations
        if each.raised_in <= year.id
    )
    return Seal(
        files=dict(_files(folder, year)),
        shared=dict(sorted(dict(_shared(folder, assessments, year, own)).items())),
        recommendations={each.id: _digest(_told(folder, each)) for each in own},
    )


def _files(folder: Folder, year: Year) -> Iterator[tuple[str, str]]:
    root = folder.path / year.id
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name != "record.yaml" and not any(map(is_litter, name.split("/"))):
            yield name, _checksum(path)


def _checksum(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError:
        return UNREADABLE
    if path.suffix in _TEXT:
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def _shared(
    folder: Folder, assessments: Assessments, year: Year, own: tuple[Recommendation, ...]
) -> Iterator[tuple[str, str]]:
    prose = [*year_prose(replace(year, record=()))]  # its record goes on
    for each in own:
        prose += recommendation_prose(each)
    terms = terms_in(prose, (term for term in assessments.terms if term.since <= year.id))
    used: dict[str, set[str]] = {
        "areas": {
            area for figure in year.figures if isinstance(figure.by_area, Mapping) for area in figure.by_area
        },
        "glossary": {term.id for term in terms},
        "meetings": {event.meeting for each in own for event in each.events if event.meeting},
        "metrics": {figure.metric for figure in year.figures},
        "scales": {grade.scale for threat in year.threats for grade in threat.graded if grade.scale},
    }
    yield "force.yaml", _digest(_whose(folder))
    for kind, names in used.items():
        for entry in reversed(tuple(_entries(folder, kind))):  # of two with one id the first counts
            if entry.get("id") in names:
                yield f"{kind}.yaml/{entry['id']}", _digest(entry)


def _whose(folder: Folder) -> Data:
    """The force, without whom readers turn to: no year says that, and it may change on any day."""
    data = _document(folder, "force").data
    if not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if key != "accessibility_contact"}


def _entries(folder: Folder, kind: str) -> Iterator[dict[str, Data]]:
    data = _document(folder, kind).data
    listed = data.get("terms" if kind == "glossary" else kind) if isinstance(data, dict) else None
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, dict):
            yield entry


def _told(folder: Folder, recommendation: Recommendation) -> Data:
    """A recommendation as it was raised, with those of its events that the year knows."""
    file = next(
        file for file in folder.files if (file.kind, file.name) == ("recommendation", recommendation.id)
    )
    known = {event.origin for event in recommendation.events}
    node = Node(file.document, file.document.data)
    told = {key: value.data for key, value in node.fields() if key != "events"}
    return told | {"events": [event.data for event in node.items("events") if event.place in known]}


def _document(folder: Folder, kind: str) -> Node:
    file: DataFile = next(file for file in folder.files if file.kind == kind)
    return Node(file.document, file.document.data)


def _digest(data: object) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
