"""The pages on which a year meets an earlier one: what stands where, how words are shown, what is refused."""

import csv
import io
import re
from itertools import combinations

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Page, expect

from spr.changes import WrongOrderError
from spr.datafiles import data_files
from spr.errors import NotThereError
from spr.model.horizon import up_to
from spr.model.words import Audience
from spr.pages import comparison_pages, first_to_compare_with
from spr.render import MACROS
from spr.render.prose import whole, wording
from spr.render.view import View
from tests.sites import Site
from tests.test_changes import copy_of as case_of
from tests.test_render import MADE_UP, REAL, copy_of, year_of

PAIRS = list(combinations([year.id for year in copy_of(MADE_UP, Audience.PUBLIC).years], 2))

MOST = 300_000
"""Bytes of HTML of one comparison, all that surrounds it included."""

TITLES = ("2018", "2025")


def comparison(old: str, new: str, data: str = MADE_UP) -> str:
    """The page of *new* that compares it with *old*, for the public."""
    copy = copy_of(data, Audience.PUBLIC)
    year = year_of(copy, new)
    return MACROS["comparison"](View(up_to(copy, year), year, f"compare/{old}/index.html"), old)


def parts(html: str) -> list[str]:
    """The headings of its parts."""
    return [title.replace("&#44;", ",") for title in re.findall(r"^## (.*) {", html, re.MULTILINE)]


def text_of(html: str) -> str:
    """What a reader of some HTML gets."""
    return Markup(html).striptags()  # noqa: S704 - nothing is made of it


def item(html: str, *words: str) -> str:
    """The text of the one change that has all these words."""
    items = re.findall(r'<li class="spr-change\b.*?(?=\n<li class="spr-change\b|\n</ul>)', html, re.DOTALL)
    (found,) = [text for text in (text_of(each) for each in items) if all(w in text for w in words)]
    return found


def test_what_became_of_a_recommendation_stands_together() -> None:
    """Closed and verified are two changes and one item, which names it once; what happened twice says so."""
    html = comparison("2022", "2024")
    found = item(html, "Recommendation 2 of 2021")
    assert found.count("Recommendation 2 of 2021") == 1
    assert found.index("closed, because it was completed.") < found.index("Verified.")
    assert "renewed twice." in item(html, "Recommendation 8 of 2018")


def test_the_order_is_meaning_first() -> None:
    """The year's own note and counts come first, wording and what is counted apart last."""
    assert parts(comparison("2018", "2025")) == [
        "The year’s own note",
        "In numbers",
        "Promised before",
        "Said before, not mentioned now",
        "Threats and grades",
        "Recommendations",
        "Figures",
        "Risks, actions and evidence",
        "Leads and groups",
        "Prose",
        "Editorial",
        "Counted apart",
        "Take it away",
        "Abbreviations on this page",
    ]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_any_two_years_meet_in_the_later_one(old: str, new: str) -> None:
    """Each pair has a page, which tells of the years between and leads to both years."""
    html = comparison(old, new)
    assert html.startswith("# Compared with ")
    assert f'href="../../../{old}/index.html"' in html
    assert 'href="../../index.html"' in html
    between = [year for year, _ in PAIRS if old < year < new]
    assert all(f'href="../../../{year}/changes/index.html"' in html for year in between)


def test_a_dip_between_two_years_does_not_hide() -> None:
    """The same grade in 2019 and 2021 is told of, because it was another in 2020; both reasons are given."""
    said = item(comparison("2019", "2021"), "Capability, graded by the force", "Ready in both years")
    assert "2019: Ready 2020: Partly ready 2021: Ready" in said
    assert "2020, performance: Two units fell out of training" in said
    assert "2021, performance: Every member of six units" in said


def test_what_cannot_be_compared_has_no_arrow() -> None:
    """Four grades became five: the words stand there with the reason, and nothing is raised or lowered."""
    html = comparison("2019", "2021")
    reason = (
        "which cannot be compared. Before: 2019. 2019 to 2020: Good 2021: Adequate Not comparable: The insp"
    )
    assert text_of(html).count(f"Adequate now and Good before, {reason}") == 2
    for change in re.findall(
        r'<li class="spr-change spr-change--(?:raised|lowered)">.*?</li>', html, re.DOTALL
    ):
        assert "Not comparable" not in change


