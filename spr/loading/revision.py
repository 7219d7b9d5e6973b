"""A folder as it was at a git revision: copied out of the repository, which stays as it is."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from spr.errors import SprError, shown

MOST_SECONDS = 60
"""Git answers from what is on this computer; one that takes longer waits for something that never comes."""


class RevisionError(SprError):
    """The revision `revision` (as it was named) cannot be read, because of `reason`, a sentence."""

    def __init__(self, revision: str, reason: str) -> None:
        self.revision = revision
        self.reason = reason
        super().__init__(revision, reason)

    def __str__(self) -> str:
        return f"The revision {shown(self.revision)} cannot be read. {self.reason}"


@contextmanager
def at_revision(revision: str, *folders: Path) -> Iterator[tuple[Path | None, ...]]:
    """
    Copies of *folders* as they were at *revision*, for as long as the context lasts.

    The first folder says in which repository. None stands for a folder that is not in that repository, or
    was not yet there. Raises `RevisionError` if there is no git, no repository or no such revision.
    """
    repository = Path(_git(revision, folders[0], "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    commit = _commit(revision, repository)
    names = [_name(folder, repository) for folder in folders]
    there = [name for name in names if name and _is_there(revision, repository, commit, name)]
    with TemporaryDirectory(prefix="spr-") as temporary:
        copy = Path(temporary)
        if there:
            packed = _git(revision, repository, "archive", "--format=tar", commit, "--", *there)
            try:
                with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                    archive.extractall(copy, filter="data")
            except tarfile.TarError as error:
                raise RevisionError(revision, f"What it holds cannot be copied: {error}.") from error
        yield tuple(copy / name if name in there and name else None for name in names)


def commits_of(folder: Path, most: int) -> tuple[str, ...]:
    """The last commits that touched a folder, newest first. Raises `RevisionError` as `at_revision` does."""
    listed = _git("HEAD", folder, "log", f"--max-count={most}", "--format=%H", "--", ".")
    return tuple(listed.decode().split())


def _commit(revision: str, repository: Path) -> str:
    try:
        found = _git(
            revision, repository, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"
        )
    except RevisionError as error:
        known = "Name a branch, a tag or a commit; `git log --oneline` lists commits."
        raise RevisionError(revision, f"Git knows no such revision here. {known}") from error
    return found.decode().strip()


def _name(folder: Path, repository: Path) -> str | None:
    """A folder by its name within the repository; None if it is not in it."""
    resolved, root = folder.resolve(), repository.resolve()
    return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else None


def _is_there(revision: str, repository: Path, commit: str, name: str) -> bool:
    return bool(_git(revision, repository, "ls-tree", "-d", "--name-only", commit, "--", name).strip())


def _git(revision: str, folder: Path, *arguments: str) -> bytes:
    """What git says, run in *folder* without a shell."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, check=True, timeout=MOST_SECONDS
        )
    except FileNotFoundError as error:
        missing = (
            "Git was not found on this computer." if folder.is_dir() else f"There is no folder {folder}."
        )
        raise RevisionError(revision, missing) from error
    except subprocess.TimeoutExpired as error:
        raise RevisionError(revision, f"Git gave no answer in {MOST_SECONDS} seconds.") from error
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
        raise RevisionError(revision, f"Git says: {lines[0].removeprefix('fatal: ').rstrip('.')}.") from error
    return done.stdout
