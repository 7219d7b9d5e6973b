"""What a text cites by number: paragraphs and recommendations of its year."""

import re
from typing import Final

NUMBER: Final = r"\d+[A-Z]?\b"
"""A number of a paragraph or a recommendation: 12, or 12A for one that was put in."""

CITING: Final = re.compile(
    rf"\b(paragraph|recommendation)"
    rf"(?:\s+{NUMBER}|s\s+{NUMBER}(?:(?:,| and| or| to|, and|, or)\s+{NUMBER})*)",
    re.IGNORECASE,
)
"""Words that cite: of one, "paragraph 12"; of several, "paragraphs 12, 14 and 15"."""


def numbers_cited(what: str, text: str) -> tuple[str, ...]:
    """The numbers of the paragraphs, or recommendations (*what*, in the singular), that a text cites."""
    citing = (found for found in CITING.finditer(text) if found[1].lower() == what)
    return tuple(number for found in citing for number in re.findall(NUMBER, found[0], re.IGNORECASE))
