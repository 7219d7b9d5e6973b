"""At a glance: the year in two minutes. Every number is counted from the data."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from typing import Final

from markupsafe import Markup, escape

from spr.changes import Kind
from spr.ledger import Status
from spr.model.assessment import Said, Threat
from spr.model.words import Absent, Covered, Provenance, Recorded
from spr.render.changes import moved_in_brief
from spr.render.partial import fill, joined
from spr.render.parts import (
    absent,
    capital,
    date,
    facts,
    items,
    link,
    listed,
    nothing,
    recommendation_name,
    said,
    said_in_line,
    sentence,
    to_document,
)
from spr.render.recommendations import due_as_known
from spr.render.status import spr_editions
from spr.render.text import heading, prose
from spr.render.threat import grade_badges, is_hidden
from spr.render.view import ABOUT, CHANGES, RECOMMENDATIONS, View, threat_address

PDF: Final = "report.pdf"
"""The paper that the year is taken to a meeting as."""

GRADES: Final[Mapping[Kind, str]] = {
    Kind.GRADE_RAISED: "raised",
    Kind.GRADE_LOWERED: "lowered",
    Kind.NOW_GRADED: "now graded",
    Kind.NO_LONGER_GRADED: "no longer graded",
    Kind.GRADE_NOT_COMPARABLE: "not comparable",
}

PROMISES: Final[Mapping[Kind, str]] = {
    Kind.PROMISE_KEPT: "kept",
    Kind.PROMISE_MISSED: "missed",
    Kind.PROMISE_MOVED: "moved",
    Kind.PROMISE_DROPPED: "dropped",
    Kind.PROMISE_WITHOUT_WORD: "without a word",
}


def render_year(view: View) -> str:
    """What this is, the report in at most forty words, and what must be known before reading on."""
    year, force = view.year, view.assessments.force.name
    what = f"How {force} would meet the national threats of the {spr_editions(view)}: {year.label}."
    blocks = [sentence(what), fill("lead", text_html=said(view, year.in_brief))]
    if year.source.kind not in {Provenance.ISSUED, Provenance.MADE_UP}:
        title = capital(f"{year.source.kind}.")
        blocks.append(fill("notice", title=title, text_html=prose(view, year.source.note), look=""))
    if PDF in view.documents:
        blocks.append(sentence(to_document(view, PDF)))
    return joined(blocks)


def render_in_numbers(view: View) -> str:
    """Who agreed it, what was answered, what is graded, promised and still open: each counted."""
    return fill("key", facts=[_agreed(view), _answered(view), _graded(view), _due(view), _open(view)])


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
    if not still_open:
        return sentence("No recommendation is open.")
    asked = Counter(name for status in still_open for name in status.addressees)
    known = "Each stands under everyone who is asked." if asked.total() > len(still_open) else ""
    by_whom = facts(
        (view.title(name), items(_asked(view, each, name) for each in still_open if name in each.addressees))
        for name in sorted(asked, key=view.order_of)
    )
    return joined([*([sentence(known)] if known else []), by_whom, *_not_asked(view, asked)])


def _not_asked(view: View, asked: Container[str]) -> Iterator[Markup]:
    """Whoever agreed the report or answered it looks for what is asked of himself first."""
    events = (*view.year.events(Recorded.AGREED), *view.year.events(Recorded.ANSWERED))
    titles = dict.fromkeys(view.title(event.by) for event in events if event.by not in asked)
    if titles:
        yield sentence(f"Asked nothing that is open: {', '.join(titles)}.")


def _agreed(view: View) -> dict[str, object]:
    events = view.year.events(Recorded.AGREED)
    if events:
        by = listed(dict.fromkeys(view.title(event.by) for event in events))
        return _fact("Agreed", date(events[-1].date), Markup("by {}").format(by))
    if view.year.source.kind.is_ours:
        return _fact("Agreed", escape("Not yet"))
    return _fact("Agreed", absent(view.year.as_known(Absent.NOT_STATED)))


def _answered(view: View) -> dict[str, object]:
    """What the policing body said of it, if it had by the year's own date."""
    events = view.year.events(Recorded.ANSWERED)
    if events:
        last = events[-1]
        value = escape(last.word) if last.word else date(last.date)
        note = Markup("by {}").format(view.title(last.by))
        if last.word:
            note += Markup(", {}").format(date(last.date))
        return _fact("Answered", link(view.to(f"{ABOUT}#record"), value), note)
    if view.year.source.kind.is_ours:
        return _fact("Answered", escape("Not yet"))
    return _fact("Answered", absent(view.year.as_known(Absent.NOT_STATED)))


def _graded(view: View) -> dict[str, object]:
    threats = view.year.threats
    if not threats:
        recorded = view.year.recorded(Covered.GRADES)
        return _fact("Graded", escape("No threat") if recorded else absent(Absent.NOT_RECORDED))
    shown = [threat for threat in threats if threat.grades is not Absent.NOT_PUBLISHED_HERE]
    graded = [threat for threat in shown if threat.graded]
    counted = _counted(view, GRADES)
    moved = f"grades since {view.before.id}: {counted or 'none moved'}" if view.before else ""
    if view.before and view.before.covers is not None and not counted:
        moved = ""  # a partial year has no grades to compare with
    if len(shown) < len(threats):  # whether the others are graded must not come out of the sum
        moved = "; ".join(filter(None, (f"of {len(threats) - len(shown)} more: not published here", moved)))
    value = f"{len(graded)} of {len(shown)} threats"
    return _fact("Graded", link(view.to(f"{CHANGES}#grades") if counted else None, value), escape(moved))


def _due(view: View) -> dict[str, object]:
    """What came of the promises of the year before."""
    counted = _counted(view, PROMISES)
    if view.before is None:
        return _fact("Promised last year", absent(Absent.NOT_APPLICABLE), escape("nothing stands before"))
    if not counted:
        whole = view.before.covers is None
        return _fact("Promised last year", escape("None") if whole else absent(Absent.NOT_RECORDED))
    number = sum(change.kind in PROMISES for change in view.changes)
    words = "1 promise" if number == 1 else f"{number} promises"
    return _fact("Promised last year", link("#promised", words), escape(counted))


def _open(view: View) -> dict[str, object]:
    sums = view.ledger
    again = sums.closed_and_reopened
    reopened = len({each.id for each in sums.reopened}) - len(again)
    note = ", ".join(
        (
            f"{len(sums.raised)} raised this year",
            *([f"{reopened} reopened"] if reopened else []),
            f"{len(sums.all_closed)} closed",
            *([f"{len(again)} of them reopened"] if again else []),
        )
    )
    value = link(view.to(RECOMMENDATIONS), f"{len(sums.still_open)} still open")
    return _fact("Recommendations", value, escape(note))


def _fact(word: str, value: Markup, note: Markup | None = None) -> dict[str, object]:
    return {"word": word, "value_html": value, "note_html": note or Markup()}


def _counted(view: View, words: Mapping[Kind, str]) -> str:
    """How many changes there are of each kind that *words* names: "6 raised, 2 lowered"."""
    kinds = Counter(change.kind for change in view.changes)
    return ", ".join(f"{kinds[kind]} {word}" for kind, word in words.items() if kinds[kind])


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
    own = [part for part in recommendation.parts if name in part.addressees]
    if len(own) == len(recommendation.parts):
        own = []  # asked for all of it
    words = " ".join((recommendation_name(view, recommendation), *(f"({part.id})" for part in own)))
    texts: list[Said] = [part.text for part in own] or [recommendation.in_brief]
    asked_for = (said_in_line(view, text, of_year=recommendation.raised_in) for text in texts)
    return Markup("{}: {} Due: {}").format(
        link(view.to_recommendation(recommendation), words),
        Markup(" ").join(asked_for),
        date(due_as_known(view, status)),
    )
