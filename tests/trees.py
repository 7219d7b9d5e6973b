"""Finished sites of a few lines, for tests of what is done to finished sites."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

PAGE: Final = '<!doctype html>\n<html lang="en"><body><h1 id="top">{}</h1>{}</body></html>\n'


def page(title: str, body: str = "") -> str:
    """A page with a heading at `#top`."""
    return PAGE.format(title, body)


def year(name: str, state: str = "published") -> dict[str, str]:
    """The files of a year without anything in it."""
    said = {"year": {"id": name, "state": state}}
    return {
        f"{name}/index.html": page(name),
        f"{name}/404.html": page("Page not found"),
        f"{name}/data/assessment.json": json.dumps(said),
    }


def versions(**states: str) -> str:
    """The list of years, newest first, each named with an underscore before it."""
    return json.dumps(
        [
            {"version": name.strip("_"), "title": name, "aliases": [], "properties": {"state": state}}
            for name, state in states.items()
        ]
    )


def small_site() -> dict[str, str]:
    """Home and two years, without a fault."""
    return {
        "index.html": page("All years", '<a href="2016/index.html#top">2016</a>'),
        "404.html": page("Page not found", '<a href="/2016/index.html">2016</a>'),
        "versions.json": versions(_2016="published", _2015="published"),
        **year("2016"),
        **year("2015"),
    }


def lay_tree(folder: Path, files: Mapping[str, str]) -> Path:
    """*files* in *folder*; returns *folder*."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder
