"""
What Lighthouse says of each kind of page on a telephone, and whether it is enough.

`python -m benchmarks.lighthouse --json benchmarks/lighthouse.json` builds the made-up force's site, serves it
as an intranet would (compressed, with a cache), and asks Lighthouse by its own standard: a slow telephone on
a slow network. Each page is asked three times, and the run in the middle counts, as Lighthouse advises: one
alone varies by several points. It exits with 1 where a page falls short.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.compare import machine
from benchmarks.served import served
from spr.build.site import build_site
from spr.build.source import Source
from spr.model.words import Audience

ROOT: Final = Path(__file__).resolve().parent.parent
DATA: Final = "examples/northmoor"
LEAST: Final = {"performance": 98, "accessibility": 100, "best-practices": 100}
"""The lowest scores that do, of 100."""

RUNS: Final = 3
"""How often a page is asked; odd, so that one run is in the middle."""

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
FLAGS: Final = "--headless=new --no-sandbox --disable-gpu"

_LIGHTHOUSE: Final = ROOT / ".venv" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
_MEASURED: Final = {
    "first_paint_ms": "first-contentful-paint",
    "largest_paint_ms": "largest-contentful-paint",
    "blocked_ms": "total-blocking-time",
    "layout_shift": "cumulative-layout-shift",
    "bytes": "total-byte-weight",
}


@dataclass(frozen=True)
class Result:
    """A kind of page: its scores of 100, what was measured, and the audits that it did not pass whole."""

    kind: str
    scores: dict[str, int]
    measured: dict[str, float]
    failed: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Whether no score is lower than it may be."""
        return all(self.scores[name] >= least for name, least in LEAST.items())


def main() -> int:
    """Measure, print a table, and write the figures where --json says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lighthouse", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--site", type=Path, metavar="FOLDER", help="a site that is built already")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.site or Path(scratch) / "site"
        if not asked.site:
            source = Source(ROOT, ROOT / DATA, DATA, Audience.PUBLIC)
            build_site(source, folder, "/", lambda _: None, processes=2)
            folder /= "current"
        results = []
        for result in measured(folder):
            print(_line(result), flush=True)
            results.append(result)
    if asked.json:
        told = {"machine": machine(), "least": LEAST, "runs": RUNS, "results": list(map(asdict, results))}
        asked.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0 if all(result.is_enough for result in results) else 1


def measured(folder: Path) -> Iterator[Result]:
    """Each kind of page of the site in *folder*."""
    with served(folder) as server:
        for kind, page in kinds(folder).items():
            results = [parse_report(kind, _lighthouse(f"{server.address}/{page}")) for _ in range(RUNS)]
            yield sorted(results, key=lambda result: result.scores["performance"])[RUNS // 2]


def kinds(folder: Path) -> dict[str, str]:
    """One address of each kind of page: of the newest year, of its longest comparison, and of home."""
    year = max(path.name for path in folder.iterdir() if path.name[:4].isdigit())
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("index.html")):
        page = path.relative_to(folder).as_posix()
        of_year = page.startswith(f"{year}/")
        if of_year or not page[:4].isdigit():
            first, _, rest = page.removeprefix(f"{year}/").partition("/")
            found.setdefault(f"{'' if of_year else 'home/'}{first if rest else 'index.html'}", page)
    return found


def parse_report(kind: str, report: dict[str, Any]) -> Result:
    """A result from what Lighthouse writes."""
    scores = {name: round(100 * report["categories"][name]["score"]) for name in LEAST}
    audits = report["audits"]
    figures = {name: round(audits[audit]["numericValue"], 3) for name, audit in _MEASURED.items()}
    weighed = {
        each["id"] for name in LEAST for each in report["categories"][name]["auditRefs"] if each["weight"]
    }
    failed = sorted(name for name in weighed if (audits[name]["score"] or 0) < 1 and _counts(audits[name]))
    return Result(kind, scores, figures, tuple(failed))


def _counts(audit: dict[str, Any]) -> bool:
    return audit["scoreDisplayMode"] in {"binary", "numeric", "metricSavings"}


def _lighthouse(address: str) -> dict[str, Any]:
    if not _LIGHTHOUSE.is_file():
        raise SystemExit("Lighthouse is not installed: run `make bench`, which installs it first.")
    node = Path(sys.executable).with_name("node")
    environment = {**os.environ, "CHROME_PATH": _browser()}
    command: list[str | Path] = [
        *(node, _LIGHTHOUSE, address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"),
        f"--only-categories={','.join(LEAST)}",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _browser() -> str:
    found = os.environ.get("SPR_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise SystemExit("Lighthouse needs Chromium or Chrome, and none is there: run `make browser`.")
    return found


def _line(result: Result) -> str:
    scores = "  ".join(f"{name} {score}" for name, score in result.scores.items())
    figures = "  ".join(f"{name} {figure:g}" for name, figure in result.measured.items())
    return f"{result.kind:24} {scores}  {figures}  {' '.join(result.failed)}"


if __name__ == "__main__":
    raise SystemExit(main())
