"""Writing and chasing: what is left, by whom, how late; confirming; how long words have stood."""

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from spr.checking.assessments import Checked
from spr.checking.publication import CONDITIONS, candidate_of, check_publication
from spr.checking.schema import load_schemas
from spr.cli import main
from spr.cli.asked import today
from spr.left import Lacking, days_late, left
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.horizon import up_to
from spr.model.words import Audience
from spr.pages import progress_pages
from spr.render.paragraphs import render_paragraph
from spr.render.progress import render_progress
from spr.render.statements import risks_table
from spr.render.view import View
from spr.reporters import report_text
from spr.standing import Standing, standing
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

Capture = pytest.CaptureFixture[str]
NORTHMOOR = ROOT / "examples/northmoor"
DAY = Date("2025-11-24")
GOLDEN = ROOT / "tests/golden/publication.txt"


def run(folder: Path, *arguments: str) -> int:
    """The exit code of the command for a folder."""
    with schemas_read_once():
        return main(["--data", str(folder), *arguments])


@cache
def northmoor() -> Checked:
    """Northmoor as it stands in the repository."""
    return checked(NORTHMOOR)


def test_each_thing_is_left_once_and_owed_by_somebody() -> None:
    """By threat in the order of the report, the report as a whole last."""
    known = northmoor().assessments
    draft = known.years[-1]
    found = left(known, draft, DAY)
    assert [share.threat for share in found.shares] == [*(threat.id for threat in draft.threats), None]
    names = [(piece.lacking, piece.name) for piece in found.pieces]
    assert len(names) == len(set(names))
    assert (Lacking.REVIEW, "prevent-referrals") in names
    assert (Lacking.WORD_ON_RECOMMENDATION, "2023-5") in names
    assert (Lacking.WORD_ON_PROMISE, "licences-to-employ") in names


def test_promise_has_to_be_told_of_once_its_date_has_passed() -> None:
    """Before that, silence is no fault."""
    known = northmoor().assessments
    draft = known.years[-1]
    early = left(known, draft, Date("2025-01-01"))
    assert not [piece for piece in early.pieces if piece.lacking is Lacking.WORD_ON_PROMISE]


@pytest.mark.parametrize(
    ("days", "due", "day"),
    [
        (0, "2025-09-01", "2025-08-31"),
        (0, "2025-09-01", "2025-09-01"),
        (1, "2025-09-01", "2025-09-02"),
        (84, "2026-09-01", "2026-11-24"),
        (0, "2025-09", "2026-01-01"),
    ],
)
def test_days_late(days: int, due: str, day: str) -> None:
    """Counted from the day after; a month is no day."""
    assert days_late(Date(due), Date(day)) == days
    assert days_late(None, Date(day)) == days_late(Date(due), None) == 0


def test_command_lists_what_is_left(capsys: Capture) -> None:
    """By threat and lead, how late, then every condition that does not hold, in its place."""
    assert run(NORTHMOOR, "check", "2025", "--for", "publication", "--date", DAY.text) == 1
    told = capsys.readouterr().out
    assert told.startswith(
        "2025: 69 of 76 reviewed, 10 things left. It was due on 1 September 2025: 84 days late.\n"
    )
    assert (
        "\nTerrorism (Head of Counter Terrorism): 9 of 11 reviewed.\n"
        f"  {NORTHMOOR}/2025/threats/terrorism.yaml\n"
        "  - Paragraph 17 (prevent-referrals): to be confirmed or rewritten.\n"
        "  - Risk “The panel has little to offer to young people drawn to violence itself” "
        "(no-settled-ideology): to be confirmed or rewritten. (Head of Counter Terrorism)\n"
    ) in told
    assert (
        "2025 was not agreed yet. Expected: an approval, once it is agreed "
        f"(spr --data {NORTHMOOR} approve 2025 agreed --by ROLE)."
    ) in told
    assert "Rule: everything-is-reviewed" not in told, "it is told as what is left"


