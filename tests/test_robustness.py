"""Whatever stands in a folder, people get sentences: never a traceback, and every problem in one run."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spr.checking.rules import RULES
from spr.cli import main
from spr.errors import Pointer
from spr.loading.folder import load_folder
from spr.loading.yaml12 import Data, Document
from spr.model.audience import for_audience
from spr.model.horizon import up_to
from spr.model.words import Audience
from spr.reporters import report_text
from tests.folders import BASE, ROOT, SHOWN, checked, lay, problems_of, replace_text, schemas_read_once

TERRORISM: Final = "2022/threats/terrorism.yaml"
CIVIL: Final = "2022/threats/civil-emergencies.yaml"
PUBLIC: Final = "2022/threats/public-order.yaml"


def _write(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(content)


def _remove(name: str) -> Callable[[Path], object]:
    return lambda folder: (
        shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink()
    )


def _folder(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return make


def _link(name: str, target: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return make


def _nothing_at_all(folder: Path) -> None:
    shutil.rmtree(folder)


def _a_file_for_the_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("format: 1\n", encoding="utf-8")


def _no_years(folder: Path) -> None:
    for name in ("2021", "2022", "recommendations"):
        shutil.rmtree(folder / name)


def _a_pipe(folder: Path) -> None:
    (folder / TERRORISM).unlink()
    os.mkfifo(folder / TERRORISM)


def _a_socket(folder: Path) -> None:
    (folder / "force.yaml").unlink()
    before = Path.cwd()
    with closing(socket.socket(socket.AF_UNIX)) as server:
        os.chdir(folder)  # the path of a socket is short
        server.bind("force.yaml")
        os.chdir(before)


def _a_name_that_is_not_utf8(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.yaml")).write_bytes(b"")


BAD: Final[dict[str, Callable[[Path], object]]] = {
    "not YAML": _write(TERRORISM, b"threat: [terrorism\n"),
    "not UTF-8": _write(TERRORISM, b"threat: terrorism\nin_brief: \x93All\x94 is as it was\n"),
    "UTF-16": _write(TERRORISM, "threat: terrorism\n".encode("utf-16")),
    "bytes of a picture": _write(TERRORISM, bytes(range(256)) * 40),
    "empty": _write(TERRORISM, b""),
    "only a byte order mark": _write(TERRORISM, b"\xef\xbb\xbf"),
    "only spaces": _write(TERRORISM, b"   \n \n"),
    "null": _write(TERRORISM, b"~\n"),
    "a list at the top": _write(TERRORISM, b"- threat: terrorism\n"),
    "a text at the top": _write(TERRORISM, b"terrorism\n"),
    "a number at the top": _write(TERRORISM, b"42\n"),
    "unknown keys alone": _write(TERRORISM, b"a: 1\nb: 2\n"),
    "5 MB": _write(TERRORISM, b"threat: terrorism # \n" * 262144),
    "10,000 levels deep": _write(TERRORISM, b"threat: " + b"[" * 10000 + b"]" * 10000),
    "10,000 levels deep in lines": _write(TERRORISM, b"- " * 10000 + b"a\n"),
    "a million aliases": _write(TERRORISM, b"a: &a [x]\nb: [" + b"*a, " * 10000 + b"]\n"),
    "10,000 wrong keys": _write(TERRORISM, b"".join(b"k%d: 1\n" % number for number in range(10000))),
    "a folder where a file should be": _folder(TERRORISM),
    "a folder where the force should be": _folder("force.yaml"),
    "a pipe": _a_pipe,
    "a socket": _a_socket,
    "a missing threat": _remove(TERRORISM),
    "a missing force": _remove("force.yaml"),
    "a missing list of metrics": _remove("metrics.yaml"),
    "an unknown file": _write("notes.docx", b"PK"),
    "an unknown file with a name that nobody can type": _a_name_that_is_not_utf8,
    "an unreadable file": _link(TERRORISM, "terrorism.yaml"),
    "an unreadable issued paper": _link("2021/issued/report.txt", "/proc/self/mem"),
    "a dangling link": _link(TERRORISM, "nowhere.yaml"),
    "a dangling link with another name": _link("notes.yaml", "nowhere.yaml"),
    "a link to a folder": _link("2023", "2022"),
    "a link to the folder itself": _link("2024", "."),
    "a year without an assessment": _remove("2022/assessment.yaml"),
    "a broken assessment": _write("2022/assessment.yaml", b"sections: [\n"),
    "an assessment of another kind": _write("2022/assessment.yaml", b"threat: terrorism\n"),
    "a year that is a file": _write("2023", b"format: 1\n"),
    "a year of the year nought": lambda folder: (folder / "2022").rename(folder / "0000"),
    "a year in other digits": lambda folder: (folder / "2022").rename(folder / "\uff12\uff10\uff12\uff12"),
    "a recommendation of a year that is not there": _remove("2022"),
    "a recommendation with a name of its own": lambda folder: (folder / "recommendations/2022-1.yaml").rename(
        folder / "recommendations/boats.yaml"
    ),
    "a recommendation numbered with a little two": lambda folder: (
        folder / "recommendations/2022-1.yaml"
    ).rename(folder / "recommendations/2022-\u00b2.yaml"),
    "a record of another kind": _write("2021/record.yaml", b"events: published\n"),
    "a record that says nothing": _write("2021/record.yaml", b"events: []\n"),
    "nothing at all": _nothing_at_all,
    "a file for the folder": _a_file_for_the_folder,
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_told_in_sentences(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both commands end with 1 or 2 and say why, each problem beginning on a line with its place."""
    folder = lay(tmp_path / "data")
    BAD[what](folder)
    with schemas_read_once():
        assert main(["--data", str(folder), "check"]) in {1, 2}
        told = capsys.readouterr()
        assert main(["--data", str(folder), "build", "--output", str(tmp_path / "site")]) in {1, 2}
    stopped = capsys.readouterr()
    assert not (tmp_path / "site").exists()
    for said in (told.out + told.err, stopped.err):
        assert said.strip()
        assert "Traceback" not in said
        for line in said.splitlines():
            beneath = line.startswith("    ")  # what stands in the file, and other help
            assert beneath or line == "" or line.endswith("."), line


