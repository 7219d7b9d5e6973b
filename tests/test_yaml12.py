"""YAML 1.2 core, strictly, with the place of everything: what is read, what is refused, in which words."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from spr.errors import Place, Pointer
from spr.loading.scalars import MAX_INTEGER, BadNumberError, parse_plain
from spr.loading.yaml12 import MAX_BYTES, MAX_DEPTH, RULES, Data, Document, load_yaml, parse_yaml

PARSERS = [
    pytest.param(yaml.CSafeLoader, id="libyaml"),
    pytest.param(yaml.SafeLoader, id="pure"),
]


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of PyYAML's parsers: whatever holds, holds for both."""
    monkeypatch.setattr("spr.loading.yaml12._Parser", request.param)


def lines_of(document: Document) -> list[str]:
    """The problems as people read them."""
    return [str(problem) for problem in document.problems]


CORE: list[tuple[str, Data]] = [
    # null
    ("", None),
    ("~", None),
    ("null", None),
    ("Null", None),
    ("NULL", None),
    ("nULL", "nULL"),
    ("None", "None"),
    # truth values
    ("true", True),
    ("True", True),
    ("TRUE", True),
    ("false", False),
    ("False", False),
    ("FALSE", False),
    ("tRUE", "tRUE"),
    ("y", "y"),
    ("n", "n"),
    ("yes", "yes"),
    ("no", "no"),
    ("No", "No"),
    ("on", "on"),
    ("off", "off"),
    # whole numbers
    ("0", 0),
    ("19", 19),
    ("+19", 19),
    ("-19", -19),
    ("010", 10),
    ("0o17", 15),
    ("0o18", "0o18"),
    ("-0o17", "-0o17"),
    ("0x1F", 31),
    ("0xG", "0xG"),
    ("0b11", "0b11"),
    ("1_000", "1_000"),
    ("1,000", "1,000"),
    ("1:30", "1:30"),
    ("190:20:30", "190:20:30"),
    ("٣", "٣"),
    (str(MAX_INTEGER), MAX_INTEGER),
    # other numbers
    ("1.10", 1.1),
    ("1.", 1.0),
    (".5", 0.5),
    ("-.5", -0.5),
    ("1e3", 1000.0),
    ("1E+3", 1000.0),
    ("1.5e-3", 0.0015),
    ("e3", "e3"),
    (".", "."),
    ("..", ".."),
    ("-", "-"),
    ("+", "+"),
    (".e3", ".e3"),
    ("1.2.3", "1.2.3"),
    (".infinity", ".infinity"),
    ("inf", "inf"),
    ("nan", "nan"),
    # what YAML 1.1 makes dates and other things of
    ("2016", 2016),
    ("2016-08", "2016-08"),
    ("2016-08-01", "2016-08-01"),
    ("2016-08-01T10:00:00Z", "2016-08-01T10:00:00Z"),
    ("2024-25", "2024-25"),
    ("4-5", "4-5"),
    ("=", "="),
    ("<<", "<<"),
]


@pytest.mark.parametrize(("text", "expected"), CORE)
def test_plain_scalar_says_what_the_core_schema_of_yaml_1_2_says(text: str, expected: Data) -> None:
    """Null, truth values and numbers are written in few ways; all else is text."""
    assert (type(expected), expected) == (type(parse_plain(text)), parse_plain(text))


@pytest.mark.parametrize(
    "text",
    [
        ".inf",
        "-.Inf",
        "+.INF",
        ".nan",
        ".NaN",
        "1e999",
        str(MAX_INTEGER + 1),
        "-" + "9" * 5000,
        "0x" + "f" * 99,
    ],
)
def test_number_that_cannot_be_kept_is_refused(text: str) -> None:
    """Infinity and what is rounded without a word have no place in figures."""
    with pytest.raises(BadNumberError):
        parse_plain(text)


@given(st.integers(-MAX_INTEGER, MAX_INTEGER), st.floats(-MAX_INTEGER, MAX_INTEGER))
def test_numbers_are_read_as_they_are_written(number: int, fraction: float) -> None:
    """Nothing is lost of a number that JSON can hold."""
    assert (number, fraction) == (parse_plain(str(number)), parse_plain(repr(fraction)))


