"""A year sees itself, earlier years, and what had happened by its own date: nothing later changes that."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from spr.model.assessment import NOWHERE, Disclosure, Evidence, Figure, Statements
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.horizon import up_to
from spr.model.shared import (
    Assessments,
    Crossing,
    DatedLevel,
    LevelMeaning,
    Metric,
    NamedThreat,
    SprEdition,
)
from spr.model.words import Absent, Audience, Better, Comparability, FigureKind, State
from spr.render.view import View
from tests.folders import EXAMPLES, checked, lay, replace_text

NEXT_YEAR: Final = {
    "label: Report of 2022": "label: Report of 2023",
    "assessed: 2022-08": "assessed: 2023-08",
    "reported: 2022-11-02": "reported: 2023-11-02",
    "published: 2022-11-02": "published: 2023-12",
}


def _append(name: str, text: str) -> Callable[[Path], None]:
    def append(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)

    return append


def _later_year(folder: Path) -> None:
    shutil.copytree(folder / "2022", folder / "2023")
    for old, new in NEXT_YEAR.items():
        replace_text(folder, "2023/assessment.yaml", old, new)
    shutil.copyfile(folder / "recommendations/2022-1.yaml", folder / "recommendations/2023-1.yaml")
    replace_text(folder, "recommendations/2023-1.yaml", "raised_in: 2022", "raised_in: 2023")


def _later_year_that_uses_what_was_not_used(folder: Path) -> None:
    _append(
        "glossary.yaml",
        "  - {id: jtac, term: JTAC, stands_for: Joint Terrorism Analysis Centre, from: 2021}\n",
    )(folder)
    _append("metrics.yaml", METRIC.partition("    replaces")[0].replace("2023", "2021"))(folder)
    _append("scales.yaml", SCALE.partition("    replaces")[0].replace("2023", "2021"))(folder)
    _later_year(folder)
    replace_text(folder, "2023/threats/terrorism.yaml", "There is little", "The JTAC has little")
    replace_text(folder, "2023/threats/civil-emergencies.yaml", "metric: boats", "metric: rafts")
    replace_text(folder, "2023/threats/civil-emergencies.yaml", "grade: Ready", "grade: Fit")
    replace_text(folder, "2023/threats/civil-emergencies.yaml", "scale: readiness", "scale: fitness")


def _event_told_later(folder: Path) -> None:
    _later_year(folder)
    _append(
        "recommendations/2021-1.yaml", "  - {what: completed, date: not stated, told_in: 2023, by: chief}\n"
    )(folder)


def _areas_of_a_later_year(folder: Path) -> None:
    replace_text(folder, "areas.yaml", "{id: shore, name: Shore}", "{id: shore, name: Shore, until: 2022}")
    _append(
        "areas.yaml",
        "  - {id: beach, name: Beach, from: [shore]}\n  - {id: cliff, name: Cliff, from: [shore]}\n",
    )(folder)


METRIC: Final = """\
  - id: rafts
    name: Rafts
    unit: rafts
    better: higher
    definition: Rafts that float.
    from: 2023
    replaces: boats
    comparability: not comparable
    reason: A raft is no boat.
"""
SCALE: Final = """\
  - id: fitness
    name: Fitness
    owner: self
    order: best first
    words: [Fit, Unfit]
    from: 2023
    replaces: readiness
    comparability: not comparable
    reason: Whoever is fit need not be ready.
