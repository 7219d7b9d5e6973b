"""
What changed between two years: a case in tests/changes/ for every rule, named after it.

A case has what two years say, as authors write it, and every change that is expected. What it leaves out is
as below, in capitals. The old year is 2021, one before it (if there is one) 2020, one in between (if there is
one) 2022, the new one 2023, each published in December.

`python -m tests.test_changes` writes what is expected anew from what is: review it like code.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from spr.changes import (
    Change,
    Counted,
    Direction,
    Kind,
    Part,
    Thing,
    What,
    WrongOrderError,
    account_for,
    compare_years,
    overview,
)
from spr.changes.actions import account_for_actions
from spr.changes.years import TwoYears
from spr.checking.assessments import load_assessments
from spr.loading.folder import load_reference
from spr.loading.node import Node
from spr.loading.parse.recommendation import parse_recommendation
from spr.loading.parse.reference import parse_reference
from spr.loading.parse.shared import parse_areas, parse_force, parse_metrics, parse_scales
from spr.loading.parse.year import parse_year
from spr.loading.yaml12 import load_yaml, parse_yaml
from spr.model.assessment import Year
from spr.model.audience import for_audience
from spr.model.recommendation import Recommendation
from spr.model.shared import Assessments, Reference
from spr.model.words import Audience, Comparability, Outcome

ROOT = Path(__file__).parent.parent
CASES = sorted(Path(__file__).with_name("changes").glob("*.yaml"))
DATA_SETS = ("assessments", "examples/northmoor")

YEARS = {"before": "2020", "old": "2021", "between": "2022", "new": "2023"}
ABSENT = "not stated"
HIDDEN_TWICE = "what-this-copy-leaves-out-of-both-years-changes-nothing"
SETTLED_BEFORE = "what-was-settled-before-the-old-year-is-of-neither"

FORCE = {
    "name": "A force",
    "short_name": "Force",
    "policing_body": {"name": "Commissioner", "short_name": "PCC"},
    "chief_officer": "Chief Constable",
}
ASSESSMENT: Mapping[str, Any] = {
    "label": "A year",
    "spr_edition": "spr-2015",
    "dates": dict.fromkeys(("tasked", "assessed", "reported", "plan_year"), ABSENT),
    "provenance": {"kind": "made-up", "note": "Sample data."},
    "marking": "OFFICIAL",
    "audience": "public",
    "in_brief": ABSENT,
    "sections": [],
}
THREAT = {"in_brief": ABSENT, "leads": ABSENT, "grades": "not graded"}
METRIC = {"unit": "none", "better": "higher", "definition": "What is counted.", "from": "2021"}
SCALE = {"owner": "self", "order": "best first", "from": "2021"}
RECOMMENDATION = {
    "number": 1,
    "heading": "none",
    "in_brief": "Do it.",
    "text": "Do it soon.",
    "addressees": ["acc"],
    "threats": ["terrorism"],
    "origin": "self",
    "type": "action",
    "due": ABSENT,
    "events": [],
}
DEFAULTS: Mapping[str, Any] = {"direction": "neutral", "comparability": "comparable"}


def test_every_kind_has_a_case() -> None:
    """A kind that no case shows has either no real use, or no proof that it works."""
    shown = {expected["kind"] for path in CASES for expected in case(path)["expected"]}
    assert [kind.value for kind in Kind if kind.value not in shown and kind is not Kind.UNCHANGED] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """The file's name is the rule."""
    assert case(path)["expected"] == [written(change) for change in compared(case(path))]


@pytest.mark.parametrize("data", DATA_SETS)
@pytest.mark.parametrize("audience", Audience)
def test_a_year_against_one_that_says_the_same_is_empty(data: str, audience: Audience) -> None:
    """Nothing has changed where nothing differs but the year's name."""
    original = assessments(data)
    for year in original.years:
        later = replace(year, id="2999")
        twins = for_audience(replace(original, years=(year, later), recommendations=()), audience)
        assert list(compare_years(twins, *twins.years)) == []


@pytest.mark.parametrize("data", DATA_SETS)
@pytest.mark.parametrize("audience", Audience)
def test_everything_is_accounted_for_once(data: str, audience: Audience) -> None:
    """Every paragraph, figure and statement of either year has its place, and none has one kind twice."""
    copy = for_audience(assessments(data), audience)
    old, new = copy.years[-2:]
    changes = list(account_for(copy, old, new))
    told = [(change.what.thing, change.what.id, change.kind) for change in changes]
    assert sorted(set(told)) == sorted(told)
    assert set(named(new)) <= {change.what.id for change in changes if change.new is not None}
    assert set(named(old)) <= {
        name
        for change in changes
        for name in (change.what.formerly or (change.what.id,))
        if change.old is not None
    }


