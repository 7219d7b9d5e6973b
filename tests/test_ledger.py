"""Recommendations opened, closed and still open."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spr.ledger import NOT_RECORDED, Ledger, Recommendations, ledger, ledger_to_date, status_in
from spr.model.assessment import Year
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.recommendation import Event, Recommendation
from spr.model.shared import Assessments
from spr.model.words import Absent, Audience, Happened, Origin, RecommendationType
from tests.test_changes import assessments, year

HERE = Absent.NOT_PUBLISHED_HERE
WHOLE = year("2021", {}), year("2022", {}), year("2023", {})


def test_the_year_before_is_partial() -> None:
    """After a partial year nobody knows how many were open; those that it told of are closed all the same."""
    copy = for_audience(assessments("assessments"), Audience.PUBLIC)
    first, second = copy.years
    assert sums(ledger(copy, first)) == {
        "open at start": NOT_RECORDED,
        "raised": ["2015-a", "2015-b", "2015-c"],
        "still open": ["2015-a", "2015-b", "2015-c"],
    }
    assert sums(ledger(copy, second)) == {
        "open at start": NOT_RECORDED,
        "raised": [f"2016-{number}" for number in range(1, 9)],
        "completed": ["2015-a", "2015-b", "2015-c"],
        "still open": [f"2016-{number}" for number in range(1, 9)],
    }


def test_every_fate() -> None:
    """Completed, superseded, withdrawn, ended; one that was completed and reopened stands in both."""
    copy = for_audience(assessments("examples/northmoor"), Audience.FORCE)
    assert sums(ledger(copy, copy.years[5])) == {
        "open at start": [
            *("2018-8", "2019-5", "2020-a", "2021-1", "2021-2", "2021-3", "2021-6"),
            *(f"2022-{number}" for number in (1, 2, 3, 4, 5, 6, 8, "a")),
        ],
        "raised": [f"2023-{number}" for number in range(1, 8)],
        "reopened": ["2022-4"],
        "completed": ["2021-2", "2021-3", "2021-6", "2022-1", "2022-4", "2023-6"],
        "superseded": ["2022-2", "2022-5", "2022-6"],
        "withdrawn": ["2022-8"],
        "ended": ["2020-a", "2022-3"],
        "still open": [
            *("2018-8", "2019-5", "2021-1", "2022-4", "2022-a"),
            *(f"2023-{number}" for number in (1, 2, 3, 4, 5, 7)),
        ],
    }


BY_HAND = {
    "2018": (NOT_RECORDED, 9, 0, 2, 7),
    "2019": (7, 7, 0, 4, 10),
    "2020": (10, 7, 0, 6, 11),
    "2021": (11, 8, 1, 8, 12),
    "2022": (12, 10, 0, 7, 15),
    "2023": (15, 7, 1, 12, 11),
    "2024": (11, 9, 0, 7, 13),
    "2025": (13, 6, 0, 5, 14),
}
"""What whoever wrote the years of Northmoor counted: open at start, raised, reopened, closed, still open."""


@pytest.mark.parametrize("year", BY_HAND)
def test_each_year_as_counted_by_hand(year: str) -> None:
    """The ledger of each year is the one that was kept by hand while the year was written."""
    copy = for_audience(assessments("examples/northmoor"), Audience.FORCE)
    found = ledger(copy, next(each for each in copy.years if each.id == year))
    start = found.open_at_start
    assert BY_HAND[year] == (
        start if start is NOT_RECORDED else len(start),
        len(found.raised),
        len(found.reopened),
        len(found.all_closed),
        len(found.still_open),
    )


def test_what_a_copy_may_not_tell_is_counted_apart() -> None:
    """One whose state is not published here is neither open nor closed, and in none of the numbers."""
    copy = for_audience(assessments("examples/northmoor"), Audience.PUBLIC)
    found = sums(ledger(copy, copy.years[5]))
    assert found["not told"] == ["2020-6", "2022-8"]
    assert [name for name, each in found.items() if "2022-8" in each] == ["not told"]


def test_a_hidden_event_leaves_open_what_it_did() -> None:
    """An event that this copy leaves out may have closed it, until one that it shows says how it stands."""
    hidden = event(HERE, "2022-05")
    assert sums(ledger_of(recommendation("2021-1", hidden)))["not told"] == ["2021-1"]
    shown = event(Happened.COMPLETED, "2022-06")
    assert sums(ledger_of(recommendation("2021-1", hidden, shown)))["completed"] == ["2021-1"]


def test_a_hidden_event_may_have_reopened_what_was_closed() -> None:
    """It stands apart, and nowhere as closed."""
    shown, hidden = event(Happened.COMPLETED, "2022-05"), event(HERE, "2022-06")
    found = ledger_of(recommendation("2021-1", shown, hidden))
    assert sums(found)["not told"] == ["2021-1"]
    (status,) = found.of_the_year
    assert (status.closed, status.cause, status.completed, status.verified) == (None, None, None, None)


def test_the_first_year_opens_not_recorded() -> None:
    """Where no year stands before, nobody knows how many were open."""
    assert ledger_of(recommendation("2021-1"), of=WHOLE[0]).open_at_start is NOT_RECORDED


def test_an_event_after_the_year_is_not_known_in_it() -> None:
    """A year knows what had happened by its own date; the home site knows everything."""
    late = recommendation("2021-1", event(Happened.COMPLETED, "2022-12-02"))
    assert sums(ledger_of(late))["still open"] == ["2021-1"]
    assert sums(ledger_of(late, of=WHOLE[2]))["completed"] == ["2021-1"]
    assert sums(ledger_to_date(holding(late))) == {
        "open at start": NOT_RECORDED,
        "raised": ["2021-1"],
        "completed": ["2021-1"],
    }


def test_an_event_that_a_report_tells_is_known_in_its_year() -> None:
    """What a year's report tells happened before it, even where nobody knows when."""
    told = event(Happened.COMPLETED, None, told_in="2022")
    assert sums(ledger_of(recommendation("2021-1", told)))["completed"] == ["2021-1"]
    assert sums(ledger_of(recommendation("2021-1", told), of=WHOLE[0]))["still open"] == ["2021-1"]


