"""One thing through all the years, as values."""

from dataclasses import replace

import pytest

from spr.changes import Thing
from spr.ledger import NOT_RECORDED, ledger_to_date
from spr.model.assessment import Figure, Withheld, Year
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.shared import Area, AreaList, Assessments, Metric
from spr.model.words import Absent, Audience, Better, Comparability, Covered, Direction, FigureKind
from spr.through_years import (
    Break,
    Family,
    Pair,
    Seen,
    ThreatInYear,
    area_tables,
    crossings,
    families,
    pairs,
    points,
    since_newest,
    threat_ids,
    threat_years,
)
from tests.test_changes import assessments

NORTHMOOR = "examples/northmoor"


def test_what_each_year_saw_needs_a_copy() -> None:
    """Assessments as written are refused: a page is made of what its readers may see."""
    with pytest.raises(ValueError, match="None"):
        Seen(assessments("assessments"))


def test_the_first_year_has_no_account() -> None:
    """Nothing stands before the first year; every later one says what became of everything."""
    seen = Seen(copy("assessments"))
    assert not seen.accounts["2015"]
    assert seen.accounts["2016"]
    assert [*seen.by_year["2015"].years] == [seen.assessments.years[0]]


def test_an_account_of_a_threat_has_its_recommendations() -> None:
    """A recommendation stands in the account of every threat that it names, and of no other."""
    seen = Seen(copy(NORTHMOOR))
    named = {each.id for each in seen.assessments.recommendations if "terrorism" in each.threats}
    account = [each.what for each in seen.account_of("2025", "terrorism")]
    found = {what.id for what in account if what.thing is Thing.RECOMMENDATION}
    assert found <= named
    assert found
    assert any(what.thing is Thing.GRADE for what in account)


def test_every_two_years_meet_once() -> None:
    """Newest first, and each year with the one before it first."""
    years = copy(NORTHMOOR).years[:3]
    first, second, third = years
    assert [[Pair(second, third), Pair(first, third)], [Pair(first, second)]] == pairs(
        replace(copy(NORTHMOOR), years=years)
    )


def test_threats_come_in_the_order_of_the_newest_report() -> None:
    """Those of the newest year first; one that only an older year has, last."""
    both = copy(NORTHMOOR)
    *early, last = both.years
    without = replace(last, threats=last.threats[1:])
    ids = [threat.id for threat in last.threats]
    assert [*ids[1:], ids[0]] == threat_ids(replace(both, years=(*early, without)))


def test_a_threat_that_an_edition_does_not_have_was_not_removed() -> None:
    """A year held against an older SPR edition says so; a partial year does not record it."""
    years = {each.year.id: each for each in threat_years(copy(NORTHMOOR), "violence-against-women-girls")}
    assert [*years] == [*reversed([year.id for year in copy(NORTHMOOR).years])]
    assert years["2022"] == ThreatInYear(years["2022"].year, None, not_in_edition=True)
    assert years["2023"].threat is not None
    partial = threat_years(copy("assessments"), "terrorism")[-1]
    assert partial == ThreatInYear(partial.year, None, not_recorded=True)


def test_crossings_are_those_between_the_editions_that_years_are_held_against() -> None:
    """Where all years are held against one SPR edition, there is nothing to cross."""
    assert crossings(copy("assessments"), "terrorism") == []
    found = crossings(copy(NORTHMOOR), "public-order")
    assert [(each.old_edition, each.new_edition, each.relation) for each in found] == [
        ("spr-2015", "spr-2023", "renamed")
    ]


def test_a_metric_stands_with_those_that_it_replaced() -> None:
    """One family, oldest metric first; the older one has no family of its own."""
    found = {family.metric.id: family for family in families(copy(NORTHMOOR))}
    assert [metric.id for metric in found["deployable-support-units"].metrics] == [
        "police-support-units",
        "deployable-support-units",
    ]
    assert "police-support-units" not in found


def test_a_family_ends_with_its_last_figure() -> None:
    """What is not mentioned any more has no rows that say so year after year."""
    found = {family.metric.id: family for family in families(copy(NORTHMOOR))}
    assert [year.id for year in found["matches-policed"].years] == ["2018", "2019"]


