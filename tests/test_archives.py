"""A site in one file: the same bytes every time, and what is in it is the site."""

import os
import re
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from spr.build.delivery.archives import ARCHIVES, READ_ME, write_archive
from spr.build.finished.compression import compress
from spr.cli import main
from spr.errors import shown
from tests.sites import DATA, Site
from tests.trees import lay_tree, page, small_site

LONG = page("A long page " * 200)
DATED = '{"year": {"id": "2016", "state": "published", "own_date": "2016-08"}}'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A site of a few files, one of them compressed ahead, one of a name with other letters."""
    files = {"2016/index.html": LONG, "2016/data/assessment.json": DATED, "2016/data/über.csv": "a\n"}
    folder = lay_tree(tmp_path / "tree", {**small_site(), **files})
    compress(folder)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_tar_holds_the_site(tree: Path, tmp_path: Path) -> None:
    """In one folder, with what is compressed ahead, owned by nobody in particular."""
    write_archive(tree, tmp_path / "spr.tar.gz")
    with tarfile.open(tmp_path / "spr.tar.gz") as tar:
        tar.extractall(tmp_path / "out", filter="data")
        members = tar.getmembers()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["spr"]
    assert _files(tmp_path / "out" / "spr") == _files(tree)
    assert "2016/index.html.gz" in _files(tree)
    assert {(member.uid, member.gid, member.uname, member.mode) for member in members} == {(0, 0, "", 0o644)}


def test_a_zip_holds_what_a_browser_opens(tree: Path, tmp_path: Path) -> None:
    """In one folder beside a few lines on how to open it, without what is compressed ahead."""
    write_archive(tree, tmp_path / "spr.zip")
    with zipfile.ZipFile(tmp_path / "spr.zip") as packed:
        packed.extractall(tmp_path / "out")  # noqa: S202 (we wrote it)
        assert packed.namelist()[0] == READ_ME
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"spr", READ_ME}
    shown = {name: content for name, content in _files(tree).items() if not name.endswith(".gz")}
    assert _files(tmp_path / "out" / "spr") == shown
    assert (
        b"open index.html in the folder spr with a double click" in (tmp_path / "out" / READ_ME).read_bytes()
    )


@pytest.mark.parametrize("ending", ARCHIVES)
def test_the_same_site_gives_the_same_bytes(tree: Path, tmp_path: Path, ending: str) -> None:
    """In another folder, at another time, with other rights on the files."""
    write_archive(tree, tmp_path / f"spr{ending}")
    again = shutil.copytree(tree, tmp_path / "again")
    for path in again.rglob("*.html"):
        os.utime(path, (1, 1))
        path.chmod(0o600)
    (tmp_path / "there").mkdir()
    write_archive(again, tmp_path / "there" / f"spr{ending}")
    assert (tmp_path / f"spr{ending}").read_bytes() == (tmp_path / "there" / f"spr{ending}").read_bytes()


@pytest.mark.parametrize("ending", ARCHIVES)
def test_a_page_that_changed_has_another_time(tree: Path, tmp_path: Path, ending: str) -> None:
    """On the newest day that the site knows: of the same length, it must not pass for what a browser has."""

    def times() -> dict[str, tuple[int, ...]]:
        archive = tmp_path / f"spr{ending}"
        write_archive(tree, archive)
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        if ending == ".zip":
            with zipfile.ZipFile(archive) as packed:
                return {member.filename: member.date_time for member in packed.infolist()}
        with tarfile.open(archive) as tar:
            return {member.name: (int(member.mtime),) for member in tar.getmembers()}

    before = times()
    (tree / "2016/index.html").write_text(LONG.replace("A long page", "A lone page"), encoding="utf-8")
    after = times()
    assert [name for name in before if before[name] != after[name]] == ["spr/2016/index.html"]
    if ending == ".zip":
        assert {date[:3] for date in after.values()} == {(2016, 8, 31)}


@pytest.mark.parametrize("site", DATA[:1], indirect=True)
def test_it_opens_by_double_click(site: Site, tmp_path: Path, browser: Browser) -> None:
    """Extracted anywhere, the site is read without a server, and its links and other years are found."""
    write_archive(site.folder, tmp_path / "spr.zip")
    with zipfile.ZipFile(tmp_path / "spr.zip") as packed:
        packed.extractall(tmp_path / "My documents")  # noqa: S202 (we wrote it)
    reader = browser.new_page()
    reader.goto((tmp_path / "My documents" / "spr" / "index.html").as_uri())
    reader.get_by_role("table", name="Years, newest first").get_by_role("link").first.click()
    expect(reader.get_by_role("button", name="Other years")).to_be_visible()
    reader.get_by_role("navigation").get_by_role("link", name="Whole report").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(re.compile("Whole report"))
    reader.close()


def test_the_command(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says how large the file is; of several releases it takes the current one."""
    archive = tmp_path / "spr.zip"
    assert main(["archive", "--output", str(tree), str(archive)]) == 0
    assert capsys.readouterr().out == f"{archive}: 0.0 MB\n"
    (tmp_path / "several").mkdir()
    (tmp_path / "several" / "current").symlink_to(tree)
    assert main(["archive", "--output", str(tmp_path / "several"), str(tmp_path / "b" / "spr.zip")]) == 1
    assert capsys.readouterr().err == (
        f"The archive cannot be written to {shown(str(tmp_path / 'b' / 'spr.zip'))}: "
        "No such file or directory.\n"
    )
    (tmp_path / "b").mkdir()
    assert main(["archive", "--output", str(tmp_path / "several"), str(tmp_path / "b" / "spr.zip")]) == 0
    assert archive.read_bytes() == (tmp_path / "b" / "spr.zip").read_bytes()


def test_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another ending, and a folder without a site."""
    with pytest.raises(SystemExit):
        main(["archive", "spr.rar"])
    assert "'spr.rar' ends neither in .tar.gz nor in .zip" in capsys.readouterr().err
    assert main(["archive", "--output", str(tmp_path), str(tmp_path / "spr.zip")]) == 1
    assert f"There is no built site in {shown(str(tmp_path))}." in capsys.readouterr().err


def test_an_archive_within_the_site_is_refused(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each would hold the one before it; also where the site is reached by a link."""
    (tmp_path / "several").mkdir()
    (tmp_path / "several" / "current").symlink_to(tree)
    archive = tmp_path / "several" / "current" / "2016" / "spr.zip"
    assert main(["archive", "--output", str(tmp_path / "several"), str(archive)]) == 1
    assert capsys.readouterr().err == (
        f"The archive cannot be written to {shown(str(archive))}: "
        "it would be part of the site and of the next archive; name a file outside.\n"
    )
    assert not archive.exists()


def test_a_file_that_is_there_stays_until_the_new_one_is_whole(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full leaves the archive of last time, and nothing half-written beside it."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "spr.zip").write_bytes(b"last time")
    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    assert main(["archive", "--output", str(tree), str(tmp_path / "spr.zip")]) == 1
    assert (tmp_path / "spr.zip").read_bytes() == b"last time"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["spr.zip", "tree"]
