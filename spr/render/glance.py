"""At a glance: the year in two minutes. Every number is counted from the data."""

from collections.abc import Iterator

from markupsafe import Markup

from spr.ledger import Status
from spr.model.assessment import Threat
from spr.model.words import Absent, Covered, Provenance
from spr.render.changes import moved_in_brief
from spr.render.partial import fill, joined
from spr.render.parts import (
    absent,
    capital,
    date,
    items,
    link,
    nothing,
    recommendation_name,
    said,
    said_in_line,
    sentence,
)
from spr.render.text import heading, prose
from spr.render.threat import grade_badges, is_hidden
from spr.render.view import View, threat_address


def render_year(view: View) -> str:
    """Whose assessment this is, of which year, and what must be known before reading on."""
    year = view.year
    blocks = [sentence(Markup("<strong>{}</strong>:").format(view.assessments.force.name), f"{year.label}.")]
    if year.source.kind not in {Provenance.ISSUED, Provenance.MADE_UP}:
        title = capital(f"{year.source.kind}.")
        blocks.append(fill("notice", title=title, text_html=prose(view, year.source.note), look=""))
    return joined(blocks)


def render_in_brief(view: View) -> str:
    """The whole report in at most forty words."""
    return said(view, view.year.in_brief)


def render_threats(view: View) -> str:
    """Each threat in a few lines, beneath a heading that leads to its page."""
    if not view.year.threats:
        return nothing(view, Covered.PARAGRAPHS, "The report assesses no threat.")
    return joined(
        block
        for threat in view.year.threats
        for block in (
            f"### [{heading(threat.title)}]({_page(threat)}) {{ #{threat.id} }}",
            fill("threat", brief_html=said_in_line(view, threat.in_brief), parts=[*_parts(view, threat)]),
        )
    )


def render_asked(view: View) -> str:
    """The recommendations that are still open, under each of those who are asked."""
    still_open = [view.ledger.status(each) for each in view.ledger.still_open]
    asked = {name for status in still_open for name in status.addressees}
    if not still_open:
        return sentence("No recommendation is open.")
    return joined(
        block
        for name in sorted(asked, key=view.order_of)
        for block in (
            f"### {heading(view.title(name))} {{ #asked-{name} }}",
            items(_asked(view, status, name) for status in still_open if name in status.addressees),
        )
    )


def _page(threat: Threat) -> str:
    """The page's file, since this link stands in Markdown, where MkDocs checks it."""
    return threat_address(threat.id).replace(".html", ".md")


def _parts(view: View, threat: Threat) -> Iterator[tuple[str, Markup]]:
    if is_hidden(threat):
        return
    yield "Grade", grade_badges(threat)
    yield from _risk(view, threat)
    yield "What moved", moved_in_brief(view, threat.id)
    open_on_it = [each for each in view.ledger.still_open if threat.id in each.threats]
    count = f"{len(open_on_it)} recommendation{'' if len(open_on_it) == 1 else 's'}"
    yield "Open", link(view.to(f"{threat_address(threat.id)}#recommendations"), count)


def _risk(view: View, threat: Threat) -> Iterator[tuple[str, Markup]]:
    risks = threat.statements.risks
    if not risks:
        yield "Risk", absent(Absent.NOT_STATED if view.year.recorded(Covered.RISKS) else Absent.NOT_RECORDED)
        return
    label = "Risk" if len(risks) == 1 else f"First of {len(risks)} risks"
    yield label, said_in_line(view, risks[0].text)


def _asked(view: View, status: Status, name: str) -> Markup:
    recommendation = status.recommendation
    own = [f"({part.id})" for part in recommendation.parts if name in part.addressees]
    every = len(own) == len(recommendation.parts)
    words = " ".join((recommendation_name(view, recommendation), *([] if every else own)))
    return Markup("{}: {} Due: {}").format(
        link(view.to_recommendation(recommendation), words),
        said_in_line(view, recommendation.in_brief, of_year=recommendation.raised_in),
        date(status.due),
    )
