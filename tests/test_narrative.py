"""Facts to sentences: what is true was settled before."""

from dataclasses import replace
from typing import Any

import pytest

from spr.changes import Change, Direction, Kind, Thing, What
from spr.ledger import ledger, ledger_to_date
from spr.model.assessment import Figure, Grade, Withheld
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.recommendation import Event
from spr.model.shared import Area, Metric, Scale
from spr.model.words import Absent, Audience, Better, Comparability, FigureKind, Happened
from spr.model.words import Direction as Trend
from spr.narrative import (
    change_in_words,
    event_in_words,
    figure_in_words,
    grade_in_words,
    ledger_in_words,
    number_in_words,
    reasons_in_words,
)
from tests.test_changes import assessments

PSUS = "PSUs"
AREAS = "local authority areas"
MAIN = What(thing=Thing.FIGURE, id="units", title="Units")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (0.5, "0.5"),
        (1234, "1,234"),
        (46.50, "46.5"),
        (-3, "-3"),
        (1_000_000_000_000, "1,000,000,000,000"),
    ],
)
def test_number(number: float, words: str) -> None:
    """A number is written with commas at the thousands, and without zeros that say nothing."""
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("words", "unit", "fields"),
    [
        ("3 of 7 local authority areas", AREAS, {"value": 3, "out_of": 7}),
        (
            "62 PSUs by December 2016 (plan)",
            PSUS,
            {"kind": FigureKind.PLAN, "value": 62, "by": Date("2016-12")},
        ),
        ("19 PSUs (required)", PSUS, {"kind": FigureKind.REQUIRED, "value": 19}),
        ("1 PSU", PSUS, {"value": 1}),
        ("1 agency", "agencies", {"value": 1}),
        ("1 match", "matches", {"value": 1}),
        ("1 box", "boxes", {"value": 1}),
        ("1 series", "series", {"value": 1}),
        ("1 house", "houses", {"value": 1}),
        ("1 staff", "staff", {"value": 1}),
        ("4 to 5 years", "years", {"kind": FigureKind.DURATION, "span": (4, 5)}),
        (
            "every 3 months (quarterly)",
            "months",
            {"kind": FigureKind.INTERVAL, "value": 3, "words": "quarterly"},
        ),
        ("every month (monthly)", "months", {"kind": FigureKind.INTERVAL, "value": 1, "words": "monthly"}),
        ("about every 3 months", "months", {"kind": FigureKind.INTERVAL, "value": 3, "approximate": True}),
        (
            "about 46 (MoRILE)",
            None,
            {"kind": FigureKind.SCORE, "value": 46, "approximate": True, "model": "MoRILE"},
        ),
        ("46.5 (MoRILE)", "score", {"kind": FigureKind.SCORE, "value": 46.5, "model": "MoRILE"}),
        ("about 1,050 reports", "reports", {"value": 1050, "approximate": True}),
        ("rising for the third year running", None, {"direction": Trend.RISING, "years_running": 3}),
        ("rising for the 21st year running", None, {"direction": Trend.RISING, "years_running": 21}),
        ("rising (forecast)", None, {"kind": FigureKind.FORECAST, "direction": Trend.RISING}),
        ("not stated, rising", "officers", {"value": Absent.NOT_STATED, "direction": Trend.RISING}),
        ("not stated", "staff", {"value": Absent.NOT_STATED}),
        ("not published here", "staff", {"value": Absent.NOT_PUBLISHED_HERE}),
        ("0 staff", "staff", {"value": 0}),
        (
            "withheld (s31: Would show how many there are)",
            "staff",
            {"value": Withheld(exemption="s31", reason="Would show how many there are.")},
        ),
        (
            "withheld (Would show how many there are)",
            "staff",
            {"value": Withheld(reason="Would show how many there are.")},
        ),
        (
            "by area: East yes, west not stated, north withheld, south 0",
            None,
            {
                "by_area": {
                    "east": "yes",
                    "west": Absent.NOT_STATED,
                    "north": Withheld(reason="Few."),
                    "south": 0,
                }
            },
        ),
        (
            "3 of 7 areas; by area: not stated",
            "areas",
            {"value": 3, "out_of": 7, "by_area": Absent.NOT_STATED},
        ),
        ("not stated", "areas", {}),
    ],
)
def test_figure(words: str, unit: str | None, fields: dict[str, Any]) -> None:
    """Each kind of figure reads as people say it; what is not there never looks like zero."""
    figure = Figure(**({"metric": "units", "kind": FigureKind.ACTUAL} | fields))
    metric = Metric(
        id="units", name="Units", unit=unit, better=Better.HIGHER, definition="All.", since="2016"
    )
    assert figure_in_words(figure, metric, [Area(id="east", name="East")]) == words


