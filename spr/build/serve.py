"""A built site on this computer, for trying it: not for anybody else to read it from."""

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from spr.errors import SprError

ADDRESS = "127.0.0.1"


class PortError(SprError):
    """The port `port` cannot be had, because of `reason`."""

    def __init__(self, port: int, reason: str) -> None:
        self.port = port
        self.reason = reason
        super().__init__(port, reason)

    def __str__(self) -> str:
        return (
            f"Port {self.port} cannot be used: {self.reason}. "
            "Stop what uses it, or name another one with --port."
        )


def serve(folder: Path, port: int, ready: Callable[[str], None]) -> None:
    """
    Serve *folder* until interrupted; *ready* is told the address once it can be opened.

    Raises `PortError` if the port cannot be had.
    """
    try:
        server = ThreadingHTTPServer((ADDRESS, port), partial(_Quiet, directory=str(folder)))
    except OSError as error:
        raise PortError(port, error.strerror or str(error)) from error
    with server:
        ready(f"http://{ADDRESS}:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


class _Quiet(SimpleHTTPRequestHandler):
    """Says nothing of each request, and lets nothing be kept: the next build is shown at once."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None: ...
