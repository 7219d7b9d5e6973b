"""How one text became another, as people read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spr.changes.wording import Fate, Piece, compare_wording, is_polish

SAME, DELETED, INSERTED = Fate.SAME, Fate.DELETED, Fate.INSERTED

CASES = {
    "equal texts are one piece": ("We train.", "We train.", [(SAME, "We train.")]),
    "a number is one word": (
        "The force trained 1,234 officers in a year.",
        "The force trained 1,235 officers in a year.",
        [
            (SAME, "The force trained "),
            (DELETED, "1,234"),
            (INSERTED, "1,235"),
            (SAME, " officers in a year."),
        ],
    ),
    "a date is one word": (
        "It was agreed on 31 August 2016 by all.",
        "It was agreed on 1 August 2016 by all.",
        [
            (SAME, "It was agreed on "),
            (DELETED, "31 August 2016"),
            (INSERTED, "1 August 2016"),
            (SAME, " by all."),
        ],
    ),
    "a hyphenated name is one word": (
        "The follow-up went to the lead.",
        "The follow-on went to the lead.",
        [(SAME, "The "), (DELETED, "follow-up"), (INSERTED, "follow-on"), (SAME, " went to the lead.")],
    ),
    "a new sentence is one insertion": (
        "We train units. We learn.",
        "We train units. Two more were formed. We learn.",
        [(SAME, "We train units. "), (INSERTED, "Two more were formed. "), (SAME, "We learn.")],
    ),
    "neighbouring words become a phrase": (
        "The board meets every month in the town hall.",
        "The board meets each quarter in the town hall.",
        [
            (SAME, "The board meets "),
            (DELETED, "every month"),
            (INSERTED, "each quarter"),
            (SAME, " in the town hall."),
        ],
    ),
    "fewer words than changed on both sides of them are part of the change": (
        "The board meets every other month and for hours in the town hall of Westmoor.",
        "The board meets four times a year and all day in the town hall of Westmoor.",
        [
            (SAME, "The board meets "),
            (DELETED, "every other month and for hours"),
            (INSERTED, "four times a year and all day"),
            (SAME, " in the town hall of Westmoor."),
        ],
    ),
    "a change does not go on over the end of a sentence": (
        "The board meets in the town hall. Units train in spring.",
        "The board meets in the old barracks. Officers train in spring.",
        [
            (SAME, "The board meets in the "),
            (DELETED, "town hall"),
            (INSERTED, "old barracks"),
            (SAME, ". "),
            (DELETED, "Units"),
            (INSERTED, "Officers"),
            (SAME, " train in spring."),
        ],
    ),
    "what shares too little is shown whole": (
        "Officers were trained in the spring.",
        "Nothing else has moved since then at all.",
        [
            (DELETED, "Officers were trained in the spring."),
            (INSERTED, "Nothing else has moved since then at all."),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_difference(name: str) -> None:
    """The pieces are those of the case, which is named after the rule."""
    old, new, expected = CASES[name]
    assert [Piece(fate, text) for fate, text in expected] == list(compare_wording(old, new).pieces)


@given(st.text(max_size=300), st.text(max_size=300))
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    """Whatever the texts, both stand in the pieces to the letter, and no piece is empty."""
    difference = compare_wording(old, new)
    assert (difference.old, difference.new) == (old, new)
    assert all(piece.text for piece in difference.pieces)


WORDS = st.lists(
    st.sampled_from(["the", "force", "has", "not", "trained", "19", "units", "by", "May", "2016,", "and"]),
    max_size=40,
)


@given(WORDS, WORDS)
def test_swapping_mirrors(old: list[str], new: list[str]) -> None:
    """What is inserted one way is deleted the other way, as far as the same words are kept."""
    one, other = compare_wording(" ".join(old), " ".join(new)), compare_wording(" ".join(new), " ".join(old))
    assert one.rewritten == other.rewritten
    assert (one.old, one.new) == (other.new, other.old)


def test_a_text_against_itself_is_the_same() -> None:
    """A text against itself has no change."""
    text = "One. Two: three; four!\n\n- five\n- six"
    assert [piece.fate for piece in compare_wording(text, text).pieces] == [SAME]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Units train; others wait.", "Units train. Others wait."),
        ("The districts that they come from", "The districts they come from"),
        ("Well trained half units", "Well-trained half-units"),
        ("It has (in 2021) *six* units.", "It has, in 2021, six units."),
        ("The team are an asset.", "The team is an asset."),
        ("Units train whilst others\nwait", "Units train while others wait"),
    ],
)
def test_what_is_polish(old: str, new: str) -> None:
    """Points, marks, capitals, hyphens, lines and the form of a word may differ in an editorial change."""
    assert is_polish(old, new)
    assert is_polish(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *(
            (f"Of these, {old} units can go there.", f"Of these, {new} units can go there.")
            for old, new in (
                *(("19", "20"), ("three", "five"), ("none", "half"), ("all", "some"), ("few", "a few")),
                *(("up to six", "at least six"), ("£5", "$5"), ("5%", "5"), ("-5", "5"), (".5", "5")),
                *(("5-7", "5, 7"), ("1,234", "1.234"), ("5", "5?"), ("Eastmoor's", "Westmoor's")),
            )
        ),
        ("It was done twice.", "It was done once."),
        ("The first was agreed.", "The second was agreed."),
        ("It is ready by March.", "It is ready by June."),
        ("It is told on Monday.", "It is told on Friday."),
        ("Since June", "Until June"),
        ("Before the review", "After the review"),
        ("It has been agreed.", "It has not been agreed."),
        ("It has not been agreed that units go.", "It has been agreed that units not go."),
        ("It will be agreed.", "It may be agreed."),
        ("It is agreed.", "It was agreed."),
        ("It is agreed.", "Is it agreed?"),
        ("The ACC Crime leads.", "The ACC Security leads."),
        ("Eastmoor relies on Westmoor.", "Westmoor relies on Eastmoor."),
        ("Cover is good.", "Cover is poor."),
        ("Ten miles off", "Ten kilometres off"),
        ("Leads agreed.", "The leads agreed."),
    ],
)
def test_what_is_no_polish(old: str, new: str) -> None:
    """A word that differs, comes, goes or moves may change the meaning, whatever it is."""
    assert not is_polish(old, new)
    assert not is_polish(new, old)