def test_recommendations_of_the_year() -> None:
    """What was settled before the year began is not of it."""
    settled = recommendation("2021-1", event(Happened.COMPLETED, "2021-05"))
    still = recommendation("2021-2")
    assert [each.recommendation.id for each in ledger_of(settled, still).of_the_year] == ["2021-2"]


def test_what_was_settled_before_and_is_told_of_again() -> None:
    """It is of the year that tells more of it, and in none of the numbers."""
    told = recommendation("2021-1", event(Happened.COMPLETED, "2021-05"), event(Happened.VERIFIED, "2022-05"))
    assert sums(ledger_of(told)) == {"told since": ["2021-1"]}
    assert [each.recommendation.id for each in ledger_of(told).of_the_year] == ["2021-1"]
    assert ledger_of(told, of=WHOLE[2]).of_the_year == ()


def test_status() -> None:
    """In the eyes of a year: due and addressed anew, declared complete, and found so by somebody else."""
    one = recommendation(
        "2021-1",
        replace(event(Happened.DATE_MOVED, "2022-01"), due=Date("2022-06")),
        replace(event(Happened.REASSIGNED, "2022-02"), to=("head",)),
        replace(event(Happened.DATE_MOVED, "2022-03"), due=Date("2022-09")),
        event(Happened.COMPLETED, "2022-04"),
        event(Happened.VERIFIED, "2023-04"),
    )
    then, now = status_in(one, WHOLE[1]), status_in(one, WHOLE[2])
    assert (then.is_open, then.cause, then.due, then.addressees, then.times_moved, then.age) == (
        False,
        Happened.COMPLETED,
        Date("2022-09"),
        ("head",),
        2,
        1,
    )
    assert (then.completed, then.verified) == (one.events[3], None)
    assert (now.completed, now.verified, now.age) == (one.events[3], one.events[4], 2)


def test_a_hidden_event_may_have_moved_the_date() -> None:
    """By when, this copy cannot tell, until an event that it shows moves the date again."""
    moved = replace(event(Happened.DATE_MOVED, "2022-01"), due=Date("2022-06"))
    hidden = event(HERE, "2022-02")
    assert status_in(recommendation("2021-1", moved, hidden), WHOLE[1]).due is HERE
    again = replace(event(Happened.DATE_MOVED, "2022-03"), due=Date("2022-09"))
    assert status_in(recommendation("2021-1", moved, hidden, again), WHOLE[1]).due == Date("2022-09")


