"""The pages of a year: what each shows, and that it is whole, whoever it is for and whatever the data say."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TypeVar, cast

import markdown
import pytest
from jinja2 import Environment, StrictUndefined

from spr.checking.assessments import load_assessments
from spr.errors import NotThereError
from spr.model.assessment import Correction, RecordEvent, Year
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.horizon import up_to
from spr.model.recommendation import Event
from spr.model.shared import Assessments
from spr.model.words import DOING, Absent, Audience, Happened, Recorded
from spr.pages import comparison_pages, progress_pages, threat_pages
from spr.render import MACROS
from spr.render.parts import absent
from spr.render.status import render_status
from spr.render.view import View, threat_address
from tests.test_markdown import extensions

ROOT = Path(__file__).parent.parent
REAL, MADE_UP = "assessments", "examples/northmoor"

T = TypeVar("T")

YEARS = [
    pytest.param(data, audience, year, id=f"{year} for {audience}")
    for data, audience, years in (
        (REAL, Audience.PUBLIC, ("2015", "2016")),
        (MADE_UP, Audience.PUBLIC, ("2022", "2023")),
        (MADE_UP, Audience.POLICING_BODY, ("2022", "2023")),
        (MADE_UP, Audience.FORCE, ("2022", "2023")),
    )
    for year in years
]

HOSTILE = '<script>alert(1)</script> {{ 7 * 7777 }} *a* [x](javascript:alert(1)) a | b # \\ { .class #id } "'

TEXTS = {
    *("title", "name", "short_name", "label", "heading", "in_brief", "text", "method", "change_note", "note"),
    *(
        "paper",
        "basis",
        "words",
        "reason",
        "what",
        "verb",
        "meaning",
        "called",
        "series",
        "definition",
        "unit",
    ),
    *("term", "stands_for", "outcome_text", "word", "reference", "body", "programme", "owner", "role", "by"),
    *("model", "source", "kind", "score", "policing_body", "told", "effect_on_grades", "licence", "held_by"),
}
"""The names of fields that hold what somebody wrote."""

OURS = {
    *("h1", "h2", "h3", "p", "div", "span", "ul", "ol", "li", "dl", "dt", "dd", "a", "abbr", "time", "em"),
    *("strong", "br", "pre", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
    *("ins", "del", "section", "button", "spr-change-bar", "spr-cite", "details", "summary"),
    *("spr-log-choice", "label", "select", "option", "input", "output"),
}
"""The elements that pages are made of."""


DRAWN = {"svg", "title", "desc", "path", "rect", "circle", "text", "g"}
"""The elements of a drawing."""


class Page(HTMLParser):
    """A page as a reader gets it: what stands where, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.unbalanced: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.unbalanced += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in {"br", "col", "hr", "img", "input"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note an end that is not that of the element last begun."""
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.unbalanced.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if data.strip():
            self.texts.append(data.strip())

    @property
    def ids(self) -> list[str]:
        """The ids of the page."""
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]

    @property
    def links(self) -> list[str]:
        """Where the page leads."""
        return [attributes["href"] or "" for _, attributes in self.elements if "href" in attributes]

    @property
    def headings(self) -> list[int]:
        """The levels of its headings."""
        return [int(tag[1]) for tag, _ in self.elements if re.fullmatch(r"h[1-6]", tag)]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of one kind."""
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.mark.parametrize(("data", "audience", "year"), YEARS)
def test_every_page_is_whole(data: str, audience: Audience, year: str) -> None:
    """One h1, no level skipped, ids once, every element closed, nothing that a strict policy refuses."""
    for name, page in pages(data, audience, year).items():
        assert page.headings.count(1) == 1, name
        assert all(low <= high + 1 for high, low in pairwise(page.headings)), (name, page.headings)
        assert len(page.ids) == len(set(page.ids)), (name, repeated(page.ids))
        assert page.unbalanced == [], name
        for tag, attributes in page.elements:
            assert tag not in {"script", "style", "img", "iframe", "form"}, name
            assert not [key for key in attributes if key == "style" or key.startswith("on")], name


@pytest.mark.parametrize(("data", "audience", "year"), YEARS)
def test_every_link_leads_somewhere(data: str, audience: Audience, year: str) -> None:
    """Every link leads to a page of this year or an earlier one, and every anchor to an id there."""
    there = {
        f"{each.id}/{name}": page
        for each in copy_of(data, audience).years
        if each.id <= year
        for name, page in pages(data, audience, each.id).items()
    }
    for name, page in pages(data, audience, year).items():
        for link in page.links:
            path, _, anchor = link.partition("#")
            target = normpath(join(dirname(f"{year}/{name}"), path.replace(".md", ".html")))
            if ":" in link or target.startswith(f"{year}/data/"):
                continue
            found = there[target if path else f"{year}/{name}"]
            assert not anchor or anchor in found.ids, (name, link)


@pytest.mark.parametrize(("data", "audience", "year"), YEARS)
def test_blocks_come_through_markdown_unchanged(data: str, audience: Audience, year: str) -> None:
    """Python-Markdown makes headings, and leaves every block of ours as it is."""
    for name, source in sources(data, audience, year).items():
        blocks = Page(re.sub(r"^#.*$", "", source, flags=re.MULTILINE))
        page = Page(convert(source))
        assert in_order(blocks.elements, page.elements), name
        assert in_order(words(blocks), words(page)), name


@pytest.mark.parametrize(("data", "audience", "year"), YEARS)
def test_tables_can_be_read_by_everybody(data: str, audience: Audience, year: str) -> None:
    """A table has a caption and scoped headers, in a region with a name that the keyboard can scroll."""
    for name, page in pages(data, audience, year).items():
        regions = [each for each in page.all("section") if "aria-labelledby" in each]
        assert len(page.all("table")) == len(page.all("caption")) == len(regions), name
        assert all(each["tabindex"] == "0" and each["aria-labelledby"] in page.ids for each in regions), name
        assert all(each["scope"] in {"col", "row", "colgroup", "rowgroup"} for each in page.all("th")), name


@pytest.mark.parametrize(("data", "audience", "year"), YEARS)
def test_abbreviations_are_explained_on_the_page(data: str, audience: Audience, year: str) -> None:
    """What an abbreviation stands for can be read without a pointer: it is listed on the same page."""
    copy = copy_of(data, audience)
    of_year = View(up_to(copy, year_of(copy, year)), year_of(copy, year), "index.html")
    for name, page in pages(data, audience, year).items():
        used = {found[1] for text in page.texts for found in of_year.abbreviation.finditer(text)}
        listed = set(re.findall(r"<dt>([^<]*)</dt>", page.html))
        assert used <= listed, name


@pytest.mark.parametrize("data", [REAL, MADE_UP])
def test_whatever_the_data_say_arrives_as_text(data: str) -> None:
    """Markup, templates and scripts in any text of the data do nothing, on any page."""
    copy = hostile(copy_of(data, Audience.FORCE))
    for year in copy.years:
        for name, source in _sources(copy, year).items():
            page = Page(convert(source))
            assert page.headings.count(1) == 1, name
            assert len(page.ids) == len(set(page.ids)), (name, repeated(page.ids))
            assert page.unbalanced == [], name
            assert {tag for tag, _ in page.elements} <= OURS | DRAWN, name
            assert not [link for link in page.links if link.startswith("javascript:")], name
            assert not any("54439" in text for text in page.texts), name


def test_pages_call_every_macro() -> None:
    """Every macro is called by some page, and a page calls none that is not there."""
    copy = copy_of(REAL, Audience.PUBLIC)
    texts = [path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md")]
    texts += _stubs(copy, copy.years[-1]).values()
    texts += [page.stub for page in progress_pages(copy_of(MADE_UP, Audience.PUBLIC).years[-1])]
    called = {name for text in texts for name in re.findall(r"{{ (\w+)\(", text)}
    assert set(MACROS) == called


@pytest.mark.parametrize(
    "partial", sorted((ROOT / "spr/render/partials").glob("*.html")), ids=lambda path: path.name
)
def test_a_partial_says_what_it_takes_and_escapes_it(partial: Path) -> None:
    """A partial begins with a comment that lists its values, and lets none through unescaped."""
    text = partial.read_text("utf-8")
    assert text.startswith("{#-")
    assert "safe" not in text.replace("safeguard", "")


def test_a_page_is_made_of_a_copy_for_an_audience() -> None:
    """Assessments as written, or a year that is not among them, are refused."""
    written = load_assessments(ROOT / REAL, REAL, ROOT / "schemas")
    with pytest.raises(ValueError, match="None"):
        View(written, written.years[0], "index.html")
    copy = copy_of(REAL, Audience.PUBLIC)
    with pytest.raises(ValueError, match="2015"):
        View(replace(copy, years=copy.years[1:]), copy.years[0], "index.html")


@pytest.mark.parametrize(
    ("here", "target", "expected"),
    [
        ("index.html", "report/index.html#p21", "report/index.html#p21"),
        ("threats/terrorism/index.html", "report/index.html#p21", "../../report/index.html#p21"),
        ("report/index.html", "report/index.html#p21", "#p21"),
        ("report/index.html", "report/index.html", "index.html"),
        ("about/index.html", "data/figures.csv", "../data/figures.csv"),
    ],
)
def test_links_are_relative(here: str, target: str, expected: str) -> None:
    """The tree opens from any folder."""
    assert expected == view(REAL, "2016", here).to(target)


def test_links_to_another_year_and_from_home() -> None:
    """Years are folders beside one another, below the home site."""
    assert (
        view(REAL, "2016", "about/index.html").to_year("2015", "report/index.html")
        == "../../2015/report/index.html"
    )
    home = replace(view(REAL, "2016", "log/index.html"), folder="2016/")
    assert home.to("report/index.html#p1") == "../2016/report/index.html#p1"
    assert home.to_year("2015", "index.html") == "../2015/index.html"


def test_an_unknown_threat_is_named() -> None:
    """The page of a threat that the year does not have says which there are."""
    with pytest.raises(NotThereError, match="Did you mean 'public-order'"):
        MACROS["threat_page"](view(REAL, "2016"), "publik-order")


def test_the_whole_report_has_its_numbers() -> None:
    """Paragraphs stand at `#p21` and recommendations at `#r3`, in the order of the report."""
    page = pages(REAL, Audience.PUBLIC, "2016")["report/index.html"]
    numbered = [each for each in page.ids if re.fullmatch(r"[pr]\d+", each)]
    assert [*(f"p{number}" for number in range(1, 42)), *(f"r{number}" for number in range(1, 9))] == numbered


def test_an_earlier_recommendation_has_its_whole_id() -> None:
    """On a later year's page `#r3` is that year's own; one of 2015 stands at `#r2015-a`."""
    page = pages(REAL, Audience.PUBLIC, "2016")["recommendations/index.html"]
    expected = [*(f"r{number}" for number in range(1, 9)), "r2015-a", "r2015-b", "r2015-c"]
    assert page.texts.count("The letter was given by the editors of this site.") == 3
    assert expected == [each for each in page.ids if re.fullmatch(r"r[0-9]+(-[a-z0-9])?", each)]


def test_one_settled_long_before_that_is_told_of_again() -> None:
    """It has its place on the page of the year that tells of it, and the comparison links to no other."""
    copy = copy_of(MADE_UP, Audience.FORCE)
    verified = Event(what=Happened.VERIFIED, date=Date("2024-05"), by="lead-inspector")
    told = replace(
        copy,
        recommendations=tuple(
            replace(each, events=(*each.events, verified)) if each.id == "2021-4" else each
            for each in copy.recommendations
        ),
    )
    year = year_of(told, "2024")
    found = {
        name: Page(convert(source))
        for name, source in _sources(up_to(told, year), year).items()
        if name in {"recommendations/index.md", "changes/index.md"}
    }
    page = found["recommendations/index.md"]
    assert in_order(["Closed", "before,", "and", "more", "told", "this", "year"], words(page))
    assert page.ids.count("r2021-4") == 1
    assert "r2021-4" not in pages(MADE_UP, Audience.FORCE, "2023")["recommendations/index.html"].ids
    links = found["changes/index.md"].links
    assert [each for each in links if each.endswith("#r2021-4")] == ["../recommendations/index.html#r2021-4"]


def test_paragraphs_and_recommendations_lead_to_each_other() -> None:
    """Paragraph 7 of 2016 tells of the recommendations of 2015, and each of them leads back to it."""
    report = pages(REAL, Audience.PUBLIC, "2016")["report/index.html"]
    lives = pages(REAL, Audience.PUBLIC, "2016")["recommendations/index.html"]
    assert report.links.count("../recommendations/index.html#r2015-a") == 1
    assert "../report/index.html#p7" in lives.links


STATUSES = {
    "2015": [
        "Published here on 23 November 2026.",
        "Partial: the paper itself is not known here.",
        "The record of this year covers recommendations only.",
        "Agreed by: not recorded.",
        "Held against the Strategic Policing Requirement, March 2015.",
        "Plan year not recorded.",
        "Marking not recorded.",
    ],
    "2016": [
        "Published here on 23 November 2026.",
        "Restated: the facts of the force’s paper in other words, not issued by the force.",
        "Agreed by: not stated.",
        "Held against the Strategic Policing Requirement, March 2015.",
        "For the plan year 2017/18.",
        "Marking not stated.",
    ],
    "2022": [
        "Published on 15 December 2022.",
        "Made-up data about a force that does not exist.",
        "Agreed by Chief Constable, 4 October 2022.",
        "Held against the Strategic Policing Requirement, March 2015.",
        "For the plan year 2023/24.",
        "Marked OFFICIAL.",
    ],
    "2023": [
        "Published on 18 December 2023.",
        "Made-up data about a force that does not exist.",
        "Agreed by Chief Constable, 10 October 2023.",
        (
            "Held against the Strategic Policing Requirement, March 2015 "
            "and Strategic Policing Requirement, February 2023."
        ),
        "For the plan year 2024/25.",
        "Marked OFFICIAL.",
    ],
    "2024": [
        "Published on 16 December 2024.",
        "Made-up data about a force that does not exist.",
        "Agreed by Chief Constable, 8 October 2024.",
        "Held against the Strategic Policing Requirement, February 2023.",
        "For the plan year 2025/26.",
        "Marked OFFICIAL.",
        "Corrected on 18 March 2025.",
    ],
    "2025": [
        "Draft.",
        "Made-up data about a force that does not exist.",
        "Not agreed yet.",
        "Held against the Strategic Policing Requirement, February 2023.",
        "For the plan year 2026/27.",
        "Marked OFFICIAL.",
    ],
}


@pytest.mark.parametrize(("year", "expected"), STATUSES.items(), ids=STATUSES)
def test_status(year: str, expected: list[str]) -> None:
    """What a year is stands in sentences: state, provenance, agreement, SPR edition, plan year, marking."""
    assert " ".join(expected) == render_status(view(REAL if year < "2020" else MADE_UP, year))


def test_what_is_not_there_never_looks_alike() -> None:
    """Each reason has a word and a class of its own."""
    drawn = {why: absent(why) for why in (*Absent, "withheld", "not known")}
    assert drawn[Absent.NOT_STATED] == '<span class="spr-absent spr-absent--not-stated">Not stated</span>'
    assert len(drawn) == len(set(drawn.values()))


def test_a_partial_year_says_what_it_leaves_out() -> None:
    """Of 2015 only recommendations are known: all else is *not recorded*, never empty or *not stated*."""
    of_2015 = view(REAL, "2015")
    unknown = (
        '<p><span class="spr-absent spr-absent--not-recorded">Not recorded</span> '
        "The record of this year covers recommendations only.</p>"
    )
    for name in ("threats_at_a_glance", "risks", "actions", "figures", "coverage", "governance"):
        assert unknown == MACROS[name](of_2015), name
    not_recorded = '<span class="spr-absent spr-absent--not-recorded">Not recorded</span>'
    assert f"<p>{not_recorded}</p>" == MACROS["method"](of_2015)
    assert f'<div class="spr-lead">\n<p>{not_recorded}</p>\n</div>' in MACROS["this_year"](of_2015)
    assert "Not stated" not in MACROS["in_numbers"](of_2015)
    assert f"Due: {not_recorded}" in MACROS["asked"](of_2015)
    assert "Not stated" not in MACROS["recommendations_raised"](of_2015)
    assert "Not stated" not in MACROS["provenance"](of_2015) + MACROS["dates"](of_2015)


NUMBERS = {
    (REAL, "2015"): (
        "Agreed Not recorded Answered Not recorded Graded Not recorded "
        "Promised last year Not applicable nothing stands before "
        "Recommendations 3 still open 3 raised this year, 0 closed"
    ),
    (REAL, "2016"): (
        "Agreed Not stated Answered Not stated Graded 3 of 6 threats Promised last year Not recorded "
        "Recommendations 8 still open 8 raised this year, 3 closed"
    ),
    (MADE_UP, "2021"): (
        "Agreed 5 October 2021 by Chief Constable "
        "Answered Partly assured by Police and Crime Commissioner, 9 November 2021 "
        "Graded 5 of 6 threats grades since 2020: 2 raised, 1 lowered, 2 not comparable "
        "Promised last year 7 promises 5 kept, 1 moved, 1 without a word "
        "Recommendations 12 still open 8 raised this year, 1 reopened, 7 closed"
    ),
    (MADE_UP, "2023"): (
        "Agreed 10 October 2023 by Chief Constable "
        "Answered Assured in six threats of seven by Police and Crime Commissioner, 14 November 2023 "
        "Graded 6 of 7 threats grades since 2022: 1 raised, 8 not comparable "
        "Promised last year 6 promises 2 kept, 1 missed, 1 moved, 1 dropped, 1 without a word "
        "Recommendations 11 still open 7 raised this year, 11 closed, 1 of them reopened"
    ),
    (MADE_UP, "2024"): (
        "Agreed 8 October 2024 by Chief Constable "
        "Answered Satisfactory assurance by Police and Crime Commissioner, 12 November 2024 "
        "Graded 7 of 7 threats grades since 2023: 1 raised, 3 now graded, 2 not comparable "
        "Promised last year 6 promises 2 kept, 2 moved, 2 without a word "
        "Recommendations 13 still open 9 raised this year, 7 closed"
    ),
    (MADE_UP, "2025"): (
        "Agreed Not yet Answered Not yet "
        "Graded 7 of 7 threats grades since 2024: 6 raised, 2 lowered, 1 no longer graded "
        "Promised last year 10 promises 4 kept, 2 missed, 3 moved, 1 without a word "
        "Recommendations 14 still open 6 raised this year, 5 closed"
    ),
}


@pytest.mark.parametrize(("data", "year"), NUMBERS)
def test_what_a_reader_in_a_hurry_asks(data: str, year: str) -> None:
    """Agreed by whom, graded how, promises kept, recommendations open: counted, in words."""
    text = re.sub(r"<[^>]+>", " ", MACROS["in_numbers"](view(data, year)))
    assert NUMBERS[data, year] == " ".join(text.split())


def test_a_grade_that_is_left_out_is_in_no_sum() -> None:
    """Whether a threat is graded must not be worked out from how many are, nor look like not graded."""
    year = year_of(copy_of(REAL, Audience.PUBLIC), "2016")
    first, *others = year.threats
    left_out = replace(year, threats=(replace(first, grades=Absent.NOT_PUBLISHED_HERE), *others))
    seen = View(with_year(left_out), left_out, "index.html")
    text = " ".join(re.sub(r"<[^>]+>", " ", MACROS["in_numbers"](seen)).split())
    graded = len([threat for threat in others if threat.graded])
    assert f"Graded {graded} of 5 threats of 1 more: not published here" in text


def test_a_grade_beside_one_that_is_left_out_says_that_there_is_one() -> None:
    """In one sentence, not as a grade of nothing by nobody."""
    page = pages(MADE_UP, Audience.PUBLIC, "2023")["threats/terrorism/index.html"]
    assert "One more grade:" in page.html
    assert "graded by not published here" not in page.html


def test_the_first_year_is_compared_with_nothing() -> None:
    """Where no year stands before, that is said."""
    assert MACROS["what_changed"](view(REAL, "2015")) == (
        '<p><span class="spr-absent spr-absent--not-applicable">Not applicable</span> '
        "Nothing stands before 2015 cycle, reported February 2016 to compare with.</p>"
    )


def test_a_year_after_a_partial_one_says_what_is_not_compared() -> None:
    """What the year before does not cover is not recorded, which is neither new nor lost."""
    text = MACROS["what_changed"](view(REAL, "2016"))
    assert "Of 2015 cycle, reported February 2016, only recommendations are known here" in text
    assert "How many" not in text


@pytest.mark.parametrize(
    ("data", "year"), [(REAL, "2015"), (REAL, "2016"), (MADE_UP, "2022"), (MADE_UP, "2023")]
)
def test_everybody_asked_is_told(data: str, year: str) -> None:
    """At a glance, each open recommendation stands once under each of those who are asked."""
    of_year = view(data, year)
    told = Page(convert(MACROS["asked"](of_year))).all("li")
    asked = [name for each in of_year.ledger.still_open for name in of_year.ledger.status(each).addressees]
    assert len(asked) == len(told)


def test_a_threat_leads_to_its_text_of_the_year_before_and_of_all_years() -> None:
    """By its name of then; where nothing stands before, to all years alone."""
    page = threat_address("public-order")
    after, first = (replace(view(MADE_UP, year, page), has_home=True) for year in ("2024", "2018"))
    assert _other_years(after) == [
        ("../../../2023/threats/public-order/index.html", "Public order in 2023"),
        ("../../../threats/public-order/index.html", "Public disorder in all years"),
    ]
    assert _other_years(first) == [("../../../threats/public-order/index.html", "Public order in all years")]


def _other_years(seen: View) -> list[tuple[str, str]]:
    page = MACROS["threat_page"](seen, "public-order")
    _, _, row = page.partition("<dt>Other years</dt>")
    return re.findall(r'<a href="([^"]+)">([^<]+)</a>', row.partition("</div>")[0])


def test_of_what_was_promised_the_broken_comes_first() -> None:
    """A board asks what was missed, then of what nothing is said; what was kept can wait."""
    outcomes = re.findall(
        r"’: (missed|nothing is said|dropped|moved|kept)", MACROS["promised"](view(MADE_UP, "2025"))
    )
    assert outcomes == [*["missed"] * 2, "nothing is said", *["moved"] * 3, *["kept"] * 4]


def test_corrections_of_one_day_have_places_of_their_own() -> None:
    """A redaction in haste may need a second one."""
    before = view(MADE_UP, "2024")
    (correction,) = before.year.events(Recorded.CORRECTED)
    year = replace(before.year, record=(*before.year.record, correction))
    known = replace(before.assessments, years=(*before.assessments.years[:-1], year))
    page = Page(MACROS["record"](View(known, year, "about/index.html")))
    named = re.findall(r"### (.*?) \{ #(.*?) \}", page.html)
    assert named == [
        ("Correction of 18 March 2025", "corrected-2025-03-18"),
        ("Correction of 18 March 2025, the second of that day", "corrected-2025-03-18-2"),
    ]


def test_the_ledger_is_counted() -> None:
    """The sum of 2016: what was open after a partial year is not known, 8 raised, 3 closed, 8 open."""
    page = Page(MACROS["ledger"](view(REAL, "2016")))
    assert (page.texts[:10]) == [
        "Open at the start",
        "Not known",
        "Raised",
        "8",
        "Reopened",
        "0",
        "Closed",
        "3",
        "Still open",
        "8",
    ]


@pytest.mark.parametrize("year", ["2022", "2023"])
def test_nobody_reads_what_is_not_for_them(year: str) -> None:
    """What is left out silently is on no page of the copy, and is on those of the force."""
    for text in ("Move one night patrol to Harbour", "commanders of all three forces")[
        : 2 if year == "2022" else 1
    ]:
        assert any(text in page.html for page in pages(MADE_UP, Audience.FORCE, year).values())
        for audience in (Audience.PUBLIC, Audience.POLICING_BODY)[: 1 if "three" in text else 2]:
            assert not any(text in page.html for page in pages(MADE_UP, audience, year).values())


@pytest.mark.parametrize("name", ["2019", "2021", "2024"])
def test_the_ledger_by_type_adds_up(name: str) -> None:
    """Each number of the sum is that of all types together."""
    told = Page(MACROS["ledger"](view(MADE_UP, name))).texts
    whole = [int(number) for number in told[1:10:2]]
    cells = told[told.index("The same by type") + 1 :]
    head, *rows = (cells[begins : begins + 6] for begins in range(0, len(cells), 6))
    assert head == ["Type", *told[0:10:2]]
    assert len(rows) > 1
    assert [sum(int(row[column]) for row in rows) for column in range(1, 6)] == whole


def test_what_is_left_out_visibly_says_so() -> None:
    """A threat that a copy may not show keeps its page, its numbers, and the words for why."""
    page = pages(MADE_UP, Audience.PUBLIC, "2022")["threats/cyber-incident/index.html"]
    assert "Not published here" in page.texts
    assert [each for each in page.ids if re.fullmatch(r"p\d+", each)]
    assert "Grades" not in page.texts


def test_no_recommendation_is_none_and_nothing_unstated() -> None:
    """That no recommendation is on a threat is known, but for those that a copy leaves out."""
    none = "<p>No recommendation that was raised, open or closed this year names this threat{}.</p>"
    without = replace(copy_of(MADE_UP, Audience.PUBLIC), recommendations=())
    assert none.format("") in MACROS["threat_page"](
        View(without, year_of(without, "2023"), "index.html"), "terrorism"
    )
    page = pages(MADE_UP, Audience.PUBLIC, "2023")["threats/terrorism/index.html"]
    assert none.format(", as far as this copy shows") in page.html


def test_a_removed_paragraph_leaves_its_number() -> None:
    """What a correction took out leaves its number, with the date and the reason, and nothing of its text."""
    year = year_of(copy_of(REAL, Audience.PUBLIC), "2016")
    numbers = {paragraph.id: paragraph.number for paragraph in year.paragraphs}
    corrected = without_paragraph(
        replace(year, record=record(numbers, "football-and-grade")), "football-and-grade"
    )
    page = Page(convert(_source(with_year(corrected), corrected, "report/index.md")))
    assert [f"p{number}" for number in range(1, 42)] == [
        each for each in page.ids if re.fullmatch(r"p\d+", each)
    ]
    assert "Taken out on 3 May 2017: It named a site." in re.sub(r"<[^>]*>", "", page.html)
    assert "football" not in page.html


def test_a_correction_is_shown() -> None:
    """The record shows when a year was corrected, why, with what effect, and who was told."""
    year = replace(year_of(copy_of(REAL, Audience.PUBLIC), "2016"), record=record({}, "football-and-grade"))
    page = Page(convert(_source(with_year(year), year, "about/index.md")))
    assert "corrected-2017-05-03" in page.ids
    expected = ["Kind", "Redaction", "Reason", "It named a site.", "Paragraphs", "paragraph 22"]
    start = page.texts.index("Kind", page.texts.index("Correction of 3 May 2017"))
    assert expected == page.texts[start : start + 6]
    assert "Corrected on 3 May 2017." in render_status(View(with_year(year), year, "index.html"))


@cache
def copy_of(data: str, audience: Audience) -> Assessments:
    """The data of a folder, for an audience."""
    return for_audience(load_assessments(ROOT / data, data, ROOT / "schemas"), audience)


def year_of(copy: Assessments, name: str) -> Year:
    """A year that is there."""
    year = copy.year(name)
    assert year is not None
    return year


def view(data: str, year: str, here: str = "index.html") -> View:
    """A page of a year, for the public."""
    copy = copy_of(data, Audience.PUBLIC)
    of_year = year_of(copy, year)
    return View(up_to(copy, of_year), of_year, here)


@cache
def pages(data: str, audience: Audience, year: str) -> Mapping[str, Page]:
    """The pages of a year by their addresses."""
    found = sources(data, audience, year)
    return {name.replace(".md", ".html"): Page(convert(source)) for name, source in found.items()}


@cache
def sources(data: str, audience: Audience, year: str) -> Mapping[str, str]:
    """The Markdown of the pages of a year, by the names of their files, with all macros filled in."""
    copy = copy_of(data, audience)
    of_year = year_of(copy, year)
    return _sources(up_to(copy, of_year), of_year)


def _sources(copy: Assessments, year: Year) -> dict[str, str]:
    files = [path.relative_to(ROOT / "docs").as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))]
    return {name: _source(copy, year, name) for name in (*files, *_stubs(copy, year))}


