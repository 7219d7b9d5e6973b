"""
Comparing two years for whoever asks: as the data is, or as it was at a git revision.

The engine compares two years of one copy of the data. Here they are found, and brought into one copy where
they come from two revisions.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from spr.approval import digest_of_text
from spr.changes import Change, Kind, Thing, What, account_for
from spr.changes.values import said
from spr.checking.assessments import check_folder
from spr.checking.crosswalk import require_crosswalk
from spr.errors import BadDataError, NoFolderError, NotThereError, SprError, command, shown
from spr.loading.folder import Folders
from spr.loading.revision import RevisionError, at_revision, commits_of
from spr.model.assessment import Year
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.horizon import up_to
from spr.model.recommendation import Recommendation
from spr.model.shared import Assessments, Metric, Scale
from spr.model.words import Absent, Audience, Recorded

T = TypeVar("T", bound=Metric | Scale)

LATER: Final = "~"
"""Makes of a year's id one that sorts right behind it: two states of a year need two ids to be compared."""

APPROVALS: Final = {Recorded.REVIEWED.value, Recorded.AGREED.value}
"""In place of a revision: the text that was last reviewed, or agreed."""

MOST_COMMITS: Final = 50
"""How far back that text is sought."""

NO_DAY_YET: Final = Date("9999")
"""Stands for the date of a draft, which has none."""


@dataclass(frozen=True)
class Asked:
    """A year as people name it: `2017`, or `2017@main` for what it was at a git revision."""

    year: str
    revision: str | None = None

    def __str__(self) -> str:
        return self.year if self.revision is None else f"{self.year}@{self.revision}"


class OrderError(SprError):
    """`old` and `new` were asked for, and the later is not after the earlier."""

    def __init__(self, old: Asked, new: Asked) -> None:
        self.old = old
        self.new = new
        super().__init__(old, new)

    def __str__(self) -> str:
        if self.old == self.new:
            return (
                f"{self.old} cannot be compared with itself. Name two years, the earlier one first, or the "
                f"same year at a git revision: {command('compare', f'{self.old.year}@main', self.old.year)}"
            )
        return (
            f"{self.old} is not before {self.new}. The earlier year comes first: "
            f"{command('compare', str(self.new), str(self.old))}"
        )


class NotApprovedError(SprError):
    """
    The year `year` was asked for as it was approved.

    `was_approved` tells whether it ever was, so that only its text is not to be found.
    """

    def __init__(self, year: Asked, *, was_approved: bool) -> None:
        self.year = year
        self.was_approved = was_approved
        super().__init__(year, was_approved)

    def __str__(self) -> str:
        if not self.was_approved:
            return f"{self.year.year} was never {self.year.revision}: its record says nothing of it."
        return (
            f"{self.year.year} as it was {self.year.revision} is not in the last {MOST_COMMITS} commits "
            "that touched it. Name a commit: "
            f"{command('compare', f'{self.year.year}@COMMIT', self.year.year)}"
        )


class NothingToCompareError(SprError):
    """The year `year` has no threat."""

    def __init__(self, year: Asked) -> None:
        self.year = year
        super().__init__(year)

    def __str__(self) -> str:
        return (
            f"{self.year} has no threat yet, so there is nothing to compare. "
            "Name another year, or add a file for each threat to it first."
        )


class HiddenYearError(SprError):
    """The year `year` is there, and the audience `audience` may not see it."""

    def __init__(self, year: Asked, audience: Audience) -> None:
        self.year = year
        self.audience = audience
        super().__init__(year, audience)

    def __str__(self) -> str:
        return (
            f"{self.year} is not in the copy for {shown(self.audience)}. "
            f"Whoever may see it adds: --audience {Audience.FORCE}"
        )


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """
    Two years, and what changed from the one to the other.

    `known` is the copy that both stand in. `changes` are all that were asked for, in the order of the page
    of changes. `named` are the years as they were asked for: the id of a year that is compared with
    another state of itself is not its own.
    """

    known: Assessments
    old: Year
    new: Year
    named: tuple[Asked, Asked]
    changes: tuple[Change, ...]


def asked_for(text: str) -> Asked:
    """`2017` or `2017@main` as a value. Raises `RevisionError` if nothing stands behind the `@`."""
    year, at, revision = text.partition("@")
    if at and not revision:
        raise RevisionError("", "Name a branch, a tag or a commit behind the @, or leave the @ out.")
    return Asked(year, revision or None)


