"""What tests share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import launch_browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window, started once for all the tests of a worker."""
    with sync_playwright() as playwright:
        _, browser = launch_browser(playwright)
        yield browser
        browser.close()
