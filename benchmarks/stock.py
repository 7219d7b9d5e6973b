"""
The same pages without us: the final Markdown of each year, as a project of stock MkDocs and Material.

What our macros and hooks made of a year is written down as it went into Markdown, one folder a year, with a
configuration that has neither of them. `mike deploy` and `mkdocs build` can be run on it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from mkdocs.structure.pages import Page

from benchmarks.timing import Cost, cost_of_command
from spr.build.making import year_jobs
from spr.build.pages.generator import run
from spr.build.source import Source

ROOT: Final = Path(__file__).resolve().parent.parent

CONFIGURATION: Final = """\
site_name: The same pages
site_url: https://example.org/{name}/
docs_dir: docs/{name}
site_dir: site/{name}
use_directory_urls: false
theme: {{name: material, language: en, font: false, features: [navigation.path]}}
plugins: [search]
markdown_extensions:
  - attr_list
  - tables: {{use_align_attribute: true}}
  - toc: {{permalink: true, toc_depth: 3}}
extra: {{spr: {{}}}}  # for engine.py
"""


def write_stock(source: Source, into: Path) -> list[str]:
    """The project in the folder *into*; returns the names of the years, which are those of its versions."""
    names = []
    with tempfile.TemporaryDirectory() as aside:
        for name, job in year_jobs(source, Path(aside)).items():
            with _written_down(into / "docs" / name):
                run(job)
            (into / f"{name}.yml").write_text(CONFIGURATION.format(name=name), encoding="utf-8")
            names.append(name)
    return names


def take_out_search(project: Path) -> None:
    """Leave the index of the search out of the project: ours is made from the data, by no plugin."""
    for path in project.glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("plugins: [search]", "plugins: []"), encoding="utf-8")


def cost_of_mike(project: Path, names: list[str], processors: int) -> Cost:
    """What people do today: one `mike deploy` after the other, into a repository that is made anew."""
    subprocess.run(["rm", "-rf", ".git"], cwd=project, check=True)
    identity = {f"GIT_{who}_{what}": "bench" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for begin in (
        ["init", "--quiet", "--initial-branch=main"],
        ["commit", "--quiet", "--allow-empty", "-mA"],
    ):
        subprocess.run(["git", *begin], cwd=project, check=True, env={**os.environ, **identity})
    total = Cost(0, 0)
    for name in names:
        command = [
            str(Path(sys.executable).with_name("mike")),
            "deploy",
            "--config-file",
            f"{name}.yml",
            name,
        ]
        found = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # mike starts `mkdocs`
        environment = {**identity, "NO_MKDOCS_2_WARNING": "1", "PATH": found}
        total += cost_of_command(command, cwd=project, processors=processors, environment=environment)
    versions = subprocess.run(
        ["git", "show", "gh-pages:versions.json"], cwd=project, check=True, capture_output=True
    )
    if len(json.loads(versions.stdout)) != len(names):
        raise RuntimeError(versions.stdout)
    return total


@contextmanager
def _written_down(folder: Path) -> Iterator[None]:
    render = Page.render

    def write_and_render(page: Page, *arguments: Any) -> None:  # noqa: ANN401 - handed on
        path = folder / page.file.src_uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.markdown or "", encoding="utf-8")
        render(page, *arguments)

    with patch.object(Page, "render", write_and_render):
        yield
