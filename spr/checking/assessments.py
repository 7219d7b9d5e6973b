"""A whole folder: every problem of every file in one run, and the assessments if there is none."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from spr.checking.fault import Fault, Scope
from spr.checking.pruning import blank, is_nameless, part, texts, unusable
from spr.checking.rules import RULES
from spr.checking.rules.record import OF_WHAT_YEARS_SHARE
from spr.checking.schema import Schemas, check_schema, explain, load_schemas
from spr.errors import BadDataError, NotThereError, Place, Pointer, Problem, pointer_text
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
from spr.loading.seal import Seal, seal_of, seal_of_files
from spr.loading.yaml12 import Document
from spr.model.assessment import Year
from spr.model.shared import AreaList, Assessments, Force, Reference

T = TypeVar("T")


@dataclass(frozen=True)
class Checked:
    """
    What came of checking a folder.

    `assessments` are without whatever has the wrong shape. `not_held` names the files that the rules across
    files could not be held to, because of other problems.
    """

    folder: Folder
    problems: tuple[Problem, ...]
    assessments: Assessments
    not_held: tuple[str, ...]


@dataclass(frozen=True)
class _Sound:
    """
    What of the files fits their schemas, and what is not there because it does not.

    The sets are as in `Scope`; `unused` are the paths of files of which nothing is left.
    """

    nodes: Mapping[DataFile, Node]
    lost: frozenset[str]
    torn: frozenset[str]
    unread: frozenset[tuple[str, str | None]]
    strays: Mapping[Place, str]
    unused: tuple[str, ...]

    def shared(self, kind: str) -> Node | None:
        """A file that all years share, if it can be used."""
        return next((node for file, node in self.nodes.items() if file.kind == kind), None)

    def of(self, year: str, kind: str) -> Mapping[str, Node]:
        """The files of a kind that a year has, by their names."""
        found = self.nodes.items()
        return {file.name: node for file, node in found if (file.year, file.kind) == (year, kind)}


_NOBODY = Force(
    name="", short_name="", policing_body="", policing_body_short="", chief_officer="", made_up=False
)
"""Stands for the force where its file cannot be used."""


def load_assessments(data: Path, shown: str, schemas: Path) -> Assessments:
    """
    The assessments in the folder *data*, shown to people as *shown*, by the schemas in *schemas*.

    Raises `BadDataError` with every problem if there is one, and `NoFolderError` if there is no folder.
    """
    return in_order(data, shown, schemas).assessments


def in_order(data: Path, shown: str, schemas: Path) -> Checked:
    """The folder *data*, checked and without a problem; the arguments and what is raised are as above."""
    checked = check_folder(data, shown, schemas)
    if checked.problems:
        raise BadDataError(checked.problems)
    return checked


def check_folder(data: Path, shown: str, schemas: Path) -> Checked:
    """Check the folder *data*; the arguments and what is raised are as in `load_assessments`."""
    folder = load_folder(data, shown)
    known = load_schemas(schemas)
    reference = _reference(load_reference(schemas / "reference", "schemas/reference"), known)
    problems = list(folder.problems)
    for file in folder.files:
        problems += file.document.problems
        problems += check_schema(file.document, file.kind, known)
    sound = _sound(folder, known, {problem.place.path for problem in problems})
    assessments = _assessments(sound, reference)
    if not any(problem.code == "unreadable-folder" for problem in folder.problems):
        problems += _faults(folder, known, assessments, sound, tuple(problems))
    return Checked(folder, tuple(sorted(set(problems))), assessments, sound.unused)


def only_years(checked: Checked, years: tuple[str, ...]) -> Checked:
    """
    The same with the problems of some years alone, and of what all years share; of no year means of all.

    Raises `NotThereError` for a year that has no folder.
    """
    for year in years:
        if year not in checked.folder.years:
            raise NotThereError("year", year, checked.folder.years)
    others = set(checked.folder.years) - set(years) if years else set()
    return replace(
        checked,
        problems=tuple(
            each
            for each in checked.problems
            if each.code in OF_WHAT_YEARS_SHARE or year_of(each.place.path, checked.folder) not in others
        ),
        not_held=tuple(path for path in checked.not_held if year_of(path, checked.folder) not in others),
    )


def year_of(path: str, folder: Folder) -> str:
    """The year to which a file belongs; some other text for one that years share."""
    rest = path.removeprefix(f"{folder.shown}/")
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


def _sound(folder: Folder, schemas: Schemas, wrong: Collection[str]) -> _Sound:
    """Take out what does not fit its schema, in the files *wrong*, and what cannot be judged without it."""
    nodes: dict[DataFile, Node] = {}
    lost: set[str] = set()
    torn: set[str] = set()
    unread: set[tuple[str, str | None]] = set()
    unused: list[str] = []
    for file in folder.files:
        data = file.document.data
        out = _unusable(file, schemas) if file.document.path in wrong else frozenset()
        for pointer in out:
            torn.add(file.document.path)
            if is_nameless(data, pointer):
                unread.add((file.kind, file.year))
            lost |= {*texts(part(data, pointer)), *(step for step in pointer[-1:] if isinstance(step, str))}
        if () not in out:
            nodes[file] = Node(file.document, data, unusable=out, blank=blank(file.kind))
            continue
        lost.add(file.name)
        unused.append(file.document.path)
        if not isinstance(data, dict):  # not read, or of another shape: nobody knows what it was to define
            unread.add((file.kind, file.year))
    broken = {file.year for file in folder.files if file.kind == "assessment" and file not in nodes}
    for file in [file for file in nodes if file.year in broken]:
        lost |= {file.year or "", *texts(nodes.pop(file).data)}
        unused.append(file.document.path)
    strays = [file for file in nodes if file.kind == "threat" and _is_stray(file, nodes)]
    told = {
        file.document.place(): nodes[file].text_of("threat") or file.name
        for file in strays
        if not {file.name, "sections"} & lost and ("assessment", file.year) not in unread
    }
    for file in strays:
        lost.update(texts(nodes.pop(file).data))
    return _Sound(nodes, frozenset(lost), frozenset(torn), frozenset(unread), told, tuple(sorted(unused)))


def _unusable(file: DataFile, schemas: Schemas) -> frozenset[Pointer]:
    if not file.document.is_read:
        return frozenset({()})
    return unusable(file.document.data, schemas.validator(file.kind), file.kind)


def _is_stray(file: DataFile, nodes: Mapping[DataFile, Node]) -> bool:
    """Whether no section of its year names a threat's file."""
    whole = ("assessment", file.year)
    assessment = next(node for each, node in nodes.items() if (each.kind, each.year) == whole)
    return file.name not in {section.text_of("threat") for section in assessment.items("sections")}


