"""
A paper as a PDF that follows PDF/UA-1: tagged, with a title, a language and an outline.

Importing this loads Pango; it is imported by `files` alone, and only where a PDF is made.
"""

from typing import Final, NoReturn

from weasyprint import HTML, URLFetcher

from spr.paper.blocks import Paper
from spr.paper.page import render_page

VARIANT: Final = "pdf/ua-1"


class _Nothing(URLFetcher):  # type: ignore[misc] # the library has no types
    """Fetches nothing: a paper is whole in itself."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:  # noqa: ARG002 (as the library calls it)
        raise ValueError(url)


def write_pdf(paper: Paper) -> bytes:
    """The file; the same bytes for the same paper, with the same libraries and fonts."""
    page = HTML(string=render_page(paper), url_fetcher=_Nothing())
    written: bytes = page.write_pdf(pdf_variant=VARIANT)
    return written