def test_a_partial_year_says_what_is_not_compared() -> None:
    """What 2015 does not cover is counted apart, never lost or added."""
    html = comparison("2015", "2016", REAL)
    assert "only recommendations are known here; the rest is not compared" in html
    assert "Prose" not in parts(html)
    assert "Counted apart" in parts(html)


def test_reworded_is_shown_word_for_word() -> None:
    """What was deleted and inserted is said for those who hear it; white space is neither."""
    assert wording("The force has seven units.", "The force has six units.", TITLES) == (
        '<div class="spr-prose">\n'
        "<p>The force has "
        '<del><span class="spr-hidden">deleted: </span>seven'
        '<span class="spr-hidden">, end of deleted. </span></del>'
        '<ins><span class="spr-hidden">inserted: </span>six'
        '<span class="spr-hidden">, end of inserted. </span></ins>'
        " units.</p>\n</div>"
    )


def test_rewritten_is_shown_whole() -> None:
    """Where too little is shared, one text follows the other, each with its year."""
    old, new = "Officers were trained in spring.", "Nothing else has moved since then."
    assert wording(old, new, TITLES) == whole((("2018", old), ("2025", new)))
    assert text_of(wording(old, new, TITLES)) == f"2018: {old} 2025: {new}"


def test_a_list_stays_a_list() -> None:
    """Each point of a list, and each paragraph, begins on a line of its own; other line ends are spaces."""
    text = "Three things\nmatter:\n\n- one\n- two\n  and a half\n\nNo more."
    assert "Three things matter:<br><br>• one<br>• two and a half<br><br>No more." in whole((("2018", text),))
    numbered = "In order:\n\n1. one\n2. two"
    assert "In order:<br><br>1. one<br>2. two" in whole((("2018", numbered),))


def test_words_are_compared_as_people_read_them() -> None:
    """Signs of Markdown are no words; only where nothing else differs are they what differs."""
    html = wording("It has a **local** profile.", "It has a [local](https://example.org) plan.", TITLES)
    assert (
        text_of(html) == "It has a local deleted: profile, end of deleted. inserted: plan, end of inserted. ."
    )
    signs = text_of(wording("It has a local profile.", "It has a **local** profile.", TITLES))
    assert signs.count("inserted: **, end of inserted.") == len(("before", "after"))


def test_source_text_is_escaped() -> None:
    """Markup in a text is shown as it was written."""
    html = wording("It said <b>this</b> once.", "It said <b>that</b> once.", TITLES)
    assert "<b>" not in html
    assert text_of(html).startswith("It said <b>")


def test_what_is_withheld_is_only_its_marker() -> None:
    """The number that a later year keeps back is told of without any number."""
    said = item(comparison("2019", "2021"), "Firearms officers: withheld")
    assert said.startswith("Firearms officers: withheld now.")
    assert not re.search(r"\d", said.replace("Before: 2019.", ""))


def test_paragraphs_of_one_year_stand_whole() -> None:
    """What is new, and what nobody mentions any more, can be read where it is told of."""
    html = comparison("2019", "2021")
    assert "2021: Fraud doubled" in item(html, "New: Paragraph 20")
    assert "2019: One report in six" in item(html, "Paragraph 38", "not mentioned any more")


