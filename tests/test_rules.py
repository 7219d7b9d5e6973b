"""
Every rule has a code, and a case that breaks it.

`tests/examples/invalid/<code>/<what is wrong>/` holds the files that differ from `valid/base`, and in
`expected.txt` all that the check then says. `tests/examples/valid/<what is right>/` breaks nothing.
Run as a script, this file writes every `expected.txt` anew: to be read, aloud, before it is kept.
"""

import tempfile
from pathlib import Path
from typing import Final

import pytest

from spr.checking import schema
from spr.checking.rules import RULES
from spr.loading import folder, yaml12
from spr.reporters import report_text
from tests.folders import EXAMPLES, lay, problems_of

INVALID: Final = sorted(path.parent for path in (EXAMPLES / "invalid").glob("*/*/expected.txt"))
VALID: Final = sorted(path for path in (EXAMPLES / "valid").iterdir() if path.name != "base")

ALL_RULES: Final = {*RULES, *folder.RULES, *yaml12.RULES, *schema.RULES}

WITHOUT_A_CASE: Final = {
    "too-many-problems": "its expected text would be 200 lines; test_yaml12.py and test_schema_checking.py",
    "not-allowed": "no schema of data refuses a value outright; tests/examples/schema",
    "too-short": "no schema of data asks for more than one character; tests/examples/schema",
    "unreadable-folder": "whoever is root reads every folder; test_robustness.py",
}
"""Codes that no folder here breaks, and where they are broken."""


def _name(case: Path) -> str:
    return "/".join(case.parts[-2:])


@pytest.mark.parametrize("case", INVALID, ids=_name)
def test_case_has_its_problems_and_no_other(case: Path, tmp_path: Path) -> None:
    """What is wrong is told once, where it stands, and nothing follows from it."""
    problems = problems_of(lay(tmp_path / "data", case))
    assert (case / "expected.txt").read_text(encoding="utf-8") == report_text(problems)
    assert {case.parent.name} == {problem.code for problem in problems}


@pytest.mark.parametrize("case", VALID, ids=lambda case: case.name)
def test_what_is_right_passes(case: Path, tmp_path: Path) -> None:
    """The folder's name says what is allowed."""
    assert report_text([]) == report_text(problems_of(lay(tmp_path / "data", case)))


def test_base_is_right(tmp_path: Path) -> None:
    """What every case differs from has no problem itself."""
    assert problems_of(lay(tmp_path / "data")) == ()


def test_every_rule_has_a_case() -> None:
    """Whoever adds a rule shows what breaks it."""
    with_a_case = {case.parent.name for case in INVALID}
    assert sorted(ALL_RULES - with_a_case) == sorted(WITHOUT_A_CASE)
    assert with_a_case <= ALL_RULES, "a case breaks a rule that there is not"


def test_every_case_has_what_is_expected() -> None:
    """A folder without `expected.txt` would be no test."""
    folders = {path for path in (EXAMPLES / "invalid").glob("*/*") if path.is_dir()}
    assert set(INVALID) == folders, "run: python -m tests.test_rules"


def rewrite() -> None:
    """Write every `expected.txt` anew."""
    for case in sorted(path for path in (EXAMPLES / "invalid").glob("*/*") if path.is_dir()):
        with tempfile.TemporaryDirectory() as temporary:
            text = report_text(problems_of(lay(Path(temporary) / "data", case)))
        (case / "expected.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    rewrite()
