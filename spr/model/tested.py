"""What was tested of the accessibility of the pages, when and with what: the tests' own record."""

from dataclasses import dataclass

from spr.model.dates import Date


@dataclass(frozen=True)
class Held:
    """What a test holds, in a sentence, and on how many pages."""

    says: str
    pages: int


@dataclass(frozen=True)
class Tested:
    """
    One run of the tests, all of which passed.

    `tools` are the names of programs with their versions; `axe_rules` and `pages` are how many there were.
    """

    date: Date
    tools: tuple[tuple[str, str], ...]
    axe_rules: int
    pages: int
    held: tuple[Held, ...]
