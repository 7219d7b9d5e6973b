"""Problems and exceptions: values that hold the parts of a sentence, and write it."""

import itertools

import pytest

from spr.errors import (
    MOST_WORDS,
    BadDataError,
    NotThereError,
    Place,
    Pointer,
    Problem,
    did_you_mean,
    nearest,
    one_of,
    pointer_text,
    shown,
    shown_key,
)

GODO = Problem(
    code="not-a-grade",
    place=Place("assessments/2017/threats/cyber-incident.yaml", 14, 9),
    pointer="grades[0].grade",
    found="'Godo' is not a grade of hmicfrs-5.",
    expected="One of: Outstanding, Good, Adequate, Requires improvement, Inadequate.",
    hint="Did you mean 'Good'?",
)


def test_problem_is_a_sentence_with_its_place() -> None:
    """Place, pointer, what was found, what was meant, what would be right: clickable, and read in one go."""
    assert str(GODO) == (
        "assessments/2017/threats/cyber-incident.yaml:14:9: grades[0].grade: "
        "'Godo' is not a grade of hmicfrs-5. Did you mean 'Good'? "
        "One of: Outstanding, Good, Adequate, Requires improvement, Inadequate."
    )


def test_problem_of_a_whole_file_has_no_pointer() -> None:
    """What is missing leaves no gap and no stray colon."""
    problem = Problem("empty-file", Place("a.yaml"), "", "Nothing is written in this file.", "Say something.")
    assert str(problem) == "a.yaml:1:1: Nothing is written in this file. Say something."


def test_problems_sort_by_place_then_pointer_then_code() -> None:
    """Line 9 comes before line 10; the code only decides between problems of one value."""
    places = [
        ("b", Place("a.yaml", 9, 1), ""),
        ("a", Place("a.yaml", 9, 2), "x"),
        ("b", Place("a.yaml", 9, 2), "x"),
        ("a", Place("a.yaml", 9, 2), "y"),
        ("a", Place("a.yaml", 10, 1), ""),
        ("a", Place("b.yaml", 1, 1), ""),
    ]
    expected = [Problem(code, place, pointer, "F.", "E.") for code, place, pointer in places]
    assert [expected] * 720 == [sorted(order) for order in itertools.permutations(expected)]


@pytest.mark.parametrize(
    ("expected", "pointer"),
    [
        ("", ()),
        ("grades", ("grades",)),
        ("grades[0].grade", ("grades", 0, "grade")),
        ("[2][0]", (2, 0)),
        ("areas['Sandwell & Dudley'].value", ("areas", "Sandwell & Dudley", "value")),
        ("by-area.v1", ("by-area", "v1")),
        ("['a b']", ("a\n  b",)),
    ],
)
def test_pointer_is_written_as_people_write_it(expected: str, pointer: Pointer) -> None:
    """Keys after a dot, indexes in brackets, keys that are no plain words in quotation marks."""
    assert expected == pointer_text(pointer)


@pytest.mark.parametrize(
    ("expected", "word", "candidates"),
    [
        ("Good", "Godo", ["Outstanding", "Good", "Inadequate"]),
        ("Good", "good", ["Good", "God"]),
        ("in_brief", "in-brief", ["in_brief", "brief"]),
        (None, "xyz", ["Outstanding", "Good"]),
        (None, "", ["a"]),
        (None, "Good" * 100, ["Good" * 100]),
        (None, "word", []),
    ],
)
def test_nearest_word(expected: str | None, word: str, candidates: list[str]) -> None:
    """A slip of the keys finds its word, whatever its capitals; another word, or a whole text, finds none."""
    assert expected == nearest(word, candidates)


def test_nearest_does_not_depend_on_the_order() -> None:
    """Of two that are equally near it is always the same one."""
    assert {nearest("ab", order) for order in (["abc", "abd"], ["abd", "abc"])} == {"abd"}


def test_words_of_sentences() -> None:
    """Values stand in quotation marks and keys in backticks, on one line and not without end."""
    assert shown("a\n b") == "'a b'"
    assert shown_key("a") == "`a`"
    assert shown("x" * 100) == f"'{'x' * 59}…'"
    assert did_you_mean("graed", ["grade"], shown_key) == "Did you mean `grade`?"
    assert not did_you_mean("x", ["grade"])
    assert one_of(["b", "a"]) == "One of: b, a."
    assert one_of(["x"] * (MOST_WORDS + 2)) == f"One of: {', '.join(['x'] * MOST_WORDS)}, and 2 more."


def test_bad_data_holds_its_problems_sorted_and_once() -> None:
    """Whoever catches it can count, sort and show them; its text is all of them."""
    first = Problem("a", Place("a.yaml"), "", "F.", "E.")
    error = BadDataError([GODO, first, GODO])
    assert (first, GODO) == error.problems
    assert f"{first}\n{GODO}" == str(error)


def test_not_there_says_what_there_is() -> None:
    """A name that nobody knows is told with those that somebody does."""
    error = NotThereError("year", "2061", ["2014", "2016"])
    assert str(error) == "There is no year '2061'. Did you mean '2016'? One of: 2014, 2016."
    assert str(NotThereError("threat", "x")) == "There is no threat 'x'."
