"""A built site as a web server of an intranet sends it: compressed, with what a browser may keep."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

_COMPRESSED: Final = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml"})
_AN_HOUR: Final = "max-age=3600"
_ASK_AGAIN: Final = "no-cache"


@dataclass
class Served:
    """Where a site is served, and what was sent: the path and the number of bytes, in their order."""

    address: str
    sent: list[tuple[str, int]] = field(default_factory=list)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve *folder* on this computer for as long as the block runs."""
    sent: list[tuple[str, int]] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, sent=sent, folder=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Served(f"http://127.0.0.1:{server.server_address[1]}", sent)
        server.shutdown()


class _Compressing(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, sent: list[tuple[str, int]], folder: Path) -> None:
        self.sent = sent
        super().__init__(*arguments, directory=str(folder))  # type: ignore[arg-type]  # what the server gives, handed on

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Cache-Control", _ASK_AGAIN if path.suffix == ".html" else _AN_HOUR)
        if path.suffix in _COMPRESSED:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.sent.append((urlsplit(self.path).path, len(body)))

    def log_message(self, *_: object) -> None: ...
