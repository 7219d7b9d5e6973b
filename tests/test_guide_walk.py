"""
What the guide says, done: its commands and its pieces of YAML, from the top of a page to its end.

Each page is walked through on a copy of Northmoor and of the reference data, in a repository of its own.
A piece of YAML says in its first line where it goes. What a person does between two commands, which no block
shows, stands here, beside the heading before which it is done.
"""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from spr.checking.assessments import check_folder
from spr.cli import asked, begin, check, main
from spr.left import Lacking, left
from spr.loading.editing import with_item, with_values
from spr.loading.yaml12 import parse_yaml
from spr.model.dates import Date
from tests.folders import ROOT, schemas_read_once
from tests.test_cycle import git

GUIDE: Final = ROOT / "home" / "guide"

WALKED: Final = ["co-ordinator", "disclosure", "lead", "shared"]

COMMAND: Final = re.compile(r"^ {4,}(?=python -m spr )")
WHERE: Final = re.compile(r"# (In|At the end of) (\S+\.yaml):")

GOES_ON: Final = "python -m spr serve"
"""Until it is stopped; test_serve reads what it serves."""

TELLS_WHAT_IS_LEFT: Final = re.compile(r"check \d+ --for publication")
"""Ends with 1 while something is left; the guide shows it to people who have something left."""


@dataclass(frozen=True)
class Step:
    """A block of a page: its heading, where a piece of YAML goes (empty for a command), the text."""

    heading: str
    where: str
    text: str


def steps(page: str) -> Iterator[Step]:
    """The blocks of a page of the guide, in their order."""
    heading = ""
    piece: list[str] = []
    for line in [*(GUIDE / page / "index.md").read_text("utf-8").splitlines(), "# The end"]:
        if piece and (line.startswith("    ") or not line):
            assert not COMMAND.match(line), f"{page}: a sentence has to stand before {line.strip()}"
            piece.append(line[4:])
            continue
        if piece:
            yield Step(heading, piece[0], "\n".join(piece[1:]).rstrip() + "\n")
            piece = []
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif COMMAND.match(line):
            yield Step(heading, "", line.strip())
        elif WHERE.fullmatch(line.strip()):
            piece = [line.strip()]


@dataclass
class Walk:
    """A checkout of the test's own, as far as a page needs one, and what was said in it."""

    root: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def data(self) -> Path:
        """The data, in its usual place."""
        return self.root / "assessments"

    def type(self, command: str) -> None:
        """Type a command of the guide, which is to succeed."""
        arguments = shlex.split(command.removeprefix("python -m spr "))
        expected = 1 if TELLS_WHAT_IS_LEFT.search(command) else 0
        with schemas_read_once():
            code = main(arguments)
        told = self.capsys.readouterr()
        assert code == expected, f"{command}\n{told.out}{told.err}"
        assert "To mend first" not in told.out, f"{command}\n{told.out}"
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "Go on")

    def write(self, where: str, text: str) -> None:
        """Put a piece of YAML where it says: at the end of a file, or in the place of its keys."""
        found = WHERE.fullmatch(where)
        assert found
        path = self.root / found[2]
        before = path.read_text("utf-8")
        if found[1] == "At the end of":
            path.write_text(before + text, encoding="utf-8")
            return
        key = text.split(":", maxsplit=1)[0]
        rest = re.sub(rf"^{key}:.*\n((?: .*)?\n)*", "", before, flags=re.MULTILINE)
        path.write_text(f"{rest.rstrip()}\n\n{text}", encoding="utf-8")


def _open(walk: Walk) -> None:
    walk.type("python -m spr new-year 2026 --tasked 2026-05-04 --due 2026-07-31")


