"""
What an audience may not see is nowhere in its copy.

In tests/examples/valid/secrets-of-every-kind everything that is meant for fewer readers than the public has
the word canary in every text and id, the number 987654, or stands in the year 1999.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from spr.cycle.publishing import Correction, correct, publish
from spr.errors import Place
from spr.loading.folder import Folders
from spr.model.assessment import Disclosure, Figure, Year
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.horizon import up_to
from spr.model.recommendation import Event
from spr.model.shared import Assessments
from spr.model.words import Absent, Audience, FigureKind, Happened, Recorded
from spr.render.view import View
from spr.search import home_index, year_index
from spr.through_years import Seen
from tests.folders import EXAMPLES, SCHEMAS, SHOWN, checked, lay, replace_text, schemas_read_once

SECRETS: Final = EXAMPLES / "valid" / "secrets-of-every-kind"
SECRET: Final = re.compile(r"canar|CNRY|987654|1999", re.IGNORECASE)

HERE: Final = Absent.NOT_PUBLISHED_HERE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The secrets, and 2021 published, then corrected: a paragraph of it is taken out."""
    folder = lay(tmp_path_factory.mktemp("secrets") / "data", SECRETS)
    folders = Folders(folder, SHOWN, SCHEMAS)
    taken_out = "  - id: canary-taken-out\n    text: This canary should never have been published.\n"
    path = folder / "2021/threats/cyber-incident.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + taken_out, encoding="utf-8")
    with schemas_read_once():
        publish(folders, "2021", Date("2021-12-01"), "chief")
        path.write_text(before, encoding="utf-8")
        replace_text(folder, "2021/threats/terrorism.yaml", "little to tell", "nothing to tell")
        replace_text(folder, "2021/threats/civil-emergencies.yaml", "canary sings of", "canary sang of")
        said = Correction(
            kind="redaction",
            reason="It was not for the public.",
            grades="none",
            recommendations="none",
            told="board-2021",
            paragraphs=("canary-taken-out", "canary-in-spring", "on-terrorism"),
        )
        correct(folders, "2021", Date("2021-12-02"), "chief", said)
    return folder


@pytest.fixture(scope="module")
def written(folder: Path) -> Assessments:
    """The secrets as written."""
    found = checked(folder)
    assert found.problems == ()
    return found.assessments


@pytest.fixture(scope="module")
def public(written: Assessments) -> Assessments:
    """The copy for the public."""
    return for_audience(written, Audience.PUBLIC)


def texts(thing: object, way: str = "") -> Iterator[tuple[str, str]]:
    """Every text and number in a thing and all that it holds, with the way to it; no places in files."""
    if isinstance(thing, Mapping):
        for key, value in thing.items():
            yield f"{way}.keys", str(key)
            yield from texts(value, f"{way}[{key}]")
    elif isinstance(thing, tuple | list | frozenset):
        for index, value in enumerate(thing):
            yield from texts(value, f"{way}[{index}]")
    elif is_dataclass(thing) and not isinstance(thing, Place):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name), f"{way}.{field.name}")
    elif thing is not None and not isinstance(thing, Place | bool):
        yield way, str(thing)


def secrets_in(copy: Assessments) -> list[tuple[str, str]]:
    """What should not be there, and where it is."""
    return [(way, text) for way, text in texts(copy) if SECRET.search(text)]


def year(copy: Assessments, name: str) -> Year:
    """A year that is there."""
    found = copy.year(name)
    assert found is not None
    return found


def test_nothing_secret_is_in_the_public_copy(public: Assessments) -> None:
    """Every text, id, number, checksum key and definition is looked at."""
    assert secrets_in(public) == []


@pytest.mark.parametrize("name", ["2021", "2022"])
def test_nothing_secret_is_in_what_a_year_sees(public: Assessments, name: str) -> None:
    """Cutting a copy to what a year can see brings nothing back."""
    assert secrets_in(up_to(public, year(public, name))) == []


def test_nothing_secret_can_be_searched_for(written: Assessments, public: Assessments) -> None:
    """No index of the public copy holds what only others may see; that of the force does."""

    def indexes(copy: Assessments) -> str:
        of_years = (year_index(View(up_to(copy, each), each, "")) for each in copy.years)
        return "".join((*of_years, home_index(Seen(copy))))

    assert SECRET.findall(indexes(public)) == []
    assert SECRET.findall(indexes(for_audience(written, Audience.FORCE))) != []