"""

LATER: Final[dict[str, Callable[[Path], None]]] = {
    "a later year": _later_year,
    "a later year that first uses a term, a metric, a scale": _later_year_that_uses_what_was_not_used,
    "a term": _append(
        "glossary.yaml", "  - {id: cbrn-new, term: CBRN, stands_for: something else, from: 2023}\n"
    ),
    "a metric": _append("metrics.yaml", METRIC),
    "a scale": _append("scales.yaml", SCALE),
    "a meeting": _append(
        "meetings.yaml", "  - {id: board-2023, date: 2023-11-02, body: Board, title: Board of 2023}\n"
    ),
    "an event": _append(
        "recommendations/2021-1.yaml",
        "  - {what: completed, date: 2023-11-02, by: chief, meeting: board-2021, text: The boat came.}\n",
    ),
    "an event without a date, told by a later year": _event_told_later,
    "areas": _areas_of_a_later_year,
}


def lay_dated(folder: Path) -> Path:
    """The base in *folder*, its draft with a date of its own: what a draft sees has no end."""
    replace_text(lay(folder), "2022/assessment.yaml", "published: not stated", "published: 2022-11-02")
    return folder


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Assessments:
    """The base, dated."""
    return public(lay_dated(tmp_path_factory.mktemp("base") / "data"))


def public(folder: Path) -> Assessments:
    """The copy of a folder for the public."""
    found = checked(folder)
    assert found.problems == ()
    return for_audience(found.assessments, Audience.PUBLIC)


def seen_by(copy: Assessments, name: str) -> Assessments:
    """What a year can see."""
    year = copy.year(name)
    assert year is not None
    return up_to(copy, year)


@pytest.mark.parametrize("name", ["2021", "2022"])
@pytest.mark.parametrize("what", LATER)
def test_nothing_later_changes_what_a_year_sees(
    what: str, name: str, before: Assessments, tmp_path: Path
) -> None:
    """Whole values are compared, so that no page of the year can change by a byte."""
    folder = lay_dated(tmp_path / "data")
    LATER[what](folder)
    assert seen_by(before, name) == seen_by(public(folder), name)


def _defined(name: str, since: str, before: str | None = None) -> Metric:
    return Metric(
        id=name,
        name=name,
        unit="x",
        better=Better.HIGHER,
        definition=name,
        since=since,
        replaces=before,
        comparability=Comparability.WITH_CARE if before else None,
        reason=f"Another way to count: {name}." if before else None,
    )


@pytest.mark.parametrize("is_hidden", [True, False])
def test_nothing_later_changes_what_lies_between(is_hidden: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """A definition that only a later year uses, hidden or not, lay between those of two years."""
    folder = lay_dated(tmp_path / "data")
    _later_year(folder)
    written = checked(folder).assessments
    hidden = Disclosure(audience=Audience.FORCE if is_hidden else None)
    chain = (
        _defined("first", "2020"),
        _defined("between", "2021", "first"),
        _defined("last", "2022", "between"),
    )
    figures = (
        Figure(metric="first", kind=FigureKind.ACTUAL, value=1),
        Figure(metric="last", kind=FigureKind.ACTUAL, value=1),
        Figure(metric="between", kind=FigureKind.ACTUAL, value=1, disclosure=hidden),
    )
    years = tuple(
        replace(year, statements=Statements(figures=(figure,)))
        for year, figure in zip(written.years, figures, strict=True)
    )
    seen = []
    for count in (2, 3):
        world = replace(
            written,
            years=years[:count],
            metrics=(*written.metrics, *chain),
            recommendations=tuple(each for each in written.recommendations if each.raised_in < "2023"),
        )
        copy = for_audience(world, Audience.PUBLIC)
        seen.append(seen_by(copy, "2022"))
        last = seen[-1].metric("last")
        assert last
        assert (last.replaces, last.comparability) == ("first", Comparability.WITH_CARE)
        assert seen[-1].metric("between") is None
    assert seen[0].metrics == seen[1].metrics


def test_what_comes_later_is_seen_later(before: Assessments, tmp_path: Path) -> None:
    """Or the tests above would look for what is never there."""
    folder = lay_dated(tmp_path / "data")
    _later_year_that_uses_what_was_not_used(folder)
    _append("recommendations/2021-1.yaml", "  - {what: completed, date: 2023-11-02, by: chief}\n")(folder)
    copy = public(folder)
    seen, old = seen_by(copy, "2023"), seen_by(before, "2022")
    assert [each.id for each in seen.years] == ["2021", "2022", "2023"]
    assert {each.id for each in seen.terms} - {each.id for each in old.terms} == {"jtac"}
    assert {each.id for each in seen.metrics} - {each.id for each in old.metrics} == {"rafts"}
    assert {each.id for each in seen.scales} - {each.id for each in old.scales} == {"fitness"}
    assert [len(each.recommendations[0].events) for each in (old, seen)] == [1, 2]
    assert [each.id for each in seen.recommendations] == ["2021-1", "2022-1", "2023-1"]


def test_event_on_the_own_date_is_seen_and_one_on_the_next_day_is_not(tmp_path: Path) -> None:
    """2022 is dated by its report, of 2 November."""
    folder = lay_dated(tmp_path / "data")
    events = "".join(
        f"  - {{what: progressed, date: {date}, by: chief}}\n"
        for date in ("2022-11-02", "2022-11-03", "2022-11-30", "2022-11")
    )
    _append("recommendations/2021-1.yaml", events)(folder)
    seen = seen_by(public(folder), "2022").recommendations[0].events
    assert [str(event.date) for event in seen] == ["2021-11-02", "2022-11-02"]
    replace_text(folder, "2022/assessment.yaml", "published: 2022-11-02", "published: 2022-11")
    seen = seen_by(public(folder), "2022").recommendations[0].events
    assert [str(event.date) for event in seen][2:] == ["2022-11-03", "2022-11-30", "2022-11"]


def test_evidence_is_seen_from_its_date_on(before: Assessments) -> None:
    """What was found of a recommendation later is no part of the year."""
    kinds: dict[str, Date | Absent] = {
        "old": Date("2021-11"),
        "new": Date("2022-03"),
        "undated": Absent.NOT_STATED,
    }
    first, *others = before.recommendations
    found = tuple(
        Evidence(id=name, what=name, reference=Absent.NOT_STATED, date=date, held_by="chief")
        for name, date in kinds.items()
    )
    told = replace(before, recommendations=(replace(first, evidence=found), *others))
    seen = {year.id: up_to(told, year).recommendations[0].evidence for year in told.years}
    assert [each.id for each in seen["2021"]] == ["old", "undated"]
    assert [each.id for each in seen["2022"]] == ["old", "new", "undated"]


def test_draft_sees_all_that_has_happened_and_nothing_that_a_later_year_tells(tmp_path: Path) -> None:
    """A year that is made here has no date of its own until it is published."""
    folder = lay(tmp_path / "data")
    events = """events:
  - {what: accepted, date: 2031-01-01, by: chief}
  - {what: progressed, date: not stated, told_in: 2022, by: chief}
  - {what: progressed, date: not stated, told_in: 2023, by: chief}"""
    replace_text(folder, "recommendations/2022-1.yaml", "events: []", events)
    shutil.copytree(folder / "2022", folder / "2023")
    copy = public(folder)
    assert copy.years[1].own_date is None
    seen = seen_by(copy, "2022").recommendations[1].events
    assert [str(event.date) for event in seen] == ["2031-01-01", "not stated"]


def test_later_editions_levels_and_meanings_are_not_seen(before: Assessments) -> None:
    """What the product learns of the world after a year's date is no part of that year."""
    year = before.years[0]
    reference = before.reference
    edition = SprEdition(
        id="spr-2031",
        name="Requirement of 2031",
        issued=Date("2031-01"),
        threats=(NamedThreat(id="terrorism", name="Terror", source="nobody", sure="low"),),
        source="nobody",
    )
    crossing = Crossing(
        old_edition="spr-2012",
        new_edition="spr-2031",
        old="terrorism",
        new="terrorism",
        relation="same",
        comparability=Comparability.COMPARABLE,
        reason="",
        source="nobody",
        author="editors",
        origin=NOWHERE,
    )
    level = DatedLevel(level="low", since=Date("2031-02"), source="nobody", sure="low")
    more = replace(
        before,
        reference=replace(
            reference,
            spr_editions=(*reference.spr_editions, edition),
            crosswalk=(*reference.crosswalk, crossing),
            level_series=tuple(
                replace(each, levels=(*each.levels, level), until=each.until or Date("2031-03"))
                for each in reference.level_series
            ),
            level_meanings=(
                *(replace(each, until=each.until or Date("2031-04")) for each in reference.level_meanings),
                LevelMeaning(
                    level="low",
                    meaning="Nothing is likely.",
                    since=Date("2031-04"),
                    until=None,
                    source="nobody",
                ),
            ),
        ),
    )
    assert up_to(before, year).reference == up_to(more, more.years[0]).reference


