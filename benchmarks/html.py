"""
The pages of all years and home, and no more than that: `python -m benchmarks.html DATA FOLDER`.

This is `spr build` without papers, compression and the checks of what was built. It reads and checks the
data, and makes the search index and the files to take away, to which pages link.
"""

import os
import sys
from pathlib import Path

from benchmarks.years import ROOT
from spr.build.making import jobs_of, plan_of
from spr.build.pages.generator import run
from spr.build.source import Source
from spr.build.workers import share_out


def main(data: Path, folder: Path) -> None:
    """Build them into *folder*, on all processors. Raises what is wrong with any of them."""
    source = Source(ROOT, data, "northmoor", drafts=True, documents=False)
    jobs = jobs_of(plan_of(source, "/", ""), folder)
    for _, result in share_out(jobs, run, len(os.sched_getaffinity(0))):
        if isinstance(result, Exception):
            raise result


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
