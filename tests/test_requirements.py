"""requirements/ is generated from pyproject.toml by `make lock`."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SITE = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]]
BENCH = [*SITE, *PROJECT["dependency-groups"]["bench"]]
ZENSICAL = [*SITE, *PROJECT["dependency-groups"]["zensical"]]
TEST = [*SITE, *PROJECT["dependency-groups"]["test"], *PROJECT["dependency-groups"]["lint"]]

PIN = re.compile(r"^([a-z0-9-]+)==([^ ]+)(?: ; .+)? \\$", re.MULTILINE)


def read_lock(name: str) -> str:
    """The text of one lock."""
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [("site.txt", SITE), ("test.txt", TEST), ("bench.txt", BENCH), ("zensical.txt", ZENSICAL)],
)
def test_lock_holds_what_pyproject_asks_for(lock: str, wanted: list[str]) -> None:
    """Whoever changes a dependency writes the locks anew."""
    pins = dict(PIN.findall(read_lock(lock)))
    stale = [
        str(requirement)
        for requirement in map(Requirement, wanted)
        if not requirement.specifier.contains(pins.get(requirement.name, "0"))
    ]
    assert stale == [], f"requirements/{lock} is older than pyproject.toml: run `make lock`"


@pytest.mark.parametrize("lock", ["site.txt", "test.txt", "bench.txt", "zensical.txt"])
def test_lock_installs_from_any_registry(lock: str) -> None:
    """A lock names no address, and each package that it names has its checksums."""
    text = read_lock(lock)
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#", "-"))]
    assert "://" not in text
    assert len(PIN.findall(text)) == len(packages)
    assert len(re.findall(r"^\S.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(packages)


def test_tests_run_on_what_builds_the_site() -> None:
    """Tests see the very versions that readers get."""
    assert set(PIN.findall(read_lock("site.txt"))) <= set(PIN.findall(read_lock("test.txt")))


def test_build_backend_is_locked() -> None:
    """The checkout is installed by the locked backend: nothing is fetched for it."""
    assert PROJECT["build-system"]["requires"] == PROJECT["dependency-groups"]["build"]
