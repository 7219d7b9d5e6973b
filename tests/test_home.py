"""The pages of the site that looks across years: what each shows, and that it is whole."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from posixpath import dirname, join, normpath

import pytest
from jinja2 import Environment, StrictUndefined

from spr.errors import NotThereError
from spr.log import Sort, log, sort_of
from spr.model.assessment import Dates
from spr.model.dates import Date
from spr.model.recommendation import Event
from spr.model.shared import Assessments
from spr.model.words import Absent, Audience, Happened, State
from spr.pages import home_threat_pages
from spr.render.home import FEED, HOME_MACROS, HomeView
from spr.render.trend import Mark, Trend, render_trend
from spr.through_years import Seen, threat_titles
from tests.test_render import (
    DRAWN,
    MADE_UP,
    OURS,
    REAL,
    ROOT,
    Page,
    convert,
    copy_of,
    hostile,
    in_order,
    repeated,
    words,
)
from tests.test_render import pages as pages_of_year

WRITTEN = {"code"}
"""What stands in a file, on the page of the rules."""

READING_FILES = ("accessibility_tested",)
"""Macros that read a file, and so stand in macros.py; the built site shows what they give."""

BOTH = pytest.mark.parametrize("data", [REAL, MADE_UP])


@BOTH
@pytest.mark.parametrize("audience", list(Audience))
def test_every_page_is_whole(data: str, audience: Audience) -> None:
    """One h1, no level skipped, ids once, every element closed, nothing that a strict policy refuses."""
    for name, page in pages(data, audience).items():
        assert page.headings.count(1) == 1, name
        assert all(low <= high + 1 for high, low in pairwise(page.headings)), (name, page.headings)
        assert len(page.ids) == len(set(page.ids)), (name, repeated(page.ids))
        assert page.unbalanced == [], name
        assert {tag for tag, _ in page.elements} <= OURS | DRAWN | WRITTEN, name
        for _, attributes in page.elements:
            assert not [key for key in attributes if key == "style" or key.startswith("on")], name


def test_every_link_leads_somewhere() -> None:
    """Every link leads to a page of home or of a year, and every anchor to an id there."""
    there = dict(pages(REAL, Audience.PUBLIC))
    for year in copy_of(REAL, Audience.PUBLIC).years:
        found = pages_of_year(REAL, Audience.PUBLIC, year.id)
        there |= {f"{year.id}/{name}": page for name, page in found.items()}
    for name, page in pages(REAL, Audience.PUBLIC).items():
        for link in page.links:
            path, _, anchor = link.partition("#")
            if ":" in link:
                continue
            target = normpath(join(dirname(name), path.replace(".md", ".html"))) if path else name
            is_file = target == FEED or (ROOT / "home" / target).is_file()
            assert target in there or is_file, (name, link)
            assert not anchor or anchor in there[target].ids, (name, link)


@BOTH
def test_blocks_come_through_markdown_unchanged(data: str) -> None:
    """Python-Markdown makes headings, and leaves every block of ours as it is, drawings too."""
    for name, source in sources(copy_of(data, Audience.PUBLIC)).items():
        if name.startswith(("accessibility/", "guide/")):
            continue  # their text is Markdown that people wrote, not blocks of ours
        blocks = Page(re.sub(r"^(#.*|\[.*|.*\]\(.*)$", "", source, flags=re.MULTILINE))
        page = Page(convert(source))
        assert in_order(blocks.elements, page.elements), name
        assert in_order(words(blocks), words(page)), name


@BOTH
def test_tables_and_drawings_can_be_read_by_everybody(data: str) -> None:
    """A table has a caption and scrolls by keyboard; a drawing has a title and a description."""
    for name, page in pages(data, Audience.PUBLIC).items():
        regions = [each for each in page.all("section") if "aria-labelledby" in each]
        assert len(page.all("table")) == len(page.all("caption")), name
        assert len(page.all("table")) == len(regions), name
        for region in regions:
            assert region["tabindex"] == "0", name
            assert region.get("aria-label") or region["aria-labelledby"] in page.ids, name
        for drawing in (each for each in page.all("svg") if each.get("aria-hidden") != "true"):
            assert drawing["role"] == "img", name
            assert {*(drawing["aria-labelledby"] or "").split()} <= {*page.ids}, name


@BOTH
def test_whatever_the_data_say_arrives_as_text(data: str) -> None:
    """Markup, templates and scripts in any text of the data do nothing, on any page."""
    for name, source in sources(hostile(copy_of(data, Audience.FORCE))).items():
        page = Page(convert(source))
        assert page.headings.count(1) == 1, name
        assert len(page.ids) == len(set(page.ids)), (name, repeated(page.ids))
        assert page.unbalanced == [], name
        assert {tag for tag, _ in page.elements} <= OURS | DRAWN | WRITTEN, name
        assert not [link for link in page.links if link.startswith("javascript:")], name


def test_pages_call_every_macro() -> None:
    """Every macro is called by some page, and a page calls none that is not there."""
    texts = [path.read_text("utf-8") for path in (ROOT / "home").rglob("*.md")]
    texts += [page.stub for page in home_threat_pages({"terrorism": "Terrorism"})]
    called = {name for text in texts for name in re.findall(r"{{ (\w+)\(", text)}
    assert {*HOME_MACROS, *READING_FILES} == called


def test_home_needs_a_copy_for_an_audience() -> None:
    """Assessments as written are refused."""
    with pytest.raises(ValueError, match="None"):
        Seen(replace(copy_of(REAL, Audience.PUBLIC), audience=None))


def test_an_unknown_threat_is_named() -> None:
    """A page for a threat that no year has is refused, with those that there are."""
    with pytest.raises(NotThereError, match="publik-order"):
        HOME_MACROS["threat_through_years"](home(REAL), "publik-order")


@pytest.mark.parametrize(
    ("here", "target", "expected"),
    [
        ("index.html", "figures/index.html", "figures/index.html"),
        ("threats/terrorism/index.html", "figures/index.html#metric-a", "../../figures/index.html#metric-a"),
        ("log/index.html", "2016/index.html", "../2016/index.html"),
    ],
)
def test_links_are_relative(here: str, target: str, expected: str) -> None:
    """The tree opens from any folder."""
    assert expected == home(REAL, here).to(target)


def test_the_first_page_leads_to_every_two_years() -> None:
    """Each later year against each earlier one, named so that the link can be read alone."""
    page = pages(MADE_UP, Audience.PUBLIC)["index.html"]
    years = [year.id for year in copy_of(MADE_UP, Audience.PUBLIC).years]
    for place, old in enumerate(years):
        for new in years[place + 1 :]:
            assert f"{new}/compare/{old}/index.html" in page.links
            assert f"{new} against {old}" in page.texts
    first = [link for link in page.links if "/compare/" in link][:3]
    assert first == [f"{years[-1]}/compare/{old}/index.html" for old in ("2024", "2022", "2018")]


def test_one_year_has_nothing_to_be_compared_with() -> None:
    """With a single year the first page says so, and has no empty table."""
    both = copy_of(REAL, Audience.PUBLIC)
    one = replace(both, years=both.years[1:], recommendations=both.recommendations[3:])
    page = Page(HOME_MACROS["pairs"](HomeView(Seen(one), "index.html")))
    assert page.texts == ["There is one year only, and so nothing to compare it with."]


def test_a_threat_says_why_a_year_does_not_have_it() -> None:
    """Not in that SPR edition, and not recorded: two things, each in its own words; never removed."""
    newer = pages(MADE_UP, Audience.PUBLIC)["threats/violence-against-women-girls/index.html"]
    assert "Not in that SPR edition" in newer.texts
    assert any(text.startswith("Not in that SPR edition: the year was held against") for text in newer.texts)
    partial = pages(REAL, Audience.PUBLIC)["threats/terrorism/index.html"]
    assert "Not recorded" in partial.texts
    assert "Not in that SPR edition" not in partial.texts


def test_a_break_in_grades_is_said_in_words() -> None:
    """Where the scale changed, the two grades are not comparable, and why."""
    page = pages(MADE_UP, Audience.PUBLIC)["threats/terrorism/index.html"]
    assert any("which cannot be compared" in text and "Not comparable: " in text for text in page.texts)
    assert any(text.startswith("Capacity, graded by the force: grade not comparable.") for text in page.texts)


def test_recommendations_balance() -> None:
    """In every row, open at start, raised and reopened less closed makes still open."""
    page = pages(MADE_UP, Audience.PUBLIC)["recommendations/index.html"]
    (table,) = re.findall(r'id="ledger-of-years".*?</table>', page.html, re.DOTALL)
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in table.split("<tr")[2:]]
    assert len(rows) == 1 + len(copy_of(MADE_UP, Audience.PUBLIC).years)
    counts = [[int(cell) for cell in row[:6]] for row in rows[1:]]
    assert all(start + raised + back - closed == left for start, raised, back, closed, left, _ in counts)
    assert all(earlier[4] == later[0] for earlier, later in pairwise(counts))


def test_what_a_year_left_open_says_when_nothing_later_is_known() -> None:
    """As of today is not as of the newest report: that nothing is known since is said, and only then."""
    left = "All stand as they did in 2016 cycle, self-assessed August 2016: nothing that happened later is"
    assert left in pages(REAL, Audience.PUBLIC)["recommendations/index.html"].html
    written = copy_of(REAL, Audience.PUBLIC)
    *others, last = written.recommendations
    later = Event(what=Happened.COMPLETED, date=Date("2017-05"), by="chief-constable")
    after = replace(written, recommendations=(*others, replace(last, events=(later,))))
    assert "All stand" not in HOME_MACROS["recommendations_today"](HomeView(Seen(after), "index.html"))


def test_what_is_open_after_a_partial_year_is_not_known() -> None:
    """What the one row leaves open, and the next begins with, agree: more may have been open."""
    page = pages(REAL, Audience.PUBLIC)["recommendations/index.html"]
    assert "3 recorded" in page.texts
    assert any(text.startswith("Of 2015, only a part is recorded: more may have been") for text in page.texts)
    assert "recorded: more" not in pages(MADE_UP, Audience.PUBLIC)["recommendations/index.html"].html


def test_what_is_open_says_for_how_long() -> None:
    """Third year running, and how often its date was moved; declared complete stands apart from verified."""
    page = pages(MADE_UP, Audience.PUBLIC)["recommendations/index.html"]
    assert "Third year running" in page.texts
    assert any("(moved once)" in text for text in page.texts)
    assert {"Declared complete, not verified", "Completed and verified"} <= set(page.texts)


def test_a_figure_without_a_number_says_so_in_its_table() -> None:
    """In its cell, where a reader looks for it, and always in the look of what is not stated."""
    html = pages(REAL, Audience.PUBLIC)["figures/index.html"].html
    absent = '<span class="spr-absent spr-absent--not-stated">Not stated</span>'
    assert f'<td data-label="Score">{absent}</td>' in html
    assert f'<td data-label="Actual">{absent}, rising</td>' in html
    assert "Not stated" not in html.replace(absent, "")


def test_a_cut_is_said_beside_the_drawing() -> None:
    """Where the line is cut, the table says why, and so does the drawing's description."""
    page = pages(MADE_UP, Audience.PUBLIC)["figures/index.html"]
    why = "Since 2022, the line is cut. Comparable with care: Half units are no longer counted."
    assert any(text.startswith(why) for text in page.texts)
    assert any(text.endswith(why) and "2023: 6" in text for text in page.texts)
    assert "cut" in page.texts


