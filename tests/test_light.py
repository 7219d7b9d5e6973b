"""What a page weighs, and that nothing on it jumps while it loads: as a browser gets it."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from benchmarks.served import Served, served
from tests.sites import Site

FIRST_VIEW = 100_000
LATER_VIEW = 20_000
LATER_VIEW_OF_MANY_YEARS = 32_000
PAGE = 300_000
YEAR = 1_200_000
"""In bytes; the views compressed, the page and the year as they are on the disk."""

OF_MANY_YEARS = ("compare", "changes", "figures", "home/figures/")
"""Kinds of pages that repeat what two or more years say: their words and figures alone are near the 20 kB."""

APART = ("changes/", "compare/", "data/", "report.")
"""What of a year does not count."""

SHIFTS = """
() => new Promise(resolve => {
  const shifts = []
  new PerformanceObserver(list => {
    for (const {value, sources} of list.getEntries())
      shifts.push(...sources.map(({node}) => `${value.toFixed(4)}: ${node?.outerHTML?.slice(0, 120)}`))
  }).observe({type: "layout-shift", buffered: true})
  requestAnimationFrame(() => setTimeout(() => resolve(shifts), 200))
})
"""


@pytest.fixture
def server(site: Site) -> Iterator[Served]:
    """The site, compressed and with a cache, as a web server would send it."""
    with served(site.folder) as server:
        yield server


@pytest.mark.slow
def test_first_view(site: Site, server: Served, browser: Browser) -> None:
    """Whoever opens any kind of page first, on a telephone, gets less than 100 kB, the search index apart."""
    heavy = {}
    for kind, there in site.kinds().items():
        context = browser.new_context(viewport={"width": 412, "height": 823})
        weight, parts = _weight(context.new_page(), server, there)
        if weight > FIRST_VIEW:
            heavy[kind] = (weight, parts)
        context.close()
    assert heavy == {}


@pytest.mark.slow
def test_later_views(site: Site, server: Served, browser: Browser) -> None:
    """Who has seen a page of the year gets the next one for 20 kB; one of many years for little more."""
    heavy = {}
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    for first in (site.kinds()["index.html"], site.kinds()["home/"]):
        _weight(page, server, first)
    for kind, there in site.kinds().items():
        weight, parts = _weight(page, server, there)
        if weight > (LATER_VIEW_OF_MANY_YEARS if kind in OF_MANY_YEARS else LATER_VIEW):
            heavy[kind] = (weight, parts)
    context.close()
    assert heavy == {}


@pytest.mark.slow
@pytest.mark.parametrize("width", [412, 1280])
def test_nothing_moves(site: Site, server: Served, browser: Browser, width: int) -> None:
    """Nothing on any kind of page moves while it loads, not even when its scripts come late."""
    shifting = {}
    for kind, there in site.kinds().items():
        context = browser.new_context(viewport={"width": width, "height": 850})
        page = context.new_page()
        page.route("**/*.js", _late)
        page.goto(f"{server.address}/{there}", wait_until="networkidle")
        if shifts := page.evaluate(SHIFTS):
            shifting[kind] = shifts
        context.close()
    assert shifting == {}


def test_no_page_is_large(site: Site) -> None:
    """No page is more than 300 kB of HTML."""
    assert [page for page in site.pages() if page.stat().st_size > PAGE] == []


def test_no_year_is_large(site: Site) -> None:
    """No year is more than 1.2 MB, without comparisons, its papers and its files to take away."""
    sizes: dict[str, int] = {}
    for path in site.folder.rglob("*"):
        year, _, rest = path.relative_to(site.folder).as_posix().partition("/")
        if path.is_file() and year[:4].isdigit() and path.suffix != ".gz" and not rest.startswith(APART):
            sizes[year] = sizes.get(year, 0) + path.stat().st_size
    assert sizes
    assert {year: size for year, size in sizes.items() if size > YEAR} == {}


def _weight(page: Page, server: Served, there: str) -> tuple[int, list[tuple[str, int]]]:
    """What is sent for a page, in bytes, without the search index; and what it is made of."""
    server.sent.clear()
    page.goto(f"{server.address}/{there}", wait_until="networkidle")
    parts = [(path, size) for path, size in server.sent if "search_index" not in path]
    return sum(size for _, size in parts), parts


def _late(route: Route) -> None:
    time.sleep(0.3)
    route.continue_()
