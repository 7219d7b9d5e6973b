"""The board paper: what stands in it, and what its two files are to readers and their programs."""

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from spr.build.copies import load_year
from spr.build.documents import day_of
from spr.build.source import Source
from spr.changes import Kind, Thing
from spr.changes.wording import Fate
from spr.model.assessment import Paragraph, Year
from spr.model.words import Audience
from spr.paper.blocks import Heading, Numbered, Paper, Points, Run, Table, Words, runs_of, words
from spr.paper.compose import Since, compose
from spr.paper.files import write_file
from spr.paper.libraries import PDF, WORD
from spr.paper.page import render_page
from spr.paper.text import text
from spr.render.view import View
from tests.folders import ROOT
from tests.office import find_office

REAL, DRAFT = ("assessments", "2016"), ("examples/northmoor", "2025")


@cache
def view_of(data: str, year: str, audience: Audience = Audience.PUBLIC) -> View:
    """A year as an audience sees it, drafts too."""
    source = Source(ROOT, ROOT / data, data, audience, drafts=True)
    return View(*load_year(source, year), "")


@cache
def paper_of(data: str, year: str) -> Paper:
    """Its paper."""
    view = view_of(data, year)
    return compose(view, day_of(view.year))


@cache
def file_of(name: str, data: str, year: str) -> bytes:
    """Its paper as a file."""
    return write_file(name, paper_of(data, year))


def with_year(view: View, **values: object) -> View:
    """The same view of a year that says something else."""
    year: Year = replace(view.year, **values)  # type: ignore[arg-type]
    years = tuple(year if each.id == year.id else each for each in view.assessments.years)
    return View(replace(view.assessments, years=years), year, "")


def saying(what: str) -> Paper:
    """The paper of a year whose first paragraph says *what*."""
    view = view_of(*REAL)
    first, *others = view.year.sections
    changed: Paragraph = replace(first.paragraphs[0], text=what)
    section = replace(first, paragraphs=(changed, *first.paragraphs[1:]))
    return compose(with_year(view, sections=(section, *others)), 0)


def headings(paper: Paper) -> list[str]:
    """The headings of its parts."""
    return [heading.text for heading in paper.headings]


