"""The guide tells commands as they are: whoever types one after it is understood."""

import re
import shlex
from html import unescape
from pathlib import Path

import pytest

from spr.cli import asked
from spr.cli.command import _parser
from spr.cli.verbs import FAMILIES
from spr.model.dates import Date
from tests.folders import ROOT

PAGES = sorted((ROOT / "home" / "guide").rglob("*.md"))
COMMAND = re.compile(r"(?:^ {4}(?:\S*python )?|`(?:python )?)-m spr ([^`\n>]*)|`spr ([^`\n]*)`", re.MULTILINE)
OPTION = re.compile(r"`(--[a-z-]+)[` ]")
MADE = re.compile(r"\bmake ([a-z-]+)\b(?=`|$)", re.MULTILINE)


def _commands(page: Path) -> list[str]:
    found = COMMAND.findall(unescape(page.read_text(encoding="utf-8")))
    return [(typed or named).strip() for typed, named in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_command_is_one(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its verb and its options are known."""
    monkeypatch.setattr(asked, "tomorrow", lambda: Date("2026-12-31"))  # the guide is of the cycle of 2026
    for command in _commands(page):
        _parser(FAMILIES).parse_args(shlex.split(command))  # which ends the test if it is none


def test_commands_are_found() -> None:
    """The test sees what it looks for, in each of the ways in which a page writes it."""
    serving = _commands(ROOT / "home" / "guide" / "serving" / "index.md")
    assert "build --output /srv/spr --site-url https://intranet.example/spr/" in serving
    assert "nginx" in serving
    assert "archive --output /srv/spr spr.zip" in serving
    assert "check" in _commands(ROOT / "home" / "guide" / "offline" / "index.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_option_is_one(page: Path) -> None:
    """An option that is named in a sentence is one of some verb."""
    help_texts = "".join(
        verb.format_help()
        for group in _parser(FAMILIES)._subparsers._group_actions  # type: ignore[union-attr]  # noqa: SLF001
        for verb in group.choices.values()  # type: ignore[union-attr]
    )
    for option in OPTION.findall(page.read_text(encoding="utf-8")):
        assert option in help_texts, option


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_target_of_make_is_one(page: Path) -> None:
    """`make` knows what the guide asks of it."""
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for target in MADE.findall(page.read_text(encoding="utf-8")):
        assert target in targets, target


def test_readers_are_sent_to_what_they_find() -> None:
    """What the page for readers names stands in a menu, on a page of the site or among the forge's forms."""
    said = (ROOT / "home" / "guide" / "reader" / "index.md").read_text(encoding="utf-8")
    menus = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("mkdocs.yml", "home.yml"))
    forms = "".join(path.read_text("utf-8") for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    there = {
        *re.findall(r"^ *- ([^:\n]+): ", menus, re.MULTILINE),
        *re.findall(r"^name: (.*)$", forms, re.MULTILINE),
        "Cite",
    }
    named = re.findall(r"(?<!\*)\*([^*]+)\*", said)
    assert named
    assert {*named} - there == set()
