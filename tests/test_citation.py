"""What people cite, from the words of the citation to the clipboard."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from spr.citation import citation
from spr.model.assessment import RecordEvent, Source, Year
from spr.model.dates import Date
from spr.model.horizon import up_to
from spr.model.words import Absent, Audience, Provenance, Recorded
from spr.render.cite import cite_figure, cite_paragraph, cite_recommendation
from spr.render.view import View
from spr.through_years import strands
from tests.axe import violations
from tests.sites import DATA, Site
from tests.test_home import pages as pages_of_home
from tests.test_render import copy_of, year_of

REAL, NORTHMOOR = DATA
FORCE: Final = "X Police"
BEGINNING: Final = "X Police, Strategic Policing Requirement assessment, 2016 cycle, paragraph 21"


def _year(kind: Provenance, *record: tuple[Recorded, str], label: str = "2016 cycle") -> Year:
    """A year with that provenance, to which that has happened."""
    of_2016 = year_of(copy_of(REAL, Audience.PUBLIC), "2016")
    events = tuple(RecordEvent(what=what, date=Date(date), by="editors") for what, date in record)
    return replace(of_2016, label=label, source=Source(kind=kind, note=""), record=events)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (
            _year(Provenance.RESTATED, (Recorded.PUBLISHED, "2026-11-23")),
            f"{BEGINNING} (restated from the force’s paper; published here 23 November 2026).",
        ),
        (_year(Provenance.TRANSCRIBED), f"{BEGINNING} (transcribed from the force’s paper)."),
        (
            _year(Provenance.PARTIAL),
            f"{BEGINNING} (a partial record: the paper itself is not known here).",
        ),
        (_year(Provenance.ISSUED), f"{BEGINNING} (draft, not published)."),
        (
            _year(Provenance.ISSUED, (Recorded.AGREED, "2016-10-01")),
            f"{BEGINNING} (agreed, not published).",
        ),
        (
            _year(
                Provenance.ISSUED,
                *((Recorded.PUBLISHED, "2016-11-02"), (Recorded.CORRECTED, "2017-05-03")),
                (Recorded.CORRECTED, "2018-05-03"),
            ),
            f"{BEGINNING} (published 2 November 2016; corrected 3 May 2018).",
        ),
        (
            _year(Provenance.MADE_UP, (Recorded.PUBLISHED, "2016-11-02"), (Recorded.WITHDRAWN, "2017-05-03")),
            (
                f"{BEGINNING} (made-up data about a force that does not exist; published 2 November 2016; "
                "withdrawn 3 May 2017)."
            ),
        ),
        (
            _year(Provenance.TRANSCRIBED, label="Report of spring"),
            (
                "X Police, Strategic Policing Requirement assessment, 2016: Report of spring, paragraph 21 "
                "(transcribed from the force’s paper)."
            ),
        ),
    ],
)
def test_a_citation_says_what_the_text_is(year: Year, expected: str) -> None:
    """Whose, which year, which number; where the text comes from, and what has happened to it since."""
    assert expected == citation(FORCE, year, "paragraph 21")


def _view(here: str, **published: object) -> View:
    copy = copy_of(NORTHMOOR, Audience.PUBLIC)
    year = year_of(copy, "2022")
    return replace(View(up_to(copy, year), year, here), **published)  # type: ignore[arg-type]


def test_a_paragraph_has_one_citation_wherever_it_is_read() -> None:
    """Its address is in the whole report; on its threat's page only the links are longer."""
    threat = _view("").year.threats[0]
    paragraph = threat.paragraphs[0]
    number = paragraph.number
    here = cite_paragraph(_view("report/index.html", has_home=True), paragraph)
    there = cite_paragraph(_view(f"threats/{threat.id}/index.html", has_home=True), paragraph)
    assert f'<a class="spr-cite__address" href="#p{number}">2022/report/#p{number}</a>' in here
    assert f'<a href="../../threats/{threat.id}/index.html#paragraph-{paragraph.id}">' in here
    assert f'href="../../report/index.html#p{number}">2022/report/#p{number}</a>' in there
    assert here.partition("<a ")[0] == there.partition("<a ")[0]


