"""
What is found within a year: each thing once, at the one place where it stands in full.

A paragraph on a threat is found on that threat's page, any other in the whole report. What changed is not
found at all: its words stand in a report, or stood in one and were deleted.
"""

from collections.abc import Iterable, Iterator

from spr.model.assessment import Figure, Named, Paragraph, Said, Threat, Withheld
from spr.model.recommendation import Recommendation
from spr.model.words import Absent
from spr.narrative import figure_in_words, grade_in_words
from spr.render.parts import capital, recommendation_name
from spr.render.text import without_signs
from spr.render.view import ABOUT, FIGURES, RECOMMENDATIONS, REPORT, RISKS, View, threat_address
from spr.search.document import Document, index_of, sentences

WHOLE: str = "The report as a whole"


def year_index(view: View) -> str:
    """The search index of a year; *view* is any page of it."""
    return index_of(year_documents(view))


def year_documents(view: View) -> Iterator[Document]:
    """All that is found within a year, page by page; locations are relative to the year's root."""
    at_root = view.at("")
    year = view.year
    yield Document("index.html", "At a glance", _said(year.in_brief, year.change_note))
    for threat in year.threats:
        yield from _threat(at_root, threat)
    yield Document(REPORT, "Whole report")
    yield from (
        _paragraph(at_root, paragraph) for paragraph in year.paragraphs if not at_root.of_threat(paragraph)
    )
    if year.implications:
        texts = [f"{capital(each.kind)}: {each.text}" for each in year.implications]
        yield Document(f"{REPORT}#implications", "Implications", _said(*texts), "implications")
    yield Document(RECOMMENDATIONS, "Recommendations")
    # Of two that fit as well the search shows the first: "recommendation 3" is here the one of this year.
    for each in sorted(at_root.listed, key=lambda each: each.raised_in != year.id):
        yield recommendation_document(at_root, each)
    yield Document(FIGURES, "Figures")
    yield from (_figure(at_root, figure) for figure in year.figures)
    yield Document(RISKS, "Risks and actions")
    yield from (_named(at_root, RISKS, risk, risk.text) for risk in year.risks)
    yield from (
        _named(at_root, RISKS, action, action.text, action.outcome_text or "") for action in year.actions
    )
    yield from _about(at_root)


def recommendation_document(view: View, recommendation: Recommendation) -> Document:
    """A recommendation and what happened to it, as far as it is told in *recommendation*."""
    name = recommendation_name(view, recommendation)
    heading = recommendation.heading
    called = [heading] if heading and heading not in set(Absent) else []
    on = [view.threat_title(threat) for threat in recommendation.threats]
    text = recommendation.text
    told = (recommendation.in_brief if text is Absent.NOT_STATED else text,)
    parts = (f"({part.id}) {part.text}" for part in recommendation.parts)
    events = (event.text for event in recommendation.events if event.text)
    return Document(
        view.to_recommendation(recommendation),
        _title(name, *called, *on),
        _said(*told, *parts, *events),
        f"recommendation-{recommendation.id}",
    )


def _threat(view: View, threat: Threat) -> Iterator[Document]:
    page = threat_address(threat.id)
    yield Document(page, threat.title, _said(threat.in_brief))
    yield from (_paragraph(view, paragraph) for paragraph in threat.paragraphs)
    if threat.graded:
        grades = [
            f"{grade_in_words(grade, view.assessments.scale(grade.scale or ''))}." for grade in threat.graded
        ]
        because = [grade.because.text for grade in threat.graded if grade.because]
        title = _title("Grades", threat.title)
        yield Document(f"{page}#grades", title, _said(*grades, *because), f"grades-{threat.id}")
    if threat.threat_levels:
        levels = [f"{capital(each.level)}: {each.meaning}" for each in threat.threat_levels]
        title = _title("Threat level", threat.title)
        yield Document(f"{page}#threat-level", title, _said(*levels), f"threat-level-{threat.id}")
    stands = threat.statements
    yield from (_named(view, page, each, each.text, each.outcome) for each in stands.exercises)
    yield from (_named(view, page, each, each.text, each.body) for each in stands.findings)
    yield from (_named(view, page, each, each.what, each.reference) for each in stands.evidence)


def _paragraph(view: View, paragraph: Paragraph) -> Document:
    page = threat_address(paragraph.threat) if paragraph.threat and view.of_threat(paragraph) else REPORT
    return Document(
        f"{page}#p{paragraph.number}",
        _title(f"Paragraph {paragraph.number}", *view.headings(paragraph)),
        _said(paragraph.text),
        f"paragraph-{paragraph.id}",
    )


def _figure(view: View, figure: Figure) -> Document:
    metric = view.assessments.metric(figure.metric)
    said = figure_in_words(figure, metric, view.assessments.areas.listed) if metric else ""
    return Document(
        f"{FIGURES}#{figure.anchor}",
        _title(metric.name if metric else figure.metric, *_where(view, figure.paragraph, figure.threat)),
        _said(f"{capital(said)}." if said else "", metric.definition if metric else ""),
        figure.anchor,
    )


def _named(view: View, page: str, thing: Named, *texts: Said) -> Document:
    sort = type(thing).__name__
    stated = [text for text in texts if text is not Absent.NOT_STATED]
    return Document(
        f"{page}#{sort.lower()}-{thing.id}",
        _title(sort, *_where(view, thing.paragraph, thing.threat)),
        _said(*stated),
        f"{sort.lower()}-{thing.id}",
    )


def _about(view: View) -> Iterator[Document]:
    year = view.year
    yield Document(ABOUT, "About")
    yield Document(f"{ABOUT}#method", "Method", _said(year.method), "method")
    yield Document(f"{ABOUT}#provenance", "Where the text comes from", _said(year.source.note), "provenance")
    if view.year.governance.parts:
        parts = (
            *(part.title for part in year.governance.parts),
            *(each.what for each in year.governance.programmes),
        )
        yield Document(f"{ABOUT}#governance", "Governance", _said(*dict.fromkeys(parts)), "governance")
    terms = [f"{term.term}: {term.stands_for}" for term in sorted(view.terms, key=lambda each: each.term)]
    if terms:
        yield Document(f"{ABOUT}#glossary", "Glossary", _said(*terms), "glossary")


def _where(view: View, paragraph: str | None, threat: str | None) -> Iterator[str]:
    """In which paragraph a statement stands, under which heading, on which threat."""
    found = view.paragraph(paragraph)
    if found:
        yield f"paragraph {found.number}"
        yield from view.headings(found)
    elif threat:
        yield view.threat_title(threat)
    else:
        yield WHOLE


def _title(*parts: str) -> str:
    return " · ".join(dict.fromkeys(parts))


def _said(*texts: Said) -> tuple[str, ...]:
    """Texts without the signs of Markdown, sentence by sentence; what is not there says why."""
    return sentences(each for text in texts for each in _plain(text))


def _plain(text: Said) -> Iterable[str]:
    if isinstance(text, Withheld):
        return ("Withheld.", *without_signs(text.reason))
    if isinstance(text, Absent):
        return (f"{capital(text)}.",)
    return without_signs(text)
