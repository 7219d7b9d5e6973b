"""From the arguments to an exit code: which verb, and the sentence for whatever stops it."""

import io
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from importlib import import_module

from spr.cli.asked import DONE, PROBLEMS, USAGE, UsageError, Verbs, called
from spr.cli.build import VERBS, add_build
from spr.errors import BadDataError, NoFolderError, NotThereError, SprError, called_as

__all__ = ["DONE", "PROBLEMS", "USAGE", "main"]

Family = Callable[[Verbs], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments* (those of the process if None); the exit code is 0, 1 or 2."""
    arguments = sys.argv[1:] if arguments is None else arguments
    _show_what_the_terminal_cannot()
    with ExitStack() as commands:
        commands.enter_context(called_as(called()))
        return _run(arguments, commands)


def _run(arguments: Sequence[str], commands: ExitStack) -> int:
    """The same; until *commands* ends, those that are named have the folder that was named."""
    try:
        asked = _parser(_families(arguments)).parse_args(arguments)
        commands.enter_context(called_as(called(asked.data)))
        code: int = asked.run(asked)
        sys.stdout.flush()
    except BadDataError as error:
        heading = f"{error.heading}\n\n" if error.heading else ""
        reporters = import_module("spr.reporters")
        print(heading + reporters.report_text(error.problems), end="", file=sys.stderr)
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


def _families(arguments: Sequence[str]) -> Sequence[Family]:
    """
    The families of verbs that may be meant.

    Where it is the builder, only that: when nothing has changed, importing all the others would take longer
    than what is asked for.
    """
    match [*arguments]:
        case ["--data", _, verb, *_] | [verb, *_] if verb in VERBS:
            return (add_build,)
    families: Sequence[Family] = import_module("spr.cli.verbs").FAMILIES
    return families


def _parser(families: Sequence[Family]) -> ArgumentParser:
    parser = ArgumentParser(
        prog=called(),
        description="Assessments against the Strategic Policing Requirement: check them, build their site.",
        epilog="Example: %(prog)s --data another/folder check 2023",
    )
    parser.add_argument(
        "--data",
        metavar="FOLDER",
        help="another folder in the shape of assessments/ (or name it in the environment as SPR_DATA)",
    )
    verbs = parser.add_subparsers(title="what to do", metavar="VERB", required=True)
    for add in families:
        add(verbs)
    return parser