def structure(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element of the structure of a tagged PDF, in the order of reading."""
    yield from structure_of(pdf.Root.StructTreeRoot)


def structure_of(element: Any) -> Iterator[Any]:
    """Every element within another one."""
    below = element.get("/K", pikepdf.Array())
    for each in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            yield from structure_of(each)


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    """What each of them is: H1, P, TH."""
    return [str(element.S).removeprefix("/") for element in structure(pdf)]


def test_paper_has_all_parts_in_their_order() -> None:
    """The report as it is numbered, what is asked of whom, what moved, what words mean."""
    found = headings(paper_of(*REAL))
    assert found[:2] == ["In brief", "Purpose of report"]
    assert found[-6:] == [
        "Implications",
        "Recommendations",
        "Recommendations opened, closed and still open",
        "What changed since 2015 cycle, reported February 2016",
        "Glossary",
        "About this paper",
    ]


def test_every_paragraph_stands_in_it_once_under_its_number() -> None:
    """A paper is cited by the numbers of its paragraphs."""
    for which in (REAL, DRAFT):
        numbers = [block.number for block in paper_of(*which).body if isinstance(block, Numbered)]
        assert numbers == [paragraph.number for paragraph in view_of(*which).year.paragraphs]


def test_cover_says_that_a_year_was_corrected() -> None:
    """Whoever holds the first sheet alone has to know."""
    told = _plain([paper_of(DRAFT[0], "2024").facts])
    assert "Published on 16 December 2024. Corrected on 18 March 2025." in told


def test_recommendations_stand_first_where_the_board_wants_it_so() -> None:
    """Before the report, behind what it says in brief."""
    first = with_year(view_of(*REAL), recommendations_first=True)
    assert headings(compose(first, 0))[:3] == ["In brief", "Recommendations", "Purpose of report"]


def test_draft_is_watermarked_and_a_published_year_is_not() -> None:
    """Nobody takes the one for the other; and what was made up, or restated, says so on every sheet."""
    assert (paper_of(*DRAFT).watermark, paper_of(*REAL).watermark) == ("DRAFT", "")
    assert "Made-up data about a force that does not exist" in paper_of(*DRAFT).provenance
    assert "not issued by the force" in paper_of(*REAL).provenance


def test_glossary_explains_what_the_paper_uses_and_nothing_else() -> None:
    """It is for who reads this paper."""
    paper = saying("Only the PCC is told.")
    glossary = next(
        block for block in paper.body if isinstance(block, Table) and block.caption.startswith("What abbrev")
    )
    terms = [row[0] for row in glossary.rows]
    everything = " ".join(
        run.text for block in paper.body if block is not glossary for run in runs_of((block,))
    )
    assert words("PCC") in terms
    assert [term for term in terms if "".join(run.text for run in runs_of(term)) not in everything] == []


def test_markdown_of_the_data_arrives_as_paragraphs_and_lists() -> None:
    """The same Markdown as on the pages; whatever else there is stays text."""
    assert text(view_of(*REAL), "One *and* **two**\nin a line:\n\n3. three\n4. four\n\n# No heading") == (
        Words(
            (Run("One "), Run("and", emphasis=True), Run(" "), Run("two", strong=True), Run(" in a line:"))
        ),
        Points((words("three"), words("four")), 3),
        Words((Run("# No heading"),)),
    )


def test_nothing_becomes_a_link_that_was_none() -> None:
    """Of links, those out by a scheme that pages follow, and those to a place in the paper."""
    hostile = (
        "[a](javascript:alert) [b](file:///etc/passwd) https://example.org <script>x</script> "
        "![c](https://example.org/c.png) paragraph 2, paragraph 99, [d](https://example.org/d)"
    )
    paper = saying(hostile)
    out = {run.to for run in runs_of(paper.body) if run.to and not run.to.startswith("#")}
    assert out == {"https://example.org/d"}  # a picture is no link
    there = {f"#{block.id}" for block in paper.body if isinstance(block, Heading | Numbered)}
    assert {run.to for run in runs_of(paper.body) if run.to.startswith("#")} <= there
    assert "<script>" not in render_page(paper)


@pytest.mark.parametrize(
    ("audience", "threat", "told"),
    [
        (Audience.FORCE, "Violence against women and girls", "Not in that SPR edition"),
        (Audience.PUBLIC, "National cyber security incident", "Not published here"),
    ],
)
def test_what_cannot_be_known_is_not_as_before(audience: Audience, threat: str, told: str) -> None:
    """A grade beside one that is left out, or of a threat that was none, may have moved."""
    paper = compose(view_of(DRAFT[0], "2023", audience), 0)
    (table,) = (each for each in paper.body if isinstance(each, Table) and "at a glance" in each.caption)
    cells = {_plain(row[0]): [_plain(cell) for cell in row] for row in table.rows}
    assert told in cells[threat]


def _plain(cell: Any) -> str:
    return "".join(run.text for run in runs_of(cell))


def test_working_copy_shows_the_words_of_what_was_renamed_too() -> None:
    """Another change of a paragraph does not hide how it was reworded."""
    view = view_of(*DRAFT)
    reworded = next(
        each for each in view.changes if each.kind is Kind.REWORDED and each.what.thing is Thing.PARAGRAPH
    )
    paper = compose(view, 0, Since("2024 cycle", (reworded, replace(reworded, kind=Kind.RENAMED))))
    assert "Reworded" in {block.note for block in paper.body if isinstance(block, Numbered)}


def test_working_copy_shows_word_for_word_what_changed() -> None:
    """Deleted and inserted words in the paragraphs; all that a paragraph says now can be read from them."""
    view = view_of(*DRAFT)
    paper = compose(view, 0, Since("2024 cycle", view.changes))
    fates = {run.fate for run in runs_of(paper.body)}
    assert fates == set(Fate)
    assert {block.note for block in paper.body if isinstance(block, Numbered)} >= {"Reworded", "New"}
    assert "What changed since 2024 cycle" in headings(paper)


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    """The paper of the force's own year."""
    return pikepdf.open(io.BytesIO(file_of(PDF, *REAL)))


def test_pdf_says_that_it_follows_pdf_ua_and_in_which_language(pdf: pikepdf.Pdf) -> None:
    """Tagged, with a title that is shown, a language, and the mark of PDF/UA-1."""
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo["/Title"]).startswith(
        "Strategic Policing Requirement: annual assessment, 2016 cycle"
    )
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_pdf_has_headings_in_order_and_an_outline_of_them(pdf: pikepdf.Pdf) -> None:
    """No level is left out; the outline has every part."""
    levels = [int(kind[1:]) for kind in kinds(pdf) if re.fullmatch(r"H\d", kind)]
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    with pdf.open_outline() as outline:
        titles = [each.title for top in outline.root for each in (top, *top.children)]
    assert set(headings(paper_of(*REAL))) <= set(titles)


