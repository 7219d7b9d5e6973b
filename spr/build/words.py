"""The words of a file of whatever kind, as people and programs can read them there."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from importlib import import_module
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

_WORD: Final = re.compile(r"[^\W_]+")

_INSIDE_WORDS: Final = re.compile(
    r"</?(?:a|abbr|b|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u|wbr|"
    r"w:(?!p\b|br\b|tab\b|tc\b|cr\b)[a-zA-Z]+)\b[^<>]*>|[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]"
)
"""What may stand within a word: `<abbr>PSU</abbr>s` is one. All other tags stand between words."""

_TAG: Final = re.compile(r"<[^<>]*>")
_ASIDE: Final = re.compile(r"=\"([^\"]*)\"|='([^']*)'|<!--(.*?)-->", re.DOTALL)
"""What goes with the tags: values of attributes, comments."""

_ESCAPED: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[bfnrt])")
"""In JSON and in scripts."""

_ZIPPED: Final = b"PK\x03\x04"
_PDF: Final = b"%PDF-"


class UnreadableError(ValueError):
    """A document that cannot be opened, so that nobody knows what stands in it."""


def words_in(text: str) -> list[str]:
    """The words of a text in small letters, without punctuation and signs of markup."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _WORD.findall(plain.casefold())


def words_of(name: str, content: bytes) -> Iterator[list[str]]:
    """
    The words of a file, once or several times, read in different ways.

    Markup is read without its tags, and then what these say in attributes. Of a PDF and of what is zipped
    (Word and the like), the texts are read; raises `UnreadableError` for one that cannot be opened.
    """
    if content.startswith(_PDF) or name.endswith(".pdf"):
        yield words_in(_text_of_pdf(content))
    elif content.startswith(_ZIPPED) or name.endswith(".docx"):
        for part in _parts_of_zip(content):
            yield from _words_of_markup(part)
    else:
        yield from _words_of_markup(content, is_escaped=name.endswith((".json", ".xml")))


def _words_of_markup(content: bytes, *, is_escaped: bool = False) -> Iterator[list[str]]:
    """With *is_escaped*, as in a feed and in a search index, markup stands in it as text."""
    text = _ESCAPED.sub(_meant, content.decode("utf-8", errors="ignore"))
    if is_escaped:
        text = unescape(text)
    yield words_in(unescape(_TAG.sub(" ", _INSIDE_WORDS.sub("", text))))
    if "<" in text:
        aside = dict.fromkeys(_ASIDE.findall(text))  # each once: navigation repeats them
        yield words_in(unescape(" ".join(map("".join, aside))))


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
