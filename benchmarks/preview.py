"""
How long it takes from a saved change to the reloaded page. `python -m benchmarks.preview`; see README.md.

Chromium shows a page of `spr serve` on a copy of the made-up force's data, and a word of the newest year is
changed on the disk. The page is there again when its script asks for further changes, as it does once it is
loaded. It exits with 1 where that takes too long.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import perf_counter, process_time
from typing import Final

from benchmarks.timing import Cost, machine, middle
from benchmarks.years import NORTHMOOR, ROOT
from spr.build.live.preview import Preview
from spr.build.live.serve import serve
from spr.build.source import Source

TARGET: Final = 1.5
"""Seconds from the save to the page, in the middle of all tries."""

THREAT: Final = "2025/threats/terrorism.yaml"
WORDS: Final = ("still substantial", "again substantial")
"""What the file says in brief, and what it is changed to and fro."""

PAGES: Final = ("2025/threats/terrorism/", "2025/", "2025/report/", "2025/compare/2018/", "")
"""A page that says what is changed, two that count it, one that compares it, and the first of all years."""

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_PATIENCE: Final = 120.0


@dataclass(frozen=True)
class Line:
    """
    Seconds from the save until the page at an address was there again, and of processor time in between.

    Of the browser's own work only the clock knows.
    """

    page: str
    fastest: float
    median: float
    slowest: float
    processor: float
    runs: int


class _Noted(Preview):
    """A preview that notes when a page, after it was made anew, asks for the next change."""

    def __init__(self, source: Source, folder: Path) -> None:
        super().__init__(source, folder)
        self.loaded: SimpleQueue[float] = SimpleQueue()
        self._sent: set[str] = set()

    def file(self, address: str) -> Path | None:
        """As it is; the page that is asked for is on its way."""
        found = super().file(address)
        if address in PAGES:
            self._sent.add(address)
        return found

    def version(self, address: str) -> str:
        """As it is; asked for a page that was sent, it is there."""
        if address in self._sent:
            self._sent.remove(address)
            self.loaded.put(perf_counter())
        return super().version(address)


def main() -> int:
    """Measure, print a line for each page, and write the figures where --json says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--runs", type=int, default=5, metavar="NUMBER", help="saves for each page")
    asked = parser.parse_args()
    on = machine()
    print(on, flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        lines = _measured(Path(scratch), asked.runs)
    if asked.json:
        content = {"machine": on, "unit": "s", "target": TARGET, "lines": [asdict(line) for line in lines]}
        asked.json.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
    return int(any(line.median > TARGET for line in lines))


def _measured(scratch: Path, runs: int) -> list[Line]:
    data = scratch / "data"
    shutil.copytree(NORTHMOOR, data)
    (scratch / "made").mkdir()
    preview = _Noted(Source(ROOT, data, "data", drafts=True), scratch / "made")
    ready: SimpleQueue[str] = SimpleQueue()
    Thread(target=serve, args=(preview, 0, ready.put, lambda _: None), daemon=True).start()
    address = ready.get(timeout=_PATIENCE)
    lines = []
    for page in PAGES:
        costs = _reloads(preview, f"{address}{page}", data / THREAT, scratch / "profile", runs)
        walls = [cost.wall for cost in costs]
        middling = middle(costs)
        line = Line(page or "home", min(walls), middling.wall, max(walls), middling.cpu, runs)
        print(
            f"{line.page:28} {line.fastest:.2f} {line.median:.2f} {line.slowest:.2f} s, "
            f"{line.processor:.2f} s of processor time",
            flush=True,
        )
        lines.append(line)
    return lines


def _reloads(preview: _Noted, address: str, file: Path, profile: Path, runs: int) -> list[Cost]:
    """What it cost until the page was there again, for each of so many saves; the first is not counted."""
    found = next(filter(None, map(shutil.which, BROWSERS)), BROWSERS[0])
    command = [
        found,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={profile}",
        address,
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
        try:
            preview.loaded.get(timeout=_PATIENCE)
            return [_reload(preview, file) for _ in range(runs + 1)][1:]
        finally:
            browser.terminate()


def _reload(preview: _Noted, file: Path) -> Cost:
    """Save one word that is another, and wait for the page."""
    text = file.read_text(encoding="utf-8")
    old, new = WORDS if WORDS[0] in text else WORDS[::-1]
    began, used = perf_counter(), process_time()
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    there = preview.loaded.get(timeout=_PATIENCE)
    return Cost(round(there - began, 3), round(process_time() - used, 3))


if __name__ == "__main__":
    sys.exit(main())
