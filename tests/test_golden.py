"""
Comparisons of a whole made-up force, as `spr compare` tells them: held whole, and read by people.

`python -m tests.test_golden` writes them anew from what is told now: review them like code.
"""

from functools import cache
from pathlib import Path

import pytest

from spr.comparing import Asked, compare
from spr.loading.folder import Folders
from spr.model.words import Audience
from spr.reporters import changes_markdown
from tests.folders import ROOT, SCHEMAS

DATA = "examples/northmoor"
GOLDEN = Path(__file__).with_name("golden")

PAIRS = {
    "adjacent": ("2021", "2022"),
    "across-the-break": ("2022", "2024"),  # 2023 stands between the SPR of 2015 and that of 2023
    "first-to-last": ("2018", "2025"),
}


@pytest.mark.parametrize("name", PAIRS)
def test_comparison(name: str) -> None:
    """What is told of two years is, to the letter, what was reviewed."""
    assert golden(name).read_text(encoding="utf-8") == told(name)


def test_nothing_else_is_kept() -> None:
    """A comparison that nothing is held to any more is removed."""
    assert sorted(golden(name) for name in PAIRS) == sorted(GOLDEN.glob("*.md"))


def golden(name: str) -> Path:
    """The file of a pair."""
    return GOLDEN / f"{name}.md"


@cache
def told(name: str) -> str:
    """What is told of a pair now."""
    old, new = map(Asked, PAIRS[name])
    return changes_markdown(compare(Folders(ROOT / DATA, DATA, SCHEMAS), Audience.PUBLIC, old, new))


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in PAIRS:
        golden(each).write_text(told(each), encoding="utf-8", newline="\n")