def _leads_write(walk: Walk) -> None:
    """Every lead has confirmed, answered, filled in, and told what became of what was promised."""
    day = Date("2026-11-02")  # on which it is published: promises until then have a word
    with schemas_read_once():
        known = check_folder(walk.data, "assessments", walk.root / "schemas").assessments
    year = known.year("2026")
    assert year
    pieces = left(known, year, day).pieces
    names = {piece.name for piece in pieces if piece.lacking is Lacking.REVIEW}
    walk.type(f"python -m spr confirm 2026 {' '.join(sorted(names))}")
    for piece in pieces:
        if piece.lacking is Lacking.WORD_ON_RECOMMENDATION:
            path = walk.data / "recommendations" / f"{piece.name}.yaml"
            said = {
                "what": "progressed",
                "date": "2026-08-31",
                "by": "spr-co-ordinator",
                "text": "It goes on.",
            }
            path.write_text(with_item(path.read_text("utf-8"), ("events",), dict(said)), encoding="utf-8")
        elif piece.lacking is Lacking.ANSWER:
            path = walk.root / piece.origin.path
            entry = {"question": piece.name, "reason": "Nothing has changed."}
            path.write_text(
                with_item(path.read_text("utf-8"), ("not_addressed",), dict(entry)), encoding="utf-8"
            )
        elif piece.lacking is Lacking.FILLING_IN:
            path = walk.root / piece.origin.path
            document = parse_yaml(path.read_bytes(), piece.origin.path)
            at = (*document.pointer_at(piece.origin), *piece.within)
            none = "not graded" if at[-1] == "grades" else "not stated"
            path.write_text(with_values(path.read_text("utf-8"), {at: none}), encoding="utf-8")
        elif piece.lacking is not Lacking.REVIEW:
            _say_that_it_was_kept(walk.data / "2026", piece.name)


def _say_that_it_was_kept(folder: Path, promise: str) -> None:
    for path in sorted(folder.rglob("*.yaml")):
        document = parse_yaml(path.read_bytes(), "")
        for pointer in document.pointers:
            if pointer[:1] == ("actions",) and document.raw(pointer) == promise:
                values = {(*pointer[:-1], "outcome"): "kept"}
                path.write_text(with_values(path.read_text("utf-8"), values, "id"), encoding="utf-8")


def _mend_a_word(walk: Walk) -> None:
    path = walk.data / "2026/threats/public-order.yaml"
    text = path.read_text("utf-8")
    assert text.count("Football in Westmoor takes") == 1
    path.write_text(text.replace("Football in Westmoor takes", "Football in Westmoor still takes"), "utf-8")


BEFORE: Final[Mapping[tuple[str, str], Callable[[Walk], None]]] = {
    ("lead", "In an editor"): _open,
    ("co-ordinator", "Get it agreed"): _leads_write,
    ("co-ordinator", "Correct it"): _mend_a_word,
    ("shared", "Add a metric"): _open,
    ("disclosure", "What may stand here"): _open,
}
"""What is done by hand before the first block under a heading of a page."""


def _let_nobody_owe_2025(data: Path) -> None:
    """The guide is of the year after, which is not published while leads still write this one."""
    path = data / "2025/assessment.yaml"
    path.write_text(re.sub("(?m)^  due: .*\n", "", path.read_text("utf-8")), encoding="utf-8")


@pytest.fixture
def walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Walk:
    """A copy of Northmoor as the data of a checkout, and its schemas."""
    root = tmp_path / "checkout"
    shutil.copytree(ROOT / "examples/northmoor", root / "assessments")
    shutil.copytree(ROOT / "schemas", root / "schemas")
    _let_nobody_owe_2025(root / "assessments")
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(root))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Begin")
    for module in (asked, begin, check):
        monkeypatch.setattr(module, "ROOT", root)
    monkeypatch.setattr(asked, "tomorrow", lambda: Date("2026-12-31"))  # the guide is of the cycle of 2026
    monkeypatch.delenv("SPR_DATA", raising=False)
    monkeypatch.chdir(root)
    return Walk(root, capsys)


@pytest.mark.slow  # a minute of checks of nine years
@pytest.mark.parametrize("page", WALKED)
def test_page_can_be_followed(page: str, walk: Walk) -> None:
    """Every command succeeds where the page has it, and the data is right at the end."""
    done: set[str] = set()
    for step in steps(page):
        if step.heading not in done:
            done.add(step.heading)
            by_hand = BEFORE.get((page, step.heading))
            if by_hand:
                by_hand(walk)
        if step.where:
            walk.write(step.where, step.text)
        elif step.text != GOES_ON:
            walk.type(step.text)
    walk.type("python -m spr check")
    assert {heading for where, heading in BEFORE if where == page} <= done


def test_every_page_is_walked_or_tells_no_command() -> None:
    """A page with commands that this test does not walk is one that another test tries."""
    elsewhere = {
        "serving": "builds, serves and packs the site: test_nginx.py, test_archives.py",
    }
    with_steps = {path.parent.name for path in GUIDE.glob("*/index.md") if any(steps(path.parent.name))}
    assert with_steps == {*WALKED, *elsewhere}
