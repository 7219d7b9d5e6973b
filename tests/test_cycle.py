"""
The whole cycle of a year by its own commands: open, write, chase, agree, publish, record, correct, take out.

Once on the small folder that other tests begin with, once on Northmoor.
"""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from spr.approval import parts_of
from spr.cli import asked, main
from spr.left import Lacking, Piece, left
from spr.loading.editing import with_item, with_values
from spr.loading.yaml12 import parse_yaml
from spr.model.assessment import Year
from spr.model.dates import Date
from spr.model.shared import Assessments
from spr.model.words import State
from spr.writing import replace_file
from tests.folders import BASE, ROOT, checked, lay, problems_of, replace_text, schemas_read_once

Capture = pytest.CaptureFixture[str]


@dataclass(frozen=True)
class Case:
    """A folder of data, its last year, the one that is opened, and the role that does everything."""

    data: Path
    last: str
    year: str
    role: str

    @property
    def due(self) -> str:
        """When leads are to have answered."""
        return f"{self.year}-09-01"


SMALL = Case(BASE, "2022", "2023", "chief")
NORTHMOOR = Case(ROOT / "examples/northmoor", "2025", "2026", "acc-specialist-operations")

PAPER = "issued/public/report.txt"

CASES = [
    pytest.param(SMALL, id="small"),
    pytest.param(NORTHMOOR, id="northmoor", marks=pytest.mark.slow),  # 60 checks of eight years
]


