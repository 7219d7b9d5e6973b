"""The documents of a year's site: which there are, who may have them, what they are made anew for."""

import hashlib
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from spr.build import documents, inputs
from spr.build.contents import digests_of_parts
from spr.build.copies import load_copy, load_year
from spr.build.documents import day_of, documents_of, issued_papers, papers_to_issue
from spr.build.making import part_job, plan_of
from spr.build.source import Source, source_told
from spr.checking.assessments import load_assessments
from spr.cycle.publishing import NotRecordedError, publish
from spr.loading.folder import Folders
from spr.model.dates import Date
from spr.model.words import Audience
from spr.paper import libraries
from spr.paper.blocks import Paper
from spr.paper.files import write_file
from spr.paper.libraries import PDF, WORD, NoPdfError, files_made, missing_libraries
from tests.folders import ROOT, SCHEMAS, checked, lay
from tests.test_paper import DRAFT, paper_of


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """The base: 2021 is published, 2022 a draft; both made up, and for everybody."""
    return Source(ROOT, lay(tmp_path / "data"), "assessments", drafts=True, documents=True)


def for_audience(source: Source, audience: Audience) -> Source:
    """The same data in the copy for another audience."""
    return Source(source.root, source.data, source.shown, audience, drafts=True)


def lay_issued(source: Source, audience: Audience) -> None:
    """Lay a paper as issued, in the copy for an audience, where no publication asks for it."""
    path = source.data / "2022" / "issued" / audience / PDF
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(audience.encode())


def test_paper_as_issued_is_given_to_the_audience_that_it_was_made_for(source: Source) -> None:
    """What others may see more of stays with them; what lies there without an audience is given to nobody."""
    lay_issued(source, Audience.FORCE)
    (source.data / "2022" / "issued" / "paper.pdf").write_bytes(b"for whom?")
    found = {audience: dict(documents_of(for_audience(source, audience), "2022", 0)) for audience in Audience}
    assert found == {
        Audience.FORCE: {"issued/report.pdf": b"force"},
        Audience.POLICING_BODY: {},
        Audience.PUBLIC: {},
    }
    assert [path.name for path in issued_papers(source.data, "2022")] == ["report.pdf", "paper.pdf"]


def test_publishing_keeps_a_paper_for_each_audience() -> None:
    """Each has its own copy in it, as it is published: no draft any more."""
    written = {paper.watermark for paper in papers_issued("examples/northmoor", "2024").values()}
    names = list(papers_issued("examples/northmoor", "2024"))
    assert names == [f"issued/{audience}/report.pdf" for audience in Audience]
    assert written == {""}


def test_nothing_is_issued_of_a_paper_that_was_issued_elsewhere() -> None:
    """A restated year has a paper of ours, and that is not the one that was issued."""
    assert papers_issued("assessments", "2016") == {}


def papers_issued(data: str, name: str) -> dict[str, Paper]:
    """What publishing a year would keep, as papers."""
    known = load_assessments(ROOT / data, data, ROOT / "schemas")
    year = known.year(name)
    assert year is not None
    papers: dict[str, Paper] = {}
    as_they_are = patch.object(documents, "write_file", lambda _, paper: paper)
    with as_they_are, patch.object(documents, "refuse_telling"):
        papers |= papers_to_issue(known, year)  # type: ignore[arg-type]
    return papers


def test_what_is_issued_is_fixed_with_the_year(tmp_path: Path) -> None:
    """It stands in the record; one that was there before stays; where publishing fails, nothing is left."""
    folder = lay(tmp_path / "data")
    folders = Folders(folder, "assessments", SCHEMAS)
    files = {"issued/public/report.pdf": b"as issued"}
    with pytest.raises(NotRecordedError):
        publish(folders, "2022", Date("2022-12-05"), "nobody", lambda *_: files)
    assert not (folder / "2022" / "issued" / "public" / PDF).exists()
    publish(folders, "2022", Date("2022-12-05"), "chief", lambda *_: files)
    assert hashlib.sha256(b"as issued").hexdigest() in (folder / "2022" / "record.yaml").read_text("utf-8")
    assert checked(folder).problems == ()


def test_a_partial_year_has_no_paper() -> None:
    """Nothing is known of what it said but what became of its recommendations."""
    source = Source(ROOT, ROOT / "assessments", "assessments", documents=True)
    assert documents_of(source, "2015", day_of(load_year(source, "2015")[1])) == {}


def test_pages_and_papers_are_made_from_one_copy(source: Source) -> None:
    """The generator, which is told of the data in words, loads nothing that the builder has."""
    job = part_job(plan_of(source, "/", ""), "2022", source.data / "site")
    assert load_copy(source_told(source.root, job.told)) is load_copy(source)


def test_what_a_paper_is_made_with_reaches_the_parts_of_a_site(source: Source) -> None:
    """Pango comes or goes, papers are asked for, one as issued is laid: a year is built anew."""
    copy = load_copy(source)

    def digest() -> str:
        return digests_of_parts(source, "/", copy)["2022"]

    before = digest()
    with patch.object(inputs, "files_made", lambda: (WORD,)):
        assert digest() != before
    without = replace(source, documents=False)
    assert digests_of_parts(without, "/", copy)["2022"] != before
    lay_issued(source, Audience.PUBLIC)
    assert digest() != before


def test_without_the_libraries_there_is_no_pdf_and_a_sentence_that_says_why() -> None:
    """Everything else is made; nothing is offered that is not there."""
    assert missing_libraries() == ()
    with patch.object(libraries, "_LIBRARIES", (("libnowhere.so.0",),)):
        assert files_made() == (WORD,)
        with pytest.raises(NoPdfError) as caught:
            write_file(PDF, paper_of(*DRAFT))
    assert str(caught.value) == (
        "No paper is made as PDF: libnowhere.so.0 cannot be loaded. On Debian and Ubuntu: make documents, or "
        "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation"
    )
