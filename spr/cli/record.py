"""What is added to records: approvals, publication, events, corrections, withdrawal, redaction."""

from argparse import ArgumentParser, Namespace
from collections import defaultdict

from spr.build.documents import issued_papers, papers_to_issue
from spr.checking.assessments import check_folder
from spr.cli.asked import DONE, Verbs, day, folders_of, past_day, tell, today, told
from spr.cycle.happening import Said, approve, withdraw
from spr.cycle.happening import tell as tell_event
from spr.cycle.publishing import Correction, correct, publish, year_in
from spr.cycle.redacting import Redaction, paragraph_in, redact
from spr.errors import command
from spr.left import left
from spr.model.words import Recorded
from spr.reporters.words import count
from spr.telling import Still, cited_by, papers_telling, still_told


def add_record(verbs: Verbs) -> None:
    """Add the verbs."""
    _add_approve(verbs)
    publishing = verbs.add_parser(
        "publish",
        help="fix a year's files and paragraph numbers in its record",
        description="Add the publication of a year to its record: from then on it changes by correction. "
        "Every condition that does not hold yet is told, and nothing is written.",
        epilog="Example: %(prog)s 2016 --by editors --date 2026-11-23",
    )
    publishing.add_argument("year", metavar="YEAR", help="the year's folder name")
    publishing.add_argument(
        "--no-paper", dest="paper", action="store_false", help="do not keep the paper as it is issued"
    )
    _add_by_and_date(publishing)
    publishing.set_defaults(run=_publish)
    _add_event(verbs)
    _add_correct(verbs)
    withdrawing = verbs.add_parser(
        "withdraw",
        help="record that a published year is withdrawn",
        description="Add to the record of a published year that it is withdrawn, and why. Its pages say so.",
        epilog="Example: %(prog)s 2016 --by chief-constable --reason 'A new report takes its place.'",
    )
    withdrawing.add_argument("year", metavar="YEAR", help="the year's folder name")
    withdrawing.add_argument("--reason", required=True, help="why, in a sentence")
    _add_by_and_date(withdrawing)
    withdrawing.set_defaults(run=_withdraw)
    _add_redact(verbs)


def _add_by_and_date(verb: ArgumentParser) -> None:
    verb.add_argument("--by", required=True, metavar="ROLE", help="the role that does it, by its id")
    verb.add_argument(
        "--date", type=past_day, default=today(), metavar="DAY", help="when (today unless named)"
    )


def _add_where(verb: ArgumentParser) -> None:
    verb.add_argument("--meeting", default="", metavar="ID", help="at which meeting, as in meetings.yaml")
    verb.add_argument("--reference", default="", help="a minute or document reference")
    verb.add_argument("--text", default="", help="what happened, in a sentence")


def _add_approve(verbs: Verbs) -> None:
    approving = verbs.add_parser(
        "approve",
        help="record that a draft was reviewed or agreed",
        description="Add an approval to the record of a draft: of its text as it is now, part by part. What "
        f"changes afterwards is told by {command('check YEAR --for publication')}.",
        epilog="Example: %(prog)s 2017 agreed --by chief-constable --meeting executive-board-2017-10",
    )
    approving.add_argument("year", metavar="YEAR", help="the draft")
    steps = (Recorded.REVIEWED.value, Recorded.AGREED.value)
    approving.add_argument(
        "step", choices=steps, help="reviewed by the lead on the SPR, or agreed by the force"
    )
    _add_by_and_date(approving)
    _add_where(approving)
    approving.set_defaults(run=_approve)


def _add_event(verbs: Verbs) -> None:
    happening = verbs.add_parser(
        "event",
        help="record what happened to a year or a recommendation",
        description="Add an event to the record of a year (submitted, answered) or to a recommendation "
        "(progressed, completed, verified, date moved and more).",
        epilog="Examples: %(prog)s 2016-3 progressed --by head-of-operations --text 'Two of three done.'; "
        "%(prog)s 2016 answered --by police-and-crime-commissioner --word Assured",
    )
    happening.add_argument("target", metavar="YEAR_OR_RECOMMENDATION", help="2016, or 2016-3")
    happening.add_argument("what", metavar="WHAT", help="what happened: progressed, or 'date moved'")
    _add_by_and_date(happening)
    _add_where(happening)
    happening.add_argument("--word", default="", help="the body's own word")
    happening.add_argument("--due", type=day, metavar="DAY", help="with 'date moved': to when")
    happening.add_argument("--evidence", default="", help="what shows it")
    happening.add_argument("--told-in", default="", metavar="YEAR", help="the year whose report tells it")
    happening.add_argument(
        "--to", action="append", default=[], metavar="ROLE", help="with reassigned: to whom"
    )
    happening.add_argument(
        "--superseded-by", action="append", default=[], metavar="ID", help="with superseded: by which"
    )
    happening.set_defaults(run=_event)


def _add_correct(verbs: Verbs) -> None:
    correcting = verbs.add_parser(
        "correct",
        help="record a correction of a published year, after its files were changed",
        description="Add a correction to the record of a published year, for the files as they are now.",
        epilog="Example: %(prog)s 2022 --by spr-co-ordinator --kind minor --reason 'A date was wrong.'",
    )
    correcting.add_argument("year", metavar="YEAR", help="the year's folder name")
    _add_by_and_date(correcting)
    correcting.add_argument("--kind", required=True, choices=["minor", "substantial", "redaction"])
    correcting.add_argument("--reason", required=True, help="why, in a sentence")
    correcting.add_argument("--grades", default="none", help="its effect on grades (none unless named)")
    correcting.add_argument(
        "--recommendations", default="none", help="its effect on recommendations (none unless named)"
    )
    correcting.add_argument(
        "--told", default="not stated", metavar="MEETING", help="the meeting that was told"
    )
    correcting.add_argument(
        "--paragraph", action="append", default=[], metavar="ID", help="one that it touches"
    )
    correcting.set_defaults(run=_correct)


