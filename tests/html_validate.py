"""
html-validate over built pages: whether they are valid HTML.

What the theme itself does wrong, and only that, is set aside in tests/web/theme-faults.yaml, each with its
reason; an entry that fits no fault any more is stale.
"""

import json
import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

import yaml

from tests.web import NODE, ROOT, module

_SETTINGS: Final = ROOT / "tests" / "web" / "html-validate.json"
_SET_ASIDE: Final = ROOT / "tests" / "web" / "theme-faults.yaml"


@dataclass(frozen=True)
class Fault:
    """A fault of a page: the rule, the sentence, and the piece of HTML that it is about (a selector)."""

    page: str
    line: int
    rule: str
    says: str
    selector: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.rule}: {self.says} ({self.selector})"


@dataclass(frozen=True)
class SetAside:
    """A fault that is the theme's: the rule, the end of the selector, and why it is left."""

    rule: str
    at: str
    why: str

    def fits(self, fault: Fault) -> bool:
        """Whether the fault is this one."""
        return fault.rule == self.rule and re.search(self.at, fault.selector) is not None


def faults(pages: Sequence[Path]) -> list[Fault]:
    """Every fault of *pages*."""
    command: list[str | Path] = [NODE, module("html-validate/bin/html-validate.mjs"), "--config", _SETTINGS]
    with TemporaryFile("w+", encoding="utf-8") as told:  # of a pipe, it ends before all has gone through
        done = subprocess.run(
            [*command, "--formatter", "json", *pages], stdout=told, stderr=subprocess.PIPE, check=False
        )
        assert done.returncode in {0, 1}, done.stderr.decode()
        told.seek(0)
        reports = json.load(told)
    return [
        Fault(report["filePath"], each["line"], each["ruleId"], each["message"], each["selector"] or "")
        for report in reports
        for each in report["messages"]
    ]


def set_aside() -> list[SetAside]:
    """What is known of the theme."""
    with _SET_ASIDE.open(encoding="utf-8") as file:
        return [SetAside(**each) for each in yaml.safe_load(file)]


def remaining(found: Iterable[Fault]) -> list[Fault]:
    """The faults that are ours to mend."""
    known = set_aside()
    return [fault for fault in found if not any(each.fits(fault) for each in known)]