def test_pdf_has_tables_whose_cells_know_their_headers(pdf: pikepdf.Pdf) -> None:
    """Every table has header cells, each of which says what it heads."""
    tables = [element for element in structure(pdf) if element.S == "/Table"]
    assert len(tables) >= 1 + sum(isinstance(block, Table) for block in paper_of(*REAL).body)
    for table in tables:
        cells = [*structure_of(table)]
        heads = {str(cell.ID) for cell in cells if cell.S == "/TH"}
        named = [{str(head) for head in headers_of(cell)} for cell in cells if cell.S == "/TD"]
        assert [each for each in named if not each or not each <= heads] == []


def headers_of(cell: Any) -> Iterator[Any]:
    """The header cells that a cell names."""
    for each in cell.A if isinstance(cell.A, pikepdf.Array) else [cell.A]:
        yield from each.get("/Headers", [])


def test_paper_has_no_picture_that_would_need_words(pdf: pikepdf.Pdf) -> None:
    """All is text: what a picture would show stands in tables. Whoever adds one gives it an alternative."""
    with zipfile.ZipFile(io.BytesIO(file_of(WORD, *REAL))) as file:
        pictures = [name for name in file.namelist() if not name.endswith((".xml", ".rels"))]
    assert ("Figure" in kinds(pdf), pictures) == (False, [])


def test_every_sheet_of_a_pdf_says_what_it_is() -> None:
    """Marking, provenance, the number of the sheet and of all; on a draft the watermark."""
    pages = sheets(file_of(PDF, *DRAFT))
    for number, page in enumerate(pages, start=1):
        for told in ("OFFICIAL", "Made-up data", f"Page {number} of {len(pages)}", "DRAFT"):
            assert told in page, (number, told)


def sheets(content: bytes) -> list[str]:
    """The text of each page, as Chromium's or anybody's copying gives it."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as opened:
        for page in opened.pages:
            fonts = {name: to_unicode(font) for name, font in page.resources.Font.items()}
            found.append("".join(shown(page, fonts)))
    return found


def shown(page: pikepdf.Page, fonts: dict[str, dict[int, str]]) -> Iterator[str]:
    """What a page shows, from its glyphs and what its fonts say that they stand for."""
    font: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands = instruction.operands
        match str(instruction.operator):
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ":
                parts = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                for part in parts:
                    if isinstance(part, pikepdf.String):
                        raw = bytes(part)
                        yield from (
                            font.get(int.from_bytes(raw[place : place + 2]), "")
                            for place in range(0, len(raw), 2)
                        )


def to_unicode(font: Any) -> dict[int, str]:
    """The letters that the glyphs of a font stand for."""
    table = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>", table)
    return {int(glyph, 16): bytes.fromhex(letters).decode("utf-16-be") for glyph, letters in pairs}


def test_pdf_leads_nowhere_but_within(pdf: pikepdf.Pdf) -> None:
    """The data of this year has no link out: neither has the paper, and nothing in it runs."""
    actions = [note.A.S for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
    assert (set(map(str, actions)) <= {"/GoTo"}, "/AA" in pdf.Root, "/OpenAction" in pdf.Root) == (
        True,
        False,
        False,
    )


def test_files_are_the_same_bytes_from_the_same_data() -> None:
    """Another process, another day, other hashes: the same papers."""
    code = (
        "import hashlib, tests.test_paper as t\n"
        "for name in (t.PDF, t.WORD): print(hashlib.sha256(t.file_of(name, *t.REAL)).hexdigest())"
    )
    command = [sys.executable, "-c", code]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.split() == [hashlib.sha256(file_of(name, *REAL)).hexdigest() for name in (PDF, WORD)]


@pytest.fixture(scope="module")
def word() -> Any:
    """The same year's paper for Word, read back."""
    return docx.Document(io.BytesIO(file_of(WORD, *REAL)))


