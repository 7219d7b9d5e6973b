"""Pictures through the years: what each tile says and how long, as values and as a reader gets it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from spr.ledger import ledger_to_date, status_in
from spr.model.horizon import up_to
from spr.model.recommendation import Event
from spr.model.words import Absent, Audience
from spr.render import trends
from spr.render.lanes import Group, Lane, Tile, lasting, render_lanes
from spr.render.trend import LOOKS, WIDTH, Box, Mark, Trend, render_trend, width_of
from spr.render.view import View
from spr.through_years import Judgement, Life, grades_by_years, lives
from tests.test_home import pages as pages_of_home
from tests.test_render import MADE_UP, REAL, Page, copy_of, pages, year_of

ON_CYBER = [
    (
        "self",
        [
            ("2018", "not graded", ""),
            ("2019 to 2021", "Partly ready", ""),
            ("2022", "not published here", ""),
            ("2023", "not graded", ""),
            ("2024", "Partly ready", "Grade not comparable with 2021"),
            ("2025", "Mostly ready", "Grade raised with 2024"),
        ],
    ),
    (
        "policing body",
        [
            ("2018 to 2021", "not graded", ""),
            ("2022", "not published here", ""),
            ("2023", "basic", ""),
            ("2024 to 2025", "improving", "Grade not comparable with 2023"),
        ],
    ),
]

ON_VIOLENCE = [
    ("2018 to 2022", "not in that SPR edition", ""),
    ("2023", "not graded", ""),
    ("2024 to 2025", "Partly ready", ""),
]


def told(line: Judgement) -> list[tuple[str, str, str]]:
    """The stints of a line: their years, what is said, and how that came from the grade before."""
    return [
        (
            stint.years[0].id if len(stint.years) == 1 else f"{stint.years[0].id} to {stint.years[-1].id}",
            stint.grade.word if stint.grade else stint.why,
            f"{stint.moved} with {stint.since.id}" if stint.moved and stint.since else "",
        )
        for stint in line.stints
    ]


def judgements(data: str, threat: str) -> Sequence[Judgement]:
    """The lines of a threat, for the public."""
    rows = grades_by_years(copy_of(data, Audience.PUBLIC))
    return next(each.judgements for each in rows if each.threat == threat)


def test_a_word_lasts_until_another_is_said_or_may_not_be_compared() -> None:
    """Each judge has a line; a gap, a hidden year and a new scale end a stint, each in its own word."""
    found = [(line.by, told(line)) for line in judgements(MADE_UP, "cyber-incident")]
    assert found == ON_CYBER


def test_what_an_edition_does_not_have_is_not_called_ungraded() -> None:
    """Not in that SPR edition, then not graded, then a grade: three things."""
    assert told(judgements(MADE_UP, "violence-against-women-girls")[0]) == ON_VIOLENCE


def test_a_threat_that_nobody_graded_has_a_line_that_says_so() -> None:
    """Not recorded in a partial year, not graded in a whole one; never an empty picture."""
    (line,) = judgements(REAL, "cyber-incident")
    assert (line.of, told(line)) == ((), [("2015", "not recorded", ""), ("2016", "not graded", "")])


def test_every_year_stands_once_in_every_line() -> None:
    """Nothing is left out and nothing told twice."""
    for data in (REAL, MADE_UP):
        copy = copy_of(data, Audience.FORCE)
        for each in grades_by_years(copy):
            for line in each.judgements:
                assert [year for stint in line.stints for year in stint.years] == [*copy.years]


def spans(life: Life) -> list[tuple[int, int, str]]:
    """The spans of a life: their places, what happened, and what it was after that."""
    return [
        (
            span.first,
            span.last,
            ", ".join(
                (
                    *(["raised"] if span.raised else []),
                    *(str(event.what) for event in span.events),
                    *(["ends"] if span.ends else []),
                    *(["open"] if span.is_open else []),
                )
            ),
        )
        for span in life.spans
    ]


def life(name: str, *, without: int = 0) -> list[tuple[int, int, str]]:
    """The life of a recommendation of Northmoor as of today, over all but the last years."""
    copy = copy_of(MADE_UP, Audience.FORCE)
    statuses = [each for each in ledger_to_date(copy).statuses if each.recommendation.id == name]
    (found,) = lives(statuses, copy.years[: len(copy.years) - without])
    return spans(found)


def test_an_event_stands_in_the_first_year_that_knows_it() -> None:
    """Completed, reopened and completed again; before it was raised and after its end there is nothing."""
    assert life("2022-4") == [
        (4, 4, "raised, accepted, open"),
        (5, 5, "completed, reopened, date moved, open"),
        (6, 6, "completed, verified, ends"),
    ]


def test_years_in_which_nothing_happened_are_one_span() -> None:
    """Open over two quiet years is one tile; the same years apart from an event are not."""
    copy = copy_of(MADE_UP, Audience.FORCE)
    (recommendation,) = [each for each in copy.recommendations if each.id == "2018-8"]
    status = replace(status_in(recommendation, copy.years[-1]), events=recommendation.events[:1])
    (found,) = lives([status], copy.years)
    assert spans(found) == [(0, 0, "raised, accepted, open"), (1, 7, "open")]


def test_what_no_year_knows_yet_stands_after_the_last() -> None:
    """Without its last years, what they tell has happened since."""
    assert life("2022-4", without=3)[-1] == (
        5,
        5,
        "completed, reopened, date moved, completed, verified, ends",
    )


def test_what_this_copy_does_not_tell_is_neither_open_nor_closed() -> None:
    """An event that is left out says so, and no year after it says that the recommendation is open."""
    copy = copy_of(MADE_UP, Audience.FORCE)
    (recommendation,) = [each for each in copy.recommendations if each.id == "2022-4"]
    hidden = Event(what=Absent.NOT_PUBLISHED_HERE, date=Absent.NOT_PUBLISHED_HERE, by="", told_in="2023")
    changed = replace(recommendation, events=(recommendation.events[0], hidden))
    status = replace(status_in(recommendation, copy.years[-1]), recommendation=changed, events=changed.events)
    (found,) = lives([status], copy.years)
    assert spans(found) == [(4, 4, "raised, accepted, open"), (5, 5, "not published here")]


def test_a_lane_has_a_cell_for_every_year() -> None:
    """What lasts spans its years and names them; where there is nothing an empty cell stands."""
    tile = Tile(first=1, last=2, word_html=Markup("Ready"), notes=("raised",), looks=("cut",))
    years = [(name, escape(name)) for name in ("a", "b", "c", "d")]
    html = render_lanes("x", "X", years, [Group(Markup(), (Lane(Markup("Y"), (tile,)),))])
    cells = [re.sub(r"\s+", " ", cell) for cell in re.findall(r"<td.*?</td>", html)]
    assert cells == [
        "<td></td>",
        (
            '<td colspan="2" headers="x-1 x-y1 x-y2" class="spr-lanes__tile spr-lanes__tile--cut" '
            'data-label="b to c">Ready <span class="spr-lanes__note">raised</span></td>'
        ),
        "<td></td>",
    ]


@pytest.mark.parametrize("name", ["grades-by-years", "lives-by-years"])
def test_rows_of_a_picture_are_of_one_length(name: str) -> None:
    """The cells of every row, with what they span, add up to the columns."""
    found = {**pages_of_home(MADE_UP, Audience.PUBLIC)}
    page = found["index.html" if name.startswith("grades") else "recommendations/index.html"]
    (table,) = re.findall(
        rf'<table class="spr-lanes">\n<caption><span[^>]*id="{name}".*?</table>', page.html, re.DOTALL
    )
    lengths = {
        sum(
            int((re.search(r'colspan="(\d+)"', cell) or ["", "1"])[1])
            for cell in re.findall(r"<t[hd][^>]*>", row)
        )
        for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    }
    assert len(lengths) == 1


def test_every_tile_names_its_lane_and_its_years() -> None:
    """What a tile is of is told to those who cannot see where it stands: ids that are there."""
    page = pages_of_home(MADE_UP, Audience.PUBLIC)["index.html"]
    tiles = [each for each in page.all("td") if "spr-lanes__tile" in (each.get("class") or "")]
    assert tiles
    assert {name for each in tiles for name in (each["headers"] or "").split()} <= {*page.ids}


def test_a_year_shows_no_later_one() -> None:
    """The pictures of 2022 end with 2022, and say what was known then."""
    for name in ("changes/index.html", "recommendations/index.html"):
        (table,) = re.findall(r'<table class="spr-lanes">.*?</table>', of_2022(name).html, re.DOTALL)
        assert re.findall(r'<th scope="col"[^>]*><a[^>]*>(\d+)</a>', table) == [
            "2018",
            "2019",
            "2020",
            "2021",
            "2022",
        ]


def trend(marks: Sequence[Mark], years: int = 8, missing: Mapping[int, str] | None = None) -> Page:
    """The drawing of some marks."""
    return Page(
        render_trend(
            Trend(
                name="x",
                title="X",
                description="",
                years=[str(2018 + place) for place in range(years)],
                marks=marks,
                missing=missing or {},
                cuts=[],
            )
        )
    )


def words_of(page: Page, kind: str) -> list[tuple[float, float, str]]:
    """The words of a kind in a drawing, in the order of years: across, down, text."""
    groups = re.findall(rf'<g class="spr-trend__{kind}[^"]*">(.*?)</g>', page.html, re.DOTALL)
    found = re.findall(r'<text x="([\d.]+)" y="([\d.]+)">([^<]*)</text>', "".join(groups))
    return sorted((float(x), float(y), text) for x, y, text in found)


TILE = r'data-label="([^"]*)">(.*?)</td>'

NUMBERS = st.integers(0, 20000)


@settings(deadline=None)  # a machine that does more than this takes its time
@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, st.sampled_from([*LOOKS])), min_size=1, max_size=24),
    st.integers(2, 12),
)
def test_numbers_never_run_into_each_other(numbers: list[tuple[int, int, str]], years: int) -> None:
    """Whatever is drawn, no two numbers overlap, and none leaves a drawing as wide as a telephone."""
    marks = [
        Mark(
            place=place % years, low=min(low, high), high=max(low, high), label=f"{low:,}–{high:,}", look=look
        )
        for place, (low, high, look) in enumerate(numbers)
    ]
    boxes = boxes_of(trend(sorted(marks, key=lambda mark: mark.place), years))
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert all(box.x - box.width / 2 >= 0 and box.x + box.width / 2 <= WIDTH for box in boxes)


@settings(deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=12))
def test_no_line_runs_through_a_number(numbers: list[tuple[int, int]]) -> None:
    """Neither the line from year to year nor the dashes of what is required."""
    marks = [
        mark
        for place, (actual, required) in enumerate(numbers)
        for mark in (
            Mark(place=place, low=actual, high=actual, label=f"{actual:,}", joined=place > 0),
            Mark(place=place, low=required, high=required, label=f"{required:,}", look="required"),
        )
    ]
    page = trend(marks, len(numbers))
    paths = {each["class"] or "": each["d"] or "" for each in page.all("path")}
    lines = re.findall(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)", paths["spr-trend__line"])
    dashes = re.findall(r'--required" d="M([\d.]+) ([\d.]+)H([\d.]+)', page.html)
    strokes = [tuple(map(float, each)) for each in (*lines, *((x1, y, x2, y) for x1, y, x2 in dashes[1:]))]
    points = [
        (x1 + (x2 - x1) * part / 40, y1 + (y2 - y1) * part / 40)
        for x1, y1, x2, y2 in strokes
        for part in range(41)
    ]
    assert len(lines) == len(numbers) - 1
    for box in boxes_of(page):
        assert not any(abs(x - box.x) < box.width / 2 and box.y - 9 < y < box.y for x, y in points)


def boxes_of(page: Page) -> list[Box]:
    """The room of every number in a drawing."""
    return [Box(x, y, width_of(text)) for x, y, text in words_of(page, "label")]


def test_numbers_on_a_steep_line_have_room() -> None:
    """Where neither above nor below is free, a number leans to one side or stands beside its mark."""
    values = [9, 12, 13, 17, 11, 9, 10]
    marks = [
        Mark(place=place, low=value, high=value, label=f"{value} of 120", joined=bool(place))
        for place, value in enumerate(values)
    ]
    shown = [text for _, _, text in words_of(trend(marks, len(values)), "label")]
    assert shown == [f"{value} of 120" for value in values]


def test_what_was_restated_is_a_ring() -> None:
    """The drawing shows the number that a later year gives, and says so: the table has what the year said."""
    page = pages_of_home(MADE_UP, Audience.PUBLIC)["figures/index.html"]
    (drawing,) = re.findall(r'id="trend-specialist-posts-vacant-desc">.*?</svg>', page.html, re.DOTALL)
    rings = re.findall(r'<circle class="[^"]*--restated" cx="([\d.]+)"', drawing)
    (number,) = re.findall(r'x="([\d.]+)"[^>]*>17 of 120<', drawing)
    assert [*rings[1:]] == [number]
    assert "2022: 17 of 120, restated since; 2023" in drawing
    assert ">restated since</text>" in drawing
    assert "Restated by a later year as 17, and drawn so." in page.html
    year = pages(MADE_UP, Audience.PUBLIC, "2023")["figures/index.html"]
    notes = re.findall(
        r'data-label="2022">17 of 120 <span class="spr-lanes__note">(.*?)</span>', " ".join(year.html.split())
    )
    assert notes == ["restated since"]
    assert "restated since" not in of_2022("figures/index.html").html.partition("specialist-posts")[2]


def test_the_ends_of_a_line_have_their_numbers() -> None:
    """Where not all have room, the first, the last, the highest and the lowest are those that stay."""
    values = [12000, 12100, 12050, 12025, 12110, 18000, 9000, 12060, 12070, 12080]
    marks = [
        Mark(place=place, low=value, high=value, label=f"{value:,} of 20,000", joined=bool(place))
        for place, value in enumerate(values)
    ]
    shown = {text for _, _, text in words_of(trend(marks, 10), "label")}
    assert {"18,000 of 20,000", "9,000 of 20,000"} <= shown
    assert len(shown) < len(values)


def test_a_requirement_is_a_line_with_its_number_where_it_changes() -> None:
    """Three years of the same requirement are one dashed line and one number, no longer than the foot."""
    marks = [
        Mark(place=place, low=value, high=value, label=str(value), look="required")
        for place, value in enumerate([3, 3, 3, 5])
    ]
    page = trend(marks, 4)
    dashes = [each["d"] for each in page.all("path") if "mark--required" in (each["class"] or "")]
    assert [text for _, _, text in words_of(page, "label")] == ["3", "5"]
    assert dashes[1:] == ["M12 88H60", "M60 88H132", "M132 88H204", "M204 40H246"]


def test_years_without_a_number_say_why_once() -> None:
    """Neighbours share their word; all of it stands beneath the years, where nothing else is drawn."""
    marks = [Mark(place=place, low=5, high=5, label="5") for place in (0, 4, 7)]
    missing = {1: "not stated", 2: "not stated", 3: "not stated", 5: "withheld", 6: "not published here"}
    page = trend(marks, 8, missing)
    assert words_of(page, "missing") == [
        (12, 171, "2019 to 2021: not stated"),
        (12, 185, "2024: not published here"),
        (173.6, 171, "2023: withheld"),
    ]
    (drawing,) = page.all("svg")
    assert drawing["height"] == "190"


def test_as_many_years_are_named_as_there_is_room_for() -> None:
    """The last always; of twelve every second."""
    marks = [Mark(place=0, low=1, high=1, label="1")]
    named = [text for text in trend(marks, 12).texts if text.startswith("20")]
    assert named == ["2019", "2021", "2023", "2025", "2027", "2029"]


def test_the_figures_of_a_threat_stand_beside_each_other() -> None:
    """Each has its name and a drawing, and the table beneath has every number of every year so far."""
    page = of_2022("threats/child-sexual-abuse/index.html")
    assert len(page.all("svg")) == page.html.count('class="spr-trends__name"') == 3
    (table,) = re.findall(r'id="t\d+".*?</table>', page.html, re.DOTALL)
    tiles = [re.findall(TILE, row) for row in table.split("<tr")[3::2]]
    withheld = '<span class="spr-absent spr-absent--withheld">Withheld</span>'
    assert tiles == [
        [("2018", "702"), ("2019", "748"), ("2020", "790"), ("2021", "834"), ("2022", "881")],
        [("2018", "96"), ("2019", "118"), ("2020", "131"), ("2021", "140"), ("2022", "152")],
        [("2018 to 2019", "6"), ("2020", "5"), ("2021 to 2022", withheld)],
    ]


def test_a_year_draws_no_more_years_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last ones, in the drawings and in the table; home has them all."""
    monkeypatch.setattr(trends, "RECENT", 3)
    copy = copy_of(MADE_UP, Audience.PUBLIC)
    year = year_of(copy, "2022")
    view = View(up_to(copy, year), year, "figures/index.html", has_home=True)
    page = Page(trends.trends(view, "child-sexual-abuse"))
    assert "Through the last 3 years." in page.html
    assert "../../figures/index.html" in page.links
    assert re.findall(r'scope="col"[^>]*><a[^>]*>(\d+)</a>', page.html) == ["2020", "2021", "2022"]
    assert "2019" not in page.html


