"""
A preview on this computer, for whoever is writing: not for anybody else to read it from.

What the preview alone has stands below `/.spr/`: a script that loads a page anew, and the look of what says
that something has to be mended. Neither is known to the site itself.
"""

import mimetypes
import re
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from threading import Condition, Thread
from typing import Final
from urllib.parse import quote, unquote

from markupsafe import escape

from spr.build.delivery.policy import policy_of
from spr.build.live.preview import Now, Preview, TroubleError
from spr.build.live.watch import saves
from spr.errors import SprError

ADDRESS: Final = "127.0.0.1"

_OWN: Final = "/.spr/"
_CHANGES: Final = f"{_OWN}changes"
_FILES: Final = {f"{_OWN}{name}": Path(__file__).parent / name for name in ("live.js", "trouble.css")}
_TROUBLE: Final = Template((Path(__file__).parent / "trouble.html").read_text(encoding="utf-8"))
_NOTE: Final = Template((Path(__file__).parent / "note.html").read_text(encoding="utf-8"))
_BODY: Final = re.compile(rb"<body\b[^>]*>")
_BODY_END: Final = b"</body>"
_UNTIL: Final = "Until it is mended, pages and forms show the files as they last stood in order."
_STILL_THERE: Final = 10.0
"""Seconds after which it is tried whether anybody still listens."""


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


def serve(preview: Preview, port: int, ready: Callable[[str], None], tell: Callable[[str], None]) -> None:
    """
    Serve *preview*, and look for what is saved, until interrupted.

    *ready* is told the address once it can be opened, *tell* of each change. Raises `PortError` if the port
    cannot be had.
    """
    try:
        server = _Server(preview, port)
    except OSError as error:
        raise PortError(port, error.strerror or str(error)) from error
    with server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            _follow(server, ready, tell)
        except KeyboardInterrupt:
            server.shutdown()
            preview.close()


def _follow(server: "_Server", ready: Callable[[str], None], tell: Callable[[str], None]) -> None:
    """Look at the files whenever something was saved, and tell the pages that are open."""
    preview, is_first = server.preview, True
    for _ in saves(preview.watched):
        try:
            has_changed = preview.look()
        except OSError:
            continue  # a file was taken away between two looks: the next save says more
        if has_changed:
            with server.changed:
                server.changed.notify_all()
            if preview.now.trouble or not is_first:
                tell(_told(preview.now) or "Saved: what it touches is shown anew.")
        if is_first:
            ready(f"http://{ADDRESS}:{server.server_address[1]}/")
            is_first = False


class _Server(ThreadingHTTPServer):
    """Its threads end with the program."""

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        self.changed = Condition()
        super().__init__((ADDRESS, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """Answers one browser. Says nothing of each request, and lets nothing be kept."""

    server: _Server

    def do_GET(self) -> None:
        """A page, another file, or word of each change."""
        address, _, query = self.path.partition("?")
        if self.headers.get("Host", "").split(":")[0] not in {ADDRESS, "localhost"}:
            # Another site may call itself by a name that leads here, and read what is not published yet.
            self._send(HTTPStatus.FORBIDDEN, b"This is only to be read on this computer.", "text/plain")
        elif address == _CHANGES:
            self._tell_changes(unquote(query).lstrip("/"))
        elif own := _FILES.get(address):
            self._send(HTTPStatus.OK, own.read_bytes(), mimetypes.guess_type(own)[0] or "")
        else:
            self._send_file(unquote(address).lstrip("/"))

    do_HEAD = do_GET  # noqa: N815 (the library's name)

    def _send_file(self, address: str) -> None:
        preview = self.server.preview
        now = preview.now
        version = preview.version(address)  # before it is made: what is saved meanwhile is noticed
        try:
            if not address.endswith("/") and not Path(address).suffix and preview.file(f"{address}/"):
                self.send_response(HTTPStatus.FOUND)
                self.send_header("Location", f"/{quote(address)}/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            path = preview.file(address)
            status = HTTPStatus.OK if path else HTTPStatus.NOT_FOUND
            path = path or preview.file("404.html")
            content = path.read_bytes() if path else b""
            kind = mimetypes.guess_type(path)[0] if path else None
        except TroubleError as error:
            page = _TROUBLE.substitute(text=escape(error.text))
            status, content, kind = HTTPStatus.INTERNAL_SERVER_ERROR, page.encode(), "text/html"
        else:
            if kind == "text/html" and now.trouble:
                content = _with_note(content, now, is_open=preview.is_about(address))
        if kind == "text/html":
            content = _with_script(content, version)
        self._send(status, content, kind or "application/octet-stream")

    def _tell_changes(self, address: str) -> None:
        """A line for each version of a page, the one of now first, for as long as anybody listens."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        preview, changed, told = self.server.preview, self.server.changed, ""
        try:
            while True:
                version = preview.version(address)
                self.wfile.write(f"data: {version}\n\n".encode() if version != told else b":\n\n")
                self.wfile.flush()
                told = version
                with changed:
                    if preview.version(address) == told:
                        changed.wait(_STILL_THERE)
        except OSError:
            return

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        try:
            self.send_response(status)
            is_text = kind.startswith("text/")
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
            self.send_header("Content-Length", str(len(content)))
            if kind == "text/html":
                self.send_header("Content-Security-Policy", policy_of([content]))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
        except OSError:
            return  # whoever asked has gone on

    def end_headers(self) -> None:
        """Every answer: nothing is kept, and nothing is taken for what it does not say it is."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_: object) -> None: ...


def _told(now: Now) -> str:
    return f"{now.trouble}{_UNTIL}\n" if now.trouble and now.plan else now.trouble


def _with_note(page: bytes, now: Now, *, is_open: bool) -> bytes:
    """A page of the files as they last stood in order, with a note that says so before all else."""
    first, *others = now.files or ("",)
    more = f" and {len(others)} more" if others else ""
    note = _NOTE.substitute(
        where=escape(f", in {first}{more}" if first else ""),
        until=_UNTIL,
        open=" open" if is_open else "",
        text=escape(now.trouble),
    )
    return _BODY.sub(lambda body: body[0] + note.encode(), page, count=1)


def _with_script(page: bytes, version: str) -> bytes:
    """A page with the script that loads it anew, at its end."""
    script = f'<script src="{_OWN}live.js" data-version="{version}"></script>'.encode()
    before, end, after = page.rpartition(_BODY_END)
    return b"".join((before, script, end, after)) if end else page + script
