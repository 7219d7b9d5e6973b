"""A document held to its schema: each fault at its place, in a sentence for whoever writes the data."""

import json
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema.validators import Draft202012Validator

from spr.checking.schema import RULES, SCHEMA_RULES, Schemas, check_schema, load_schemas
from spr.checking.schema.dialect import DIALECT
from spr.checking.schema.keywords import compile_pattern
from spr.checking.schema.spot import Schema
from spr.errors import BadDataError, Problem
from spr.loading.yaml12 import Data, parse_yaml

ROOT = Path(__file__).parent.parent


GRADE = {
    "type": "object",
    "properties": {"grade": {"enum": ["Outstanding", "Good"]}, "of": {"type": "array"}},
    "required": ["grade"],
    "additionalProperties": False,
}

EXAMPLES = sorted((Path(__file__).parent / "examples" / "schema").glob("*.yaml"))
"""A schema, the text of a file, and what is told of it; each named after the rule."""

SCHEMA_EXAMPLES = sorted((Path(__file__).parent / "examples" / "schemas").glob("*.json"))
"""Schemas with a fault, each named after it; beside each, in a .txt, what is told."""


def problems_of(schema: Schema, text: str) -> list[Problem]:
    """What *schema* finds in the YAML *text*."""
    schemas = Schemas({"x": {"$id": "x.schema.json", "allOf": [schema]}})
    return list(check_schema(parse_yaml(text.encode(), "f.yaml"), "x", schemas))


def load_example(path: Path) -> tuple[Schema, str, list[str]]:
    """The schema, the text and the expected problems of an example."""
    example = yaml.safe_load(path.read_text(encoding="utf-8"))
    return example["schema"], example["text"], example["expected"].splitlines()


def faults_in_dialect(schema: Schema) -> list[Problem]:
    """What is wrong with a schema as a schema."""
    document = parse_yaml(json.dumps(schema).encode(), "x.schema.json")
    return list(check_schema(document, "dialect", Schemas({"dialect": DIALECT})))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_does_not_fit_is_told(path: Path) -> None:
    """Each fault once, where an editor would show it; and the schema is one that may be written."""
    schema, text, expected = load_example(path)
    assert [f"f.yaml:{line}" for line in expected] == [str(problem) for problem in problems_of(schema, text)]
    assert not faults_in_dialect(schema)


def test_every_rule_has_a_case() -> None:
    """A code that no case breaks is a rule that nobody has seen at work."""
    examples = [load_example(path) for path in EXAMPLES]
    codes = {problem.code for schema, text, _ in examples for problem in problems_of(schema, text)}
    assert set(RULES) == codes | {"too-many-problems"}


def test_document_that_was_not_read_has_no_further_problems() -> None:
    """Its own problems say what is wrong; that all its keys are missing would be noise."""
    assert not problems_of(GRADE, "a: [")


def test_problems_have_an_end() -> None:
    """After the first two hundred by place, one says that there are more."""
    problems = problems_of({"items": {"type": "string"}}, "".join(f"- {number}\n" for number in range(300)))
    assert [*range(1, 201), 201] == [problem.place.line for problem in problems]
    assert str(problems[-1]) == (
        "f.yaml:201:3: There are more than 200 faults in this file; this and what follows is not told. "
        "Of each file, the first 200 faults are told."
    )


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"items": {"type": "string"}}, "[" + "1," * 100_000 + "]"),
        ({"anyOf": [{"items": {"type": "string"}}, {"const": 1}]}, "[" + "1," * 100_000 + "]"),
        ({"uniqueItems": True}, "[" + "{}," * 100_000 + "]"),
        ({"additionalProperties": False}, "".join(f"k{number}: 1\n" for number in range(20_000))),
    ],
)
def test_a_file_full_of_faults_takes_no_longer(schema: Schema, text: str) -> None:
    """What is not going to be told is not looked for: a tenth of a second, where all would take a minute."""
    document = parse_yaml(text.encode(), "f.yaml")
    start = time.process_time()
    problems = list(check_schema(document, "x", Schemas({"x": {"$id": "x.schema.json", "allOf": [schema]}})))
    assert len(problems) == 201
    assert time.process_time() - start < 5