@dataclass
class Desk:
    """Somebody at the keyboard, in a repository of their own."""

    folder: Path
    case: Case
    capsys: Capture

    def spr(self, *arguments: str, code: int = 0) -> str:
        """What the command says to whoever typed it; it ends with *code*."""
        with schemas_read_once():
            assert main(["--data", str(self.folder), *arguments]) == code, self.capsys.readouterr()
        told = self.capsys.readouterr()
        assert "\x1b" not in told.out + told.err
        return told.out + told.err

    def at(self, month: str) -> tuple[str, ...]:
        """By whom, and on the first of a month of the year."""
        return "--by", self.case.role, "--date", f"{self.case.year}-{month}-01"

    def known(self) -> tuple[Assessments, Year]:
        """The data as it is now, and the year."""
        found = checked(self.folder)
        assert found.problems == ()
        year = found.assessments.year(self.case.year)
        assert year
        return found.assessments, year

    def commit(self) -> None:
        """Keep what is there."""
        for arguments in (("add", "--all"), ("commit", "--quiet", "--message", "Go on")):
            git(self.folder, *arguments)


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, under nobody's name."""
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def desk(case: Case, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with the data of a case, committed, at the end of the year that is opened."""
    monkeypatch.setattr(asked, "tomorrow", lambda: Date(f"{case.year}-12-31"))
    folder = tmp_path / "repository" / "data"
    shutil.copytree(case.data, folder)
    last = folder / case.last / "assessment.yaml"  # whose leads owe nothing any more
    last.write_text(re.sub("(?m)^  due: .*\n", "", last.read_text("utf-8")), encoding="utf-8")
    git(folder.parent, "init", "--quiet", "--initial-branch=main")
    desk = Desk(folder, case, capsys)
    desk.commit()
    return desk


@pytest.mark.parametrize("case", CASES)
def test_whole_cycle(desk: Desk) -> None:
    """Each step by its own command; what is not done yet is told, and nothing is published before."""
    _open(desk)
    _write(desk)
    _agree(desk)
    _publish(desk)
    _go_on(desk)
    _take_out(desk)


def _open(desk: Desk) -> None:
    case = desk.case
    told = desk.spr("new-year", case.year, "--tasked", f"{case.year}-04-01", "--due", case.due)
    assert told.startswith(f"{case.year} is open: ")
    assert "To mend first" not in told
    late = desk.spr("check", case.year, "--for", "publication", "--date", f"{case.year}-09-03", code=1)
    assert f"{case.year}: 0 of " in late
    assert "2 days late" in late
    told = desk.spr("publish", case.year, *desk.at("09"), code=1)
    assert told.startswith(f"{case.year} cannot be published yet.\n\n")
    assert told.count("Rule: everything-is-reviewed") > 1
    desk.commit()


def _write(desk: Desk) -> None:
    """Leads confirm, answer, and tell what became of what; the co-ordinator sees it go down to nothing."""
    _, year = desk.known()
    for threat in year.threats:
        desk.spr("confirm", year.id, threat.id)
    desk.spr("confirm", year.id, *(each.id for each in year.paragraphs if each.threat is None))
    known, year = desk.known()
    for piece in left(known, year, Date(f"{year.id}-11-30")).pieces:
        if piece.lacking is Lacking.REVIEW:
            desk.spr("confirm", year.id, piece.name)
        elif piece.lacking is Lacking.WORD_ON_RECOMMENDATION:
            desk.spr("event", piece.name, "progressed", *desk.at("08"), "--text", "Work on it goes on.")
        else:
            _edit(desk, year, piece)
    known, year = desk.known()
    assert left(known, year, Date(f"{year.id}-11-30")).pieces == ()
    desk.commit()


def _edit(desk: Desk, year: Year, piece: Piece) -> None:
    """What a lead writes in the file: what was emptied, what is not addressed, what became of a promise."""
    if piece.lacking is Lacking.FILLING_IN:
        path = ROOT / piece.origin.path.replace("assessments", str(desk.folder), 1)
        text = path.read_text("utf-8")
        at = (*parse_yaml(path.read_bytes(), piece.origin.path).pointer_at(piece.origin), *piece.within)
        none = "not graded" if at[-1] == "grades" else "not stated"
        path.write_text(with_values(text, {at: none}), encoding="utf-8")
        return
    if piece.lacking is Lacking.ANSWER:
        path = ROOT / piece.origin.path.replace("assessments", str(desk.folder), 1)
        reason = "Nothing has changed since the year before."
        entry = {"question": piece.name, "reason": reason}
        path.write_text(with_item(path.read_text("utf-8"), ("not_addressed",), dict(entry)), encoding="utf-8")
        return
    for path in sorted((desk.folder / year.id).rglob("*.yaml")):
        document = parse_yaml(path.read_bytes(), "")
        for pointer in document.pointers:
            if pointer[:1] == ("actions",) and document.raw(pointer) == piece.name:
                at = (*pointer[:-1], "outcome")
                path.write_text(with_values(path.read_text("utf-8"), {at: "kept"}, "id"), encoding="utf-8")


def _agree(desk: Desk) -> None:
    """Approved, changed, told what changed, approved again."""
    year = desk.case.year
    told = desk.spr("check", year, "--for", "publication", "--date", f"{year}-09-30", code=1)
    assert f"{year} was not agreed yet." in told
    assert "days late" not in told, "leads have answered"
    desk.spr("approve", year, "reviewed", *desk.at("10"))
    desk.spr("approve", year, "agreed", *desk.at("10"), "--reference", "Minute 1")
    desk.commit()
    assert desk.spr("check", year, "--for", "publication", "--date", f"{year}-10-02").endswith(
        f"{year} can be published: spr --data {desk.folder} publish {year} --by ROLE\n"
    )
    _, found = desk.known()
    paragraph = found.threats[1].paragraphs[0]
    path = desk.folder / year / f"threats/{found.threats[1].id}.yaml"
    before = path.read_text("utf-8")
    first = str(paragraph.text).split(".")[0].split("\n")[0]
    path.write_text(before.replace(first, f"{first} again", 1), encoding="utf-8")
    told = desk.spr("publish", year, *desk.at("11"), code=1)
    assert (
        f"{year} was agreed on 1 October {year}, and has changed since: paragraph {paragraph.number}." in told
    )
    shown = desk.spr("compare", f"{year}@agreed", year)
    assert f"Paragraph {paragraph.number}: reworded." in shown
    assert "again+}" in shown
    assert shown.endswith("\n1 change.\n")
    path.write_text(before, encoding="utf-8")


def _publish(desk: Desk) -> None:
    """Published once, with its paper as issued, and from then on guarded."""
    year = desk.case.year
    paper = desk.folder / year / PAPER
    paper.parent.mkdir(parents=True)
    paper.write_text(str(desk.known()[1].threats[2].paragraphs[0].text), encoding="utf-8")
    assert desk.spr("publish", year, "--no-paper", *desk.at("11")).startswith(f"{year} is published: ")
    assert desk.known()[1].state is State.PUBLISHED
    assert desk.spr("approve", year, "agreed", *desk.at("12"), code=1).startswith(f"{year} is published: ")
    assert desk.spr("confirm", year, desk.known()[1].threats[0].id, code=1).startswith(f"{year} is published")
    desk.commit()
    record = desk.folder / year / "record.yaml"
    before = record.read_bytes()
    record.write_bytes(before.replace(b"Minute 1", b"Minute 2"))
    told = desk.spr("check", "--against", "HEAD", code=1)
    assert (
        f"record.yaml:{before[: before.index(b'Minute 1')].count(10) + 1}:1: Here the record is not" in told
    )
    record.write_bytes(before)


def _go_on(desk: Desk) -> None:
    """The paper goes to the policing body, which answers; a slip is corrected."""
    year = desk.case.year
    desk.spr("event", year, "submitted", *desk.at("11"), "--reference", "Paper 4")
    desk.spr("event", year, "answered", *desk.at("12"), "--word", "Assured", "--text", "It was content.")
    assert desk.spr("check", "--against", "HEAD") == "No problems.\n"
    found = desk.known()[1]
    path = desk.folder / year / f"threats/{found.threats[0].id}.yaml"
    first = str(found.threats[0].paragraphs[0].text).split(".")[0].split("\n")[0]
    text = path.read_text("utf-8")
    path.write_text(text.replace(first, f"{first} indeed", 1), encoding="utf-8")
    assert "published-file-is-unchanged" in desk.spr("check", year, code=1)
    name = found.threats[0].paragraphs[0].id
    said = ("--kind", "minor", "--reason", "A word was missing.", "--paragraph", name)
    assert desk.spr("correct", year, *desk.at("12"), *said).startswith(f"{year} is corrected: ")
    assert desk.spr("check") == "No problems.\n"
    desk.commit()


def _take_out(desk: Desk) -> None:
    """What should never have been published goes, its number stays; what else has the words is named."""
    case = desk.case
    found = desk.known()[1]
    paragraph = found.threats[2].paragraphs[0]
    told = desk.spr("redact", case.year, paragraph.id, *desk.at("12"), "--reason", "Helps an attacker.")
    assert f"taken out: {(desk.folder / case.year / PAPER).as_posix()}." in told
    assert not (desk.folder / case.year / PAPER).exists()
    name = f"threats/{found.threats[2].id}.yaml"
    line = next(line for line in told.splitlines() if f"`text` at {desk.folder}/{case.last}/{name}:" in line)
    begins = r"\W+".join(re.findall(r"\w+", str(paragraph.text).lower())[:3])
    assert re.match(rf"From ‘{begins}.*’ on, the same words still stand in ", line)
    assert line.endswith(f" If they tell the same, take them out of the file: {case.last} is a draft.")
    after = desk.known()[1]
    (kept,) = [each for each in after.paragraphs if each.id == paragraph.id]
    assert kept.number == paragraph.number
    again = desk.spr("redact", case.year, paragraph.id, *desk.at("12"), "--reason", "Again.", code=1)
    assert again == f"{case.year} says no word of '{paragraph.id}' any more: it is withheld already.\n"
    text = (desk.folder / case.year / f"threats/{found.threats[2].id}.yaml").read_text("utf-8")
    assert str(paragraph.text).split(".")[0] not in text
    reason = ("--reason", "A new report takes its place.")
    assert desk.spr("withdraw", case.year, *desk.at("12"), *reason).startswith(f"{case.year} is withdrawn")
    assert desk.known()[1].state is State.WITHDRAWN
    assert desk.spr("check", "--against", "HEAD") == "No problems.\n"


def test_reason_that_tells_is_refused(tmp_path: Path, capsys: Capture) -> None:
    """A number or a phrase of what is taken out would be published by its own redaction."""
    desk = Desk(lay(tmp_path / "data"), SMALL, capsys)
    before = {path: path.read_bytes() for path in desk.folder.rglob("*.yaml")}
    replace = ("redact", "2021", "boats-in-winter", "--by", "chief", "--reason")
    told = desk.spr(*replace, "Two boats are kept for floods.", code=1)
    assert told.startswith(
        "The reason gives away 'Two boats are kept for', which stands in 'boats-in-winter'."
    )
    assert "There is no paragraph 'boats'" in desk.spr("redact", "2021", "boats", *replace[3:], "No.", code=2)
    assert before == {path: path.read_bytes() for path in desk.folder.rglob("*.yaml")}


def test_where_the_words_still_stand_it_is_told_how_to_find_them_and_take_them_out(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another published year by its own redaction; in what years share in the file, and then by year."""
    monkeypatch.setattr(asked, "tomorrow", lambda: Date("2023-01-01"))
    desk = Desk(lay(tmp_path / "data"), SMALL, capsys)
    replace_text(desk.folder, "meetings.yaml", "title: Board", "title: Two boats are kept for floods")
    desk.spr(
        "correct", "2021", "--by", "chief", "--kind", "minor", "--reason", "Named.", "--date", "2022-12-01"
    )
    desk.spr("publish", "2022", "--by", "chief", "--date", "2022-12-01", "--no-paper")
    told = desk.spr("redact", "2021", "boats-in-winter", "--by", "chief", "--reason", "No.")
    spr, same = f"spr --data {desk.folder}", "If they tell the same, take them out"
    assert (
        "From ‘two boats are kept for’ on, the same words still stand in "
        f"`text` at {desk.folder}/2022/threats/civil-emergencies.yaml:11:5. "
        f"{same}: {spr} redact 2022 boats-in-winter --by ROLE --reason WHY\n"
    ) in told
    assert (
        f"`title` at {desk.folder}/meetings.yaml:2:5. {same} of the file, and correct each year that the "
        f"check then names: {spr} correct YEAR --kind redaction --by ROLE --reason WHY\n"
    ) in told


def test_event_that_cannot_be_is_told_and_not_written(tmp_path: Path, capsys: Capture) -> None:
    """A word for nothing, a year's event of a recommendation, a role that nobody knows."""
    desk = Desk(lay(tmp_path / "data"), SMALL, capsys)
    before = {path: path.read_bytes() for path in desk.folder.rglob("*.yaml")}
    by = ("--by", "chief", "--date", "2022-12-01")
    assert desk.spr("event", "2022-1", "answered", *by, code=1).startswith(
        "'answered' is no event of 2022-1. One of: accepted, not accepted, progressed,"
    )
    assert desk.spr("event", "2022", "agreed", *by, code=1) == (
        "'agreed' is no event of 2022. One of: submitted, answered.\n"
    )
    assert desk.spr("event", "2022", "submitted", *by, code=1) == (
        "2022 was not agreed: that is the step before it is submitted.\n"
    )
    assert desk.spr("event", "2022", "answered", *by, code=1) == (
        "2022 was not submitted: there is nothing yet to be answered.\n"
    )
    assert desk.spr("approve", "2022", "agreed", *by, code=1) == (
        "2022 was not reviewed: that is the step before it is agreed.\n"
    )
    assert desk.spr("event", "2022-9", "progressed", *by, code=2).startswith("There is no year or recomm")
    told = desk.spr("event", "2022-1", "progressed", "--by", "cheif", code=1)
    assert told.startswith("Nothing is added to recommendation 2022-1, because this would be wrong then:\n")
    assert "'cheif' is no role or group" in told
    assert before == {path: path.read_bytes() for path in desk.folder.rglob("*.yaml")}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("event 2022-1 progressed --by chief", "recommendations/2022-1.yaml"),
        ("redact 2021 boats-in-winter --by chief --reason Secret.", "2021/threats/civil-emergencies.yaml"),
        ("edition 2022 spr-2015", "2022/assessment.yaml"),
    ],
)
def test_file_that_may_not_be_written_gets_a_sentence(
    line: str, name: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is root may write all, and so the system's answer is made up here."""

    def refuse(path: Path, _: bytes) -> None:
        raise PermissionError(13, "Permission denied", path)

    desk = Desk(lay(tmp_path / "data"), SMALL, capsys)
    monkeypatch.setattr("spr.writing.replace_file", refuse)
    told = desk.spr(*line.split(), code=1)
    assert told == f"{desk.folder}/{name} cannot be written (Permission denied). It is as it was.\n"


def test_file_that_fails_midway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written beside a file goes again, and who could read the file still can."""
    path = tmp_path / "record.yaml"
    path.write_bytes(b"old")
    path.chmod(0o664)
    replace_file(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o664)

    def full(self: Path, _: bytes) -> int:
        self.touch()
        raise OSError(28, "No space left on device", self)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"newer")
    assert [*tmp_path.iterdir()] == [path]


def test_event_is_written_as_people_write_it(tmp_path: Path, capsys: Capture) -> None:
    """Behind the events that are there, its fields in their order, nothing that was not said."""
    desk = Desk(lay(tmp_path / "data"), SMALL, capsys)
    said = ("--by", "chief", "--date", "2022-12-01", "--due", "2023-06-30", "--text", "The money: came late.")
    desk.spr("event", "2022-1", "date moved", *said)
    assert (
        (desk.folder / "recommendations/2022-1.yaml")
        .read_text("utf-8")
        .endswith(
            "events:\n"
            "  - what: date moved\n"
            "    date: 2022-12-01\n"
            "    by: chief\n"
            "    due: 2023-06-30\n"
            "    text: 'The money: came late.'\n"
        )
    )
    assert problems_of(desk.folder) == ()


def test_record_that_is_gone_or_cut_is_told(tmp_path: Path, capsys: Capture) -> None:
    """Also where the year's folder went with it; line ends of another computer are no change."""
    folder = lay(tmp_path / "repository" / "data")
    git(folder.parent, "init", "--quiet", "--initial-branch=main")
    desk = Desk(folder, SMALL, capsys)
    desk.commit()
    record = folder / "2021/record.yaml"
    before = record.read_bytes()
    record.write_bytes(before.replace(b"\n", b"\r\n"))
    assert desk.spr("check", "--against", "main") == "No problems.\n"
    record.unlink()
    told = desk.spr("check", "--against", "main", code=1)
    assert "This record was there at 'main', and is gone." in told
    assert desk.spr("check", "--against", "mian", code=1).startswith("The revision 'mian' cannot be read.")


def test_who_may_see_it_is_agreed_too(tmp_path: Path, capsys: Capture) -> None:
    """What was agreed for the force alone is not published to all without a word."""
    folder = lay(tmp_path / "data")
    desk = Desk(folder, SMALL, capsys)
    name = "2022/threats/terrorism.yaml"
    replace_text(folder, "2022/assessment.yaml", "  tasked:", "  due: 2022-08-31\n  tasked:")
    before = (folder / name).read_text("utf-8")
    (folder / name).write_text(f"audience: force\n{before}", "utf-8")
    for step in ("reviewed", "agreed"):
        desk.spr("approve", "2022", step, "--by", "chief", "--date", "2022-11-01")
    told = desk.spr("check", "2022", "--for", "publication", code=1)
    assert "approvals-are-of-this-text" not in told
    (folder / name).write_text(before, "utf-8")
    told = desk.spr("check", "2022", "--for", "publication", code=1)
    assert "2022 was agreed on 1 November 2022, and has changed since: disclosure of Terrorism." in told


def test_year_that_was_never_approved_has_no_such_text(tmp_path: Path, capsys: Capture) -> None:
    """And says what to do."""
    folder = lay(tmp_path / "repository" / "data")
    git(folder.parent, "init", "--quiet")
    desk = Desk(folder, SMALL, capsys)
    desk.commit()
    assert desk.spr("compare", "2022@agreed", "2022", code=1) == (
        "2022 was never agreed: its record says nothing of it.\n"
    )


def test_text_is_what_is_agreed(tmp_path: Path) -> None:
    """Comments and marks of review are not part of it; a figure is, and is named."""
    folder = lay(tmp_path / "data")
    boats = "2022/threats/civil-emergencies.yaml"
    before = _parts(folder)
    replace_text(
        folder, boats, "  - id: boats-in-winter\n", "  - id: boats-in-winter  # yes\n    review: confirmed\n"
    )
    assert before == _parts(folder)
    replace_text(folder, boats, "    value: 3\n", "    value: 4\n")
    after = _parts(folder)
    assert {name for name in before if before[name] != after[name]} == {"civil-emergencies/figures"}


def _parts(folder: Path) -> Mapping[str, str]:
    found = checked(folder)
    year = found.assessments.year("2022")
    assert year
    return parts_of(found.assessments, year)
