"""
What a publication seals: checksums of a year's files, and of what it uses of the files that years share.

Text is taken with the line ends of Unix, so that a checkout elsewhere has the same checksums. What is shared
is sealed entry by entry as it was written: a new entry, or one that the year does not use, breaks nothing.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spr.loading.folder import DataFile, Folder
from spr.loading.node import Node
from spr.loading.yaml12 import Data
from spr.model.assessment import Year
from spr.model.dates import Date
from spr.model.recommendation import Recommendation
from spr.model.shared import Assessments
from spr.model.texts import recommendation_prose, year_prose

_TEXT = {".yaml", ".md"}


@dataclass(frozen=True)
class Seal:
    """SHA-256 by the name of a file of the year, by the name of a shared file, and of the recommendations."""

    files: Mapping[str, str]
    shared: Mapping[str, str]
    recommendations: str


def seal_of(folder: Folder, assessments: Assessments, year: Year, until: Date | None) -> Seal:
    """
    What *year* is made of now; *until* is the year's own date, up to which it knows what happened.

    Raises `OSError` if a file that was read a moment ago cannot be read again.
    """
    own = tuple(each for each in assessments.recommendations if each.raised_in <= year.id)
    return Seal(
        files=dict(_files(folder, year)),
        shared=dict(_shared(folder, assessments, year, own)),
        recommendations=_digest([_told(folder, each, year, until) for each in own]),
    )


def _files(folder: Folder, year: Year) -> Iterator[tuple[str, str]]:
    root = folder.path / year.id
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name != "record.yaml" and not path.name.startswith("."):
            content = path.read_bytes()
            if path.suffix in _TEXT:
                content = content.replace(b"\r\n", b"\n")
            yield name, hashlib.sha256(content).hexdigest()


def _shared(
    folder: Folder, assessments: Assessments, year: Year, own: tuple[Recommendation, ...]
) -> Iterator[tuple[str, str]]:
    prose = [*year_prose(year), *(said for each in own for said in recommendation_prose(each))]
    words = {word.removesuffix("s") for said in prose for word in re.findall(r"\w+", said.text)}
    used: dict[str, set[str]] = {
        "metrics": {figure.metric for figure in year.figures},
        "scales": {grade.scale for threat in year.threats for grade in threat.graded if grade.scale},
        "glossary": {term.id for term in assessments.terms if term.term in words and term.since <= year.id},
        "areas": {
            area for figure in year.figures if isinstance(figure.by_area, Mapping) for area in figure.by_area
        },
    }
    for kind, names in used.items():
        entries = [entry for entry in _entries(folder, kind) if str(entry.get("id")) in names]
        if entries:
            yield f"{kind}.yaml", _digest(entries)
    yield "force.yaml", _digest(_document(folder, "force").data)


def _entries(folder: Folder, kind: str) -> Iterator[dict[str, Data]]:
    data = _document(folder, kind).data
    listed = data.get("terms" if kind == "glossary" else kind) if isinstance(data, dict) else None
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, dict):
            yield entry


def _told(folder: Folder, recommendation: Recommendation, year: Year, until: Date | None) -> Data:
    """A recommendation as the year knows it: as raised, with the events up to its date."""
    file = next(
        file for file in folder.files if (file.kind, file.name) == ("recommendation", recommendation.id)
    )
    known = {event.origin for event in recommendation.known_in(year.id, until)}
    node = Node(file.document, file.document.data)
    told = {key: value.data for key, value in node.fields() if key != "events"}
    return told | {"events": [event.data for event in node.items("events") if event.place in known]}


def _document(folder: Folder, kind: str) -> Node:
    file: DataFile = next(file for file in folder.files if file.kind == kind)
    return Node(file.document, file.document.data)


def _digest(data: object) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
