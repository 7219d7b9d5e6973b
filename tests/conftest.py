"""What tests share."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import cast

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import launch_browser
from tests.sites import DATA, Site, built


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window, started once for all the tests of a worker."""
    with sync_playwright() as playwright:
        _, browser = launch_browser(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=DATA)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Each data set's built site in turn."""
    base = tmp_path_factory.getbasetemp()
    is_worker = hasattr(request.config, "workerinput")
    return built(cast("str", request.param), base.parent if is_worker else base)


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """The address at which the built site is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site.folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...