def test_a_line_is_cut_where_the_metric_was_replaced() -> None:
    """A new definition cuts the line, with its reason."""
    (cut,) = cuts(one_metric(figure(5), replace(figure(6), metric="new")))
    assert (cut.old.id, cut.new.id) == ("2018", "2019")
    assert cut.reason == "Comparable with care: Half units are no longer counted."


@pytest.mark.parametrize(
    ("between", "reason"),
    [
        (Withheld(reason="Tactical."), "2019: withheld."),
        (Absent.NOT_STATED, "2019: not stated."),
        (Absent.NOT_PUBLISHED_HERE, "2019: not published here."),
    ],
)
def test_a_line_is_cut_where_there_is_no_number(between: Withheld | Absent, reason: str) -> None:
    """Withheld, not stated and not published here cut a line, each in its own word."""
    (cut,) = cuts(one_metric(figure(5), replace(figure(0), value=between), figure(7)))
    assert reason == cut.reason


def test_what_a_copy_may_have_left_out_is_not_called_unstated() -> None:
    """Where this copy leaves out a threat, or a figure without a name, a year may have said more there."""
    data = one_metric(figure(5), figure(6), figure(7))
    first, second, last = data.years
    hidden = replace(figure(0), metric="not-published-figure-report-1", value=Absent.NOT_PUBLISHED_HERE)
    (cut,) = cuts(replace(data, years=(first, _only(second, hidden), last)))
    assert cut.reason == "2019: not published here."
    (cut,) = cuts(replace(data, years=(first, _only(second, replace(hidden, threat="terrorism")), last)))
    assert cut.reason == "2019: not stated."
    found = {family.metric.id: family for family in families(copy(NORTHMOOR))}["cyber-referrals"]
    missing = {each.year.id: each.missing for each in points(copy(NORTHMOOR), found, FigureKind.ACTUAL)}
    assert missing["2022"] == Absent.NOT_PUBLISHED_HERE


def test_a_direction_is_something_stated() -> None:
    """A year that only says which way it goes is not called unstated."""
    rising = replace(figure(0), value=None, direction=Direction.RISING)
    (cut,) = cuts(one_metric(figure(5), rising, figure(7)))
    assert cut.reason == "2019: a direction only."


def test_years_without_a_number_cut_a_line_once() -> None:
    """One cut, with the years together that say the same."""
    not_stated = replace(figure(0), value=Absent.NOT_STATED)
    withheld = replace(figure(0), value=Withheld(reason="Tactical."))
    (cut,) = cuts(one_metric(figure(5), not_stated, not_stated, withheld, figure(7)))
    assert cut.reason == "2019 to 2020: not stated; 2021: withheld."


def test_a_line_is_cut_where_a_year_is_not_recorded() -> None:
    """A partial year that does not cover figures has none, which says nothing of the force."""
    data = one_metric(figure(5), figure(6), figure(7))
    first, partial, last = data.years
    partial = replace(
        partial, threats=(), statements=type(partial.statements)(), covers=frozenset({Covered.LEADS})
    )
    (cut,) = cuts(replace(data, years=(first, partial, last)))
    assert cut.reason == "2019: not recorded."


def test_a_line_is_cut_between_scores_of_different_models() -> None:
    """A score of another model is another thing."""
    score = replace(figure(40), kind=FigureKind.SCORE, model="MoRILE")
    (cut,) = cuts(one_metric(score, replace(score, model="OCGM")), FigureKind.SCORE)
    assert cut.reason == "Not comparable: The scores are of different models: MoRILE, and now OCGM."


def test_a_line_is_cut_where_a_total_is_new() -> None:
    """A number and a share are not the same thing."""
    (cut,) = cuts(one_metric(figure(5), replace(figure(6), out_of=9)))
    assert cut.reason == "Not comparable: Only one of the two is given out of a total."


def test_a_line_goes_on_where_nothing_lies_between() -> None:
    """Two numbers of one definition are joined; zero is a number."""
    data = one_metric(figure(5), figure(0))
    assert [each.span for each in points(data, family_of(data), FigureKind.ACTUAL)] == [(5, 5), (0, 0)]
    assert cuts(data) == []


