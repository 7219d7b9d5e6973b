"""What must hold before a year is published: checked when it is asked for, because until then it need not."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from spr.approval import changed_since
from spr.checking.assessments import Checked, problem_of
from spr.checking.fault import Fault
from spr.checking.schema import Schemas
from spr.errors import Problem, command, shown
from spr.left import Lacking, Left, left
from spr.model.assessment import Paragraph, Year
from spr.model.dates import Date
from spr.model.drafts import UNFINISHED
from spr.model.shared import Assessments
from spr.model.words import Absent, Provenance, Recorded, Review, small

STEPS: Final = (Recorded.REVIEWED, Recorded.AGREED)
"""The approvals that a year needs, in their order."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A year that is to be published on `day`, in the assessments as written, and what is left of it."""

    assessments: Assessments
    year: Year
    day: Date
    left: Left

    @property
    def is_made_here(self) -> bool:
        """
        Whether leads were asked here, so that they have to have answered.

        Of a year from another source, what never happened cannot be asked for. A made-up one counts as made
        here where it says by when its leads were to answer.
        """
        return _is_made_here(self.year)


Condition: TypeAlias = Callable[[Candidate], Iterator[Fault]]


def check_everything_is_reviewed(candidate: Candidate) -> Iterator[Fault]:
    """
    Nothing that was carried forward is left unreviewed.

    Why: Nobody could say whether last year's words still hold.
    Example: A paragraph with `review: carried-forward`.
    """
    for share in candidate.left.shares:
        pieces = [piece for piece in share.pieces if piece.lacking is Lacking.REVIEW]
        names = [piece.name for piece in pieces]
        which = share.threat if share.threat and len(names) > 1 else " ".join(names)
        if len(pieces) == 1:
            said = f"{pieces[0].title} ({names[0]}) is last year's, and nobody has looked at it."
        else:
            said = (
                f"{len(pieces)} things of {small(share.title)} are last year's, and "
                f"nobody has looked at them: {', '.join(names)}."
            )
        if pieces:
            yield Fault(pieces[0].origin, said, f"Expected: {settled_by(Lacking.REVIEW, candidate, which)}.")


def check_emptied_is_filled_in(candidate: Candidate) -> Iterator[Fault]:
    """
    What was emptied when the year was opened is filled in, or said to be not stated.

    Why: What nobody came back to would pass for what there is nothing to say of.
    Example: A figure with `value: to be filled in`.
    """
    for piece in candidate.left.pieces:
        if piece.lacking is Lacking.FILLING_IN:
            key = str(piece.within[-1])
            none = Absent.NOT_GRADED if key == "grades" else Absent.NOT_STATED
            yield Fault(
                piece.origin,
                f"{piece.called}: nobody has filled this in since {candidate.year.id} was opened.",
                f"Expected: {settled_by(Lacking.FILLING_IN, candidate, f'`{key}: {none}`')}.",
                within=piece.within,
            )


def check_confirmed_words_are_last_years(candidate: Candidate) -> Iterator[Fault]:
    """
    What is said to be confirmed is what stood there the year before.

    Why: A new text would pass for one that was read and agreed a year ago.
    Example: A paragraph with other words than last year's, and with `review: confirmed`.
    """
    before = candidate.assessments.year_before(candidate.year)
    words = {each.id: _words(each) for each in before.paragraphs} if before else {}
    for paragraph in candidate.year.paragraphs:
        if paragraph.review is Review.CONFIRMED and words.get(paragraph.id) not in {None, _words(paragraph)}:
            yield Fault(
                paragraph.origin,
                f"Paragraph {paragraph.number} ({paragraph.id}) is confirmed, and its words are new.",
                "Expected: no `review` beside new words.",
            )


def check_questions_are_answered(candidate: Candidate) -> Iterator[Fault]:
    """
    Each of the five questions is answered for each threat, or left out with a reason.

    Why: A question that nobody answered looks as if there were nothing to say.
    Example: No paragraph on a threat is tagged `delivery`, and `not_addressed` does not say why.
    """
    for piece in candidate.left.pieces if candidate.is_made_here else ():
        if piece.lacking is Lacking.ANSWER:
            yield Fault(
                piece.origin,
                f"{piece.title} is neither answered nor left out with a reason.",
                f"Expected: {settled_by(Lacking.ANSWER, candidate, piece.name)}.",
            )


def check_recommendations_have_a_word(candidate: Candidate) -> Iterator[Fault]:
    """
    Each recommendation that was open says what became of it this year.

    Why: What nobody speaks of any more fades without being done.
    Example: A recommendation of last year, due in June, without an event since.
    """
    for piece in candidate.left.pieces if candidate.is_made_here else ():
        if piece.lacking is Lacking.WORD_ON_RECOMMENDATION:
            yield Fault(
                piece.origin,
                f"{piece.title} is open, and nothing is said of it in {candidate.year.id}.",
                f"Expected: {settled_by(Lacking.WORD_ON_RECOMMENDATION, candidate, piece.name)}.",
            )