def test_every_earlier_year_has_a_page() -> None:
    """Two years meet in the later one."""
    copy = copy_of(MADE_UP, Audience.PUBLIC)
    pages = comparison_pages(copy.years, year_of(copy, "2020"))
    assert [page.name for page in pages] == ["compare/2018/index.md", "compare/2019/index.md"]
    assert pages[0].stub == "{{ comparison('2018') }}\n"


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("2018", {}),
        ("2019", {"2018": ["the year before", "the first year"]}),
        ("2021", {"2020": ["the year before"], "2018": ["the first year"]}),
        (
            "2025",
            {
                "2024": ["the year before"],
                "2022": ["the last year before the SPR was reissued"],
                "2018": ["the first year"],
            },
        ),
    ],
)
def test_what_most_readers_want_is_offered_first(year: str, expected: dict[str, list[str]]) -> None:
    """The last year, the change of SPR edition, first to last."""
    years = copy_of(MADE_UP, Audience.PUBLIC).years
    found = first_to_compare_with(years, year_of(copy_of(MADE_UP, Audience.PUBLIC), year))
    assert {each.id: reasons for each, reasons in found} == expected


@pytest.mark.parametrize(
    ("old", "error", "sentence"),
    [
        (
            "2020",
            WrongOrderError,
            "2020 cannot be compared with itself. Name two years, the earlier one first.",
        ),
        ("2023", WrongOrderError, "2023 is not before 2020. Compare 2020 with 2023 instead."),
        ("2017", NotThereError, "There is no year '2017'. Did you mean '2019'? One of: 2018, 2019."),
    ],
)
def test_what_cannot_be_asked_for(old: str, error: type[Exception], sentence: str) -> None:
    """The same year, the wrong order and a year that is not there are a sentence each."""
    with pytest.raises(error) as refused:
        comparison(old, "2020")
    assert str(refused.value) == sentence


def test_no_change_runs_in_a_spreadsheet() -> None:
    """In the table of changes, what begins like a formula has an apostrophe before it."""
    risk = {"id": "one", "text": "=SUM(1, 2)", "paragraph": "none"}
    copy = case_of({"old": {}, "new": {"risks": [risk]}})
    (row,) = csv.DictReader(io.StringIO(data_files(copy, copy.years[-1])["changes-2021.csv"], newline=""))
    assert (row["title"], row["new"]) == ("'=SUM(1, 2)", "'=SUM(1, 2)")


def test_no_comparison_is_too_large(site: Site) -> None:
    """Any two years can be read on a slow line: at most 300 kB, with all that surrounds them."""
    sizes = {page: page.stat().st_size for page in site.folder.glob("*/compare/*/index.html")}
    assert sizes
    assert {page: size for page, size in sizes.items() if size > MOST} == {}


@pytest.fixture
def page(browser: Browser, site: Site) -> Page:
    """The newest year against the first, opened as a file."""
    newest = max(path for path in site.folder.glob("*/compare"))
    first = min(newest.iterdir())
    page = browser.new_page()
    page.goto((first / "index.html").as_uri())
    return page


def test_buttons_lead_from_change_to_change(page: Page) -> None:
    """Next and Previous move the focus, with the keyboard too; past the last, the first comes again."""
    focused = "() => [...document.querySelectorAll('.spr-change')].indexOf(document.activeElement)"
    page.get_by_role("button", name="Next change").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == 0
    page.get_by_role("button", name="Next change").click()
    assert page.evaluate(focused) == 1
    page.get_by_role("button", name="Previous change").click()
    page.get_by_role("button", name="Previous change").click()
    assert page.evaluate(focused) == page.locator(".spr-change").count() - 1
    page.close()


def test_buttons_lead_nowhere_where_every_change_is_hidden(page: Page) -> None:
    """As in a year that differs by its editorial changes only: nothing moves, and nothing fails."""
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.evaluate("document.querySelectorAll('.spr-change').forEach(change => change.hidden = true)")
    for name in ("Next change", "Previous change"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=name)).to_be_focused()
    assert troubles == []
    page.close()


def test_editorial_changes_can_be_hidden(page: Page) -> None:
    """The part Editorial goes and comes again; a year without one has no such button."""
    toggle = page.get_by_role("button", name="Hide editorial changes")
    if page.locator("#editorial").count() == 0:
        assert toggle.count() == 0
    else:
        toggle.click()
        assert page.locator("#editorial").is_hidden()
        assert toggle.get_attribute("aria-pressed") == "true"
        toggle.click()
        assert page.locator("#editorial").is_visible()
    page.close()