def test_the_secrets_are_many(written: Assessments) -> None:
    """As written they stand in every kind of thing; or the tests above would look for what there is not."""
    kinds = {re.sub(r"\[\d+\]", "", way) for way, _ in secrets_in(written)}
    assert len(kinds) > 100
    assert {
        ".years.threats.paragraphs.id",
        ".terms.term",
        ".metrics.id",
        ".scales.id",
        ".meetings.id",
    } <= kinds
    assert {
        ".years.record.numbers.keys",
        ".recommendations.events.text",
        ".recommendations.parts.text",
    } <= kinds


def test_the_force_sees_all(written: Assessments) -> None:
    """Its copy lacks nothing."""
    copy = for_audience(written, Audience.FORCE)
    assert list(texts(copy)) == [*texts(written), (".audience", "force")]


def test_the_policing_body_sees_what_is_meant_for_it(written: Assessments) -> None:
    """More than the public, less than the force."""
    copy = for_audience(written, Audience.POLICING_BODY)
    seen = {text for _, text in texts(copy)}
    assert "canary-silent-risk" in seen
    assert "canary-visible-risk" not in seen
    assert [each.id for each in copy.years] == ["2021", "2022"]


def test_copy_of_a_copy_is_refused(public: Assessments) -> None:
    """What is missing in a copy would be missing in the next without a word."""
    with pytest.raises(ValueError, match="public"):
        for_audience(public, Audience.PUBLIC)


def test_checksums_leave_with_the_copy(written: Assessments, public: Assessments) -> None:
    """A short text is found from its checksum in no time."""
    checksum = re.compile("[0-9a-f]{64}")
    assert [text for _, text in texts(written) if checksum.fullmatch(text)]
    assert [text for _, text in texts(public) if checksum.fullmatch(text)] == []


def test_numbers_stay(written: Assessments, public: Assessments) -> None:
    """A paragraph that is not shown keeps its place, and so do those after it."""
    before, after = year(written, "2021"), year(public, "2021")
    assert [each.number for each in before.paragraphs] == [each.number for each in after.paragraphs]
    hidden = [each for each in after.paragraphs if each.text == HERE]
    assert [(each.id, each.number) for each in hidden] == [
        (f"paragraph-{number}", number) for number in ("3", "5", "7", "8")
    ]
    assert not any(each.tags or each.classified or each.lineage for each in hidden)


def test_number_of_what_was_taken_out_stays_without_its_id(public: Assessments) -> None:
    """The record fixes its number; what it was called says too much."""
    published, corrected = year(public, "2021").record
    assert published.what is Recorded.PUBLISHED
    assert published.numbers["paragraph-10"] == "10"
    assert corrected.correction is not None
    assert corrected.correction.paragraphs == ("paragraph-10", "paragraph-5", "on-terrorism")


def test_what_is_left_out_visibly_leaves_its_place(public: Assessments) -> None:
    """The reader is told that there is something, of what sort, and no more."""
    terrorism = year(public, "2021").threats[0]
    assert [each.id for each in terrorism.statements.named] == [
        f"not-published-{sort}-terrorism-1" for sort in ("risk", "action", "exercise", "finding", "evidence")
    ]
    assert [getattr(each, "text", HERE) for each in terrorism.statements.named] == [HERE] * 5
    assert [(each.metric, each.value) for each in terrorism.statements.figures] == [
        ("not-published-figure-terrorism-1", HERE)
    ]


def test_what_is_left_out_silently_shows_nothing(public: Assessments) -> None:
    """No place, no gap in the counting."""
    crime = year(public, "2021").threats[2]
    assert crime.id == "serious-organised-crime"
    assert (crime.statements.named, crime.statements.figures) == ((), ())


def test_grade_that_is_left_out_visibly_leaves_its_place(public: Assessments) -> None:
    """Beside a grade that may be seen; of the one left out silently there is nothing."""
    grades = year(public, "2021").threats[1].graded
    assert [(each.word, each.by, each.scale) for each in grades] == [
        ("Ready", "self", "readiness"),
        (HERE, HERE, None),
    ]


def test_hidden_threat_keeps_its_name(public: Assessments) -> None:
    """Which threats there are, the SPR says; what is said of one is not published here."""
    threat = year(public, "2021").threats[3]
    assert (threat.id, threat.title) == ("public-order", "Public order")
    assert {threat.in_brief, threat.leads, threat.grades} == {HERE}
    assert (threat.full_assessment, threat.threat_levels, dict(threat.not_addressed)) == (None, (), {})


def test_figure_that_is_left_out_keeps_a_metric_that_others_show(public: Assessments) -> None:
    """Boats are counted in public; only what is required of them is not published here."""
    figures = year(public, "2021").threats[1].statements.figures
    assert [(each.metric, each.value, each.paragraph) for each in figures] == [
        ("boats", 2, "paragraph-5"),
        ("boats", HERE, None),
    ]


