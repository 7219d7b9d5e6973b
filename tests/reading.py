"""Every byte of what is given out, opened as far as it can be."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2

OBJECT: Final = "object"
"""An object of a PDF: full of numbers that no reader sees."""


def everything_in(folder: Path) -> Iterator[tuple[str, str]]:
    """The name and the content as text of each file in a folder, and of each file within it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from opened(path.relative_to(folder).as_posix(), path.read_bytes())


def opened(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """A file as it is, and what is in it: in an archive, in a Word file, in each object of a PDF."""
    yield name, f"{name}\n{content.decode('utf-8', errors='ignore')}"
    if content.startswith(b"\x1f\x8b"):
        yield from opened(name.removesuffix(".gz"), gzip.decompress(content))
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.infolist():
                yield from opened(f"{name}/{member.filename}", packed.read(member))
    elif content.startswith(b"%PDF-"):
        yield from ((f"{name}/{part}", text) for part, text in _in_pdf(content))
    elif content[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(content)) as packed_tar:
            for each in packed_tar.getmembers():
                file = packed_tar.extractfile(each)
                yield from opened(f"{name}/{each.name}", file.read() if file else b"")


def _in_pdf(content: bytes) -> Iterator[tuple[str, str]]:
    """Its pages as they are read, and all of its objects with their streams."""
    with pypdfium2.PdfDocument(content) as document:
        yield from (("page", page.get_textpage().get_text_bounded()) for page in document)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for each in [*pdf.objects, pdf.trailer]:
            yield from ((OBJECT, text) for text in _in_object(each))


def _in_object(value: Any) -> Iterator[str]:
    """Texts and streams; what another object holds is met there."""
    if isinstance(value, pikepdf.Stream):
        yield value.read_bytes().decode("utf-8", errors="ignore")
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield from map(str, value.keys())
        inside = list(value.values())
    elif isinstance(value, pikepdf.Array):
        inside = list(value)
    else:
        yield str(value)
        return
    for each in inside:
        if not getattr(each, "is_indirect", False):
            yield from _in_object(each)
