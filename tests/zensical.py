"""
What the theme's successor makes of a year: `make zensical`.

Zensical reads the same configuration and macros as MkDocs, and runs no hooks. So what hooks.py adds is
written to disk: the pages of a year as their stubs, the navigation, what the templates show. Then both
generators build the same, and the text of each page is compared. `home/guide/generator/index.md` says what is
missing.
"""

import argparse
import difflib
import json
import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files
from mkdocs.utils.yaml import yaml_load

import hooks
from spr.build.pages.generator import Job, run

ROOT: Final = Path(__file__).resolve().parent.parent

MACROS: Final = f"""\
import sys

sys.path.insert(0, {str(ROOT)!r})
from macros import define_env
"""


def main() -> int:
    """Write the stubs, build with both, and tell of each page that differs; 1 if any does."""
    asked = argparse.ArgumentParser(prog="python -m tests.zensical")
    asked.add_argument("--data", default="examples/northmoor")
    asked.add_argument("--year", default="2024")
    asked.add_argument("--folder", default="build/zensical", type=Path)
    asked.add_argument("--zensical", default=".venv-zensical/bin/zensical")
    told = asked.parse_args()
    folder = ROOT / told.folder
    shutil.rmtree(folder, ignore_errors=True)
    config = _configured(told.data, told.year)
    write_stubs(config, folder)
    _run_mkdocs(config, folder / "by-mkdocs", told.data, told.year)
    subprocess.run(
        [ROOT / told.zensical, "build", "--config-file", str(folder / "mkdocs.yml")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    return _compare(folder / "by-mkdocs", folder / "by-zensical")


def write_stubs(config: MkDocsConfig, folder: Path) -> None:
    """In *folder*, a configuration that needs no hook, and beside it every file that it builds from."""
    files = get_files(config)
    own = set(files.src_uris)
    files.add_files_from_theme(config.theme.get_env(), config)
    of_theme = set(files.src_uris) - own  # Zensical has its own, and those of overrides/
    for file in hooks.on_files(files, config):
        if file.src_uri in of_theme:
            continue
        name = file.dest_uri if file.src_uri.endswith(".as-it-is") else file.src_uri
        if name.startswith("data/") and name.endswith(".md"):
            continue  # a file to take away, of which a generator would make a page
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content_bytes)
    (folder / "schemas").symlink_to(ROOT / "schemas")
    (folder / "spr_macros.py").write_text(MACROS, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(json.dumps(_portable(config), indent=1), encoding="utf-8")


def _configured(data: str, year: str) -> MkDocsConfig:
    """The configuration of a year as the hooks leave it."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    config.extra["spr"] |= {
        "data": str(ROOT / data),
        "shown": data,
        "year": year,
        "preview": "",
        "drafts": "",
    }
    config.site_url = f"https://example.org/{year}/"
    config.plugins._current_plugin = "hooks.py"  # noqa: SLF001 (MkDocs notes who adds a file)
    return hooks.on_config(config)


def _portable(config: MkDocsConfig) -> dict[str, Any]:
    """As written in mkdocs.yml, with what hooks.py says; JSON is YAML too."""
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        written = yaml_load(file)
    return {
        **{key: value for key, value in written.items() if key not in {"hooks", "watch", "validation"}},
        "site_name": config.site_name,
        "site_url": config.site_url,
        "docs_dir": "docs",
        "site_dir": "by-zensical",
        "nav": config.nav,
        "theme": {**written["theme"], "custom_dir": str(ROOT / "overrides")},
        "plugins": [
            {"macros": {**plugin["macros"], "module_name": "spr_macros"}} if "macros" in plugin else plugin
            for plugin in written["plugins"]
        ],
        "extra_css": [str(each) for each in config.extra_css],
        # It has style sheets of its own; where ours are named, overrides/ leaves the theme's out.
        "extra": {name: value for name, value in config.extra.items() if name != "spr_styles"},
    }


def _run_mkdocs(config: MkDocsConfig, output: Path, data: str, year: str) -> None:
    told = {"data": str(ROOT / data), "shown": data, "year": year, "preview": "", "drafts": ""}
    run(Job(year, ROOT / "mkdocs.yml", output, str(config.site_url), told, day=0))


def _compare(mkdocs: Path, zensical: Path) -> int:
    differ = 0
    names = sorted(path.relative_to(mkdocs) for path in mkdocs.rglob("index.html"))
    for name in names:
        if not (zensical / name).is_file():
            print(f"{name}: Zensical has no such page")
            differ += 1
            continue
        old, new = (_Text(folder / name).lines for folder in (mkdocs, zensical))
        lines = [
            line
            for line in difflib.unified_diff(old, new, "MkDocs", "Zensical", lineterm="", n=0)
            if not line.startswith(("---", "+++", "@@"))
        ]
        if lines:
            differ += 1
            print(f"{name}: {len(lines)} lines differ", *(f"  {line[:160]}" for line in lines[:6]), sep="\n")
    print(f"{len(names)} pages by MkDocs, {len(names) - differ} with the same text by Zensical")
    return 1 if differ else 0


class _Text(HTMLParser):
    """The text of a page's <article>, a line for each piece."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._inside = 0
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        """Note where the article begins."""
        self._inside += tag == "article"

    def handle_endtag(self, tag: str) -> None:
        """Note where it ends."""
        self._inside -= tag == "article"

    def handle_data(self, data: str) -> None:
        """Note the text, without the white space between elements."""
        text = " ".join(data.split())
        if self._inside and text:
            self.lines.append(text)


if __name__ == "__main__":
    sys.exit(main())
