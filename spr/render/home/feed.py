"""
The log as an Atom feed (RFC 4287): what happened to years and recommendations, in the log's own words.

An entry's id is made from what happened, to what and when, and never from an address or from its words: a
reader that has seen it does not show it again when the site moves or a sentence is mended.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from spr.log import Happened, RecommendationEvent, YearEvent, log
from spr.model.assessment import Year
from spr.model.dates import Date
from spr.model.words import Provenance
from spr.render.home.log import Entry, log_entry
from spr.render.home.view import LOG, HomeView
from spr.render.status import PROVENANCE

FEED: Final = "feed.xml"

MOST: Final = 200
"""Entries that a feed has, the newest ones: readers ask for it again and again. The log has all."""

NO_DATE: Final = "1970-01-01T00:00:00Z"
"""When a feed without any entry was last changed."""

_ATOM: Final = "http://www.w3.org/2005/Atom"
_AUTHOR: Final = "The editors of this site"


@dataclass(frozen=True)
class _Item:
    """An entry: what happened, of which date, and the key that stays the same."""

    key: str
    date: Date
    happened: Happened


def render_feed(view: HomeView, site_url: str) -> str:
    """
    The feed of the site whose root is at *site_url*; *view* is that of the file itself.

    With an address that is only a path, its links are relative, which RFC 4287 allows.
    """
    force = view.assessments.force
    items = list(_items(view))[:MOST]
    made_up = " (made-up data)" if force.made_up else ""
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "id", _id(force.name, "feed"))
    _add(feed, "title", f"{force.name} – Strategic Policing Requirement{made_up}")
    _add(feed, "subtitle", _provenance(view.assessments.years))
    _add(feed, "updated", _moment(items[0].date) if items else NO_DATE)
    _add(ET.SubElement(feed, "author"), "name", _AUTHOR)
    base = site_url if urlsplit(site_url).scheme else ""
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{base}{FEED}")
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=f"{base}{LOG}")
    for item in items:
        _add_entry(feed, view, item, base)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _items(view: HomeView) -> Iterator[_Item]:
    """What happened to years and recommendations, newest first; what has no date cannot stand in a feed."""
    met: Counter[str] = Counter()
    for day in log(view.assessments):
        for happened in day.happened if day.date else ():
            match happened:
                case YearEvent(year=year, event=event):
                    key = f"year/{year.id}/{event.what}/{day.date}"
                case RecommendationEvent(recommendation=recommendation, event=event):
                    key = f"recommendation/{recommendation.id}/{event.what}/{day.date}"
                case _:
                    continue  # a meeting or a date of a cycle: what happened then has its own entry
            met[key] += 1
            if day.date:
                yield _Item(f"{key}/{met[key]}", day.date, happened)


def _add_entry(feed: ET.Element, view: HomeView, item: _Item, base: str) -> None:
    told: Entry = log_entry(view, item.happened)
    about = told.about
    if isinstance(item.happened, YearEvent) and item.happened.year.source.kind is not Provenance.ISSUED:
        about += f" ({item.happened.year.source.kind})"
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", _id(view.assessments.force.name, item.key))
    _add(entry, "title", f"{told.sort}: {about}")
    _add(entry, "updated", _moment(item.date))
    ET.SubElement(entry, "category", term=told.sort)
    href = told.href or f"{LOG}#d-{item.date}"
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=f"{base}{href}")
    if told.text_html:
        content = ET.SubElement(entry, "content", {"type": "html"} | ({"xml:base": base} if base else {}))
        content.text = f"<p>{told.text_html}</p>"


def _provenance(years: Sequence[Year]) -> str:
    kinds = sorted({year.source.kind for year in years}, key=list(Provenance).index)
    return ". ".join(PROVENANCE[kind] for kind in kinds) + "."


def _id(force: str, key: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:spr-assessments:{force}:{key}')}"


def _moment(date: Date) -> str:
    """The last day that a date can mean; the hour is not known, and a feed must have one."""
    year, month, day = date.last_day
    return f"{year:04}-{month:02}-{day:02}T00:00:00Z"


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
