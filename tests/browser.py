"""
The browser that the end-to-end tests read the site in.

It is the first that starts of

1. the one that `SPR_BROWSER` names (then no other is tried),
2. chromium, chromium-browser or google-chrome on PATH,
3. Playwright's own.

`python -m tests.browser` says which one it is. Where there is none it installs one; where that fails too
it says what to install, and exits with 1.
"""

import os
import shutil
import sys
from collections.abc import Iterator

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.installing import has_apt, install_with_apt, succeeds

NAMES = ("chromium", "chromium-browser", "google-chrome")

FLAGS = (
    "--no-sandbox",  # root and containers cannot make the sandbox; only our own pages are opened
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",  # these three: the browser itself asks nothing of the outside
    "--disable-component-update",
    "--disable-sync",
)

WHAT_TO_INSTALL = """\
Install Chromium and run this again: on Debian `apt-get install chromium fonts-liberation` as root,
on Ubuntu `snap install chromium`, elsewhere `.venv/bin/python -m playwright install chromium`.
Where Chromium or Chrome stands in a place of its own, set the variable SPR_BROWSER to its path."""


class NoBrowserError(Exception):
    """No browser starts. Holds what was tried: for each path, why it did not start."""

    def __init__(self, tried: dict[str, str]) -> None:
        super().__init__(tried)
        self.tried = tried

    def __str__(self) -> str:
        tried = "".join(f"\n  {path}: {reason}" for path, reason in self.tried.items())
        return f"The tests need a browser, and none starts here.{tried}\n{WHAT_TO_INSTALL}"


def launch_browser(playwright: Playwright, *flags: str) -> tuple[str, Browser]:
    """
    Start the first browser that starts, without a window; gives its path, and the browser. *flags* are added.

    Raises `NoBrowserError`.
    """
    tried = {}
    for path in _candidates(playwright):
        try:
            return path, playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        except Error as error:
            tried[path] = error.message.strip().splitlines()[0]
    raise NoBrowserError(tried)


def install_browser() -> None:
    """Install Chromium by the first way that works here; where none does, nothing is installed."""
    # Without any font, text has no width to measure.
    if install_with_apt("chromium", "fonts-liberation"):
        return
    with_libraries = ("--with-deps",) if has_apt() else ()
    succeeds(sys.executable, "-m", "playwright", "install", *with_libraries, "chromium")


def main() -> int:
    """Print which browser the tests use, after installing one where there is none."""
    with sync_playwright() as playwright:
        try:
            path, browser = _launch_or_install(playwright)
        except NoBrowserError as error:
            print(error, file=sys.stderr)
            return 1
        print(f"Browser for the tests: {path}, version {browser.version}")
        browser.close()
    return 0


def _launch_or_install(playwright: Playwright) -> tuple[str, Browser]:
    try:
        return launch_browser(playwright)
    except NoBrowserError:
        if _wished():
            raise
    print("No browser for the tests starts here: installing Chromium.", flush=True)
    install_browser()
    return launch_browser(playwright)


def _candidates(playwright: Playwright) -> Iterator[str]:
    if wished := _wished():
        yield wished
        return
    yield from filter(None, map(shutil.which, NAMES))
    yield playwright.chromium.executable_path


def _wished() -> str | None:
    return os.environ.get("SPR_BROWSER")


if __name__ == "__main__":
    sys.exit(main())