@pytest.mark.usefixtures("parser")
def test_document_says_what_where() -> None:
    """Every value and key has its place, every scalar its text as it was written."""
    text = (
        "# yaml-language-server: $schema=x\n"
        "threat: public-order\n"
        "grades:\n"
        "  - grade: Good    # comment\n"
        "    of: [capability, 1.10]\n"
        "    'by':\n"
        "  - {}\n"
        "text: >\n"
        "  Folded\n"
        "  text.\n"
    )
    document = parse_yaml(text.encode(), "f.yaml")
    places = {
        (): (2, 1),
        ("threat",): (2, 9),
        ("grades",): (4, 3),
        ("grades", 0): (4, 5),
        ("grades", 0, "grade"): (4, 12),
        ("grades", 0, "of"): (5, 9),
        ("grades", 0, "of", 0): (5, 10),
        ("grades", 0, "of", 1): (5, 22),
        ("grades", 0, "by"): (6, 10),
        ("grades", 1): (7, 5),
        ("text",): (8, 7),
    }
    key_places = {
        ("threat",): (2, 1),
        ("grades",): (3, 1),
        ("grades", 0, "grade"): (4, 5),
        ("grades", 0, "of"): (5, 5),
        ("grades", 0, "by"): (6, 5),
        ("text",): (8, 1),
    }
    raws = {
        ("threat",): "public-order",
        ("grades", 0, "grade"): "Good",
        ("grades", 0, "of", 0): "capability",
        ("grades", 0, "of", 1): "1.10",
        ("grades", 0, "by"): "",
        ("text",): "Folded text.\n",
    }
    data: Data = {
        "threat": "public-order",
        "grades": [{"grade": "Good", "of": ["capability", 1.1], "by": None}, {}],
        "text": "Folded text.\n",
    }
    assert document == Document("f.yaml", data, (), frozenset(), places, key_places, raws)


def test_place_of_what_is_not_there_is_that_of_what_is_around_it() -> None:
    """A rule may ask for the place of a key that is missing, or of an item past the end."""
    document = parse_yaml(b"a:\n  - b: 1\n", "f.yaml")
    assert document.place(("a", 0, "c")) == Place("f.yaml", 2, 5)
    assert document.place(("a", 7)) == Place("f.yaml", 2, 3)
    assert document.place(("x", "y")) == document.place() == Place("f.yaml", 1, 1)
    assert document.key_place(("a", 0)) == Place("f.yaml", 2, 5)
    assert document.raw(("a", 0, "c")) is None
    assert document.raw(("a",)) is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00", "a Word or Excel file, or a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "an older Word or Excel file"),
        (b"%PDF-1.7\n%\xb5\xb5\n", "a PDF"),
    ],
)
def test_file_of_another_program_is_told_by_its_kind(content: bytes, kind: str) -> None:
    """What somebody saved from it under the name that they were given."""
    (line,) = lines_of(parse_yaml(content, "f.yaml"))
    assert line.startswith(f"f.yaml:1:1: This is {kind}, under the name of a data file. ")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.usefixtures("parser")
def test_line_ends_and_byte_order_mark_change_nothing(line_end: str, mark: str) -> None:
    """A file saved by Notepad says the same at the same places."""
    text = "é: 😀 x\nb:\n  - >\n    one\n    two\n  - 'three'\n"
    expected = parse_yaml(text.encode(), "f.yaml")
    assert expected.data == {"é": "😀 x", "b": ["one two\n", "three"]}
    assert expected == parse_yaml((mark + text.replace("\n", line_end)).encode(), "f.yaml")


EXAMPLES = sorted((Path(__file__).parent / "examples" / "yaml").glob("*.yaml"))
"""Files with a fault, each named after it; beside each, in a .txt, what is told."""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.usefixtures("parser")
def test_fault_is_told(path: Path) -> None:
    """What the person did, at its place, and not the state of the parser; both parsers say the same."""
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert [f"f.yaml:{line}" for line in expected] == lines_of(load_yaml(path, "f.yaml"))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("fault", "code"), [(b"\x07", "control-character"), (b"\x92", "not-utf8")])
def test_line_ends_are_those_of_editors(line_end: str, fault: bytes, code: str) -> None:
    """Also where the parser is not asked for the place."""
    (problem,) = parse_yaml(f"a: 1{line_end}b: ".encode() + fault + line_end.encode(), "f.yaml").problems
    assert (code, Place("f.yaml", 2, 4)) == (problem.code, problem.place)


