"""
A site in which every text is hostile: it is built, read as files, and read by a browser.

The model is made so after it was checked (the check refuses some of it), so that nothing here relies on the
check alone: what arrives is text. `tests.attacks` says which texts these are.
"""

import csv
import io
import json
import re
import zipfile
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from playwright.sync_api import Browser, Dialog, Request, expect

from spr.build import copies
from spr.build.delivery.nginx import nginx_configuration
from spr.build.finished import inspection
from spr.build.site import build_site
from spr.build.source import Source
from spr.datafiles.table import FORMULA_STARTS
from spr.model.words import Audience
from tests.attacks import Attack, cases, newest
from tests.folders import ROOT
from tests.reading import everything_in
from tests.sites import Site
from tests.test_canaries import northmoor
from tests.webserver import serving

pytestmark = pytest.mark.slow

MAY_BE_LED_TO: Final = re.compile(r"https://allowed\.example/|mailto:a@allowed\.example$")
"""Of what is hostile; all else that leads out of the site is the product's own."""

READ: Final = "what no page may read"
PRODUCT: Final = str(7 * 7777777777)
"""What the templates among the hostile texts would come to; a shorter number stands in some PDF by chance."""

NO_ELEMENTS: Final = frozenset(
    ("iframe", "frame", "object", "embed", "base", "applet", "audio", "video", "style", "textarea")
)
FEED: Final = frozenset(
    (
        *("feed", "id", "title", "subtitle", "updated", "author", "name", "link", "entry", "category"),
        "content",
    )
)
IN_FEED: Final = frozenset(("p", "a", "abbr", "em", "strong", "code", "span"))
NOT_IN_PDF: Final = frozenset(("/JS", "/AA", "/OpenAction", "/EmbeddedFiles", "/Launch"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the site, the file that nothing may read, and nothing else."""
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "a-file.txt"
    file.write_text(READ, encoding="utf-8")
    model = Attack(file).model(newest(northmoor()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "load_assessments", lambda *_: model)
        # What follows stops a build that has such texts; here it is looked at what they would do.
        patch.setattr(inspection, "RESIDUE", re.compile("(?!)"))
        source = Source(
            ROOT, ROOT / "examples/northmoor", "hostile", Audience.FORCE, drafts=True, documents=True
        )
        build_site(source, folder / "site", "/", lambda _: None, processes=2)
    return folder


@pytest.fixture(scope="module")
def tree(hostile: Path) -> Path:
    """The site."""
    return hostile / "site" / "current"


class Elements(HTMLParser):
    """What a page is made of."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self._is_script = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._is_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        """A script ends."""
        self._is_script = self._is_script and tag != "script"

    def handle_data(self, data: str) -> None:
        """Note it."""
        (self.scripts if self._is_script else self.texts).append(data)

    @property
    def text(self) -> str:
        """All that is read on it."""
        return " ".join("".join(self.texts).split())


@pytest.fixture(scope="module")
def pages(tree: Path) -> dict[str, Elements]:
    """Every page, parsed."""
    return {path.relative_to(tree).as_posix(): Elements(path) for path in sorted(tree.rglob("*.html"))}


def test_no_page_has_an_element_that_somebody_wrote(pages: dict[str, Elements]) -> None:
    """No script, no handler, no frame, no style; and what is loaded is the site's own."""
    scripts = {script for page in pages.values() for script in page.scripts if "alert(" in script}
    assert scripts == set()
    for name, page in pages.items():
        for tag, attributes in page.elements:
            assert tag not in NO_ELEMENTS, name
            assert not [each for each in attributes if each.startswith("on") or each == "style"], (name, tag)
            assert attributes.get("http-equiv", "").lower() != "refresh" or name == "latest/index.html", name
            for attribute in ("src", "data", "action", "formaction", "poster", "srcset"):
                parts = urlsplit(attributes.get(attribute, ""))
                assert parts.scheme + parts.netloc == "", (name, tag, attributes)


def test_only_links_lead_out(pages: dict[str, Elements]) -> None:
    """A link to the web or to a mailbox is one; whatever else looks like one is text."""
    out = {
        attributes["href"]
        for page in pages.values()
        for tag, attributes in page.elements
        if tag == "a" and re.match(r"[a-zA-Z][\w+.-]*:|//|\\\\", attributes.get("href", "").strip())
    }
    assert any("allowed.example" in each for each in out)
    assert {each for each in out if "hostile" in each or "alert" in each} <= {
        each for each in out if MAY_BE_LED_TO.match(each)
    }
    assert {urlsplit(each).scheme.lower() for each in out} <= {"https", "http", "mailto"}


@pytest.mark.parametrize("sort", ["formulas", "markup", "templates", "feed", "letters"])
def test_texts_arrive(sort: str, pages: dict[str, Elements], hostile: Path) -> None:
    """Each is read on some page just as it was written."""
    everything = "\n".join(page.text for page in pages.values())
    wanted = {what: text.replace("FILE", str(hostile / "a-file.txt")) for what, text in cases(sort).items()}
    missing = [what for what, text in wanted.items() if " ".join(text.split()) not in everything]
    assert missing == []


def test_nothing_was_filled_in_and_nothing_read(hostile: Path) -> None:
    """No product of a template, no file, in no byte of the output; and no file more than there was."""
    found = {
        (name, sign)
        for name, text in everything_in(hostile / "site" / "current")
        for sign in (PRODUCT, READ)
        if sign in text
    }
    assert found == set()
    assert sorted(path.name for path in hostile.iterdir()) == ["a-file.txt", "site"]


def test_no_spreadsheet_gets_a_formula(tree: Path) -> None:
    """In no table does a cell begin like one, unless it is a number."""
    for path in tree.rglob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_bytes().decode(), newline="")):
            formulas = [cell for cell in row if cell.startswith(FORMULA_STARTS)]
            assert all(re.fullmatch(r"-?[\d.]+(e[-+]\d+)?", cell) for cell in formulas), path


