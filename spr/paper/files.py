"""
A paper as a file.

WeasyPrint loads Pango and what belongs to it when it is imported, and a machine may lack these: so what
writes a file is imported here by its name, when the first one is made, and by nobody else.
"""

from importlib import import_module

from spr.paper.blocks import Paper
from spr.paper.libraries import PDF, NoPdfError, missing_libraries


def write_file(name: str, paper: Paper) -> bytes:
    """The paper as the file *name*. Raises `NoPdfError`."""
    if name != PDF:
        written: bytes = import_module("spr.paper.word").write_word(paper)
        return written
    missing = missing_libraries()
    if missing:
        raise NoPdfError(missing)
    printed: bytes = import_module("spr.paper.pdf").write_pdf(paper)
    return printed
