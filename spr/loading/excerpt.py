"""Lines of files, for whoever is told that something is wrong there."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from spr.errors import Place
from spr.loading.yaml12 import LINE_END, MAX_BYTES, visible


def load_lines(data: Path, shown: str, places: Iterable[Place]) -> Mapping[Place, str]:
    """
    The line at each of *places* in the folder *data*, which is shown to people as *shown*.

    A place without one is left out: outside of the folder, in a file that is gone or is no text. Characters
    that cannot be seen are replaced.
    """
    found: dict[Place, str] = {}
    files: dict[str, list[str]] = {}
    for place in places:
        if place.path not in files:
            files[place.path] = _lines(data, place.path.removeprefix(f"{shown}/"))
        if place.line <= len(files[place.path]):
            found[place] = files[place.path][place.line - 1]
    return found


def _lines(data: Path, name: str) -> list[str]:
    path = data / name
    try:
        if not path.is_file():
            return []
        with path.open("rb") as file:
            text = file.read(MAX_BYTES).decode("utf-8-sig", errors="replace")
    except (OSError, ValueError):
        return []
    return LINE_END.split(visible(text.replace("\t", " ")))
