"""What the project needs: locked, told, and with a reason."""

import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from tests.folders import ROOT

PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS: Final = sorted((ROOT / "requirements").glob("*.txt"))
_NAME: Final = re.compile(r"[\w-]+")


def test_each_package_is_told_with_its_reason() -> None:
    """The guide's table names what the site is built with, all of it and no more."""
    page = (ROOT / "home/guide/supply/index.md").read_text("utf-8")
    rows = re.findall(r'<th scope="row">(.+?)</th><td .+?>.+?</td><td .+?>.+?</td>', page)
    told = sorted(name for row in rows for name in row.split(", "))
    assert told == sorted(_name(needed) for needed in PROJECT["project"]["dependencies"])


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_each_locked_package_has_its_checksum_and_no_address(lock: Path) -> None:
    """What was changed on its way is not installed, and any registry may be asked."""
    text = lock.read_text("utf-8")
    packages = re.findall(r"^([\w.-]+==.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)*)", text, re.MULTILINE)
    assert packages
    assert [package for package in packages if "--hash=" not in package] == []
    assert not re.search(r"://|--index-url|--find-links", text)


def test_each_lock_has_what_is_asked_for() -> None:
    """No package was added to the project and left out of the lock."""
    locked = {
        lock.stem: set(re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE)) for lock in LOCKS
    }
    groups = PROJECT["dependency-groups"]
    asked = {name: [_name(needed) for needed in groups[name]] for name in ("bench", "supply", "zensical")}
    asked["site"] = [_name(needed) for needed in (*PROJECT["project"]["dependencies"], *groups["build"])]
    asked["test"] = [_name(needed) for needed in (*groups["test"], *groups["lint"])]
    missing = [(lock, name) for lock, names in asked.items() for name in names if name not in locked[lock]]
    assert missing == []


def _name(needed: str) -> str:
    found = _NAME.match(needed)
    assert found, needed
    return found[0]
