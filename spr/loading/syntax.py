"""
What a person did who wrote something that is not YAML, told from where the parser gave up.

The parser's own words ("did not find expected key") name its state, not the fault. The two parsers of PyYAML
word them differently; the sentences here are the same for both.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

import yaml

from spr.errors import Place, Problem


def syntax_problem(error: yaml.MarkedYAMLError, text: str, path: str, rules: Mapping[str, str]) -> Problem:
    """
    The problem behind the parser's *error* in *text*, placed where a person would look for it.

    *rules* by their codes say what is expected where no better is known.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    for row in _ROWS:
        mark = error.context_mark if row.at_context else error.problem_mark
        if mark is None:
            continue
        line = lines[mark.line] if mark.line < len(lines) else ""
        above = lines[mark.line - 1] if mark.line else ""
        before, here = line[: mark.column], line[mark.column :]
        if (
            re.search(row.problem, error.problem or "")
            and re.search(row.context, error.context or "")
            and re.search(row.above, above)
            and re.search(row.before, before)
            and re.search(row.here, here)
        ):
            return Problem(
                code=row.code,
                place=Place(path, mark.line + 1, mark.column + 1),
                pointer="",
                found=row.found.format(character=here[:1]),
                expected=row.expected or rules[row.code],
                hint=_NO_BREAK_SPACE if "\u00a0" in above + line else row.hint,
            )
    return Problem("not-yaml", Place(path), "", _UNREADABLE, rules["not-yaml"])


class _Row(NamedTuple):
    """A fault and how it is known: by patterns for the parser's words and for the text around its place."""

    found: str
    expected: str = ""
    hint: str = ""
    problem: str = ""
    context: str = ""
    above: str = ""
    before: str = ""
    here: str = ""
    at_context: bool = False  # the place is where the parser began, not where it gave up
    code: str = "not-yaml"


_QUOTE_IT = "Expected: the text in quotation marks."
_NO_BREAK_SPACE = "A no-break space stands here or in the line above; a plain space looks the same and works."
_UNREADABLE = "This cannot be read as YAML."

_ROWS = (
    _Row(
        problem="mapping values are not allowed",
        before=r":\s+\S",
        found="A second colon with a space after it stands in this line.",
        expected="Expected: the text in quotation marks, or on its own lines below `key: >`.",
    ),
    _Row(
        problem="mapping values are not allowed",
        above=r"^[\s-]*[\w-]+:\S",
        found="The line above has no space after its colon.",
        expected="Expected: `key: value`.",
    ),
    _Row(
        problem="mapping values are not allowed",
        found="This line does not fit the one above it.",
        hint="Is it indented too far?",
        expected="Expected: keys that belong together begin in the same column.",
    ),
    _Row(
        problem="cannot start any token",
        found="A text cannot begin with {character} here.",
        expected=_QUOTE_IT,
    ),
    _Row(
        context="scanning an (alias|anchor)",
        at_context=True,
        found="A text cannot begin with {character} here.",
        expected=_QUOTE_IT,
    ),
    _Row(
        problem="undefined tag handle",
        code="tag",
        found="A word that begins with ! is a tag.",
    ),
    _Row(
        context="block scalar",
        found="Text stands in the same line as its | or >.",
        expected="Expected: the text on the lines below, indented.",
    ),
    _Row(
        context="quoted scalar",
        problem="end of stream|document (indicator|separator)",
        at_context=True,
        found="This quotation mark is never closed.",
        expected="Expected: the same mark again at the end of the text.",
    ),
    _Row(
        context="quoted scalar",
        found="A backslash has a meaning of its own between double quotation marks.",
        expected="Expected: the text in single quotation marks.",
    ),
    _Row(
        problem="sequence entries are not allowed",
        found="A list cannot begin in the line of its key.",
        expected="Expected: the items on the lines below, each after `- `.",
    ),
    _Row(
        problem="could not find expected ':'",
        at_context=True,
        found="This line has no colon.",
        hint="Does it belong to the text above? Then indent it further.",
        expected="Expected: `key: value`.",
    ),
    _Row(
        context="block",
        before=r"[\"']\s*$",
        found="Text goes on after the closing quotation mark.",
        expected="Expected: the other kind of quotation marks, or the text on its own lines below `key: >`.",
    ),
    _Row(
        context="block mapping",
        here=r"^-(\s|$)",
        found="An item of a list stands where a `key: value` line belongs.",
        expected="Expected: the items of a list below their key, in one column.",
    ),
    _Row(
        context="block (collection|sequence)",
        found="This line stands where the next item of a list belongs.",
        expected="Expected: `- ` before each item, and the keys of one item in the same column.",
    ),
    _Row(
        context="block mapping",
        found="This line is not indented like the lines that it belongs to.",
        expected="Expected: keys that belong together begin in the same column.",
    ),
    _Row(
        context="flow (sequence|mapping)",
        at_context=True,
        found="This bracket is not closed, or a comma is missing after it.",
        expected="Expected: [one, two] or {key: value}, with a comma between two and both brackets.",
    ),
    _Row(
        problem="node content",
        here=r"^$",
        found="The file ends where a value belongs.",
        expected="Expected: a value, and a closing bracket for each that opens.",
    ),
    _Row(
        problem="node content",
        found="{character} stands where a value belongs.",
        expected=_QUOTE_IT,
    ),
    _Row(found=_UNREADABLE),
)