def test_what_is_one_job_is_told_once(tmp_path: Path, capsys: Capture) -> None:
    """Of a fresh draft: its paragraphs to be confirmed in one line, and how any is settled once for all."""
    folder = tmp_path / "data"
    shutil.copytree(NORTHMOOR, folder)
    assert run(folder, "new-year", "2026", "--due", "2026-07-31") == 0
    capsys.readouterr()
    assert run(folder, "check", "2026", "--for", "publication", "--date", "2026-06-01") == 1
    told = capsys.readouterr().out
    assert len(told.splitlines()) < 110
    assert (
        f"  {folder}/2026/threats/public-order.yaml\n"
        "  - To be confirmed or rewritten: Paragraph 35 (public-order-readiness); Paragraph 36 "
        "(demand-and-protest); Paragraph 37 (disorder-of-august); Paragraph 38 (cost-to-neighbourhoods).\n"
    ) in told
    assert told.count("other words and no `review`") == 1
    assert (
        f"and `review: confirmed` (spr --data {folder} confirm 2026 THREAT_OR_ID).\n"
        "  - To be filled in: by what is to be said this year, or `not stated` (of grades, `not graded`).\n"
    ) in told
    assert run(folder, "publish", "2026", "--by", "acc-crime", "--date", "2026-06-01") == 1
    refused = capsys.readouterr().err
    (order,) = [line for line in refused.splitlines() if "of public disorder are last year's" in line]
    assert order.endswith(
        "6 things of public disorder are last year's, and nobody has looked at them: public-order-readiness, "
        "demand-and-protest, disorder-of-august, cost-to-neighbourhoods, local-work-put-off, "
        "officers-for-the-port. Expected: other words and no `review`, or the same and `review: confirmed` "
        f"(spr --data {folder} confirm 2026 public-order)."
    )


def test_programs_get_every_condition(tmp_path: Path, capsys: Capture) -> None:
    """Each with its place; nothing of it is left to a list for people."""
    folder = lay(tmp_path / "data")
    replace_text(folder, "2022/assessment.yaml", "  tasked:", "  due: 2022-08-31\n  tasked:")
    assert run(folder, "check", "2022", "--for", "publication", "--format", "json") == 1
    found = checked(folder)
    year = found.assessments.year("2022")
    assert year
    missing = check_publication(found, load_schemas(SCHEMAS), candidate_of(found, year, today()))
    told = json.loads(capsys.readouterr().out)["problems"]
    assert [(each["rule"], each["line"]) for each in told] == [
        (each.code, each.place.line) for each in missing
    ]
    assert run(folder, "check", "2022", "--for", "publication", "--mail", "--format", "json") == 2
    assert capsys.readouterr().err == "--mail writes texts for people: leave out --format.\n"


def test_mail_for_each_lead(capsys: Capture) -> None:
    """To whom, on what, by when: to be pasted as it is."""
    arguments = ("check", "2025", "--for", "publication", "--mail", "--date", DAY.text)
    assert run(NORTHMOOR, *arguments) == 1
    mails = capsys.readouterr().out
    assert (
        "To: Head of Counter Terrorism\n"
        "Subject: SPR assessment 2025: what is left\n"
        "\n"
        "For the SPR assessment 2025 this is needed from you by 1 September 2025. That was 84 days ago.\n"
        "\n"
        "Terrorism:\n"
        "- Paragraph 17 (prevent-referrals): to be confirmed or rewritten.\n"
        "- Risk “The panel has little to offer to young people drawn to violence itself” "
        "(no-settled-ideology): to be confirmed or rewritten.\n"
    ) in mails


@pytest.mark.parametrize("arguments", [(), ("2021", "2022")])
def test_publication_is_of_one_year(arguments: tuple[str, ...], tmp_path: Path, capsys: Capture) -> None:
    """E-mails are of it too."""
    folder = lay(tmp_path / "data")
    assert run(folder, "check", "2022", "--mail") == 2
    capsys.readouterr()
    assert run(folder, "check", *arguments, "--for", "publication") == 2
    assert capsys.readouterr().err == (f"Name one year: spr --data {folder} check 2017 --for publication\n")


def test_restated_year_owes_nothing_that_never_happened(tmp_path: Path, capsys: Capture) -> None:
    """No questions were asked here, and nobody agreed it here."""
    folder = lay(tmp_path / "data", EXAMPLES / "valid" / "a-restated-year")
    assert run(folder, "check", "2022", "--for", "publication") == 0
    assert capsys.readouterr().out.endswith(
        f"\n2022 can be published: spr --data {folder} publish 2022 --by ROLE\n"
    )


def test_published_year_is_not_asked_again(capsys: Capture) -> None:
    """Nothing is left of it to be published."""
    assert run(NORTHMOOR, "check", "2024", "--for", "publication") == 0
    assert capsys.readouterr().out == (
        "2024 was published on 16 December 2024. It changes by correction: "
        f"spr --data {NORTHMOOR} correct 2024 --by ROLE --kind KIND --reason WHY\n"
    )


