"""
What each part of a site is made from, as understood: checksums of what a part sees of the data.

A part whose checksum is the same says the same, byte for byte, and need not be built again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from spr.build.documents import issued_files
from spr.build.inputs import (
    PAGES_OF_A_YEAR,
    PAGES_OF_HOME,
    digest_of_files,
    digest_of_software,
    digest_of_texts,
)
from spr.build.parts import HOME
from spr.build.source import Source
from spr.form import form_files
from spr.model.assessment import Year
from spr.model.horizon import up_to
from spr.model.shared import Assessments


def digests_of_parts(source: Source, site_url: str, copy: Assessments) -> Mapping[str, str]:
    """
    What each part is made from, by its name: every year of *copy*, and home.

    Of the data, a year has what `up_to` lets it see: what comes later does not touch it, nor what it does
    not use. Home has everything.
    """
    of_year = digest_of_software(source, site_url, PAGES_OF_A_YEAR)
    of_home = digest_of_software(source, site_url, PAGES_OF_HOME)
    contents = _Contents()
    years = {
        year.id: digest_of_texts(
            of_year,
            contents.of_year(up_to(copy, year), year),
            *(digest_of_files(path.parent, [path]) for path in _files(source, year)),
        )
        for year in copy.years
    }
    return {**years, HOME: digest_of_texts(of_home, contents.of(copy), *years.values())}


def digest_of_copy(copy: Assessments) -> str:
    """The checksum of all that a copy holds: what home is made from."""
    return _Contents().of(copy)


def _files(source: Source, year: Year) -> Iterator[Path]:
    """The files that are in a year's site as they stand."""
    yield from issued_files(source, year.id)
    if source.forms:
        yield from form_files(source.data, source.root / "schemas", year)


class _Contents:
    """Checksums of values of the model; each is worked out once, however many years see it."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}

    def of_year(self, known: Assessments, year: Year) -> str:
        """What *year* can see, and which of the years it is."""
        return digest_of_texts(year.id, self.of(known))

    def of(self, value: object) -> str:
        """A value as text that says what is equal and what is not: where it stands in a file is left out."""
        if is_dataclass(value):
            if id(value) not in self._known:  # which stays its own for as long as the value is kept here
                names = (field.name for field in fields(value) if field.compare)
                parts = (f"{name}={self.of(getattr(value, name))}" for name in names)
                self._known[id(value)] = value, digest_of_texts(type(value).__name__, *parts)
            return self._known[id(value)][1]
        if isinstance(value, Mapping):
            return self._several("{}", value.items())
        if isinstance(value, frozenset):
            return self._several("<>", sorted(value))
        if isinstance(value, tuple | list):
            return self._several("[]", value)
        return repr(value)

    def _several(self, marks: str, values: Iterable[object]) -> str:
        return f"{marks[0]}{','.join(map(self.of, values))}{marks[1]}"
