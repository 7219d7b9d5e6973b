"""A site that is read through a real nginx while release after release is given out."""

import http.client
import re
from concurrent.futures import Future, ThreadPoolExecutor
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
        reading: list[Future[list[int]]] = [readers.submit(_read, server, done) for _ in range(READERS)]
        try:
            for number in range(1, RELEASES):
                _give_out(output, number)
        finally:
            done.set()
        for each in reading:
            seen = each.result()
            assert seen == sorted(seen)
            assert len(set(seen)) > RELEASES // 4, "read too slowly to tell anything"


def _give_out(output: Path, number: int) -> None:
    """A release whose pages say its number from their first line to their last."""
    with opened(output, lambda _: None) as place, place.building() as building:
        lay_tree(building.folder, small_site() | {"2016/index.html": _page(number)})
        building.finish(Manifest(f"{number}", {}))


def _page(number: int) -> str:
    return page(f"release {number}", f"<p>release {number}</p>\n" * 5_000)


def _read(server: str, done: Event) -> list[int]:
    """The numbers of the releases that were read, one after the other, on one connection."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc)
    seen: list[int] = []
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
    return seen