@pytest.mark.parametrize("data", DATA_SETS)
def test_what_may_not_be_compared_has_no_arrow(data: str) -> None:
    """Nothing is better or worse than what it may not be compared with."""
    copy = for_audience(assessments(data), Audience.FORCE)
    assert [
        change
        for change in account_for(copy, *copy.years[-2:])
        if change.comparability is Comparability.NOT_COMPARABLE
        and change.direction in {Direction.BETTER, Direction.WORSE}
    ] == []


@pytest.mark.parametrize("audience", Audience)
def test_no_promise_is_without_a_word_that_a_year_between_tells_of(audience: Audience) -> None:
    """However far apart two years are, what any year since the older one says became of a promise is told."""
    copy = for_audience(assessments("examples/northmoor"), audience)
    for old, new in combinations(copy.years, 2):
        years = TwoYears(copy, old, new)
        told = {
            action.id
            for year in years.steps
            for action in year.actions
            if action.outcome in {Outcome.KEPT, Outcome.MISSED, Outcome.DROPPED}
        }
        changes = account_for_actions(years)
        assert {each.what.id for each in changes if each.kind is Kind.PROMISE_WITHOUT_WORD} & told == set()


def test_what_is_hidden_in_both_years_is_not_called_unchanged() -> None:
    """Nobody who sees neither side can say that they are the same."""
    copy = copy_of(case(Path(__file__).with_name("changes") / f"{HIDDEN_TWICE}.yaml"))
    assert [
        change.kind for change in account_for(copy, *copy.years) if change.what.thing is Thing.PARAGRAPH
    ] == [Kind.NOT_PUBLISHED]


def test_what_was_settled_before_is_not_accounted_for() -> None:
    """A recommendation that was closed before the old year is of neither, and not even unchanged."""
    copy = copy_of(case(Path(__file__).with_name("changes") / f"{SETTLED_BEFORE}.yaml"))
    assert list(account_for(copy, *copy.years)) == []


def test_years_in_the_wrong_order() -> None:
    """Whoever asks in the wrong order is told the right one."""
    copy = for_audience(assessments("examples/northmoor"), Audience.PUBLIC)
    old, new = copy.years[-2:]
    with pytest.raises(WrongOrderError) as wrong:
        compare_years(copy, new, old)
    assert str(wrong.value) == "2025 is not before 2024. Compare 2024 with 2025 instead."


def test_one_year_twice() -> None:
    """A year cannot be compared with itself."""
    copy = for_audience(assessments("examples/northmoor"), Audience.PUBLIC)
    year = copy.years[0]
    with pytest.raises(WrongOrderError) as wrong:
        compare_years(copy, year, year)
    assert str(wrong.value) == "2018 cannot be compared with itself. Name two years, the earlier one first."


def test_only_a_copy_for_an_audience_is_compared() -> None:
    """What is compared as written would show what an audience may not see."""
    written_down = assessments("examples/northmoor")
    with pytest.raises(ValueError, match="None"):
        compare_years(written_down, *written_down.years[-2:])


def test_only_years_of_the_copy_are_compared() -> None:
    """A year as written beside a copy would show what an audience may not see."""
    written_down = assessments("examples/northmoor")
    copy = for_audience(written_down, Audience.PUBLIC)
    with pytest.raises(ValueError, match="2018"):
        compare_years(copy, written_down.years[0], copy.years[1])


def test_overview() -> None:
    """Each change stands in one part or is counted apart; headlines are counted as well."""
    grade = change_of(Thing.GRADE, Kind.GRADE_RAISED)
    promise = change_of(Thing.ACTION, Kind.PROMISE_KEPT)
    gone = change_of(Thing.RISK, Kind.ENDED)
    polished = change_of(Thing.PARAGRAPH, Kind.EDITORIAL_ONLY)
    unknown = change_of(Thing.PARAGRAPH, Kind.NOT_RECORDED)
    seen = overview([polished, unknown, gone, grade, promise])
    assert seen.headlines == (
        Counted(thing=Thing.GRADE, kind=Kind.GRADE_RAISED, number=1),
        Counted(thing=Thing.ACTION, kind=Kind.PROMISE_KEPT, number=1),
    )
    assert list(seen.parts.items()) == [
        (Part.PROMISED, (promise,)),
        (Part.NOT_MENTIONED, (gone,)),
        (Part.GRADES, (grade,)),
        (Part.EDITORIAL, (polished,)),
    ]
    assert seen.apart == (Counted(thing=Thing.PARAGRAPH, kind=Kind.NOT_RECORDED, number=1),)


def change_of(thing: Thing, kind: Kind) -> Change:
    """Some change of a kind."""
    return Change(what=What(thing=thing, id="one", title="One"), kind=kind)


def named(year: Year) -> Iterator[str]:
    """The ids of what a year says."""
    yield from (threat.id for threat in year.threats)
    yield from (paragraph.id for paragraph in year.paragraphs)
    yield from (figure.name for figure in year.figures)
    yield from (thing.id for part in year.all_statements for thing in part.named)
    yield from (part.id for part in year.governance.parts)


