"""What the search finds: each thing once, where it stands in full, with its threat, number and heading."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from spr.datafiles import data_files
from spr.model.assessment import Year
from spr.model.horizon import up_to
from spr.model.shared import Assessments
from spr.model.words import Audience
from spr.render.text import without_signs
from spr.render.view import View
from spr.search.document import SEPARATOR, Document, index_of, sentences
from spr.search.home import home_documents, years_in_words
from spr.search.year import year_documents
from spr.through_years import Seen
from tests.sites import DATA, Site
from tests.test_render import copy_of, year_of

NORTHMOOR: Final = DATA[1]
RESULT: Final = ".md-search-result__link"


@cache
def found_in(data: str, year: str) -> Sequence[Document]:
    """All that the search of a year finds."""
    copy = copy_of(data, Audience.PUBLIC)
    of_year = year_of(copy, year)
    return tuple(year_documents(View(up_to(copy, of_year), of_year, "")))


@cache
def found_at_home(data: str) -> Sequence[Document]:
    """All that the search of home finds."""
    return tuple(home_documents(Seen(copy_of(data, Audience.PUBLIC))))


def named(documents: Sequence[Document], name: str) -> list[Document]:
    """The documents of that name."""
    return [document for document in documents if document.name == name]


def years(data: str) -> tuple[Year, ...]:
    """The years of the public copy."""
    return copy_of(data, Audience.PUBLIC).years


def test_a_paragraph_is_found_with_threat_number_and_heading() -> None:
    """One on a threat on that threat's page, any other in the whole report; sentence by sentence."""
    found = found_in(NORTHMOOR, "2019")
    assert [
        Document(
            "threats/terrorism/index.html#p11",
            "Paragraph 11 · Terrorism",
            sentences(without_signs(_text(NORTHMOOR, "2019", "11"))),
            f"paragraph-{_id(NORTHMOOR, '2019', '11')}",
        )
    ] == [each for each in found if each.title.startswith("Paragraph 11 ")]
    assert [(each.location, each.title) for each in found if each.title.startswith("Paragraph 4 ")] == [
        ("report/index.html#p4", "Paragraph 4 · Introduction")
    ]


@pytest.mark.parametrize("data", DATA)
def test_every_paragraph_is_found_once(data: str) -> None:
    """In a year by its id; and at home every wording of it, however many years have it."""
    for year in years(data):
        names = Counter(each.name for each in found_in(data, year.id) if each.name)
        assert {f"paragraph-{each.id}": 1 for each in year.paragraphs} == {
            name: count for name, count in names.items() if name.startswith("paragraph-")
        }
    wordings = {
        (f"paragraph-{each.id}", sentences(without_signs(each.text)))
        for year in years(data)
        for each in year.paragraphs
        if type(each.text) is str
    }
    at_home = [
        (each.name, each.blocks) for each in found_at_home(data) if (each.name, each.blocks) in wordings
    ]
    assert sorted(wordings) == sorted(at_home)


def test_a_year_finds_no_word_that_only_another_year_wrote() -> None:
    """What was deleted since is found in the year that wrote it, and not in a later one."""
    copy = copy_of(NORTHMOOR, Audience.PUBLIC)
    written = {word for year in copy.years for each in year.paragraphs for word in _words(each.text)}
    for year in copy.years:
        files = data_files(copy, year)
        said = _words(files["assessment.json"] + files["recommendations.csv"])
        ours = [
            each for each in found_in(NORTHMOOR, year.id) if not each.name.startswith(("figure", "glossary"))
        ]
        found = _words(" ".join(block for each in ours for block in each.blocks))
        assert (written - said) & found == set()
        assert written - said


def test_what_stays_as_it_was_is_one_thing_at_home() -> None:
    """The newest year that has the wording leads; its title says which years have it, year first."""
    [first, second, third] = named(found_at_home(NORTHMOOR), "figure-psu-mutual-aid-required")
    assert [
        first.title.partition(" · ")[0],
        second.title.partition(" · ")[0],
        third.title.partition(" · ")[0],
    ] == [*("2025", "2022 to 2024", "2018 to 2021")]
    assert second.location == "2024/figures/index.html#figure-psu-mutual-aid-required"


def test_a_recommendation_is_found_once_at_home_in_the_year_that_raised_it() -> None:
    """With all that happened to it until today, in whichever year."""
    found = [each for each in found_at_home(NORTHMOOR) if each.name.startswith("recommendation-")]
    raised = copy_of(NORTHMOOR, Audience.PUBLIC).recommendations
    assert sorted(f"recommendation-{each.id}" for each in raised) == sorted(each.name for each in found)
    assert all(each.location.startswith(f"{each.title[:4]}/recommendations/") for each in found)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["2018"], "2018"),
        (["2021", "2020"], "2020 to 2021"),
        (["2016", "2021", "2018", "2020"], "2016 to 2018, 2020 to 2021"),
        (["2016", "2020"], "2016, 2020"),
    ],
)
def test_years_are_said_as_people_say_them(found: list[str], expected: str) -> None:
    """Years that follow each other in the list of years are a span, whatever their names."""
    assert expected == years_in_words(found, ["2016", "2018", "2019", "2020", "2021"])