def test_page_of_a_draft_says_what_is_left() -> None:
    """With dates, and without a word that depends on the day of the build; no other year has it."""
    copy = for_audience(northmoor().assessments, Audience.PUBLIC)
    draft = copy.years[-1]
    assert [page.name for page in progress_pages(draft)] == ["progress/index.md"]
    assert progress_pages(copy.years[-2]) == ()
    text = render_progress(View(up_to(copy, draft), draft, "progress/index.html"))
    assert "late" not in text.replace("says how late", "")
    assert "paragraph 17</a>: to be confirmed or rewritten" in text
    assert "Risk “The panel has little to offer to young people drawn to violence itself”: to be" in text
    assert "Subject: SPR assessment 2025: what is left" in text


def test_each_thing_that_was_emptied_is_asked_for_at_its_place(tmp_path: Path) -> None:
    """Once for each place where a new year says so, with the word for there being nothing to say."""
    folder = tmp_path / "data"
    shutil.copytree(NORTHMOOR, folder)
    assert run(folder, "new-year", "2026") == 0
    found = checked(folder)
    year = found.assessments.year("2026")
    assert year
    problems = check_publication(found, load_schemas(SCHEMAS), candidate_of(found, year, DAY))
    told = [each for each in problems if each.code == "emptied-is-filled-in"]
    emptied = [
        (f"{SHOWN}/{path.relative_to(folder).as_posix()}", count)
        for path in sorted((folder / "2026").rglob("*.yaml"))
        for count, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if line.partition("#")[0].rstrip().endswith(": to be filled in")
    ]
    assert emptied
    assert [(each.place.path, each.place.line) for each in told] == sorted(emptied)
    assert str(next(each for each in told if each.pointer == "figures[0].value")).endswith(
        "Figure “Specialist posts vacant”: nobody has filled this in since 2026 was opened. "
        "Expected: what is to be said this year, or `value: not stated`."
    )
    assert {each.expected.rpartition("or ")[2] for each in told if each.pointer == "grades"} == {
        "`grades: not graded`."
    }


@pytest.mark.parametrize("data", ["examples/northmoor", "assessments"])
def test_nothing_is_asked_for_that_was_never_emptied(data: str) -> None:
    """What a year says is not stated, or not graded, is its word, and none that is missing."""
    found = checked(ROOT / data)
    for year in found.assessments.years:
        pieces = left(found.assessments, year, DAY).pieces
        assert not [piece for piece in pieces if piece.lacking is Lacking.FILLING_IN]


def test_confirming_one_paragraph_changes_nothing_else(tmp_path: Path, capsys: Capture) -> None:
    """One word of the file; of a threat, all that waits there."""
    folder = lay(tmp_path / "data")
    boats = "2022/threats/civil-emergencies.yaml"
    for name in ("boats-in-winter", "ice"):
        replace_text(
            folder, boats, f"  - id: {name}\n", f"  - id: {name}  # {name}\n    review: carried-forward\n"
        )
    before = (folder / boats).read_text("utf-8")
    assert run(folder, "confirm", "2022", "boats-in-winter") == 0
    assert capsys.readouterr().out == "Confirmed in 2022: boats-in-winter.\n"
    expected = before.replace("carried-forward", "confirmed", 1)
    assert (folder / boats).read_text("utf-8") == expected
    assert run(folder, "confirm", "2022", "civil-emergencies") == 0
    assert capsys.readouterr().out == "Confirmed in 2022: ice.\n"
    assert (folder / boats).read_text("utf-8") == before.replace("carried-forward", "confirmed")
    assert run(folder, "confirm", "2022", "civil-emergencies") == 1
    assert capsys.readouterr().err == "Nothing of 'civil-emergencies' waits to be confirmed in 2022.\n"
    assert problems_of(folder) == ()