def test_grade() -> None:
    """A grade says of what it is, who gave it, on which scale, and where it stands there."""
    scale = Scale(
        id="peel",
        name="PEEL grades",
        owner="inspectorate",
        ordered=True,
        words=("Good", "Poor"),
        since="2014",
    )
    grade = Grade(word="Poor", of=("capability", "capacity"), by="self", scale="peel")
    said = "Poor: capability and capacity, graded by the force on the scale ‘PEEL grades’"
    assert grade_in_words(grade, scale) == f"{said} (2 of 2, best first)"
    assert grade_in_words(grade, replace(scale, ordered=False)) == said
    said = "Poor: capability and capacity, graded by the force in words on no scale"
    assert grade_in_words(replace(grade, scale=None), None) == said


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("Accepted on 4 October 2022 by Chief Constable.", {}),
        ("Accepted in October 2022 by Chief Constable.", {"date": Date("2022-10")}),
        (
            "Accepted (date not stated, told in 2023), by whom is not stated.",
            {"date": Absent.NOT_STATED, "told_in": "2023", "by": Absent.NOT_STATED},
        ),
        (
            "Accepted on 4 October 2022 by Chief Constable, at the gate (Minute 42), with the word ‘Agreed’.",
            {"meeting": "the gate", "reference": "Minute 42", "word": "Agreed"},
        ),
        (
            "Renewed on 4 October 2022 by Chief Constable, at Executive Board of 4 October 2022.",
            {"what": Happened.RENEWED, "meeting": "executive-board-2022-10"},
        ),
        (
            "Superseded by recommendations 2023-1 and 2023-2 on 4 October 2022 by Chief Constable.",
            {"what": Happened.SUPERSEDED, "superseded_by": ("2023-1", "2023-2")},
        ),
        (
            "Date moved to December 2023, on 4 October 2022 by Chief Constable.",
            {"what": Happened.DATE_MOVED, "due": Date("2023-12")},
        ),
        (
            "Reassigned to ACC Crime, on 4 October 2022 by Chief Constable.",
            {"what": Happened.REASSIGNED, "to": ("acc-crime",)},
        ),
        (
            "Not published here on 4 October 2022.",
            {"what": Absent.NOT_PUBLISHED_HERE, "by": Absent.NOT_PUBLISHED_HERE},
        ),
    ],
)
def test_event(words: str, fields: dict[str, Any]) -> None:
    """An event says what happened, when, by which role, and where."""
    known: dict[str, Any] = {"what": Happened.ACCEPTED, "date": Date("2022-10-04"), "by": "chief-constable"}
    event = Event(**(known | fields))
    assert event_in_words(event, assessments("examples/northmoor")) == words


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_change_can_be_said(kind: Kind) -> None:
    """A change of any kind is a sentence, whatever is known of it."""
    for change in (Change(what=MAIN, kind=kind), Change(what=MAIN, kind=kind, old="3 units", new="4 units")):
        said = change_in_words(change)
        assert said[0].isupper()
        assert said.endswith(".")
        assert "None" not in said


