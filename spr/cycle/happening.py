"""What happens to a year or a recommendation: approvals, meetings, answers, progress, withdrawal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spr.approval import digest_of_text, parts_of
from spr.checking.assessments import check_folder, in_order
from spr.cycle.publishing import StateError, add_to_record, year_in
from spr.errors import NotThereError, Problem, SprError, shown
from spr.loading.editing import with_item
from spr.loading.folder import Folders
from spr.loading.yaml12 import Data
from spr.model.dates import Date
from spr.model.words import Happened, Recorded
from spr.writing import write_files

OF_A_YEAR = (Recorded.SUBMITTED, Recorded.ANSWERED)
"""What can be recorded of a year as an event; the rest has a verb of its own."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an event says: by which role, when, and whatever else `more` has under the names of the data."""

    by: str
    date: Date
    more: Mapping[str, str | Sequence[str]] = field(default_factory=dict)

    def event(self, what: str) -> dict[str, Data]:
        """The event as it is written, without what is empty."""
        event: dict[str, Data] = {"what": what, "date": self.date.text, "by": self.by}
        for key, each in self.more.items():
            if each:
                event[key] = each if isinstance(each, str) else list(each)
        return event


class NoSuchEventError(SprError):
    """`what` is nothing that can happen to `target`; `known` are the words for what can."""

    def __init__(self, target: str, what: str, known: Sequence[str]) -> None:
        self.target = target
        self.what = what
        self.known = tuple(known)
        super().__init__(target, what, self.known)

    def __str__(self) -> str:
        return f"{shown(self.what)} is no event of {self.target}. One of: {', '.join(self.known)}."


class NotToldError(SprError):
    """The event of `target` would be wrong because of `problems`; its file is as it was."""

    def __init__(self, target: str, problems: tuple[Problem, ...]) -> None:
        self.target = target
        self.problems = problems
        super().__init__(target, problems)

    def __str__(self) -> str:
        listed = "\n".join(map(str, self.problems))
        return f"Nothing is added to {self.target}, because this would be wrong then:\n{listed}"


def approve(folders: Folders, year: str, step: Recorded, said: Said) -> Path:
    """
    Add an approval to the record of *year*: of the text as it is now, part by part.

    Returns the record's path. Raises `BadDataError`, `NotThereError`, `StateError` for a year that is
    published, or agreed before it was reviewed, and what `add_to_record` raises.
    """
    checked = in_order(folders.data, folders.shown, folders.schemas)
    found = year_in(checked, year)
    if found.events(Recorded.PUBLISHED):
        raise StateError(year, "is published: it was agreed before, and changes by correction.")
    if step is Recorded.AGREED and not found.events(Recorded.REVIEWED):
        raise StateError(year, "was not reviewed: that is the step before it is agreed.")
    event = said.event(step.value)
    text = event.pop("text", None)
    event |= {
        "digest": digest_of_text(checked.assessments, found),
        "parts": dict(parts_of(checked.assessments, found)),
        **({"text": text} if text else {}),
    }
    return add_to_record(folders, checked, year, event)


def tell(folders: Folders, target: str, what: str, said: Said) -> Path:
    """
    Add an event to the record of the year *target*, or to the recommendation of that name.

    Returns the file's path. Raises `BadDataError`, `NotThereError`, `NoSuchEventError`, `StateError` for a
    step before the one that comes first, `NotToldError`, and what `add_to_record` raises.
    """
    checked = in_order(folders.data, folders.shown, folders.schemas)
    if target in checked.folder.years:
        if what not in set(OF_A_YEAR):
            raise NoSuchEventError(target, what, OF_A_YEAR)
        _require_before(target, what, {event.what for event in year_in(checked, target).record})
        return add_to_record(folders, checked, target, said.event(what))
    names = [each.id for each in checked.assessments.recommendations]
    if target not in names:
        raise NotThereError("year or recommendation", target, [*checked.folder.years, *names])
    if what not in set(Happened):
        raise NoSuchEventError(target, what, list(Happened))
    path = folders.data / "recommendations" / f"{target}.yaml"
    before = path.read_bytes()
    name = path.relative_to(folders.data).as_posix()
    try:
        write_files(
            folders.data, {name: with_item(before.decode("utf-8-sig"), ("events",), said.event(what))}
        )
        wrong = check_folder(folders.data, folders.shown, folders.schemas).problems
    except BaseException:
        write_files(folders.data, {name: before})
        raise
    if wrong:
        write_files(folders.data, {name: before})
        raise NotToldError(f"recommendation {target}", wrong)
    return path


def withdraw(folders: Folders, year: str, said: Said) -> Path:
    """
    Add to the record of a published *year* that it is withdrawn, and why.

    Returns the record's path. Raises `BadDataError`, `NotThereError`, `StateError` for a year that was not
    published or is withdrawn already, and what `add_to_record` raises.
    """
    checked = in_order(folders.data, folders.shown, folders.schemas)
    found = year_in(checked, year)
    if not found.events(Recorded.PUBLISHED):
        raise StateError(year, "was not published: there is nothing to withdraw.")
    if found.events(Recorded.WITHDRAWN):
        raise StateError(year, "is withdrawn already.")
    return add_to_record(folders, checked, year, said.event(Recorded.WITHDRAWN.value))


def _require_before(year: str, what: str, given: set[Recorded]) -> None:
    """Raise `StateError` for a year that is submitted or answered before the step that comes first."""
    if Recorded.PUBLISHED in given:  # also a year of another provenance, of which nobody knows the steps
        return
    if what == Recorded.SUBMITTED and Recorded.AGREED not in given:
        raise StateError(year, "was not agreed: that is the step before it is submitted.")
    if what == Recorded.ANSWERED and Recorded.SUBMITTED not in given:
        raise StateError(year, "was not submitted: there is nothing yet to be answered.")
