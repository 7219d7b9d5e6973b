"""
How long comparing takes. `python -m benchmarks.compare` prints a table; `--json FILE` keeps it as data.

The years are those of examples/northmoor, and copies of its newest one. Loading and checking the files is
measured apart: it happens once, comparing once for every pair.
"""

import argparse
import json
import platform
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import combinations
from os import cpu_count
from pathlib import Path
from time import perf_counter

from spr.changes import account_for, compare_years
from spr.changes.wording import compare_wording, forget_wording
from spr.checking.assessments import load_assessments
from spr.datafiles.changes import changes_file
from spr.model.assessment import Year
from spr.model.audience import for_audience
from spr.model.horizon import up_to
from spr.model.shared import Assessments
from spr.model.words import Audience

ROOT = Path(__file__).resolve().parent.parent
DATA = "examples/northmoor"

TARGET = 50.0
"""Milliseconds that two years of 45 paragraphs may take."""


@dataclass(frozen=True)
class Result:
    """What was measured: milliseconds of the fastest, the middle and the slowest of `runs` runs."""

    name: str
    runs: int
    fastest: float
    median: float
    slowest: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything, print it, keep it if asked to; 1 if two years take longer than they may."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the results there")
    asked = parser.parse_args(arguments)
    results = list(measure())
    width = max(len(result.name) for result in results)
    print(f"{machine()}\n\n{'':{width}}  fastest   median  slowest  runs   (ms)")
    for each in results:
        print(f"{each.name:{width}} {each.fastest:8.1f} {each.median:8.1f} {each.slowest:8.1f} {each.runs:5}")
    if asked.json:
        content = {"machine": machine(), "unit": "ms", "results": [asdict(each) for each in results]}
        asked.json.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
    met = results[0].median < TARGET
    print(
        f"\nTwo years: {results[0].median:.1f} ms, target under {TARGET:.0f} ms: {'met' if met else 'missed'}"
    )
    return 0 if met else 1


def measure() -> Iterator[Result]:
    """Everything that is measured; what the target speaks of comes first."""
    copy = northmoor()
    *_, old, new = copy.years
    size = f"{len(old.paragraphs)} and {len(new.paragraphs)} paragraphs"
    yield timed(f"two years, {size}", 30, lambda: list(compare_years(replace(copy), old, new)))
    first = copy.years[0]
    yield timed(
        "first and last year, with the route", 15, lambda: list(compare_years(replace(copy), first, new))
    )
    pairs = list(combinations(copy.years, 2))
    yield timed(
        f"all {len(pairs)} pairs of {len(copy.years)} years",
        5,
        lambda: [list(account_for(replace(copy), *pair)) for pair in pairs],
    )
    yield timed(
        "changes.json of two years",
        15,
        lambda: changes_file(copy, old, new, tuple(account_for(replace(copy), old, new))),
    )
    yield timed("what the newest year may know", 10, lambda: up_to(replace(copy), new))
    for count in (2, 4, 8, 16, 32):
        grown = of_years(copy, count)
        ends = grown.years[0], grown.years[-1]
        yield timed(
            f"first and last of {count} years",
            5,
            partial(compared, grown, *ends),
        )
    for name, before, after in texts():
        yield timed(f"2,000 words, {name}", 5, partial(compare_wording, before, after))
    yield timed("loading and checking all files", 3, northmoor)


def timed(name: str, runs: int, work: Callable[[], object]) -> Result:
    """
    How long *work* takes; once before without a watch, so that nothing is measured that happens once.

    What is kept from one comparison for the next is forgotten before each run: values of the model keep it
    themselves, and so each run has values of its own.
    """
    work()
    taken = []
    for _ in range(runs):
        forget_wording()
        began = perf_counter()
        work()
        taken.append((perf_counter() - began) * 1000)
    figures = (round(figure, 2) for figure in (min(taken), statistics.median(taken), max(taken)))
    return Result(name, runs, *figures)


def compared(copy: Assessments, old: Year, new: Year) -> object:
    """What changed between two years of values that nobody has compared before."""
    return list(compare_years(replace(copy), old, new))


def northmoor() -> Assessments:
    """The made-up force, as the public may see it."""
    return for_audience(load_assessments(ROOT / DATA, DATA, ROOT / "schemas"), Audience.PUBLIC)


def of_years(copy: Assessments, count: int) -> Assessments:
    """A force with *count* years, which say in turn what the two newest years say."""
    templates = copy.years[-2:]
    years = tuple(replace(templates[place % 2], id=str(3000 + place)) for place in range(count))
    return replace(copy, years=years, recommendations=())


def texts() -> Iterator[tuple[str, str, str]]:
    """Long texts that differ a little, in every sentence, and altogether; the same in every run."""
    choose = random.Random(2016)  # noqa: S311 - nothing here is a secret
    words = [f"word{number}" for number in range(400)]
    sentences = [" ".join(choose.choices(words, k=20)).capitalize() + "." for _ in range(100)]
    whole = " ".join(sentences)
    edited = [*sentences[:10], "This one is new.", *sentences[12:]]
    yield "one sentence in fifty edited", whole, " ".join(edited)
    every = [f"{sentence[:-1].rsplit(' ', 2)[0]} differently said." for sentence in sentences]
    yield "every sentence edited", whole, " ".join(every)
    moved = sentences[:]
    choose.shuffle(moved)
    yield "sentences in another order", whole, " ".join(moved)
    yield "without a full stop", whole.replace(".", ""), " ".join(every).replace(".", "")
    others = [f"other{number}" for number in range(400)]
    yield "nothing shared", whole, " ".join(choose.choices(others, k=2000))


def machine() -> str:
    """What it was measured on."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} on {platform.machine()}, {cpu_count()} cores"


if __name__ == "__main__":
    raise SystemExit(main())
