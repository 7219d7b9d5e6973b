"""The preview shows at once what is saved, and tells what is wrong; the site knows nothing of it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from spr.build.inputs import SOFTWARE
from spr.build.live.preview import Preview, TroubleError
from spr.build.live.watch import saves
from spr.build.site import build_site
from spr.build.source import Source
from spr.cli.command import USAGE, main
from spr.render.registry import MACROS
from tests.axe import violations
from tests.folders import ROOT, lay, replace_text

THREAT = "2022/threats/terrorism.yaml"
PAGE = "2022/threats/terrorism/"
FORM = f"{PAGE}form/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Data of two years, to be written in."""
    return lay(tmp_path / "data")


@pytest.fixture
def preview(folder: Path, tmp_path: Path) -> Preview:
    """Of that data, looked at once."""
    (tmp_path / "made").mkdir()
    preview = Preview(Source(ROOT, folder, "data", drafts=True), tmp_path / "made")
    assert preview.look()
    return preview


@pytest.fixture
def serving(folder: Path, tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address at which `spr serve` shows that data, and the program, which ends when it is stopped."""
    (tmp_path / "tmp").mkdir()
    command = [sys.executable, "-m", "spr", "--data", str(folder), "serve", "--port", "0"]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        found = re.search(r"http://\S+", program.stdout.readline())
        assert found
        yield found[0], program
        program.send_signal(signal.SIGINT)


def page_of(preview: Preview, address: str) -> bytes:
    """What is shown at an address."""
    path = preview.file(address)
    assert path, address
    return path.read_bytes()


def test_what_is_saved_is_shown_and_what_is_wrong_is_told_until_it_is_mended(
    serving: tuple[str, subprocess.Popen[str]], folder: Path, browser: Browser
) -> None:
    """The page in the browser follows the file, by itself, under the policy of the site."""
    address, _ = serving
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    page.goto(f"{address}{PAGE}")
    replace_text(folder, THREAT, "All is as it was", "Quite new words")
    expect(page.get_by_text("Quite new words").first).to_be_visible(timeout=30_000)
    replace_text(folder, THREAT, "in_brief: Quite new", "in_brie: Wrong")
    note = page.get_by_role("complementary", name="Not as the files stand now")
    expect(note).to_contain_text("until it is mended", ignore_case=True, timeout=30_000)
    told = note.get_by_label("What is wrong").inner_text()  # open: it is about this page
    assert f"{THREAT}:2:1: " in told
    assert "2 | in_brie: Wrong words (paragraph 2)." in told
    assert "Did you mean `in_brief`?" in told
    assert violations(page) == []
    expect(page.get_by_text("Quite new words").first).to_be_visible()
    page.goto(f"{address}2021/")
    expect(note).to_contain_text(f"something has to be mended first, in {folder}/{THREAT}")
    expect(note.get_by_label("What is wrong")).to_be_hidden()
    page.goto(f"{address}{PAGE}")
    replace_text(folder, THREAT, "in_brie: Wrong", "in_brief: Mended")
    expect(page.get_by_text("Mended words").first).to_be_visible(timeout=30_000)
    expect(note).to_have_count(0)
    assert refused == []
    context.close()


def test_what_is_filled_in_stays_whatever_is_saved(
    serving: tuple[str, subprocess.Popen[str]], folder: Path, browser: Browser
) -> None:
    """A form with something that was not taken away says that it keeps that, and is not loaded anew."""
    address, _ = serving
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}{FORM}")
    brief = page.get_by_label("In brief (needed)")
    brief.fill("Typed and not taken away (paragraph 2).")
    other = "2022/threats/public-order.yaml"
    replace_text(folder, other, "in_brief:", "in_brie:")
    note = page.get_by_role("status", name="Not as the files stand now")
    expect(note).to_contain_text("it keeps what you have filled in", timeout=30_000)
    assert violations(page) == []
    expect(brief).to_have_value("Typed and not taken away (paragraph 2).")
    page.get_by_role("button", name="Copy its text").click()
    page.reload()
    expect(page.get_by_role("complementary", name="Not as the files stand now")).to_contain_text(other)
    assert "All is as it was" in brief.input_value()  # as the files last stood in order
    context.close()


def test_pages_are_of_the_files_as_they_last_stood_in_order(preview: Preview, folder: Path) -> None:
    """Also those that nobody has looked at before; not the files to take away, which could not say so."""
    before = preview.version(PAGE)
    replace_text(folder, THREAT, "in_brief: All is", "in_brie: Quite wrong is")
    assert preview.look()
    assert preview.version(PAGE) != before
    assert preview.now.files == (f"data/{THREAT}",)
    assert [preview.is_about(page) for page in (PAGE, "2022/threats/", "2021/")] == [True, False, False]
    for page in (PAGE, "2022/", "2021/", "", "log/"):
        assert b"Quite wrong" not in page_of(preview, page)
    assert b"All is as it was" in page_of(preview, PAGE)
    with pytest.raises(TroubleError, match="in_brie"):
        preview.file("2022/data/assessment.json")
    replace_text(folder, THREAT, "in_brie: Quite wrong", "in_brief: All")
    assert preview.look()
    assert preview.version(PAGE) == before
    assert not preview.now.files


def test_files_that_never_stood_in_order_give_no_page(folder: Path, tmp_path: Path) -> None:
    """There is nothing that could be shown in their place."""
    replace_text(folder, THREAT, "in_brief:", "in_brie:")
    begun = Preview(Source(ROOT, folder, "data", drafts=True), tmp_path)
    assert begun.look()
    with pytest.raises(TroubleError, match="Did you mean `in_brief`"):
        begun.file("2021/")


def test_files_saved_anew_while_they_are_copied_are_no_state_to_show(
    preview: Preview, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of them could be of the next state; the one before, which is whole, is shown then."""
    copied = shutil.copytree

    def late(*args: Any, **options: Any) -> Path:  # noqa: ANN401 - whatever that takes
        monkeypatch.undo()
        replace_text(folder, THREAT, "in_brief:", "in_brie:")
        return Path(copied(*args, **options))

    monkeypatch.setattr("spr.build.live.preview.shutil.copytree", late)
    replace_text(folder, THREAT, "All is as it was", "New.")
    assert preview.look()
    assert preview.look()
    assert b"All is as it was" in page_of(preview, PAGE)


def test_only_pages_that_a_change_touches_are_shown_anew(preview: Preview, folder: Path) -> None:
    """A remark touches no page, a word of a year touches its pages and home, and not the year before."""
    places = ("2021/", PAGE, "2022/about/index.html", "", "log/")
    before = [preview.version(place) for place in places]
    replace_text(folder, THREAT, "threat: terrorism", "# A remark.\nthreat: terrorism")
    assert preview.look()
    assert [preview.version(place) for place in places] == before
    assert not preview.look()
    replace_text(folder, THREAT, "All is as it was", "New.")
    assert preview.look()
    after = [preview.version(place) for place in places]
    assert [old != new for old, new in zip(before, after, strict=True)] == [False, True, True, True, True]


def test_pages_are_those_of_the_site_and_the_site_knows_nothing_of_the_preview(
    preview: Preview, tmp_path: Path
) -> None:
    """Byte for byte: what follows a file is added to a page when it is sent, and never before."""
    source = Source(ROOT, tmp_path / "data", "data", drafts=True)
    site = build_site(source, tmp_path / "site", "/", lambda _: None).folder
    for name in ("index.html", "2021/index.html", f"{PAGE}index.html", "2022/about/index.html"):
        assert page_of(preview, name) == (site / name).read_bytes(), name
    for name in ("versions.json", "2022/data/assessment.json", "2021/assets/spr/years.js", "404.html"):
        assert page_of(preview, name) == (site / name).read_bytes(), name
    assert [path for path in site.rglob("*") if path.is_file() and b"/.spr/" in path.read_bytes()] == []


def test_what_a_part_had_before_it_changed_is_taken_away(
    preview: Preview, folder: Path, tmp_path: Path
) -> None:
    """A day of writing does not fill the disk."""
    page_of(preview, PAGE)
    replace_text(folder, THREAT, "All is as it was", "New.")
    preview.look()
    assert b"New." in page_of(preview, PAGE)
    made = sorted(path.name for path in (tmp_path / "made").iterdir())
    assert made == [f"2022.{preview.version(PAGE)}", f"data.{preview.now.inputs}"]


@pytest.mark.parametrize(
    "address",
    [
        *("2022", "2022/data", "2022/nothing.css", f"2022/{'a' * 300}.html", "a\0.html"),
        *("../data/force.yaml", "2022/../../data/force.yaml", f"2022/{ROOT}/README.md"),
    ],
)
def test_what_is_no_file_of_the_site_is_not_there(preview: Preview, address: str) -> None:
    """A folder is none, and nothing outside of the site can be had."""
    assert preview.file(address) is None


def test_page_that_cannot_be_made_says_so(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data in order is not enough: what the generator refuses is told in the same place."""
    monkeypatch.setitem(MACROS, "threat_page", lambda *_: "[nowhere](nowhere.md)")
    with pytest.raises(TroubleError, match=r"The pages of 2022 could not be built(.|\n)*nowhere\.md"):
        preview.file(PAGE)
    monkeypatch.undo()
    assert preview.file(PAGE)


def test_file_that_goes_while_it_is_read_is_told(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor may put a new file in the place of the old one; whoever loads the page again has it."""

    def gone(*_: object) -> str:
        raise FileNotFoundError(2, "No such file or directory", "data/force.yaml")

    monkeypatch.setattr("spr.build.live.preview.run", gone)
    with pytest.raises(
        TroubleError, match=r"could not be made: data/force\.yaml: No such file or directory\."
    ):
        preview.file(PAGE)
    monkeypatch.undo()
    assert preview.file(PAGE)


def test_nothing_is_made_once_it_is_closed(preview: Preview) -> None:
    """Its folder is about to be taken away."""
    preview.close()
    with pytest.raises(TroubleError, match="stopped"):
        preview.file(PAGE)


def test_stopping_leaves_nothing(serving: tuple[str, subprocess.Popen[str]], tmp_path: Path) -> None:
    """Also while a page is being made."""
    address, program = serving
    host = address.removeprefix("http://").strip("/")
    with closing(HTTPConnection(host)) as asking:
        asking.request("GET", f"/{PAGE}")
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 0
    assert list((tmp_path / "tmp").iterdir()) == []


def test_only_this_computer_may_read_it(serving: tuple[str, subprocess.Popen[str]]) -> None:
    """A site elsewhere that calls itself by another name of this address is refused."""
    with closing(HTTPConnection(serving[0].removeprefix("http://").strip("/"))) as connection:
        connection.request("GET", "/2022", headers={"Host": "elsewhere.example"})
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (403, b"This is only to be read on this computer.")
        connection.request("GET", "/2022", headers={"Host": "["})
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (403, b"This is only to be read on this computer.")


def test_address_of_a_folder_leads_to_its_page_and_that_of_a_file_to_the_file(
    serving: tuple[str, subprocess.Popen[str]],
) -> None:
    """Not every file has an ending."""
    with closing(HTTPConnection(serving[0].removeprefix("http://").strip("/"))) as connection:
        connection.request("GET", "/2022/report?print")
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("Location"), answer.read()) == (302, "/2022/report/", b"")
        connection.request("GET", "/2022/data/SHA256SUMS")
        answer = connection.getresponse()
        assert (answer.status, b"assessment.json" in answer.read()) == (200, True)
        connection.request("GET", "//[")  # no address at all
        assert connection.getresponse().status == 404


def test_folder_that_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing would ever come to be seen of it."""
    assert main(["--data", str(tmp_path / "no"), "serve"]) == USAGE
    assert f"There is no folder '{tmp_path / 'no'}'" in capsys.readouterr().err


def test_saves_are_told_once_each(tmp_path: Path) -> None:
    """At the start, and after a save; hidden files, as editors leave them, are none."""
    (tmp_path / "a.yaml").write_text("1", encoding="utf-8")
    told: list[float] = []

    def follow() -> None:
        told.extend(time.monotonic() for _ in islice(saves([tmp_path]), 2))

    following = Thread(target=follow)
    following.start()
    until = time.monotonic() + 30
    while not told and time.monotonic() < until:
        time.sleep(0.01)
    (tmp_path / ".a.yaml.swp").touch()
    time.sleep(0.5)
    assert len(told) == 1
    (tmp_path / "a.yaml").write_text("22", encoding="utf-8")
    following.join(30)
    assert len(told) == 2


def test_program_that_has_changed_has_to_be_started_again(
    preview: Preview, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    """What is loaded already is the old one, and would show something else than a build does."""
    monkeypatch.setattr(preview, "_program", "another one")
    replace_text(folder, THREAT, "All is as it was", "New.")
    preview.look()
    with pytest.raises(TroubleError, match="start it again: spr serve"):
        preview.file(PAGE)


def test_watched_is_all_that_pages_are_made_from(preview: Preview, folder: Path) -> None:
    """What counts for a build counts here."""
    assert {folder, *(ROOT / name for name in SOFTWARE)} <= set(preview.watched)
