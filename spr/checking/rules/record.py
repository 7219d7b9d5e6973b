"""What is published stays as it was, unless the record says otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from spr.checking.fault import Fault, Scope
from spr.checking.schema.phrases import both
from spr.errors import Place, command, shown
from spr.loading.seal import UNREADABLE, Seal
from spr.model.assessment import RecordEvent, Year
from spr.model.shared import Area, Assessments, Meeting, Metric, Scale, Term
from spr.model.words import Provenance, Recorded

OF_WHAT_YEARS_SHARE: Final = frozenset(
    {"published-entry-is-unchanged", "published-recommendation-is-unchanged"}
)
"""Rules that one change breaks for several years at once, until each of them is corrected."""


def check_published_file_is_unchanged(scope: Scope) -> Iterator[Fault]:
    """
    A file of a published year has the checksum that its record holds.

    Why: A published report is a record.
    Example: A word in a threat's file of 2021 was changed after it was published.
    """
    for year, published, seal in _sealed(scope):
        files = files_as_recorded(year)
        folder = year.origin.path.rpartition("/")[0]
        how = f"Expected: the file as it was published, or a correction {_of_each([year])}."
        since = f"when {year.id} was published on {published.date.in_words}"
        for name, digest in sorted(seal.files.items()):
            place = Place(f"{folder}/{name}")
            if name not in files:
                yield Fault(place, f"This file was not there {since}.", how)
            elif digest == UNREADABLE:
                yield Fault(place, "This file cannot be read, so nobody can say that it is unchanged.", how)
            elif files[name] != digest:
                yield Fault(place, f"This file is not as it was {since}, or last corrected.", how)
        for name in sorted(set(files) - set(seal.files)):
            yield Fault(published.origin, f"The file {shown(name)} was there {since}, and is gone.", how)


def check_published_entry_is_unchanged(scope: Scope) -> Iterator[Fault]:
    """
    Entries of shared files that a published year uses do not change: a new meaning is a new entry.

    Why: A new definition under an old name would change what a published report says.
    Example: Another `definition` of a metric that a published year uses.
    """
    changed: dict[str, list[Year]] = defaultdict(list)
    for year, published, seal in _sealed(scope):
        events = (published, *year.events(Recorded.CORRECTED))
        is_as_sealed = files_as_recorded(year) == seal.files
        for name in _differing([event.shared for event in events], seal.shared):
            if not is_as_sealed and name not in (seal.shared or {}):
                continue  # of a file that has changed itself, and does not use it any more
            changed[name].append(year)
    places = dict(_places_of_entries(scope.assessments))
    for name, years in changed.items():
        file, _, entry = name.partition("/")
        what = f"The entry {shown(entry)} of {file}" if entry else f"The file {file}"
        use = "uses" if len(years) == 1 else "use"
        listed = both(year.id for year in years)
        yield Fault(
            places.get(name) or Place(f"{_root(years[0])}/{file}"),
            f"{what}, which {listed} {use}, is not as it was when {_were_published(years)}.",
            "Expected: what stood there before, and a new entry for a new meaning; or a correction "
            f"{_of_each(years)}.",
        )


def check_published_recommendation_is_unchanged(scope: Scope) -> Iterator[Fault]:
    """
    What a published year tells of recommendations up to its own date stays as it was.

    Why: A published year says what had happened by its own date, and goes on saying it.
    Example: A recommendation is addressed to somebody else than when it was raised.
    """
    changed: dict[str, list[Year]] = defaultdict(list)
    for year, published, seal in _sealed(scope):
        events = (published, *year.events(Recorded.CORRECTED))
        known = {name for event in events for name in event.recommendations}
        raised_here = {each.id for each in scope.assessments.recommendations if each.raised_in == year.id}
        for name in _differing([event.recommendations for event in events], seal.recommendations):
            if name not in known | raised_here:
                continue  # of an older year that was added since
            changed[name].append(year)
    places = {each.id: each.origin for each in scope.assessments.recommendations}
    for name, years in changed.items():
        listed = both(year.id for year in years)
        yield Fault(
            places.get(name) or Place(f"{_root(years[0])}/recommendations/{name}.yaml"),
            f"Recommendation {name}, or one of its events up to the date of {listed}, is not as it "
            f"was when {_were_published(years)}.",
            "Expected: the recommendation as it was raised, and new events with later dates; or a "
            f"correction {_of_each(years)}.",
        )


def check_issued_year_was_approved(scope: Scope) -> Iterator[Fault]:
    """
    A year that was issued here is reviewed and agreed before it is submitted, answered or published.

    Why: The site must not publish in the force's name what the force has not agreed.
    Example: `published` without `agreed` before it.
    """
    for year in _with_whole_record(scope):
        if year.source.kind is not Provenance.ISSUED:
            continue
        for leaving in (Recorded.SUBMITTED, Recorded.ANSWERED, Recorded.PUBLISHED):
            for event in year.events(leaving)[:1]:
                before = {each.what for each in year.record[: year.record.index(event)]}
                for step in (Recorded.REVIEWED, Recorded.AGREED):
                    if step not in before:
                        yield Fault(
                            event.origin,
                            f"{year.id} is {leaving} here, and was not {step} before.",
                            f"Expected: an event {shown(step)} before {shown(leaving)}.",
                        )


def check_record_follows_publication(scope: Scope) -> Iterator[Fault]:
    """
    A year is published once, and corrected or withdrawn only after that.

    Why: What was never published cannot be corrected.
    Example: `corrected` without `published` before it.
    """
    for year in _with_whole_record(scope):
        published = False
        for event in year.record:
            if event.what is Recorded.PUBLISHED and published:
                yield Fault(
                    event.origin,
                    f"{year.id} is published here, and was published before.",
                    "Expected: 'published' once; what changes later is 'corrected'.",
                )
            if event.what in {Recorded.CORRECTED, Recorded.WITHDRAWN} and not published:
                yield Fault(
                    event.origin,
                    f"{year.id} is {event.what} here, and was not published before.",
                    "Expected: 'published' first.",
                )
            published = published or event.what is Recorded.PUBLISHED


def check_correction_changes_what_was_there(scope: Scope) -> Iterator[Fault]:
    """
    A correction quotes the checksums that the files had before.

    Why: The corrections of a year are a chain from its publication to today.
    Example: A checksum in `before` that the file never had.
    """
    for year in _with_whole_record(scope):
        for count, event in enumerate(year.record):
            files = files_as_recorded(replace(year, record=year.record[:count]))
            before = event.correction.before if event.correction else {}
            for name, digest in before.items():
                if files.get(name) != digest:
                    yield Fault(
                        event.origin,
                        f"`before` gives a checksum of {shown(name)} that this file did not have then.",
                        "Expected: its checksum in the publication, or in the correction before this one.",
                    )


def _places_of_entries(assessments: Assessments) -> Iterator[tuple[str, Place]]:
    """Where each entry stands, by its name in a seal."""
    yield "force.yaml", assessments.force.origin
    listed: dict[str, Sequence[Area | Term | Meeting | Metric | Scale]] = {
        "areas": assessments.areas.listed,
        "glossary": assessments.terms,
        "meetings": assessments.meetings,
        "metrics": assessments.metrics,
        "scales": assessments.scales,
    }
    for kind, entries in listed.items():
        for entry in entries:
            yield f"{kind}.yaml/{entry.id}", entry.origin


def _root(year: Year) -> str:
    """The folder of the data, as people call it."""
    return year.origin.path.rsplit("/", maxsplit=2)[0]


def _were_published(years: Sequence[Year]) -> str:
    who = f"{years[0].id} was" if len(years) == 1 else "they were"
    return f"{who} published or last corrected"


def _of_each(years: Sequence[Year]) -> str:
    """The command for a correction, to be said once for each of the years."""
    which, each = (years[0].id, "") if len(years) == 1 else ("YEAR", "of each of them ")
    return f"{each}({command('correct', which, '--by ROLE --kind KIND --reason WHY')})"


def _sealed(scope: Scope) -> Iterator[tuple[Year, RecordEvent, Seal]]:
    for year in scope.assessments.years:
        published = year.events(Recorded.PUBLISHED)
        if published and year.id in scope.seals:
            yield year, published[0], scope.seals[year.id]


def files_as_recorded(year: Year) -> dict[str, str]:
    """The files of a year as published and since corrected; one with a checksum only before is gone."""
    files: dict[str, str] = {}
    for event in year.record:
        for name in event.correction.before if event.correction else ():
            files.pop(name, None)
        files.update(event.files)
    return files


def _differing(recorded: Iterable[Mapping[str, str]], new: Mapping[str, str] | None) -> list[str]:
    """The names under which what was recorded last differs from what is there now, where that is known."""
    if new is None:
        return []
    old = [{}, *recorded][-1]
    return sorted(name for name in {*old, *new} if old.get(name) != new.get(name))


def _with_whole_record(scope: Scope) -> Iterator[Year]:
    """The years of whose record nothing is lost."""
    for year in scope.assessments.years:
        if not any(event.origin.path in scope.torn for event in year.record):
            yield year
