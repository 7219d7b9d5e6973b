"""
What is not ours built by our generator: `python -m benchmarks.engine PROJECT FOLDER`.

PROJECT is that of `stock.py`: the final Markdown of each year, which the loop of `mike deploy` gets as well,
with stock Material. What is left between the two is how they go through many years.
"""

import os
import sys
from pathlib import Path

from spr.build.pages.generator import Job, run
from spr.build.workers import share_out


def main(project: Path, folder: Path) -> None:
    """Build its years into *folder*, on all processors. Raises what is wrong with any of them."""
    jobs = {
        path.stem: Job(path.stem, path, folder / path.stem, f"https://example.org/{path.stem}/", {}, 0)
        for path in sorted(project.glob("*.yml"), reverse=True)
    }
    for _, result in share_out(jobs, run, len(os.sched_getaffinity(0))):
        if isinstance(result, Exception):
            raise result


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
