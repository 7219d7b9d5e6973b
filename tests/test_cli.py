"""The command: exit codes, streams, help, and the same words each time."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from spr.cli import main
from spr.errors import command
from tests.folders import ROOT, lay, replace_text, schemas_read_once

VERBS: Final = (
    *("check", "new-year", "edition", "init", "confirm", "build", "serve", "paper", "archive", "nginx"),
    *("approve", "publish", "event", "correct", "withdraw", "redact", "compare", "review"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The base."""
    return lay(tmp_path / "data")


def run(folder: Path, *arguments: str) -> int:
    """The exit code of the command for a folder."""
    with schemas_read_once():
        return main(["--data", str(folder), *arguments])


def spr(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, with its output piped."""
    return subprocess.run(
        [sys.executable, "-m", "spr", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


def test_check_of_a_year_of_the_checkout() -> None:
    """`python -m spr check 2016` needs nothing but the checkout, and finds nothing."""
    done = spr("check", "2016")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"No problems.\n", b"")


def test_the_same_problems_give_the_same_bytes(folder: Path) -> None:
    """Whatever the hash seed and the width of the terminal, and without a colour where nobody sees it."""
    replace_text(folder, "2022/threats/terrorism.yaml", "leads:", "lead:")
    replace_text(folder, "2022/threats/civil-emergencies.yaml", "grade: Ready", "grade: Redy")
    replace_text(folder, "metrics.yaml", "id: boats", "id: ships")
    first = spr("--data", str(folder), "check", PYTHONHASHSEED="1", COLUMNS="40", FORCE_COLOR="1")
    second = spr("--data", str(folder), "check", PYTHONHASHSEED="2", COLUMNS="200", TERM="dumb")
    assert first.returncode == second.returncode == 1
    assert first.stdout == second.stdout
    assert first.stdout.count(b"\n") > 5
    assert b"\x1b" not in first.stdout
    assert first.stderr == b""


def test_problems_are_what_check_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are its output; exit code 1 tells a script that there are some."""
    replace_text(folder, "2022/threats/terrorism.yaml", "leads:", "lead:")
    assert run(folder, "check") == 1
    told = capsys.readouterr()
    assert told.out.startswith(f"{folder}/2022/threats/terrorism.yaml:3:1: lead: `lead` is not known here. ")
    assert told.out.endswith("\n1 problem in 1 file.\n")
    assert told.err == ""


def test_check_in_the_form_of_a_forge(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same problems and exit codes; nothing but what the other program reads."""
    replace_text(folder, "2022/threats/terrorism.yaml", "leads:", "lead:")
    assert run(folder, "check", "--format", "json") == 1
    (found,) = json.loads(capsys.readouterr().out)["problems"]
    assert (found["rule"], found["source"]) == ("unknown-key", "lead: not stated")
    assert run(folder, "check", "--format", "gitlab") == 1
    assert [each["check_name"] for each in json.loads(capsys.readouterr().out)] == ["unknown-key"]
    assert run(folder, "check", "2021", "--format", "github") == 0
    assert capsys.readouterr().out == "No problems.\n"


class Terminal(io.StringIO):
    """What somebody sits at."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.mark.parametrize(
    ("coloured", "environment"),
    [(True, {"TERM": "xterm"}), (False, {"TERM": "dumb"}), (False, {"TERM": "xterm", "NO_COLOR": "1"})],
)
def test_colour_only_where_somebody_sees_it_and_wants_it(
    coloured: bool,  # noqa: FBT001 (a case's expectation)
    environment: dict[str, str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A terminal that has colours, and no word against it."""
    replace_text(folder, "2022/threats/terrorism.yaml", "leads:", "lead:")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    run(folder, "check")
    assert ("\x1b[" in terminal.getvalue()) is coloured


def test_folder_in_order_has_no_problems(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0."""
    assert run(folder, "check") == 0
    assert capsys.readouterr() == ("No problems.\n", "")


@pytest.mark.parametrize(("code", "years"), [(1, ()), (0, ("2021",)), (1, ("2022",)), (1, ("2021", "2022"))])
def test_years_that_are_named_are_told_alone(
    code: int, years: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever works on one year is not told of another."""
    replace_text(folder, "recommendations/2022-1.yaml", "addressees: [chief]", "addressees: [cheif]")
    assert run(folder, "check", *years) == code
    assert ("cheif" in capsys.readouterr().out) is (code == 1)


def test_year_that_is_not_asked_for_is_not_told_as_unjudged(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What could not be read in 2022 leaves 2021 as it is."""
    (folder / "2022/threats/terrorism.yaml").write_text("threat: [", encoding="utf-8")
    assert run(folder, "check", "2021") == 0
    assert capsys.readouterr().out == "No problems.\n"


def test_what_years_share_is_told_with_every_year(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It may be that year's."""
    replace_text(folder, "areas.yaml", "id: hill", "id: Hill")
    assert run(folder, "check", "2021") == 1
    assert "areas.yaml:3:10: areas[0].id: 'Hill'" in capsys.readouterr().out


def test_year_that_is_not_there_is_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, and the years that there are."""
    assert run(folder, "check", "2012") == 2
    assert capsys.readouterr() == ("", "There is no year '2012'. Did you mean '2022'? One of: 2021, 2022.\n")


def test_folder_that_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, for every verb that reads one."""
    folder = tmp_path / "nowhere"
    sentence = (
        f"There is no folder '{folder}'. "
        "Name one in the shape of assessments/ with --data, or leave --data out.\n"
    )
    for arguments in (
        ["check"],
        ["build", "--output", str(tmp_path / "site")],
        ["publish", "2021", "--by", "chief"],
        ["correct", "2021", "--by", "chief", "--kind", "minor", "--reason", "A word."],
    ):
        assert run(folder, *arguments) == 2
        assert capsys.readouterr() == ("", sentence)


def test_folder_may_be_named_in_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The option counts before it."""
    monkeypatch.setenv("SPR_DATA", str(folder))
    with schemas_read_once():
        assert main(["check", "2022"]) == 0
        assert main(["--data", str(folder / "nowhere"), "check"]) == 2
    assert capsys.readouterr().out == "No problems.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("chek",),
        ("check", "--year", "2021"),
        ("publish", "2021"),
        ("publish", "2021", "--by", "chief", "--date", "tomorrow"),
        ("publish", "2021", "--by", "chief", "--date", "2021-02-30"),
        ("publish", "2021", "--by", "chief", "--date", "2999-01-01"),
        ("correct", "2021", "--by", "chief", "--kind", "tiny", "--reason", "A word."),
        ("build", "--audience", "everybody"),
        ("build", "--site-url", "intranet.example/spr"),
        ("nginx", "--site-url", "//intranet.example/spr/"),
        ("serve", "--port", "65536"),
        ("serve", "--port", "http"),
        ("new-year", "2027-29"),
        ("init", "ours", "--name", " ", "--short-name", "Ours"),
    ],
)
def test_wrong_use_is_exit_code_2(
    arguments: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the usage, on the stream for errors."""
    with pytest.raises(SystemExit) as stopped:
        run(folder, *arguments)
    assert stopped.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("usage: spr ")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("check 2022 --mail", "--mail goes with --for publication, of one year."),
        ("check 2022 --date 2022-09-01", "--date goes with --for publication, of one year."),
        (
            "check --for publication",
            "Name one year: spr --data {data} check 2017 --for publication",
        ),
        (
            "new-year 2023 --tasked 2023-05-02 --due 2023-05-01",
            "Leads cannot answer by 1 May 2023, before they are asked on 2 May 2023.",
        ),
        (
            "build --rollback --audience force --drafts",
            "--rollback gives out the release before as it was built: leave out --audience, --drafts.",
        ),
        (
            "paper 2021 --output {data}/2021/issued/public/report.pdf",
            "{data}/2021/issued/public/report.pdf is in {data}, which holds the data alone. Name another.",
        ),
    ],
)
def test_options_that_do_not_go_together_get_a_sentence(
    line: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is done."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert run(folder, *line.format(data=folder).split()) == 2
    assert capsys.readouterr() == ("", told.format(data=folder) + "\n")
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("program", "begins"),
    [("/home/x/.venv/bin/spr", "spr"), ("/home/x/spr/spr/__main__.py", "python -m spr")],
)
def test_commands_are_named_as_this_person_types_them(
    program: str,
    begins: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the module or by the script, with the folder that was named, also one with a space in its name."""
    monkeypatch.setattr(sys, "argv", [program])
    folder = lay(tmp_path / "our data")
    assert run(folder, "compare", "2022", "2021") == 1
    told = capsys.readouterr().err
    assert told.endswith(f"comes first: {begins} --data '{folder}' compare 2021 2022\n")
    monkeypatch.setenv("SPR_DATA", str(folder))
    assert main(["compare", "2022", "2021"]) == 1
    assert capsys.readouterr().err.endswith(f"comes first: {begins} compare 2021 2022\n")
    with pytest.raises(SystemExit):
        main(["compare", "--help"])
    assert f"Examples: {begins} compare 2015 2016" in capsys.readouterr().out
    assert command("check") == "spr check", "whoever comes next may have typed it otherwise"


@pytest.mark.parametrize("arguments", [(), *((verb,) for verb in VERBS)], ids=" ".join)
def test_help_has_an_example(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Which can be copied: it begins with the command."""
    with pytest.raises(SystemExit) as stopped:
        main([*arguments, "--help"])
    assert stopped.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert re.search(f"Examples?: spr {' '.join(arguments)}", told)


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever adds a verb adds it here, and so its example is looked for."""
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out.split("VERB\n")[-1]
    named = [line.split()[0] for line in told.splitlines() if line.startswith("    ") and line[4] != " "]
    assert named == list(VERBS)


def test_publishing_and_correcting(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was done, and in which file, in a sentence; what cannot be done, on the other stream."""
    arguments = ("--by", "chief", "--date", "2022-12-05")
    assert run(folder, "publish", "2022", "--no-paper", *arguments) == 0
    assert capsys.readouterr() == (
        f"2022 is published: its files and paragraph numbers are fixed in {folder}/2022/record.yaml.\n",
        "",
    )
    said = ("--kind", "minor", "--reason", "A word was wrong.", "--paragraph", "on-terrorism")
    assert run(folder, "correct", "2022", *arguments, *said) == 1
    assert capsys.readouterr() == ("", "2022 is as it was published: there is nothing to correct.\n")
    replace_text(folder, "2022/threats/terrorism.yaml", "little", "nothing")
    assert run(folder, "correct", "2022", *arguments, *said) == 0
    assert capsys.readouterr().out == f"2022 is corrected: {folder}/2022/record.yaml says so.\n"
    assert run(folder, "check") == 0


def test_what_cannot_be_published_is_told_on_the_stream_for_errors(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, in the form of the check."""
    replace_text(folder, "2022/threats/terrorism.yaml", "leads:", "lead:")
    assert run(folder, "publish", "2022", "--by", "chief") == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.endswith("\n1 problem in 1 file.\n")


def test_site_goes_where_it_is_asked_for(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder is named from where somebody stands, and that need not be the checkout."""
    monkeypatch.chdir(tmp_path)
    assert run(folder, "build", "--no-documents", "--output", "site") == 0, capsys.readouterr().err
    assert (tmp_path / "site/current/2021/index.html").is_file()
    assert not (ROOT / "site/releases/1.building").exists()


def test_reader_who_has_had_enough_gets_no_traceback() -> None:
    """`spr --data … check | head -1`."""
    shell = f"{sys.executable} -m spr --data tests/examples/valid check | true"
    done = subprocess.run(["bash", "-c", shell], cwd=ROOT, capture_output=True, check=False)
    assert done.stderr == b""


def test_stopping_gets_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+C is no fault of the program, at whatever it is."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("spr.cli.check.check_folder", stop)
    assert run(folder, "check") == 1
    assert capsys.readouterr().err == "Stopped. What was there stays as it was.\n"
    monkeypatch.setattr("spr.cli.command.import_module", stop)
    assert run(folder, "check") == 1
    assert capsys.readouterr().err == "Stopped. What was there stays as it was.\n"
