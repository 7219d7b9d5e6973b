"""
Whatever stands in a file, the check says what is wrong or that nothing is: it never fails itself.

Real files are cut, doubled, moved about and strewn with what people and programs leave behind; and files
hold any bytes at all. Each time there is an answer within seconds.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spr.checking.publication import candidate_of, check_publication
from spr.checking.schema import Schemas, load_schemas
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.words import Audience
from spr.reporters import report_github, report_gitlab, report_json, report_text
from tests.folders import BASE, EXAMPLES, ROOT, SCHEMAS, checked, lay

MOST_SECONDS: Final = 10
"""A small folder is checked in a tenth of a second; a shared machine may need many times as long."""

FEW: Final = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,  # the same each time: what is found once is mended and stays so
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

SOURCES: Final = (BASE, EXAMPLES / "valid" / "secrets-of-every-kind")

STREWN: Final = [
    *(b"", b"\n", b"- ", b": ", b"#", b"'", b'"', b"{", b"}", b"[", b"]", b"&a ", b"*a", b"!x ", b"|", b">"),
    *(
        b"\t",
        b"\r",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xa8",
        b"---\n",
        b"...\n",
        b"%",
        b"@",
        b"?",
    ),
    *(b"null", b"true", b"~", b"1e999", b"-0", b"0x10", b".nan", b"9" * 40, b"2022-02-30", b"not stated"),
    *(b"text: ", b"id: ", b"from: [a]", b"withheld: {reason: x}", b"<<: *a", b"events: []", b"paragraphs:"),
]
"""What is put between: signs of YAML, other encodings, words and numbers where they do not belong."""


@st.composite
def mutations(draw: st.DrawFn) -> tuple[int, list[tuple[str, int, int, bytes]]]:
    """Which file of a folder, and what is done to it, in places counted in thousandths of its length."""
    places = st.integers(0, 1000)
    step = st.tuples(
        st.sampled_from(["cut", "double", "strew", "swap"]), places, places, st.sampled_from(STREWN)
    )
    return draw(st.integers(0, 1000)), draw(st.lists(step, min_size=1, max_size=4))


def mutated(content: bytes, steps: list[tuple[str, int, int, bytes]]) -> bytes:
    """A file after all that was done to it."""
    for how, one, two, strewn in steps:
        begins, ends = sorted((len(content) * one // 1000, len(content) * two // 1000))
        ends = min(ends, begins + 60)
        if how == "cut":
            content = content[:begins] + content[ends:]
        elif how == "double":
            content = content[:ends] + content[begins:]
        elif how == "strew":
            content = content[:begins] + strewn + content[begins:]
        else:
            lines = content.splitlines(keepends=True) or [b""]
            first, second = (len(lines) * place // 1001 for place in (one, two))
            lines[first], lines[second] = lines[second], lines[first]
            content = b"".join(lines)
    return content


@contextmanager
def with_content(path: Path, content: bytes) -> Iterator[None]:
    """A file that holds something else for a while."""
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        yield
    finally:
        path.write_bytes(before)


def answer(folder: Path) -> None:
    """The check answers in time, in whole sentences, and what is in order can be shown to everybody."""
    began = time.monotonic()
    found = checked(folder)
    assert time.monotonic() - began < MOST_SECONDS
    for problem in found.problems:
        assert problem.found
        assert problem.expected
        assert "\n" not in str(problem)
    for report in (report_text, report_json, report_github, report_gitlab):
        assert report(found.problems).endswith("\n")
    if not found.problems:
        for audience in Audience:
            for_audience(found.assessments, audience)
        for year in found.assessments.years:
            check_publication(found, _schemas(), candidate_of(found, year, Date("2024-01-01")))


@cache
def _schemas() -> Schemas:
    return load_schemas(SCHEMAS)


@pytest.fixture(scope="module", params=SOURCES, ids=lambda source: source.name)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in order, of which one file at a time is changed."""
    into = tmp_path_factory.mktemp("fuzzing") / "data"
    source: Path = request.param
    return lay(into, None if source == BASE else source)


@FEW
@given(mutations())
def test_file_that_was_damaged_is_told(
    folder: Path, mutation: tuple[int, list[tuple[str, int, int, bytes]]]
) -> None:
    """Problems or none, and never an exception."""
    place, steps = mutation
    files = sorted(folder.rglob("*.yaml"))
    path = files[place % len(files)]
    with with_content(path, mutated(path.read_bytes(), steps)):
        answer(folder)


@FEW
@given(st.integers(0, 1000), st.binary(max_size=300))
def test_file_of_any_bytes_is_told(folder: Path, place: int, content: bytes) -> None:
    """Whatever a program wrote there."""
    files = sorted(folder.rglob("*.yaml"))
    with with_content(files[place % len(files)], content):
        answer(folder)


@pytest.mark.slow
@settings(FEW, max_examples=150)
@given(mutations())
def test_file_of_northmoor_that_was_damaged_is_told(
    northmoor: Path, mutation: tuple[int, list[tuple[str, int, int, bytes]]]
) -> None:
    """The same on files in which every field of the model is used."""
    place, steps = mutation
    files = sorted(northmoor.rglob("*.yaml"))
    path = files[place % len(files)]
    with with_content(path, mutated(path.read_bytes(), steps)):
        answer(northmoor)


@pytest.fixture(scope="module")
def northmoor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Northmoor, where nobody minds."""
    into = tmp_path_factory.mktemp("fuzzing") / "northmoor"
    shutil.copytree(ROOT / "examples/northmoor", into)
    return into