def test_feed_and_data_are_whole(tree: Path) -> None:
    """What is made for machines is read by them, and has the form that it has without hostile texts."""
    feed = ET.fromstring((tree / "feed.xml").read_text(encoding="utf-8"))  # noqa: S314 (what we wrote)
    names = {re.sub("{.*}", "", each.tag) for each in feed.iter()}
    assert names == FEED
    for content in feed.iter("{http://www.w3.org/2005/Atom}content"):
        tags = set(re.findall(r"<(\w+)", content.text or ""))
        assert tags <= IN_FEED, content.text
    for path in tree.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_papers_lead_nowhere_that_was_no_link(tree: Path) -> None:
    """Neither the PDF nor the Word file has a link, an action or a field that somebody wrote."""
    for path in tree.rglob("report.pdf"):
        with pikepdf.open(path) as pdf:
            for each in pdf.objects:
                if isinstance(each, pikepdf.Dictionary):
                    assert not NOT_IN_PDF & set(each.keys()), path
                    uri = str(each.get("/URI", "")) or "https://allowed.example/"
                    assert MAY_BE_LED_TO.match(uri), (path, uri)
    for path in tree.rglob("report.docx"):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                text = packed.read(name).decode("utf-8", errors="ignore")
                codes = re.findall(r"<w:instrText[^>]*>([^<]*)<", text)
                fields = {unescape(code).split()[0] for code in codes}
                assert fields <= {"PAGE", "NUMPAGES", "TOC"}, path
                for target in re.findall(r'Target="([^"]*)" TargetMode="External"', text):
                    assert MAY_BE_LED_TO.match(unescape(target)), (path, target)


def test_nothing_runs_in_a_browser(tree: Path, browser: Browser, tmp_path: Path) -> None:
    """Every kind of page, as a server gives it out: no dialog, no error, no request elsewhere."""
    troubles: list[str] = []

    def refuse(dialog: Dialog) -> None:
        troubles.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def look_at(asked: Request) -> None:
        if not asked.url.startswith((address, "data:", "blob:")):
            troubles.append(asked.url)

    site = Site(tree, "hostile")
    with serving(nginx_configuration(tree, tree), tmp_path) as address:
        page = browser.new_page()
        page.on("dialog", refuse)
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", look_at)
        for name in site.kinds().values():
            page.goto(f"{address}/{name}")
            assert page.evaluate("window.ran") is None, name
        page.locator("[data-md-component=search-query]").fill("alert")
        expect(page.locator(".md-search-result__item").first).to_be_attached()
        assert page.evaluate("window.ran") is None
        page.close()
    assert troubles == []