def test_reopened_is_not_complete_any_more() -> None:
    """Whoever reopens a recommendation takes back that it was declared and found complete."""
    happened = [Happened.COMPLETED, Happened.VERIFIED, Happened.REOPENED, Happened.COMPLETED]
    events = [event(what, f"2022-0{month}") for month, what in enumerate(happened, 1)]
    status = status_in(recommendation("2021-1", *events[:3]), WHOLE[1])
    assert (status.is_open, status.completed, status.verified) == (True, None, None)
    status = status_in(recommendation("2021-1", *events), WHOLE[1])
    assert (status.is_open, status.completed, status.verified) == (False, events[3], None)


def test_only_a_copy_for_an_audience_is_counted() -> None:
    """What is counted as written would tell of what an audience may not see."""
    written_down = assessments("assessments")
    with pytest.raises(ValueError, match="None"):
        ledger(written_down, written_down.years[0])
    with pytest.raises(ValueError, match="None"):
        ledger_to_date(written_down)


HISTORIES = st.lists(
    st.tuples(
        st.sampled_from(("2021", "2022", "2023")),
        st.sampled_from(RecommendationType),
        st.lists(st.tuples(st.sampled_from(Happened), st.integers(0, 35)), max_size=8),
    ),
    max_size=6,
)


@given(HISTORIES)
def test_it_balances(histories: list[tuple[str, RecommendationType, list[tuple[Happened, int]]]]) -> None:
    """
    Open at the start and raised and reopened, less closed, is still open; also for each type.

    What is open at the end of a year is open at the start of the next.
    """
    copy = holding(
        *(
            replace(recommendation(f"{raised}-{number}", *dated(raised, happened)), type=type_)
            for number, (raised, type_, happened) in enumerate(histories)
        )
    )
    ledgers = [ledger(copy, each) for each in copy.years]
    for before, after in pairwise(ledgers):
        assert names(before.still_open) == names(after.open_at_start)
        parts = [after.of_type(type_) for type_ in RecommendationType]
        assert balance(after) == sum(map(balance, parts), Counter())
        for each in (after, *parts):
            assert balance(each) == Counter(names(each.still_open))


def balance(sums_: Ledger) -> Counter[str]:
    """What is still open, as it comes out of the others."""
    found = Counter(
        each.id
        for part in (sums_.open_at_start, sums_.raised, sums_.reopened)
        if not isinstance(part, Absent)
        for each in part
    )
    found.subtract(each.id for each in sums_.all_closed)
    return Counter({name: count for name, count in found.items() if count})


def dated(raised: str, happened: Iterable[tuple[Happened, int]]) -> Iterable[Event]:
    """Events in the order of time, none before the year that raised the recommendation."""
    for what, month in sorted(happened, key=lambda each: each[1]):
        date = f"{2021 + month // 12}-{month % 12 + 1:02}"
        yield event(what, max(date, f"{raised}-01"))


def ledger_of(*recommendations: Recommendation, of: Year = WHOLE[1]) -> Ledger:
    """The ledger of a year that has these recommendations."""
    return ledger(holding(*recommendations), of)


def holding(*recommendations: Recommendation) -> Assessments:
    """Three whole years with these recommendations."""
    shared = assessments("assessments")
    return replace(shared, years=WHOLE, recommendations=recommendations, audience=Audience.FORCE)


def recommendation(name: str, *events: Event) -> Recommendation:
    """A recommendation of the year that its name begins with."""
    return Recommendation(
        id=name,
        raised_in=name[:4],
        number=name[5:],
        heading=None,
        in_brief="Do it.",
        text="Do it soon.",
        addressees=("acc",),
        threats=(),
        origin_of=Origin.SELF,
        type=RecommendationType.ACTION,
        due=Absent.NOT_STATED,
        events=events,
    )


def event(what: Happened | Absent, date: str | None, told_in: str | None = None) -> Event:
    """An event by the ACC."""
    return Event(what=what, date=Date(date) if date else Absent.NOT_STATED, by="acc", told_in=told_in)


def sums(found: Ledger) -> dict[str, Sequence[str]]:
    """A ledger as ids, without what is empty."""
    whole: dict[str, Sequence[str]] = {
        "open at start": names(found.open_at_start),
        "raised": names(found.raised),
        "reopened": names(found.reopened),
        **{cause.value: names(closed) for cause, closed in found.closed.items()},
        "still open": names(found.still_open),
        "told since": names(found.told_since),
        "not told": names(found.not_told),
    }
    return {name: each for name, each in whole.items() if each}


def names(recommendations: Recommendations | Absent) -> Sequence[str]:
    """Their ids; or that they are not recorded."""
    return recommendations if isinstance(recommendations, Absent) else [each.id for each in recommendations]
