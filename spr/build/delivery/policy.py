"""The Content Security Policy of a finished site: what its pages may do, and nothing else."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_INLINE: Final = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_NO_SCRIPT: Final = re.compile(rb"""\bsrc=|\btype=["']?application/""")
"""A file of its own, or data for a script."""


def policy(tree: Path) -> str:
    """The policy for the finished site in *tree*."""
    return policy_of(page.read_bytes() for page in sorted(tree.rglob("*.html")))


def policy_of(pages: Iterable[bytes]) -> str:
    """
    The policy for *pages*, as the value of its header.

    Nothing is loaded from another host, nothing is drawn by a style attribute, no other site shows ours in
    a frame; of the scripts that stand in the pages themselves (the theme has a few) just these may run.
    """
    scripts = " ".join(["'self'", *(f"'sha256-{found}'" for found in sorted({*_hashes(pages)}))])
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self'",
            "img-src 'self' data:",  # the theme's style sheets hold their pictures
            "connect-src 'self'",  # the search reads its index
            "worker-src 'self'",
            "font-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _hashes(pages: Iterable[bytes]) -> Iterator[str]:
    for page in pages:
        for found in _INLINE.finditer(page):
            if not _NO_SCRIPT.search(found["attributes"]):
                yield b64encode(hashlib.sha256(found["text"]).digest()).decode()