def _stubs(copy: Assessments, year: Year) -> dict[str, str]:
    """What stands in the files that a year adds, without what MkDocs reads before the page begins."""
    added = (*threat_pages(year), *comparison_pages(copy.years, year), *progress_pages(year))
    return {page.name: re.sub(r"\A---\n.*?\n---\n", "", page.stub, flags=re.DOTALL) for page in added}


def _source(copy: Assessments, year: Year, name: str) -> str:
    text = _stubs(copy, year).get(name) or (ROOT / "docs" / name).read_text("utf-8")
    of_page = View(copy, year, name.replace(".md", ".html"))
    jinja = Environment(  # as the macros plugin has it
        autoescape=False,  # noqa: S701 - macros give Markdown with HTML that they have escaped
        undefined=StrictUndefined,
        comment_start_string="{##",
        comment_end_string="##}",
    )
    jinja.globals |= {macro: _called(render, of_page) for macro, render in MACROS.items()}
    return jinja.from_string(text).render()


def _called(render: Callable[..., str], of_page: View) -> Callable[..., str]:
    return lambda *arguments: render(of_page, *arguments)


def convert(source: str) -> str:
    """Markdown through the extensions of mkdocs.yml."""
    html: str = markdown.markdown(source, **extensions())
    return html


def words(page: Page) -> list[str]:
    """The words of a page, wherever its lines end."""
    return " ".join(page.texts).split()