def _assessments(sound: _Sound, reference: Reference) -> Assessments:
    shared = {kind: sound.shared(kind) for kind in SHARED}
    recommendations = [
        (file.name, node) for file, node in sound.nodes.items() if file.kind == "recommendation"
    ]
    years = {file.year: node for file, node in sound.nodes.items() if file.kind == "assessment" and file.year}
    return Assessments(
        force=_parsed(shared["force"], parse_force, _NOBODY),
        areas=_parsed(shared["areas"], parse_areas, AreaList(kind="", areas=())),
        scales=_parsed(shared["scales"], parse_scales, ()),
        metrics=_parsed(shared["metrics"], parse_metrics, ()),
        terms=_parsed(shared["glossary"], parse_terms, ()),
        meetings=_parsed(shared["meetings"], parse_meetings, ()),
        recommendations=tuple(
            parse_recommendation(name, node)
            for name, node in sorted(recommendations, key=lambda item: _in_order(item[0]))
        ),
        years=tuple(
            parse_year(
                year,
                node,
                sound.of(year, "threat"),
                sound.of(year, "governance").get("governance"),
                sound.of(year, "record").get("record"),
            )
            for year, node in sorted(years.items())
        ),
        reference=reference,
    )


def _parsed(node: Node | None, parse: Callable[[Node], T], otherwise: T) -> T:
    return otherwise if node is None else parse(node)


def _in_order(name: str) -> tuple[str, int, str]:
    """2016-2 comes before 2016-10, and numbers before letters."""
    year, _, last = name.rpartition("-")
    return year, int(last) if last.isdecimal() else 1000, last


def _faults(
    folder: Folder,
    schemas: Schemas,
    assessments: Assessments,
    sound: _Sound,
    problems: tuple[Problem, ...],
) -> Iterator[Problem]:
    files = {file.document.path: file for file in folder.files}
    in_files = tuple(problem for problem in problems if problem.place.path in files)
    scope = Scope(
        assessments=assessments,
        lost=sound.lost,
        torn=sound.torn,
        unread=sound.unread,
        strays=sound.strays,
        seals={
            year.id: _seal(folder, assessments, year, in_files) for year in assessments.years if year.record
        },
    )
    for code, rule in RULES.items():
        for fault in rule(scope):
            yield problem_of(code, fault, files.get(fault.origin.path), schemas)


def problem_of(code: str, fault: Fault, file: DataFile | None, schemas: Schemas) -> Problem:
    """
    What a rule found, with the way to it and what the schema says of the field.

    The schema's example is left out: it fits the schema, and need not fit the rule.
    """
    pointer = _pointer_of(fault, file.document) if file else ()
    about = explain(schemas.root(file.kind), pointer, schemas.lookup).about if file else ""
    return Problem(
        code,
        file.document.place(pointer) if file and (fault.written or fault.within) else fault.origin,
        pointer_text(pointer),
        fault.found,
        fault.expected,
        fault.hint,
        about,
    )


def _pointer_of(fault: Fault, document: Document) -> Pointer:
    """The way to what is wrong: to the thing, or to the first text in it that is written so."""
    thing = (*document.pointer_at(fault.origin), *fault.within)
    if not fault.written:
        return thing
    inside = (pointer for pointer in document.pointers if pointer[: len(thing)] == thing)
    return next((each for each in inside if (document.raw(each) or "").strip() == fault.written), thing)


def _seal(folder: Folder, assessments: Assessments, year: Year, problems: tuple[Problem, ...]) -> Seal:
    """What is to be sealed; without what problems may have taken out, unless they are a later year's."""
    later = {other for other in folder.years if other > year.id}
    if all(year_of(problem.place.path, folder) in later for problem in problems):
        return seal_of(folder, assessments, year, year.own_date)
    return seal_of_files(folder, year)


def _node(document: Document) -> Node:
    return Node(document, document.data)
