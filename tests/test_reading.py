"""The built sites in a real browser: what a reader gets, with and without a mouse or JavaScript."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.sites import DATA, Site

WIDE, NARROW = 1280, 320


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page in a fresh browser context, which fails the test for any console error or outside request."""
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_kind_of_page_is_accessible(
    site: Site, address: str, reader: Page, scheme: str, width: int
) -> None:
    """axe, with no rule set aside, finds nothing on any kind of page; nothing is wider than the window."""
    reader.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    reader.set_viewport_size({"width": width, "height": 900})
    found = {}
    for kind, page in site.kinds().items():
        reader.goto(f"{address}/{page}")
        result = Axe().run(reader)
        if result.violations_count:
            found[kind] = result.generate_report()
        wider = reader.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{kind} scrolls sideways by {wider} px"
    assert found == {}


@pytest.mark.parametrize(
    "site", [DATA[0], pytest.param(DATA[1], marks=pytest.mark.slow)], indirect=True, ids=DATA
)  # each kind of page of the other is opened above
def test_all_pages_open_without_an_error(site: Site, address: str, reader: Page) -> None:
    """Every page of every year opens without a console error and asks nothing of another host."""
    for page in site.pages():
        reader.goto(f"{address}/{page.relative_to(site.folder).as_posix()}")


def test_pages_open_from_a_folder(site: Site, reader: Page) -> None:
    """From a file share every page opens without an error, and links lead to pages."""
    for page in site.kinds().values():
        if page.endswith("404.html"):
            continue  # a server's answer: without one nobody gets there
        reader.goto(f"file://{site.folder}/{page}")
        assert reader.title()
    year = site.kinds()["report"].removesuffix("report/index.html")
    reader.goto(f"file://{site.folder}/{year}index.html")
    reader.get_by_role("navigation").get_by_role("link", name="Whole report").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(re.compile("Whole report"))


def test_pages_can_be_read_without_javascript(site: Site, address: str, browser: Browser) -> None:
    """Without JavaScript every kind of page shows its text, and the navigation leads on."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for kind, there in site.kinds().items():
        page.goto(f"{address}/{there}")
        main = page.get_by_role("main").inner_text()
        assert len(main) > 100, kind
    page.goto(f"{address}/{site.kinds()['report']}")
    page.get_by_role("link", name="All years").first.click()
    assert page.url in {f"{address}/index.html", f"{address}/"}
    context.close()


def test_the_keyboard_reaches_navigation_search_and_years(site: Site, address: str, reader: Page) -> None:
    """At 320 px the drawer, the search and the year list open and close by keyboard."""
    reader.set_viewport_size({"width": NARROW, "height": 700})
    reader.goto(f"{address}/{site.kinds()['figures']}")
    reader.keyboard.press("Tab")
    assert "skip" in reader.evaluate("document.activeElement.className"), "the first stop is the skip link"

    search = reader.get_by_role("button", name="Search this year")
    search.focus()
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("textbox", name="Search this year")).to_be_focused()
    reader.keyboard.press("Escape")
    expect(search).to_be_focused()

    drawer = reader.get_by_role("button", name="Pages")
    drawer.focus()
    reader.keyboard.press("Enter")
    report = reader.get_by_role("link", name="Whole report").first
    expect(report).to_be_in_viewport()
    reader.keyboard.press("Escape")
    expect(drawer).to_be_focused()

    years = reader.get_by_role("button", name="Other years")
    years.focus()
    reader.keyboard.press("Enter")
    expect(years).to_have_attribute("aria-expanded", "true")
    expect(reader.locator("spr-years a[aria-current=page]")).to_be_visible()
    reader.keyboard.press("Escape")
    expect(years).to_have_attribute("aria-expanded", "false")
    expect(years).to_be_focused()


def test_search_finds_a_paragraph(site: Site, address: str, reader: Page) -> None:
    """A word of the report is found by keyboard alone."""
    reader.goto(f"{address}/{site.kinds()['index.html']}")
    reader.get_by_role("textbox", name="Search this year").focus()
    reader.keyboard.type("mutual aid")
    expect(reader.locator(".md-search-result__item").first).to_be_visible()


def test_the_year_selector_stays_on_the_page(site: Site, address: str, reader: Page) -> None:
    """Another year shows the same page where it has it."""
    reader.goto(f"{address}/{site.kinds()['recommendations']}")
    reader.get_by_role("button", name="Other years").click()
    reader.locator("spr-years a:not([aria-current])").first.click()
    assert re.search(r"/\d{4}[^/]*/recommendations/index\.html$", reader.url)


MARGINS = """
() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
  .filter(rule => rule instanceof CSSPageRule).flatMap(rule => [...rule.cssRules])
  .map(rule => rule.style.content)
"""


def test_print_shows_the_status_and_all_text(site: Site, address: str, reader: Page) -> None:
    """On paper a page says what it is, and has no navigation."""
    reader.emulate_media(media="print")
    reader.goto(f"{address}/{site.kinds()['report']}")
    expect(reader.locator(".spr-status")).to_be_visible()
    expect(reader.get_by_role("banner")).to_be_hidden()
    margins = reader.evaluate(MARGINS)
    assert len(margins) == 4, "the corners of each sheet say which site, marking, provenance and page"
    assert any("counter(pages)" in margin for margin in margins)
