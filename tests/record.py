"""
The record of what the tests of accessibility opened, and with what: home/accessibility/tested.json.

`make accessibility` runs them with this module as a plugin of pytest and writes it anew, if all of them
passed. tests/test_record.py says when it is stale.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, Final

import pytest
from playwright.sync_api import sync_playwright

from tests.axe import axe_rules
from tests.browser import launch_browser
from tests.web import ROOT, accessibility_tools

RECORD: Final = ROOT / "home" / "accessibility" / "tested.json"
TESTS: Final = "tests.test_accessibility"

Note = Callable[[Iterable[str]], None]
"""Takes the addresses of the pages that a test has read."""


def what_tests_say() -> dict[str, str]:
    """What each test of accessibility holds, by its name, in their order."""
    module = import_module(TESTS)
    found = {name: thing for name, thing in vars(module).items() if name.startswith("test_")}
    return {name: " ".join(test.__doc__.split()) for name, test in found.items()}


class Recorder:
    """Collects what tests note."""

    def __init__(self) -> None:
        self.pages: dict[str, set[str]] = {}
        self.kinds: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what one test has noted, also from another process."""
        name = report.nodeid.rpartition("::")[2].partition("[")[0]
        for key, value in report.user_properties:
            if report.when == "call" and key == "pages":
                self.pages.setdefault(name, set()).update(value)  # type: ignore[arg-type]
            if report.when == "call" and key == "kinds":
                self.kinds.update(value)  # type: ignore[arg-type]

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Write the record, of a run in which every test passed."""
        if exitstatus == pytest.ExitCode.OK:
            RECORD.write_text(
                json.dumps(self.record(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
            )

    def record(self) -> dict[str, Any]:
        """What stands in the file."""
        with sync_playwright() as playwright:
            _, browser = launch_browser(playwright)
            rules = len(axe_rules(browser.new_page()))
            version = browser.version
            browser.close()
        return {
            "generated": "Generated from the tests of accessibility by `make accessibility`. Do not edit.",
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "tools": {"Chromium": version, **accessibility_tools()},
            "axe_rules": rules,
            "pages": len(set().union(*self.pages.values())),
            "kinds": sorted(self.kinds),
            "tests": [
                {"test": name, "says": says, "pages": len(self.pages[name])}
                for name, says in what_tests_say().items()
            ],
        }


def pytest_configure(config: pytest.Config) -> None:
    """Record in the process that hears of all tests."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder())
