"""Each paragraph through all the years, by id and by the ids that it had before; never by number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spr.model.assessment import Paragraph, Said, Year
from spr.model.shared import Assessments


@dataclass(frozen=True)
class InYear:
    """A paragraph and the year whose it is."""

    year: Year
    paragraph: Paragraph


@dataclass(frozen=True)
class Wording:
    """A text and all the paragraphs that have it, newest first."""

    text: Said
    paragraphs: tuple[InYear, ...]


@dataclass(frozen=True)
class Strand:
    """
    A paragraph through the years, what it was split into and what it was merged from with it.

    `ids` are all its ids and `paragraphs` all that have one of them, newest first. `threats` are those that
    it was ever on; None stands for the report's own sections.
    """

    ids: tuple[str, ...]
    paragraphs: tuple[InYear, ...]

    @property
    def newest(self) -> InYear:
        """Where it stood last."""
        return self.paragraphs[0]

    @property
    def threats(self) -> frozenset[str | None]:
        """The threats that it was ever on, as the years of then have them."""
        return frozenset(threat_of(each) for each in self.paragraphs)

    @property
    def wordings(self) -> Sequence[Wording]:
        """Its texts, the newest first; one that came back stands once."""
        found: dict[Said, list[InYear]] = {}
        for each in self.paragraphs:
            found.setdefault(each.paragraph.text, []).append(each)
        return [Wording(text, tuple(paragraphs)) for text, paragraphs in found.items()]


def strands(assessments: Assessments) -> Sequence[Strand]:
    """Every paragraph of every year, each in one strand: in the order of the newest report, then of older."""
    every = [InYear(year, paragraph) for year in reversed(assessments.years) for paragraph in year.paragraphs]
    first = _first_of(each.paragraph for each in every)
    found: dict[str, list[InYear]] = {}
    for each in every:
        found.setdefault(first[each.paragraph.id], []).append(each)
    return [
        Strand(tuple(dict.fromkeys(each.paragraph.id for each in paragraphs)), tuple(paragraphs))
        for paragraphs in found.values()
    ]


def threat_of(each: InYear) -> str | None:
    """The threat on whose page of its year a paragraph stands; None for one of the report's own sections."""
    threats = {threat.id for threat in each.year.threats}
    return each.paragraph.threat if each.paragraph.threat in threats else None


def _first_of(paragraphs: Iterable[Paragraph]) -> Mapping[str, str]:
    """For the id of each paragraph, one id that stands for all that came from another or became another."""
    parents: dict[str, str] = {}

    def top(name: str) -> str:
        while parents.setdefault(name, name) != name:
            name = parents[name]
        return name

    for paragraph in paragraphs:
        for before in (paragraph.id, *paragraph.lineage):
            parents[top(before)] = top(paragraph.id)
    return {name: top(name) for name in parents}
