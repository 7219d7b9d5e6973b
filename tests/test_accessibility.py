"""
The built sites against WCAG 2.2 AA, as far as programs and walks by keyboard can tell.

The docstrings are read by the public: `make accessibility` puts them, with what was opened, into the record
that the accessibility statement is made from.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.axe import Violation, violations
from tests.browser import launch_browser
from tests.html_validate import faults, remaining, set_aside
from tests.pages import Element, elements
from tests.record import Note
from tests.sites import ROOT, Site

PARTS = 4
"""All pages are read in parts, so that two processes share the work."""

WIDE, NARROW = 1280, 320
DEFAULT_FONT = 16
LOOK = (ROOT / "tests" / "web" / "look.js").read_text(encoding="utf-8")

SETTLED = """() => new Promise(resolve => {
  const list = document.querySelector(".md-search-result__list")
  const before = list.innerHTML
  setTimeout(() => resolve(list.innerHTML === before), 400)
})"""

with_the_other_site_in_test_all = pytest.mark.parametrize(
    "site", ["examples/northmoor", pytest.param("assessments", marks=pytest.mark.slow)], indirect=True
)
"""The made-up force has every kind of page; what finds nothing on its pages takes its time on the others'."""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_axe_on_every_page(site: Site, address: str, reader: Page, note: Note, part: int) -> None:
    """Axe finds no fault on any page, and every page opens without an error of its own."""
    pages = [page.relative_to(site.folder).as_posix() for page in site.pages()][part::PARTS]
    found = {}
    for page in pages:
        reader.goto(f"{address}/{page}")
        if told := violations(reader):
            found[page] = told
    note(pages)
    assert found == {}, _listed(found)


@with_the_other_site_in_test_all
@pytest.mark.parametrize(
    "view",
    [
        *(("light", WIDE), ("dark", NARROW)),
        *(pytest.param(view, marks=pytest.mark.slow) for view in (("light", NARROW), ("dark", WIDE))),
    ],
    ids=str,
)
def test_axe_on_every_kind_of_page_in_every_view(
    site: Site, address: str, reader: Page, note: Note, view: tuple[Literal["light", "dark"], int]
) -> None:
    """Axe finds no fault on any kind of page in light or dark colours, wide or 320 px narrow (400 % zoom)."""
    scheme, width = view
    reader.emulate_media(color_scheme=scheme)
    reader.set_viewport_size({"width": width, "height": 900})
    found = {}
    for kind, page in site.kinds().items():
        reader.goto(f"{address}/{page}")
        if told := violations(reader):
            found[kind] = told
    note(site.kinds().values())
    assert found == {}, _listed(found)


@with_the_other_site_in_test_all
def test_reflow(site: Site, address: str, reader: Page, note: Note) -> None:
    """At 320 px no kind of page scrolls sideways, but for tables and drawings, each within its own frame."""
    reader.set_viewport_size({"width": NARROW, "height": 900})
    found = _on_every_kind(site, address, reader, _does_not_fit)
    note(site.kinds().values())
    assert found == {}


@with_the_other_site_in_test_all
def test_text_at_200_percent(site: Site, address: str, playwright: Playwright, note: Note) -> None:
    """With text alone at 200 % nothing is cut off and no kind of page scrolls sideways."""
    _, browser = launch_browser(playwright, f"--blink-settings=defaultFontSize={2 * DEFAULT_FONT}")
    page = browser.new_page(viewport={"width": WIDE, "height": 900})
    page.goto(f"{address}/{site.kinds()['index.html']}")
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.md-typeset p')).fontSize)")
    assert size >= 2 * DEFAULT_FONT, "the browser does not heed the size that its reader asked for"
    found = _on_every_kind(site, address, page, _does_not_fit)
    browser.close()
    note(site.kinds().values())
    assert found == {}


