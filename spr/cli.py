"""The command `spr`. Here, and nowhere below, are the current folder, the environment and the clock read."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from spr.build.serve import serve
from spr.build.site import build_site
from spr.build.source import Source
from spr.checking.assessments import check_folder, only_years
from spr.comparing import asked_for, compare, narrowed
from spr.errors import BadDataError, NotThereError, SprError, shown
from spr.loading.folder import NoFolderError
from spr.model.dates import Date
from spr.model.words import Audience
from spr.publishing import Correction, Folders, correct, publish
from spr.reporters import changes_json, changes_markdown, changes_text, report_text

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: the data, the schemas and the pages stand beside the package."""

DONE, PROBLEMS, USAGE = 0, 1, 2

FORMATS = {"text": changes_text, "markdown": changes_markdown, "json": changes_json}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments* (those of the process if None); the exit code is 0, 1 or 2."""
    asked = _parser().parse_args(arguments)
    _show_what_the_terminal_cannot()
    try:
        code: int = asked.run(asked)
        sys.stdout.flush()
    except BadDataError as error:
        print(report_text(error.problems), end="", file=sys.stderr)
        return PROBLEMS
    except (NoFolderError, NotThereError) as error:
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


def _check(asked: argparse.Namespace) -> int:
    data, shown = _data(asked)
    checked = only_years(check_folder(data, shown, ROOT / "schemas"), tuple(asked.years))
    print(report_text(checked.problems), end="")
    if checked.not_held:
        print(
            f"Not yet held to the rules across files, until they are mended: {', '.join(checked.not_held)}."
        )
    return PROBLEMS if checked.problems else DONE


def _build(asked: argparse.Namespace) -> int:
    built = build_site(_source(asked), _output(asked), asked.site_url, _tell)
    _tell(f"{built.years} years, {built.pages} pages in {built.seconds:.1f} s: {_output(asked)}")
    return DONE


def _serve(asked: argparse.Namespace) -> int:
    _build(asked)
    serve(_output(asked), asked.port, lambda address: _tell(f"Open {address} (stop with Ctrl+C)"))
    return DONE


def _publish(asked: argparse.Namespace) -> int:
    path = publish(_folders(asked), asked.year, asked.date, asked.by)
    _tell(f"{asked.year} is published: its files and paragraph numbers are fixed in {_told(asked, path)}.")
    return DONE


def _correct(asked: argparse.Namespace) -> int:
    said = Correction(
        asked.kind, asked.reason, asked.grades, asked.recommendations, asked.told, tuple(asked.paragraph)
    )
    path = correct(_folders(asked), asked.year, asked.date, asked.by, said)
    _tell(f"{asked.year} is corrected: {_told(asked, path)} says so.")
    return DONE


def _compare(asked: argparse.Namespace) -> int:
    found = compare(_folders(asked), Audience(asked.audience), asked_for(asked.old), asked_for(asked.new))
    print(FORMATS[asked.format](narrowed(found, asked.threat, asked.kind)), end="")
    return DONE


def _told(asked: argparse.Namespace, path: Path) -> str:
    """A file of the data, as people call it."""
    data, shown = _data(asked)
    return f"{shown}/{path.relative_to(data).as_posix()}"


def _folders(asked: argparse.Namespace) -> Folders:
    data, shown = _data(asked)
    return Folders(data, shown, ROOT / "schemas")


def _day(text: str) -> Date:
    try:
        return Date(date.fromisoformat(text).isoformat())
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{shown(text)} is no day such as 2026-11-23") from error


def _port(text: str) -> int:
    if text.isdecimal() and int(text) < 2**16:
        return int(text)
    raise argparse.ArgumentTypeError(f"{shown(text)} is no port: a whole number below {2**16}")


def _today() -> Date:
    return Date(datetime.now(tz=UTC).date().isoformat())


def _source(asked: argparse.Namespace) -> Source:
    data, shown = _data(asked)
    return Source(ROOT, data, shown, Audience(asked.audience))


def _data(asked: argparse.Namespace) -> tuple[Path, str]:
    """The folder of the data and what it is called: the checkout's own unless another one is named."""
    named = asked.data or os.environ.get("SPR_DATA")
    if named is None:
        return ROOT / "assessments", "assessments"
    return Path(named).resolve(), Path(named).as_posix()


