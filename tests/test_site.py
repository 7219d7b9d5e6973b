"""The built sites as files: addresses, links, what must not be there, and the same bytes every time."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Final

from spr.build.finished.inspection import inspect
from tests.sites import ROOT, WITH_PAPERS, Site

YEAR_PAGES = {
    "index.html",
    "about/index.html",
    "changes/index.html",
    "figures/index.html",
    "recommendations/index.html",
    "report/index.html",
    "risks/index.html",
}


BUILD: Final = """
import sys
from pathlib import Path
from spr.build.site import build_site
from spr.build.source import Source

data, output, *papers = sys.argv[1:]
source = Source(Path.cwd(), Path(data), data, drafts=True, documents=bool(papers))
build_site(source, Path(output), "/", print)
"""
"""Builds as tests.sites does."""


class Page(HTMLParser):
    """What of a page others can lead to, and its headings."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and headings."""
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def test_a_year_has_the_pages_of_the_contract(site: Site) -> None:
    """Addresses are a contract: the pages of design.md, one for each threat, one for each earlier year."""
    versions = json.loads((site.folder / "versions.json").read_text("utf-8"))
    for version in versions:
        folder = site.folder / version["version"]
        pages = {path.relative_to(folder).as_posix() for path in folder.rglob("index.html")}
        assessment = json.loads((folder / "data" / "assessment.json").read_text("utf-8"))
        threats = {f"threats/{threat['id']}/index.html" for threat in assessment["threats"]}
        earlier = {each["version"] for each in versions if each["version"] < version["version"]}
        drafts = {"progress/index.html"} if assessment["year"]["state"] == "draft" else set()
        assert YEAR_PAGES | threats | {f"compare/{year}/index.html" for year in earlier} | drafts == pages
    assert {"index.html", "log/index.html", "versions.js", "404.html"} <= {
        path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*")
    }


def test_a_built_site_has_no_fault(site: Site) -> None:
    """What every site is held to before it is put in place: links, anchors, sizes, and what is loaded."""
    assert inspect(site.folder) == ()


def test_no_value_of_python_on_a_page(site: Site) -> None:
    """No page shows how Python writes a value: in the data that come with the project no text reads so."""
    for page in site.pages():
        text = page.read_text("utf-8").replace("<p>None.</p>", "")  # the paper's own word for no implications
        for residue in ("Undefined", "None.", ">None<"):
            assert residue not in text, f"{page}: {residue}"


def test_headings_are_in_order(site: Site) -> None:
    """Each page has one h1, and no heading skips a level."""
    for path in site.pages():
        page = Page(path)
        assert page.headings.count(1) == 1, path
        levels = [level for level in page.headings if level]
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), (path, levels)


def test_every_page_of_a_year_says_what_it_is(site: Site) -> None:
    """What is restated, partial or made up says so on every page, file and citation."""
    words = {"assessments": ("restated", "partial"), "examples/northmoor": ("made-up", "made up")}[site.data]
    for path in site.folder.rglob("*"):
        inside = path.relative_to(site.folder).parts
        is_page = path.suffix == ".html" and path.name != "404.html" and inside[0][:4].isdigit()
        is_data = path.suffix in {".json", ".csv"} and "data" in inside
        if is_page or is_data:
            text = path.read_text("utf-8").casefold()
            empty = path.suffix == ".csv" and text.count("\n") == 1  # its header alone says nothing
            assert empty or any(word in text for word in words), path


def test_numbers_are_anchors(site: Site) -> None:
    """A paragraph stands in the whole report at its number, `#p21`; a recommendation at its, `#r3`."""
    for file in site.folder.glob("*/data/assessment.json"):
        assessment = json.loads(file.read_text("utf-8"))
        numbers = {
            f"p{paragraph['number']}"
            for section in assessment["sections"]
            for paragraph in section["paragraphs"]
        }
        ids = set(Page(file.parents[1] / "report" / "index.html").ids)
        assert numbers == {name for name in ids if re.fullmatch(r"p\d+[A-Z]?", name)}
        recommendations = set(Page(file.parents[1] / "recommendations" / "index.html").ids)
        assert {name for name in ids if re.fullmatch(r"r\d+", name)} <= recommendations


def _tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_data_gives_the_same_bytes(site: Site, tmp_path: Path) -> None:
    """A clone in another folder, on another day, with another hash seed, gives the same bytes."""
    clone = tmp_path / "another place" / "clone"
    shutil.copytree(
        ROOT,
        clone,
        ignore=shutil.ignore_patterns(
            ".git", ".venv", "site", "tests", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis"
        ),
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "12345",
        "PYTHONPATH": str(clone),
        "TZ": "Pacific/Auckland",
        "SOURCE_DATE_EPOCH": "1",
    }
    command = [sys.executable, "-c", BUILD, site.data, str(tmp_path / "site")]
    command += ["with papers"] if site.data in WITH_PAPERS else []
    done = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert _tree(site.folder) == _tree(tmp_path / "site" / "current")


def test_nothing_is_sent_that_no_page_needs(site: Site) -> None:
    """No source maps, no search in other languages; what a year weighs is held in test_light.py."""
    for path in site.folder.rglob("*"):
        assert path.suffix != ".map", path
        assert "lunr" not in path.parts, path


def test_no_page_asks_for_another_ahead(site: Site) -> None:
    """Firefox fetches what a page says comes next; the policy forbids it, and the console tells of it."""
    asked = {
        rel for page in site.pages() for rel in re.findall(r'<link rel="?([^">]+)', page.read_text("utf-8"))
    }
    assert asked <= {"alternate feed", "canonical", "icon", "stylesheet"}