def test_an_address_is_whole_where_the_site_knows_its_own() -> None:
    """So that a citation on paper, or without JavaScript, leads somewhere."""
    view = _view("figures/index.html", site_url="https://spr.example/2022/")
    assert ">https://spr.example/2022/figures/#figure-" in cite_figure(view, view.year.figures[0])


def test_a_year_without_home_leads_nowhere_else() -> None:
    """The preview of one year has no other years to lead to, and says nothing of them."""
    view = _view("report/index.html")
    cited = (
        cite_paragraph(view, view.year.paragraphs[0]),
        cite_figure(view, view.year.figures[0]),
        cite_recommendation(view, view.listed[0]),
    )
    assert [each for each in cited if "other years" in each] == []


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("data", DATA)
def test_other_years_are_there_for_everything(data: str, audience: Audience) -> None:
    """Whatever a year lets people cite has its place on the home site, in the copy for every audience."""
    copy = copy_of(data, audience)
    there = pages_of_home(data, audience)
    count = 0
    for year in copy.years:
        view = View(up_to(copy, year), year, "report/index.html", has_home=True)
        cited = [
            *(cite_paragraph(view, each) for each in year.paragraphs),
            *(cite_recommendation(view, each) for each in view.listed),
            *(cite_figure(view, each) for each in year.figures),
        ]
        for page, anchor in re.findall(
            r'href="\.\./\.\./([^"#]*)#([^"]*)">[^<]* in other years<', "".join(cited)
        ):
            assert anchor in there[page].ids
            count += 1
    assert count > sum(len(year.paragraphs) for year in copy.years)


@pytest.mark.parametrize("data", DATA)
def test_every_paragraph_is_in_one_strand(data: str) -> None:
    """By id and former id: no paragraph of any year is lost or stands twice, and neither is an id."""
    copy = copy_of(data, Audience.PUBLIC)
    found = strands(copy)
    assert sorted((year.id, each.id) for year in copy.years for each in year.paragraphs) == sorted(
        (each.year.id, each.paragraph.id) for strand in found for each in strand.paragraphs
    )
    ids = [name for strand in found for name in strand.ids]
    assert len(ids) == len(set(ids))


def test_what_was_renamed_split_or_merged_is_one_strand() -> None:
    """Whoever follows any of its ids sees all of it, newest first."""
    copy = copy_of(NORTHMOOR, Audience.PUBLIC)
    old, new = copy.years[:2]
    first, second, third = old.paragraphs[:3]
    merged = replace(new.paragraphs[0], id="merged", lineage=(first.id, second.id))
    half = replace(new.paragraphs[1], id="half", lineage=(third.id,))
    other_half = replace(new.paragraphs[2], id="other-half", lineage=(third.id,))
    years = (
        replace(old, sections=(replace(old.sections[0], paragraphs=(first, second, third)),)),
        replace(new, sections=(replace(new.sections[0], paragraphs=(merged, half, other_half)),)),
    )
    found = [strand.ids for strand in strands(replace(copy, years=years))]
    assert [("merged", first.id, second.id), ("half", "other-half", third.id)] == found


def test_wordings_are_told_apart_and_one_that_came_back_stands_once() -> None:
    """Newest first, each with all the years that have it."""
    copy = copy_of(NORTHMOOR, Audience.PUBLIC)
    paragraph = copy.years[0].paragraphs[0]
    texts = ("Three units.", "Two units.", "Three units.", Absent.NOT_PUBLISHED_HERE)
    years = tuple(
        replace(year, sections=(replace(year.sections[0], paragraphs=(replace(paragraph, text=text),)),))
        for year, text in zip(copy.years, texts, strict=False)
    )
    [strand] = strands(replace(copy, years=years))
    assert [(wording.text, [each.year.id for each in wording.paragraphs]) for wording in strand.wordings] == [
        ("not published here", ["2021"]),
        ("Three units.", ["2020", "2018"]),
        ("Two units.", ["2019"]),
    ]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser context."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def _open(page: Page, url: str) -> str:
    """Open the first citation of a page by keyboard; its words."""
    page.goto(url)
    page.locator(".spr-cite__open").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Copy citation").first).to_be_visible()
    return page.locator(".spr-cite__text").first.inner_text()