@pytest.mark.parametrize("escape", [r"\UFFFFFFFF", r"\U00110000", r"\ud800", r"\x", r"\q"])
@pytest.mark.usefixtures("parser")
def test_escape_of_what_is_no_character(escape: str) -> None:
    """The slow parser would raise for some of them, and let half a character through."""
    (problem,) = parse_yaml(f'"{escape}"'.encode(), "f.yaml").problems
    assert problem.code in {"not-yaml", "control-character"}


LIMITS = {
    b"a: " + b"x" * MAX_BYTES: (
        "1:1: The file is larger than 1024 KiB. Is it the right file? A file holds at most 1024 KiB."
    ),
    b"a: " + b"[" * 10_000: (
        "1:53: Too many lists and mappings stand inside each other. "
        "Lists and mappings stand at most 50 deep inside each other."
    ),
    b"{" + b"a: 1, " * 1000 + b"}": (
        "1:1208: Here stands fault number 201 of this file; it was not read on. "
        "A file is read until 200 faults are found."
    ),
}


@pytest.mark.parametrize("content", LIMITS, ids=["size", "depth", "problems"])
def test_limits(content: bytes) -> None:
    """A file of another kind is not read to its end."""
    document = parse_yaml(content, "f.yaml")
    assert f"f.yaml:{LIMITS[content]}" == lines_of(document)[-1]
    assert not document.is_read


def test_every_rule_has_a_case() -> None:
    """A code that no case breaks is a rule that nobody has seen at work."""
    codes = {problem.code for path in EXAMPLES for problem in load_yaml(path, "f.yaml").problems}
    elsewhere = {"missing-file", "not-a-file", "too-deep", "too-large", "too-many-problems", "unreadable"}
    assert set(RULES) == codes | elsewhere


def test_what_is_read_beside_a_fault_stays() -> None:
    """One fault does not hide the next: all that can be known is kept, and the first of two like keys."""
    text = b"a: 1\na: 2\nb: *x\nc: !!int 3\n2016: d\n? [e]\n: f\ng: .nan\nh: [&i j]\n"
    document = parse_yaml(text, "f.yaml")
    assert document.data == {"a": 1, "b": None, "c": None, "2016": "d", "g": None, "h": ["j"]}
    assert document.unknown == {("b",), ("c",), ("g",)}
    assert document.place(("a",)) == Place("f.yaml", 1, 4)
    assert document.raw(("a",)) == "1"
    assert document.is_read


@pytest.mark.parametrize("content", [b"a: [", b"[" * 100, b"", b"\xff", b"a: 1\nb"])
def test_nothing_is_kept_of_what_is_not_read_to_its_end(content: bytes) -> None:
    """Half a file would look like a whole one with things missing."""
    document = parse_yaml(content, "f.yaml")
    assert document == Document("f.yaml", problems=document.problems)
    assert not document.is_read
    assert len(document.problems) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 10_000,
        b"{a: " * 10_000,
        b"- " * 10_000,
        b"? " * 10_000,
        b"- - ? " * 3_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(1_400)).encode(),
    ],
    ids=["lists", "mappings", "dashes", "keys", "mixed", "indented"],
)
@pytest.mark.usefixtures("parser")
def test_depth_is_refused_however_deep(content: bytes) -> None:
    """Ten thousand levels cost what fifty-one do: no recursion, no crash, one sentence at the end."""
    assert parse_yaml(content, "f.yaml").problems[-1].code in {"too-deep", "not-text-key"}
    assert "too-deep" in {problem.code for problem in parse_yaml(content, "f.yaml").problems}


def test_greatest_depth_is_read() -> None:
    """The limit itself is allowed."""
    assert not parse_yaml(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "f.yaml").problems


