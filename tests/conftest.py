"""What tests share."""

import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser import launch_browser
from tests.record import Note
from tests.sites import DATA, Site, built, given_out, shared_folder

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # speed is measured by `make bench`; a busy machine breaks no test


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What speaks to the browser."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium without a window, started once for all the tests of a worker."""
    _, browser = launch_browser(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session", params=DATA)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Each data set's built site in turn."""
    return built(request.param, shared_folder(request.config, tmp_path_factory))


@pytest.fixture(scope="session")
def address(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the built site is served, as it will be: by nginx, under the policy."""
    with given_out(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page in a fresh browser context, which fails the test for any console error or outside request."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda request: (
            troubles.append(request.url)
            if not re.match(r"(http://127\.0\.0\.1|file:|data:|blob:)", request.url)
            else None
        ),
    )
    yield page
    context.close()
    assert troubles == []


@pytest.fixture
def note(site: Site, record_property: Callable[[str, object], None]) -> Note:
    """Takes what a test has read, for the record of what was tested."""

    def note(pages: Iterable[str]) -> None:
        record_property("pages", [f"{site.data}/{page}" for page in pages])
        record_property("kinds", list(site.kinds()))

    return note
