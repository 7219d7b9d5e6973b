"""The files that the form of a draft is made from, beside what is known of them as data."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spr.model.assessment import Year
from spr.model.drafts import UNFINISHED

_SCHEMAS: Final = ("threat.schema.json", "common.schema.json")
_SHARED: Final = ("areas.yaml", "metrics.yaml", "scales.yaml")
"""Their entries can be chosen before any year uses them."""


def has_forms(year: Year) -> bool:
    """Whether a year is still being written."""
    return year.state in UNFINISHED


def threat_file(data: Path, year: Year, name: str) -> Path:
    """The file of a threat."""
    return data / year.id / "threats" / f"{name}.yaml"


def below_root(root: Path, shown: str) -> Path:
    """
    Where the data that people call *shown* stands in the repository, for whoever opens it on the forge.

    Data outside of the checkout *root* has a repository of its own: where that lies on the computer that
    builds tells nobody else anything.
    """
    folder = Path(shown)
    if folder.is_relative_to(root):
        return folder.relative_to(root)
    return Path() if folder.is_absolute() or ".." in folder.parts else folder


def form_files(data: Path, schemas: Path, year: Year) -> Iterator[Path]:
    """All that the forms of a year are made from; nothing for a year that has none."""
    if has_forms(year):
        yield from (threat_file(data, year, threat.id) for threat in year.threats)
        yield from (schemas / name for name in _SCHEMAS)
        yield from (path for path in (data / name for name in _SHARED) if path.is_file())
        governance = data / year.id / "governance.yaml"
        yield from [governance] if governance.is_file() else []
