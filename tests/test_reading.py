"""The built sites in a real browser: what a reader gets, with and without a mouse or JavaScript."""

import re

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sites import Site


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


@pytest.mark.parametrize("site", ["examples/northmoor"], indirect=True)
@pytest.mark.usefixtures("site")
def test_on_paper_no_name_stands_without_its_table(address: str, reader: Page) -> None:
    """On the sheet where a figure is named, its table begins."""
    reader.goto(f"{address}/figures/index.html")
    names = reader.locator(".spr-table__title").all_inner_texts()
    with pypdfium2.PdfDocument(reader.pdf(prefer_css_page_size=True)) as sheets:
        texts = [sheet.get_textpage().get_text_bounded() for sheet in sheets]
    alone = [
        name
        for name in names
        for text in texts
        if name in text and text.count(name.removesuffix(", year by year")) == 1
    ]
    assert len(names) > 20
    assert alone == []


FOOT = 50
"""Below it stands only what is on every sheet, in points from its lower edge."""

LEADING = ":is(h1, h2, h3, h4), p:has(+ :is(ul, ol, dl, .spr-beside))"
"""What leads to something: a heading, the sentence before a list or a drawing."""


def last_line(sheet: pypdfium2.PdfPage) -> str:
    """The lowest line of a sheet above its foot."""
    text = sheet.get_textpage()
    pieces = [text.get_rect(at) for at in range(text.count_rects())]
    _, bottom, _, top = min((piece for piece in pieces if piece[1] > FOOT), key=lambda piece: piece[1])
    return str(text.get_text_bounded(bottom=bottom - 1, top=top + 1)).strip()


def test_on_paper_nothing_that_leads_on_ends_a_sheet(site: Site, address: str, reader: Page) -> None:
    """What a heading, or a sentence before a list, leads to begins on the same sheet, in whatever year."""
    ends = []
    through_years = (site.folder / name / "index.html" for name in ("figures", "log"))
    for page in [*site.folder.glob("[0-9]*/index.html"), *through_years]:
        reader.goto(f"{address}/{page.relative_to(site.folder).as_posix()}")
        texts = reader.locator("article").locator(LEADING).all_inner_texts()
        leading = tuple(text.removesuffix("¶").strip() for text in texts)
        with pypdfium2.PdfDocument(reader.pdf(prefer_css_page_size=True)) as sheets:
            last_lines = [last_line(sheet) for sheet in sheets]
        ends += [(page.parent.name, line) for line in last_lines if any(it.endswith(line) for it in leading)]
    assert ends == []


@pytest.mark.parametrize(
    ("page", "most"), [("2024/index.html", 4), ("2025/index.html", 4), ("2024/changes/index.html", 20)]
)
@pytest.mark.parametrize("site", ["examples/northmoor"], indirect=True)
@pytest.mark.usefixtures("site")
def test_what_goes_to_a_meeting_is_short_on_paper(address: str, reader: Page, page: str, most: int) -> None:
    """The year in brief, and all that changed since a year of which much changed."""
    reader.goto(f"{address}/{page}")
    with pypdfium2.PdfDocument(reader.pdf(prefer_css_page_size=True)) as sheets:
        assert len(sheets) <= most


@pytest.mark.parametrize("site", ["examples/northmoor"], indirect=True)
@pytest.mark.usefixtures("site")
def test_on_paper_recommendations_fill_their_sheets(address: str, reader: Page) -> None:
    """A long life goes on overleaf; no sheet but the last is left half empty."""
    reader.goto(f"{address}/2024/recommendations/index.html")
    with pypdfium2.PdfDocument(reader.pdf(prefer_css_page_size=True)) as sheets:
        lower = [
            sheet.get_textpage().get_text_bounded(
                bottom=0.1 * sheet.get_height(), top=0.45 * sheet.get_height()
            )
            for sheet in sheets
        ]
    assert all(lower[:-1])


def test_of_the_log_a_reader_chooses_sort_and_date(site: Site, browser: Browser) -> None:
    """Headings and lists of which nothing is left go too; without a script all of it stands there."""
    page = browser.new_page()
    page.goto((site.folder / "log/index.html").as_uri())
    entries = page.locator(".spr-log__entry")
    dates = [
        name.removeprefix("d-")
        for name in page.locator("h3[id^=d-]").evaluate_all("all => all.map(h => h.id)")
    ]
    since = next(date for date in dates if len(date) == len("2016-02-02"))
    page.get_by_label("Show").select_option("Report")
    assert {*page.locator(".spr-log__sort:visible").all_text_contents()} == {"Report"}
    page.get_by_label("Show").select_option("")
    page.get_by_label("since").fill(since)
    left = [date for date in dates if date >= since or since.startswith(date)]
    shown = page.locator("h3[id^=d-]:visible")
    assert [f"d-{date}" for date in left] == shown.evaluate_all("all => all.map(heading => heading.id)")
    assert page.locator("article output").inner_text().endswith(f" of {entries.count()}")
    links = page.locator(".md-nav--secondary .md-nav__link:visible").evaluate_all(
        "all => all.map(link => link.hash)"
    )
    assert [link for link in links if link.startswith("#d-")] == [f"#d-{date}" for date in left]
    page.get_by_label("since").fill("")
    assert page.locator(".spr-log__entry:visible").count() == entries.count()
    page.close()
    without = browser.new_page(java_script_enabled=False)
    without.goto((site.folder / "log/index.html").as_uri())
    assert without.locator(".spr-log__entry:visible").count() == without.locator(".spr-log__entry").count()
    without.close()
