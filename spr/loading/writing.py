"""Data as YAML, for the files that the product adds to itself."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import yaml


def entry_text(entry: Mapping[str, object]) -> str:
    """*entry* as an entry of a list two spaces in. Text that could be read as something else is quoted."""
    text = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=100)
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))


def replace_file(path: Path, content: bytes) -> None:
    """
    Write *path*, all of it or nothing: beside it first, then moved over. Raises `OSError`.

    Whoever could read or write it still can.
    """
    aside = path.with_name(f".{path.name}.writing")
    try:
        aside.write_bytes(content)
        if path.exists():
            shutil.copymode(path, aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
