"""
What an audience may not see is in no byte of what it is given: pages, index, data, feed, papers, archives.

The sites are built as `spr build` builds them; `tests.reading` opens whatever can be opened.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

from spr.build import copies
from spr.build.delivery.archives import ARCHIVES, write_archive
from spr.build.site import build_site
from spr.build.source import Source
from spr.model.shared import Assessments
from spr.model.texts import every_text
from spr.model.words import Audience
from tests.canaries import OTHER_SONGS, SONGS
from tests.folders import ROOT, checked, lay
from tests.reading import OBJECT, everything_in
from tests.test_audience import SECRET, SECRETS
from tests.test_canaries import canaries, northmoor

CHECKSUM: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{16,}(?![0-9a-f])")
"""Also one that is cut short."""

BY_CHANCE: Final = re.compile(r"\d{4}|\d+ \d+")
"""Stands anywhere within a PDF: the four digits of a year, two of its numbers side by side."""

NORTHMOOR: Final = ROOT / "examples/northmoor"


def given_out(source: Source, folder: Path) -> Path:
    """All that leaves the building: the site with its papers, and the same in archives."""
    site = build_site(source, folder / "built", "https://intranet.example/spr/", lambda _: None, processes=2)
    out = folder / "out"
    out.mkdir()
    for ending in ARCHIVES:
        write_archive(site.folder, out / f"spr{ending}")
    site.folder.resolve().rename(out / "site")
    return out


def checksums_of(data: Path, written: Assessments, copy: Assessments) -> set[str]:
    """The beginnings of the checksums of the sources, and of each text that the copy leaves out."""
    kept = {each.text for each in every_text(copy)}
    left_out = (each.text.encode() for each in every_text(written) if each.text not in kept)
    files = (path.read_bytes() for path in data.rglob("*") if path.is_file())
    return {digest[:16] for content in (*files, *left_out) for digest in _digests(content)}


def _digests(content: bytes) -> Iterator[str]:
    for how in (hashlib.sha256, hashlib.sha1, hashlib.md5):
        yield how(content).hexdigest()
        yield how(content.rstrip()).hexdigest()


def telling(read: Iterable[tuple[str, str]], *songs: re.Pattern[str]) -> set[tuple[str, str]]:
    """Which files say what they should not."""
    return {
        (name, found[0])
        for name, text in read
        for tells in songs
        for found in tells.finditer(text)
        if not (name.endswith((OBJECT, ".pdf")) and BY_CHANCE.fullmatch(found[0]))
    }


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Source, list[tuple[str, str]]]:
    """Secrets of every kind, set by hand, and all that the public is given of them."""
    folder = tmp_path_factory.mktemp("secrets")
    data = lay(folder / "data", SECRETS)
    source = Source(ROOT, data, "assessments", drafts=True, documents=True)
    return source, list(everything_in(given_out(source, folder)))


def test_no_secret_is_given_to_the_public(secrets: tuple[Source, list[tuple[str, str]]]) -> None:
    """Nor the id of a year, nor what of its own lies beside the years, nor a checksum of any of it."""
    source, read = secrets
    assert telling(read, SECRET) == set()
    names = {name for name, _ in read}
    assert {"spr.tar.gz", "spr.zip/spr/2022/report.pdf", "site/feed.xml"} <= names
    assert {"spr.tar/spr/2021/report.docx/word/document.xml", "site/2021/search/search_index.json"} <= names
    written = checked(source.data).assessments
    digests = checksums_of(source.data, written, copies.load_copy(source))
    assert {found for _, text in read for found in CHECKSUM.findall(text) if found[:16] in digests} == set()


def test_outputs_say_what_they_were_made_from(secrets: tuple[Source, list[tuple[str, str]]]) -> None:
    """Every page of a year, its papers, its files and the list of years carry the digest of its data."""
    _, read = secrets
    for year in ("2021", "2022"):
        of_year = [(name, text) for name, text in read if name.startswith(f"site/{year}/")]
        data = next(text for name, text in of_year if name.endswith("/data/assessment.json"))
        digest = hashlib.sha256(data.partition("\n")[2].encode()).hexdigest()
        telling = {name for name, text in of_year if digest in text}
        pages = {name for name, _ in of_year if name.endswith(".html")}
        assert pages <= telling
        files = ("report.pdf/page", "report.docx/word/document.xml", "data/SHA256SUMS")
        assert {f"site/{year}/{name}" for name in files} <= telling
        assert digest in next(text for name, text in read if name == "site/versions.json")


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """All that is given out of Northmoor, a third of it kept back: for two audiences; with other secrets."""
    found: dict[str, Path] = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, audience, songs in (
            ("policing-body", Audience.POLICING_BODY, SONGS),
            ("public", Audience.PUBLIC, SONGS),
            ("public, other secrets", Audience.PUBLIC, OTHER_SONGS),
        ):
            model = canaries(0, songs).model(northmoor())
            patch.setattr(copies, "load_assessments", lambda *_, model=model: model)
            # What is loaded is kept by what it is called.
            source = Source(ROOT, NORTHMOOR, name, audience, drafts=True, documents=True)
            found[name] = given_out(source, tmp_path_factory.mktemp("canaries"))
            digests = checksums_of(NORTHMOOR, model, copies.load_copy(source))
            read = everything_in(found[name])
            assert not {each for _, text in read for each in CHECKSUM.findall(text) if each[:16] in digests}
        yield found


@pytest.mark.slow
def test_no_canary_is_given_to_the_public(trees: dict[str, Path]) -> None:
    """Nothing of what the force or the policing body alone may see."""
    tells = [song.tells for song in SONGS.values()]
    assert telling(everything_in(trees["public"]), *tells) == set()


@pytest.mark.slow
def test_canaries_of_the_force_are_not_given_to_the_policing_body(trees: dict[str, Path]) -> None:
    """What it may see stands in every kind of file: the looking finds what there is."""
    read = list(everything_in(trees["policing-body"]))
    assert telling(read, SONGS[Audience.FORCE].tells) == set()
    seen = {name for name, _ in telling(read, SONGS[Audience.POLICING_BODY].tells)}
    kinds = (".html", ".json", ".csv", ".md", "feed.xml", ".pdf/page", ".docx/word/document.xml", ".zip/")
    assert [kind for kind in kinds if not any(kind in name for name in seen)] == []


@pytest.mark.slow
def test_other_secrets_change_no_byte(trees: dict[str, Path]) -> None:
    """No size, no checksum, no order and no date of a file tells of what is left out."""
    one, other = (
        {name: (path / name).read_bytes() for name in names(path)}
        for path in (trees["public"], trees["public, other secrets"])
    )
    assert one == other


def names(folder: Path) -> list[str]:
    """The files in a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
