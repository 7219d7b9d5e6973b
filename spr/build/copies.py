"""The data of a site as hooks, macros and the builder share it: read once for as long as no file changes."""

from dataclasses import replace
from functools import lru_cache

from spr.build.finished.left_out import LeftOut, left_out
from spr.build.source import Source
from spr.checking.assessments import load_assessments
from spr.errors import NoFolderError, NotThereError, SprError, command, shown
from spr.loading.digest import digest_of
from spr.model.assessment import Year
from spr.model.audience import for_audience
from spr.model.drafts import without_drafts
from spr.model.horizon import up_to
from spr.model.shared import Assessments
from spr.model.words import Audience

NEWEST = "newest"


class NoYearError(SprError):
    """The folder `shown` has no year."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        super().__init__(shown)

    def __str__(self) -> str:
        return f"There is no year in {self.shown}. Expected: a folder such as {self.shown}/2016."


class OnlyDraftsError(SprError):
    """No year in the folder `shown` is published; `years` are there, and `audience` may see one of them."""

    def __init__(self, shown: str, years: tuple[str, ...], audience: Audience) -> None:
        self.shown = shown
        self.years = years
        self.audience = audience
        super().__init__(shown, years, audience)

    def __str__(self) -> str:
        seen = "--drafts" if self.audience is Audience.PUBLIC else f"--drafts --audience {self.audience}"
        return (
            f"No year in {self.shown} is published yet ({', '.join(self.years)}), and drafts are left out. "
            f"Publish one with `{command('publish')}`, or see them with {seen}."
        )


class HiddenYearsError(SprError):
    """Of `years` in the folder `shown`, `asked` may see none; `audience` may."""

    def __init__(self, shown: str, years: tuple[str, ...], asked: Audience, audience: Audience) -> None:
        self.shown = shown
        self.years = years
        self.asked = asked
        self.audience = audience
        super().__init__(shown, years, asked, audience)

    def __str__(self) -> str:
        return (
            f"No year in {self.shown} is for {shown(self.asked)} ({', '.join(self.years)}). "
            f"Whoever may see one adds: --audience {self.audience}"
        )


def load_copy(source: Source) -> Assessments:
    """
    The copy for the source's audience.

    Raises what `load_assessments` raises, and where there are years but none in the copy, `OnlyDraftsError`
    if they are drafts, `HiddenYearsError` if they are for others.

    It is kept by the content of the files, so that a generator that asks for each page pays once.
    """
    if not source.data.is_dir():
        raise NoFolderError(source.shown)
    return _copy(_what_is_loaded(source), _digest(source))


def load_left_out(source: Source) -> LeftOut:
    """What the copy leaves out of what is written: what its audience may not see, and drafts."""
    return _left_out(_what_is_loaded(source), _digest(source))


def _what_is_loaded(source: Source) -> Source:
    """A source without what adds files to a site and changes nothing in the copy that they are made from."""
    return replace(source, data=source.data.resolve(), documents=False, forms=False)


def _digest(source: Source) -> str:
    return digest_of(source.data, source.root / "schemas")


@lru_cache(maxsize=4)
def _written(source: Source, digest: str) -> Assessments:  # noqa: ARG001 (the digest is the key)
    return load_assessments(source.data, source.shown, source.root / "schemas")


@lru_cache(maxsize=4)
def _left_out(source: Source, digest: str) -> LeftOut:
    return left_out(_written(source, digest), _copy(source, digest))


@lru_cache(maxsize=4)
def _copy(source: Source, digest: str) -> Assessments:
    written = _written(source, digest)
    asked_for = written if source.drafts else without_drafts(written)
    copy = for_audience(asked_for, source.audience)
    if copy.years or not written.years:
        return copy
    if asked_for.years:
        raise HiddenYearsError(source.shown, _ids(asked_for), source.audience, _widest(asked_for))
    raise OnlyDraftsError(source.shown, _ids(written), _widest(written))


def _ids(assessments: Assessments) -> tuple[str, ...]:
    return tuple(year.id for year in assessments.years)


def _widest(assessments: Assessments) -> Audience:
    """The audience of most readers that may see one of the years."""
    return next(audience for audience in reversed(Audience) if for_audience(assessments, audience).years)


def load_year(source: Source, name: str | int) -> tuple[Assessments, Year]:
    """
    What the year *name* can see, and the year; raises what `load_copy` and `find_year` raise.

    The same values for all who ask, so that what one works out of them serves the others.
    """
    copy = load_copy(source)
    year = find_year(copy, name, source.shown)
    known = up_to(copy, year)
    return known, find_year(known, year.id, source.shown)


def find_year(copy: Assessments, name: str | int, shown: str) -> Year:
    """
    The year *name*; for `newest` the newest that is published, or the newest of all.

    Raises `NotThereError` if there is no such year, and `NoYearError` if there is none at all.
    """
    if not copy.years:
        raise NoYearError(shown)
    name = str(name)  # `!ENV` makes a number of 2016
    if name == NEWEST:
        return copy.newest
    year = copy.year(name)
    if year is None:
        raise NotThereError("year", name, [year.id for year in copy.years])
    return year