def _add_redact(verbs: Verbs) -> None:
    redacting = verbs.add_parser(
        "redact",
        help="take the words of a paragraph out of a published year",
        description="Take out what should never have been published: the paragraph keeps its number and says "
        "that it is withheld, and the record says so. The paper as issued goes too. Where else the words "
        "stand is named.",
        epilog="Example: %(prog)s 2016 fewer-units --by head-of-disclosure --reason 'Helps an attacker.'",
    )
    redacting.add_argument("year", metavar="YEAR", help="the year's folder name")
    redacting.add_argument("paragraph", metavar="ID", help="the paragraph")
    redacting.add_argument("--reason", required=True, help="why, in words that give nothing away")
    redacting.add_argument(
        "--told", default="not stated", metavar="MEETING", help="the meeting that was told"
    )
    _add_by_and_date(redacting)
    redacting.set_defaults(run=_redact)


def _approve(asked: Namespace) -> int:
    more = {"meeting": asked.meeting, "reference": asked.reference, "text": asked.text}
    said = Said(by=asked.by, date=asked.date, more=more)
    path = approve(folders_of(asked), asked.year, Recorded(asked.step), said)
    tell(f"{asked.year} is {asked.step}: {told(asked, path)} says so.")
    folders = folders_of(asked)
    known = check_folder(folders.data, folders.shown, folders.schemas)
    pieces = left(known.assessments, year_in(known, asked.year), asked.date).pieces
    if pieces:
        how = command("check", asked.year, "--for publication")
        tell(f"{count(len(pieces), 'thing')} left to be done: {how}")
    return DONE


def _publish(asked: Namespace) -> int:
    issue = papers_to_issue if asked.paper else None
    path = publish(folders_of(asked), asked.year, asked.date, asked.by, issue)
    tell(f"{asked.year} is published: its files and paragraph numbers are fixed in {told(asked, path)}.")
    for paper in issued_papers(folders_of(asked).data, asked.year):
        tell(f"Kept as issued: {told(asked, paper)}")
    return DONE


def _event(asked: Namespace) -> int:
    more = {
        "told_in": asked.told_in,
        "meeting": asked.meeting,
        "reference": asked.reference,
        "word": asked.word,
        "due": asked.due.text if asked.due else "",
        "to": asked.to,
        "superseded_by": asked.superseded_by,
        "text": asked.text,
        "evidence": asked.evidence,
    }
    said = Said(by=asked.by, date=asked.date, more=more)
    path = tell_event(folders_of(asked), asked.target, asked.what, said)
    tell(f"{asked.target}: {asked.what} on {asked.date.in_words}. {told(asked, path)} says so.")
    return DONE


def _correct(asked: Namespace) -> int:
    said = Correction(
        asked.kind, asked.reason, asked.grades, asked.recommendations, asked.told, tuple(asked.paragraph)
    )
    path = correct(folders_of(asked), asked.year, asked.date, asked.by, said)
    tell(f"{asked.year} is corrected: {told(asked, path)} says so.")
    return DONE


def _how_to_take_out(still: Still) -> str:
    if still.year and still.paragraph and still.year.events(Recorded.PUBLISHED):
        return f"take them out: {command('redact', still.year.id, still.paragraph, '--by ROLE --reason WHY')}"
    if still.year:
        return f"take them out of the file: {still.year.id} is a draft."
    return f"take them out of the file, {_correct_then()}"


def _correct_then() -> str:
    how = command("correct", "YEAR", "--kind redaction --by ROLE --reason WHY")
    return f"and correct each year that the check then names: {how}"


def _withdraw(asked: Namespace) -> int:
    said = Said(by=asked.by, date=asked.date, more={"reason": asked.reason})
    path = withdraw(folders_of(asked), asked.year, said)
    tell(f"{asked.year} is withdrawn: {told(asked, path)} says so.")
    return DONE


def _redact(asked: Namespace) -> int:
    folders = folders_of(asked)
    checked = check_folder(folders.data, folders.shown, folders.schemas)
    year = year_in(checked, asked.year)
    paragraph = paragraph_in(year, asked.paragraph)
    papers = issued_papers(folders.data, asked.year)
    redaction = Redaction(paragraph=asked.paragraph, reason=asked.reason, told=asked.told, papers=papers)
    path = redact(folders, asked.year, asked.date, asked.by, redaction)
    tell(f"The words of {asked.paragraph} are out of {asked.year}: {told(asked, path)} says so.")
    for paper in papers:
        tell(f"The paper as issued had them too, and is taken out: {told(asked, paper)}.")
    others = (paper for other in checked.folder.years for paper in issued_papers(folders.data, other))
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for still in still_told(checked.assessments, paragraph):
        places[still.begins, _how_to_take_out(still)].append(f"`{still.field}` at {still.origin}")
    for (begins, how), listed in places.items():
        where = "; ".join(listed)
        tell(f"From ‘{begins}’ on, the same words still stand in {where}. If they tell the same, {how}")
    for paper in papers_telling(others, paragraph):
        tell(
            f"The same words still stand in {told(asked, paper)}. If they tell the same, take it out, "
            f"{_correct_then()}"
        )
    for place in cited_by(year, paragraph):
        tell(f"It is cited at {place}: see whether that tells the same.")
    tell("They still stand in the history of the repository, and in copies of the site built before.")
    return DONE