def test_a_drawing_tells_kinds_apart_by_shape() -> None:
    """What is required or planned has a mark of its own, named in the key, and no line leads to it."""
    trend = Trend(
        name="trend-x",
        title="X",
        description="All of it.",
        years=["2018", "2019"],
        marks=[
            Mark(place=0, low=3, high=3, label="3"),
            Mark(place=0, low=4, high=4, label="4", look="required"),
            Mark(place=1, low=5, high=5, label="5", joined=True),
            Mark(place=1, low=6, high=6, label="6", look="plan"),
        ],
        missing={},
        cuts=[],
    )
    page = Page(render_trend(trend))
    assert [each["d"] for each in page.all("path") if each["class"] == "spr-trend__line"] == ["M24 100L96 60"]
    looks = {attributes["class"] for attributes in page.all("path")}
    assert {"spr-trend__mark spr-trend__mark--required", "spr-trend__mark spr-trend__mark--plan"} <= looks
    assert {"as stated", "required", "plan", "3", "4", "5", "6", "2018", "2019"} <= set(page.texts)


def test_nothing_is_drawn_across_a_cut_or_from_a_range() -> None:
    """A mark that is not joined has no line to it, and the middle of a range is not a value."""
    marks = [
        Mark(place=0, low=3, high=3, label="3"),
        Mark(place=1, low=5, high=5, label="5"),
        Mark(place=2, low=4, high=6, label="4–6", joined=True),
    ]
    trend = Trend(
        name="x", title="X", description="", years=["a", "b", "c"], marks=marks, missing={}, cuts=[1]
    )
    page = Page(render_trend(trend))
    assert "spr-trend__line" not in {each["class"] for each in page.all("path")}
    assert "cut" in page.texts


