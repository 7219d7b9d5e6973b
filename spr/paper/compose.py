"""What stands in the paper of a year, in its order: composed from the data, as the pages are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from spr.changes import Change, Kind, Significance, Thing, overview
from spr.datafiles import data_digest
from spr.ledger import NOT_RECORDED, Status
from spr.model.assessment import Paragraph, Threat, Year
from spr.model.drafts import UNFINISHED
from spr.model.shared import Term
from spr.model.words import Absent, Covered, Recorded, Review, State, small
from spr.narrative import (
    change_in_words,
    counted_in_words,
    ledger_in_words,
    readers_in_words,
    reasons_in_words,
)
from spr.paper import text as said
from spr.paper.blocks import (
    Block,
    Heading,
    Note,
    Numbered,
    Paper,
    Run,
    Table,
    Text,
    Words,
    points,
    runs_of,
    with_runs,
    words,
)
from spr.render.glance import GRADES
from spr.render.parts import capital, covers, listed, recommendation_name
from spr.render.recommendations import RAISED_BY, due_as_known, recommendation_title
from spr.render.report import Removed, sections_in_order
from spr.render.status import (
    PROVENANCE,
    marking_in_words,
    render_status,
    spr_editions,
    state_in_words,
    state_today,
)
from spr.render.threat import is_hidden
from spr.render.view import REPORT, View

TITLE: Final = "Strategic Policing Requirement: annual assessment"

DRAFT: Final = "DRAFT"

_REWORDED: Final = frozenset({Kind.REWORDED, Kind.EDITORIAL_ONLY, Kind.MERGED})
_NEW: Final = frozenset({Kind.ADDED, Kind.RELEASED})

_NOT_AS_BEFORE: Final = (Kind.NOT_PUBLISHED, Kind.NOT_IN_EDITION, Kind.NOT_RECORDED)
"""Why nobody can say whether a threat's grades moved."""


@dataclass(frozen=True)
class Since:
    """What a paper shows the changes since: what people call it, and the changes from it to the year."""

    name: str
    changes: tuple[Change, ...]


def compose(view: View, day: int, since: Since | None = None) -> Paper:
    """
    The paper of a year; *day* is the year's own as a Unix time.

    With *since*, it is a working copy: the paragraphs show word for word what has changed.
    """
    view = view.at(REPORT)  # where whatever is cited stands in the paper too
    year = view.year
    is_draft = year.state in UNFINISHED and year.source.kind.is_ours
    body = tuple(_body(view, since))
    return Paper(
        title=TITLE,
        year=year.label,
        force=view.assessments.force.name,
        marking=marking_in_words(year),
        provenance=f"{state_in_words(year)} {PROVENANCE[year.source.kind]}.",
        day=day,
        facts=_facts(view),
        body=_leading_within((*body, *_glossary(view, body))),
        watermark=DRAFT if is_draft else "WITHDRAWN" if year.state is State.WITHDRAWN else "",
    )


def _facts(view: View) -> Table:
    year, force = view.year, view.assessments.force
    agreed = year.events(Recorded.AGREED)
    by = f"{view.title(agreed[-1].by)}, {agreed[-1].date.in_words}" if agreed else None
    not_yet = "Not yet" if year.source.kind.is_ours else year.as_known(Absent.NOT_STATED)
    rows = (
        ("Report to", words(force.policing_body)),
        ("Report of", words(f"{force.chief_officer}, {force.name}")),
        ("Reported", said.date(year.as_known(year.dates.reported))),
        ("For the plan year", said.word(year.as_known(year.dates.plan_year))),
        ("Held against", words(spr_editions(view))),
        ("Agreed", said.word(by or not_yet)),
        ("Marking", said.word(year.as_known(year.marking))),
        ("State", words(state_today(year))),
        ("Provenance", words(f"{PROVENANCE[year.source.kind]}.")),
    )
    return Table(
        "What this paper is", ("What", "Which"), tuple((words(name), what) for name, what in rows), (28, 72)
    )


