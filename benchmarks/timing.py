"""What a command or a piece of work costs: wall clock, processor time and memory, as they were measured."""

import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of processor time, and the most memory of one process, in MB."""

    wall: float
    cpu: float
    memory: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.memory, other.memory))


def cost_of_command(
    command: Sequence[str],
    *,
    cwd: Path,
    processors: int | None = None,
    environment: dict[str, str] | None = None,
) -> Cost:
    """
    What a command and all that it starts cost, on so many of the processors (all unless named).

    Compiled modules are kept, as they are where people work: an installed package has them from the start,
    and a checkout after its first run.

    Raises `RuntimeError` with what it said if it does not end well.
    """
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    allowed = set(sorted(os.sched_getaffinity(0))[:processors]) if processors else None
    began = perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=surroundings | (environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=(lambda: os.sched_setaffinity(0, allowed)) if allowed else None,  # noqa: PLW1509 - one thread
    )
    said = process.stdout.read() if process.stdout else b""
    _, status, used = os.wait4(process.pid, 0)
    wall = perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{said.decode(errors='replace')}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def cost_of(work: Callable[[], object]) -> Cost:
    """What a piece of work costs in this process."""
    wall, cpu = perf_counter(), process_time()
    work()
    return Cost(perf_counter() - wall, process_time() - cpu)


def middle(costs: Iterable[Cost]) -> Cost:
    """The median of each figure."""
    costs = list(costs)
    figures = ([getattr(cost, name) for cost in costs] for name in ("wall", "cpu", "memory"))
    return Cost(*(round(statistics.median(figure), 3) for figure in figures))


def machine() -> str:
    """What it was measured on."""
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} on "
        f"{platform.machine()}, {len(os.sched_getaffinity(0))} processors, load {os.getloadavg()[0]:.1f}"
    )


def python() -> str:
    """The Python that runs this."""
    return sys.executable