def in_order(parts: list[T], whole: list[T]) -> bool:
    """Whether all *parts* stand in *whole*, in their order."""
    rest = iter(whole)
    return all(part in rest for part in parts)


def repeated(names: list[str]) -> set[str]:
    """What stands more than once."""
    return {name for name in names if names.count(name) > 1}


def hostile(thing: T, name: str = "") -> T:
    """The same data, where everything that somebody wrote in words is markup of every sort."""
    if type(thing) is str and name in TEXTS:
        return cast("T", HOSTILE)
    if isinstance(thing, tuple):
        return cast("T", tuple(hostile(each) for each in thing))
    if not is_dataclass(thing) or isinstance(thing, type | Date):
        return thing
    return cast(
        "T",
        replace(
            thing, **{each.name: hostile(getattr(thing, each.name), each.name) for each in fields(thing)}
        ),
    )


def record(numbers: Mapping[str, str], name: str) -> tuple[RecordEvent, ...]:
    """A record that has fixed *numbers*, and a correction of the paragraph *name*."""
    published = RecordEvent(
        what=Recorded.PUBLISHED, date=Date("2017-01-10"), by="acc-security", numbers=numbers
    )
    correction = Correction(
        kind="redaction",
        reason="It named a site.",
        effect_on_grades="None.",
        effect_on_recommendations="None.",
        told=Absent.NOT_STATED,
        before={},
        paragraphs=(name,),
    )
    corrected = RecordEvent(
        what=Recorded.CORRECTED, date=Date("2017-05-03"), by="editors", correction=correction
    )
    return published, corrected


def with_year(year: Year) -> Assessments:
    """The force's data for the public with one year in another form."""
    copy = copy_of(REAL, Audience.PUBLIC)
    return replace(copy, years=tuple(year if each.id == year.id else each for each in copy.years))


def without_paragraph(year: Year, name: str) -> Year:
    """A year without one of its paragraphs."""
    sections = tuple(
        replace(each, paragraphs=tuple(one for one in each.paragraphs if one.id != name))
        for each in year.sections
    )
    return replace(year, sections=sections)


def test_relations_fit_one_role_and_several() -> None:
    """Force leads, reporting to the board: no data say whether a role is one person or many."""
    schema = json.loads((ROOT / "schemas" / "governance.schema.json").read_text(encoding="utf-8"))
    verbs = schema["properties"]["relations"]["items"]["properties"]["verb"]["enum"]
    assert {*DOING} == {*verbs}
    html = pages(MADE_UP, Audience.PUBLIC, "2024")["about/index.html"].html
    (row,) = re.findall(r"<dt>Force leads</dt><dd>(.*?)</dd>", html)
    assert row.startswith("reporting to ")
