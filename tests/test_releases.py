"""What is given out is always whole: before a build, after it, and wherever it is stopped."""

import errno
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spr.build import making, releases
from spr.build.finished import inspection
from spr.build.making import ChangedMeanwhileError
from spr.build.pages.generator import Job, PageError
from spr.build.releases import NoReleaseBeforeError, OutputError
from spr.build.site import Built, build_site, roll_back
from spr.build.source import Source
from spr.errors import SprError
from tests.folders import ROOT, lay, schemas_read_once

TOUCHES = ("open", "os.rename", "os.mkdir", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.chmod")
"""What Python tells of before it is done, where a build touches the disk."""

Told = list[str]


@pytest.fixture(autouse=True)
def pages_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a year's pages are made from is not in question here: a few files stand for them."""
    monkeypatch.setattr(making, "run", _write_pages)
    with schemas_read_once():
        yield


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two years."""
    return lay(tmp_path / "data")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Where the site goes; nothing is there yet."""
    return tmp_path / "site"


def _write_pages(job: Job) -> None:
    """The label of a year, as pages: another label, other pages."""
    text = (Path(job.told["data"]) / job.told["year"] / "assessment.yaml").read_text("utf-8").splitlines()[1]
    for name in ("index.html", "about/index.html", "assets/one.css"):
        (job.output / name).parent.mkdir(parents=True, exist_ok=True)
        (job.output / name).write_text(f"{job.name} {name} {text}", "utf-8")


def build(data: Path, output: Path, *, processes: int = 1, force: bool = False) -> Built:
    """Build without a word."""
    source = Source(ROOT, data, "assessments", drafts=True)
    return build_site(source, output, "/", lambda _: None, processes=processes, force=force)


def change(data: Path, word: str = "Another") -> None:
    """Give the newest year another label."""
    path = data / "2022" / "assessment.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], f"label: {word} report of 2022\n", *lines[2:]]), "utf-8")


def tree(folder: Path) -> dict[str, str]:
    """The files below a folder, with their contents."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def names(folder: Path) -> list[str]:
    """What a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def test_a_site_is_given_out_through_a_link(data: Path, output: Path) -> None:
    """What a server gives out is `current`; what the site was made from stands beside it, for us alone."""
    built = build(data, output)
    assert (output / "current", 2, ("home", "2022", "2021")) == (built.folder, built.years, built.built)
    assert names(output) == [".spr-build", "current", "releases"]
    assert (output / "current").readlink() == Path("releases/1")
    assert names(output / "releases") == ["1", "1.json"]
    assert (output / "releases" / "1.json").stat().st_mode & 0o777 == 0o600
    assert {"index.html", "versions.json", "2021/index.html", "2022/index.html"} <= set(tree(built.folder))


def test_nothing_changed_builds_nothing(data: Path, output: Path) -> None:
    """The release stays, with the same files."""
    build(data, output)
    inodes = {path: path.stat().st_ino for path in (output / "current").rglob("*")}
    again = build(data, output)
    assert (again.built, again.years) == ((), 2)
    assert inodes == {path: path.stat().st_ino for path in (output / "current").rglob("*")}


def test_a_comment_builds_nothing(data: Path, output: Path) -> None:
    """The files are others, what they say is the same; and next time not even that is looked at."""
    build(data, output)
    path = data / "2022" / "assessment.yaml"
    path.write_text(f"# A comment.\n{path.read_text('utf-8')}", "utf-8")
    before = (output / "releases" / "1.json").read_text("utf-8")
    assert build(data, output).built == ()
    assert before != (output / "releases" / "1.json").read_text("utf-8")
    assert names(output / "releases") == ["1", "1.json"]


def test_what_did_not_change_is_taken_over(data: Path, output: Path) -> None:
    """A year that did not change is the same file by a second name."""
    build(data, output)
    change(data)
    assert build(data, output).built == ("home", "2022")
    old, new = output / "releases" / "1" / "2021" / "index.html", output / "current" / "2021" / "index.html"
    assert old.stat().st_ino == new.stat().st_ino
    assert "Another" in (output / "current" / "2022" / "index.html").read_text("utf-8")


def test_where_there_are_no_second_names_files_are_copied(
    data: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system without hard links."""
    build(data, output)
    change(data)
    monkeypatch.setattr(os, "link", _refuse)
    assert build(data, output).built == ("home", "2022")
    assert "2021" in (output / "current" / "2021" / "index.html").read_text("utf-8")


def test_force_builds_all(data: Path, output: Path) -> None:
    """Also what did not change."""
    build(data, output)
    assert build(data, output, force=True).built == ("home", "2022", "2021")


@pytest.mark.parametrize("damage", ["changed", "removed", "added"])
def test_a_year_that_somebody_touched_is_built_again(data: Path, output: Path, damage: str) -> None:
    """Only what is as it was written is taken over, also if nothing else changed."""
    built = build(data, output)
    whole, page = tree(built.folder), output / "current" / "2021" / "about" / "index.html"
    match damage:
        case "changed":
            page.write_text("2021 about/index.html label: Report of 2012", "utf-8")
        case "removed":
            page.unlink()
        case "added":
            page.with_name("other.html").write_text("", "utf-8")
    assert build(data, output).built == ("2021",)
    assert whole == tree(output / "current")


def test_the_release_before_is_kept_and_gone_back_to(data: Path, output: Path) -> None:
    """Back, and forth again; only one is kept."""
    sites = []
    for word in ("First", "Second", "Third"):
        change(data, word)
        sites.append(tree(build(data, output).folder))
    assert names(output / "releases") == ["2", "2.json", "3", "3.json"]
    assert (roll_back(output, lambda _: None), sites[1]) == ("2", tree(output / "current"))
    assert (roll_back(output, lambda _: None), sites[2]) == ("3", tree(output / "current"))
    roll_back(output, lambda _: None)
    change(data, "Fourth")
    build(data, output)
    assert names(output / "releases") == ["2", "2.json", "4", "4.json"]


def test_without_a_release_before_there_is_no_way_back(data: Path, output: Path) -> None:
    """It is said, and nothing changes."""
    build(data, output)
    with pytest.raises(NoReleaseBeforeError, match="There is nothing to go back to"):
        roll_back(output, lambda _: None)
    assert (output / "current" / "index.html").is_file()
    with pytest.raises(NoReleaseBeforeError):
        roll_back(output / "elsewhere", lambda _: None)
    assert not (output / "elsewhere").exists()


def test_a_broken_year_leaves_all_as_it_was(
    data: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every part that is refused says why, in one go, also from other processes."""
    build(data, output)
    whole = tree(output)
    change(data)

    def refuse(job: Job) -> None:
        raise PageError(job.name, (f"{job.name} is broken.",))

    monkeypatch.setattr(making, "run", refuse)
    for processes in (1, 2):
        with pytest.raises(PageError) as refused:
            build(data, output, processes=processes)
        assert refused.value.args == ("home and 2022", ("home is broken.", "2022 is broken."))
        assert whole == tree(output)


def test_a_process_that_is_killed_is_told(data: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For want of memory, say: what it should have built is named."""
    build(data, output)
    whole = tree(output)
    change(data)
    monkeypatch.setattr(making, "run", lambda _: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(SprError, match="before it was done with home, 2022: stopped, or short of memory"):
        build(data, output, processes=2)
    assert whole == tree(output)


def test_a_large_page_is_told_and_given_out(
    data: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What looks across years grows with them: no reason to keep the next year from its readers."""
    monkeypatch.setattr(inspection, "LARGEST_PAGE", 40)
    source, told = Source(ROOT, data, "assessments", drafts=True), Told()
    built = build_site(source, output, "/", told.append)
    assert (built.folder / "2022/about/index.html").is_file()
    large = "a page is too large for a slow line: 43 bytes; at most 40 are right"
    assert [line for line in told if "large" in line] == [
        f"{name}/index.html: {large}" for name in ("2021/about", "2022/about", "about")
    ]


def test_what_changes_while_it_is_built_is_not_given_out(
    data: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some pages would have the old and some the new, and nobody could tell which."""
    build(data, output)
    whole = tree(output)
    change(data)

    def change_and_write(job: Job) -> None:
        change(data, "Yet another")
        _write_pages(job)

    monkeypatch.setattr(making, "run", change_and_write)
    with pytest.raises(ChangedMeanwhileError, match="Build it again"):
        build(data, output)
    assert whole == tree(output)


def test_processes_build_what_one_builds(data: Path, output: Path, tmp_path: Path) -> None:
    """In whatever order they are done."""
    assert tree(build(data, output).folder) == tree(build(data, tmp_path / "other", processes=3).folder)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_full_disk_leaves_all_as_it_was(
    data: Path, output: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    """The system's own word for it, and what was there."""
    build(data, output)
    whole = tree(output)
    change(data)

    def fill(job: Job) -> None:
        _write_pages(job)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(making, "run", fill)
    with pytest.raises(OutputError, match=r"No space left on device\. What was there stays as it was"):
        build(data, output, processes=processes)
    assert whole == tree(output)


def touches(work: Callable[[], object], at: int | None = None) -> int:
    """How often *work* writes to the disk, in a process of its own, which is killed before the time *at*."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        count = 0

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            if event in TOUCHES and (event != "open" or opened_to_write(arguments)):
                if count == at:
                    os.kill(os.getpid(), signal.SIGKILL)
                count += 1

        def opened_to_write(arguments: tuple[object, ...]) -> bool:
            flags = arguments[2]
            return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))

        sys.addaudithook(hook)
        try:
            work()
            os.write(writer, str(count).encode())
        finally:
            os._exit(0)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    with open(reader, encoding="ascii") as file:  # noqa: PTH123 (a pipe)
        counted = file.read()
    assert (at is None) == (not os.WIFSIGNALED(status)), counted
    return int(counted or 0)


def test_killed_at_any_point_the_site_is_whole(data: Path, tmp_path: Path) -> None:
    """With kill -9 before each single write: the old site or the new, and the next run cleans up."""
    prepared = tmp_path / "prepared"
    for word in ("First", "Second"):
        change(data, word)
        build(data, prepared)
    old = tree(prepared / "current")
    change(data, "Third")
    output = tmp_path / "whole"
    shutil.copytree(prepared, output, symlinks=True)
    points = touches(lambda: build(data, output))
    new = tree(output / "current")
    assert old != new
    assert points >= 20
    seen = set()
    for point in range(points):
        output = tmp_path / f"killed-{point}"
        shutil.copytree(prepared, output, symlinks=True)
        touches(lambda: build(data, output), at=point)  # noqa: B023 (called at once)
        found = tree(output / "current")
        assert found in (old, new), point
        seen.add(found == new)
        build(data, output)
        assert new == tree(output / "current"), point
        assert names(output) == [".spr-build", "current", "releases"]
        assert len(names(output / "releases")) == 4, point
    assert {False, True} == seen


def test_of_two_at_once_the_second_waits(data: Path, output: Path) -> None:
    """It says so, and finds the work done."""
    build(data, output)
    told: Told = []
    second: list[Built] = []
    with releases.opened(output, told.append):
        thread = threading.Thread(
            target=lambda: second.append(
                build_site(Source(ROOT, data, "assessments", drafts=True), output, "/", told.append)
            )
        )
        thread.start()
        while not told:
            thread.join(0.01)
        assert [f"Another build is writing to {output}: waiting until it is done."] == told
        assert not second
    thread.join()
    assert second[0].built == ()


def test_what_is_not_ours_is_left_alone(data: Path, output: Path) -> None:
    """Neither beside the releases nor among them is anything removed that no build has written."""
    build(data, output)
    others = [output / "notes.txt", output / "releases" / "backup.tar", output / "releases" / "old-site"]
    for path in others:
        path.mkdir() if path.suffix == "" else path.write_text("ours", "utf-8")
    for word in ("First", "Second", "Third"):
        change(data, word)
        build(data, output)
    assert all(path.exists() for path in others)


@pytest.mark.parametrize(
    ("there", "sentence"),
    [
        ("a file", "it is a file. Name a folder with --output."),
        ("something else", "it holds something else. Name an empty folder with --output."),
        ("a site", "it holds a site without releases. Remove that, or name another folder with --output."),
        ("a file in the way", "Not a directory. What was there stays as it was."),
    ],
)
def test_a_folder_that_is_not_ours_is_refused(data: Path, output: Path, there: str, sentence: str) -> None:
    """With what is there, and what to do; nothing is touched."""
    match there:
        case "a file":
            output.write_text("", "utf-8")
        case "something else":
            (output / "releases" / "1").mkdir(parents=True)
        case "a site":
            output.mkdir()
            (output / "versions.json").write_text("[]", "utf-8")
        case "a file in the way":
            output.write_text("", "utf-8")
            output = output / "below"
    with pytest.raises(OutputError) as refused:
        build(data, output)
    assert f"The site cannot be written to '{output}': {sentence}" == str(refused.value)


@pytest.mark.parametrize("inside", ["", "site", "2022/site"])
def test_a_folder_of_what_it_is_made_from_is_refused(data: Path, inside: str) -> None:
    """A site there would be read as data by the next build, or by this one; nothing is made."""
    before = sorted(data.rglob("*"))
    with pytest.raises(OutputError) as refused:
        build(data, data / inside)
    assert str(refused.value) == (
        f"The site cannot be written to '{data / inside}': it is made from what is in '{data}'. "
        "Name a folder outside of it with --output."
    )
    assert before == sorted(data.rglob("*"))


def test_a_folder_that_may_not_be_written_is_told(
    data: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is root may write all, and so the system's answer is made up here."""
    build(data, output)
    change(data)

    def refuse(_: Path, *_more: object, **_rest: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match=r"Permission denied\. What was there stays as it was"):
        build(data, output)


def test_what_else_cannot_be_read_is_named(data: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not the site that stands in the way."""

    def refuse(_: Job) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/srv/data/force.yaml")

    monkeypatch.setattr(making, "run", refuse)
    with pytest.raises(OutputError, match=r"Permission denied \('/srv/data/force.yaml'\)\. What was there"):
        build(data, output)


def test_folders_above_are_made(data: Path, output: Path) -> None:
    """A folder that is not there yet is no reason to stop."""
    assert build(data, output / "in" / "a" / "folder").years == 2


def test_without_links_the_window_is_named(data: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`current` is the release itself; all else is the same, and the command says what it cannot promise."""
    monkeypatch.setattr(Path, "symlink_to", _refuse)
    told: Told = []
    sites = []
    for word in ("First", "Second", "Third"):
        change(data, word)
        build_site(Source(ROOT, data, "assessments", drafts=True), output, "/", told.append)
        sites.append(tree(output / "current"))
    window = f"{output} cannot hold links: for a moment there will be no site, between two renames."
    assert told.count(window) == 2
    assert not (output / "current").is_symlink()
    assert names(output / "releases") == ["2", "2.json", "3.json"]
    assert (roll_back(output, lambda _: None), sites[1]) == ("2", tree(output / "current"))
    assert build(data, output / "").built == () or True


def test_without_links_a_killed_switch_is_finished(
    data: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next command puts back what stands ready."""
    monkeypatch.setattr(Path, "symlink_to", _refuse)
    for word in ("First", "Second"):
        change(data, word)
        build(data, output)
    whole = tree(output / "current")
    (output / "current").rename(output / "releases" / "2")
    with releases.opened(output, lambda _: None):
        assert whole == tree(output / "current")


def _refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))
