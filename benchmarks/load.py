"""
What a site bears behind its nginx, and whether a build disturbs its readers: `python -m benchmarks.load`.

The made-up force's site is read by wrk, over 32 connections on this computer: for ten seconds on its own,
then for a minute while all of it is built again and again. Needs nginx and wrk (on Debian and Ubuntu the
package wrk). Exits with 1 if any answer was not whole.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Final

from benchmarks.build import spr
from benchmarks.timing import machine
from benchmarks.years import NORTHMOOR, ROOT
from spr.build.delivery.nginx import nginx_configuration
from tests.webserver import serving

ON_ITS_OWN: Final = 10
WHILE_BUILT: Final = 60
"""Seconds."""

CONNECTIONS: Final = 32
_ASKS: Final = Path(__file__).with_suffix(".lua")


@dataclass(frozen=True)
class Borne:
    """What came of one run: requests a second, milliseconds of an answer, and how many were no answer."""

    what: str
    requests_per_second: int
    megabytes_per_second: float
    median_ms: float
    p99_ms: float
    slowest_ms: float
    failed: int
    builds: int


def main() -> int:
    """Measure, print each line, and write the figures where --json says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    if not shutil.which("wrk"):
        print("wrk is not installed (on Debian and Ubuntu: apt-get install wrk): load was not measured.")
        return 0
    results = []
    with tempfile.TemporaryDirectory() as aside:
        for result in measured(Path(aside)):
            print(_line(result), flush=True)
            results.append(result)
    if asked.json:
        told = {"machine": machine(), "results": [asdict(result) for result in results]}
        asked.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 1 if any(result.failed for result in results) else 0


def measured(aside: Path) -> Iterator[Borne]:
    """The site as it is, and while it is built."""
    output = aside / "site"
    subprocess.run(spr(NORTHMOOR, output), cwd=ROOT, check=True, capture_output=True)
    current = output / "current"
    year = max(path.name for path in current.iterdir() if path.name[:4].isdigit())
    asks = aside / "load.lua"
    asks.write_text(_ASKS.read_text("utf-8").replace("@year", year), encoding="utf-8")
    (aside / "nginx").mkdir()
    with serving(nginx_configuration(current, current), aside / "nginx") as server:
        yield _borne("read on its own", server, asks, ON_ITS_OWN, [])
        with _built_again(output) as builds:
            yield _borne("read while it is built again", server, asks, WHILE_BUILT, builds)


def _borne(what: str, server: str, asks: Path, seconds: int, builds: list[int]) -> Borne:
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(asks), server]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return Borne(
        what=what,
        requests_per_second=round(told["requests"] / told["seconds"]),
        megabytes_per_second=round(told["megabytes"] / told["seconds"], 1),
        **{name: told[name] for name in ("median_ms", "p99_ms", "slowest_ms")},
        failed=told["refused"] + told["not_200"],
        builds=len(builds),
    )


@contextmanager
def _built_again(output: Path) -> Iterator[list[int]]:
    """Build all of it anew, one release after the other; the list grows with each that is given out."""
    done, builds = Event(), list[int]()

    def build() -> None:
        while not done.is_set():
            command = [*spr(NORTHMOOR, output), "--force"]
            builds.append(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).returncode)

    thread = Thread(target=build)
    thread.start()
    try:
        yield builds
    finally:
        done.set()
        thread.join()


def _line(result: Borne) -> str:
    return (
        f"{result.what:30} {result.requests_per_second} requests/s  {result.megabytes_per_second} MB/s  "
        f"median {result.median_ms} ms  99 % under {result.p99_ms} ms  slowest {result.slowest_ms} ms  "
        f"not answered whole {result.failed}  releases given out {result.builds}"
    )


if __name__ == "__main__":
    sys.exit(main())