def test_folder_without_years_is_a_beginning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is wrong with it, and nothing can be built from it."""
    folder = lay(tmp_path / "data")
    _no_years(folder)
    assert main(["--data", str(folder), "check"]) == 0
    assert main(["--data", str(folder), "build", "--output", str(tmp_path / "site")]) == 1
    assert (
        capsys.readouterr().err
        == f"There is no year in {folder}. Expected: a folder such as {folder}/2016.\n"
    )


@pytest.mark.parametrize(
    "name", [".DS_Store", "Thumbs.db", "desktop.ini", "~$public-order.docx", "README.md"]
)
def test_what_systems_put_beside_a_file_is_left_alone(name: str, tmp_path: Path) -> None:
    """Nobody who opened a folder has done anything wrong."""
    folder = lay(tmp_path / "data")
    for place in ("", "2022/threats", "2021/threats", "2021/issued"):
        (folder / place / name).write_bytes(b"\0")
    assert [problem.code for problem in problems_of(folder)] == (
        ["published-file-is-unchanged"] * 2 if name == "README.md" else []
    )


def test_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    That alone is told: what other files say of it is not known.

    Whoever is root may read all, and so the system's answer is made up here.
    """
    folder = lay(tmp_path / "data")
    scandir, stat = os.scandir, os.stat

    def listed(path: str) -> "os._ScandirIterator[str]":
        if os.fspath(path).endswith(("threats", "2021")):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    def seen(path: str, **how: bool) -> os.stat_result:
        if os.fspath(path).endswith("2021/assessment.yaml"):
            raise PermissionError(13, "Permission denied", path)
        return stat(path, **how)

    monkeypatch.setattr(os, "scandir", listed)
    monkeypatch.setattr(os, "stat", seen)
    found = problems_of(folder)
    assert {problem.found for problem in found if problem.code == "unreadable-folder"} == {
        "The folder cannot be read (Permission denied)."
    }
    assert [(problem.place.path, problem.code) for problem in found] == [
        ("assessments/2021", "unreadable-folder"),
        ("assessments/2021/assessment.yaml", "unreadable"),
        ("assessments/2022/threats", "unreadable-folder"),
    ]


def test_one_bad_file_never_hides_the_problems_of_another(tmp_path: Path) -> None:
    """A slip in a grade, an unknown key, broken YAML and a wrong marking, each in a file of its own."""
    folder = lay(tmp_path / "data")
    replace_text(folder, CIVIL, "grade: Ready", "grade: Redy")
    replace_text(folder, PUBLIC, "leads:", "lead:")
    replace_text(folder, TERRORISM, "text: There", "text: [There")
    replace_text(folder, "2022/assessment.yaml", "marking: OFFICIAL", "marking: OFICIAL")
    replace_text(folder, "glossary.yaml", "from: 2021", "from: yesterday")
    replace_text(folder, "2021/threats/terrorism.yaml", "little", "nothing")
    assert [(problem.place.path, problem.code) for problem in problems_of(folder)] == [
        ("assessments/2021/threats/terrorism.yaml", "published-file-is-unchanged"),
        ("assessments/2022/assessment.yaml", "not-one-of"),
        ("assessments/2022/threats/civil-emergencies.yaml", "grade-is-on-its-scale"),
        ("assessments/2022/threats/public-order.yaml", "unknown-key"),
        ("assessments/2022/threats/terrorism.yaml", "not-yaml"),
        ("assessments/glossary.yaml", "bad-form"),
    ]


