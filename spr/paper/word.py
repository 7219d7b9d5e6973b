"""
A paper as a Word file, for secretariats that edit it.

Paragraphs keep the numbers that they are cited by, so these are text: Word would count anew. What came and
went since another state of the text are tracked changes, which Word shows and takes or refuses.
"""

import io
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.run import Run as WordRun

from spr.changes.wording import Fate
from spr.paper.blocks import Block, Heading, Note, Numbered, Paper, Points, Run, Table, Text, Words

LANGUAGE: Final = "en-GB"
FONT: Final = "Arial"
WIDTH: Final = 166
"""Millimetres between the margins of A4."""

_THUMBNAIL: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can hold: the paper's own date stands in its properties."""

_LONGEST_PROPERTY: Final = 255

_NO_TEXT: Final = {"Cc", "Cs"}
"""Control characters and halves of pairs."""

_NONCHARACTERS: Final = "\ufffe\uffff"

_STYLES: Final = {"Normal": 10.5, "Title": 21, "Subtitle": 12.5, "Heading 1": 14, "Heading 2": 11}
"""Sizes in points."""


def write_word(paper: Paper) -> bytes:
    """The file; the same bytes for the same paper."""
    return _Writer(paper).written()


class _Writer:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document: Any = Document()
        self.numbered = 0

    def written(self) -> bytes:
        self._properties()
        self._styles()
        self._sheet()
        self._first()
        for block in self.paper.body:
            self._block(block)
        plain = io.BytesIO()
        self.document.save(plain)
        return _without_times(plain)

    def _properties(self) -> None:
        paper, properties = self.paper, self.document.core_properties
        properties.title = _property(f"{paper.title}, {paper.year}")
        properties.author = properties.last_modified_by = _property(paper.force)
        properties.subject = _property(f"{paper.marking}. {paper.provenance}")
        properties.comments = properties.keywords = properties.category = ""
        properties.language = LANGUAGE
        properties.revision = 1
        properties.created = properties.modified = paper.date.replace(tzinfo=None)
        package = self.document.part.package
        for name, relation in list(package.rels.items()):
            if relation.reltype == _THUMBNAIL:
                del package.rels[name]

    def _styles(self) -> None:
        styles = self.document.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        defaults.find(qn("w:lang")).set(qn("w:val"), LANGUAGE)
        for name, size in _STYLES.items():
            style = styles[name]
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in list(fonts.attrib):
                del fonts.attrib[attribute]
            for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{script}"), FONT)
            style.font.size = Pt(size)
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.font.italic = False
            style.font.bold = name not in {"Normal", "Subtitle"}
        normal = styles["Normal"].paragraph_format
        normal.space_after, normal.line_spacing = Pt(6), 1.15
        for name in ("Heading 1", "Heading 2"):
            styles[name].paragraph_format.space_before = Pt(20 if name == "Heading 1" else 12)
            styles[name].paragraph_format.space_after = Pt(6)
        border = styles["Title"].element.pPr.find(qn("w:pBdr"))
        if border is not None:
            styles["Title"].element.pPr.remove(border)
        numbered = styles.add_style("Numbered paragraph", WD_STYLE_TYPE.PARAGRAPH)
        numbered.base_style = styles["Normal"]
        numbered.paragraph_format.left_indent = Mm(12)
        numbered.paragraph_format.first_line_indent = Mm(-12)
        numbered.paragraph_format.tab_stops.add_tab_stop(Mm(12))

    def _sheet(self) -> None:
        """A4; the head and the foot of every sheet."""
        section, paper = self.document.sections[0], self.paper
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(25)
        head = section.header.paragraphs[0]
        self._aside(head, f"{paper.force} – {paper.year}", "")
        head.add_run(" – ".join(filter(None, (paper.watermark, paper.marking)))).bold = True
        foot = section.footer.paragraphs[0]
        self._aside(foot, paper.provenance, "Page ")
        _field(foot, "PAGE", "1")
        foot.add_run(" of ")
        _field(foot, "NUMPAGES", "1")
        for paragraph in (head, foot):
            for run in paragraph.runs:
                run.font.size = Pt(8.5)

    def _aside(self, paragraph: Any, left: str, right: str) -> None:
        """Words at the left, and at the right what comes next."""
        stops = paragraph.paragraph_format.tab_stops
        paragraph.style = self.document.styles["Normal"]
        stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{left}\t{right}")

    def _first(self) -> None:
        paper, document = self.paper, self.document
        document.add_paragraph(paper.force).runs[0].bold = True
        document.add_paragraph(paper.title, style="Title")
        document.add_paragraph(paper.year, style="Subtitle")
        self._table(paper.facts, heads=False)
        contents = document.add_paragraph()
        contents.add_run("Contents").bold = True
        _contents(document, [heading.text for heading in paper.headings])
        document.add_page_break()

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                heading = self.document.add_heading(_printable(block.text), block.level)
                self._bookmark(heading, block.id)
            case Numbered():
                self._numbered(block)
            case Table():
                self._table(block)
            case Note():
                for paragraph in self._text(self.document, block.text):
                    _bar(paragraph)
            case Words() | Points():
                self._text(self.document, (block,))

    def _numbered(self, block: Numbered) -> None:
        first, *others = block.text or (Words(()),)
        paragraph = self.document.add_paragraph(f"{block.number}\t", style="Numbered paragraph")
        self._bookmark(paragraph, block.id)
        if isinstance(first, Words):
            self._runs(paragraph, first)
        else:
            others = [first, *others]
        for each in self._text(self.document, tuple(others)):
            each.paragraph_format.left_indent = (each.paragraph_format.left_indent or 0) + Mm(12)
        if block.note:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
            note = self.document.add_paragraph()
            note.paragraph_format.left_indent = Mm(12)
            note.add_run(block.note).bold = True

    def _table(self, block: Table, *, heads: bool = True) -> None:
        if heads:
            caption = self.document.add_paragraph()
            caption.add_run(_printable(block.caption)).bold = True
            caption.paragraph_format.keep_with_next = True
        rows = len(block.rows) + heads
        table = self.document.add_table(rows, len(block.columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        _described(table, block.caption)
        if heads:
            for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
                run = cell.paragraphs[0].add_run(column)
                run.bold, run.font.size = True, Pt(9.5)
            _set(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", "true")
        for row, cells in zip(table.rows[int(heads) :], block.rows, strict=True):
            _set(row._tr.get_or_add_trPr(), "w:cantSplit", "true")
            for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
                self._cell(cell, text, bold=place == 0)
        for column, share in zip(table.columns, block.shares, strict=True):
            column.width = Mm(WIDTH * share / 100)
            for cell in column.cells:
                cell.width = Mm(WIDTH * share / 100)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _cell(self, cell: Any, text: Text, *, bold: bool) -> None:
        paragraphs = self._text(cell, text)
        if paragraphs:
            cell._tc.remove(cell.paragraphs[0]._p)
        for paragraph in paragraphs:
            paragraph.paragraph_format.space_after = Pt(2)
            for element in paragraph._p.iter(qn("w:r")):  # those within links too
                run = WordRun(element, paragraph)
                run.font.size = Pt(9.5)
                run.bold = True if bold else run.bold

    def _text(self, where: Any, text: Text, depth: int = 0) -> list[Any]:
        """Paragraphs and lists, in the document or in a cell; returns the paragraphs."""
        made = []
        for block in text:
            if isinstance(block, Words):
                made.append(self._runs(where.add_paragraph(), block))
                continue
            for place, item in enumerate(block.items):
                style = "List Bullet" if block.first is None else "Normal"
                sign = "" if block.first is None else f"{block.first + place}. "
                made += self._point(where, item, style, sign, depth)
        return made

    def _point(self, where: Any, item: Text, style: str, sign: str, depth: int) -> Iterator[Any]:
        paragraph = where.add_paragraph(sign, style=self.document.styles[style])
        if depth or sign:
            paragraph.paragraph_format.left_indent = Mm(6 * (depth + 1))
        first, *others = item or (Words(()),)
        if isinstance(first, Words):
            self._runs(paragraph, first)
        else:
            others = [first, *others]
        yield paragraph
        yield from self._text(where, tuple(others), depth + 1)

    def _runs(self, paragraph: Any, words: Words) -> Any:
        for run in words.runs:
            holder = self._holder(paragraph, run)
            made = paragraph.add_run(_printable(run.text))
            made.bold, made.italic = run.strong or None, run.emphasis or None
            if run.fate is Fate.DELETED:
                for text in made._r.findall(qn("w:t")):
                    text.tag = qn("w:delText")
                    text.set(qn("xml:space"), "preserve")
            if holder is not None:
                holder.append(made._r)
        return paragraph

    def _holder(self, paragraph: Any, run: Run) -> Any:
        """What a run stands in, if it is more than words: a link out of the paper, or a tracked change."""
        if run.fate is not Fate.SAME:
            holder = OxmlElement("w:del" if run.fate is Fate.DELETED else "w:ins")
            self.numbered += 1
            holder.set(qn("w:id"), str(self.numbered))
            holder.set(qn("w:author"), self.paper.force)
            holder.set(qn("w:date"), self.paper.date.strftime("%Y-%m-%dT%H:%M:%SZ"))
        elif run.to and not run.to.startswith("#"):
            holder = OxmlElement("w:hyperlink")
            name = paragraph.part.relate_to(run.to, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            holder.set(qn("r:id"), name)
        elif run.to:
            holder = OxmlElement("w:hyperlink")
            holder.set(qn("w:anchor"), _anchor(run.to[1:]))
        else:
            return None
        paragraph._p.append(holder)
        return holder

    def _bookmark(self, paragraph: Any, name: str) -> None:
        """A place that can be led to, around what a paragraph holds by now."""
        self.numbered += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self.numbered))
        start.set(qn("w:name"), _anchor(name))
        paragraph._p.append(start)
        paragraph._p.append(end)


def _anchor(name: str) -> str:
    """A name that Word takes: letters, digits and low lines, and no more than 40 of them."""
    return "".join(sign if sign.isalnum() else "_" for sign in name)[:40]


def _property(text: str) -> str:
    """A text as a property of the file, which is no longer than Word takes."""
    whole = _printable(text)
    return whole if len(whole) <= _LONGEST_PROPERTY else f"{whole[: _LONGEST_PROPERTY - 1]}…"


def _printable(text: str) -> str:
    """A text in one line, without what no XML can hold."""
    kept = (sign for sign in " ".join(text.split("\n")) if sign not in _NONCHARACTERS)
    return "".join(sign for sign in kept if unicodedata.category(sign) not in _NO_TEXT)


def _set(holder: Any, name: str, value: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    holder.append(element)


def _described(table: Any, caption: str) -> None:
    """What a table is, for who cannot see it."""
    for name in ("w:tblCaption", "w:tblDescription"):
        _set(table._tbl.tblPr, name, _printable(caption))


def _bar(paragraph: Any) -> None:
    """A line at the left of what must be known before reading on."""
    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", "000000")):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.left_indent = Mm(4)


def _field(paragraph: Any, code: str, now: str) -> list[Any]:
    """What Word works out: a number of pages, the contents. *now* stands there until it has; its runs."""
    runs = [paragraph.add_run(words) for words in ("", "", "", now, "")]
    for run, kind in zip((runs[0], runs[2], runs[4]), ("begin", "separate", "end"), strict=True):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    runs[1]._r.append(instruction)
    return runs


def _contents(document: Any, headings: list[str]) -> None:
    """The contents as Word makes them; until it has, the headings without their pages."""
    begin, *_ = _field(document.add_paragraph(), 'TOC \\o "1-1" \\h \\z', "\n".join(headings))
    begin._r.find(qn("w:fldChar")).set(qn("w:dirty"), "true")


def _without_times(plain: io.BytesIO) -> bytes:
    """The same file without the moment at which it was written."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return fixed.getvalue()
