"""
What verbs are asked with.

Here, and nowhere below, are the current folder, the environment and the clock read.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, TextIO, TypeAlias

from spr.build.source import Source
from spr.errors import SprError, shown
from spr.loading.folder import Folders
from spr.model.dates import Date
from spr.model.words import Audience

ROOT: Final = Path(__file__).resolve().parent.parent.parent
"""The checkout: the data, the schemas and the pages stand beside the package."""

DONE, PROBLEMS, USAGE = 0, 1, 2
"""The exit codes: what was asked for is done; the data or the record has to be mended first; wrong use."""

Verbs: TypeAlias = "_SubParsersAction[ArgumentParser]"
"""To which each family adds its verbs."""


class UsageError(SprError):
    """Options that are each right and do not go together; ends with the exit code for wrong use."""


def day(text: str) -> Date:
    """A day, as the type of an argument."""
    try:
        return Date(date.fromisoformat(text).isoformat())
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{shown(text)} is no day such as 2026-11-23") from error


def past_day(text: str) -> Date:
    """A day on which something can have happened, as the type of an argument."""
    found = day(text)
    if found > tomorrow():  # which it is somewhere already
        raise argparse.ArgumentTypeError(
            f"{found.in_words} is still to come, and a record tells what happened"
        )
    return found


def site_address(text: str) -> str:
    """The address of a site's root, or its path on whatever server, as the type of an argument."""
    if not re.match(r"/(?!/)|https?://[^/]", text):
        raise argparse.ArgumentTypeError(f"{shown(text)} begins neither with / nor with https:// or http://")
    if re.search(r"[?#]", text):
        raise argparse.ArgumentTypeError(f"{shown(text)} has a ? or a #: an address is expected, and no more")
    return text


def today() -> Date:
    """The day on which the command runs."""
    return Date(datetime.now(tz=UTC).date().isoformat())


def tomorrow() -> Date:
    """The day after the one on which the command runs."""
    return Date((datetime.now(tz=UTC).date() + timedelta(days=1)).isoformat())


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def data_of(asked: Namespace) -> tuple[Path, str]:
    """The folder of the data and what it is called: the checkout's own unless another one is named."""
    named = asked.data or os.environ.get("SPR_DATA")
    if named is None:
        return ROOT / "assessments", "assessments"
    return Path(named).resolve(), Path(named).as_posix()


def called(data: str | None = None) -> str:
    """How the program was called, and with which folder of data; None where none was named with it."""
    is_module = Path(sys.argv[0]).name == "__main__.py"
    quoted = subprocess.list2cmdline if os.name == "nt" else shlex.join
    return " ".join(("python -m spr" if is_module else "spr", *(["--data", quoted([data])] if data else [])))


def folders_of(asked: Namespace) -> Folders:
    """The data and the schemas that it is held to."""
    data, shown_data = data_of(asked)
    return Folders(data, shown_data, ROOT / "schemas")


def source_of(asked: Namespace) -> Source:
    """The data as the builder takes it, for the audience that was named, with or without drafts."""
    data, shown_data = data_of(asked)
    audience = Audience(asked.audience)
    # A form holds the whole file: in a copy that leaves this computer it is for those who may see all of it.
    forms = asked.drafts and (asked.forms or audience is Audience.FORCE)
    return Source(ROOT, data, shown_data, audience, asked.drafts, asked.documents, forms)


def outside_of_data(asked: Namespace, path: Path) -> Path:
    """The path of a file to be written. Raises `UsageError` where it is among the data."""
    data, shown_data = data_of(asked)
    if path.resolve().is_relative_to(data):
        raise UsageError(f"{path.as_posix()} is in {shown_data}, which holds the data alone. Name another.")
    return path


def told(asked: Namespace, path: Path) -> str:
    """A file of the data, as people call it."""
    data, shown_data = data_of(asked)
    return f"{shown_data}/{path.relative_to(data).as_posix()}"


def has_colours(stream: TextIO) -> bool:
    """Whether colours may be written: to a terminal that has them, unless NO_COLOR says otherwise."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def tell(line: str) -> None:
    """Say one line, at once."""
    print(line, flush=True)


def add_audience(verb: ArgumentParser, whose: str, otherwise: Audience = Audience.PUBLIC) -> None:
    """The option that names an audience; *whose* says what it is for."""
    verb.add_argument(
        "--audience",
        choices=[audience.value for audience in Audience],
        default=otherwise.value,
        help=f"{whose} ({otherwise} unless named)",
    )