def _output(asked: argparse.Namespace) -> Path:
    return Path(asked.output) if asked.output else ROOT / "site"


def _tell(line: str) -> None:
    print(line, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
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

    check = verbs.add_parser(
        "check",
        help="check the data and print every problem",
        description="Check every file of every year and print every problem, sorted, each with its place.",
        epilog="Example: spr check 2016. Exit code: 0 no problem, 1 problems, 2 wrong use.",
    )
    check.add_argument("years", nargs="*", metavar="YEAR", help="only these years, and what all years share")
    check.set_defaults(run=_check)

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
        verb.add_argument(
            "--audience",
            choices=[audience.value for audience in Audience],
            default=Audience.PUBLIC.value,
            help="who the copy is for (public unless named)",
        )
        verb.set_defaults(run=run)
    _add_record_verbs(verbs)
    _add_compare(verbs)
    serving.add_argument("--port", type=_port, default=8000, metavar="NUMBER", help="8000 unless named")
    return parser


def _add_compare(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    comparing = verbs.add_parser(
        "compare",
        help="tell what changed from one year to another",
        description="Tell what changed from one year to a later one, or to another state of the same year.",
        epilog="Examples: spr compare 2015 2016 --kind recommendation; spr compare 2016@main 2016",
    )
    comparing.add_argument(
        "old", metavar="OLD", help="the earlier year; 2016@main: as it was at that revision"
    )
    comparing.add_argument("new", metavar="NEW", help="the later year, in the same way")
    comparing.add_argument("--format", choices=list(FORMATS), default="text", help="text unless named")
    comparing.add_argument(
        "--threat", action="append", default=[], metavar="ID", help="only changes of this threat; repeatable"
    )
    comparing.add_argument(
        "--kind",
        action="append",
        default=[],
        metavar="WORD",
        help="only this kind of change (grade-raised), or of this thing (grade); repeatable",
    )
    comparing.add_argument(
        "--audience",
        choices=[audience.value for audience in Audience],
        default=Audience.PUBLIC.value,
        help="whose copy is compared (public unless named)",
    )
    comparing.set_defaults(run=_compare)


def _add_record_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    publishing = verbs.add_parser(
        "publish",
        help="fix a year's files and paragraph numbers in its record",
        description="Add the publication of a year to its record: from then on it changes by correction.",
        epilog="Example: spr publish 2016 --by editors --date 2026-11-23",
    )
    correcting = verbs.add_parser(
        "correct",
        help="record a correction of a published year, after its files were changed",
        description="Add a correction to the record of a published year, for the files as they are now.",
        epilog="Example: spr correct 2022 --by spr-co-ordinator --kind minor --reason 'A date was wrong.'",
    )
    for verb, run in ((publishing, _publish), (correcting, _correct)):
        verb.add_argument("year", metavar="YEAR", help="the year's folder name")
        verb.add_argument("--by", required=True, metavar="ROLE", help="the role that does it, by its id")
        verb.add_argument(
            "--date", type=_day, default=_today(), metavar="DAY", help="when (today unless named)"
        )
        verb.set_defaults(run=run)
    correcting.add_argument("--kind", required=True, choices=["minor", "substantial", "redaction"])
    correcting.add_argument("--reason", required=True, help="why, in a sentence")
    correcting.add_argument("--grades", default="none", help="its effect on grades (none unless named)")
    correcting.add_argument(
        "--recommendations", default="none", help="its effect on recommendations (none unless named)"
    )
    correcting.add_argument(
        "--told", default="not stated", metavar="MEETING", help="the meeting that was told"
    )
    correcting.add_argument(
        "--paragraph", action="append", default=[], metavar="ID", help="one that it touches"
    )