def _body(view: View, since: Since | None) -> Iterator[Block]:
    year = view.year
    yield Heading(1, "In brief", "in-brief")
    if not year.source.kind.is_ours:
        yield Note(
            (*words(Run(capital(f"{year.source.kind}."), strong=True)), *said.text(view, year.source.note))
        )
    if covers(view):
        yield from words(covers(view))
    yield from said.text(view, year.in_brief)
    yield from _threats(view)
    if year.recommendations_first:
        yield from _recommendations(view)
    yield from _sections(view, since)
    yield from _implications(view)
    if not year.recommendations_first:
        yield from _recommendations(view)
    yield from _ledger(view)
    yield from _changes(view, since)


def _threats(view: View) -> Iterator[Block]:
    if view.year.threats:
        rows = tuple(
            (
                words(Run(threat.title, to=f"#section-{threat.id}")),
                _graded(threat),
                _moved(view, threat),
                words(str(sum(threat.id in each.threats for each in view.ledger.still_open))),
            )
            for threat in view.year.threats
        )
        columns = ("Threat", "Grade", "Since the year before", "Recommendations open")
        yield Table("The threats at a glance", columns, rows, (29, 30, 20, 21))


def _graded(threat: Threat) -> Text:
    if isinstance(threat.grades, Absent):
        return said.absent(threat.grades)
    shown = (each.word if each.is_left_out else f"{each.word} ({_and(each.of)})" for each in threat.grades)
    return words("; ".join(shown))


def _moved(view: View, threat: Threat) -> Text:
    if view.before is None:
        return said.absent(Absent.NOT_APPLICABLE)
    if is_hidden(threat):
        return said.absent(Absent.NOT_PUBLISHED_HERE)
    if not view.before.recorded(Covered.GRADES):
        return said.absent(Absent.NOT_RECORDED)
    kinds = {
        change.kind: None
        for change in view.changes
        if change.threat == threat.id and change.what.thing in {Thing.GRADE, Thing.THREAT}
    }
    told = [GRADES[kind] for kind in kinds if kind in GRADES]
    unknown = [kind.value for kind in kinds if kind in _NOT_AS_BEFORE]
    return words(capital(_and([*told, *(small(each) for each in unknown)])) or "As before")


def _sections(view: View, since: Since | None) -> Iterator[Block]:
    changed = {
        change.what.id: change
        for change in (since.changes if since else ())
        if change.what.thing is Thing.PARAGRAPH and change.kind in _REWORDED | _NEW
    }
    titles = {threat.id: threat for threat in view.year.threats}
    for part, paragraphs in sections_in_order(view):
        yield Heading(1, part.title, f"section-{part.threat or part.id}")
        threat = titles.get(part.threat or "")
        if threat and not is_hidden(threat):
            yield Note((*words(Run("In brief. ", strong=True), *said.runs(view, threat.in_brief)),))
        for each in paragraphs:
            yield _removed(view, each) if isinstance(each, Removed) else _numbered(view, each, changed)


def _numbered(view: View, paragraph: Paragraph, changed: dict[str, Change]) -> Numbered:
    notes = ["Carried forward, not yet reviewed"] if paragraph.review is Review.CARRIED_FORWARD else []
    if paragraph.disclosure.marking:
        notes.append(paragraph.disclosure.marking.value)
    text, change = said.text(view, paragraph.text), changed.get(paragraph.id)
    if change and change.old and change.new and change.kind in _REWORDED:
        text = said.reworded(change.old, change.new)
        notes.append("Reworded")
    elif change and change.new and change.kind in _NEW:
        text = said.inserted(change.new)
        notes.append("Again" if change.gap else "New")
    return Numbered(paragraph.number, text, f"p{paragraph.number}", "; ".join(notes))


