"""A site that is read through a real nginx while release after release is given out."""

import http.client
import re
import time
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from threading import Event
from typing import Final
from urllib.parse import urlsplit

from spr.build.delivery.nginx import nginx_configuration
from spr.build.releases import Manifest, opened
from tests.trees import lay_tree, page, small_site
from tests.webserver import serving

RELEASES: Final = 40
READERS: Final = 3
_NUMBER: Final = re.compile(r">release (\d+)<")


def test_whoever_reads_gets_whole_pages_and_no_older_ones(tmp_path: Path) -> None:
    """No error, no page that is half of one release and half of another, no release after a later one."""
    output = tmp_path / "site"
    _give_out(output, 0)
    done = Event()
    (tmp_path / "nginx").mkdir()
    configuration = nginx_configuration(output / "current", output / "current")
    with serving(configuration, tmp_path / "nginx") as server, ThreadPoolExecutor(READERS) as readers:
        seen: list[list[int]] = [[] for _ in range(READERS)]
        reading = [readers.submit(_read, server, done, each) for each in seen]
        try:
            for number in range(1, RELEASES):
                _await(number - 1, seen, reading)
                _give_out(output, number)
            _await(RELEASES - 1, seen, reading)
        finally:
            done.set()
        for each, numbers in zip(reading, seen, strict=True):
            each.result()
            assert [number for number, _ in groupby(numbers)] == list(range(RELEASES))


def _await(number: int, seen: list[list[int]], reading: list[Future[None]]) -> None:
    """Until every reader has read that release, and goes on: the next is given out under their eyes."""
    until = time.monotonic() + 60
    while any(not numbers or numbers[-1] < number for numbers in seen):
        for each in reading:
            if each.done():
                each.result()
        assert time.monotonic() < until, f"release {number} is not what is read"
        time.sleep(0.001)


def _give_out(output: Path, number: int) -> None:
    """A release whose pages say its number from their first line to their last."""
    with opened(output, lambda _: None) as place, place.building() as building:
        lay_tree(building.folder, small_site() | {"2016/index.html": _page(number)})
        building.finish(Manifest(f"{number}", {}))


def _page(number: int) -> str:
    return page(f"release {number}", f"<p>release {number}</p>\n" * 5_000)


def _read(server: str, done: Event, seen: list[int]) -> None:
    """Write down the numbers of the releases that are read, one after the other, on one connection."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
    while not done.is_set():
        connection.request("GET", "/2016/")
        answer = connection.getresponse()
        body = answer.read().decode()
        numbers = {int(number) for number in _NUMBER.findall(body)}
        assert (answer.status, len(numbers)) == (200, 1)
        number = numbers.pop()
        assert body == _page(number)
        seen.append(number)
    connection.close()
