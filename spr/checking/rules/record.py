"""What is published stays as it was, unless the record says otherwise."""

from collections.abc import Iterator

from spr.checking.fault import Fault, Scope
from spr.errors import Place, shown
from spr.loading.seal import Seal
from spr.model.assessment import RecordEvent, Year
from spr.model.words import Provenance, Recorded

_HOW = "Expected: the file as it was published, or a correction in record.yaml."


def check_published_file_is_unchanged(scope: Scope) -> Iterator[Fault]:
    """A file of a published year has the checksum that its record holds."""
    for year, published, seal in _sealed(scope):
        files = _as_corrected(year)
        folder = year.origin.path.rpartition("/")[0]
        for name, digest in sorted(seal.files.items()):
            place = Place(f"{folder}/{name}")
            if name not in files:
                yield Fault(place, f"{year.id} was published without this file.", _HOW)
            elif files[name] != digest:
                yield Fault(place, f"The file is not what was published on {published.date.in_words}.", _HOW)
        for name in sorted(set(files) - set(seal.files)):
            yield Fault(published.origin, f"{shown(name)} was published and is gone.", _HOW)


def check_published_entry_is_unchanged(scope: Scope) -> Iterator[Fault]:
    """Entries of shared files that a published year uses do not change: a new meaning is a new entry."""
    for year, published, seal in _sealed(scope):
        corrected = [event.shared for event in year.events(Recorded.CORRECTED) if event.shared]
        shared = (corrected or [published.shared])[-1]
        for name in sorted(set(shared) | set(seal.shared)):
            if shared.get(name) != seal.shared.get(name):
                yield Fault(
                    published.origin,
                    f"An entry of {name} that {year.id} uses is not what it was when that was published.",
                    "Expected: the entry as it was, and a new one (with `from`) for a new meaning.",
                )


def check_published_events_are_unchanged(scope: Scope) -> Iterator[Fault]:
    """What a published year tells of recommendations up to its own date stays as it was."""
    for year, published, seal in _sealed(scope):
        corrected = [event for event in year.events(Recorded.CORRECTED) if event.recommendations]
        last = (corrected or [published])[-1]
        if last.recommendations != seal.recommendations:
            yield Fault(
                last.origin,
                f"A recommendation, or an event up to {year.id}'s own date, is not what it was when it was "
                "published.",
                "Expected: recommendations as they were raised; later events are added with later dates.",
            )


def check_issued_year_was_approved(scope: Scope) -> Iterator[Fault]:
    """A year that was issued here is reviewed and agreed before it is published."""
    for year in scope.assessments.years:
        if year.source.kind is not Provenance.ISSUED:
            continue
        for published in year.events(Recorded.PUBLISHED)[:1]:
            before = {event.what for event in year.record[: year.record.index(published)]}
            for step in (Recorded.REVIEWED, Recorded.AGREED):
                if step not in before:
                    yield Fault(
                        published.origin,
                        f"{year.id} was published and not {step} before.",
                        f"Expected: an event `{step}` before `published`.",
                    )


def check_record_follows_publication(scope: Scope) -> Iterator[Fault]:
    """A year is published once, and corrected or withdrawn only after that."""
    for year in scope.assessments.years:
        published = False
        for event in year.record:
            if event.what is Recorded.PUBLISHED and published:
                yield Fault(event.origin, f"{year.id} was published already.", "Expected: `corrected`.")
            if event.what in {Recorded.CORRECTED, Recorded.WITHDRAWN} and not published:
                yield Fault(
                    event.origin,
                    f"{year.id} is {event.what}, and was not published.",
                    "Expected: `published` before it.",
                )
            published = published or event.what is Recorded.PUBLISHED


def check_correction_changes_what_was_there(scope: Scope) -> Iterator[Fault]:
    """A correction quotes the checksums that the files had before."""
    for year, published, _ in _sealed(scope):
        files = dict(published.files)
        for event in year.events(Recorded.CORRECTED):
            before = event.correction.before if event.correction else {}
            for name, digest in before.items():
                if files.get(name, digest) != digest:
                    yield Fault(
                        event.origin,
                        f"`before` gives a checksum of {shown(name)} that it never had.",
                        "Expected: the checksum in the publication, or in the correction before this one.",
                    )
            files.update(event.files)


def _sealed(scope: Scope) -> Iterator[tuple[Year, RecordEvent, Seal]]:
    for year in scope.assessments.years:
        published = year.events(Recorded.PUBLISHED)
        if published and year.id in scope.seals:
            yield year, published[0], scope.seals[year.id]


def _as_corrected(year: Year) -> dict[str, str]:
    files: dict[str, str] = {}
    for event in year.record:
        files.update(event.files)
    return files