def _removed(view: View, removed: Removed) -> Numbered:
    event = removed.event
    why = (
        words(f"Taken out on {event.date.in_words}: ", *said.runs(view, event.correction.reason))
        if event and event.correction
        else words("Taken out.")
    )
    return Numbered(removed.number, why, f"p{removed.number}")


def _implications(view: View) -> Iterator[Block]:
    yield Heading(1, "Implications", "implications")
    found = view.year.implications
    if not found:
        none = words(Run("Not stated. ", emphasis=True), "None is stated.")
        yield from _nothing(view, Covered.PARAGRAPHS, none)
        return
    rows = tuple((words(capital(each.kind)), said.text(view, each.text)) for each in found)
    yield Table("What the report means for the force", ("Kind", "Implication"), rows, (22, 78))


def _recommendations(view: View) -> Iterator[Block]:
    yield Heading(1, "Recommendations", "recommendations")
    raised = [each for each in view.listed if each.raised_in == view.year.id]
    if not raised:
        none = words("The report raises no recommendation.")
        yield from _nothing(view, Covered.RECOMMENDATIONS, none)
    for each in raised:
        status = view.ledger.status(each)
        yield Heading(2, recommendation_title(view, each), each.anchor)
        hides_text = each.text in {Absent.NOT_STATED, Absent.NOT_RECORDED}
        yield from said.text(view, each.in_brief if hides_text else each.text)
        yield from points(
            words(
                f"({part.id}) ",
                *said.runs(view, part.text),
                *_asked_of(view, part.addressees, each.addressees),
            )
            for part in each.parts
        )
        if each.text is not Absent.NOT_PUBLISHED_HERE:
            yield Words(tuple(_addressed(view, status)))


def _asked_of(view: View, names: tuple[str, ...], usual: tuple[str, ...]) -> Iterator[Run]:
    if names != usual:
        yield Run(f" Asked of: {_titles(view, names)}.", emphasis=True)


def _addressed(view: View, status: Status) -> Iterator[Run]:
    each = status.recommendation
    by_editors = " (by editors)" if each.type_by_editors else ""
    due = due_as_known(view, status)
    asked = _titles(view, status.addressees) or Absent.NOT_STATED
    kind = f"{capital(each.type)}{by_editors}, raised by {RAISED_BY[each.origin_of]}"
    yield Run(
        f"Asked of: {asked}. Due: {due if isinstance(due, Absent) else due.in_words}. {kind}.", emphasis=True
    )


def _ledger(view: View) -> Iterator[Block]:
    sums = view.ledger
    yield Heading(1, "Recommendations opened, closed and still open", "ledger")
    yield from words(ledger_in_words(sums))
    at_start = (
        said.absent("not known")
        if sums.open_at_start is NOT_RECORDED
        else words(str(len(sums.open_at_start)))
    )
    rows = (
        (words("Open at the start"), at_start),
        (words("Raised"), words(str(len(sums.raised)))),
        (words("Reopened"), words(str(len(sums.reopened)))),
        *((words(f"Closed: {cause}"), words(str(len(closed)))) for cause, closed in sums.closed.items()),
        (words("Still open"), words(str(len(sums.still_open)))),
    )
    yield Table("Recommendations as a sum", ("Recommendations", "Number"), rows, (40, 60))
    still_open = tuple(_open(view, view.ledger.status(each)) for each in sums.still_open)
    if still_open:
        columns = ("Recommendation", "What it asks", "Asked of", "Due")
        yield Table("Recommendations still open", columns, still_open, (20, 41, 23, 16))


def _open(view: View, status: Status) -> tuple[Text, ...]:
    each = status.recommendation
    return (
        words(recommendation_name(view, each).removeprefix("Recommendation ")),
        words(*said.runs(view, each.in_brief, of_year=each.raised_in)),
        said.word(_titles(view, status.addressees)),
        said.date(status.due),
    )


