"""The files that people take away: all that a year says to an audience, and nothing else."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from spr.changes import Direction, Kind, Part, Significance, Thing
from spr.datafiles import SUMS, data_files
from spr.model.assessment import Year
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.recommendation import Recommendation
from spr.model.shared import Assessments
from spr.model.words import Absent, Audience, Better, Comparability, FigureKind, Happened, Provenance
from tests.test_changes import DATA_SETS, ROOT, assessments, copy_of

SCHEMAS = {
    path.name: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "schemas" / "published").glob("*.schema.json"))
}
EVERY_COPY = [(data, audience) for data in DATA_SETS for audience in Audience]


@cache
def validator(schema: str) -> Draft202012Validator:
    """What holds files to a schema; to make one takes as long as to use it."""
    return Draft202012Validator(SCHEMAS[schema])


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_closed_and_described(name: str) -> None:
    """A schema says all that may stand in a file, and what each part of it means."""
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == name
    assert [where for where, part in parts_of(schema) if part.get("type") == "object" and is_open(part)] == []
    assert [where for where, part in parts_of(schema) if not is_described(where, part)] == []


@pytest.mark.parametrize(("data", "audience"), EVERY_COPY)
def test_every_file_is_as_its_schema_says(data: str, audience: Audience) -> None:
    """A reader can rely on the published schema; each row of a table is held to it by itself."""
    for year, name, text in files(data, audience):
        if name == SUMS or (name.startswith("changes-") and not name.endswith(".json")):
            continue  # the JSON file in another form
        schema = f"{re.sub('-.*', '', Path(name).stem)}.schema.json"
        contents: list[Any] = [json.loads(text)] if name.endswith(".json") else rows(text)
        for content in contents:
            assert content.get("$schema", schema) == schema
            faults = validator(schema).iter_errors(content)
            assert [f"{year} {name} {list(fault.path)}: {fault.message}" for fault in faults] == []


@pytest.mark.parametrize(
    ("schema", "path", "words"),
    [
        ("changes", "properties/changes/items/properties/kind", Kind),
        ("changes", "properties/changes/items/properties/thing", Thing),
        ("changes", "properties/changes/items/properties/direction", Direction),
        ("changes", "properties/changes/items/properties/significance", Significance),
        ("changes", "properties/changes/items/properties/comparability", Comparability),
        ("changes", "properties/changes/items/properties/part/anyOf/0", Part),
        ("changes", "properties/provenance", Provenance),
        ("assessment", "properties/audience", Audience),
        ("assessment", "$defs/absent", Absent),
        ("assessment", "$defs/event/properties/what/anyOf/0", Happened),
        ("figures", "properties/kind", FigureKind),
        ("figures", "properties/better", Better),
    ],
)
def test_words_are_those_of_the_code(schema: str, path: str, words: type[StrEnum]) -> None:
    """A closed vocabulary is the same in the schema and in the code."""
    found = SCHEMAS[f"{schema}.schema.json"]
    for step in path.split("/"):
        found = found[int(step) if isinstance(found, list) else step]
    assert found["enum"] == [word.value for word in words]


def test_names() -> None:
    """A year has its own files, and one for each year before it."""
    assert [(year, name) for year, name, _ in files("assessments", Audience.PUBLIC)] == [
        ("2015", "assessment.json"),
        ("2015", "figures.csv"),
        ("2015", "recommendations.csv"),
        ("2015", "SHA256SUMS"),
        ("2016", "assessment.json"),
        ("2016", "figures.csv"),
        ("2016", "recommendations.csv"),
        ("2016", "changes-2015.json"),
        ("2016", "changes-2015.csv"),
        ("2016", "changes-2015.md"),
        ("2016", "SHA256SUMS"),
    ]


@pytest.mark.parametrize(("data", "audience"), EVERY_COPY)
def test_every_file_says_where_it_comes_from(data: str, audience: Audience) -> None:
    """Whoever takes a file away takes along that it is restated, partial or made up."""
    for name_of_year, name, text in files(data, audience):
        year = assessments(data).year(name_of_year)
        assert year
        if name == SUMS:
            continue
        if name.endswith(".md"):
            assert " ".join(year.source.note.split()) in text
            continue
        source = {"provenance": year.source.kind.value, "provenance_note": year.source.note}
        contents = [json.loads(text)] if name.endswith(".json") else rows(text)
        assert all(source.items() <= content.items() for content in contents)


@pytest.mark.parametrize("data", DATA_SETS)
@pytest.mark.parametrize("audience", [Audience.POLICING_BODY, Audience.PUBLIC])
def test_nothing_tells_of_what_an_audience_may_not_see(data: str, audience: Audience) -> None:
    """No id of what has left a copy stands in it, and no text that only what has left had."""
    whole, copy = (for_audience(assessments(data), each) for each in (Audience.FORCE, audience))
    hidden = set(told(whole)) - set(told(copy))
    assert data != "examples/northmoor" or hidden
    for _, _, text in files(data, audience):
        found = set(strings(text))
        assert hidden & found == set()


@pytest.mark.parametrize(("data", "audience"), EVERY_COPY)
def test_checksums_are_those_of_the_copy(data: str, audience: Audience) -> None:
    """From a checksum of what is not published it could be guessed: there is none but of these files."""
    own = {sha256(text.encode()).hexdigest() for _, _, text in files(data, audience)}
    found = {each for _, _, text in files(data, audience) for each in re.findall(r"\b[0-9a-f]{40,}\b", text)}
    assert found
    assert found <= own


@pytest.mark.parametrize(("data", "audience"), EVERY_COPY)
def test_files_say_what_they_were_made_from(data: str, audience: Audience) -> None:
    """Each audience has checksums of its own: those of what it gets, as `sha256sum --check` reads them."""
    by_year: dict[str, dict[str, str]] = {}
    for year, name, text in files(data, audience):
        by_year.setdefault(year, {})[name] = text
    for of_year in by_year.values():
        sums = of_year.pop(SUMS)
        digests = {name: sha256(text.encode()).hexdigest() for name, text in of_year.items()}
        assert sums == "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
        changes = [text for name, text in of_year.items() if re.fullmatch(r"changes-.*\.json", name)]
        told = {json.loads(text)["data_digest"] for text in changes}
        assert told <= {digests["assessment.json"]}


@pytest.mark.parametrize("audience", Audience)
def test_what_comes_later_changes_no_byte(audience: Audience) -> None:
    """The files of a year are the same with the year after it and without."""
    later = for_audience(assessments("examples/northmoor"), audience)
    year = later.years[0]
    until = year.own_date
    assert until
    earlier = replace(
        later,
        years=(year,),
        recommendations=tuple(
            as_known(each, year, until) for each in later.recommendations if each.raised_in == year.id
        ),
        metrics=tuple(metric for metric in later.metrics if metric.since == year.id),
    )
    assert dict(data_files(earlier, year)) == dict(data_files(later, year))


def test_only_a_copy_for_an_audience_is_published() -> None:
    """Files of what is as written would hold what an audience may not see."""
    written_down = assessments("assessments")
    with pytest.raises(ValueError, match="None"):
        data_files(written_down, written_down.years[0])


def test_only_a_year_of_the_copy_is_published() -> None:
    """A year as written beside a copy would hold what an audience may not see."""
    written_down = assessments("examples/northmoor")
    with pytest.raises(ValueError, match="2018"):
        data_files(for_audience(written_down, Audience.PUBLIC), written_down.years[0])


def test_what_is_not_there_never_looks_like_something_else() -> None:
    """Zero is a number; not stated, withheld and a mere direction are words beside an empty cell."""
    copy = copy_of(
        {
            "new": {
                "figures": [
                    {"metric": "a", "kind": "actual", "value": 0},
                    {"metric": "b", "kind": "actual", "value": ABSENT},
                    {"metric": "c", "kind": "actual", "withheld": {"exemption": "s31", "reason": "Too few."}},
                    {"metric": "d", "kind": "actual", "direction": "rising"},
                    {"metric": "e", "kind": "actual", "range": [1, 2.5]},
                    {"metric": "f", "kind": "actual", "by_area": {"east": "yes", "west": -3}},
                    {"metric": "g", "kind": "actual", "value": 1, "audience": "force"},
                ]
            },
            "metrics": [{"id": name, "name": name.upper()} for name in "abcdefg"],
            "areas": [{"id": "east", "name": "East"}, {"id": "west", "name": "West"}],
            "audience": "public",
        }
    )
    wanted = ("name", "area", "value", "answer", "value_is", "lowest", "highest", "withheld_reason")
    table = rows(data_files(copy, copy.years[0])["figures.csv"])
    assert [tuple(row.get(name, "") for name in wanted) for row in table] == [
        ("A", "", "0", "", "stated", "", "", ""),
        ("B", "", "", "", "not stated", "", "", ""),
        ("C", "", "", "", "withheld", "", "", "Too few."),
        ("D", "", "", "", "direction only", "", "", ""),
        ("E", "", "", "", "range", "1", "2.5", ""),
        ("F", "", "", "", "by area only", "", "", ""),
        ("F", "East", "", "yes", "stated", "", "", ""),
        ("F", "West", "-3", "", "stated", "", "", ""),
        ("not published here", "", "", "", "not published here", "", "", ""),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_is_never_a_formula(start: str) -> None:
    """What a spreadsheet would run has an apostrophe before it; the rest of the text is as it was."""
    copy = with_source(f"{start}SUM(1, 2)")
    assert rows(data_files(copy, copy.years[0])["figures.csv"])[0]["source"] == f"'{start}SUM(1, 2)"


@pytest.mark.parametrize("text", ["a, b", 'so "called"', "two\nlines", "naïve – £5", "a = b"])
def test_any_other_text_is_read_back_as_it_was(text: str) -> None:
    """Commas, quotation marks and line ends are part of a text, not of the table."""
    copy = with_source(text)
    assert rows(data_files(copy, copy.years[0])["figures.csv"])[0]["source"] == text


@pytest.mark.parametrize(("data", "audience"), EVERY_COPY)
def test_lines_of_a_table_end_as_its_standard_says(data: str, audience: Audience) -> None:
    """RFC 4180: CR LF after each row, the header too, even where no row follows."""
    for _, name, text in files(data, audience):
        if name.endswith(".csv"):
            header, _, _ = text.partition("\r\n")
            assert header.startswith("year,")
            assert text.endswith("\r\n")
            assert len({len(row) for row in csv.reader(io.StringIO(text, newline=""))}) == 1


ABSENT = Absent.NOT_STATED.value


def with_source(text: str) -> Assessments:
    """A year with one figure, whose source is *text*."""
    copy = copy_of(
        {
            "new": {"figures": [{"metric": "a", "kind": "actual", "value": 1}]},
            "metrics": [{"id": "a", "name": "A"}],
        }
    )
    year = copy.years[0]
    (figure,) = year.figures
    statements = replace(year.statements, figures=(replace(figure, source=text),))
    return replace(copy, years=(replace(year, statements=statements),))


def as_known(recommendation: Recommendation, year: Year, until: Date) -> Recommendation:
    """A recommendation as it stood in its file on a date."""
    return replace(
        recommendation,
        events=recommendation.known_in(year.id, until),
        evidence=tuple(
            each for each in recommendation.evidence if isinstance(each.date, Date) and each.date <= until
        ),
    )


@cache
def files(data: str, audience: Audience) -> tuple[tuple[str, str, str], ...]:
    """Every file of a copy: the year, the name, the text."""
    copy = for_audience(assessments(data), audience)
    return tuple(
        (year.id, name, text) for year in copy.years for name, text in data_files(copy, year).items()
    )


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a table, without their empty cells."""
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [{name: cell for name, cell in row.items() if cell} for row in table]