def test_texts_are_escaped_for_the_theme_which_writes_them_as_html() -> None:
    """A sign of HTML in the data is found and shown as a sign."""
    index = json.loads(index_of([Document("index.html", "A <b> & c", ('<img src="x"> & more',))]))
    assert index["docs"] == [
        {
            "location": "index.html",
            "title": "A &lt;b&gt; &amp; c",
            "text": '<p>&lt;img src="x"&gt; &amp; more</p>',
        }
    ]


@pytest.mark.parametrize(
    "locations", [("index.html", "index.html"), ("report/index.html#p1",), ("a.html", "b.html#p1")]
)
def test_an_index_that_the_theme_would_lose_something_of_is_refused(locations: tuple[str, ...]) -> None:
    """Two things at one address, and a thing before its page, would vanish without a word."""
    with pytest.raises(ValueError, match=re.escape(locations[-1])):
        index_of(Document(location, "Title") for location in locations)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The force's **1,234** officers [train](https://x.example).",
            ("The force's 1,234 officers train.",),
        ),
        (
            "One line\nand the next.\n\nAnother\\\nparagraph.",
            ("One line and the next.", "Another paragraph."),
        ),
        ("- one\n- *two* `three`", ("one", "two three")),
        ("A <b>sign</b> & more", ("A <b>sign</b> & more",)),
    ],
)
def test_markdown_is_searched_as_people_read_it(text: str, expected: tuple[str, ...]) -> None:
    """Without its signs, one piece for each paragraph and point."""
    assert expected == without_signs(text)


def test_words_are_parted_as_people_part_them() -> None:
    """A comma or a full stop within a number is part of it; any other sign of a sentence is not."""
    words = [word for word in re.split(SEPARATOR, 'In 2016/17, "1,234.5" (R&amp;D) – re-use.') if word]
    assert words == ["In", "2016", "17", "1,234.5", "R", "D", "re", "use"]


def test_every_result_leads_to_where_it_is(site: Site) -> None:
    """The address of everything that can be found is an id on a page that was built."""
    for index in sorted(site.folder.rglob("search/search_index.json")):
        root = index.parent.parent
        docs = json.loads(index.read_text("utf-8"))["docs"]
        assert docs
        for doc in docs:
            page, _, anchor = doc["location"].partition("#")
            html = (root / page).read_text("utf-8")
            assert not anchor or f'id="{anchor}"' in html, doc["location"]


def test_the_index_is_light(site: Site) -> None:
    """Of a year less than 100 kB, of home less than 60 kB for each year; it travels compressed to a fifth."""
    sizes = {
        index.parent.parent.relative_to(site.folder).as_posix(): index.stat().st_size
        for index in site.folder.rglob("search/search_index.json")
    }
    count = len(sizes) - 1
    assert count >= 2
    assert sizes.pop(".") < 60_000 * count
    assert max(sizes.values()) < 100_000


def search(reader: Page, url: str, words: str) -> Locator:
    """Open a page and search by keyboard; the links of what is found."""
    reader.goto(url)
    reader.get_by_role("textbox", name=re.compile("Search")).focus()
    reader.keyboard.type(words)
    expect(reader.locator(".md-search-result__meta")).to_have_text(re.compile("match|No"))
    return reader.locator(RESULT)


@pytest.fixture
def reader(browser: Browser) -> Page:
    """A page in a fresh browser context."""
    return browser.new_context().new_page()


@pytest.mark.parametrize("site", DATA, indirect=True)
def test_a_paragraph_is_found_by_keyboard(site: Site, address: str, reader: Page) -> None:
    """Its words lead to it: Enter opens the best result, which says number and threat."""
    copy = copy_of(site.data, Audience.PUBLIC)
    paragraph = copy.newest.threats[1].paragraphs[0]
    words = " ".join(_rare(copy, paragraph.text)[:3])
    results = search(reader, f"{address}/{copy.newest.id}/index.html", words)
    title = f"Paragraph {paragraph.number} · {copy.newest.threats[1].title}"
    expect(results.filter(has_text=title).first).to_be_visible()
    reader.keyboard.press("Enter")
    reader.wait_for_url(
        re.compile(rf"/{copy.newest.id}/threats/{paragraph.threat}/index\.html#p{paragraph.number}$")
    )


@pytest.mark.parametrize("site", [NORTHMOOR], indirect=True)
@pytest.mark.usefixtures("site")
def test_home_names_the_year_first_and_the_newest_before(address: str, reader: Page) -> None:
    """What several years say equally well comes newest first."""
    results = search(reader, f"{address}/index.html", "mutual aid units")
    expect(results.nth(1)).to_contain_text("2025 · Police Support Units for mutual aid · paragraph 35")
    titles = [each.inner_text().partition("\n")[0] for each in results.all() if each.is_visible()]
    spans = [title.partition(" · ")[0] for title in titles if "Police Support Units for mutual aid" in title]
    assert spans == ["2025", "2022 to 2024", "2018 to 2021"]


