"""Taking out what should never have been published: its words go, its place stays, and the record says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spr.checking.assessments import check_folder
from spr.cycle.publishing import Correction, StateError, correct, year_in
from spr.errors import NotThereError, Pointer, SprError, shown
from spr.loading.editing import with_values, without
from spr.loading.folder import Folders
from spr.loading.yaml12 import Data, parse_yaml
from spr.model.assessment import Paragraph, Withheld, Year
from spr.model.dates import Date
from spr.model.words import Recorded
from spr.writing import write_files


class TellingReasonError(SprError):
    """The reason for taking out `name` gives some of it away: the word or number `word`."""

    def __init__(self, name: str, word: str) -> None:
        self.name = name
        self.word = word
        super().__init__(name, word)

    def __str__(self) -> str:
        return (
            f"The reason gives away {shown(self.word)}, which stands in {shown(self.name)}. "
            "Expected: a reason that says nothing of what is taken out."
        )


@dataclass(frozen=True, kw_only=True)
class Redaction:
    """
    A paragraph whose words go, why (in words that give nothing away), and the meeting that was told.

    `papers` are what is kept of the year as it was issued: they have the words too, and go with them.
    """

    paragraph: str
    reason: str
    told: str
    papers: tuple[Path, ...] = ()


def redact(folders: Folders, year: str, date: Date, by: str, redaction: Redaction) -> Path:
    """
    Take the words of a paragraph out of the published *year*, and record it as a redaction.

    Returns the record's path. Raises `NotThereError`, `StateError`, `TellingReasonError`, and what `correct`
    raises; whatever is raised, every file is as it was.
    """
    checked = check_folder(folders.data, folders.shown, folders.schemas)
    found = year_in(checked, year)
    name, reason = redaction.paragraph, redaction.reason
    if not found.events(Recorded.PUBLISHED):
        raise StateError(year, "was not published: take it out by editing its files.")
    paragraph = paragraph_in(found, name)
    if isinstance(paragraph.text, Withheld):
        raise StateError(year, f"says no word of {shown(name)} any more: it is withheld already.")
    _require_silence(paragraph, reason)
    path = (
        folders.data / year / (f"threats/{paragraph.threat}.yaml" if paragraph.threat else "assessment.yaml")
    )
    before = {
        each.relative_to(folders.data).as_posix(): each.read_bytes() for each in (path, *redaction.papers)
    }
    own, *issued = before
    written = path.read_text(encoding="utf-8-sig")
    (at,) = _places(written, name)
    text = without(written, [(*at, key) for key in ("text", "review", "editorial")])
    instead: dict[str, Data] = {"reason": reason, "by": by, "date": date.text}
    text = with_values(text, {(*at, "withheld"): instead})
    said = Correction(
        kind="redaction",
        reason=reason,
        grades="none",
        recommendations="none",
        told=redaction.told,
        paragraphs=(name,),
    )
    try:
        write_files(folders.data, {own: text, **dict.fromkeys(issued)})
        return correct(folders, year, date, by, said)
    except BaseException:
        write_files(folders.data, before)
        raise


def paragraph_in(year: Year, name: str) -> Paragraph:
    """A paragraph of a year. Raises `NotThereError`."""
    found = next((each for each in year.paragraphs if each.id == name), None)
    if found is None:
        raise NotThereError("paragraph", name, [each.id for each in year.paragraphs])
    return found


def _require_silence(paragraph: Paragraph, reason: str) -> None:
    text = str(paragraph.text)
    for word in re.findall(r"\d[\d,.]*\d|\d", text):
        if re.search(rf"(?<!\d){re.escape(word)}(?!\d)", reason):
            raise TellingReasonError(paragraph.id, word)
    words = text.split()
    for begins in range(len(words) - 4):
        phrase = " ".join(words[begins : begins + 5])
        if phrase.casefold() in " ".join(reason.split()).casefold():
            raise TellingReasonError(paragraph.id, phrase)


def _places(text: str, name: str) -> Iterator[Pointer]:
    """The ways to the paragraph of that name in a file."""
    document = parse_yaml(text.encode(), "")
    for pointer in document.pointers:
        is_id = pointer[-1:] == ("id",) and pointer[-3:-2] == ("paragraphs",)
        if is_id and document.raw(pointer) == name:
            yield pointer[:-1]
