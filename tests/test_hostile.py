"""
Whatever somebody writes arrives as text, or is refused with a sentence; nothing of it runs.

The texts stand in tests/hostile/, a file for each sort. Here they are held against what reads the data;
tests/test_hostile_site.py builds a site of them.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from spr.checking.schema.keywords import compile_pattern
from spr.loading.yaml12 import parse_yaml
from tests.attacks import HELD, SHOWN, Attack, cases, every_field, newest, sorts, written_fields
from tests.folders import lay, problems_of, replace_text
from tests.test_canaries import northmoor
from tests.test_examples_cover_the_model import SCHEMAS

REFUSED: Final = ("documents", "names", "numbers", "unseen")

FREE: Final = frozenset({r"^[\s\S]*\S[\s\S]*$", r"^[^\n]*\S[^\n]*$"})
"""The forms of what is written in words: a text, and a name in one line."""

MEANT: Final = {
    r"^[a-z0-9-]+(/[a-z0-9-]+)?$": {"a folder", "an option"},  # a part of a file; it leads nowhere
    r"^https?://[^\s<>\"']+$": {"an address"},
}
"""What a form is there for."""

TERRORISM: Final = "2022/threats/terrorism.yaml"


def test_every_sort_is_tried() -> None:
    """A new file of hostile texts is put into the model, or is known as refused."""
    assert sorts() == sorted((*SHOWN, *REFUSED))


def test_every_field_is_attacked() -> None:
    """A field that is new in the model holds a hostile text in the site that is built, or a form holds it."""
    attack = Attack(Path("FILE"))
    attack.model(newest(northmoor()))
    assert sorted(written_fields() - attack.attacked) == []


def test_what_is_held_is_a_field() -> None:
    """What the model no longer has is taken out of the list."""
    known = {name for kind, field, _ in every_field() for name in (field, f"{kind}.{field}")}
    assert sorted(HELD - known) == []


def forms(schema: Any) -> Iterator[tuple[str, int | None]]:
    """Every pattern within a schema, with the most signs that it allows."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"], schema.get("maxLength")
        for each in schema.values():
            yield from forms(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from forms(each)


FORMS: Final = sorted(
    {form for schema in SCHEMAS.values() for form in forms(schema) if form[0] not in FREE}, key=str
)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_no_form_lets_a_hostile_name_through(form: tuple[str, int | None]) -> None:
    """Ids, years, names of files: nothing leads out of a folder, looks like another, or is a template."""
    pattern, longest = form
    passed = {
        what
        for what, name in cases("names").items()
        if compile_pattern(pattern).search(name) and len(name) <= (longest or len(name))
    }
    assert passed - MEANT.get(pattern, set()) <= (set() if longest else {"too long"})


@pytest.mark.parametrize("what", cases("names"))
def test_hostile_id_is_refused_with_a_sentence(what: str, tmp_path: Path) -> None:
    """Whoever writes it is told in which line, and what an id looks like."""
    folder = lay(tmp_path / "data")
    spelt = "".join(f"\\U{ord(sign):08X}" for sign in cases("names")[what])
    replace_text(folder, TERRORISM, "id: on-terrorism", f'id: "{spelt}"')
    found = [each for each in problems_of(folder) if each.pointer.endswith(".id")]
    assert [each.place.path for each in found] == [f"assessments/{TERRORISM}"]
    assert all(str(each).endswith(".") for each in found)


SAID: Final = frozenset({"text-is-no-template", "abbreviation-is-explained", "control-character"})
"""What may be wrong with a hostile text that is meant to arrive."""


@pytest.mark.parametrize("sort", SHOWN)
def test_text_is_taken_as_it_is_or_refused_with_a_sentence(sort: str, tmp_path: Path) -> None:
    """From a file, as a paragraph: the check reads it, and does nothing of what it says."""
    folder = lay(tmp_path / "data")
    with (folder / TERRORISM).open("a", encoding="utf-8") as file:
        for number, text in enumerate(cases(sort).values()):
            spelt = json.dumps(text.replace("FILE", str(tmp_path / "file")), ensure_ascii=False)
            file.write(f"  - id: hostile-{number}\n    text: {spelt}\n")
    problems = problems_of(folder)
    assert {each.code for each in problems} <= SAID
    assert all(str(each).endswith(".") for each in problems)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


@pytest.mark.parametrize("what", cases("unseen"))
@pytest.mark.parametrize("spelt", [False, True])
def test_what_cannot_be_seen_is_refused(what: str, *, spelt: bool) -> None:
    """As it is, in a text; and spelt with its number, within quotation marks."""
    text = cases("unseen")[what]
    if spelt:
        text = "".join(sign if sign.isalnum() and sign.isascii() else f"\\U{ord(sign):08X}" for sign in text)
        text = f'"{text}"'
    found = parse_yaml(f"text: {text}\n".encode(errors="surrogatepass"), "f.yaml").problems
    assert {each.code for each in found} & {"control-character", "not-utf8", "not-yaml"}
    assert all(str(each).endswith(".") for each in found)


@pytest.mark.parametrize("what", cases("numbers"))
def test_number_that_is_none_is_refused(what: str) -> None:
    """What a page, a table and JSON would each show as another number."""
    found = parse_yaml(f"value: {cases('numbers')[what]}\n".encode(), "f.yaml").problems
    assert [each.code for each in found] == ["bad-number"]


@pytest.mark.parametrize("what", cases("documents"))
def test_document_that_is_not_what_it_seems_is_refused(what: str, tmp_path: Path) -> None:
    """At once, without doing what it says."""
    began = time.process_time()
    text = cases("documents")[what].replace("FILE", str(tmp_path / "file"))
    assert parse_yaml(text.encode(), "f.yaml").problems
    assert time.process_time() - began < 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["f\u0435wer.yaml", "a b.yaml", "CON.yaml", "-rf.yaml", "{{x}}.yaml"])
@pytest.mark.parametrize("where", ["2022/threats", "recommendations", "."])
def test_file_of_a_hostile_name_is_refused(name: str, where: str, tmp_path: Path) -> None:
    """The name of a file is an id: it becomes an address."""
    folder = lay(tmp_path / "data")
    (folder / where / name).write_text("threat: terrorism\n", encoding="utf-8")
    assert problems_of(folder)
