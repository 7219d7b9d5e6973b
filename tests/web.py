"""What the tests run under Node: locked in tests/web/, installed by `make web`."""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
LOCKED: Final = ROOT / "tests" / "web" / "package.json"
NODE: Final = Path(sys.executable).with_name("node")

_INSTALLED: Final = ROOT / ".venv" / "web" / "node_modules"


class NotInstalledError(Exception):
    """The file `name` of a package for Node is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"The tests need {self.name}, which is not installed. Run `make web`, then this again."


def module(name: str) -> Path:
    """The path of a file that a package brings. Raises `NotInstalledError`."""
    path = _INSTALLED / name
    if not path.exists():
        raise NotInstalledError(name)
    return path


@cache
def read_module(name: str) -> str:
    """The text of such a file."""
    return module(name).read_text(encoding="utf-8")


def accessibility_tools() -> dict[str, str]:
    """Which versions are locked of those that read pages for everybody's sake."""
    versions: dict[str, str] = json.loads(LOCKED.read_text(encoding="utf-8"))["dependencies"]
    return {name: versions[name] for name in ("axe-core", "html-validate")}
