"""What a change to the data means: every year that differs from another revision, as values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from spr.checking.assessments import check_folder
from spr.comparing import Asked, Comparison, compare_states, copy_at
from spr.errors import Problem
from spr.left import Left, left
from spr.loading.folder import Folders
from spr.model.assessment import Action, Exercise, RecordEvent, Risk, Year
from spr.model.audience import for_audience
from spr.model.shared import Area, Assessments, Meeting, Metric, Scale, Term
from spr.model.words import Audience, Recorded

_Entry: TypeAlias = Area | Scale | Metric | Term | Meeting


@dataclass(frozen=True, kw_only=True)
class YearReview:
    """
    One year that differs.

    `comparison` is with what it was; of a year that is new, with the year before, and None where there is
    none. `recorded` is what was added to its record; `left` what is left of a draft, None for any other.
    """

    year: Year
    is_new: bool
    comparison: Comparison | None
    recorded: tuple[RecordEvent, ...]
    left: Left | None


@dataclass(frozen=True, kw_only=True)
class Review:
    """
    What changed since `base`, as people named it, or (with `problems`) what has to be mended first.

    `shared` tells of entries that all years share: "Metric boats: changed". `gone` are years.
    """

    base: str
    shared: tuple[str, ...] = ()
    years: tuple[YearReview, ...] = ()
    gone: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def review(folders: Folders, audience: Audience, base: str) -> Review:
    """
    What changed since the revision *base*, as *audience* may see it; years that did not are left out.

    Raises what `compare` raises, but for problems of the data as it is now: they are part of the review.
    """
    checked = check_folder(folders.data, folders.shown, folders.schemas)
    if checked.problems:
        return Review(base=base, problems=checked.problems)
    there = for_audience(checked.assessments, audience)
    here = copy_at(folders, audience, Asked("", base))
    reviews = (_review(here, there, year, base) for year in there.years)
    known = {year.id for year in there.years}
    return Review(
        base=base,
        shared=tuple(_shared(here, there)),
        years=tuple(each for each in reviews if each is not None),
        gone=tuple(year.id for year in here.years if year.id not in known),
    )


def _shared(here: Assessments, there: Assessments) -> Iterator[str]:
    """What became of the entries that years share, by sort and id."""
    sorts: tuple[tuple[str, Sequence[_Entry], Sequence[_Entry]], ...] = (
        ("Area", here.areas.listed, there.areas.listed),
        ("Scale", here.scales, there.scales),
        ("Metric", here.metrics, there.metrics),
        ("Term", here.terms, there.terms),
        ("Meeting", here.meetings, there.meetings),
    )
    if here.force != there.force:
        yield "Force: changed"
    for sort, before, after in sorts:
        old, new = ({each.id: each for each in listed} for listed in (before, after))
        for name in dict.fromkeys((*new, *old)):
            if old.get(name) != new.get(name):
                how = "changed" if name in old and name in new else "new" if name in new else "gone"
                yield f"{sort} {name}: {how}"


def _review(here: Assessments, there: Assessments, year: Year, base: str) -> YearReview | None:
    old = here.year(year.id)
    if old == year and here.recommendations == there.recommendations:
        return None
    before = there.year_before(year)
    comparison = None
    if old is not None:
        comparison = compare_states(here, there, Asked(year.id, base), Asked(year.id))
    elif before is not None:
        comparison = compare_states(there, there, Asked(before.id), Asked(year.id))
    recorded = year.record[len(old.record) if old else 0 :]
    if (
        old is not None
        and not (comparison and comparison.changes)
        and not recorded
        and _reviews(old) == _reviews(year)
    ):
        return None
    return YearReview(
        year=year,
        is_new=old is None,
        comparison=comparison,
        recorded=recorded,
        left=None if year.events(Recorded.PUBLISHED) else left(there, year),
    )


def _reviews(year: Year) -> list[object]:
    beside = (thing for part in year.all_statements for thing in part.named)
    return [
        *(each.review for each in year.paragraphs),
        *(each.review for each in beside if isinstance(each, Risk | Action | Exercise)),
    ]
