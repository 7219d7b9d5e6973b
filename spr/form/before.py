"""What the year before said, at each place that a form asks for."""

from collections.abc import Mapping
from typing import Any

from spr.cycle.wording import QUESTIONS
from spr.model.assessment import Paragraph, Said, Threat, Withheld, Year
from spr.model.shared import Assessments
from spr.model.words import Absent, Question
from spr.narrative import figure_in_words, grade_in_words


def before(assessments: Assessments, year: Year, name: str) -> dict[str, Any]:
    """
    The words of the year before on the threat *name*, as plain data.

    `year` is that year's id, empty in the first; `in_brief` and `grades` are its words; `entries` has for
    each list of the file the words of its entries, by their ids (of figures, by metric and kind).
    `questions` are the five, each with how it is asked, and the numbers of the paragraphs that answered it.
    """
    last = assessments.year_before(year)
    threat = _threat(last, name) if last else None
    return {
        "year": last.id if last else "",
        "in_brief": _words(threat.in_brief) if threat else "",
        "grades": [
            grade_in_words(grade, assessments.scale(grade.scale) if grade.scale else None)
            for grade in (threat.graded if threat else ())
        ],
        "entries": _entries(assessments, last) if last else {},
        "questions": [
            {
                "id": question.value,
                "asked": asked,
                "answered": _answering(threat, question),
                "reason": threat.not_addressed.get(question, "") if threat else "",
            }
            for question, asked in QUESTIONS.items()
        ],
    }


def _threat(year: Year, name: str) -> Threat | None:
    return next((threat for threat in year.threats if threat.id == name), None)


def _words(said: Said | None) -> str:
    return "" if said is None or isinstance(said, Absent | Withheld) else said.strip()


def _entries(assessments: Assessments, last: Year) -> Mapping[str, Mapping[str, str]]:
    """Of the whole year: what an entry said is found by its id, also if it stood under another threat."""
    stands = last.all_statements
    figures: dict[str, str] = {}
    for figure in last.figures:
        if metric := assessments.metric(figure.metric):
            words = figure_in_words(figure, metric, assessments.areas.listed)
            figures.setdefault(f"{figure.metric} {figure.kind}", words)
    return {
        "paragraphs": _by_id(last.paragraphs),
        "figures": figures,
        "risks": _by_id(each for part in stands for each in part.risks),
        "actions": _by_id(each for part in stands for each in part.actions),
        "exercises": _by_id(each for part in stands for each in part.exercises),
    }


def _by_id(entries: Any) -> dict[str, str]:  # noqa: ANN401 - of any kind that has a text
    found = {each.id: _words(each.text) for each in entries}
    return {name: words for name, words in found.items() if words}


def _answering(threat: Threat | None, question: Question) -> list[str]:
    paragraphs: tuple[Paragraph, ...] = threat.paragraphs if threat else ()
    return [
        each.number for each in paragraphs if question in (*each.tags.questions, *each.classified.questions)
    ]
