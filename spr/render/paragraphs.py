"""Numbered paragraphs, and the recommendations that they tell of."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from spr.changes.values import ordinal
from spr.model.assessment import Paragraph, Tags, Withheld
from spr.model.cited import numbers_cited
from spr.model.recommendation import Recommendation
from spr.model.words import Absent, Review
from spr.render.cite import cite_paragraph
from spr.render.partial import fill
from spr.render.parts import capital, listed, marking, said, to_recommendation, unreviewed
from spr.render.view import REPORT, View
from spr.standing import standing


def render_paragraph(view: View, paragraph: Paragraph) -> Markup:
    """A paragraph with its number, which leads to its place in the whole report, and its tags."""
    return fill(
        "paragraph",
        number=paragraph.number,
        href=view.to(f"{REPORT}#p{paragraph.number}"),
        looks=[*_looks(paragraph)],
        text_html=said(view, paragraph.text),
        notes_html=[*_notes(view, paragraph)],
        tags_html=_tags(paragraph),
        cite_html=cite_paragraph(view, paragraph),
    )


def render_removed(view: View, number: str, why: Markup) -> Markup:
    """The number of a paragraph that a correction took out, and why."""
    return fill(
        "paragraph",
        number=number,
        href=view.to(f"{REPORT}#p{number}"),
        looks=["removed"],
        text_html=why,
        notes_html=[],
        tags_html=Markup(),
        cite_html=Markup(),
    )


def paragraphs_telling_of(view: View, recommendation: Recommendation) -> tuple[Paragraph, ...]:
    """The paragraphs of the year that cite a recommendation, found it, or tell what became of it."""
    return tuple(
        paragraph for paragraph in view.year.paragraphs if recommendation in _tells_of(view)[paragraph.id]
    )


def _tells_of(view: View) -> Mapping[str, Sequence[Recommendation]]:
    """What each paragraph of the year tells of, by its id."""
    paragraphs = view.year.paragraphs
    return view.kept(
        "tells of", lambda: {each.id: (*_cited(view, each), *_told(view, each)) for each in paragraphs}
    )


def _cited(view: View, paragraph: Paragraph) -> Iterator[Recommendation]:
    if isinstance(paragraph.text, str):
        for number in numbers_cited("recommendation", paragraph.text):
            found = view.recommendation(f"{view.year.id}-{number}")
            if found:
                yield found


def _told(view: View, paragraph: Paragraph) -> Iterator[Recommendation]:
    found = {
        name
        for statements in view.year.all_statements
        for finding in statements.findings
        if finding.paragraph == paragraph.id
        for name in finding.recommendations
    }
    for each in view.listed:
        told = (event for event in each.events if event.told_in == view.year.id)
        if each.id in found or any(event.paragraph == paragraph.id for event in told):
            yield each


def _looks(paragraph: Paragraph) -> Iterator[str]:
    if isinstance(paragraph.text, Absent | Withheld):
        yield "withheld"
    if paragraph.review is Review.CARRIED_FORWARD:
        yield "unreviewed"


def _notes(view: View, paragraph: Paragraph) -> Iterator[Markup]:
    if unreviewed(paragraph):
        yield unreviewed(paragraph)
    stood = standing(view.assessments, view.year, paragraph)
    if stood:
        times = ordinal(stood.confirmed)
        yield Markup("Wording unchanged since {}, {} confirmation.").format(stood.since, times)
    if marking(paragraph):
        yield marking(paragraph)
    told = [to_recommendation(view, each) for each in _told(view, paragraph)]
    if told:
        yield Markup("Tells of {}.").format(listed(told))


def _tags(paragraph: Paragraph) -> Markup:
    tags = [(words, False) for words in _words(paragraph.tags)]
    tags += [(words, True) for words in _words(paragraph.classified)]
    if not tags:
        return Markup()
    return fill("tags", label=f"Tags of paragraph {paragraph.number}", tags=tags)


def _words(tags: Tags) -> list[str]:
    return [capital(word) for word in (*tags.questions, *tags.five_cs, *tags.four_ps, *tags.reach)]
