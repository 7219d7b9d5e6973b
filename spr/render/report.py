"""The whole report on one page, as a board reads it: numbered, in its order, recommendations at the end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from spr.model.assessment import Implication, Paragraph, RecordEvent, Section
from spr.model.cited import numbers_cited
from spr.model.words import Covered, Recorded
from spr.render.paragraphs import render_paragraph, render_removed
from spr.render.partial import joined
from spr.render.parts import (
    abbreviations,
    capital,
    facts,
    link,
    none,
    nothing,
    section,
    sentence,
    to_recommendations,
)
from spr.render.recommendations import recommendation_card, recommendation_title
from spr.render.text import heading, line, prose
from spr.render.view import RECOMMENDATIONS, View


@dataclass(frozen=True)
class Removed:
    """The number of a paragraph that was taken out, and the correction that did it, if one names it."""

    number: str
    event: RecordEvent | None


def render_report(view: View) -> str:
    """The report from its first section to its recommendations."""
    body = joined((*_sections(view), _implications(view), _recommendations(view)))
    return joined((body, abbreviations(view, body)))


def sections_in_order(view: View) -> Iterator[tuple[Section, Sequence[Paragraph | Removed]]]:
    """Each section with its paragraphs, and with what was taken out where it stood."""
    removed = _removed(view)
    for part in view.year.sections:
        found: list[Paragraph | Removed] = []
        for paragraph in part.paragraphs:
            while removed and _order(removed[0].number) < _order(paragraph.number):
                found.append(removed.pop(0))
            found.append(paragraph)
        yield part, (*found, *removed) if part is view.year.sections[-1] else found


def _sections(view: View) -> Iterator[str]:
    if not view.year.sections:
        yield nothing(view, Covered.PARAGRAPHS, "The report has no sections.")
    for part, paragraphs in sections_in_order(view):
        blocks = (
            render_removed(view, each.number, _why_removed(view, each.event))
            if isinstance(each, Removed)
            else render_paragraph(view, each)
            for each in paragraphs
        )
        yield section(part.title, f"section-{part.id}", _leads_on(view, part), *blocks)


def _leads_on(view: View, part: Section) -> str:
    """From the section on a threat to all that the year says of it."""
    href = view.to_threat(part.threat) if part.threat else None
    return sentence(link(href, "Grades, figures, risks and actions on this threat")) if href else ""


def _removed(view: View) -> list[Removed]:
    """The numbers that the record has fixed and no paragraph has any more, each with the correction."""
    there = {paragraph.number for paragraph in view.year.paragraphs}
    fixed = {name: number for event in view.year.record for name, number in event.numbers.items()}
    gone = (
        Removed(number, _taken_out_by(view, name)) for name, number in fixed.items() if number not in there
    )
    return sorted(gone, key=lambda each: _order(each.number))


def _taken_out_by(view: View, name: str) -> RecordEvent | None:
    corrected = view.year.events(Recorded.CORRECTED)
    return next((each for each in corrected if each.correction and name in each.correction.paragraphs), None)


def _why_removed(view: View, event: RecordEvent | None) -> Markup:
    if event is None or event.correction is None:
        return sentence("Taken out.")
    return sentence(f"Taken out on {event.date.in_words}:", line(view, event.correction.reason))


def _order(number: str) -> tuple[int, str]:
    """21 before 21A before 22."""
    digits = re.match(r"\d+", number)
    return (int(digits[0]) if digits else 0), number


def _implications(view: View) -> str:
    found = view.year.implications
    if not found:
        return section("Implications", "implications", nothing(view, Covered.PARAGRAPHS, "None is stated."))
    return section("Implications", "implications", facts(_implication(view, each) for each in found))


def _implication(view: View, implication: Implication) -> tuple[str, Markup]:
    cited = {f"{view.year.id}-{number}" for number in numbers_cited("recommendation", implication.text)}
    more = to_recommendations(view, (name for name in implication.recommendations if name not in cited))
    text = prose(view, implication.text)
    return capital(implication.kind), text + sentence("See", more) if more else text


def _recommendations(view: View) -> str:
    raised = [each for each in view.listed if each.raised_in == view.year.id]
    if not raised:
        return section(
            "Recommendations",
            "recommendations",
            none(view, Covered.RECOMMENDATIONS, "The report raises no recommendation."),
        )
    cards = (
        block
        for each in raised
        for block in (
            f"### {heading(recommendation_title(view, each))} {{ #{each.anchor} }}",
            recommendation_card(view, view.ledger.status(each), life=False),
        )
    )
    lives = sentence(link(view.to(RECOMMENDATIONS), "What became of them, and of those raised before"))
    return section("Recommendations", "recommendations", lives, *cards)
