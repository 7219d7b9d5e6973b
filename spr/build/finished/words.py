"""The texts of a file of whatever kind, as people and programs can read them there, and their words."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

_BETWEEN: Final = "\x1f"
"""Stands between two texts that are read as two: cells, paragraphs, values. No text of the data has it."""

_WORD: Final = re.compile(r"[^\W_]+")

_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]")
"""Takes no room: a hyphen where a word may be parted, and the like."""

_WITHIN: Final = re.compile(
    r"</?(?:a|abbr|b|br|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u|wbr|"
    r"w:(?!p\b|tc\b)[a-zA-Z]+)\b[^<>]*>"
)
"""What may stand within a text, and even within a word: `<abbr>PSU</abbr>s` is one."""

_BREAK: Final = re.compile(r"<(?:br|w:(?:br|cr|tab))\b[^<>]*>")
_TAG: Final = re.compile(r"<[^<>]*>")
_ASIDE: Final = re.compile(r"=\"([^\"]*)\"|='([^']*)'|<!--(.*?)-->", re.DOTALL)
"""What goes with the tags: values of attributes, comments."""

_QUOTED: Final = re.compile(r'(?<!\\)"')
"""Where a text of JSON or of a script begins and ends."""

_ESCAPED: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[bfnrt])")
"""In JSON and in scripts."""

_ZIPPED: Final = b"PK\x03\x04"
_PDF: Final = b"%PDF-"


class UnreadableError(ValueError):
    """A document that cannot be opened, so that nobody knows what stands in it."""


def words_in(text: str) -> list[str]:
    """The words of a text in small letters, without punctuation and signs of markup."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return _WORD.findall(plain.casefold())


def texts_of(name: str, content: bytes) -> Iterator[str]:
    """
    The texts of a file: each paragraph, cell or value.

    Markup is read without its tags, and then what these say in attributes. Of a PDF and of what is zipped
    (Word and the like), the texts are read; raises `UnreadableError` for one that cannot be opened.
    """
    if content.startswith(_PDF) or name.endswith(".pdf"):
        yield _text_of_pdf(content)
    elif content.startswith(_ZIPPED) or name.endswith(".docx"):
        for part in _parts_of_zip(content):
            yield from _texts_of_markup(part.decode("utf-8", errors="ignore"))
    else:
        yield from _texts_of_markup(_parted(Path(name).suffix, content.decode("utf-8", errors="ignore")))


def _parted(kind: str, text: str) -> str:
    """The texts of a file of a kind, as markup or none, with `_BETWEEN` between them."""
    match kind:
        case ".json" | ".js":
            text = _ESCAPED.sub(_meant, _QUOTED.sub(_BETWEEN, text))
            return unescape(text) if kind == ".json" else text  # a search index holds markup
        case ".xml":
            return unescape(text)  # a feed does
        case ".csv":
            return _BETWEEN.join(cell for row in csv.reader(StringIO(text)) for cell in row)
        case ".md":
            return text.replace("\n", _BETWEEN)
    return text


def _texts_of_markup(text: str) -> Iterator[str]:
    without_tags = _TAG.sub(_BETWEEN, _WITHIN.sub("", _BREAK.sub(" ", text))) if "<" in text else text
    yield from unescape(without_tags).split(_BETWEEN)
    if "<" in text:
        yield from map(unescape, map("".join, _ASIDE.findall(text)))


def _meant(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16)) if escaped[1] else " "


def _text_of_pdf(content: bytes) -> str:
    library: Any = import_module("pypdfium2")  # which has no types
    try:
        with library.PdfDocument(content) as document:
            said = [
                *document.get_metadata_dict().values(),
                *(each.get_title() for each in document.get_toc()),
            ]
            said += [page.get_textpage().get_text_bounded() for page in document]
    except library.PdfiumError as error:
        raise UnreadableError from error
    return "\n".join(said)


def _parts_of_zip(content: bytes) -> Iterator[bytes]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            for name in packed.namelist():
                yield packed.read(name)
    except (BadZipFile, RuntimeError) as error:
        raise UnreadableError from error