def test_figures_that_are_left_out_have_places_of_their_own(written: Assessments) -> None:
    """Several of one metric and kind, told apart only by a date that is left out too."""
    plans = tuple(
        Figure(
            metric="boats",
            kind=FigureKind.PLAN,
            value=3,
            by=Date(by),
            threat=threat,
            disclosure=Disclosure(audience=Audience.FORCE),
        )
        for by, threat in (("2023", "terrorism"), ("2024", "terrorism"), ("2023", "public-order"))
    )
    before = year(written, "2021")
    threats = tuple(
        replace(
            threat,
            statements=replace(
                threat.statements,
                figures=(*threat.statements.figures, *(plan for plan in plans if plan.threat == threat.id)),
            ),
        )
        for threat in before.threats
    )
    world = replace(
        written,
        years=tuple(replace(each, threats=threats) if each is before else each for each in written.years),
    )
    copy = for_audience(world, Audience.PUBLIC)
    figures = year(copy, "2021").figures
    assert len([each for each in figures if each.left_out]) >= len(plans)
    assert len({each.anchor for each in figures}) == len(figures)
    for known in copy.years:
        assert year_index(View(up_to(copy, known), known, ""))


def test_what_points_at_a_secret_is_cut(public: Assessments) -> None:
    """Lineage, reasons, mended numbers, the year that tells: none leads to what is not there."""
    later = year(public, "2022")
    boats = later.threats[1]
    assert boats.paragraphs[0].lineage == ()
    assert boats.statements.risks[0].lineage == ("ice",)
    assert boats.graded[0].because is None
    assert [each.restates for each in boats.statements.figures] == [None, None, None, None]
    assert later.governance.roles[1].lineage == ()
    assert [metric.replaces for metric in public.metrics if metric.id == "rafts"] == [None]
    first = public.recommendations[0]
    assert (first.id, first.lineage) == ("2021-1", ())
    assert [each.paragraph for each in first.events] == [None, "paragraph-5", None, None]
    assert [each.what for each in first.events] == ["accepted", "progressed", HERE, HERE]


def test_event_that_a_hidden_year_tells_leaves_with_it(written: Assessments) -> None:
    """It is part of that year's report: what happened is not shown, nor the year, nor its paragraph."""
    first = next(each for each in written.recommendations if each.id == "2021-1")
    event = replace(first.events[0], told_in="1999", paragraph="canary-in-winter")
    told = replace(written, recommendations=(replace(first, events=(event,)),))
    (copied,) = for_audience(told, Audience.PUBLIC).recommendations
    assert copied.events == (Event(what=HERE, date=event.date, by=HERE, origin=event.origin),)
    assert for_audience(told, Audience.FORCE).recommendations[0].events == (event,)


def test_nothing_is_tied_to_a_recommendation_that_is_left_out(written: Assessments) -> None:
    """The finding that it answers, or what superseded the one before, would tell what it asks."""
    first, hidden = (each for each in written.recommendations if each.raised_in == "2021")
    superseded = replace(first.events[0], what=Happened.SUPERSEDED, superseded_by=(hidden.id,))
    tied_to_it = replace(first, events=(superseded,), lineage=(hidden.id,))
    tied = replace(written, recommendations=(tied_to_it, hidden))
    copy = for_audience(tied, Audience.PUBLIC)
    left = copy.recommendations[0]
    assert (left.lineage, [event.superseded_by for event in left.events]) == ((), [()])
    assert [each.recommendations for each in year(copy, "2021").implications] == [("2021-1",)]
    assert [each.recommendations for each in year(copy, "2021").statements.findings] == [()]


def test_recommendation_that_is_left_out_keeps_its_number(public: Assessments) -> None:
    """It is counted, and nobody learns what it asks of whom."""
    hidden = public.recommendations[1]
    assert (hidden.id, hidden.number, hidden.text) == ("2021-2", "2", HERE)
    assert (hidden.addressees, hidden.threats, hidden.parts, hidden.events) == ((), (), (), ())


def test_reason_for_a_move_stays_where_the_grade_before_may_be_seen(tmp_path: Path) -> None:
    """Nothing is cut that nothing hides."""
    folder = lay(tmp_path / "data")
    because = "Not ready\n    because: {kind: evidence, text: The ice was thick.}"
    replace_text(folder, "2022/threats/civil-emergencies.yaml", "grade: Ready", f"grade: {because}")
    found = checked(folder)
    assert found.problems == ()
    copy = for_audience(found.assessments, Audience.PUBLIC)
    assert copy.years[1].threats[1].graded[0].because is not None
    assert copy.years[1] == found.assessments.years[1]
    assert copy.recommendations == found.assessments.recommendations
    assert (copy.meetings, copy.terms) == (found.assessments.meetings, found.assessments.terms)