def check_promises_have_a_word(candidate: Candidate) -> Iterator[Fault]:
    """
    Each promise whose date has passed says what became of it.

    Why: Whoever read the promise will look for it.
    Example: An action that was promised `by: 2016-06`, without `outcome` in the report of August.
    """
    for piece in candidate.left.pieces if candidate.is_made_here else ():
        if piece.lacking is Lacking.WORD_ON_PROMISE:
            by = f" for {piece.by.in_words}" if piece.by else ""
            yield Fault(
                piece.origin,
                f"{shown(piece.name)} was promised{by}, and nothing is said of what became of it.",
                f"Expected: {settled_by(Lacking.WORD_ON_PROMISE, candidate, shown(piece.name))}.",
            )


def check_year_before_is_published(candidate: Candidate) -> Iterator[Fault]:
    """
    A year is published after those that leads wrote before it.

    Why: Readers would compare it with a year that they cannot see, and that may still change.
    Example: The year before is a draft, whose leads have not answered yet.
    """
    year = candidate.year
    for earlier in candidate.assessments.years if candidate.is_made_here else ():
        if earlier.id < year.id and earlier.state in UNFINISHED and _is_made_here(earlier):
            yield Fault(
                year.origin,
                f"{earlier.id} comes before {year.id}, and is not published yet.",
                f"Expected: {earlier.id} published first "
                f"({command('check', earlier.id, '--for publication')}).",
            )


def check_approvals_are_of_this_text(candidate: Candidate) -> Iterator[Fault]:
    """
    The year is reviewed and agreed, and its text is still what was reviewed and agreed.

    Why: The force answers for the words that it agreed, and for no others.
    Example: A paragraph was changed after the Chief Constable had agreed the report.
    """
    year = candidate.year
    for step in STEPS if candidate.is_made_here else ():
        events = year.events(step)
        approval = command("approve", year.id, step, "--by ROLE")
        since = changed_since(candidate.assessments, year, events[-1]) if events else None
        if not events:
            yield Fault(
                year.origin,
                f"{year.id} was not {step} yet.",
                f"Expected: an approval, once it is {step} ({approval}).",
            )
        elif since:
            yield Fault(
                events[-1].origin,
                f"{year.id} was {since.in_words}.",
                f"Expected: the text as it was {step}, or another approval ({approval}).",
                f"Which words changed is told by {command('compare', f'{year.id}@{step}', year.id)}.",
            )


def settled_by(lacking: Lacking, candidate: Candidate, name: str) -> str:
    """What settles a thing that is left; *name* is what stands in its file, or what stands for any such."""
    match lacking:
        case Lacking.REVIEW:
            how = command("confirm", candidate.year.id, name)
            return f"other words and no `review`, or the same and `review: confirmed` ({how})"
        case Lacking.FILLING_IN:
            return f"what is to be said this year, or {name}"
        case Lacking.ANSWER:
            return (
                f"a paragraph with `questions: [{name}]`, or `not_addressed` with the question and a reason"
            )
        case Lacking.WORD_ON_RECOMMENDATION:
            how = command("event", name, "WHAT --by ROLE")
            return f"an event, such as 'progressed' or 'completed' ({how})"
        case Lacking.WORD_ON_PROMISE:
            return f"the action {name} with an `outcome`, or with a later `by`"


def _is_made_here(year: Year) -> bool:
    kind = year.source.kind
    return kind is Provenance.ISSUED or (kind is Provenance.MADE_UP and year.dates.due is not None)


def _words(paragraph: Paragraph) -> str:
    return " ".join(str(paragraph.text).split())


CONDITIONS: Final[dict[str, Condition]] = {
    name.removeprefix("check_").replace("_", "-"): condition
    for name, condition in list(globals().items())
    if name.startswith("check_") and inspect.isfunction(condition) and condition.__module__ == __name__
}
"""Each condition by its code."""


TOLD_AS_LEFT: Final = {
    Lacking.REVIEW: "everything-is-reviewed",
    Lacking.FILLING_IN: "emptied-is-filled-in",
    Lacking.ANSWER: "questions-are-answered",
    Lacking.WORD_ON_RECOMMENDATION: "recommendations-have-a-word",
    Lacking.WORD_ON_PROMISE: "promises-have-a-word",
}
"""The conditions that hold once nothing of a sort is left."""


def candidate_of(checked: Checked, year: Year, day: Date) -> Candidate:
    """A year as it would be published on *day*."""
    known = checked.assessments
    return Candidate(known, year, day, left(known, year, day))


def check_publication(checked: Checked, schemas: Schemas, candidate: Candidate) -> tuple[Problem, ...]:
    """Every condition that does not hold, as problems in their places."""
    files = {file.document.path: file for file in checked.folder.files}
    return tuple(
        sorted(
            problem_of(code, fault, files.get(fault.origin.path), schemas)
            for code, condition in CONDITIONS.items()
            for fault in condition(candidate)
        )
    )