class TestFiles:
    """What the disk has to say is a problem as well, never an exception."""

    def test_file(self, tmp_path: Path) -> None:
        """A file is what its bytes are, under the name that people know it by."""
        (tmp_path / "x.yaml").write_bytes(b"a: 1\n")
        assert load_yaml(tmp_path / "x.yaml", "f.yaml") == parse_yaml(b"a: 1\n", "f.yaml")

    def test_missing_file(self, tmp_path: Path) -> None:
        """Missing is the file, the folder it should be in, or what a link leads to."""
        (tmp_path / "file").touch()
        (tmp_path / "link").symlink_to(tmp_path / "nowhere")
        for name in ("x.yaml", "no/x.yaml", "file/x.yaml", "link"):
            document = load_yaml(tmp_path / name, "f.yaml")
            assert lines_of(document) == ["f.yaml:1:1: There is no such file. A YAML file belongs here."]

    def test_folder(self, tmp_path: Path) -> None:
        """A folder that is called like a file is not one."""
        document = load_yaml(tmp_path, "f.yaml")
        assert lines_of(document) == ["f.yaml:1:1: This is a folder, not a file. A YAML file belongs here."]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes to hang on")
    def test_pipe(self, tmp_path: Path) -> None:
        """What would never end is not begun."""
        os.mkfifo(tmp_path / "pipe")
        document = load_yaml(tmp_path / "pipe", "f.yaml")
        assert lines_of(document) == ["f.yaml:1:1: This is a device, not a file. A YAML file belongs here."]

    def test_unreadable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The system's own words are told."""

        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        (tmp_path / "x.yaml").touch()
        monkeypatch.setattr(Path, "open", refuse)  # root may read anything
        document = load_yaml(tmp_path / "x.yaml", "f.yaml")
        assert lines_of(document) == [
            "f.yaml:1:1: The file cannot be read (Permission denied). A file is open to whoever checks it."
        ]

    def test_five_megabytes(self, tmp_path: Path) -> None:
        """A file that is too large is not read to its end."""
        (tmp_path / "x.yaml").write_bytes(b"a: 1\n" * 1_000_000)
        assert [problem.code for problem in load_yaml(tmp_path / "x.yaml", "f.yaml").problems] == [
            "too-large"
        ]


@given(st.binary(max_size=300))
@example(b'"\\UFFFFFFFF"')
@example(b'"\\ud800"')
@example(b"%YAML 1.1\n%TAG ! x\n---\n")
def test_no_bytes_raise(content: bytes) -> None:
    """Whatever stands in a file, it becomes data or problems, and a sentence can be printed."""
    document = parse_yaml(content, "f.yaml")
    assert document.is_read or document.problems
    assert str(document.problems).encode()


YAML_LIKE = st.text(
    alphabet=st.sampled_from("ab01.-: \n\r\t'\"[]{},?&*!|>%@`#~\\x=é\u00a0\u2028\ufeff😀"), max_size=60
)


@given(YAML_LIKE)
@example("a: !\n")
@example("&a\n")
@example(": 1\n")
def test_no_text_raises(text: str) -> None:
    """The same for text that is nearly YAML; places are inside the text, and each of its values has one."""
    document = parse_yaml(text.encode(), "f.yaml")
    lines = [*re.split(r"\r\n|\r|\n", text), ""]  # the parser ends the last line itself
    for problem in document.problems:
        assert 1 <= problem.place.line <= len(lines)
        assert "\n" not in str(problem)
    for pointer, _ in parts(document.data):
        place = document.place(pointer)
        assert place.column <= len(lines[place.line - 1]) + 1


@given(YAML_LIKE)
def test_both_parsers_say_the_same(text: str) -> None:
    """What both can read, both read alike."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("spr.loading.yaml12._Parser", yaml.CSafeLoader)
        fast = parse_yaml(text.encode(), "f.yaml")
        patch.setattr("spr.loading.yaml12._Parser", yaml.SafeLoader)
        slow = parse_yaml(text.encode(), "f.yaml")
    if fast.is_read and slow.is_read:
        assert fast.data == slow.data


def parts(data: Data, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Data]]:
    """Everything in *data*, with the way to it."""
    yield pointer, data
    inner: Iterable[tuple[str | int, Data]] = ()
    if isinstance(data, dict):
        inner = data.items()
    elif isinstance(data, list):
        inner = enumerate(data)
    for step, value in inner:
        yield from parts(value, (*pointer, step))


TEXT = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Cf")),
    max_size=20,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(JSON, st.sampled_from([None, 2]))
def test_json_is_yaml_and_every_value_is_where_its_place_says(data: Data, indent: int | None) -> None:
    """What is written as JSON comes back as it was; at its place stands the text of each value and key."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    document = parse_yaml(text.encode(), "f.yaml")
    lines = text.split("\n")

    def at(place: Place) -> str:
        return lines[place.line - 1][place.column - 1 :]

    assert (data, ()) == (document.data, document.problems)
    for pointer, value in parts(data):
        start = json.dumps(value, ensure_ascii=False)
        assert at(document.place(pointer)).startswith(start[:1] if isinstance(value, dict | list) else start)
        if pointer and isinstance(pointer[-1], str):
            assert at(document.key_place(pointer)).startswith(json.dumps(pointer[-1], ensure_ascii=False))
