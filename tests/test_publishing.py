"""A published year stays as it is; its record is added to at its end, or not at all."""

import errno
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from spr.checking.assessments import Checked, only_years
from spr.cycle.publishing import Correction, NotRecordedError, StateError, correct, publish
from spr.errors import BadDataError, NotThereError
from spr.loading.folder import Folders
from spr.model.dates import Date
from spr.model.words import Recorded, State
from spr.writing import NotWrittenError
from tests.folders import (
    EXAMPLES,
    ROOT,
    SCHEMAS,
    SHOWN,
    checked,
    lay,
    problems_of,
    replace_text,
    schemas_read_once,
)

DAY: Final = Date("2022-12-05")
TERRORISM: Final = "2021/threats/terrorism.yaml"
LAST: Final = "2021/threats/cyber-incident.yaml"
RECORD: Final = "2021/record.yaml"

SAID: Final = Correction(
    kind="minor", reason="A word was wrong.", grades="none", recommendations="none", told="board-2021"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The base: 2021 is published, 2022 is a draft."""
    return lay(tmp_path / "data")


def publish_in(folder: Path, year: str, date: Date = DAY, by: str = "chief") -> Path:
    """Publish a year of a folder."""
    with schemas_read_once():
        return publish(Folders(folder, SHOWN, SCHEMAS), year, date, by)


def correct_in(folder: Path, year: str, said: Correction = SAID, by: str = "chief") -> Path:
    """Correct a year of a folder."""
    with schemas_read_once():
        return correct(Folders(folder, SHOWN, SCHEMAS), year, DAY, by, said)


def numbers_of(folder: Path, year: str) -> list[tuple[str, str]]:
    """The paragraphs of a year with their numbers, in the order of the report."""
    found = checked(folder).assessments.year(year)
    assert found is not None
    return [(each.number, each.id) for each in found.paragraphs]


def codes_of(folder: Path) -> set[str]:
    """The rules that a folder breaks."""
    return {problem.code for problem in problems_of(folder)}


def append(folder: Path, name: str, text: str) -> None:
    """Add a text at the end of a file."""
    with (folder / name).open("a", encoding="utf-8", newline="") as file:
        file.write(text)


def test_publishing_fixes_a_year(folder: Path) -> None:
    """A record is written, the year is published, and the folder is in order."""
    path = publish_in(folder, "2022")
    assert path == folder / "2022/record.yaml"
    found = checked(folder)
    assert found.problems == ()
    assert [year.state for year in found.assessments.years] == [State.PUBLISHED, State.PUBLISHED]
    assert [year.own_date for year in found.assessments.years] == [Date("2021-12-01"), DAY]


def test_paper_of_an_earlier_attempt_is_not_issued(folder: Path) -> None:
    """What is kept as issued says what is published: another file there is told, the same one stays."""
    paper = folder / "2022/issued/public/report.txt"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"There is little to tell yet.")
    folders = Folders(folder, SHOWN, SCHEMAS)
    with schemas_read_once():
        with pytest.raises(
            StateError, match=r"not made of what is published now: issued/public/report\.txt\."
        ):
            publish(folders, "2022", DAY, "chief", lambda *_: {"issued/public/report.txt": b"It is told."})
        assert (paper.read_bytes(), codes_of(folder)) == (b"There is little to tell yet.", set())
        publish(folders, "2022", DAY, "chief", lambda *_: {"issued/public/report.txt": paper.read_bytes()})
    assert codes_of(folder) == set()


def test_record_is_added_to_at_its_end(folder: Path) -> None:
    """What was there is there still, byte for byte, whatever its line ends and its last line."""
    for before in (
        b"# Ours.\nevents:\n  - what: submitted\n    date: 2022-11-01\n    by: chief\n\n\n",
        b"# Ours.\r\nevents:\r\n- what: submitted\r\n  date: 2022-11-01\r\n  by: chief",
        "\ufeffevents:\n    - {what: submitted, date: 2022-11-01, by: chief}  # sent".encode(),
    ):
        (folder / "2022/record.yaml").write_bytes(before)
        publish_in(folder, "2022")
        after = (folder / "2022/record.yaml").read_bytes()
        assert after.startswith(before)
        assert len(after) > len(before)
        year = checked(folder).assessments.years[1]
        assert [event.what for event in year.record] == ["submitted", "published"]


def test_correction_is_added_at_the_end(folder: Path) -> None:
    """The publication stays as it was written."""
    before = (folder / RECORD).read_bytes()
    replace_text(folder, TERRORISM, "little", "nothing")
    correct_in(folder, "2021")
    assert (folder / RECORD).read_bytes().startswith(before)


@pytest.mark.parametrize(
    "name", ["2021/assessment.yaml", "2021/governance.yaml", TERRORISM, "2021/issued/report.txt"]
)
def test_changed_byte_of_a_published_year_is_told_until_it_is_corrected(folder: Path, name: str) -> None:
    """A space is enough."""
    append(folder, name, " \n")
    told = [str(problem) for problem in problems_of(folder)]
    sentence = (
        "This file is not as it was when 2021 was published on 1 December 2021, or last corrected. "
        "Expected: the file as it was published, or a correction "
        "(spr correct 2021 --by ROLE --kind KIND --reason WHY)."
    )
    assert told == [f"assessments/{name}:1:1: {sentence}"]
    correct_in(folder, "2021")
    assert problems_of(folder) == ()
    append(folder, name, " \n")
    assert codes_of(folder) == {"published-file-is-unchanged"}
    correct_in(folder, "2021")
    assert problems_of(folder) == ()


def test_changed_byte_is_told_beside_other_problems(folder: Path) -> None:
    """A slip in a draft hides nothing of what was published."""
    replace_text(folder, "2022/threats/terrorism.yaml", "leads:", "lead:")
    replace_text(folder, "metrics.yaml", "within an hour", "within a day")
    append(folder, TERRORISM, "\n")
    assert {"published-file-is-unchanged", "published-entry-is-unchanged"} <= codes_of(folder)


def test_correction_that_denies_what_it_does_is_refused(folder: Path) -> None:
    """Since a year is published, what its parts were is known; a paragraph that changed is named anyway."""
    because = "grade: Not ready\n    because: {kind: correction, text: The boats leak.}"
    publish_in(folder, "2022")
    replace_text(folder, "2022/threats/civil-emergencies.yaml", "grade: Ready", because)
    replace_text(folder, "2022/threats/civil-emergencies.yaml", "Two boats are kept", "Three boats are kept")
    before = (folder / "2022/record.yaml").read_bytes()
    with pytest.raises(
        StateError, match=r"^2022 has other grades than before \(Civil emergencies\), and the"
    ):
        correct_in(folder, "2022")
    assert (folder / "2022/record.yaml").read_bytes() == before
    correct_in(folder, "2022", replace(SAID, grades="Civil emergencies are not ready."))
    (corrected,) = checked(folder).assessments.years[1].events(Recorded.CORRECTED)
    assert corrected.correction
    assert corrected.correction.paragraphs == ("boats-in-winter",)
    assert sorted(corrected.parts) == ["boats-in-winter", "civil-emergencies/grades"]
    replace_text(folder, "recommendations/2022-1.yaml", "in_brief: Buy a boat.", "in_brief: Buy boats.")
    with pytest.raises(StateError, match=r"^2022 has other recommendations than before \(2022-1\), and"):
        correct_in(folder, "2022")
    correct_in(folder, "2022", replace(SAID, recommendations="More is asked."))
    assert codes_of(folder) == set()


def test_correction_names_only_what_it_touches(folder: Path) -> None:
    """A paragraph that has changed, or that states what has; of an older record, one in a file that has."""
    boats = "2022/threats/civil-emergencies.yaml"
    as_it_was = (
        " has the paragraph '{}' as it was, and so is all that it states. Expected: no `--paragraph` but for "
        "what the correction touches."
    )
    publish_in(folder, "2022")
    before = (folder / "2022/record.yaml").read_bytes()
    replace_text(folder, boats, "value: 3", "value: 4")
    with pytest.raises(StateError) as told:
        correct_in(folder, "2022", replace(SAID, paragraphs=("boats-in-winter", "on-terrorism")))
    assert str(told.value) == "2022" + as_it_was.format("on-terrorism")
    assert (folder / "2022/record.yaml").read_bytes() == before
    correct_in(folder, "2022", replace(SAID, paragraphs=("boats-in-winter",)))
    append(folder, TERRORISM, "# Mended.\n")
    with pytest.raises(StateError) as told:
        correct_in(folder, "2021", replace(SAID, paragraphs=("boats-in-winter",)))
    assert str(told.value) == "2021" + as_it_was.format("boats-in-winter")
    correct_in(folder, "2021", replace(SAID, paragraphs=("on-terrorism",)))
    assert codes_of(folder) == set()


def test_redaction_takes_something_out(folder: Path) -> None:
    """It withholds, keeps from some readers, or has something no more: other words alone are no redaction."""
    boats = "2022/threats/civil-emergencies.yaml"
    redaction = replace(SAID, kind="redaction")
    publish_in(folder, "2022")
    replace_text(folder, boats, "value: 3", "value: 4")
    with pytest.raises(StateError) as told:
        correct_in(folder, "2022", redaction)
    assert str(told.value) == (
        "2022 withholds nothing in what has changed. Expected: `withheld` in the place of what should not "
        "have been published (spr redact 2022 PARAGRAPH --by ROLE --reason WHY), or another `--kind`."
    )
    replace_text(folder, boats, "value: 4", "withheld: {reason: Helps an attacker.}")
    correct_in(folder, "2022", redaction)
    replace_text(folder, boats, "  - id: ice\n", "  - id: ice\n    audience: force\n")
    correct_in(folder, "2022", redaction)
    (folder / "2021/issued/report.txt").unlink()
    correct_in(folder, "2021", redaction)
    replace_text(folder, "recommendations/2021-1.yaml", "\nnumber: 1", "\naudience: force\nnumber: 1")
    correct_in(folder, "2021", redaction)
    correct_in(folder, "2022", redaction)
    assert codes_of(folder) == set()


def test_file_that_came_or_went_can_be_corrected(folder: Path) -> None:
    """The record says what was there before, and is in order afterwards."""
    (folder / "2021/issued/report.txt").unlink()
    (folder / "2021/issued/Report 2021 (final).txt").write_text("The report.\n", encoding="utf-8")
    assert codes_of(folder) == {"published-file-is-unchanged"}
    correct_in(folder, "2021")
    assert problems_of(folder) == ()
    shutil.rmtree(folder / "2021/issued")
    assert len(problems_of(folder)) == 1
    correct_in(folder, "2021")
    assert problems_of(folder) == ()


def test_the_only_recommendation_can_be_taken_out(folder: Path) -> None:
    """Then the year is sealed without one, and not as it was published."""
    (folder / "recommendations/2021-1.yaml").unlink()
    assert "published-recommendation-is-unchanged" in codes_of(folder)
    correct_in(folder, "2021", replace(SAID, recommendations="The only one is taken out."))
    assert problems_of(folder) == ()


def test_what_years_share_is_corrected_year_by_year(folder: Path) -> None:
    """
    A recommendation of 2021 is told by both years; each is corrected by itself, in any order.

    What was changed is told once, where it was changed, with the years that have to be corrected.
    """
    publish_in(folder, "2022")
    replace_text(folder, "recommendations/2021-1.yaml", "should buy", "should build")
    replace_text(folder, "scales.yaml", "name: Readiness", "name: Readiness of the force")
    recommendation, scale = map(str, problems_of(folder))
    assert recommendation == (
        "assessments/recommendations/2021-1.yaml:1:1: Recommendation 2021-1, or one of its events up to the "
        "date of 2021 and 2022, is not as it was when they were published or last corrected. Expected: the "
        "recommendation as it was raised, and new events with later dates; or a correction of each of them "
        "(spr correct YEAR --by ROLE --kind KIND --reason WHY)."
    )
    assert scale == (
        "assessments/scales.yaml:2:5: scales[0]: The entry 'readiness' of scales.yaml, which 2021 and 2022 "
        "use, is not as it was when they were published or last corrected. Expected: what stood there "
        "before, and a new entry for a new meaning; or a correction of each of them "
        "(spr correct YEAR --by ROLE --kind KIND --reason WHY)."
    )
    assert only_years(checked(folder), ("2022",)).problems == problems_of(folder)
    correct_in(folder, "2021")
    assert len(problems_of(folder)) == 2
    assert "which 2022 uses" in str(problems_of(folder)[1])
    correct_in(folder, "2022")
    assert problems_of(folder) == ()


def test_draft_in_disorder_does_not_keep_a_year_from_being_corrected(folder: Path) -> None:
    """Whoever corrects 2021 need not first mend what others write for 2022."""
    replace_text(folder, "2022/threats/terrorism.yaml", "leads:", "lead:")
    append(folder, TERRORISM, "\n")
    correct_in(folder, "2021")
    assert codes_of(folder) == {"unknown-key"}


def test_disorder_in_what_years_share_keeps_a_year_from_being_corrected(folder: Path) -> None:
    """It may be what the correction itself has broken: nothing is recorded before it is mended."""
    replace_text(folder, "glossary.yaml", "term: CBRN", "trem: CBRN")
    append(folder, TERRORISM, "\n")
    before = (folder / RECORD).read_bytes()
    with pytest.raises(NotRecordedError, match="glossary"):
        correct_in(folder, "2021")
    assert (folder / RECORD).read_bytes() == before


def test_older_year_may_be_added_at_any_time(folder: Path) -> None:
    """What 2020 raised and what became of it then breaks nothing that a later year has sealed."""
    shutil.copytree(folder / "2021", folder / "2020", ignore=shutil.ignore_patterns("record.yaml"))
    for path in (folder / "2020").rglob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("2021", "2020"), encoding="utf-8")
    boats = "2020/threats/civil-emergencies.yaml"
    replace_text(folder, boats, ", and one can measure CBRN", "")
    for name, entry in (("metrics.yaml", "boats"), ("scales.yaml", "readiness")):
        older = (folder / name).read_text(encoding="utf-8").partition("\n")[2].replace("2021", "2020")
        append(folder, name, older.replace(f"id: {entry}", f"id: old-{entry}"))
        replace_text(folder, boats, f": {entry}\n", f": old-{entry}\n")
    completed = "events:\n  - {what: completed, date: 2020-12, by: chief}"
    older = (folder / "recommendations/2022-1.yaml").read_text(encoding="utf-8").replace("2022", "2020")
    path = folder / "recommendations/2020-1.yaml"
    path.write_text(older.replace("events: []", completed), encoding="utf-8")
    assert problems_of(folder) == ()
    assert checked(folder).folder.years == ("2020", "2021", "2022")


def test_later_events_terms_and_metrics_break_nothing(folder: Path) -> None:
    """A published year goes on being told about."""
    append(
        folder,
        "recommendations/2021-1.yaml",
        "  - {what: progressed, date: 2022-03, by: chief, text: JTAC asked.}\n",
    )
    append(folder, "glossary.yaml", "  - {id: jtac, term: JTAC, stands_for: Joint Centre, from: 2021}\n")
    append(
        folder,
        "metrics.yaml",
        (folder / "metrics.yaml").read_text(encoding="utf-8").split("\n", 1)[1].replace("boats", "rafts"),
    )
    append(
        folder, "meetings.yaml", "  - {id: board-2022, date: 2022-11, body: Board, title: Board of 2022}\n"
    )
    append(
        folder,
        RECORD,
        "  - {what: answered, date: 2022-01-11, by: board, word: Assured, text: The JTAC agreed.}\n",
    )
    assert problems_of(folder) == ()


def test_checksums_survive_a_checkout_with_other_line_ends(folder: Path) -> None:
    """Of text; a paper as issued is never touched."""
    for path in folder.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert problems_of(folder) == ()
    append(folder, "2021/issued/report.txt", "\r\n")
    assert codes_of(folder) == {"published-file-is-unchanged"}


def test_numbers_are_counted_until_they_are_fixed(folder: Path) -> None:
    """In a draft a paragraph that comes in moves those behind it."""
    replace_text(
        folder, "2022/threats/terrorism.yaml", "paragraphs:", "paragraphs:\n  - {id: first, text: More.}"
    )
    assert [number for number, _ in numbers_of(folder, "2022")] == ["1", "2", "3", "4", "5", "6", "7"]


def test_inserted_paragraph_is_2a_and_a_removed_one_leaves_its_number(folder: Path) -> None:
    """From publication on, and through every correction, a number means one paragraph."""
    append(folder, TERRORISM, "  - {id: one-more, text: More to tell.}\n")
    assert numbers_of(folder, "2021")[1:4] == [
        ("2", "on-terrorism"),
        ("2A", "one-more"),
        ("3", "boats-in-winter"),
    ]
    correct_in(folder, "2021")
    replace_text(
        folder, TERRORISM, "  - {id: one-more", "  - {id: between, text: Between.}\n  - {id: one-more"
    )
    append(folder, TERRORISM, "  - {id: the-last, text: Most to tell.}\n")
    correct_in(folder, "2021")
    assert numbers_of(folder, "2021")[1:6] == [
        ("2", "on-terrorism"),
        ("2B", "between"),
        ("2A", "one-more"),
        ("2C", "the-last"),
        ("3", "boats-in-winter"),
    ]
    replace_text(folder, TERRORISM, "  - {id: one-more, text: More to tell.}\n", "")
    append(folder, TERRORISM, "  - {id: after-all, text: After all.}\n")
    correct_in(folder, "2021")
    assert [number for number, _ in numbers_of(folder, "2021")] == [
        "1",
        "2",
        "2B",
        "2C",
        "2D",
        "3",
        "4",
        "5",
        "6",
    ]
    assert problems_of(folder) == ()


def test_paragraph_before_the_first_and_more_than_the_alphabet(folder: Path) -> None:
    """Whatever comes in where, its number is one that was never given."""
    more = "\n".join(f"      - {{id: more-{count}, text: More.}}" for count in range(28))
    replace_text(folder, "2021/assessment.yaml", "    paragraphs:\n", f"    paragraphs:\n{more}\n")
    correct_in(folder, "2021")
    numbers = [number for number, _ in numbers_of(folder, "2021")]
    assert numbers[:3] == ["0A", "0B", "0C"]
    assert numbers[25:31] == ["0Z", "0ZA", "0ZB", "1", "2", "3"]
    assert len(set(numbers)) == len(numbers)


def test_year_is_published_once(folder: Path) -> None:
    """What comes later is a correction."""
    with pytest.raises(StateError) as told:
        publish_in(folder, "2021")
    assert str(told.value) == "2021 was published on 1 December 2021."


def test_draft_is_corrected_by_editing_it(folder: Path) -> None:
    """Only what was published needs a correction."""
    with pytest.raises(StateError) as told:
        correct_in(folder, "2022")
    assert str(told.value) == "2022 was not published: correct it by editing its files."


def test_correction_of_nothing_is_refused(folder: Path) -> None:
    """The files come first, then the correction."""
    before = (folder / RECORD).read_bytes()
    with pytest.raises(StateError) as told:
        correct_in(folder, "2021")
    assert str(told.value) == "2021 is as it was published: there is nothing to correct."
    assert (folder / RECORD).read_bytes() == before


def test_folder_with_problems_is_not_published(folder: Path) -> None:
    """Every problem is told, of other years too."""
    replace_text(folder, "2022/threats/terrorism.yaml", "leads:", "lead:")
    with pytest.raises(BadDataError) as told:
        publish_in(folder, "2022")
    assert {problem.place.path for problem in told.value.problems} == {
        "assessments/2022/threats/terrorism.yaml"
    }
    assert not (folder / "2022/record.yaml").exists()


def test_year_that_is_not_there_is_told(folder: Path) -> None:
    """With those that are."""
    with pytest.raises(NotThereError) as told:
        publish_in(folder, "2023")
    assert str(told.value) == "There is no year '2023'. Did you mean '2022'? One of: 2021, 2022."


def test_year_that_cannot_be_read_is_not_corrected(folder: Path) -> None:
    """Its problems are told."""
    (folder / "2021/assessment.yaml").write_text("sections: [\n", encoding="utf-8")
    with pytest.raises(BadDataError):
        correct_in(folder, "2021")


def test_what_the_record_cannot_take_is_not_added(folder: Path) -> None:
    """A role, a kind, a meeting, a paragraph that nobody knows: it is told, and the record is as it was."""
    with pytest.raises(NotRecordedError) as told:
        publish_in(folder, "2022", by="cheif")
    assert str(told.value) == (
        "Nothing is added to the record of 2022, because this would be wrong then:\n"
        "assessments/2022/record.yaml:3:5: events[0]: 'cheif' is no role or group in any governance.yaml. "
        "Did you mean 'chief'? One of: board, chief, editors, marine-lead."
    )
    assert not (folder / "2022/record.yaml").exists()
    before = (folder / RECORD).read_bytes()
    append(folder, TERRORISM, "\n")
    for said in (
        Correction("small", "A word was wrong.", "none", "none", "board-2021"),
        Correction("minor", "A word was wrong.", "none", "none", "a-meeting"),
        Correction("minor", "A word was wrong.", "none", "none", "board-2021", ("nowhere",)),
    ):
        with pytest.raises(NotRecordedError):
            correct_in(folder, "2021", said)
        assert (folder / RECORD).read_bytes() == before


def test_record_in_another_form_is_not_broken(folder: Path) -> None:
    """A list on one line cannot be added to: it stays as it is."""
    before = b"events: [{what: submitted, date: 2022-11-01, by: chief}]\n"
    (folder / "2022/record.yaml").write_bytes(before)
    with pytest.raises(NotRecordedError):
        publish_in(folder, "2022")
    assert (folder / "2022/record.yaml").read_bytes() == before


def test_failed_write_leaves_the_record_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk gets a sentence."""

    def full(self: Path, _: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", self)

    before = (folder / RECORD).read_bytes()
    append(folder, TERRORISM, "\n")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NotWrittenError) as told:
        correct_in(folder, "2021")
    assert (
        str(told.value) == f"{folder}/{RECORD} cannot be written (No space left on device). It is as it was."
    )
    assert (folder / RECORD).read_bytes() == before


def test_whatever_stops_the_check_the_record_is_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C between writing and checking leaves no half of a publication."""

    def stop(*_: object) -> Checked:
        raise KeyboardInterrupt

    monkeypatch.setattr("spr.cycle.publishing.check_folder", stop)
    with pytest.raises(KeyboardInterrupt):
        publish_in(folder, "2022")
    assert not (folder / "2022/record.yaml").exists()


def test_record_names_its_schema_within_a_checkout(tmp_path: Path) -> None:
    """Editors find the schema; from outside there is no way to it."""
    root = tmp_path / "checkout"
    folder = lay(root / "data/assessments")
    shutil.copytree(ROOT / "schemas", root / "schemas")
    publish(Folders(folder, SHOWN, root / "schemas"), "2022", DAY, "chief")
    first = (folder / "2022/record.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../../schemas/record.schema.json"
    assert (folder / "2022" / first.partition("=")[2]).resolve() == (
        root / "schemas/record.schema.json"
    ).resolve()
    outside = lay(tmp_path / "elsewhere")
    publish_in(outside, "2022")
    assert "$schema" not in (outside / "2022/record.yaml").read_text(encoding="utf-8")


def test_year_from_a_paper_without_a_date_is_dated_by_its_publication(tmp_path: Path) -> None:
    """Or whatever happens later would change it."""
    folder = lay(tmp_path / "data", EXAMPLES / "valid" / "a-restated-year")
    replace_text(folder, "2022/assessment.yaml", "assessed: 2022-08", "assessed: not stated")
    publish_in(folder, "2022")
    append(folder, "recommendations/2021-1.yaml", "  - {what: progressed, date: 2022-12-06, by: chief}\n")
    assert problems_of(folder) == ()