MIDDLES = """
() => [...document.querySelectorAll(".spr-paragraph__foot:has(.spr-tags)")].map(foot =>
  [foot.querySelector(".spr-tags"), foot.querySelector(".spr-cite__open")].map(element => {
    const {top, bottom, height} = element.getBoundingClientRect()
    return {middle: (top + bottom) / 2, height}
  }))
"""


def test_cite_stands_in_the_line_of_the_tags(site: Site, address: str, context: BrowserContext) -> None:
    """Where they are one line, both have one middle."""
    page = context.new_page()
    page.goto(f"{address}/{site.kinds()['report']}")
    pairs = page.evaluate(MIDDLES)
    beside = [
        (tags, cite) for tags, cite in pairs if abs(tags["middle"] - cite["middle"]) < cite["height"] / 2
    ]
    assert beside
    assert all(abs(tags["middle"] - cite["middle"]) < 1 for tags, cite in beside)


@pytest.mark.parametrize("kind", ["report", "threat", "recommendations", "figures"])
def test_citation_and_link_are_copied_by_keyboard(
    site: Site, address: str, context: BrowserContext, kind: str
) -> None:
    """One stop opens it, the next two copy; what was copied is said, and its address leads to the thing."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    words = _open(page, f"{address}/{site.kinds()[kind]}")
    stops: Sequence[str] = ("spr-cite__address", "Citation", "Link")
    page.keyboard.press("Tab")
    assert stops[0] in page.evaluate("document.activeElement.className")
    for name in stops[1:]:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="copied")).to_have_text(f"{name} copied.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == (words if name == "Citation" else words.split()[-1])
    link = words.split()[-1]
    page.goto(link.replace("/#", "/index.html#"))
    assert page.locator(f"[id='{link.partition('#')[2]}']").count() == 1


@pytest.mark.parametrize(
    ("refuse", "said"),
    [
        ("", "Citation copied."),
        ("Document.prototype.execCommand = () => false", "Citation selected: press Ctrl+C to copy it."),
    ],
)
@pytest.mark.parametrize("site", [REAL], indirect=True)
def test_without_a_clipboard_the_words_are_selected(
    site: Site, address: str, context: BrowserContext, refuse: str, said: str
) -> None:
    """On a site without TLS the browser copies the selection; if it refuses, the reader is told the keys."""
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    context.add_init_script(refuse)
    page = context.new_page()
    words = _open(page, f"{address}/{site.kinds()['report']}")
    page.get_by_role("button", name="Copy citation").click()
    expect(page.locator(".spr-cite__said").first).to_have_text(said)
    assert page.evaluate("getSelection().toString().trim()") == words


@pytest.mark.parametrize("site", [REAL], indirect=True)
def test_a_citation_needs_no_javascript(site: Site, address: str, browser: Browser) -> None:
    """It opens, its link works, and so does the way to other years."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{site.kinds()['report']}")
    page.locator("#p21 .spr-cite__open").click()
    expect(page.locator("#p21 .spr-cite__text")).to_contain_text("paragraph 21 (restated from the force’s")
    page.get_by_role("link", name="Paragraph 21 in other years").click()
    name = page.url.partition("#")[2]
    expect(page.locator(f"[id='{name}']")).to_contain_text("2016, paragraph 21")
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
@pytest.mark.parametrize("site", [NORTHMOOR], indirect=True)
def test_an_open_citation_is_accessible(
    site: Site, address: str, context: BrowserContext, scheme: str, width: int
) -> None:
    """Axe finds nothing once it is open, and nothing is wider than the window; on paper it is not there."""
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    for kind in ("report", "figures", "home/report/"):
        page.goto(f"{address}/{site.kinds()[kind]}")
        for button in page.locator(".spr-cite__open").all()[:2]:
            button.click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.goto(f"{address}/{site.kinds()['report']}")
    page.emulate_media(media="print")
    expect(page.locator(".spr-cite").first).to_be_hidden()


def test_no_page_is_too_heavy(site: Site) -> None:
    """With a citation for each thing, a page has at most 300 kB of HTML."""
    heavy = {page.as_posix(): page.stat().st_size for page in site.pages() if page.stat().st_size > 300_000}
    assert heavy == {}
