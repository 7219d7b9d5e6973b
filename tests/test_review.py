"""`spr review`: what a change means, for a pull request, held to a text that was read by people."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from spr.cli import main
from spr.loading.folder import Folders
from spr.model.words import Audience
from spr.reporters import review_markdown
from spr.reporters.review import MOST_CHARACTERS
from spr.reviewing import review
from tests.folders import ROOT, SCHEMAS, lay, replace_text, schemas_read_once
from tests.test_cycle import git

Capture = pytest.CaptureFixture[str]
GOLDEN = ROOT / "tests/golden/review.txt"


def repository(folder: Path, data: Path) -> Path:
    """Data, committed on the branch main."""
    shutil.copytree(data, folder / "data")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Begin")
    return folder / "data"


SETTLED: Final = """\
  - id: share-out-hours
    owner: head-of-operations
    by: 2025-01
    outcome: kept
    paragraph: cost-to-neighbourhoods
    text: Share out the hours that units take, so that no district gives more than three tenths of them.
"""
"""A promise that was kept, and need not be mentioned any more."""


def changed(folder: Path) -> Path:
    """A draft of Northmoor in which something of every sort has changed."""
    data = repository(folder, ROOT / "examples/northmoor")
    order, flood = "2025/threats/public-order.yaml", "2025/threats/civil-emergencies.yaml"
    replace_text(data, order, SETTLED, "")
    replace_text(data, order, "    value: 8\n", "    value: 7\n")
    replace_text(data, order, "    by: 2026-02\n", "    by: 2026-06\n")
    replace_text(data, order, "Twenty-two officers are trained", "Twenty officers are trained")
    replace_text(data, flood, "  - grade: Mostly ready\n", "  - grade: Ready\n")
    crime = "2025/threats/serious-organised-crime.yaml"
    replace_text(data, crime, "  - id: fraud\n", "  - id: fraud\n    editorial: true\n")
    replace_text(data, crime, "have not been paid for; the lead", "have not been paid for. The lead")
    with schemas_read_once():
        arguments = ("event", "2025-4", "progressed", "--by", "head-of-resilience", "--date", "2025-10-01")
        main(["--data", str(data), *arguments, "--text", "The councils have met twice."])
        main(["--data", str(data), "confirm", "2025", "prevent-referrals"])
    return data


def told(data: Path, preview: str = "") -> str:
    """The review of what changed in a folder."""
    with schemas_read_once():
        return review_markdown(review(Folders(data, "assessments", SCHEMAS), Audience.FORCE, "main"), preview)


def test_change_is_told_by_year_and_threat(tmp_path: Path) -> None:
    """What is told is, to the letter, what was read by people."""
    assert GOLDEN.read_text("utf-8") == told(changed(tmp_path), "https://preview.example/17/")


def test_nothing_is_told_of_what_did_not_change(tmp_path: Path, capsys: Capture) -> None:
    """A comment, or another order of keys, is no news."""
    data = repository(tmp_path, lay(tmp_path / "first"))
    replace_text(data, "2022/threats/terrorism.yaml", "leads:", "# Nobody yet.\nleads:")
    with schemas_read_once():
        assert main(["--data", str(data), "review", "main"]) == 0
    assert capsys.readouterr().out == (
        "# What this change means\n\nNothing that a reader would see has changed.\n"
    )


def test_what_was_confirmed_is_told(tmp_path: Path) -> None:
    """A paragraph, or what stands beside it: what is left is less."""
    data = repository(tmp_path, ROOT / "examples/northmoor")
    assert "What is left" not in told(data)
    with schemas_read_once():
        assert main(["--data", str(data), "confirm", "2025", "younger-volunteers"]) == 0
    assert "What is left" in told(data)


def test_new_year_is_compared_with_the_one_before(tmp_path: Path) -> None:
    """And what is left of it is listed; an approval is told."""
    data = repository(tmp_path, lay(tmp_path / "first"))
    with schemas_read_once():
        main(["--data", str(data), "new-year", "2023"])
        main(["--data", str(data), "approve", "2023", "reviewed", "--by", "chief", "--date", "2023-09-01"])
    text = told(data)
    assert (
        "\n## 2023 (new)\n\nCompared with 2022.\n\nRecorded: reviewed on 1 September 2023 by chief.\n" in text
    )
    assert "### What is left" in text
    assert "- Terrorism: 0 of 1 reviewed, 8 things left" in text


def test_what_years_share_is_told_by_name(tmp_path: Path) -> None:
    """A definition reaches every year that uses it."""
    data = repository(tmp_path, lay(tmp_path / "first"))
    with (data / "glossary.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: jtac, term: JTAC, stands_for: Joint Centre, from: 2022}\n")
    assert told(data) == "# What this change means\n\n## What years share\n\n- Term jtac: new\n"


def test_problems_come_first(tmp_path: Path, capsys: Capture) -> None:
    """What changed cannot be told of what cannot be read."""
    data = repository(tmp_path, lay(tmp_path / "first"))
    replace_text(data, "2022/threats/terrorism.yaml", "leads:", "lead:")
    with schemas_read_once():
        assert main(["--data", str(data), "review", "main"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("# What this change means\n\n## 1 problem to mend first\n\n- `")
    assert out.endswith("\nWhat changed can be told once they are mended.\n")


def test_review_is_cut_to_what_a_forge_takes(tmp_path: Path) -> None:
    """Between two lines, and says where the rest is."""
    data = repository(tmp_path, lay(tmp_path / "first"))
    replace_text(data, "2022/threats/terrorism.yaml", "There is little to tell.", "Much " * 2000 + "to tell.")
    with schemas_read_once():
        found = review(Folders(data, "assessments", SCHEMAS), Audience.FORCE, "main")
    text = review_markdown(replace(found, years=found.years * 20))
    assert MOST_CHARACTERS - 12_000 < len(text) <= MOST_CHARACTERS
    assert text.endswith("\n\nThe rest is too long for this place. All of it: `spr review main`\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        text = told(changed(Path(temporary)), "https://preview.example/17/")
    GOLDEN.write_text(text, encoding="utf-8", newline="\n")