def test_word_file_has_real_headings_and_the_numbers_of_its_paragraphs(word: Any) -> None:
    """Word's own contents are made of headings; a number is text, because it is cited."""
    assert [each.text for each in word.paragraphs if each.style.name == "Heading 1"] == headings(
        paper_of(*REAL)
    )
    numbered = [
        each.text.split("\t")[0] for each in word.paragraphs if each.style.name == "Numbered paragraph"
    ]
    assert numbered == [paragraph.number for paragraph in view_of(*REAL).year.paragraphs]


def test_word_file_repeats_header_rows_and_names_its_tables(word: Any) -> None:
    """A table that goes over a page has its titles on each; each says what it is to who cannot see it."""
    tables = [block for block in paper_of(*REAL).body if isinstance(block, Table)]
    own = word.tables[1:]  # the first is the list of what the paper is, without titles
    assert [[cell.text for cell in table.rows[0].cells] for table in own] == [
        list(each.columns) for each in tables
    ]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in own)
    captions = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in own]
    assert captions == [each.caption for each in tables]


def test_word_file_has_a_title_a_language_and_no_person(word: Any) -> None:
    """Its properties tell of the paper; its dates are the year's."""
    properties = word.core_properties
    assert properties.title.startswith("Strategic Policing Requirement")
    assert (properties.author, properties.last_modified_by) == ("West Midlands Police",) * 2
    assert properties.created.timetuple()[:3] == (2016, 8, 31)
    lang = word.styles.element.find(f".//{qn('w:lang')}")
    assert lang.get(qn("w:val")) == "en-GB"


def test_word_file_says_on_every_sheet_what_it_is() -> None:
    """Marking, draft, provenance; the number of the sheet is Word's."""
    section = docx.Document(io.BytesIO(file_of(WORD, *DRAFT))).sections[0]
    assert section.header.paragraphs[0].text.endswith("DRAFT – OFFICIAL")
    assert "Made-up data" in section.footer.paragraphs[0].text
    codes = [each.text.strip() for each in section.footer.paragraphs[0]._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_word_file_tracks_changes() -> None:
    """A secretariat takes or refuses them in Word; what is deleted is no text of the paper."""
    view = view_of(*DRAFT)
    since = compose(view, 0, Since("2024 cycle", view.changes))
    body = docx.Document(io.BytesIO(write_file(WORD, since))).element.body
    deleted = ["".join(each.itertext()) for each in body.iter(qn("w:del"))]
    assert deleted == [run.text for run in runs_of(since.body) if run.fate is Fate.DELETED]
    assert len(list(body.iter(qn("w:ins")))) == sum(run.fate is Fate.INSERTED for run in runs_of(since.body))


def test_a_control_character_breaks_no_file() -> None:
    """No XML can hold it, so it is left out."""
    paper = saying("before\x0bafter\ufffe and so on")
    body = docx.Document(io.BytesIO(write_file(WORD, paper)))
    assert any("before" in each.text and "after" in each.text for each in body.paragraphs)


@pytest.mark.slow
def test_word_file_opens_in_an_office_program(tmp_path: Path) -> None:
    """LibreOffice makes a PDF of it."""
    (tmp_path / WORD).write_bytes(file_of(WORD, *REAL))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [find_office(), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), WORD]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    with pikepdf.open(tmp_path / PDF) as made:
        assert len(made.pages) > 5