def test_no_two_pictures_of_a_page_have_one_name() -> None:
    """Whoever goes from region to region by ear can tell them apart."""
    page = of_2022("figures/index.html")
    titles = re.findall(r'<span class="spr-table__title"[^>]*>(.*?)</span></caption>', page.html)
    assert len(titles) == len({*titles})


def test_areas_of_which_none_is_named_are_counted() -> None:
    """Three of seven, and that it is not stated which: squares, and the same in words."""
    page = pages(REAL, Audience.PUBLIC, "2016")["figures/index.html"]
    name = "units-soclp-in-place-actual-2016"
    (drawing,) = [each for each in page.all("svg") if each["aria-labelledby"] == name]
    full = [(each["class"] or "").endswith("--full") for each in page.all("rect")]
    assert (drawing["width"], full[:7]) == ("140", [True] * 3 + [False] * 4)
    assert "3 of 7 local authority areas; which ones is not stated" in page.texts


def test_areas_say_the_same_for_as_long_as_it_lasts() -> None:
    """Yes, no, not stated and not applicable in their words; an area that a figure never had is left out."""
    page = pages_of_home(MADE_UP, Audience.PUBLIC)["areas/index.html"]
    assert lanes_of(page, "areas-of-local-profiles-in-place-actual")[:5] == [
        ("Eastmoor", [("2018", "No"), ("2019 to 2025", "Yes")]),
        ("Westmoor", [("2018 to 2025", "Yes")]),
        (
            "Old Port (until 2021)",
            [("2018 to 2020", "No"), ("2021", "Yes"), ("2022 to 2025", "Not applicable")],
        ),
        ("Harbour", [("2018 to 2021", "Not applicable"), ("2022 to 2025", "Yes")]),
        ("Uplands", [("2018 to 2022", "No"), ("2023", "Not stated"), ("2024 to 2025", "Yes")]),
    ]
    advisers = lanes_of(page, "areas-of-advisers-in-stations-actual")
    assert "Old Port (until 2021)" not in dict(advisers)


