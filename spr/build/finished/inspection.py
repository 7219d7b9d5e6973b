"""
What is wrong with a finished site: its faults as values, found before anybody reads it.

Pages are scanned with a regular expression, not parsed: a tenth of a second for 150 pages, where a parser
takes half a second or more. That is exact for what a serializer writes: attributes in double quotes, and no
bare `<` in text.
"""

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from spr.errors import SprError, shown

LARGEST_PAGE: Final = 300_000
"""Bytes of HTML that a page should have: what a slow line still brings in a few seconds."""

RESIDUE: Final = re.compile(r"\{\{|\{%|Traceback \(most recent call last\)|&lt;(?:spr\.|object at)|Markup\(")
"""What a template should have replaced, a traceback, a value of Python: nothing that prose may say."""

_TAG: Final = re.compile(r"<([a-z][a-z0-9]*)\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(r'([a-z][a-z-]*)="([^"]*)"')
# Both ways begin with the same sign, which `re` then looks for before anything else.
_NOT_READ: Final = re.compile(r"<script\b([^>]*>)[^<]*(?:<(?!/script)[^<]*)*</script>|<!--.*?-->", re.DOTALL)
_IN_STYLE: Final = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_LEADS: Final = frozenset({"href", "src", "poster", "action", "data"})
_LOADS: Final = frozenset(
    {"link", "script", "img", "iframe", "source", "video", "audio", "object", "embed", "track"}
)
_LEADS_ONLY: Final = frozenset({"canonical", "alternate", "next", "prev"})
YEARS: Final = "versions.json"
DATA: Final = "/data/assessment.json"

_YEAR: Final = re.compile(r"\d{4}(?:-\d{2})?")


class Rule(StrEnum):
    """What a finished site is held to; each value says what was broken."""

    LINK = "a link leads nowhere"
    ANCHOR = "a link leads to a place that its page does not have"
    SAME_ID = "an id stands twice on a page"
    OTHER_HOST = "something is loaded from another host"
    POLICY = "something is written in the page that the Content Security Policy refuses"
    RESIDUE = "a template left something behind"
    SIZE = "a page is too large for a slow line"
    RECORD = "the list of years and their folders do not agree"
    FORM = "a file for machines cannot be read by them"
    LEFT_OUT = "words stand there that this copy leaves out"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong: in which file of the site, which rule it breaks, what was found."""

    file: str
    rule: Rule
    found: str

    @property
    def is_refused(self) -> bool:
        """
        Whether a site with it is not given out.

        A large page is only told of: what looks across years grows with them, and whoever publishes the next
        year can do nothing about it.
        """
        return self.rule is not Rule.SIZE

    def __str__(self) -> str:
        return f"{self.file}: {self.rule}: {self.found}"


class FaultySiteError(SprError):
    """The finished site has `faults`, and is not what readers get."""

    SHOWN: Final = 20

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(faults)

    def __str__(self) -> str:
        count = len(self.faults)
        told = "".join(f"\n  {fault}" for fault in self.faults[: self.SHOWN])
        more = f"\n  and {count - self.SHOWN} more" if count > self.SHOWN else ""
        faults = "1 fault" if count == 1 else f"{count} faults"
        return f"The site was built with {faults}. What was there stays as it was.{told}{more}"


def inspect(tree: Path, site_url: str = "/") -> tuple[Fault, ...]:
    """
    The faults of the finished site in *tree*, sorted; none if it is as it should be.

    *site_url* is the address of its root, as it was built: error pages link from there.
    """
    site = _Site(tree, f"{urlsplit(site_url).path.rstrip('/')}/")
    return tuple(sorted({*_faults_of_pages(site), *_faults_of_styles(site), *_faults_of_records(site)}))


@dataclass(frozen=True)
class _Page:
    """
    What of a page others can lead to, and where it leads to itself: pairs of tag and link.

    Not its text: a site of thirty years has 200 MB of it.
    """

    ids: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    refused: tuple[str, ...]
    residue: frozenset[str]

    @cached_property
    def anchors(self) -> frozenset[str]:
        return frozenset(self.ids)


@dataclass(frozen=True)
class _Site:
    """A finished tree; *base* is the path of its root on the server, between slashes."""

    tree: Path
    base: str

    @cached_property
    def files(self) -> frozenset[str]:
        return frozenset(
            path.relative_to(self.tree).as_posix() for path in self.tree.rglob("*") if path.is_file()
        )

    @cached_property
    def pages(self) -> Mapping[str, _Page]:
        """The pages without what is no text of theirs: scripts and comments."""
        pages = sorted(name for name in self.files if name.endswith(".html"))
        return {name: _scan(_NOT_READ.sub(_its_start, self.read(name))) for name in pages}

    def read(self, name: str) -> str:
        return (self.tree / name).read_text(encoding="utf-8")

    def target(self, name: str, path: str) -> str | None:
        """The file that *path*, written in the file *name*, leads to; None if that is outside the site."""
        path = unquote(path)
        if path.startswith("/"):
            if not path.startswith(self.base):
                return None
            whole = posixpath.normpath(path.removeprefix(self.base) or "index.html")
            return f"{whole}/index.html" if path.endswith("/") and path != self.base else whole
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        return None if whole.startswith("..") else whole


def _its_start(not_read: re.Match[str]) -> str:
    """Of a script, the tag that it begins with; of a comment nothing."""
    return f"<script{not_read[1]}" if not_read[1] else ""


def _scan(text: str) -> _Page:
    ids, refused = [], []
    links: dict[tuple[str, str], None] = {}  # each once: navigation repeats them
    for tag, written in _TAG.findall(text):
        attributes = _attributes(written)
        if ("rel" in written) and _LEADS_ONLY.intersection(dict(attributes).get("rel", "").split()):
            tag = "a"  # noqa: PLW2901 (like one, it names a page and loads nothing)
        for attribute, value in attributes:
            if attribute == "id":
                ids.append(value)
            elif attribute in _LEADS:
                links[tag, value.replace("&amp;", "&")] = None
            elif attribute == "style" or attribute.startswith("on"):
                refused.append(f'<{tag} {attribute}="{value}">')
        if tag == "style":
            refused.append("<style>")
    residue = frozenset(match[0] for match in RESIDUE.finditer(text))
    return _Page(tuple(ids), tuple(links), tuple(refused), residue)


@lru_cache(maxsize=1 << 16)
def _attributes(written: str) -> Sequence[tuple[str, str]]:
    """The attributes of an element, names with values: most are written the same many times over."""
    return tuple(_ATTRIBUTE.findall(written))


def _faults_of_pages(site: _Site) -> Iterator[Fault]:
    for name, page in site.pages.items():
        for found in page.residue:
            yield Fault(name, Rule.RESIDUE, shown(found))
        size = (site.tree / name).stat().st_size
        if size > LARGEST_PAGE:
            yield Fault(name, Rule.SIZE, f"{size:,} bytes; at most {LARGEST_PAGE:,} are right")
        for anchor, count in Counter(page.ids).items():
            if count > 1:
                yield Fault(name, Rule.SAME_ID, shown(anchor))
        for found in page.refused:
            yield Fault(name, Rule.POLICY, found)
        for tag, link in page.links:
            yield from _faults_of_link(site, name, tag, link)


def _faults_of_link(site: _Site, name: str, tag: str, link: str) -> Iterator[Fault]:
    parts = urlsplit(link)
    if parts.netloc or parts.scheme:
        if tag in _LOADS and parts.netloc:
            yield Fault(name, Rule.OTHER_HOST, shown(link))
        return
    is_error_page = posixpath.basename(name) == "404.html"
    if is_error_page and parts.path and not parts.path.startswith("/"):
        yield Fault(name, Rule.LINK, f"{shown(link)}; an error page is shown at any address: link from /")
        return
    there = site.target(name, parts.path) if parts.path else name
    if there not in site.files:
        yield Fault(name, Rule.LINK, shown(link))
    elif parts.fragment and there in site.pages and unquote(parts.fragment) not in site.pages[there].anchors:
        yield Fault(name, Rule.ANCHOR, shown(link))


def _faults_of_styles(site: _Site) -> Iterator[Fault]:
    checked: dict[str, tuple[str, ...]] = {}  # each year has the same ones
    for name in sorted(site.files):
        if not name.endswith(".css"):
            continue
        text = site.read(name)
        links = checked.setdefault(text, tuple(_IN_STYLE.findall(text)))
        for link in links:
            parts = urlsplit(link)
            if parts.netloc:
                yield Fault(name, Rule.OTHER_HOST, shown(link))
            elif not parts.scheme and parts.path and site.target(name, parts.path) not in site.files:
                yield Fault(name, Rule.LINK, shown(link))


def _faults_of_records(site: _Site) -> Iterator[Fault]:
    read: dict[str, object] = {}
    for name in sorted(site.files):
        try:
            if name.endswith(".json"):
                content = json.loads(site.read(name))
                read |= {name: content} if name == YEARS or name.endswith(DATA) else {}
            elif name.endswith(".xml"):
                ET.fromstring(site.read(name))  # noqa: S314 (we wrote it)
        except (ValueError, ET.ParseError) as error:
            yield Fault(name, Rule.FORM, str(error))
    yield from _faults_of_years(site, read)


def _faults_of_years(site: _Site, read: Mapping[str, object]) -> Iterator[Fault]:
    """Each year that is listed is there, says that it is that year in that state, and no other is there."""
    listed = _listed(read.get(YEARS))
    if listed is None:
        yield Fault(YEARS, Rule.RECORD, "no list of years")
        return
    folders = {name.split("/")[0] for name in site.files if "/" in name}
    for name in sorted({name for name in folders if _YEAR.fullmatch(name)} - set(listed)):
        yield Fault(name, Rule.RECORD, f"{YEARS} does not list it")
    for name, state in listed.items():
        if f"{name}/index.html" not in site.files:
            yield Fault(YEARS, Rule.RECORD, f"{name} is listed, and has no page")
            continue
        data = f"{name}{DATA}"
        if data not in read:
            continue  # if a page leads to it, that is a link that leads nowhere
        said = read[data]
        year = said.get("year") if isinstance(said, dict) else None
        if not isinstance(year, dict) or (year.get("id"), year.get("state")) != (name, state):
            yield Fault(data, Rule.RECORD, f"it is not of {name}, {state}, as {YEARS} has it")


def _listed(versions: object) -> Mapping[str, str] | None:
    """The state of each listed year by its id; None for what is no list of years."""
    try:
        return {each["version"]: each["properties"]["state"] for each in versions}  # type: ignore[attr-defined]
    except (KeyError, TypeError):
        return None
