"""
Publishing a year and correcting a published one: what is added to its record.

A record is added to at its end and never edited. What is written is checked before it stays.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from spr.approval import parts_of, things_in
from spr.checking.assessments import Checked, check_folder, in_order, year_of
from spr.checking.publication import candidate_of, check_publication
from spr.checking.rules.record import OF_WHAT_YEARS_SHARE, files_as_recorded
from spr.checking.schema import load_schemas
from spr.cycle.modeline import modeline
from spr.errors import BadDataError, NotThereError, Problem, SprError, command, shown
from spr.loading.editing import Plain, as_item
from spr.loading.folder import DataFile, Folders
from spr.loading.seal import Seal, seal_of
from spr.model.assessment import Citing, Disclosure, RecordEvent, Withheld, Year
from spr.model.dates import Date
from spr.model.shared import Assessments
from spr.model.words import Recorded
from spr.writing import NotWrittenError, replace_file

_HEAD = "# What happened to this year as a whole. Added to at its end, never edited.\nevents:\n"


class StateError(SprError):
    """The year `year` cannot be published or corrected, because of `reason`."""

    def __init__(self, year: str, reason: str) -> None:
        self.year = year
        self.reason = reason
        super().__init__(year, reason)

    def __str__(self) -> str:
        return f"{self.year} {self.reason}"


class NotReadyError(BadDataError):
    """The year `year` cannot be published yet; each of `problems` is a condition that does not hold."""

    def __init__(self, year: str, problems: tuple[Problem, ...]) -> None:
        self.year = year
        super().__init__(problems, f"{year} cannot be published yet.")


class NotRecordedError(SprError):
    """What was to be added to the record of `year` would have `problems`; the record is as it was."""

    def __init__(self, year: str, problems: tuple[Problem, ...]) -> None:
        self.year = year
        self.problems = problems
        super().__init__(year, problems)

    def __str__(self) -> str:
        listed = "\n".join(map(str, self.problems))
        return f"Nothing is added to the record of {self.year}, because this would be wrong then:\n{listed}"


Issue: TypeAlias = Callable[[Assessments, Year], Mapping[str, bytes]]
"""Makes of a year what is given out on the day of its publication: files by their names in its folder."""


@dataclass(frozen=True)
class Correction:
    """What a correction says of itself; the fields are those of the record."""

    kind: str
    reason: str
    grades: str
    recommendations: str
    told: str
    paragraphs: tuple[str, ...] = ()


def publish(folders: Folders, year: str, date: Date, by: str, issue: Issue | None = None) -> Path:
    """
    Add the publication of *year* to its record: from then on its files and numbers are fixed.

    What *issue* makes of the year as it is published is kept among its files, and fixed with them.
    Returns the record's path. Raises `BadDataError` if anything in the folder is wrong, `NotThereError` if
    there is no such year, `StateError` if it was published before, `NotReadyError` with every condition that
    does not hold, and `NotRecordedError` or
    `NotWrittenError` if its record cannot take it.
    """
    checked = in_order(folders.data, folders.shown, folders.schemas)
    found = year_in(checked, year)
    published = found.events(Recorded.PUBLISHED)
    if published:
        raise StateError(year, f"was published on {published[0].date.in_words}.")
    missing = check_publication(checked, load_schemas(folders.schemas), candidate_of(checked, found, date))
    if missing:
        raise NotReadyError(year, missing)
    with _kept(folders.data / year, issue(*_as_published(checked, found, date, by)) if issue else {}):
        seal = seal_of(checked.folder, checked.assessments, found, found.own_date or date)
        parts = dict(parts_of(checked.assessments, found))
        event: dict[str, Plain] = {
            "what": Recorded.PUBLISHED.value,
            "date": date.text,
            "by": by,
            **({"parts": parts} if parts != _parts_as_recorded(found) else {}),
            **_sealed(seal),
            "numbers": {paragraph.id: paragraph.number for paragraph in found.paragraphs},
        }
        return add_to_record(folders, checked, year, event)


def correct(folders: Folders, year: str, date: Date, by: str, correction: Correction) -> Path:
    """
    Add a correction of the published *year* to its record: the files as they are now take over.

    Returns and raises as `publish`; `StateError` if it was not published, if nothing has changed, if it is
    said to have no effect on what has, or to touch or take out what it does not. Paragraphs that are known to
    have changed are named, whether or not the correction names them.
    """
    checked = check_folder(folders.data, folders.shown, folders.schemas)
    found = year_in(checked, year)
    if not found.events(Recorded.PUBLISHED):
        raise StateError(year, "was not published: correct it by editing its files.")
    seal = seal_of(checked.folder, checked.assessments, found, found.own_date)
    old = files_as_recorded(found)
    touched = {name for name in {*old, *seal.files} if old.get(name) != seal.files.get(name)}
    if not touched and not _differs(found.record, seal):
        raise StateError(year, "is as it was published: there is nothing to correct.")
    parts = _parts_changed(checked.assessments, found)
    _require_effect(found, parts, correction)
    known, now = _parts_as_recorded(found), parts_of(checked.assessments, found)
    things = [*things_in(checked.assessments, found, parts if known else now)]
    stated = {thing.paragraph for thing in things if isinstance(thing, Citing)}
    _require_touched(found, touched, {*parts, *stated} if known else None, correction)
    # What years share, and what earlier ones recommended, may have been redacted in its own place.
    if correction.kind == "redaction" and not _differs(found.record, seal):
        _require_redaction(found, things, {*(known.keys() - now.keys()), *(old.keys() - seal.files.keys())})
    changed = [each.id for each in found.paragraphs if each.id in parts]
    paragraphs = list(dict.fromkeys((*correction.paragraphs, *changed)))
    fixed = {name for event in found.record for name in event.numbers}
    before = {name: old[name] for name in sorted(touched) if name in old}
    files = {name: digest for name, digest in seal.files.items() if name in touched}
    numbers = {paragraph.id: paragraph.number for paragraph in found.paragraphs if paragraph.id not in fixed}
    event: dict[str, Plain] = {
        "what": Recorded.CORRECTED.value,
        "date": date.text,
        "by": by,
        "kind": correction.kind,
        "reason": correction.reason,
        **({"paragraphs": paragraphs} if paragraphs else {}),
        "effect": {"grades": correction.grades, "recommendations": correction.recommendations},
        "told": correction.told,
        **({"before": before} if before else {}),
        **({"parts": parts} if parts else {}),
        **_sealed(Seal(files, seal.shared, seal.recommendations)),
        **({"numbers": numbers} if numbers else {}),
    }
    return add_to_record(folders, checked, year, event)


def year_in(checked: Checked, name: str) -> Year:
    """A year that can be used. Raises `NotThereError`, or `BadDataError` if its own file is wrong."""
    found = checked.assessments.year(name)
    if found is None and name in checked.folder.years:
        raise BadDataError(checked.problems)
    if found is None:
        raise NotThereError("year", name, checked.folder.years)
    return found


def _as_published(checked: Checked, year: Year, date: Date, by: str) -> tuple[Assessments, Year]:
    """Everything as it will be once the year's record has its publication."""
    event = RecordEvent(what=Recorded.PUBLISHED, date=date, by=by)
    published = replace(year, record=(*year.record, event))
    years = (published if each is year else each for each in checked.assessments.years)
    return replace(checked.assessments, years=tuple(years)), published