PATTERNS = [
    ("^a$", "a", "a\n"),
    ("^(a|b$)", "b", "b\n"),
    (r"^\d{4}$", "2016", "٢٠١٦"),
    (r"^\w+$", "a_1", "é"),
    (r"^[\d-]+$", "2016-08", "٢-٨"),
    (r"^[$]\$$", "$$", "$"),
    (r"^[\]$]$", "$", "$\n"),
    (r"^[^$]$", "a", "$"),
    (r"^\\d$", "\\d", "1"),
    (r"^[\\d]$", "\\", "1"),
    (r"^[^\n]*\S[^\n]*$", "one line", "one\nline"),
    (r"^[^\n]*\S[^\n]*$", "one line", "one line\n"),
]


@pytest.mark.parametrize(("pattern", "fits", "does_not"), PATTERNS)
def test_pattern_means_what_it_means_in_an_editor(pattern: str, fits: str, does_not: str) -> None:
    """$ is the end of the text, not of its last line; digits and letters are those of ASCII."""
    assert compile_pattern(pattern).search(fits)
    assert not compile_pattern(pattern).search(does_not)
    assert not problems_of({"pattern": pattern}, json.dumps(fits))
    (problem,) = problems_of({"pattern": pattern}, json.dumps(does_not))
    assert problem.code == "bad-form"


def test_references_lead_into_other_schemas_of_the_folder_and_nowhere_else() -> None:
    """A part that several kinds of file share is told as if it stood in each."""
    schemas = Schemas(
        {
            "common": {"$id": "common.schema.json", "$defs": {"grade": {"$ref": "#/$defs/g"}, "g": GRADE}},
            "threat": {
                "$id": "threat.schema.json",
                "properties": {"grades": {"items": {"$ref": "common.schema.json#/$defs/grade"}}},
            },
        }
    )
    document = parse_yaml(b"grades:\n  - grade: Good\n    off: []\n", "f.yaml")
    assert [str(problem) for problem in check_schema(document, "threat", schemas)] == [
        "f.yaml:3:5: grades[0].off: `off` is not known here. Did you mean `of`? One of: `grade`, `of`."
    ]


def test_schema_that_refers_to_itself() -> None:
    """As deep as a file may be."""
    tree = {"type": "object", "properties": {"a": {"$ref": "#/allOf/0"}}, "additionalProperties": False}
    text = "{a: " * 49 + "{b: 1}" + "}" * 49
    assert [f"{'a.' * 49}b"] == [problem.pointer for problem in problems_of(tree, text)]


def test_schemas_of_a_folder(tmp_path: Path) -> None:
    """Each is known by its file's name; what else lies there is left alone."""
    (tmp_path / "common.schema.json").write_text('{"$id": "common.schema.json", "$defs": {"a": {}}}')
    (tmp_path / "threat.schema.json").write_text(
        '{"$id": "threat.schema.json", "x-note": 1, "$ref": "common.schema.json#/$defs/a"}'
    )
    (tmp_path / "README.md").write_text("{")
    assert sorted(load_schemas(tmp_path).contents) == ["common", "threat"]


@pytest.mark.parametrize("path", SCHEMA_EXAMPLES, ids=lambda path: path.stem)
def test_fault_of_a_schema_is_told(path: Path, tmp_path: Path) -> None:
    """JSON Schema would let it pass, or fail with a traceback when the first file comes."""
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    told = [str(problem) for problem in faults_of(path, tmp_path)]
    assert [f"schemas/x.schema.json:{line}" for line in expected] == told


def test_every_rule_of_schemas_has_a_case(tmp_path: Path) -> None:
    """As for the data."""
    codes = {problem.code for path in SCHEMA_EXAMPLES for problem in faults_of(path, tmp_path)}
    assert codes >= SCHEMA_RULES.keys()


def faults_of(path: Path, tmp_path: Path) -> tuple[Problem, ...]:
    """What is wrong with a folder that holds nothing but the schema at *path*, as x.schema.json."""
    folder = tmp_path / "schemas"
    folder.mkdir(exist_ok=True)
    (folder / "x.schema.json").write_bytes(path.read_bytes())
    with pytest.raises(BadDataError) as caught:
        load_schemas(folder)
    return caught.value.problems


def test_own_schemas_have_no_fault() -> None:
    """schemas/ is written in the dialect."""
    assert {"common", "threat"} <= set(load_schemas(ROOT / "schemas").contents)