def _changes(view: View, since: Since | None) -> Iterator[Block]:
    since = since or (Since(view.before.label, view.changes) if view.before else None)
    yield Heading(1, f"What changed since {since.name}" if since else "What changed", "changes")
    if since is None:
        yield from words(f"Nothing stands before {view.year.label} to compare with.")
        return
    yield from said.text(view, view.year.change_note) if view.year.change_note not in set(Absent) else ()
    yield from _covered_only(view.before)
    seen = overview(since.changes)
    lesser = []
    for part, changes in seen.parts.items():
        told = [change for change in changes if change.significance is Significance.HEADLINE]
        if told:
            yield Heading(2, part.value, f"changes-{part.name.lower().replace('_', '-')}")
            yield from points(words(*_change(view, change)) for change in told)
        if len(told) < len(changes):
            lesser.append(f"{part.value.lower()} ({len(changes) - len(told)})")
    if lesser:
        yield from words(f"Beside these, lesser changes, each told on the year’s site: {_and(lesser)}.")
    if seen.apart:
        apart = _and(counted_in_words(each) for each in seen.apart)
        yield from words(f"Counted apart, because these say nothing of the force: {apart}.")
    if not since.changes:
        yield from words("Nothing that is compared has changed.")


def _change(view: View, change: Change) -> Iterator[Run]:
    if change.threat:
        yield Run(f"{view.threat_title(change.threat)}: ", strong=True)
    yield Run(" ".join(filter(None, (change_in_words(change), reasons_in_words(change)))))


def _covered_only(year: Year | None) -> Text:
    if year is None or year.covers is None:
        return ()
    covered = _and(what.value for what in Covered if what in year.covers)
    return words(f"Of {year.label}, only {covered} are known here; the rest is not compared.")


def _glossary(view: View, body: tuple[Block, ...]) -> Iterator[Block]:
    """The abbreviations that the paper uses, by the alphabet."""
    everything = " ".join(run.text for run in runs_of(body))
    used = {view.term(found[1]) for found in view.abbreviation.finditer(everything)}
    if used:
        yield Heading(1, "Glossary", "glossary")
        rows = tuple((words(term.term), _term(view, term)) for term in sorted(used, key=_by_alphabet))
        yield Table("What abbreviations stand for", ("Abbreviation", "Stands for"), rows, (22, 78))
    yield Heading(1, "About this paper", "about")
    yield from words(render_status(view))
    yield from said.text(view, view.year.source.note) if view.year.source.kind.is_ours else ()
    yield from words(
        f"This copy is for {readers_in_words(view.assessments)}. "
        f"SHA-256 of its data (assessment.json): {data_digest(view.assessments, view.year)}."
    )


def _term(view: View, term: Term) -> Text:
    meaning = (Run(". "), *said.runs(view, term.meaning)) if term.meaning else ()
    return words(
        term.stands_for, *meaning, *([Run(" (by editors)", emphasis=True)] if term.by_editors else [])
    )


def _by_alphabet(term: Term) -> tuple[str, str]:
    return term.term.casefold(), term.term


def _nothing(view: View, what: Covered, why: Text) -> Text:
    """Why a part is empty: the year does not cover it, or *why*."""
    if not view.year.recorded(what):
        return words(Run("Not recorded. ", emphasis=True), covers(view))
    return why


def _leading_within(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same without links to what stands on the site and not in the paper."""
    there = {f"#{block.id}" for block in body if isinstance(block, Heading | Numbered)}
    return tuple(with_runs(block, lambda run: _kept(run, there)) for block in body)


def _kept(run: Run, there: set[str]) -> Run:
    return replace(run, to="") if run.to.startswith("#") and run.to not in there else run


def _titles(view: View, names: Iterable[str]) -> str:
    return _and(view.title(name) for name in names)


def _and(parts: Iterable[str]) -> str:
    return str(listed(parts).unescape())