@with_the_other_site_in_test_all
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_text_spacing(site: Site, address: str, reader: Page, note: Note, width: int) -> None:
    """With wider spaces between letters, words, lines and paragraphs (WCAG 1.4.12) nothing is cut off."""
    reader.set_viewport_size({"width": width, "height": 900})

    def spread(page: Page) -> list[str]:
        _look(page, "spread")
        return _does_not_fit(page)

    found = _on_every_kind(site, address, reader, spread)
    note(site.kinds().values())
    assert found == {}


@with_the_other_site_in_test_all
@pytest.mark.parametrize("forced", ["none", "active"])
def test_focus_is_seen(
    site: Site, address: str, reader: Page, note: Note, forced: Literal["none", "active"]
) -> None:
    """By keyboard the focus is seen at every stop, in forced colours too, and nothing lies over it."""
    reader.emulate_media(forced_colors=forced, reduced_motion="reduce")  # what closes is gone at once
    kinds = ("index.html", "report", "compare", "recommendations", "figures", "home/")
    pages = [site.kinds()[kind] for kind in kinds if kind in site.kinds()]
    for page in pages:
        reader.goto(f"{address}/{page}")
        for _ in range(60):
            reader.keyboard.press("Tab")
            there = _look(reader, "focus")
            if there.startswith("<body"):
                break  # past the end
            assert _look(reader, "focusShows"), f"{page}: no sign of the focus on {there}"
            assert not _look(reader, "focusCovered"), f"{page}: something lies over {there}"
    note(pages)


@with_the_other_site_in_test_all
def test_forced_colours(site: Site, address: str, reader: Page, note: Note) -> None:
    """In forced colours a badge keeps its frame, and what was inserted or deleted its line."""
    reader.emulate_media(forced_colors="active")
    for page in site.kinds().values():
        reader.goto(f"{address}/{page}")
        assert reader.evaluate("matchMedia('(forced-colors: active)').matches")
        assert _look(reader, "withoutColour") == [], page
    note(site.kinds().values())


@with_the_other_site_in_test_all
def test_reduced_motion(site: Site, address: str, reader: Page, note: Note) -> None:
    """Nothing moves on any kind of page for those who asked their device for less motion."""
    reader.emulate_media(reduced_motion="reduce")
    found = _on_every_kind(site, address, reader, lambda page: _look(page, "moves"))
    note(site.kinds().values())
    assert found == {}


@with_the_other_site_in_test_all
def test_skip_link(site: Site, address: str, reader: Page, note: Note) -> None:
    """The first stop by keyboard is a link past the navigation, and it leads there."""
    for width in (WIDE, NARROW):
        reader.set_viewport_size({"width": width, "height": 700})
        for kind, page in site.kinds().items():
            if kind.endswith("404.html"):
                continue  # it has no sections to skip to, and its text comes after the header
            reader.goto(f"{address}/{page}")
            reader.keyboard.press("Tab")
            assert "md-skip" in _look(reader, "focus"), page
            assert not _look(reader, "focusCovered"), page
            reader.keyboard.press("Enter")
            reader.keyboard.press("Tab")
            assert reader.locator("main article :focus").count(), page
    note(site.kinds().values())