def told(copy: Assessments) -> Iterator[str]:
    """The ids and texts of a copy's paragraphs, statements and recommendations."""
    for year in copy.years:
        for paragraph in year.paragraphs:
            yield from (paragraph.id, str(paragraph.text))
        for part in year.all_statements:
            for thing in part.named:
                yield from (thing.id, str(getattr(thing, "text", thing.id)))
    yield from (str(each.text) for each in copy.recommendations)


def strings(text: str) -> Iterator[str]:
    """Every text in a file: whole ones, and single words, since an id may stand in a list."""
    yield from re.findall(r"[\w-]+", text)
    if text.startswith("# "):
        yield from text.splitlines()
        return
    try:
        waiting: list[Any] = [json.loads(text)]
    except json.JSONDecodeError:
        yield from (cell for row in rows(text) for cell in row.values())
        return
    while waiting:
        match waiting.pop():
            case dict() as found:
                waiting += [*found, *found.values()]
            case list() as found:
                waiting += found
            case str() as found:
                yield found


def parts_of(schema: Mapping[str, Any], where: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A schema and every schema in it, each with where it stands."""
    yield where, schema
    for keyword in ("properties", "$defs"):
        for name, part in schema.get(keyword, {}).items():
            yield from parts_of(part, f"{where}/{keyword}/{name}")
    for keyword in ("items", "additionalProperties", "propertyNames"):
        if isinstance(schema.get(keyword), dict):
            yield from parts_of(schema[keyword], f"{where}/{keyword}")
    for index, part in enumerate(schema.get("anyOf", ())):
        yield from parts_of(part, f"{where}/anyOf/{index}")


def is_open(part: Mapping[str, Any]) -> bool:
    """Whether anything at all may stand in an object."""
    return part.get("additionalProperties", True) is True


def is_described(where: str, part: Mapping[str, Any]) -> bool:
    """Whether a property says what it means, itself or where it points to."""
    if not re.search(r"/(properties|\$defs)/[^/]+$", where):
        return True
    return bool(part.get("description")) or "$ref" in part