TEXTS = st.sampled_from(["a", "b", "ab", "not stated", "2016", ""])
KEYS = st.sampled_from(["a", "b", "c", "ab"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.sampled_from([0, 1, 2, 1.0, 1.5]) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
KINDS = st.sampled_from(["array", "boolean", "integer", "null", "number", "object", "string"])


def schemas(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    """Schemas of the dialect around others, with a few keywords each."""
    some = st.lists(inner, min_size=1, max_size=3)
    by_name = st.dictionaries(KEYS, inner, max_size=3)
    names = st.lists(KEYS, max_size=2, unique=True)
    keywords: dict[str, st.SearchStrategy[Schema]] = {
        "type": KINDS | st.lists(KINDS, min_size=1, max_size=3, unique=True),
        "const": VALUES,
        "enum": st.lists(VALUES, min_size=1, max_size=3, unique_by=repr),
        "allOf": some,
        "anyOf": some,
        "oneOf": some,
        "not": inner,
        "if": inner,
        "then": inner,
        "else": inner,
        "properties": by_name,
        "patternProperties": st.dictionaries(st.sampled_from(["^a$", "^.*b$"]), inner, max_size=2),
        "additionalProperties": inner,
        "unevaluatedProperties": inner,
        "propertyNames": inner,
        "required": names,
        "dependentRequired": st.dictionaries(KEYS, names, max_size=2),
        "dependentSchemas": by_name,
        "minProperties": st.integers(0, 2),
        "maxProperties": st.integers(0, 2),
        "prefixItems": some,
        "items": inner,
        "unevaluatedItems": inner,
        "contains": inner,
        "minContains": st.integers(0, 2),
        "maxContains": st.integers(0, 2),
        "minItems": st.integers(0, 2),
        "maxItems": st.integers(0, 2),
        "uniqueItems": st.booleans(),
        "minLength": st.integers(0, 2),
        "maxLength": st.integers(0, 2),
        "pattern": st.sampled_from(["^a$", "^[a-z ]*$"]),
        "format": st.sampled_from(["date", "regex", "uuid"]),
        "minimum": st.integers(0, 2),
        "maximum": st.integers(0, 2),
        "exclusiveMinimum": st.integers(0, 2),
        "exclusiveMaximum": st.integers(0, 2),
        "multipleOf": st.sampled_from([1, 0.5, 2]),
        "x-form": st.just("a form"),
        "description": st.sampled_from(["The key.", "A", "SPR"]),
        "$ref": st.sampled_from(["#/$defs/one", "#/$defs/two"]),
    }
    return st.lists(st.sampled_from(sorted(keywords)), max_size=4, unique=True).flatmap(
        lambda names: st.fixed_dictionaries(
            {name: keywords[name] for name in names if PARTNER.get(name, name) in names}
        )
    )


PARTNER = {"then": "if", "else": "if", "minContains": "contains", "maxContains": "contains"}
SCHEMAS = st.recursive(st.booleans(), schemas, max_leaves=8)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(SCHEMAS, SCHEMAS, SCHEMAS, VALUES)
def test_verdict_is_that_of_json_schema(one: Schema, two: Schema, schema: Schema, data: Data) -> None:
    """Whatever the schema and the data: a problem where JSON Schema finds an error, and no exception."""
    if "$ref" in json.dumps(one):
        one = True  # a schema that leads to itself has no end
    two = {"items": two, "properties": {"a": two}}
    whole = {"$id": "x.schema.json", "allOf": [schema], "$defs": {"one": one, "two": two}}
    problems = list(check_schema(parse_yaml(json.dumps(data).encode(), "f.yaml"), "x", Schemas({"x": whole})))
    verdict = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert verdict.is_valid(data) == (not problems)
    for problem in problems:
        assert problem.code in RULES
        assert problem.found.endswith((".", "?"))
        assert problem.expected.endswith((".", "?"))
        assert problem.hint.endswith((".", "?", ""))
    assert not faults_in_dialect(schema)


def test_words_of_yaml_1_1_reach_the_schema_as_text() -> None:
    """What PyYAML alone would have made false, a date object, ninety and an exception."""
    assert not problems_of({"items": {"type": "string"}}, "- no\n- 2016-08-01\n- 1:30\n- =\n")