def test_navigation_by_keyboard_at_400_percent(site: Site, address: str, reader: Page, note: Note) -> None:
    """At 400 % zoom (320 px) the navigation opens, leads on and closes by keyboard; closed, it is no stop."""
    page = site.kinds()["figures"]
    reader.set_viewport_size({"width": NARROW, "height": 256})  # 1280 × 1024 at 400 %
    reader.goto(f"{address}/{page}")
    drawer = reader.get_by_role("button", name="Pages")
    report = reader.get_by_label("Pages", exact=True).get_by_role("link", name="Whole report")
    _tab_to(reader, "spr-header__drawer")
    expect(drawer).to_have_attribute("aria-expanded", "false")
    reader.keyboard.press("Enter")
    expect(drawer).to_have_attribute("aria-expanded", "true")
    _tab_to(reader, "spr-pages__link", "Whole report")
    expect(report).to_be_in_viewport()
    reader.keyboard.press("Escape")
    expect(drawer).to_be_focused()
    expect(report).to_be_hidden()
    reader.keyboard.press("Tab")
    assert not reader.locator(".md-sidebar--primary :focus").count(), "a closed drawer is no stop"
    drawer.focus()
    reader.keyboard.press("Enter")
    _tab_to(reader, "spr-pages__link", "Whole report")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", level=1)).to_have_text(re.compile("Whole report"))
    note([page])


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_year_selector_by_keyboard(site: Site, address: str, reader: Page, note: Note, width: int) -> None:
    """The list of years opens and closes by keyboard, says which is shown, and leads to another year."""
    page = site.kinds()["figures"]
    reader.set_viewport_size({"width": width, "height": 700})
    reader.goto(f"{address}/{page}")
    years = reader.get_by_role("button", name="Other years")
    _tab_to(reader, "spr-years__button")
    expect(years).to_be_focused()
    reader.keyboard.press("Enter")
    expect(years).to_have_attribute("aria-expanded", "true")
    expect(reader.locator("spr-years a[aria-current=page]")).to_be_visible()
    reader.keyboard.press("Escape")
    expect(years).to_have_attribute("aria-expanded", "false")
    expect(years).to_be_focused()
    reader.keyboard.press("Space")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Tab")  # the shown year comes first: the newest
    reader.keyboard.press("Enter")
    expect(reader).not_to_have_url(f"{address}/{page}")
    expect(reader).to_have_url(re.compile(r"/figures/index\.html$"))
    note([page])


def test_comparison_by_keyboard(site: Site, address: str, reader: Page, note: Note) -> None:
    """The buttons of a comparison lead from change to change by keyboard, and hide what is editorial."""
    page = site.kinds()["compare"]
    reader.emulate_media(reduced_motion="reduce")  # the search, which is passed on the way, closes at once
    reader.goto(f"{address}/{page}")
    _tab_to(reader, "spr-change-bar__button", "Next change")
    reader.keyboard.press("Enter")
    first = _look(reader, "changeInFocus")
    assert first >= 0, "the change has the focus"
    assert not _look(reader, "focusCovered")
    last = reader.locator(".spr-change").last
    last.evaluate("change => { change.tabIndex = -1; change.focus() }")
    assert _look(reader, "focusShows"), "the outline is whole, also far down the page"
    forward = reader.get_by_role("button", name="Next change")
    forward.focus()
    reader.keyboard.press("Space")
    second = _look(reader, "changeInFocus")
    assert second == first + 1
    reader.get_by_role("button", name="Previous change").focus()
    reader.keyboard.press("Enter")
    assert _look(reader, "changeInFocus") == first
    editorial = reader.get_by_role("button", name="Hide editorial changes")
    if editorial.count():
        editorial.focus()
        reader.keyboard.press("Enter")
        expect(editorial).to_have_attribute("aria-pressed", "true")
        expect(reader.locator("#editorial")).to_be_hidden()
    note([page])


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_search_by_keyboard(site: Site, address: str, reader: Page, note: Note, width: int) -> None:
    """The search opens, finds and leads to what was found by keyboard alone, and gives the focus back."""
    page = site.kinds()["index.html"]
    reader.set_viewport_size({"width": width, "height": 700})
    reader.goto(f"{address}/{page}")
    if width == NARROW:
        _tab_to(reader, "spr-header__search")
        reader.keyboard.press("Enter")
    else:
        _tab_to(reader, "md-search__input")
    expect(reader.get_by_role("textbox", name="Search this year")).to_be_focused()
    reader.keyboard.type("mutual aid")
    expect(reader.locator(".md-search-result__item").first).to_be_visible()
    reader.wait_for_function(SETTLED)  # or a late answer takes the list away from under the arrow key
    if width == NARROW:
        reader.keyboard.press("Escape")
        expect(reader.get_by_role("button", name="Search this year")).to_be_focused()
        reader.keyboard.press("Enter")
    reader.keyboard.press("ArrowDown")
    expect(reader.locator(".md-search-result__link:focus")).to_have_count(1)
    reader.keyboard.press("Enter")
    expect(reader).not_to_have_url(f"{address}/{page}")
    note([page])


