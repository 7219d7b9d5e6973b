"""What of the theme's style sheets a site is sent with: all that a page can need, and little else."""

import re
from pathlib import Path
from typing import Final

import pytest
from mkdocs.utils import get_theme_dir
from playwright.sync_api import Page

from spr.build.pages.theme import MARKDOWN_OFF, PARTS_OFF, is_style_sheet, used_rules
from tests.sites import Site

TEMPLATES: Final = Path(get_theme_dir("material"))
SHEETS: Final = sorted(
    path for path in TEMPLATES.rglob("*.css") if is_style_sheet(path.relative_to(TEMPLATES).as_posix())
)

CLASSES: Final = re.compile(r"\bclass=\"([^\"]*)\"")

RULES: Final = {
    "of a part that is off": (".md-tabs{color:red}p{margin:0}", "p{margin:0}"),
    "for several parts": (".md-tabs a,.md-grid{margin:0}", ".md-grid{margin:0}"),
    "for one of several": (":is(.admonition,p) a{margin:0}", ":is(.admonition,p) a{margin:0}"),
    "for what is no such part": (".md-nav:not(.md-nav--primary){margin:0}",) * 2,
    "of a name that only begins like one": (".md-tagline,.notebook{margin:0}",) * 2,
    "on paper": ("@media print{.md-tabs{margin:0}}@media print{p{margin:0}}", "@media print{p{margin:0}}"),
    "for another direction of writing": (
        "[dir=ltr] p{margin:0}[dir=rtl] p{margin:1px}",
        "[dir=ltr] p{margin:0}",
    ),
    "for the theme's colours": (
        "[data-md-color-primary=red]{margin:0}[data-md-color-scheme=slate]{margin:0}",
        "[data-md-color-scheme=slate]{margin:0}",
    ),
    "that stays while something moves": ("@keyframes a{0%{margin:0}to{margin:1px}}",) * 2,
}


@pytest.mark.parametrize("case", RULES)
def test_rules_that_no_page_can_need_are_left_out(case: str) -> None:
    """A rule goes with the last of its selectors."""
    sheet, used = RULES[case]
    assert used_rules(sheet) == used


def test_half_of_the_theme_is_left_out() -> None:
    """Its two sheets, and every name that is left out is one that they have."""
    sheets = [path.read_text("utf-8") for path in SHEETS]
    assert [path.name.split(".")[0] for path in SHEETS] == ["main", "palette"]
    assert sum(map(len, map(used_rules, sheets))) < sum(map(len, sheets)) / 2
    names = [f"md-{name}" for name in PARTS_OFF] + list(MARKDOWN_OFF)
    assert [name for name in names if not re.search(rf"\.{name}(?![a-z])", "".join(sheets))] == []


def test_no_page_has_what_is_left_out(site: Site) -> None:
    """Of every class on any page, all rules are there."""
    found = {
        name
        for page in site.pages()
        for each in CLASSES.findall(page.read_text("utf-8"))
        for name in each.split()
    }
    assert "md-typeset" in found
    assert _left_out(found) == set()


def test_no_script_makes_what_is_left_out(address: str, site: Site, reader: Page) -> None:
    """Nor do the theme's scripts add any, when a page is read and searched."""
    for kind in ("index.html", "threat", "home/"):
        reader.goto(f"{address}/{site.kinds()[kind]}")
        reader.get_by_role("textbox", name=re.compile("Search")).focus()
        reader.keyboard.type("terrorism")
        reader.wait_for_selector(".md-search-result__item")
        found = reader.evaluate("[...document.querySelectorAll('*')].flatMap(each => [...each.classList])")
        assert "md-search-result__item" in found
        assert _left_out(found) == set()


def _left_out(names: set[str]) -> set[str]:
    return {name for name in names if not used_rules(f".{name}{{margin:0}}")}