def compare(folders: Folders, audience: Audience, old: Asked, new: Asked) -> Comparison:
    """
    What changed from *old* to *new*, as *audience* may see it.

    Where the two come from two revisions, what years share (metrics, scales, recommendations) is taken as
    the newer of the two has it.
    Raises what `check_folder` and `at_revision` raise, `BadDataError` if anything in the folder is wrong,
    `NotThereError` for a year that is not there, `OrderError`, `NothingToCompareError`, `HiddenYearError`,
    and `CrosswalkError` if the crosswalk between SPR editions does not lead from the one year to the other.
    """
    there = copy_at(folders, audience, new)
    here = there if old.revision == new.revision else copy_at(folders, audience, old)
    return compare_states(here, there, old, new)


def compare_states(here: Assessments, there: Assessments, old: Asked, new: Asked) -> Comparison:
    """
    What changed from *old* as the copy *here* has it to *new* as the copy *there* has it.

    Raises `NotThereError`, `OrderError` and `CrosswalkError` as `compare` does.
    """
    before, after = (_year(copy, asked) for copy, asked in ((here, old), (there, new)))
    if old == new or after.id < before.id:
        raise OrderError(old, new)
    is_one_year = before.id == after.id
    if is_one_year:
        before, after, whole = _one_year_twice(here, there, before, after)
    else:
        whole = _holding(there, here, before)
    require_crosswalk(whole.reference, before, after)
    known = up_to(whole, after)
    found = [change for change in account_for(known, before, after) if change.is_difference]
    if is_one_year:
        found = [_as_named(change, new.year) for change in found]
        found += _recommendations_edited(here, there, old.year)
    return Comparison(known=known, old=before, new=after, named=(old, new), changes=tuple(found))


def narrowed(comparison: Comparison, threats: Collection[str], kinds: Collection[str]) -> Comparison:
    """
    Only the changes of some threats (by their ids in either year) and of some kinds; none named means all.

    A kind is a kind of change (`Grade raised`), or a thing of which every change is meant (`grade`). Small
    and capital letters are alike, and hyphens stand for spaces.
    Raises `NotThereError` for a threat that neither year has, and for a kind that does not exist.
    """
    wanted = {name for threat in threats for name in _names(comparison, threat)}
    words = {_kind(word) for word in kinds}
    recommended = {each.id: each.threats for each in comparison.known.recommendations}
    changes = tuple(
        change
        for change in comparison.changes
        if (not wanted or wanted.intersection(_threats_of(change, recommended)))
        and (not words or words & {change.kind, change.what.thing})
    )
    return replace(comparison, changes=changes)


def copy_at(folders: Folders, audience: Audience, asked: Asked) -> Assessments:
    """The data that a year is asked of: as it is, or as it was; of no year in particular, its id is empty."""
    if asked.revision is None:
        return _seen(folders, audience, asked)
    if not folders.data.is_dir():
        raise NoFolderError(folders.shown)
    if asked.revision in APPROVALS:
        asked = replace(asked, revision=_approved_at(folders, asked))
    with at_revision(str(asked.revision), folders.data, folders.schemas) as (data, schemas):
        if data is None:
            raise RevisionError(str(asked.revision), f"It does not hold {folders.shown}.")
        # Named as git names it, so that a problem of then is not looked for in the file of now
        shown_then = f"{asked.revision}:{folders.shown}"
        return _seen(Folders(data, shown_then, schemas or folders.schemas), audience, asked)


def _approved_at(folders: Folders, asked: Asked) -> str:
    """
    The newest commit at which a year was what was last reviewed, or agreed.

    Raises `NotApprovedError` if it never was, or at none of the last commits that touched it.
    """
    step = str(asked.revision)
    year = check_folder(folders.data, folders.shown, folders.schemas).assessments.year(asked.year)
    approved = year.events(Recorded(step)) if year else ()
    for commit in commits_of(folders.data / asked.year, MOST_COMMITS) if approved else ():
        with at_revision(commit, folders.data, folders.schemas) as (data, schemas):
            if data is None:
                continue
            known = check_folder(data, folders.shown, schemas or folders.schemas).assessments
            then = known.year(asked.year)
            if then and digest_of_text(known, then) == approved[-1].digest:
                return commit
    raise NotApprovedError(asked, was_approved=bool(approved))


def _seen(folders: Folders, audience: Audience, asked: Asked) -> Assessments:
    checked = check_folder(folders.data, folders.shown, folders.schemas)
    files = {file.kind for file in checked.folder.files if file.year == asked.year}
    year = checked.assessments.year(asked.year)
    if year and year.covers is None and "threat" not in files:
        raise NothingToCompareError(asked)
    if checked.problems:
        raise BadDataError(checked.problems)
    copy = for_audience(checked.assessments, audience)
    if year and not copy.year(asked.year):
        raise HiddenYearError(asked, audience)
    return copy


