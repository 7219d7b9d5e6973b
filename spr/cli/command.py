"""From the arguments to an exit code: which verb, and the sentence for whatever stops it."""

import io
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from spr.cli.asked import DONE, PROBLEMS, USAGE, UsageError
from spr.cli.begin import add_begin
from spr.cli.build import add_build
from spr.cli.check import add_check
from spr.cli.compare import add_compare, add_review
from spr.cli.deliver import add_deliver
from spr.cli.record import add_record
from spr.cli.write import add_write
from spr.errors import BadDataError, NotThereError, SprError
from spr.loading.folder import NoFolderError
from spr.reporters import report_text

__all__ = ["DONE", "PROBLEMS", "USAGE", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments* (those of the process if None); the exit code is 0, 1 or 2."""
    asked = _parser().parse_args(arguments)
    _show_what_the_terminal_cannot()
    try:
        code: int = asked.run(asked)
        sys.stdout.flush()
    except BadDataError as error:
        heading = f"{error.heading}\n\n" if error.heading else ""
        print(heading + report_text(error.problems), end="", file=sys.stderr)
        return PROBLEMS
    except (NoFolderError, NotThereError, UsageError) as error:
        print(error, file=sys.stderr)
        return USAGE
    except SprError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        print("Stopped. What was there stays as it was.", file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:  # whoever reads has had enough: `spr check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    return code


def _show_what_the_terminal_cannot() -> None:
    """A letter that the terminal does not have is told by its number: the name of a file may hold any."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="spr",
        description="Assessments against the Strategic Policing Requirement: check them, build their site.",
        epilog="Example: spr --data another/folder check 2023",
    )
    parser.add_argument(
        "--data",
        metavar="FOLDER",
        help="another folder in the shape of assessments/ (or name it in the environment as SPR_DATA)",
    )
    verbs = parser.add_subparsers(title="what to do", metavar="VERB", required=True)
    for add in (add_check, add_begin, add_write, add_build, add_deliver, add_record, add_compare, add_review):
        add(verbs)
    return parser
