"""
With the YAML language server a data file completes, explains each field, underlines what is wrong.

Tried on the real server, with the settings that the project gives to editors. It sees one file and its
schema; `spr check` also sees the other files.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from spr.checking import schema
from spr.errors import Problem
from spr.loading import yaml12
from tests.folders import BASE, ROOT, lay, problems_of
from tests.test_rules import INVALID
from tests.yaml_server import Message, YamlServer

NOT_UNDERLINED: Final = {
    "alias": "an alias is good YAML; that the data has none is a rule of ours",
    "control-character": "the same with a tab inside a line",
    "empty-file": "the server has nothing to underline in a file without a value",
    "text-cut": "to the server the words after # are a comment like another",
    "several-documents": "the server takes each document for a file of its own",
    "too-large": "a limit of ours: an editor opens whatever it is given",
    "not-utf8": "an editor decodes the file before the server sees it",
}
"""Rules of a single file whose faults the server does not underline where `spr check` tells them."""

ONE_FILE: Final = {*schema.RULES, *yaml12.RULES}
"""The rules that need no other file: what a server with a schema can see."""

CASES: Final = [case for case in INVALID if case.parent.name in ONE_FILE]


@pytest.fixture(scope="module")
def server() -> Iterator[YamlServer]:
    """One for all tests: it takes a second to start."""
    with YamlServer() as started:
        yield started


def _covers(underlined: Message, problem: Problem) -> bool:
    """Whether the problem's place is in what is underlined, which begins on its line."""
    begin, end = underlined["range"]["start"], underlined["range"]["end"]
    here = (problem.place.line - 1, problem.place.column - 1)
    ends = max((end["line"], end["character"]), (begin["line"], begin["character"] + 1))
    return begin["line"] == here[0] and (begin["line"], begin["character"]) <= here < ends


def _places(problems: Mapping[str, list[Problem]]) -> list[str]:
    return sorted(f"{name}: {problem.place}" for name, found in problems.items() for problem in found)


def test_editor_underlines_what_the_check_tells(server: YamlServer, tmp_path: Path) -> None:
    """In the same place, for every invalid case that a schema can see; each exception is one."""
    told: dict[str, list[Problem]] = {}
    texts: dict[str, str] = {}
    for case in CASES:
        folder = lay(tmp_path / case.parent.name / case.name, case)
        for problem in problems_of(folder):
            there = folder / problem.place.path.removeprefix("assessments/")
            if there.is_file():  # otherwise the file itself is what is missing
                name = f"{case.parent.name}/{case.name}/{problem.place.path}"
                told.setdefault(name, []).append(problem)
                texts[name] = there.read_bytes().decode(errors="replace")
    found = server.problems(texts)
    missed = {
        name: [problem for problem in problems if not any(_covers(each, problem) for each in found[name])]
        for name, problems in told.items()
    }
    excepted = {name: found for name, found in told.items() if name.split("/")[0] in NOT_UNDERLINED}
    assert _places(missed) == _places(excepted)
    assert {name.split("/")[0] for name in told} >= set(schema.RULES) - {
        "too-many-problems",  # has no case of data, as the next two: test_rules.py says why
        "not-allowed",
        "too-short",
    }


def test_editor_underlines_nothing_that_is_right(server: YamlServer) -> None:
    """Neither in what cases begin with, by the patterns, nor in Northmoor, by the first line of each file."""
    files = {
        f"assessments/{path.relative_to(BASE).as_posix()}": path for path in sorted(BASE.rglob("*.yaml"))
    } | {
        path.relative_to(ROOT).as_posix(): path
        for path in sorted((ROOT / "examples/northmoor").glob("*.yaml"))
        + sorted((ROOT / "examples/northmoor/2025").rglob("*.yaml"))
    }
    wrong = server.problems({name: path.read_text("utf-8") for name, path in files.items()})
    assert {name: found for name, found in wrong.items() if found} == {}
    assert len(files) > 25


def test_editor_explains_a_field(server: YamlServer) -> None:
    """In the words of the schema, which the check tells too, with an example."""
    name = "hover/assessments/2030/threats/terrorism.yaml"
    server.problems({name: "threat: terrorism\nin_brief: Prepared (paragraph 1).\n"})
    told = server.explained(name, 1, 2)
    assert "The threat in at most 40 words, citing a paragraph by its number." in told
    assert "Example:" in told


@pytest.mark.parametrize(
    ("text", "offered", "not_offered"),
    [
        ("threat: terrorism\nma", {"marking", "figures", "in_brief"}, {"threat"}),
        ("threat: terrorism\ngrades: ", {"not graded"}, set()),
        ("threat: terrorism\nmarking: ", {"OFFICIAL", "OFFICIAL-SENSITIVE"}, {"SECRET"}),
        ("paragraphs:\n  - id: one\n    fi", {"five_cs", "text"}, {"id"}),
        ("paragraphs:\n  - id: one\n    five_cs:\n      - ", {"capacity", "capability"}, {"pursue"}),
    ],
    ids=["key", "word", "marking", "key-below", "word-in-a-list"],
)
def test_editor_completes(
    server: YamlServer, request: pytest.FixtureRequest, text: str, offered: set[str], not_offered: set[str]
) -> None:
    """What may stand at the end of what is written, and does not stand there yet."""
    name = f"{request.node.name}/assessments/2030/threats/terrorism.yaml"
    server.problems({name: text})
    lines = text.split("\n")
    words = set(server.completed(name, len(lines) - 1, len(lines[-1])))
    assert offered - words == set()
    assert not_offered & words == set()