def test_editions_between_are_seen(tmp_path: Path) -> None:
    """From 2012 to 2023 the way leads through 2015, even if no year was held against that."""
    folder = lay(tmp_path / "data", EXAMPLES / "valid" / "a-year-that-straddles-two-editions")
    copy = public(folder)
    years = (replace(copy.years[1], spr_editions=("spr-2012", "spr-2023")),)
    seen = up_to(replace(copy, years=years), years[0]).reference
    assert [edition.id for edition in seen.spr_editions] == ["spr-2012", "spr-2015", "spr-2023"]
    assert {(each.old_edition, each.new_edition) for each in seen.crosswalk} == {
        ("spr-2012", "spr-2015"),
        ("spr-2015", "spr-2023"),
    }


def test_area_is_seen_as_it_was(tmp_path: Path) -> None:
    """An area that ended later had not ended; one that came later had not begun."""
    folder = lay_dated(tmp_path / "data")
    _areas_of_a_later_year(folder)
    _later_year(folder)
    copy = public(folder)
    assert [(each.id, each.until) for each in seen_by(copy, "2022").areas.listed] == [
        ("hill", None),
        ("shore", None),
    ]
    assert [each.id for each in seen_by(copy, "2023").areas.listed] == ["hill", "shore", "beach", "cliff"]
    assert [seen_by(copy, name).areas.number for name in ("2022", "2023")] == [2, 3]


def test_what_happens_to_a_year_afterwards_is_told_elsewhere(tmp_path: Path) -> None:
    """The policing body's answer to a published year changes nothing of it; a withdrawal does."""
    event = "  - {{what: {}, date: 2022-01-11, by: chief, {}}}\n"
    answered, withdrawn = lay_dated(tmp_path / "answered"), lay_dated(tmp_path / "withdrawn")
    _append("2021/record.yaml", event.format("answered", "word: Noted"))(answered)
    _append("2021/record.yaml", event.format("withdrawn", "reason: It was wrong."))(withdrawn)
    seen = [seen_by(public(folder), "2021") for folder in (lay_dated(tmp_path / "base"), answered, withdrawn)]
    assert seen[0] == seen[1]
    assert [seen[0].years[0].state, seen[2].years[0].state] == [State.PUBLISHED, State.WITHDRAWN]
    whole = public(answered)
    assert len(whole.years[0].record) == 2
    assert View(seen[1], whole.years[0], "index.html").year == seen[1].years[0]