def test_valid_html(site: Site, note: Note) -> None:
    """Every page is valid HTML, but for what the theme itself does wrong, which is listed with reasons."""
    pages = list(site.pages())
    found = faults(pages)
    note(page.relative_to(site.folder).as_posix() for page in pages)
    assert [str(fault) for fault in remaining(found)] == []
    stale = [known for known in set_aside() if not any(map(known.fits, found))]
    assert stale == [], "the theme does this right now: take the entry out of tests/web/theme-faults.yaml"


def test_landmarks(site: Site, note: Note) -> None:
    """Each page says its language, has a title of its own, one main part, and no two parts of one name."""
    titles: dict[str, str] = {}
    for path in site.pages():
        page = path.relative_to(site.folder).as_posix()
        parts = list(elements(path))
        count = Counter(part.tag for part in parts)
        assert [part.values["lang"] for part in parts if part.tag == "html"] == ["en"], page
        assert (count["main"], count["header"], count["footer"]) == (1, 1, 1), page
        named = Counter(
            part.values.get("aria-label") for part in parts if part.tag == "nav" and not part.within("nav")
        )
        assert None not in named, page
        assert set(named.values()) == {1}, (page, named)
        assert [part.within("main") for part in parts if part.tag == "h1"] == [True], page
        title = " ".join(
            part.text for part in parts if part.tag == "title" and not part.within("svg")
        ).strip()
        assert title, page
        if path.name != "404.html":
            assert title not in titles, f"{page} has the title of {titles[title]}"
            titles[title] = page
    note(page.relative_to(site.folder).as_posix() for page in site.pages())


def test_tables(site: Site, note: Note) -> None:
    """Each table has a caption that says what it is of, and each header says of what cells it is one."""
    for path in site.pages():
        parts = list(elements(path))
        for table in (part for part in parts if part.tag == "table"):
            inside = [part for part in parts if table in part.parents]
            captions = [part for part in inside if part.tag == "caption"]
            assert len(captions) == 1, (path, table)
            assert captions[0].text.strip(), (path, table)
            headers = [part for part in inside if part.tag == "th"]
            assert {part.values.get("scope") for part in headers} <= {"col", "row", "colgroup", "rowgroup"}, (
                path
            )
            assert any(part.values["scope"] == "col" for part in headers), path
            assert all(_has_row_header(row, inside) for row in inside if row.tag == "tr"), path
    note(page.relative_to(site.folder).as_posix() for page in site.pages())


def _has_row_header(row: Element, parts: list[Element]) -> bool:
    """Whether a row has a header of its own, or cells that name theirs."""
    cells = [part for part in parts if part.tag in {"th", "td"} and row in part.parents]
    return any(cell.tag == "th" or "headers" in cell.values for cell in cells)


def _listed(found: dict[str, list[Violation]]) -> str:
    return "".join(f"\n{page}" + "".join(f"\n  {each}" for each in told) for page, told in found.items())


def _does_not_fit(page: Page) -> list[str]:
    cut: list[str] = _look(page, "cutOff")
    wider: int = _look(page, "sideways")
    return cut + ([f"scrolls sideways by {wider} px"] if wider > 0 else [])


def _look(page: Page, what: str) -> Any:  # noqa: ANN401 (whatever the function of look.js gives)
    return page.evaluate(f"({LOOK}).{what}()")


def _on_every_kind(
    site: Site, address: str, page: Page, what: Callable[[Page], list[str]]
) -> dict[str, list[str]]:
    """What *what* finds on each kind of page; those where it finds nothing are left out."""
    found = {}
    for kind, there in site.kinds().items():
        page.goto(f"{address}/{there}")
        if told := what(page):
            found[kind] = told
    return found


def _tab_to(page: Page, class_name: str, text: str = "") -> None:
    """Press Tab until the element of that class has the focus, as somebody without a mouse must."""
    for _ in range(150):
        page.keyboard.press("Tab")
        there = page.locator(f".{class_name}:focus")
        if there.count() and text in (there.text_content() or ""):
            return
    raise AssertionError(class_name)