@contextmanager
def _kept(folder: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Files that are written and stay if all goes well. Raises `StateError` if there is another one."""
    other = [name for name, content in files.items() if _is_other(folder / name, content)]
    if other:
        raise StateError(
            folder.name,
            f"has a paper as issued that is not made of what is published now: {', '.join(other)}. "
            "Expected: no file there, or `--no-paper` to keep that one.",
        )
    new = {path: content for name, content in files.items() if not (path := folder / name).exists()}
    try:
        for path, content in new.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, content)
        yield
    except BaseException as error:
        for path in new:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise NotWrittenError(folder, error.strerror or str(error)) from error
        raise


def _is_other(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content


def _parts_as_recorded(year: Year) -> Mapping[str, str]:
    """The parts of a year's text as last approved, published or corrected; none where that is not known."""
    known: dict[str, str] = {}
    for event in year.record:
        known = {**known, **event.parts} if event.what is Recorded.CORRECTED else dict(event.parts) or known
    return known


def _parts_changed(assessments: Assessments, year: Year) -> dict[str, str]:
    """The parts of a year's text, as they are now, that are not as recorded; none where that is not known."""
    known = _parts_as_recorded(year)
    now = parts_of(assessments, year) if known else {}
    return {name: digest for name, digest in now.items() if known.get(name) != digest}


def _require_effect(year: Year, changed: Collection[str], correction: Correction) -> None:
    """Raise `StateError` for a correction that denies what it does."""
    titles = [threat.title for threat in year.threats if f"{threat.id}/grades" in changed]
    if titles and correction.grades == "none":
        raise StateError(
            year.id,
            f"has other grades than before ({', '.join(titles)}), and the correction says that it has no "
            "effect on grades. Expected: `--grades` with what changed.",
        )
    names = [name.partition("/")[2] for name in changed if name.startswith("recommendations/")]
    if names and correction.recommendations == "none":
        raise StateError(
            year.id,
            f"has other recommendations than before ({', '.join(names)}), and the correction says that it "
            "has no effect on them. Expected: `--recommendations` with what changed.",
        )


def _require_touched(
    year: Year, files: Collection[str], changed: Collection[str | None] | None, correction: Correction
) -> None:
    """
    Raise `StateError` for a correction that names a paragraph which is as it was, and so is what it states.

    *changed* are paragraphs that are not as they were, or state what is not; where nobody knows, None: then
    the *files* that have changed tell.
    """
    for paragraph in year.paragraphs:
        file = f"threats/{paragraph.threat}.yaml" if paragraph.threat else "assessment.yaml"
        is_touched = file in files if changed is None else paragraph.id in changed
        if paragraph.id in correction.paragraphs and not is_touched:
            raise StateError(
                year.id,
                f"has the paragraph {shown(paragraph.id)} as it was, and so is all that it states. Expected: "
                "no `--paragraph` but for what the correction touches.",
            )


def _require_redaction(year: Year, things: Iterable[object], gone: Collection[str]) -> None:
    """Raise `StateError` for a redaction where none of *things* is withheld or kept from some, or *gone*."""
    hidden = [
        thing
        for thing in things
        if isinstance(thing, Withheld) or (isinstance(thing, Disclosure) and thing.audience)
    ]
    if not hidden and not gone:
        how = command("redact", year.id, "PARAGRAPH --by ROLE --reason WHY")
        raise StateError(
            year.id,
            "withholds nothing in what has changed. Expected: `withheld` in the place of what should not "
            f"have been published ({how}), or another `--kind`.",
        )


def _sealed(seal: Seal) -> dict[str, Plain]:
    return {
        **({"files": dict(seal.files)} if seal.files else {}),
        "shared": dict(seal.shared or {}),
        "recommendations": dict(seal.recommendations or {}),
    }


def _differs(record: tuple[RecordEvent, ...], seal: Seal) -> bool:
    """Whether shared entries or recommendations are not what the record has last."""
    sealed = [event for event in record if event.what in {Recorded.PUBLISHED, Recorded.CORRECTED}]
    return (sealed[-1].shared, sealed[-1].recommendations) != (seal.shared, seal.recommendations)


def add_to_record(folders: Folders, checked: Checked, year: str, event: Mapping[str, Plain]) -> Path:
    """
    Add *event* to the record of a year, and take it back if the folder is not in order with it.

    Raises `NotRecordedError` or `NotWrittenError`.
    """
    path = folders.data / year / "record.yaml"
    own = [file for file in checked.folder.files if (file.kind, file.year) == ("record", year)]
    try:
        before = path.read_bytes() if own else None
        replace_file(path, _with(folders, own, path, before, event))
        try:
            after = check_folder(folders.data, folders.shown, folders.schemas)
            wrong = tuple(problem for problem in after.problems if not _is_elsewhere(problem, after, year))
        except BaseException:
            _put_back(path, before)
            raise
        if wrong:
            _put_back(path, before)
            raise NotRecordedError(year, wrong)
    except OSError as error:
        raise NotWrittenError(path, error.strerror or str(error)) from error
    return path


def _with(
    folders: Folders, own: list[DataFile], path: Path, before: bytes | None, event: Mapping[str, Plain]
) -> bytes:
    """The record with *event* after all that it says already, byte for byte."""
    if before is None or not own:
        return (modeline(folders, path, "record") + _HEAD + as_item(event, "  ")).encode()
    column = own[0].document.place(("events", 0)).column  # of the first key, behind the hyphen
    entry = as_item(event, " " * (column - 3))
    return before + (b"" if before.endswith(b"\n") else b"\n") + entry.encode()


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink()
    else:
        replace_file(path, before)


def _is_elsewhere(problem: Problem, checked: Checked, year: str) -> bool:
    """Whether a problem is a later year's, or says that another published year has to be corrected too."""
    theirs = year_of(problem.place.path, checked.folder)
    if problem.code in OF_WHAT_YEARS_SHARE:  # this one's seal is new
        return True
    is_later = theirs > year and theirs in checked.folder.years
    return theirs != year and (problem.code == "published-file-is-unchanged" or is_later)
