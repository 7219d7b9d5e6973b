"""`spr build` and `spr serve`: the site, as a folder and on this computer."""

import argparse
from argparse import Namespace
from pathlib import Path

from spr.build.serve import serve
from spr.build.site import build_site
from spr.cli.asked import DONE, ROOT, Verbs, add_audience, source_of, tell
from spr.errors import shown


def add_build(verbs: Verbs) -> None:
    """Add both verbs."""
    build = verbs.add_parser(
        "build",
        help="build every year and the home site into a folder",
        description="Build every year and home. Until all of it is there, the folder stays as it was.",
        epilog="Example: spr build --output /srv/spr --site-url https://intranet.example/spr/",
    )
    serving = verbs.add_parser(
        "serve",
        help="build, and serve the site on this computer",
        description="Build every year and the home site, and serve them on this computer.",
        epilog="Example: spr serve --port 8080",
    )
    for verb, run in ((build, _build), (serving, _serve)):
        verb.add_argument("--output", metavar="FOLDER", help="where the site goes (site/ unless named)")
        verb.add_argument(
            "--site-url",
            metavar="ADDRESS",
            default="/",
            help="the address of the site's root (/ unless named)",
        )
        add_audience(verb, "who the copy is for")
        verb.set_defaults(run=run)
    serving.add_argument("--port", type=_port, default=8000, metavar="NUMBER", help="8000 unless named")


def _build(asked: Namespace) -> int:
    built = build_site(source_of(asked), _output(asked), asked.site_url, tell)
    tell(f"{built.years} years, {built.pages} pages in {built.seconds:.1f} s: {_output(asked)}")
    return DONE


def _serve(asked: Namespace) -> int:
    _build(asked)
    serve(_output(asked), asked.port, lambda address: tell(f"Open {address} (stop with Ctrl+C)"))
    return DONE


def _output(asked: Namespace) -> Path:
    return Path(asked.output) if asked.output else ROOT / "site"


def _port(text: str) -> int:
    if text.isdecimal() and int(text) < 2**16:
        return int(text)
    raise argparse.ArgumentTypeError(f"{shown(text)} is no port: a whole number below {2**16}")