@cache
def assessments(data: str) -> Assessments:
    """A folder of real data."""
    return load_assessments(ROOT / data, data, ROOT / "schemas")


@cache
def case(path: Path) -> dict[str, Any]:
    """A case as it is written."""
    content: Any = load_yaml(path, path.name).data
    found: dict[str, Any] = content
    return found


def compared(written_case: Mapping[str, Any]) -> Iterator[Change]:
    """The changes of a case."""
    copy = copy_of(written_case)
    old, new = (year for year in copy.years if year.id in {YEARS["old"], YEARS["new"]})
    return compare_years(copy, old, new)


def copy_of(written_case: Mapping[str, Any]) -> Assessments:
    """The years of a case, made whole, as an audience may see them."""
    whole = Assessments(
        force=parse_force(node(FORCE)),
        areas=parse_areas(node({"kind": "district", "areas": written_case.get("areas", [])})),
        scales=parse_scales(node({"scales": [SCALE | each for each in written_case.get("scales", [])]})),
        metrics=parse_metrics(node({"metrics": [METRIC | each for each in written_case.get("metrics", [])]})),
        terms=(),
        meetings=(),
        recommendations=tuple(recommendations(written_case)),
        years=tuple(
            year(name, written_case[side] or {}) for side, name in YEARS.items() if side in written_case
        ),
        reference=reference(),
    )
    return for_audience(whole, Audience(written_case.get("audience", "force")))


def recommendations(written_case: Mapping[str, Any]) -> Iterator[Recommendation]:
    """The recommendations of a case; the year that raised one is the beginning of its name."""
    for name, each in written_case.get("recommendations", {}).items():
        raised_in, _, number = name.partition("-")
        whole = RECOMMENDATION | {"raised_in": raised_in, "number": int(number)} | each
        yield parse_recommendation(name, node(whole))


def year(name: str, differing: Mapping[str, Any]) -> Year:
    """A year of a case; threats that are not in its sections stand in sections of their own."""
    threats = differing.get("threats", {})
    sections = [
        *differing.get("sections", []),
        *({"threat": threat, "title": each.get("title", threat)} for threat, each in threats.items()),
    ]
    own = {key: value for key, value in differing.items() if key not in {"threats", "governance", "record"}}
    dates = ASSESSMENT["dates"] | {"published": f"{name}-12-01"}
    return parse_year(
        name,
        node({**ASSESSMENT, "dates": dates, **own, "sections": sections}),
        {threat: node({**THREAT, **each, "threat": threat}) for threat, each in threats.items()},
        node(differing.get("governance", {})),
        node(differing.get("record", {})),
    )


def node(data: Mapping[str, Any]) -> Node:
    """Data as the loader would give it: JSON is YAML."""
    document = parse_yaml(json.dumps(data).encode(), "case.yaml")
    assert document.problems == ()
    return Node(document, document.data)


@cache
def reference() -> Reference:
    """What comes with the product."""
    files = load_reference(ROOT / "schemas" / "reference", "schemas/reference")
    return parse_reference({file.kind: Node(file.document, file.document.data) for file in files})


def written(change: Change) -> dict[str, Any]:
    """A change as a case has it: without what is as in DEFAULTS, or is not there."""
    everything = {
        "thing": change.what.thing,
        "id": change.what.id,
        "title": change.what.title,
        "from": list(change.what.formerly),
        "kind": change.kind,
        "threat": change.threat,
        "old": change.old,
        "new": change.new,
        "direction": change.direction,
        "significance": change.significance,
        "comparability": change.comparability,
        "reason": change.reason,
        "because": change.because,
        "old_anchor": change.old_anchor,
        "new_anchor": change.new_anchor,
        "route": [f"{step.year}: {step.value}" for step in change.route],
        "gap": change.gap,
    }
    plain: dict[str, Any] = json.loads(json.dumps(everything))
    return {key: value for key, value in plain.items() if value and value != DEFAULTS.get(key)}


def as_yaml(value: object) -> str:
    """A value on one line, in quotation marks only where it needs them."""
    if isinstance(value, list):
        return f"[{', '.join(map(as_yaml, value))}]"
    text = str(value)
    return text if re.fullmatch(r"[A-Za-z][\w .;()’-]*[\w.)]", text) else json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    for each in CASES:
        head, mark, _ = each.read_text(encoding="utf-8").partition("\nexpected:")
        listed = [
            "\n".join(f"    {key}: {as_yaml(value)}" for key, value in written(found).items())
            for found in compared(case(each))
        ]
        tail = "".join(f"\n  - {text.lstrip()}" for text in listed) or " []"
        each.write_text(f"{head}{mark}{tail}\n", encoding="utf-8")
