"""The two built sites that end-to-end tests read: the force's own and Northmoor."""

import fcntl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spr.build.site import build_site
from spr.build.source import Source
from spr.model.words import Audience

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
            if address.startswith(f"{year}/threats/") and address.endswith("/form/index.html"):
                found.setdefault("form", address)
            elif address.startswith(f"{year}/threats/"):
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


def built(data: str, shared: Path) -> Site:
    """
    The site of *data*, built once for all the tests that run at the same time; *shared* is their folder.

    Whoever comes first builds; the others wait.
    """
    folder = shared / f"site-{data.replace('/', '-')}"
    with (shared / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            papers = data in WITH_PAPERS
            source = Source(
                ROOT, ROOT / data, data, Audience.PUBLIC, drafts=True, documents=papers, forms=True
            )
            build_site(source, folder, "/", lambda _: None, processes=2)
    return Site(folder / "current", data)