def test_zero_is_drawn() -> None:
    """Numbers that are all zero stand on the foot."""
    marks = [Mark(place=place, low=0, high=0, label="0", joined=bool(place)) for place in range(2)]
    trend = Trend(name="x", title="X", description="", years=["a", "b"], marks=marks, missing={}, cuts=[])
    assert len({each["cy"] for each in Page(render_trend(trend)).all("circle")}) == 1


def test_areas_show_what_is_withheld_and_what_ended() -> None:
    """An area that ended says until when; a withheld value is there as such, with its reason once."""
    page = pages(MADE_UP, Audience.PUBLIC)["areas/index.html"]
    assert {"Old Port (until 2021)", "Withheld", "Not applicable"} <= set(page.texts)
    assert any(text.startswith("Uplands, 2019, 2020") for text in page.texts)


def test_areas_without_names_say_so() -> None:
    """Where the areas' names are not stated there are no rows to fill."""
    page = pages(REAL, Audience.PUBLIC)["areas/index.html"]
    assert "Not stated" in page.texts
    assert page.all("table") == []


def test_that_no_area_is_named_is_said_once() -> None:
    """All figures of which it is not stated stand together; a year's page has all years in one sentence."""
    page = pages(MADE_UP, Audience.PUBLIC)["areas/index.html"]
    said = page.html[page.html.index('id="areas-not-stated"') :]
    assert said.count("Not stated</span>") == 1
    assert "Hours taken from the districts</a>: 2023, 2024 and 2025" in said
    assert "Child sexual abuse recorded</a>: 2022" in said
    year = pages_of_year(MADE_UP, Audience.PUBLIC, "2025")["figures/index.html"]
    assert year.html.count("which districts?") == 1
    assert "Hours taken from the districts, 2023, 2024 and 2025: which districts?" in year.html


