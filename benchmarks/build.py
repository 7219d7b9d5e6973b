"""
How long building takes, against what people do today. `python -m benchmarks.build`; see README.md.

Pairs are measured in turn, so that a machine that is busy is so for both; ratios are of such neighbours.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.stock import cost_of_mike, take_out_search, write_stock
from benchmarks.timing import Cost, cost_of_command, machine, middle
from benchmarks.years import ROOT, write_years
from spr.build.source import Source

COLD: Final = {8: 3, 14: 1, 30: 1}
"""Years, and how often both sides are run."""

TARGETS: Final = {2: 8.0, 1: 5.0}
"""How many times faster than the loop of `mike deploy`, by processors."""

NOTHING: Final = 0.5
"""Seconds that a build may take when nothing has changed."""


@dataclass(frozen=True)
class Line:
    """One line of the table: what, the two costs or the one, and their ratio with what was aimed at."""

    what: str
    ours: Cost
    theirs: Cost | None = None
    ratio: float | None = None
    target: str = ""
    runs: int = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything, print each line as it is known, and keep all if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the results there")
    parser.add_argument("--years", type=int, nargs="+", default=list(COLD), metavar="NUMBER")
    asked = parser.parse_args(arguments)
    on = machine()
    print(on, flush=True)
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for line in measure(Path(folder), asked.years):
            lines.append(line)
            print(told(line), flush=True)
            if asked.json:
                content = {"machine": on, "unit": "s, MB", "lines": [asdict(each) for each in lines]}
                asked.json.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


def told(line: Line) -> str:
    """A line as text."""
    parts = [f"{line.what:58}", _cost(line.ours)]
    if line.theirs:
        parts.append(f"against {_cost(line.theirs)}")
    if line.ratio is not None:
        parts.append(f"ratio {line.ratio:.2f}")
    return "  ".join(filter(None, (*parts, line.target)))


def measure(folder: Path, counts: Sequence[int]) -> Iterator[Line]:
    """Everything that is measured, in the order of the table."""
    for count in counts:
        data = write_years(folder / f"data-{count}", count)
        project = folder / f"stock-{count}"
        project.mkdir()
        names = write_stock(Source(ROOT, data, "northmoor", drafts=True), project)
        for processors in (2, 1):
            yield from cold(folder, data, project, names, processors)
        yield from engine(folder, project, names, "its own Markdown")
        take_out_search(project)
        yield from engine(folder, project, names, "the same, without search")
        if count == counts[min(1, len(counts) - 1)]:
            yield from again(folder, data)
        shutil.rmtree(project)
    yield from parts()


def cold(folder: Path, data: Path, project: Path, names: list[str], processors: int) -> Iterator[Line]:
    """
    All years and home into an empty folder, and the loop of `mike deploy` over the same pages.

    Ours twice: the pages alone, which is all that the loop makes, and the whole command.
    """
    pages: list[Cost] = []
    whole: list[Cost] = []
    loop: list[Cost] = []
    for _ in range(COLD.get(len(names), 1)):
        html = [sys.executable, "-m", "benchmarks.html", str(data), str(folder / "site")]
        for command, costs in ((html, pages), (spr(data, folder / "site"), whole)):
            shutil.rmtree(folder / "site", ignore_errors=True)
            costs.append(cost_of_command(command, cwd=ROOT, processors=processors))
        loop.append(cost_of_mike(project, names, processors))
    on = f"{len(names)} years and home, cold, {processors} processors"
    yield _against(f"{on}: pages", pages, loop, TARGETS[processors])
    yield _against(f"{on}: spr build", whole, loop)


def engine(folder: Path, project: Path, names: list[str], what: str) -> Iterator[Line]:
    """Our generator and the loop over the very same project: how each of them goes through many years."""
    command = [sys.executable, "-m", "benchmarks.engine", str(project), str(folder / "engine")]
    for processors in (2, 1):
        ours: list[Cost] = []
        loop: list[Cost] = []
        for _ in range(COLD.get(len(names), 1)):
            shutil.rmtree(folder / "engine", ignore_errors=True)
            ours.append(cost_of_command(command, cwd=ROOT, processors=processors))
            loop.append(cost_of_mike(project, names, processors))
        on = f"{len(names)} years, cold, {processors} processors"
        yield _against(f"{on}: {what}", ours, loop, TARGETS[processors])


def again(folder: Path, data: Path) -> Iterator[Line]:
    """Nothing changed; and one paragraph of the newest year."""
    count = len([path for path in data.iterdir() if path.name[:4].isdigit()])
    output = folder / "again"
    command = spr(data, output)
    cost_of_command(command, cwd=ROOT)
    nothing = [cost_of_command(command, cwd=ROOT) for _ in range(5)]
    yield Line(f"{count} years, nothing changed", middle(nothing), target=f"(under {NOTHING} s)", runs=5)
    changed = []
    newest = max(path for path in data.iterdir() if path.name[:4].isdigit())
    for number in range(3):
        path = newest / "threats" / "terrorism.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("      The national threat", f"      Word{number}. The national threat", 1), "utf-8"
        )
        changed.append(cost_of_command(command, cwd=ROOT))
        path.write_text(text, "utf-8")
    yield Line(f"{count} years, one paragraph of the newest changed", middle(changed), runs=3)


def parts() -> Iterator[Line]:
    """What a process can tell of itself, each in one of its own, so that nothing is warm by chance."""
    for name in ("share", "floor", "steps", "growth"):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.inside", name],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        for line in json.loads(done.stdout.splitlines()[-1]):
            ours = Cost(*line.pop("ours"))
            theirs = line.pop("theirs", None)
            yield Line(ours=ours, theirs=Cost(*theirs) if theirs else None, **line)


def spr(data: Path, output: Path) -> list[str]:
    """The command that builds, without papers: their cost is a line of its own."""
    told = ["--drafts", "--no-documents", "--output", str(output)]
    return [sys.executable, "-m", "spr", "--data", str(data), "build", *told]


def _against(what: str, ours: Sequence[Cost], loop: Sequence[Cost], aim: float | None = None) -> Line:
    """Both sides of what was measured in turn; the ratio is of neighbours."""
    ratio = median(their.wall / our.wall for our, their in zip(ours, loop, strict=True))
    target = f"(at least {aim})" if aim else ""
    return Line(what, middle(ours), middle(loop), round(ratio, 2), target, len(ours))


def _cost(cost: Cost) -> str:
    memory = f" {cost.memory:.0f} MB" if cost.memory else ""
    return f"{cost.wall:.2f} s (cpu {cost.cpu:.2f} s{memory})"


if __name__ == "__main__":
    sys.exit(main())
