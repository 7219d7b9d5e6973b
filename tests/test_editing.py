"""Editing YAML in place: what is not changed stays as it was, to the letter, comments too."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from spr.errors import Pointer
from spr.loading.editing import as_yaml, with_comments, with_item, with_values, without
from spr.loading.yaml12 import parse_yaml
from tests.folders import ROOT

FILES = sorted(
    path
    for folder in ("assessments", "examples/northmoor")
    for path in (ROOT / folder).rglob("*.yaml")
    if path.name != "record.yaml"  # added to at its end, as bytes
)

TEXT = """\
# Above all.
threat: terrorism  # beside it

# On the leads.
leads:
  - role: a
    as: lead
# On the grades.
grades: not graded

paragraphs:
  - id: first  # the first
    text: >
      A long
      text.

  # On the second.
  - {id: second, review: confirmed, text: 'Short: text'}
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_taking_out_leaves_the_rest_to_the_letter(path: Path) -> None:
    """Every other line of a real file is there as before, its comments above all."""
    text = path.read_text(encoding="utf-8")
    data = parse_yaml(text.encode(), "").data
    assert isinstance(data, dict)
    for key in list(data)[1:]:
        left = without(text, [(key,)])
        assert parse_yaml(left.encode(), "").data == {name: data[name] for name in data if name != key}
        assert not Counter(left.splitlines()) - Counter(text.splitlines())
        above = [line for line in text.splitlines() if line.startswith("#")]
        assert above == [line for line in left.splitlines() if line.startswith("#")]


def test_key_is_put_behind_another() -> None:
    """In lines of its own or in brackets, as its neighbours are."""
    values: dict[Pointer, str] = {("paragraphs", 0, "review"): "carried-forward"}
    told = with_values(TEXT, values, after="id")
    assert told == TEXT.replace("# the first\n", "# the first\n    review: carried-forward\n")
    values = {("paragraphs", 1, "marking"): "OFFICIAL"}
    assert "{id: second, marking: OFFICIAL, review: confirmed" in with_values(TEXT, values, after="id")


def test_value_is_replaced() -> None:
    """A word keeps every sign around it, a block leaves the comments around it."""
    assert with_values(TEXT, {("threat",): "cyber-incident"}) == TEXT.replace("terrorism", "cyber-incident")
    odd = "a: carried-forward  \r\ntext: >-\r\n   Three\r\n\r\n   in.\r\nb: |\r\n  Kept.\r\n\r\n\r\n"
    assert with_values(odd, {("a",): "confirmed"}) == odd.replace("carried-forward", "confirmed")
    assert with_values(TEXT, {("leads",): "not stated"}) == TEXT.replace(
        "leads:\n  - role: a\n    as: lead\n", "leads: not stated\n"
    )


def test_items_and_keys_are_taken_out_together() -> None:
    """Also those in brackets; what is not there is no fault."""
    pointers: list[Pointer] = [("leads", 0, "as"), ("paragraphs", 0), ("paragraphs", 1, "review"), ("no",)]
    left = without(TEXT, pointers)
    assert parse_yaml(left.encode(), "").data == {
        "threat": "terrorism",
        "leads": [{"role": "a"}],
        "grades": "not graded",
        "paragraphs": [{"id": "second", "text": "Short: text"}],
    }
    assert re.findall("# .*", left) == [
        "# Above all.",
        "# beside it",
        "# On the leads.",
        "# On the grades.",
        "# On the second.",
    ]


@pytest.mark.parametrize("mark", [">", "|", ">-"])
def test_last_line_of_a_text_is_no_comment(mark: str) -> None:
    """Also where it begins with #: it goes with its text, and nothing is put before it."""
    text = f"events:\n  - what: a\n    text: {mark}\n      One.\n      #2 waits.\n  # On what follows.\n"
    data = parse_yaml(text.encode(), "").data
    assert isinstance(data, dict)
    assert isinstance(data["events"], list)
    added = with_item(text, ("events",), {"what": "b"})
    assert parse_yaml(added.encode(), "").data == {"events": [*data["events"], {"what": "b"}]}
    assert "#2 waits.\n  - what: b\n" in added
    left = without(text, [("events", 0, "text")])
    assert left == "events:\n  - what: a\n  # On what follows.\n"


def test_comment_stands_above_what_it_is_on() -> None:
    """Indented like it, under what was said of it before."""
    told = with_comments(TEXT, {("paragraphs", 1): ["One.", "Two."], ("grades",): ["Three."]})
    assert "  # On the second.\n  # One.\n  # Two.\n  - {id: second" in told
    assert "# On the grades.\n# Three.\ngrades:" in told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: []  # none\n", "a:\n  - what: x\n    due: 2024-05-01\n"),
        (
            "a:\n  - what: y\n# After.\nb: 1\n",
            "a:\n  - what: y\n  - what: x\n    due: 2024-05-01\n# After.\nb: 1\n",
        ),
        ("a:\n- {what: y}", "a:\n- {what: y}\n- what: x\n  due: 2024-05-01\n"),
        ("a: [{what: y}]\n", "a: [{what: y}, {what: x, due: 2024-05-01}]\n"),
    ],
)
def test_item_is_added_at_the_end_of_a_list(before: str, after: str) -> None:
    """Where the list is, and as its other items are."""
    told = with_item(before, ("a",), {"what": "x", "due": "2024-05-01"})
    assert parse_yaml(told.encode(), "").data == parse_yaml(after.encode(), "").data
    if "[" not in before:
        assert told == after


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"], min_codepoint=32), max_size=20)
    | st.from_regex(r"[0-9.eE_:+-]{1,12}", fullmatch=True)
)
@example("As report #4 says.")
@example("Wait...")
@example(".0E0")
@example("2016-02-30")
@example("Two: things")
def test_text_is_read_again_as_the_same_text(text: str) -> None:
    """Also one that could be a number, a word for nothing, a key or a comment."""
    found = parse_yaml(as_yaml({"text": text}).encode(), "")
    assume(not any(problem.code == "control-character" for problem in found.problems))
    assert found.data == {"text": text}


def test_plain_data_is_written_as_people_write_it() -> None:
    """Lists two spaces in, a sentence on one line, whatever its length."""
    long = "word " * 60 + "end"
    assert as_yaml({"leads": [{"role": "a"}], "text": long}) == f"leads:\n  - role: a\ntext: {long}"
    assert as_yaml(["a", 1], in_brackets=True) == "[a, 1]"