def test_the_log_has_an_anchor_for_each_date() -> None:
    """What happened since a date is everything above it: newest first, each date once."""
    page = pages(MADE_UP, Audience.PUBLIC)["log/index.html"]
    days = log(copy_of(MADE_UP, Audience.PUBLIC))
    assert [name for name in page.ids if name.startswith("d-")] == [
        f"d-{day.date.text if day.date else 'not-stated'}" for day in days
    ]


def test_while_nothing_has_happened_the_log_says_so() -> None:
    """A force has opened its first year: neither an empty list nor a choice of what is shown of it."""
    copy = copy_of(MADE_UP, Audience.PUBLIC)
    unsaid = Absent.NOT_STATED
    undated = Dates(tasked=unsaid, assessed=unsaid, reported=unsaid, published=unsaid, plan_year=unsaid)
    first = replace(copy.years[0], record=(), dates=undated)
    bare = HomeView(Seen(replace(copy, years=(first,), recommendations=(), meetings=())), "log/index.html")
    for macro in ("log", "latest_events"):
        assert HOME_MACROS[macro](bare) == "<p>Nothing that happened has been recorded yet.</p>"


def test_the_log_says_what_sort_of_thing_happened() -> None:
    """Meetings, approvals, publications, corrections and answers are told apart by a word."""
    sorts = {sort_of(each) for day in log(copy_of(MADE_UP, Audience.PUBLIC)) for each in day.happened}
    assert {Sort.MEETING, Sort.REPORT, Sort.APPROVAL, Sort.PUBLICATION, Sort.CORRECTION, Sort.ANSWER} <= sorts
    assert {*sorts} <= {*pages(MADE_UP, Audience.PUBLIC)["log/index.html"].texts}