@pytest.mark.parametrize(
    ("page", "words", "expected"),
    [
        ("index.html", "2023-3", "2023 · Recommendation 3 · Civil emergencies"),
        ("index.html", "recommendation 3 of 2023", "2023 · Recommendation 3 · Civil emergencies"),
        ("index.html", "2024-a", "2024 · Recommendation 2024-a"),
        ("2025/index.html", "2023-3", "Recommendation 3 of 2023 · Civil emergencies"),
        ("2025/index.html", "recommendation 3", "Recommendation 3 · Organised immigration crime"),
        ("2025/index.html", "Rec. 3", "Recommendation 3 · Organised immigration crime"),
        ("index.html", "recommendation 3", "2025 · Recommendation 3 · Organised immigration crime"),
    ],
)
@pytest.mark.parametrize("site", [NORTHMOOR], indirect=True)
@pytest.mark.usefixtures("site")
def test_a_recommendation_is_found_by_its_number(
    address: str, reader: Page, page: str, words: str, expected: str
) -> None:
    """As people cite it, and by its id: of all recommendations it comes first, beneath their page."""
    results = search(reader, f"{address}/{page}", words)
    expect(results.nth(0)).to_contain_text("Recommendations")
    expect(results.nth(1)).to_contain_text(expected)
    expect(results.nth(1)).to_be_visible()  # and not among those that are folded away


@pytest.mark.parametrize("words", ["paragraph 3", "para 3"])
@pytest.mark.parametrize("site", [NORTHMOOR], indirect=True)
@pytest.mark.usefixtures("site")
def test_a_paragraph_is_found_by_its_number(address: str, reader: Page, words: str) -> None:
    """And not those that begin with it: 30 to 39."""
    results = search(reader, f"{address}/2024/index.html", words)
    expect(results.nth(1)).to_contain_text("Paragraph 3 · Introduction")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("floods", "Civil emergencies"),  # the year says flood
        ("agency", "Paragraph 24 · Serious and organised crime"),  # agencies
        ("ferries", "Paragraph 18 · Terrorism"),  # a ferry
    ],
)
@pytest.mark.parametrize("site", [NORTHMOOR], indirect=True)
@pytest.mark.usefixtures("site")
def test_a_plural_finds_the_singular_and_the_other_way_round(
    address: str, reader: Page, words: str, expected: str
) -> None:
    """Nobody knows in which of the two a year says it; the other is not reported as missing."""
    results = search(reader, f"{address}/2024/index.html", words)
    expect(results.filter(has_text=expected).first).to_be_visible()
    assert "Missing" not in "".join(results.all_inner_texts())


@pytest.mark.parametrize("site", [NORTHMOOR], indirect=True)
@pytest.mark.usefixtures("site")
def test_what_is_pasted_is_searched(address: str, reader: Page) -> None:
    """With the mouse, or dictated: no key is pressed."""
    results = search(reader, f"{address}/2024/index.html", "the")
    reader.keyboard.insert_text(" flood plain")
    expect(results.filter(has_text="Implications").first).to_be_visible()


@pytest.mark.parametrize("site", [NORTHMOOR], indirect=True)
def test_a_word_that_was_deleted_is_not_found(site: Site, address: str, reader: Page) -> None:
    """It stands on the pages of what changed, which the search leaves out; in the older year it is found."""
    copy = copy_of(site.data, Audience.PUBLIC)
    old, new = copy.years[-2:]
    changes = (site.folder / new.id / "changes/index.html").read_text("utf-8").lower()
    word = next(
        word
        for paragraph in old.paragraphs
        if type(paragraph.text) is str
        for word in _rare(copy, paragraph.text)
        if word in changes and not _says(new, word)
    )
    reader.goto(f"{address}/{new.id}/index.html")
    search(reader, f"{address}/{new.id}/index.html", word)
    expect(reader.locator(".md-search-result__meta")).to_have_text("No matching documents")
    expect(search(reader, f"{address}/{old.id}/index.html", word).nth(1)).to_contain_text("Paragraph")


def _text(data: str, year: str, number: str) -> str:
    paragraphs = year_of(copy_of(data, Audience.PUBLIC), year).paragraphs
    return next(str(each.text) for each in paragraphs if each.number == number)


def _id(data: str, year: str, number: str) -> str:
    paragraphs = year_of(copy_of(data, Audience.PUBLIC), year).paragraphs
    return next(each.id for each in paragraphs if each.number == number)


def _words(text: object) -> set[str]:
    return set(re.findall(r"[a-z]{5,}", str(text).lower()))


def _rare(copy: Assessments, text: object) -> list[str]:
    """The longest words of a text, those that few paragraphs have first."""
    everywhere = Counter(
        word for year in copy.years for each in year.paragraphs for word in _words(each.text)
    )
    return sorted(_words(text), key=lambda word: (everywhere[word], word))


def _says(year: Year, word: str) -> bool:
    """Whether anything that the search of a year finds begins with *word*."""
    found = found_in(NORTHMOOR, year.id)
    return word in " ".join(text for each in found for text in (each.title, *each.blocks)).lower()
