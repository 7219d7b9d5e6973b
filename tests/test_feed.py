"""The feed is Atom by the rules of RFC 4287, and its ids are those of what happened."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree as ET

import pytest

from spr.model.assessment import RecordEvent
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.drafts import without_drafts
from spr.model.shared import Assessments
from spr.model.words import Audience, Recorded
from spr.render.home import FEED, HomeView, render_feed
from spr.render.home.feed import MOST
from spr.through_years import Seen
from tests.sites import DATA, Site
from tests.test_changes import assessments

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
ADDRESS = "https://intranet.example/spr/"


def _feed(copy: Assessments, site_url: str = ADDRESS) -> ET.Element:
    return ET.fromstring(render_feed(HomeView(Seen(copy), FEED), site_url))  # noqa: S314 (we wrote it)


def _copy(data: str = "examples/northmoor") -> Assessments:
    return for_audience(assessments(data), Audience.PUBLIC)


def _texts(feed: ET.Element, tag: str) -> list[str]:
    return [entry.findtext(f"{ATOM}{tag}") or "" for entry in feed.iter(f"{ATOM}entry")]


@pytest.mark.parametrize("data", DATA)
def test_it_is_valid(data: str) -> None:
    """Sections 4.1.1 and 4.1.2: what must be there once is, no id is there twice, and moments are whole."""
    feed = _feed(_copy(data))
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for part in (feed, *entries):
        children = Counter(child.tag.removeprefix(ATOM) for child in part if child.tag != f"{ATOM}entry")
        assert {tag: children[tag] for tag in ("id", "title", "updated")} == {
            "id": 1,
            "title": 1,
            "updated": 1,
        }
        assert all(text.strip() for tag in ("id", "title") for text in [part.findtext(f"{ATOM}{tag}") or ""])
        assert MOMENT.fullmatch(part.findtext(f"{ATOM}updated") or "")
        alternates = [link for link in part.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None  # of every entry, as none has its own
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        f"{ADDRESS}feed.xml"
    ]
    ids = [feed.findtext(f"{ATOM}id"), *_texts(feed, "id")]
    assert len(ids) == len(set(ids))
    assert all(
        re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str(found)) for found in ids
    )


def test_the_newest_comes_first() -> None:
    """Its moment is that of the feed."""
    feed = _feed(_copy())
    moments = _texts(feed, "updated")
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == moments[0]
    assert len(moments) <= MOST


def test_it_tells_of_years_corrections_and_events() -> None:
    """Each sort of thing that happens to a year or a recommendation; a withdrawal too."""
    copy = _copy()
    *earlier, year = copy.years
    withdrawn = RecordEvent(
        what=Recorded.WITHDRAWN,
        date=Date("2026-01-05"),
        by="chief-constable",
        reason="Replaced & mended <b>.",
    )
    feed = _feed(replace(copy, years=(*earlier, replace(year, record=(*year.record, withdrawn)))))
    titles = _texts(feed, "title")
    assert titles[0] == f"Withdrawal: {year.label} (made-up)"
    assert "Replaced &amp; mended &lt;b&gt;." in _texts(feed, "content")[0]  # HTML, escaped once more in XML
    sorts = {title.partition(":")[0] for title in titles}
    assert {"Withdrawal", "Publication", "Correction", "Approval", "Answer", "Recommendation"} <= sorts


def test_ids_stay() -> None:
    """Neither the address, nor words that were mended, nor what happens afterwards, changes an id."""
    copy = _copy()
    before = dict(zip(_texts(_feed(copy), "id"), _texts(_feed(copy), "title"), strict=True))
    reworded = tuple(
        replace(
            each,
            heading="Another heading",
            events=tuple(replace(event, text="Other words.") for event in each.events),
        )
        for each in copy.recommendations
    )
    relabelled = tuple(replace(year, label=f"{year.label}!") for year in copy.years)
    changed = replace(copy, recommendations=reworded, years=relabelled)
    assert _texts(_feed(changed, "https://elsewhere.example/"), "id") == list(before)
    fewer = _texts(
        _feed(for_audience(without_drafts(assessments("examples/northmoor")), Audience.PUBLIC)), "id"
    )
    assert set(fewer) <= set(before)
    assert len(fewer) < len(before)


def test_two_forces_have_no_id_in_common() -> None:
    """A reader may follow both."""
    first, second = (set(_texts(_feed(_copy(data)), "id")) for data in DATA)
    assert first.isdisjoint(second)


def test_it_says_what_is_made_up_or_restated() -> None:
    """As every file does."""
    made_up, restated = _feed(_copy(DATA[1])), _feed(_copy(DATA[0]))
    assert "(made-up data)" in (made_up.findtext(f"{ATOM}title") or "")
    assert (restated.findtext(f"{ATOM}subtitle") or "").startswith("Restated: ")
    assert "Partial: " in (restated.findtext(f"{ATOM}subtitle") or "")


def test_while_nothing_has_happened_it_is_empty() -> None:
    """A feed without entries has a moment all the same."""
    copy = _copy()
    bare = replace(copy, years=tuple(replace(year, record=()) for year in copy.years), recommendations=())
    feed = _feed(bare)
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


def test_links_lead_to_pages(site: Site) -> None:
    """Those of entries and those in their text, of a site whose address is only a path, as it was built."""
    feed = ET.fromstring((site.folder / FEED).read_text("utf-8"))  # noqa: S314 (we wrote it)
    links = {link.get("href") or "" for link in feed.iter(f"{ATOM}link")}
    for content in feed.iter(f"{ATOM}content"):
        links |= set(_Links(content.text or "").found)
    assert links
    for link in links:
        target, anchor = urldefrag(urljoin("feed.xml", link))
        text = (site.folder / target).read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in text, link


def test_home_names_it(site: Site) -> None:
    """A browser offers it on each page of home, and the log says where it is; pages of years do not."""
    home = (site.folder / "threats").rglob("index.html")
    for page in (site.folder / "index.html", *home):
        text = page.read_text("utf-8")
        assert re.search(
            r'<link rel="alternate feed" type="application/atom\+xml" href="(\.\./)*feed\.xml"', text
        ), page
    assert '<a href="../feed.xml">feed.xml</a>' in (site.folder / "log" / "index.html").read_text("utf-8")
    assert not any("atom+xml" in page.read_text("utf-8") for page in site.folder.glob("2*/**/index.html"))


def test_with_an_address_links_are_whole() -> None:
    """Those in the text are read against the address too."""
    feed = _feed(_copy())
    assert all((link.get("href") or "").startswith(ADDRESS) for link in feed.iter(f"{ATOM}link"))
    assert {content.get(f"{XML}base") for content in feed.iter(f"{ATOM}content")} == {ADDRESS}


class _Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where links lead."""
        self.found += [value for name, value in attrs if (tag, name) == ("a", "href") and value]