def test_a_cut_is_never_put_together() -> None:
    """Years that say the same are one tile, unless they may not be compared or nothing lies between."""
    word = Markup("12")
    tiles = [
        *(Tile(first=place, last=place, word_html=word) for place in (0, 1)),
        Tile(first=2, last=2, word_html=word, looks=("cut",)),
        *(Tile(first=place, last=place, word_html=word) for place in (3, 5)),
    ]
    assert [(tile.first, tile.last, tile.looks) for tile in lasting(tiles)] == [
        (0, 1, ()),
        (2, 3, ("cut",)),
        (5, 5, ()),
    ]


def lanes_of(page: Page, name: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The lanes of a picture: what each is, and its tiles with their years, as text."""
    (table,) = re.findall(rf'id="{name}".*?</table>', page.html, re.DOTALL)
    rows = re.findall(r'<span class="spr-lanes__name">(.*?)</span></th></tr>(.*?)</tr>', table, re.DOTALL)
    return [
        (head, [(label, re.sub("<.*?>", "", text)) for label, text in re.findall(TILE, cells)])
        for head, cells in rows
    ]


def of_2022(name: str) -> Page:
    """A page of Northmoor in 2022, for the public."""
    return pages(MADE_UP, Audience.PUBLIC, "2022")[name]
