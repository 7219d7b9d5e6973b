"""A wrong reuse is worse than a slow build: each kind of input in turn, and which parts are built again."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from spr.build import inputs, making
from spr.build.pages.generator import Job
from spr.build.releases import OutputError
from spr.build.site import build_site
from spr.build.source import Source
from spr.cycle.publishing import Correction, correct
from spr.loading.folder import Folders
from spr.model.dates import Date
from spr.model.words import Audience
from tests.folders import ROOT, lay, schemas_read_once

ALL: Final = {"home", "2021", "2022"}

CHECKOUT: Final = (
    *("docs", "home", "overrides", "schemas", "spr"),
    *("mkdocs.yml", "home.yml", "hooks.py", "macros.py"),
)
"""What a build reads of the checkout."""


@pytest.fixture(autouse=True)
def pages_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Which parts are built is in question here, not how."""
    monkeypatch.setattr(making, "run", _write_page)
    with schemas_read_once():
        yield


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A checkout with two years, of which the first is published."""
    root = tmp_path / "checkout"
    for name in CHECKOUT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, root / name)
    return Source(root, lay(tmp_path / "data"), "assessments", drafts=True)


def _write_page(job: Job) -> None:
    job.output.mkdir()
    (job.output / "index.html").write_text(job.name, "utf-8")


def built(source: Source, site_url: str = "/") -> set[str]:
    """The parts that a build builds, and those of the next one, which must be none."""
    output = source.root.parent / "site"
    parts = build_site(source, output, site_url, lambda _: None).built
    assert build_site(source, output, site_url, lambda _: None).built == ()
    return set(parts)


def add(name: str, text: str) -> Callable[[Source], None]:
    """A file of the checkout or the data (`data/…`) with some text more."""

    def change(source: Source) -> None:
        path = source.data / name[5:] if name.startswith("data/") else source.root / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text((path.read_text("utf-8") if path.is_file() else "") + text, "utf-8")

    return change


def put(name: str, old: str, new: str) -> Callable[[Source], None]:
    """A file of the data with another text in one place."""

    def change(source: Source) -> None:
        path = source.data / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")

    return change


def correct_2021(source: Source) -> None:
    """Another word in a published year, and the correction that says so."""
    put("2021/threats/public-order.yaml", "There is", "There was")(source)
    said = Correction("minor", "A word was wrong.", "none", "none", "not stated", ())
    correct(
        Folders(source.data, "assessments", source.root / "schemas"),
        "2021",
        Date("2022-01-02"),
        "chief",
        said,
    )


BUILT_AGAIN: Final[dict[str, tuple[Callable[[Source], None], set[str]]]] = {
    "a page of a year": (add("docs/index.md", "More.\n"), ALL),
    "a new page of a year": (add("docs/more/index.md", "# More\n"), ALL),
    "a page of home": (add("home/index.md", "More.\n"), {"home"}),
    "the pages of home": (add("home.yml", "# More.\n"), {"home"}),
    "the configuration": (add("mkdocs.yml", "# More.\n"), ALL),
    "the hooks": (add("hooks.py", "# More.\n"), ALL),
    "the macros": (add("macros.py", "# More.\n"), ALL),
    "a partial": (add("spr/render/partials/badge.html", "<!-- More. -->\n"), ALL),
    "a module": (add("spr/pages.py", "# More.\n"), ALL),
    "a block of the theme": (add("overrides/main.html", "<!-- More. -->\n"), ALL),
    "a style": (add("overrides/assets/spr/css/page.css", "/* More. */\n"), ALL),
    "a published schema": (add("schemas/published/figures.schema.json", "\n"), ALL),
    "a schema that only the check reads": (add("schemas/threat.schema.json", "\n"), set()),
    "a comment": (add("data/2022/governance.yaml", "# More.\n"), set()),
    "a file beside the data": (add("data/README.md", "More.\n"), set()),
    "a paragraph of the newest year": (
        put("2022/threats/terrorism.yaml", "There is little to tell.", "There is nothing to tell."),
        {"home", "2022"},
    ),
    "a correction of an earlier year, which later ones look back on": (correct_2021, ALL),
    "a term that only the newest year has": (
        add("data/glossary.yaml", "  - {id: little, term: little, stands_for: not much, from: 2022}\n"),
        {"home", "2022"},
    ),
    "a metric of which nothing is said": (
        add(
            "data/metrics.yaml",
            "  - {id: vans, name: Vans, unit: vans, better: higher, definition: Vans., from: 2022}\n",
        ),
        set(),
    ),
    "a scale by which nothing is graded": (
        add(
            "data/scales.yaml",
            "  - {id: other, name: Other, owner: self, order: best first, words: [Yes, No], from: 2022}\n",
        ),
        set(),
    ),
    "a meeting at which nothing happened": (
        add("data/meetings.yaml", "  - {id: board-2022, date: 2022-11-02, body: Board, title: Board}\n"),
        set(),
    ),
    "an event after a year's own date": (
        add(
            "data/recommendations/2021-1.yaml",
            "  - {what: progressed, date: 2022-06-01, by: chief, text: A boat was bought.}\n",
        ),
        {"home", "2022"},
    ),
    "what happened to a year after its own date": (
        add("data/2021/record.yaml", "  - {what: submitted, date: 2022-03-01, by: chief}\n"),
        {"home"},
    ),
    "an area": (add("data/areas.yaml", "  - {id: moor, name: Moor}\n"), ALL),
}


@pytest.mark.parametrize("what", BUILT_AGAIN)
def test_what_changes_is_built_again_and_nothing_else(source: Source, what: str) -> None:
    """Years see themselves, earlier years and what they use; home sees everything."""
    change, expected = BUILT_AGAIN[what]
    assert built(source) == ALL
    change(source)
    assert expected == built(source)


FORMS_ANEW: Final = {
    "a comment in the file that a form fills in": add("data/2022/threats/terrorism.yaml", "# More.\n"),
    "the schema that a form is made from": add("schemas/threat.schema.json", "\n"),
    "a metric that can be chosen": add(
        "data/metrics.yaml",
        "  - {id: vans, name: Vans, unit: vans, better: higher, definition: Vans., from: 2022}\n",
    ),
}


@pytest.mark.parametrize("what", FORMS_ANEW)
def test_what_a_form_is_made_from_builds_its_draft_again(source: Source, what: str) -> None:
    """A form holds its file whole, and offers what no year uses yet; a published year has no form."""
    source = replace(source, forms=True)
    assert built(source) == ALL
    FORMS_ANEW[what](source)
    assert built(source) == {"home", "2022"}


def test_a_new_year_builds_no_older_one(source: Source) -> None:
    """Only itself and home; and so does taking it out again."""
    newest = source.data / "2022"
    aside = newest.rename(source.root.parent / "aside")
    recommendation = source.data / "recommendations" / "2022-1.yaml"
    text = recommendation.read_text("utf-8")
    recommendation.unlink()
    assert {"home", "2021"} == built(source)
    shutil.copytree(aside, newest)
    recommendation.write_text(text, "utf-8")
    assert {"home", "2022"} == built(source)
    shutil.rmtree(newest)
    recommendation.unlink()
    assert {"home"} == built(source)
    assert not (source.root.parent / "site" / "current" / "2022").exists()


def test_what_a_build_is_asked_for_counts(source: Source) -> None:
    """Another address, drafts or none make another site."""
    assert built(source) == ALL
    assert built(replace(source, drafts=False)) == {"home", "2021"}
    assert built(source, "https://intranet.example/") == ALL


@pytest.mark.parametrize("force", [False, True])
def test_a_copy_for_other_readers_has_a_folder_of_its_own(source: Source, *, force: bool) -> None:
    """A server that gives the folder out would give its readers what they may not see; forced or not."""
    output = source.root.parent / "site"
    others = replace(source, audience=Audience.FORCE)
    assert built(source) == ALL
    with pytest.raises(OutputError) as caught:
        build_site(others, output, "/", lambda _: None, force=force)
    assert str(caught.value).endswith(
        ": what it gives out is the copy for the audience 'public', and this one is for 'force'. "
        "Name another folder with --output. What was there stays as it was."
    )
    assert built(source) == set()
    assert build_site(others, source.root.parent / "force", "/", lambda _: None).built


def test_other_software_builds_all(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of any package, or of Python."""
    assert built(source) == ALL
    monkeypatch.setattr(inputs, "_installed", lambda: "another")
    assert built(source) == ALL


def test_another_place_or_time_builds_nothing(source: Source) -> None:
    """Where the data lies says nothing, nor when its files were written."""
    assert built(source) == ALL
    moved = shutil.copytree(source.data, source.root.parent / "moved", copy_function=shutil.copyfile)
    assert set() == built(replace(source, data=moved, shown="moved"))
