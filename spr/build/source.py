"""Where the data of a site comes from, and for whom it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spr.model.words import Audience


@dataclass(frozen=True)
class Source:
    """
    Where the data of a site comes from: `root` is the checkout, `shown` is what people call `data`.

    With `drafts`, years that are not published yet are in it too; with `documents`, each year has its paper;
    with `forms`, each threat of a draft can be filled in: the page holds
    its file whole, whatever the audience.
    """

    root: Path
    data: Path
    shown: str
    audience: Audience = Audience.PUBLIC
    drafts: bool = False
    documents: bool = False
    forms: bool = False


def source_told(root: Path, told: Mapping[str, str]) -> Source:
    """The source that `extra.spr` of a configuration names; *root* is the folder that the file is in."""
    data = told["data"]
    shown = told.get("shown") or data
    return Source(
        root,
        root / data,
        shown,
        Audience(told["audience"]),
        drafts=bool(told.get("drafts")),
        forms=bool(told.get("forms")),
    )
