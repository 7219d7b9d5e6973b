"""The life of each recommendation as a picture: a lane from its being raised to its end, or until now."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from markupsafe import Markup, escape

from spr.ledger import Status
from spr.model.assessment import Withheld, Year
from spr.model.words import Absent
from spr.render.lanes import Group, Lane, Tile, render_lanes
from spr.render.parts import absent, capital, link, said_in_line
from spr.render.view import View
from spr.through_years import Life, Span, lives

SINCE: Final = "Since then"
"""What stands above what no year has told yet."""


def render_lives(
    caption: str,
    statuses: Sequence[Status],
    years: Sequence[Year],
    head: Callable[[Status], Markup],
    to_year: Callable[[str], str],
) -> Markup:
    """
    Lanes for *statuses* over *years*: the open ones first, then the closed, both in the order given.

    *head* says what a recommendation is called and leads to it, *to_year* leads to a year. Years before the
    first of them was raised are left out.
    """
    first = min((status.recommendation.raised_in for status in statuses), default="")
    shown = [year for year in years if year.id >= first] or [*years]
    found = lives(statuses, shown)
    heads = [(year.id, link(to_year(year.id), year.id)) for year in shown]
    if any(span.last == len(shown) for life in found for span in life.spans):
        heads.append((SINCE, escape(SINCE)))
    return render_lanes("lives-by-years", caption, heads, _groups(found, head))


def label(view: View, status: Status) -> Markup:
    """What a recommendation is called beside its lane, with a link, and what it asks in a line."""
    recommendation = status.recommendation
    brief = (
        absent("withheld")
        if isinstance(recommendation.in_brief, Withheld)
        else said_in_line(view, recommendation.in_brief, of_year=recommendation.raised_in)
    )
    return Markup("{} {}").format(link(view.to_recommendation(recommendation), recommendation.id), brief)


def _groups(found: Sequence[Life], head: Callable[[Status], Markup]) -> Iterator[Group]:
    parts = (
        ("Still open", [life for life in found if life.status.is_open]),
        ("Closed", [life for life in found if life.status.closed and not life.status.not_told]),
        ("Not published here", [life for life in found if life.status.not_told]),
    )
    for title, members in parts:
        if members:
            lanes = (Lane(head(life.status), tuple(map(_tile, life.spans))) for life in members)
            yield Group(escape(f"{title}: {len(members)}"), tuple(lanes))


def _tile(span: Span) -> Tile:
    words = [*(["raised"] if span.raised else []), *(event.what for event in span.events)]
    lines = [absent(word) if word is Absent.NOT_PUBLISHED_HERE else escape(capital(word)) for word in words]
    return Tile(
        first=span.first,
        last=span.last,
        word_html=Markup("<br>").join(lines) or escape("Open"),
        looks=("open",) if span.is_quiet else ("ends",) if span.ends else (),
    )
