"""
The web server that the end-to-end tests read the site from: nginx, an ordinary process with its own folder.

It is the one that `SPR_NGINX` names, or the one on PATH or where Debian puts it. `python -m tests.webserver`
says which one it is. Where there is none it installs one; where that fails it says what to install, and
exits with 1.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.installing import find_or_install

WHAT_TO_INSTALL: Final = """\
The tests need nginx, and there is none here.
Install it and run this again: on Debian and Ubuntu `apt-get install nginx-light` as root, on macOS
`brew install nginx`. Where it stands in a place of its own, set the variable SPR_NGINX to its path."""

ALONE: Final = """\
# One process, as whoever runs the tests, that writes nothing outside of its folder.
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {}
http {
    access_log off;
    client_body_temp_path tmp;
    proxy_temp_path tmp;
    fastcgi_temp_path tmp;
    uwsgi_temp_path tmp;
    scgi_temp_path tmp;
    include spr.conf;
}
"""


class NoServerError(Exception):
    """nginx is not there, or does not start."""


def find_nginx() -> str:
    """The path of nginx. Raises `NoServerError`."""
    found = os.environ.get("SPR_NGINX") or shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        raise NoServerError(WHAT_TO_INSTALL)
    return found


@contextmanager
def serving(configuration: str, folder: Path) -> Iterator[str]:
    """Serve by *configuration*, with nginx's own files in *folder*; gives the address, `http://127.0.0.1:…`."""
    nginx = find_nginx()
    (folder / "spr-server").mkdir()
    (folder / "spr.conf").write_text(configuration, encoding="utf-8")
    (folder / "nginx.conf").write_text(ALONE, encoding="utf-8")
    for _ in range(5):  # another process may take the port before nginx does
        port = _free_port()
        (folder / "spr-server" / "own.conf").write_text(f"listen 127.0.0.1:{port};\n", encoding="utf-8")
        command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "error.log"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            try:
                if _answers(process, port):
                    yield f"http://127.0.0.1:{port}"
                    return
            finally:
                process.terminate()
    raise NoServerError((folder / "error.log").read_text(encoding="utf-8"))


def main() -> int:
    """Print which web server the tests use, after installing one where there is none."""
    try:
        path = find_or_install(find_nginx, NoServerError, "nginx", "nginx-light")
    except NoServerError as error:
        print(error, file=sys.stderr)
        return 1
    told = subprocess.run([path, "-v"], capture_output=True, text=True, check=True).stderr.strip()
    print(f"Web server for the tests: {path}, {told}")
    return 0


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Whether nginx listens, as soon as it does; False if it has ended."""
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.02)
    return False


if __name__ == "__main__":
    sys.exit(main())