def test_what_could_not_be_judged_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who mends the files that are named may find more; nobody is told that all else is right."""
    folder = lay(tmp_path / "data")
    _write(TERRORISM, b"threat: [")(folder)
    assert main(["--data", str(folder), "check"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"Not yet held to the rules across files, until they are mended: {folder}/{TERRORISM}."
    )


def _values() -> Iterator[tuple[Document, Pointer, str]]:
    """Every scalar of the base but those of its first year, which are of the same forms as the second's."""
    for file in load_folder(BASE, SHOWN).files:
        for pointer in _pointers(file.document.data):
            raw = file.document.raw(pointer)
            if raw and file.year != "2021":
                yield file.document, pointer, raw


def _pointers(data: Data) -> Iterator[Pointer]:
    inside: Iterator[tuple[str | int, Data]] = iter(())
    if isinstance(data, dict):
        inside = iter(data.items())
    elif isinstance(data, list):
        inside = enumerate(data)
    else:
        yield ()
    for step, value in inside:
        yield from ((step, *rest) for rest in _pointers(value))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base, for tests that put back what they change."""
    return lay(tmp_path_factory.mktemp("base") / "data")


def test_nothing_follows_from_a_broken_value(folder: Path) -> None:
    """Whichever value is broken: what stands around it is cited elsewhere, and is not said to be missing."""
    followed = []
    for document, pointer, raw in _values():
        path = folder / document.path.removeprefix(f"{SHOWN}/")
        before = path.read_text(encoding="utf-8")
        place = document.place(pointer)
        lines = before.splitlines(keepends=True)
        line = lines[place.line - 1]
        assert line[place.column - 1 :].startswith(raw)
        lines[place.line - 1] = f"{line[: place.column - 1]}[[]]{line[place.column - 1 + len(raw) :]}"
        path.write_text("".join(lines), encoding="utf-8")
        problems = problems_of(folder)
        assert problems, f"{document.path}: {pointer}"
        followed += [str(problem) for problem in problems if problem.code in RULES]
        path.write_text(before, encoding="utf-8")
    assert followed == []


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of assessments/."""
    return shutil.copytree(ROOT / "assessments", tmp_path_factory.mktemp("real") / "data")


MUTATIONS: Final = ("delete", "repeat", "swap", "exchange", "cut", "dedent", "write")
SCALARS: Final = st.sampled_from(
    [
        "",
        "[]",
        "{}",
        "~",
        "true",
        "-1",
        "1e9",
        "2016-02-30",
        "+2016",
        "0x7E0",
        "not stated",
        "self",
        "'",
        "- a",
        "*a",
    ]
) | st.text(max_size=8)


@given(data=st.data())
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_check_never_raises(real: Path, data: st.DataObject) -> None:
    """Lines deleted, repeated, exchanged, cut short, values swapped: the answer is a list of sentences."""
    files = sorted(real.rglob("*.yaml"))
    written: dict[Path, bytes] = {}
    try:
        for _ in range(data.draw(st.integers(1, 4), label="mutations")):
            path = data.draw(st.sampled_from(files), label="file")
            written.setdefault(path, path.read_bytes())
            lines = path.read_text(encoding="utf-8").splitlines()
            _mutate(lines, data)
            path.write_text("\n".join(lines), encoding="utf-8")
        found = checked(real)
        assert all(problem.found.endswith(".") for problem in found.problems), report_text(found.problems)
        if not found.problems:
            copy = for_audience(found.assessments, Audience.PUBLIC)
            assert [up_to(copy, year).audience for year in copy.years] == [Audience.PUBLIC] * len(copy.years)
    finally:
        for path, content in written.items():
            path.write_bytes(content)


def _mutate(lines: list[str], data: st.DataObject) -> None:
    if not lines:
        return
    at = st.integers(0, len(lines) - 1)
    here, there = data.draw(at), data.draw(at)
    key, colon, value = lines[here].partition(": ")
    other, other_colon, other_value = lines[there].partition(": ")
    match data.draw(st.sampled_from(MUTATIONS)):
        case "delete":
            del lines[here]
        case "repeat":
            lines.insert(there, lines[here])
        case "swap":
            lines[here], lines[there] = key + colon + other_value, other + other_colon + value
        case "exchange":
            lines[here], lines[there] = lines[there], lines[here]
        case "cut":
            lines[here] = lines[here][: data.draw(st.integers(0, 40))]
        case "dedent":
            lines[here] = lines[here][data.draw(st.integers(1, 3)) :]
        case _:
            lines[here] = key + ": " + data.draw(SCALARS)
