"""Problems for machines: JSON, annotations of GitHub, Code Quality of GitLab."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from spr.datafiles.plain import as_json
from spr.errors import Place, Problem, command
from spr.reporters.words import count

MOST_ANNOTATIONS: Final = 10
"""GitHub shows ten annotations of a kind for one step, and drops the rest without a word."""


def report_json(problems: Iterable[Problem], lines: Mapping[Place, str] | None = None) -> str:
    """Every part of every problem, in the order of their places; `format` is the version of the form."""
    return as_json(
        {
            "format": 1,
            "problems": [
                {
                    "rule": problem.code,
                    "path": problem.place.path,
                    "line": problem.place.line,
                    "column": problem.place.column,
                    "pointer": problem.pointer,
                    "found": problem.found,
                    "hint": problem.hint,
                    "expected": problem.expected,
                    "about": problem.about,
                    "example": problem.example,
                    "source": (lines or {}).get(problem.place),
                }
                for problem in sorted(set(problems))
            ],
        }
    )


def report_github(problems: Iterable[Problem], _: object = None) -> str:
    """
    Annotations for GitHub: the first ten as errors in their places, then one that counts the rest.

    The form is that of workflow commands; what would end a message or a property is escaped.
    """
    distinct = sorted(set(problems))
    if not distinct:
        return "No problems.\n"
    lines = [_annotation(problem) for problem in distinct[:MOST_ANNOTATIONS]]
    rest = distinct[MOST_ANNOTATIONS:]
    if rest:
        files = {problem.place.path for problem in rest}
        more = (
            f"{count(len(rest), 'more problem')} in {count(len(files), 'file')}: "
            f"`{command('check')}` prints them all."
        )
        lines.append(f"::notice title=spr check::{_escaped(more)}")
    return "\n".join([*lines, ""])


def report_gitlab(problems: Iterable[Problem], _: object = None) -> str:
    """A Code Quality report for GitLab; a problem keeps its fingerprint when the lines above it change."""
    distinct = sorted(set(problems))
    return as_json(
        [
            {
                "description": _sentences(problem),
                "check_name": problem.code,
                "fingerprint": fingerprint,
                "severity": "major",
                "location": {"path": problem.place.path, "lines": {"begin": problem.place.line}},
            }
            for problem, fingerprint in zip(distinct, _fingerprints(distinct), strict=True)
        ]
    )


def _annotation(problem: Problem) -> str:
    place = problem.place
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "title": problem.code,
    }
    listed = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
    return f"::error {listed}::{_escaped(_sentences(problem))}"


def _sentences(problem: Problem) -> str:
    where = f"{problem.pointer}: " if problem.pointer else ""
    return where + " ".join(filter(None, (problem.found, problem.hint, problem.expected, problem.about)))


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _fingerprints(problems: Iterable[Problem]) -> Iterator[str]:
    """Unique in a report, and the same after an edit elsewhere in the file: no line counts."""
    seen: Counter[str] = Counter()
    for problem in problems:
        found = re.sub(r"\bline \d+", "line", problem.found)
        what = json.dumps([problem.code, problem.place.path, problem.pointer, found])
        seen[what] += 1
        yield hashlib.sha256(f"{what}{seen[what]}".encode()).hexdigest()
