"""What the files of a draft tell whoever writes them: the questions, and last year's words beneath."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from spr.model.assessment import Paragraph, Said, Threat, Withheld
from spr.model.words import Absent, FiveC, Question

WIDTH: Final = 100

QUESTIONS: Final[Mapping[Question, str]] = {
    Question.CURRENT_THREAT: "What is the threat now, and what has changed?",
    Question.DELIVERY: "How does the force deliver against it?",
    Question.COMMAND_AND_CONTROL: "Who commands, and who controls what?",
    Question.STRUCTURES_AND_RESOURCES: "With which structures and resources?",
    Question.INSPECTION_FINDINGS: "What have inspections found?",
}
"""The five questions that a lead answers, as they are asked."""


def wrapped(words: str, indent: str = "  ") -> list[str]:
    """A text as lines of a comment."""
    return textwrap.wrap(
        " ".join(words.split()),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def said_before(year: str, what: Said) -> list[str]:
    """What last year said here, as a comment; nothing if it said nothing."""
    if isinstance(what, Absent | Withheld):
        return []
    return [f"{year} said:", *wrapped(what)]


def questions_above(year: str, threat: Threat) -> list[str]:
    """Each of the five questions and five Cs with where last year's words on it stand below."""
    lines = [
        "The five questions. Tag each paragraph with those that it answers; one that is left unanswered on",
        "purpose stands in `not_addressed` with a reason.",
    ]
    for question, asked in QUESTIONS.items():
        found = _listed(each for each in threat.paragraphs if question in _questions(each))
        reason = threat.not_addressed.get(question)
        said = f"{year} did not address it: {reason}" if reason and not found else found
        lines += wrapped(f"{question}: {asked} {said or f'{year} did not say.'}")
    lines.append("The five Cs.")
    for each_c in FiveC:
        found = _listed(each for each in threat.paragraphs if each_c in _five_cs(each))
        lines += wrapped(f"{each_c}: {found or f'{year} did not say.'}")
    return lines


def answers(paragraph: Paragraph) -> Iterator[str]:
    """What a paragraph answers, as a line above it."""
    spoken = [*_questions(paragraph), *_five_cs(paragraph)]
    if spoken:
        yield f"On {', '.join(spoken)}:"


def _questions(paragraph: Paragraph) -> tuple[Question, ...]:
    return tuple(dict.fromkeys((*paragraph.tags.questions, *paragraph.classified.questions)))


def _five_cs(paragraph: Paragraph) -> tuple[FiveC, ...]:
    return tuple(dict.fromkeys((*paragraph.tags.five_cs, *paragraph.classified.five_cs)))


def _listed(paragraphs: Iterable[Paragraph]) -> str:
    names = [paragraph.id for paragraph in paragraphs]
    return f"See {', '.join(names)}." if names else ""
