"""What a superseded, corrected or withdrawn year says itself, what is read with it, and what home says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from spr.build.delivery.nginx import nginx_configuration
from spr.build.finished.compression import compress
from spr.cli import main
from tests.folders import lay, replace_text
from tests.webserver import serving

WITHDRAWN = """\
  - what: withdrawn
    date: 2023-02-01
    by: chief
    reason: The boats had been counted twice.
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2021 was withdrawn; 2022 is published and was corrected."""
    folder = tmp_path_factory.mktemp("states")
    data = lay(folder / "data")
    assert main(["--data", str(data), "publish", "2022", "--by", "chief", "--date", "2022-12-01"]) == 0
    replace_text(data, "2022/assessment.yaml", "The report says how ready", "The report tells how ready")
    command = [
        "correct",
        "2022",
        "--by",
        "chief",
        "--kind",
        "minor",
        "--reason",
        "A word.",
        "--date",
        "2023-01-02",
    ]
    assert main(["--data", str(data), *command]) == 0
    with (data / "2021/record.yaml").open("a", encoding="utf-8", newline="\n") as record:
        record.write(WITHDRAWN)
    assert main(["--data", str(data), "build", "--output", str(folder / "site")]) == 0
    current = folder / "site" / "current"
    return current if current.exists() else folder / "site"


@pytest.fixture(scope="module")
def server(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address."""
    with serving(nginx_configuration(tree, tree), tmp_path_factory.mktemp("nginx")) as address:
        yield address


def test_a_withdrawn_year_says_so_itself(tree: Path) -> None:
    """And why, on each page, on screen and on paper, for those without JavaScript too."""
    for page in (tree / "2021").rglob("index.html"):
        text = page.read_text("utf-8")
        assert (
            '<strong class="spr-notice__title">Withdrawn.</strong> It no longer stands. '
            "Reason given: The boats had been counted twice.</p>"
        ) in text, page
        assert '<div class="spr-watermark" data-words="Withdrawn"></div>' in text, page
        assert "Withdrawn on 1 February 2023." in text, page


def test_a_corrected_year_says_so_itself(tree: Path) -> None:
    """Its status has the date on each page; no warning lies over what stands."""
    for page in (tree / "2022").rglob("index.html"):
        text = page.read_text("utf-8")
        assert "Corrected on 2 January 2023." in text, page
        assert "spr-watermark" not in text.partition("<body")[2], page


def test_home_says_what_became_of_each_year(server: str, browser: Browser) -> None:
    """State, dates and corrections, newest first; the newest year in brief is the one that stands."""
    reader = browser.new_page(java_script_enabled=False)
    reader.goto(f"{server}/index.html")
    rows = reader.get_by_role("table", name="Years, newest first").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Published on 1 December 2022. Corrected on 2 January 2023.")
    expect(rows.nth(2)).to_contain_text("Withdrawn on 1 February 2023.")
    reader.goto(f"{server}/latest/")
    assert reader.url == f"{server}/2022/"
    reader.close()


def test_a_year_that_was_superseded_learns_it_while_it_is_read(server: str, browser: Browser) -> None:
    """It leads to the newer year, on the same page; what the page knows of itself is not said twice."""
    reader = browser.new_page()
    reader.goto(f"{server}/2021/figures/index.html")
    assert reader.locator(".spr-years__news").all_inner_texts() == ["There is a newer year: Report of 2022"]
    reader.locator(".spr-years__news a").click()
    assert reader.url == f"{server}/2022/figures/index.html"
    assert reader.locator(".spr-years__news").all_inner_texts() == []
    reader.close()


def test_a_kept_page_learns_what_happened_since(tree: Path, server: str, browser: Browser) -> None:
    """A page from before a correction or a withdrawal reads it from the list of years."""
    versions = (tree / "versions.js").read_text("utf-8")
    since = versions.replace("2 January 2023", "3 April 2023").replace(
        '"corrected": ""', '"corrected": "4 May 2023"'
    )
    _list(tree, since.replace('"withdrawn"', '"published"', 1))
    reader = browser.new_page()
    reader.goto(f"{server}/2022/index.html")
    said = reader.locator(".spr-years__news").all_inner_texts()
    _list(tree, since.replace('"published"', '"withdrawn"', 1))
    reader.reload()
    said += reader.locator(".spr-years__news").all_inner_texts()
    _list(tree, versions)
    reader.close()
    assert said == [
        "This year has been corrected since, on 3 April 2023.",
        "This year has been withdrawn.",
        "This year has been corrected since, on 3 April 2023.",
    ]


def _list(tree: Path, years: str) -> None:
    """Give out another list of years."""
    (tree / "versions.js").write_text(years, encoding="utf-8")
    compress(tree)


def test_without_javascript_a_link_leads_to_it(server: str, browser: Browser) -> None:
    """What cannot be read at the time stands on home, and each page says so."""
    reader = browser.new_page(java_script_enabled=False)
    reader.goto(f"{server}/2021/threats/terrorism/index.html")
    expect(reader.locator(".spr-path__since")).to_contain_text("Whether there is a newer year")
    reader.locator(".spr-path__since a").click()
    assert reader.url == f"{server}/index.html"
    reader.close()
    with_script = browser.new_page()
    with_script.goto(f"{server}/2021/threats/terrorism/index.html")
    expect(with_script.locator(".spr-path__since")).to_have_count(0)
    with_script.close()
