"""`spr build` and `spr serve`: the site, as a folder and on this computer."""

import argparse
import signal
import tempfile
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from typing import Final

from spr.build.site import build_site, roll_back
from spr.cli.asked import (
    DONE,
    ROOT,
    UsageError,
    Verbs,
    add_audience,
    processors,
    site_address,
    source_of,
    tell,
)
from spr.errors import NoFolderError, shown
from spr.model.words import Audience

VERBS: Final = ("build", "serve")


def add_build(verbs: Verbs) -> None:
    """Add both verbs."""
    build = verbs.add_parser(
        VERBS[0],
        help="build every year and the home site into a folder",
        description="Build every year and home. Until all of it is there, the folder stays as it was.",
        epilog="Example: %(prog)s --output /srv/spr --site-url https://intranet.example/spr/",
    )
    serving = verbs.add_parser(
        VERBS[1],
        help="show the site on this computer, and each saved change at once",
        description="Show every year, drafts too, and the home site on this computer. What is saved is "
        "shown at once; what is wrong is told on each page until it is mended. Nothing goes into site/.",
        epilog="Example: %(prog)s --port 8080",
    )
    for verb, run in ((build, _build), (serving, _serve)):
        add_audience(verb, "who the copy is for")
        verb.set_defaults(run=run, forms=False)
    build.add_argument("--output", metavar="FOLDER", help="where the site goes (site/ unless named)")
    build.add_argument(
        "--site-url",
        type=site_address,
        metavar="ADDRESS",
        default="/",
        help="the address of the site's root (/ unless named)",
    )
    build.add_argument(
        "--force", action="store_true", help="build every year, also those for which nothing has changed"
    )
    build.add_argument(
        "--jobs",
        type=_count,
        default=processors(),
        metavar="NUMBER",
        help="years to build at the same time (as many as there are processors unless named)",
    )
    build.add_argument(
        "--rollback", action="store_true", help="build nothing: give out the release before this one again"
    )
    build.add_argument(
        "--drafts", action="store_true", help="with the years that are not published yet, each page marked so"
    )
    build.add_argument(
        "--no-documents",
        dest="documents",
        action="store_false",
        help="without the board papers (PDF and Word), which take two seconds a year",
    )
    # Whoever looks at it on this computer is writing, and has the files.
    serving.set_defaults(drafts=True, documents=False, forms=True)
    serving.add_argument("--port", type=_port, default=8000, metavar="NUMBER", help="8000 unless named")


def _build(asked: Namespace) -> int:
    if asked.rollback:
        _refuse_how_to_build(asked)
        name = roll_back(_output(asked), tell)
        tell(f"Given out again: release {name} in {_output(asked)}")
    else:
        _built(asked)
    return DONE


def _refuse_how_to_build(asked: Namespace) -> None:
    """Raise `UsageError` for options that would change nothing: a release is given out as it was built."""
    named = {
        "--audience": asked.audience != Audience.PUBLIC,
        "--drafts": asked.drafts,
        "--site-url": asked.site_url != "/",
        "--force": asked.force,
        "--no-documents": not asked.documents,
    }
    without = [option for option, is_named in named.items() if is_named]
    if without:
        raise UsageError(
            f"--rollback gives out the release before as it was built: leave out {', '.join(without)}."
        )


def _serve(asked: Namespace) -> int:
    source = source_of(asked)
    if not source.data.is_dir():
        raise NoFolderError(source.shown)
    for how in (signal.SIGINT, signal.SIGTERM):  # however it is stopped, it tidies up
        signal.signal(how, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="spr-preview-") as folder:
        preview = import_module("spr.build.live.preview").Preview(source, Path(folder))
        serve = import_module("spr.build.live.serve").serve
        serve(preview, asked.port, lambda address: tell(f"Open {address} (stop with Ctrl+C)"), tell)
    return DONE


def _built(asked: Namespace) -> Path:
    """Build what has changed, say so, and return the folder of the site."""
    built = build_site(
        source_of(asked),
        _output(asked),
        asked.site_url,
        tell,
        processes=asked.jobs,
        force=asked.force,
    )
    done = f"built {len(built.built)} of {built.years + 1} parts" if built.built else "nothing has changed"
    years = "1 year" if built.years == 1 else f"{built.years} years"
    tell(f"{years}, {built.pages} pages, {done} in {built.seconds:.1f} s: {built.folder}")
    return built.folder


def _output(asked: Namespace) -> Path:
    # The generator takes a path as from its configuration.
    return Path(asked.output).absolute() if asked.output else ROOT / "site"


def _count(text: str) -> int:
    if text.isdecimal() and int(text):
        return int(text)
    raise argparse.ArgumentTypeError(f"{shown(text)} is no number of years: a whole number from 1")


def _port(text: str) -> int:
    if text.isdecimal() and int(text) < 2**16:
        return int(text)
    raise argparse.ArgumentTypeError(f"{shown(text)} is no port: a whole number below {2**16}")
