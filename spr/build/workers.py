"""Work shared out among processes that have everything loaded already."""

import multiprocessing
import os
import signal
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Final, TypeVar

from spr.errors import SprError

Job = TypeVar("Job")
Result = TypeVar("Result")

_NUMBER: Final = struct.Struct("=H")


class EndedEarlyError(SprError):
    """A process ended before it was done; `jobs` are those that nobody has finished."""

    def __init__(self, jobs: tuple[str, ...]) -> None:
        self.jobs = jobs
        super().__init__(jobs)

    def __str__(self) -> str:
        return (
            f"A process ended before it was done with {', '.join(self.jobs)}: stopped, or short of memory. "
            "What was there stays as it was."
        )


def share_out(
    jobs: Mapping[str, Job], work: Callable[[Job], Result], processes: int
) -> Iterator[tuple[str, Result | Exception]]:
    """
    What *work* makes of each of *jobs*, by its name, as each is done; of one that failed, the error.

    Each process takes the next job in their order when it is done with one, so the longest should come first.
    An error of ours or of the system (`SprError`, `OSError`) is handed on; any other is a bug, and is shown
    where it happened. One process alone, or a system that cannot fork, does everything here.
    Raises `EndedEarlyError` if a process ends by itself.
    """
    processes = min(processes, len(jobs))
    if processes > 1 and "fork" in multiprocessing.get_all_start_methods():
        yield from _among_processes(jobs, work, processes)
    else:
        yield from ((name, _tried(work, job)) for name, job in jobs.items())


def _among_processes(
    jobs: Mapping[str, Job], work: Callable[[Job], Result], processes: int
) -> Iterator[tuple[str, Result | Exception]]:
    context = multiprocessing.get_context("fork")
    names, left, team = list(jobs), set(jobs), []
    queue = _filled(len(jobs))
    try:
        for _ in range(processes):
            here, there = context.Pipe(duplex=False)
            worker = context.Process(
                target=_work_off, args=(queue, there, list(jobs.values()), work), daemon=True
            )
            worker.start()
            there.close()
            team.append((worker, here))
        for number, result in _received([here for _, here in team]):
            left.discard(names[number])
            yield names[number], result
        if left:
            raise EndedEarlyError(tuple(name for name in names if name in left))
    finally:
        os.close(queue)
        for worker, here in team:
            here.close()
            worker.terminate()
            worker.join()


def _filled(jobs: int) -> int:
    """A pipe that holds the number of every job: whoever reads one has it alone; after the last it ends."""
    queue, numbers = os.pipe()
    os.write(numbers, b"".join(map(_NUMBER.pack, range(jobs))))
    os.close(numbers)
    return queue


def _received(connections: Sequence[Connection]) -> Iterator[Any]:
    """What all of them send, until each has ended."""
    speaking = list(connections)
    while speaking:
        for ready in wait(speaking):
            if isinstance(ready, Connection):
                try:
                    yield ready.recv()
                except EOFError:
                    speaking.remove(ready)


def _work_off(queue: int, results: Connection, jobs: Sequence[Job], work: Callable[[Job], Result]) -> None:
    """The life of a process: one job after another, until there is none, or nobody waits for them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started it stops it
    parent = multiprocessing.parent_process()
    while parent and parent.is_alive() and (packed := os.read(queue, _NUMBER.size)):
        (number,) = _NUMBER.unpack(packed)
        results.send((number, _tried(work, jobs[number])))


def _tried(work: Callable[[Job], Result], job: Job) -> Result | Exception:
    try:
        return work(job)
    except (SprError, OSError) as error:
        return error