@pytest.mark.parametrize(
    ("words", "change"),
    [
        (
            "Units: from 3 units to 4 units.",
            Change(what=MAIN, kind=Kind.VALUE_CHANGED, old="3 units", new="4 units"),
        ),
        (
            "Units: 7 to 10 units now; before, 8 units.",
            Change(what=MAIN, kind=Kind.VALUE_CHANGED, old="8 units", new="7 to 10 units"),
        ),
        (
            "Units: 4 units; rising. Before, counted in another way: 3 units.",
            Change(what=MAIN, kind=Kind.REDEFINED, old="3 units", new="4 units; rising"),
        ),
        (
            "Capability, graded by the force: raised from Fair to Good.",
            Change(
                what=What(thing=Thing.GRADE, id="one", title="Capability, graded by the force"),
                kind=Kind.GRADE_RAISED,
                old="Fair",
                new="Good",
            ),
        ),
        (
            "New: risk ‘There are too few’.",
            Change(
                what=What(thing=Thing.RISK, id="one", title="There are too few."),
                kind=Kind.ADDED,
                new="There are too few.",
            ),
        ),
        (
            "Action ‘Train a unit’: kept. It was promised by March 2022.",
            Change(
                what=What(thing=Thing.ACTION, id="one", title="Train a unit."),
                kind=Kind.PROMISE_KEPT,
                old="March 2022",
                new="kept",
            ),
        ),
        (
            "Action ‘Train a unit’: dropped. It was promised without a date.",
            Change(
                what=What(thing=Thing.ACTION, id="one", title="Train a unit."),
                kind=Kind.PROMISE_DROPPED,
                old="not stated",
                new="dropped",
            ),
        ),
        (
            "Recommendation 1 of 2023 was raised: Do it.",
            Change(
                what=What(thing=Thing.RECOMMENDATION, id="one", title="Recommendation 1 of 2023"),
                kind=Kind.RAISED,
                new="Do it.",
            ),
        ),
        (
            "Risk ‘There are too few’: the same, with another id.",
            Change(
                what=What(thing=Thing.RISK, id="one", title="There are too few."),
                kind=Kind.RENAMED,
                old="a",
                new="b",
            ),
        ),
        (
            "ACC Crime: called ACC before.",
            Change(
                what=What(thing=Thing.ROLE, id="one", title="ACC Crime"),
                kind=Kind.RENAMED,
                old="ACC",
                new="ACC Crime",
            ),
        ),
    ],
)
def test_change(words: str, change: Change) -> None:
    """A change reads as people say it."""
    assert change_in_words(change) == words


def test_reasons() -> None:
    """Why it is so and how far it may be compared, in a sentence each, where there is something to say."""
    change = Change(what=MAIN, kind=Kind.REDEFINED, direction=Direction.UNKNOWN)
    assert reasons_in_words(change) == ""
    change = replace(
        change,
        because="method: Units are counted anew.",
        comparability=Comparability.WITH_CARE,
        reason="Half units are not counted any more.",
    )
    assert reasons_in_words(change) == (
        "Reason given: method: Units are counted anew. "
        "Comparable with care: Half units are not counted any more."
    )


def test_ledger_after_a_partial_year() -> None:
    """What is not known is said to be so."""
    copy = for_audience(assessments("assessments"), Audience.PUBLIC)
    assert ledger_in_words(ledger(copy, copy.years[0])) == (
        "How many recommendations were open at the start is not recorded. "
        "3 recommendations were raised, none was closed; of those recorded, 3 are still open."
    )
    assert ledger_in_words(ledger(copy, copy.years[1])) == (
        "How many recommendations were open at the start is not recorded. "
        "8 recommendations were raised, 3 were closed (3 completed); of those recorded, 8 are still open."
    )


def test_ledger_after_a_whole_year() -> None:
    """What this copy does not show is counted apart."""
    copy = for_audience(assessments("examples/northmoor"), Audience.PUBLIC)
    assert ledger_in_words(ledger(copy, copy.years[5])) == (
        "14 recommendations were open at the start. "
        "7 were raised, 1 was reopened, 11 were closed (6 completed, 3 superseded, 2 ended); "
        "11 are still open. 1 was both closed and reopened: each time is counted. "
        "Of 2 more, this copy does not show whether they are open."
    )


def test_ledger_over_all_years() -> None:
    """Over all years there is no start."""
    copy = for_audience(assessments("examples/northmoor"), Audience.PUBLIC)
    assert ledger_in_words(ledger_to_date(copy)) == (
        "61 recommendations were raised, 2 were reopened, "
        "49 were closed (3 not accepted, 33 completed, 8 superseded, 1 withdrawn, 4 ended); "
        "of those recorded, 14 are still open. 2 were both closed and reopened: each time is counted. "
        "Of 2 more, this copy does not show whether they are open."
    )


def test_ledger_of_nothing() -> None:
    """None is a number too."""
    copy = replace(for_audience(assessments("examples/northmoor"), Audience.PUBLIC), recommendations=())
    assert ledger_in_words(ledger(copy, copy.years[5])) == (
        "No recommendation was open at the start. None was raised, none was closed; none is still open."
    )
