"""What a change means, for a pull request: by year and threat, in Markdown, no longer than a forge takes."""

from collections.abc import Iterator, Sequence
from typing import Final

from spr.changes import Change, Kind, Thing
from spr.errors import command
from spr.model.assessment import RecordEvent
from spr.model.drafts import UNFINISHED
from spr.reporters.changes import escaped, route_of, sentences_of, wording_of
from spr.reporters.words import count
from spr.reviewing import Review, YearReview

MOST_CHARACTERS: Final = 65_536
"""A comment on GitHub holds no more; GitLab takes more than that."""

NOTHING: Final = "Nothing that a reader would see has changed."


def review_markdown(review: Review, preview: str = "") -> str:
    """
    A review as Markdown; *preview* is the address of a site that was built from it, empty if there is none.

    Silent on what did not change. What is too long for a forge is cut between two lines, and says so.
    """
    told = [*_lines(review, preview.rstrip("/"))]
    lines = [line for before, line in zip(["", *told], told, strict=False) if before or line]
    whole = "\n".join([*lines, ""])
    if len(whole) <= MOST_CHARACTERS:
        return whole
    end = f"\nThe rest is too long for this place. All of it: `{command('review', escaped(review.base))}`\n"
    kept: list[str] = []
    length = len(end)
    for line in lines:
        length += len(line) + 1
        if length > MOST_CHARACTERS:
            break
        kept.append(line)
    return "\n".join(kept) + "\n" + end


def _lines(review: Review, preview: str) -> Iterator[str]:
    yield "# What this change means"
    if review.problems:
        yield from ("", f"## {count(len(review.problems), 'problem')} to mend first", "")
        for problem in review.problems:
            said = " ".join(filter(None, (problem.found, problem.hint, problem.expected)))
            yield f"- `{problem.place}`: {escaped(said)}"
        yield from ("", "What changed can be told once they are mended.")
        return
    for year in review.gone:
        yield from ("", f"## {year} is gone")
    if review.shared:
        yield from ("", "## What years share", "", *(f"- {escaped(each)}" for each in review.shared))
    if not (review.years or review.gone or review.shared):
        yield from ("", NOTHING)
    for each in review.years:
        yield from _year(each, preview)


def _year(review: YearReview, preview: str) -> Iterator[str]:
    year = review.year
    what = f"{year.id} (new)" if review.is_new else f"{year.id} ({year.state})"
    link = f" – [preview]({preview}/{year.id}/index.html)" if preview else ""
    yield from ("", f"## {what}{link}")
    if review.is_new and review.comparison:
        yield from ("", f"Compared with {review.comparison.named[0]}.")
    for event in review.recorded:
        yield from ("", f"Recorded: {_recorded(event)}")
    changes = review.comparison.changes if review.comparison else ()
    threats = [threat.id for threat in year.threats]
    for threat in (*threats, None):
        found = [change for change in changes if _is_of(change, threat, threats)]
        if found:
            yield from _threat_lines(review, threat, found, preview)
    if review.left and year.state in UNFINISHED:
        yield from _left(review)


def _is_of(change: Change, threat: str | None, threats: Sequence[str]) -> bool:
    """Whether a change is told with a threat; what is of none of them, with the report as a whole."""
    return change.threat == threat or (threat is None and change.threat not in threats)


def _threat_lines(
    review: YearReview, threat: str | None, changes: list[Change], preview: str
) -> Iterator[str]:
    titles = {each.id: each.title for each in review.year.threats}
    title = titles.get(threat or "", "The report as a whole")
    address = f"{preview}/{review.year.id}/threats/{threat}/index.html" if threat and preview else ""
    yield from ("", f"### [{escaped(title)}]({address})" if address else f"### {escaped(title)}", "")
    editorial = [change for change in changes if change.kind is Kind.EDITORIAL_ONLY]
    for change in changes:
        if change in editorial:
            continue
        how = " (substantive)" if _is_reworded(change) else ""
        said = " ".join(filter(None, (sentences_of(change), route_of(change))))
        yield f"- {escaped(said)}{how}"
        yield from wording_of(change)
    if editorial:
        names = "; ".join(change.what.title.strip().removesuffix(".") for change in editorial)
        yield f"- Editorial only: {escaped(names)}."


def _is_reworded(change: Change) -> bool:
    return change.kind is Kind.REWORDED and change.what.thing is Thing.PARAGRAPH


def _recorded(event: RecordEvent) -> str:
    said = f"{event.what} on {event.date.in_words} by {event.by}"
    return f"{said} ({escaped(event.reference)})." if event.reference else f"{said}."


def _left(review: YearReview) -> Iterator[str]:
    found = review.left
    if found is None or not found.pieces:
        return
    yield from ("", "### What is left", "")
    for share in found.shares:
        if share.pieces:
            yield (
                f"- {escaped(share.title)}: {share.reviewed} of {share.all} reviewed, "
                f"{count(len(share.pieces), 'thing')} left"
            )
