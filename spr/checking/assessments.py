"""A whole folder: every problem of every file in one run, and the assessments if there is none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spr.checking.fault import Scope
from spr.checking.pruning import part, texts, unusable
from spr.checking.rules import RULES
from spr.checking.schema import Schemas, check_schema, load_schemas
from spr.errors import BadDataError, NotThereError, Problem, pointer_text
from spr.loading.folder import SHARED, DataFile, Folder, load_folder, load_reference
from spr.loading.node import Node
from spr.loading.parse.recommendation import parse_recommendation
from spr.loading.parse.reference import parse_reference
from spr.loading.parse.shared import (
    parse_areas,
    parse_force,
    parse_meetings,
    parse_metrics,
    parse_scales,
    parse_terms,
)
from spr.loading.parse.year import parse_year
from spr.loading.seal import seal_of
from spr.loading.yaml12 import Document
from spr.model.shared import Assessments, Reference


@dataclass(frozen=True)
class Checked:
    """
    What came of checking a folder.

    `assessments` are without whatever has the wrong shape, and None where a file that all need is unusable.
    `not_held` names the files that the rules across files could not be held to, because of other problems.
    """

    folder: Folder
    problems: tuple[Problem, ...]
    assessments: Assessments | None
    not_held: tuple[str, ...]


def load_assessments(data: Path, shown: str, schemas: Path) -> Assessments:
    """
    The assessments in the folder *data*, shown to people as *shown*, by the schemas in *schemas*.

    Raises `BadDataError` with every problem if there is one, and `NoFolderError` if there is no folder.
    """
    checked = check_folder(data, shown, schemas)
    if checked.problems or checked.assessments is None:
        raise BadDataError(checked.problems)
    return checked.assessments


def check_folder(data: Path, shown: str, schemas: Path) -> Checked:
    """Check the folder *data*; the arguments and what is raised are as in `load_assessments`."""
    folder = load_folder(data, shown)
    known = load_schemas(schemas)
    reference = _reference(load_reference(schemas / "reference", "schemas/reference"), known)
    problems = list(folder.problems)
    for file in folder.files:
        problems += file.document.problems
        problems += check_schema(file.document, file.kind, known)
    sound, lost, not_held = _sound(folder, known)
    assessments = _assessments(sound, reference)
    if assessments is None:
        not_held = ("every file",)
    else:
        problems += _faults(folder, assessments, lost, whole=not problems)
    problems = sorted(set(problems))
    return Checked(folder, tuple(problems), assessments, not_held)


def only_years(checked: Checked, years: tuple[str, ...]) -> tuple[Problem, ...]:
    """
    The problems of some years, and of what all years share.

    Raises `NotThereError` for a year that has no folder.
    """
    for year in years:
        if year not in checked.folder.years:
            raise NotThereError("year", year, checked.folder.years)
    others = set(checked.folder.years) - set(years)
    return tuple(
        problem for problem in checked.problems if not years or _year_of(problem, checked) not in others
    )


def _year_of(problem: Problem, checked: Checked) -> str:
    rest = problem.place.path.removeprefix(f"{checked.folder.shown}/")
    name, _, inside = rest.partition("/")
    if name == "recommendations":
        return re.sub(r"-[^-]+$", "", inside)
    return name


def _reference(files: tuple[DataFile, ...], schemas: Schemas) -> Reference:
    """The product's own data. Raises `BadDataError`: then it is the product that needs mending."""
    problems = [
        problem
        for file in files
        for problem in (*file.document.problems, *check_schema(file.document, file.kind, schemas))
    ]
    if problems:
        raise BadDataError(problems)
    return parse_reference({file.kind: _node(file.document) for file in files})


def _sound(folder: Folder, schemas: Schemas) -> tuple[dict[DataFile, Node], frozenset[str], tuple[str, ...]]:
    """What of each file fits its schema, every id in what does not, the files that cannot be used at all."""
    sound: dict[DataFile, Node] = {}
    lost: set[str] = set()
    unused: list[str] = []
    broken_years: set[str | None] = set()
    for file in folder.files:
        data = file.document.data
        out = unusable(data, schemas.validator(file.kind)) if file.document.is_read else frozenset({()})
        lost.update(text for pointer in out for text in texts(part(data, pointer)))
        if () not in out:
            sound[file] = Node(file.document, data, unusable=out)
            continue
        unused.append(file.document.path)
        lost.add(file.name)
        if file.kind == "assessment" or not file.document.is_read:
            broken_years.add(file.year)  # what other files of the year cite may stand there
    for file in [file for file in sound if file.year and file.year in broken_years]:
        lost |= {file.year or "", *texts(sound.pop(file).data)}
        unused.append(file.document.path)
    return sound, frozenset(lost), tuple(sorted(unused))


def _assessments(sound: Mapping[DataFile, Node], reference: Reference) -> Assessments | None:
    shared = {file.kind: node for file, node in sound.items() if file.kind in SHARED}
    if set(shared) != set(SHARED):
        return None
    years = {file.year: node for file, node in sound.items() if file.kind == "assessment" and file.year}
    return Assessments(
        force=parse_force(shared["force"]),
        areas=parse_areas(shared["areas"]),
        scales=parse_scales(shared["scales"]),
        metrics=parse_metrics(shared["metrics"]),
        terms=parse_terms(shared["glossary"]),
        meetings=parse_meetings(shared["meetings"]),
        recommendations=tuple(
            parse_recommendation(file.name, node)
            for file, node in sorted(sound.items(), key=lambda item: _in_order(item[0].name))
            if file.kind == "recommendation"
        ),
        years=tuple(
            parse_year(
                year,
                node,
                {file.name: other for file, other in _of(sound, year, "threat")},
                next((other for _, other in _of(sound, year, "governance")), None),
                next((other for _, other in _of(sound, year, "record")), None),
            )
            for year, node in sorted(years.items())
        ),
        reference=reference,
    )


def _of(sound: Mapping[DataFile, Node], year: str, kind: str) -> Iterator[tuple[DataFile, Node]]:
    return ((file, node) for file, node in sound.items() if (file.year, file.kind) == (year, kind))


def _in_order(name: str) -> tuple[str, int, str]:
    """2016-2 comes before 2016-10, and numbers before letters."""
    year, _, last = name.rpartition("-")
    return year, int(last) if last.isdigit() else 1000, last


def _faults(
    folder: Folder, assessments: Assessments, lost: frozenset[str], *, whole: bool
) -> Iterator[Problem]:
    seals = (
        {
            year.id: seal_of(folder, assessments, year, year.own_date)
            for year in assessments.years
            if year.record
        }
        if whole
        else {}
    )
    documents = {file.document.path: file.document for file in folder.files}
    scope = Scope(assessments, lost, seals)
    for code, rule in RULES.items():
        for fault in rule(scope):
            document = documents.get(fault.origin.path)
            pointer = pointer_text(document.pointer_at(fault.origin)) if document else ""
            yield Problem(code, fault.origin, pointer, fault.found, fault.expected, fault.hint)


def _node(document: Document) -> Node:
    return Node(document, document.data)
