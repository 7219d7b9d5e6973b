"""The two built sites that end-to-end tests read: the force's own and Northmoor."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from spr.build.delivery.nginx import nginx_configuration
from spr.build.site import build_site
from spr.build.source import Source
from spr.model.words import Audience
from tests.webserver import serving

ROOT = Path(__file__).resolve().parent.parent

DATA = ("assessments", "examples/northmoor")
"""The folders of data that come with the project."""

WITH_PAPERS = DATA[:1]
"""Those whose site is built with its papers: each takes two seconds, and pages are read without them too."""


@dataclass(frozen=True)
class Site:
    """A built site: the folder it is in, and the data it was built from."""

    folder: Path
    data: str

    def pages(self) -> Iterator[Path]:
        """Every page, in the order of their addresses."""
        yield from sorted(self.folder.rglob("*.html"))

    def kinds(self) -> dict[str, str]:
        """One address of each kind of page, of the newest year and of home."""
        year = max(path.name for path in self.folder.iterdir() if path.name[:4].isdigit())
        found: dict[str, str] = {}
        for page in self.pages():
            address = page.relative_to(self.folder).as_posix()
            if address.startswith(f"{year}/threats/"):
                found.setdefault("threat", address)
            elif address.startswith(f"{year}/compare/"):
                found.setdefault("compare", address)  # with the first year: the longest of them
            elif address.startswith(f"{year}/"):
                found[address.removeprefix(f"{year}/").removesuffix("/index.html")] = address
            elif address.startswith("threats/"):
                found.setdefault("home/threat", address)
            elif not address[:4].isdigit():
                found[f"home/{address.removesuffix('index.html')}"] = address
        return found


def shared_folder(config: pytest.Config, own: pytest.TempPathFactory) -> Path:
    """The temporary folder of all workers that run tests at the same time."""
    base = own.getbasetemp()
    return base.parent if hasattr(config, "workerinput") else base


def built(data: str, shared: Path, *, forms: bool = False) -> Site:
    """
    The site of *data*, built once for all the tests that run at the same time; *shared* is their folder.

    It is the public's, with drafts; with *forms* that of the force, which alone may fill them in.
    Whoever comes first builds; the others wait.
    """
    folder = shared / f"{'forms' if forms else 'site'}-{data.replace('/', '-')}"
    with (shared / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            papers = data in WITH_PAPERS and not forms
            audience = Audience.FORCE if forms else Audience.PUBLIC
            source = Source(ROOT, ROOT / data, data, audience, drafts=True, documents=papers, forms=forms)
            build_site(source, folder, "/", lambda _: None, processes=2)
    return Site(folder / "current", data)


@contextmanager
def given_out(site: Site, own: Path) -> Iterator[str]:
    """The address of *site* while nginx gives it out, under its policy; *own* is for nginx's own files."""
    with serving(nginx_configuration(site.folder, site.folder), own) as address:
        yield address