def test_a_restated_figure_is_drawn_as_it_should_have_been() -> None:
    """The number that a later year gives in its place, marked as restated."""
    family = next(each for each in families(copy(NORTHMOOR)) if each.metric.id == "specialist-posts-vacant")
    (found,) = (each for each in points(copy(NORTHMOOR), family, FigureKind.ACTUAL) if each.restated)
    assert (found.year.id, found.span) == ("2022", (17, 17))


def test_another_edition_is_said_and_does_not_cut() -> None:
    """What may be compared with care is joined, and says so."""
    found = next(each for each in families(copy(NORTHMOOR)) if each.metric.id == "casualty-bureau-staff")
    breaks = [each for point in points(copy(NORTHMOOR), found, FigureKind.ACTUAL) for each in point.breaks]
    assert [(each.reason, each.cut) for each in breaks] == [
        ("Another SPR edition: comparable with care.", False)
    ]


def test_areas_that_ended_or_began_are_not_applicable_in_other_years() -> None:
    """An area that a year did not have is not one of which it says nothing."""
    areas = (
        Area(id="port", name="Port", until="2018"),
        Area(id="harbour", name="Harbour", lineage=("port",)),
    )
    data = replace(
        one_metric(
            replace(figure(1), by_area={"port": 1}),
            replace(figure(0), value=None, by_area={"harbour": Withheld(reason="So few.")}),
            figure(3),
        ),
        areas=AreaList(kind="district", areas=areas),
    )
    (table,) = area_tables(data)
    assert [year.id for year in table.years] == ["2018", "2019"]
    assert dict(table.values) == {
        "port": (1, Absent.NOT_APPLICABLE),
        "harbour": (Absent.NOT_APPLICABLE, Withheld(reason="So few.")),
    }
    assert [(year.id, area.name) for year, area, _ in table.withheld] == [("2019", "Harbour")]


def test_events_after_the_newest_year_balance() -> None:
    """What happened since stands in a sum of its own, which ends with what is open today."""
    for data in ("assessments", NORTHMOOR):
        both = copy(data)
        for count in range(1, len(both.years) + 1):
            years = both.years[:count]
            known = [each for each in both.recommendations if each.raised_in <= years[-1].id]
            seen = replace(both, years=years, recommendations=tuple(known))
            since = since_newest(seen)
            assert since is not None
            assert since.open_at_start is not NOT_RECORDED
            left = len(since.open_at_start) + len(since.raised) + len(since.reopened) - len(since.all_closed)
            assert left == len(since.still_open)
            assert since.still_open == ledger_to_date(seen).still_open


def copy(data: str) -> Assessments:
    """A folder of data, for the public."""
    return for_audience(assessments(data), Audience.PUBLIC)


def figure(value: float) -> Figure:
    """A figure of the report as a whole."""
    return Figure(metric="old", kind=FigureKind.ACTUAL, value=value, as_of=Date("2018"))


def one_metric(*figures: Figure) -> Assessments:
    """Years from 2018 on, each with one figure, of a metric that another replaced."""
    both = copy(NORTHMOOR)
    old = Metric(
        id="old", name="Units", unit="units", better=Better.HIGHER, definition="Units.", since="2018"
    )
    new = replace(
        old,
        id="new",
        since="2019",
        replaces="old",
        comparability=Comparability.WITH_CARE,
        reason="Half units are no longer counted.",
    )
    years = tuple(_only(year, each) for year, each in zip(both.years, figures, strict=False))
    return replace(both, years=years, metrics=(old, new))


def family_of(data: Assessments) -> Family:
    """The one family of some data."""
    (found,) = families(data)
    return found


def cuts(data: Assessments, kind: FigureKind = FigureKind.ACTUAL) -> list[Break]:
    """Where the line of the one family is cut."""
    found = points(data, family_of(data), kind)
    return [each for point in found for each in point.breaks if each.cut]


def _only(year: Year, found: Figure) -> Year:
    statements = replace(year.statements, figures=(found,))
    return replace(year, threats=(), statements=statements)