def test_a_meeting_names_its_group_once() -> None:
    """Where its title names the group, only the reference is said after it, if there is one."""
    texts = [
        " ".join(re.sub("<.*?>", "", entry).split())
        for entry in re.findall(
            r'<span class="spr-log__what">(.*?)</span>',
            pages(MADE_UP, Audience.PUBLIC)["log/index.html"].html,
            re.DOTALL,
        )
    ]
    assert "Strategic Threats Board of September 2025" in texts
    assert "SPR Board of March 2025, the last of that name: Actions 3/25." in texts
    assert any(
        text.startswith("Accountability Board of 10 June 2025: Accountability Board of the Police and")
        for text in texts
    )


def test_the_newest_year_in_brief_is_the_newest_published() -> None:
    """A draft stands among the years, but the first page begins with what is agreed."""
    newest = copy_of(MADE_UP, Audience.PUBLIC).newest
    assert newest.state is State.PUBLISHED
    page = pages(MADE_UP, Audience.PUBLIC)["index.html"]
    assert page.texts.index(newest.label) < page.texts.index("Years")


def home(data: str, here: str = "index.html") -> HomeView:
    """A page of home, for the public."""
    return HomeView(seen(data, Audience.PUBLIC), here)


@cache
def seen(data: str, audience: Audience) -> Seen:
    """The data of a folder in the eyes of each year."""
    return Seen(copy_of(data, audience))


@cache
def pages(data: str, audience: Audience) -> Mapping[str, Page]:
    """The pages of home by their addresses."""
    found = sources(copy_of(data, audience))
    return {name.replace(".md", ".html"): Page(convert(source)) for name, source in found.items()}


def sources(copy: Assessments) -> Mapping[str, str]:
    """The Markdown of the pages of home, by the names of their files, with all macros filled in."""
    every = Seen(copy)
    files = sorted((ROOT / "home").rglob("*.md"))
    texts = {path.relative_to(ROOT / "home").as_posix(): path.read_text("utf-8") for path in files}
    texts |= {page.name: page.stub for page in home_threat_pages(threat_titles(copy))}
    return {
        name: _filled(text, HomeView(every, name.replace(".md", ".html"))) for name, text in texts.items()
    }


def _filled(text: str, view: HomeView) -> str:
    jinja = Environment(  # as the macros plugin has it
        autoescape=False,  # noqa: S701 - macros give Markdown with HTML that they have escaped
        undefined=StrictUndefined,
        comment_start_string="{##",
        comment_end_string="##}",
    )
    jinja.globals |= {name: _called(render, view) for name, render in HOME_MACROS.items()}
    jinja.globals |= {name: lambda: "" for name in READING_FILES}
    return jinja.from_string(text).render()


def _called(render: Callable[..., str], view: HomeView) -> Callable[..., str]:
    return lambda *arguments: render(view, *arguments)
