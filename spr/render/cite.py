"""What is offered beside everything that people cite: its own link, other years, a citation."""

from markupsafe import Markup

from spr.citation import citation
from spr.model.assessment import Figure, Paragraph
from spr.model.recommendation import Recommendation
from spr.model.words import small
from spr.render.partial import fill
from spr.render.parts import recommendation_name
from spr.render.view import FIGURES, RECOMMENDATIONS, REPORT, View, threat_address


def cite_paragraph(view: View, paragraph: Paragraph) -> Markup:
    """For a paragraph; its own place is in the whole report, on whichever page it is read."""
    threat = view.of_threat(paragraph)
    page = threat_address(threat.id) if threat else REPORT
    return _cite(
        view,
        f"paragraph {paragraph.number}",
        f"{REPORT}#p{paragraph.number}",
        (f"Paragraph {paragraph.number}", f"{page}#paragraph-{paragraph.id}"),
    )


def cite_recommendation(view: View, recommendation: Recommendation) -> Markup:
    """For a recommendation; its own place is where its life is told, and today's state is told by home."""
    name = recommendation_name(view, recommendation)
    return _cite(
        view,
        small(name),
        f"{RECOMMENDATIONS}#{view.anchor(recommendation)}",
        (name, f"{RECOMMENDATIONS}#r{recommendation.id}"),
    )


def cite_figure(view: View, figure: Figure) -> Markup:
    """For a figure, with its kind and the paragraph that states it."""
    metric = view.assessments.metric(figure.metric)
    paragraph = view.paragraph(figure.paragraph)
    by = f", by {figure.by}" if figure.by else ""
    what = f"figure “{metric.name if metric else figure.metric}” ({figure.kind}{by})"
    if paragraph:
        what += f", paragraph {paragraph.number}"
    elsewhere = ("This figure", f"{FIGURES}#metric-{figure.metric}") if metric else None
    return _cite(view, what, f"{FIGURES}#{figure.anchor}", elsewhere)


def _cite(view: View, what: str, own: str, elsewhere: tuple[str, str] | None) -> Markup:
    """*own* is its address within the year; *elsewhere* a name for it and its address on the home site."""
    name, there = elsewhere or ("", "")
    return fill(
        "cite",
        what=what,
        text=citation(view.assessments.force.name, view.year, what),
        href=view.to(own),
        address=view.address(own),
        other_years_href=view.to_home(there) if there else None,
        other_years=f"{name} in other years",
    )