def test_what_cannot_be_confirmed_is_told(tmp_path: Path, capsys: Capture) -> None:
    """A year, a name that nobody knows, a published year, and what is not written yet."""
    folder = lay(tmp_path / "data")
    assert run(folder, "confirm", "2022", "2022") == 2
    assert capsys.readouterr().err.startswith("There is no paragraph or threat '2022'.")
    assert run(folder, "confirm", "2021", "terrorism") == 1
    assert capsys.readouterr().err == "2021 is published: what it says stays as it is.\n"
    replace_text(folder, "2022/threats/terrorism.yaml", "    text:", "    review: carried-forward\n    text:")
    replace_text(folder, "2022/threats/civil-emergencies.yaml", "leads:", "lead:")
    assert run(folder, "confirm", "2022", "on-terrorism") == 0, "what is wrong elsewhere stops nobody"
    replace_text(folder, "2022/threats/terrorism.yaml", "review: confirmed", "review: carried-forward")
    replace_text(folder, "2022/threats/terrorism.yaml", "leads:", "in_brief: Twice.\nleads:")
    before = (folder / "2022/threats/terrorism.yaml").read_bytes()
    assert run(folder, "confirm", "2022", "on-terrorism") == 1
    assert "`in_brief` stands in line 2 already." in capsys.readouterr().err
    assert (folder / "2022/threats/terrorism.yaml").read_bytes() == before
    replace_text(folder, "2022/threats/terrorism.yaml", "in_brief: Twice.\n", "")
    replace_text(folder, "2022/threats/civil-emergencies.yaml", "lead:", "leads:")
    (folder / "2022/assessment.yaml").rename(folder / "2022/kept")
    (folder / "2022/assessment.yaml").write_text("label: [", encoding="utf-8")
    assert run(folder, "confirm", "2022", "on-terrorism") == 1
    assert "There is no year" not in capsys.readouterr().err
    (folder / "2022/kept").rename(folder / "2022/assessment.yaml")
    assert run(folder, "new-year", "2015", "--edition", "spr-2015") == 0
    capsys.readouterr()
    assert run(folder, "confirm", "2015", "terrorism") == 1
    assert capsys.readouterr().err == (
        "'on-terrorism-2' is not written yet in 2015: there is nothing to confirm.\n"
    )


def test_words_that_stand_say_since_when_and_how_often() -> None:
    """Counted through the years, by the ids that the paragraph had."""
    known = northmoor().assessments
    draft = known.years[-1]
    found = {each.id: standing(known, draft, each) for each in draft.paragraphs}
    assert found["purpose-of-report"] == Standing("2023", 1)
    assert found["prevent-referrals"] is None


def test_pages_say_how_words_stand() -> None:
    """Beside a paragraph that was confirmed, and beside whatever nobody has looked at yet."""
    copy = for_audience(northmoor().assessments, Audience.PUBLIC)
    draft = copy.years[-1]
    view = View(up_to(copy, draft), draft, "report/index.html")
    found = {each.id: render_paragraph(view, each) for each in draft.paragraphs}
    assert "Wording unchanged since 2023, first confirmation." in found["purpose-of-report"]
    assert "not yet reviewed" in found["prevent-referrals"]
    risks = risks_table(view, "risks", "Risks", draft.risks, threats=True)
    assert risks.count("not yet reviewed") == 1


def conditions(folder: Path) -> str:
    """What is told of a draft that breaks every condition."""
    (folder / "2021/record.yaml").unlink()
    replace_text(folder, "2021/assessment.yaml", "  tasked:", "  due: 2021-08-31\n  tasked:")
    replace_text(folder, "2022/assessment.yaml", "  tasked:", "  due: 2022-08-31\n  tasked:")
    replace_text(
        folder,
        "2022/threats/terrorism.yaml",
        "  - id: on-terrorism\n",
        "  - id: on-terrorism\n    review: carried-forward\n",
    )
    replace_text(
        folder,
        "2022/threats/civil-emergencies.yaml",
        "  - id: boats-in-winter\n    text: Two",
        "  - id: boats-in-winter\n    review: confirmed\n    text: Three",
    )
    replace_text(folder, "2022/threats/terrorism.yaml", "grades: not graded", "grades: to be filled in")
    path = folder / "2021/threats/civil-emergencies.yaml"
    path.write_text(
        path.read_text("utf-8")
        + "\nactions:\n  - {id: more-boats, by: 2022-06, owner: marine-lead, text: Buy more boats.}\n",
        encoding="utf-8",
    )
    found = checked(folder)
    year = found.assessments.year("2022")
    assert year
    problems = check_publication(found, load_schemas(SCHEMAS), candidate_of(found, year, Date("2022-12-01")))
    asked = [each for each in problems if each.code == "questions-are-answered"]
    return report_text({*problems} - {*asked[1:]})  # the others differ in their question alone


def test_every_condition_is_told_in_a_sentence(tmp_path: Path) -> None:
    """What is told is, to the letter, what was read aloud; each condition is among it."""
    told = conditions(lay(tmp_path / "data"))
    assert GOLDEN.read_text("utf-8") == told
    assert [code for code in CONDITIONS if f"Rule: {code}\n" not in told] == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        GOLDEN.write_text(conditions(lay(Path(temporary) / "data")), encoding="utf-8", newline="\n")