def _year(copy: Assessments, asked: Asked) -> Year:
    year = copy.year(asked.year)
    if year is None:
        raise NotThereError("year", str(asked), [year.id for year in copy.years])
    return year


def _holding(copy: Assessments, other: Assessments, old: Year) -> Assessments:
    """A copy with the old year as *other* has it, and with whatever that year may have used."""
    years = [year for year in copy.years if year.id != old.id]
    return replace(
        copy,
        years=tuple(sorted((*years, old), key=lambda year: year.id)),
        metrics=_with_those_of(copy.metrics, other.metrics),
        scales=_with_those_of(copy.scales, other.scales),
    )


def _with_those_of(ours: tuple[T, ...], theirs: tuple[T, ...]) -> tuple[T, ...]:
    names = {each.id for each in ours}
    return (*ours, *(each for each in theirs if each.id not in names))


def _one_year_twice(
    here: Assessments, there: Assessments, old: Year, new: Year
) -> tuple[Year, Year, Assessments]:
    """
    Two states of a year as if they were two years, and a copy that holds them.

    What happened to a recommendation between the two is what the later state alone has, whatever its date.
    """
    before = old if old.own_date else replace(old, dates=replace(old.dates, published=NO_DAY_YET))
    after = replace(new, id=f"{new.id}{LATER}")
    known = {each.id: each for each in here.recommendations}
    whole = replace(
        _holding(there, here, before),
        years=(*(year for year in there.years if year.id < old.id), before, after),
        recommendations=tuple(
            _told_twice(each, known.get(each.id), old, after)
            for each in there.recommendations
            if each.raised_in <= old.id
        ),
    )
    return before, after, whole


def _told_twice(new: Recommendation, old: Recommendation | None, before: Year, after: Year) -> Recommendation:
    """A recommendation of which each state of a year knows what stands in it."""
    if old is None:
        return replace(new, raised_in=after.id)
    known = old.known_in(before.id, before.own_date)
    return replace(
        new,
        events=tuple(
            replace(event, told_in=before.id)
            if event in known
            else replace(event, told_in=after.id, date=Absent.NOT_STATED)
            for event in new.known_in(before.id, after.own_date)
        ),
    )


def _recommendations_edited(here: Assessments, there: Assessments, year: str) -> Iterator[Change]:
    """Recommendations that are worded or addressed otherwise now, or gone: between two years none ever is."""
    now = {each.id: each for each in there.recommendations}
    for old in here.recommendations:
        new = now.get(old.id)
        what = What(thing=Thing.RECOMMENDATION, id=old.id, title=f"Recommendation {old.id}")
        if old.raised_in > year or (new and replace(new, events=()) == replace(old, events=())):
            continue
        kind = Kind.DETAILS_CHANGED if new else Kind.ENDED
        before, after = said(old.in_brief), said(new.in_brief) if new else None
        if new and said(old.text) != said(new.text):
            kind, before, after = Kind.REWORDED, said(old.text), said(new.text)
        yield Change(
            what=what,
            kind=kind,
            threat=old.threats[0] if len(old.threats) == 1 else None,
            old=before,
            new=after,
            old_anchor=old.anchor,
            new_anchor=new.anchor if new else None,
        )


def _as_named(change: Change, year: str) -> Change:
    """A change between two states of *year* that calls the later one what people call it."""
    stays = change.what.thing is Thing.RECOMMENDATION and change.old_anchor
    return replace(
        change,
        what=replace(change.what, title=change.what.title.replace(f"{year}{LATER}", year)),
        reason=change.reason.replace(f"{year}{LATER}", year),
        new_anchor=change.old_anchor if stays else change.new_anchor,
    )


def _names(comparison: Comparison, threat: str) -> Iterator[str]:
    """The id that a threat of either year has in the changes."""
    years = (comparison.new, comparison.old)
    ids = list(dict.fromkeys(each.id for year in years for each in year.threats))
    if threat not in ids:
        raise NotThereError("threat", threat, ids)
    yield threat
    for change in comparison.changes:
        if change.what.thing is Thing.THREAT and threat in change.what.formerly:
            yield change.what.id


def _threats_of(change: Change, recommended: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A change of several threats names none; of a recommendation it is known which they are."""
    if change.what.thing is Thing.RECOMMENDATION:
        return recommended.get(change.what.id, ())
    return (change.threat,) if change.threat else ()


def _kind(word: str) -> Thing | Kind:
    known: dict[str, Thing | Kind] = {
        str(each).casefold(): each for each in (*Thing, *Kind) if each is not Kind.UNCHANGED
    }
    found = known.get(word.casefold()) or known.get(word.casefold().replace("-", " "))
    if found is None:
        raise NotThereError("kind of change", word, [str(each) for each in known.values()])
    return found
