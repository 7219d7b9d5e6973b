"""What stands beside the paragraphs of a threat: risks, actions, exercises, findings, evidence."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from spr.model.assessment import Action, Evidence, Exercise, Finding, Named, Risk, Said, Withheld
from spr.model.words import Absent, Covered, Outcome
from spr.render.parts import (
    Column,
    Row,
    absent,
    capital,
    date,
    label,
    listed,
    marking,
    nothing,
    said_in_line,
    table,
    to_number,
    to_recommendations,
    to_threat,
    unreviewed,
    who,
    word,
)
from spr.render.text import line
from spr.render.view import View


def risks_table(view: View, name: str, caption: str, risks: Sequence[Risk], *, threats: bool) -> Markup:
    """Some risks; with *threats*, a column says of which threat each is."""
    if not risks:
        return nothing(view, Covered.RISKS, "No risk is named.")
    columns = [
        Column("Risk", "words"),
        Column("Threat"),
        Column("Owner"),
        Column("Score"),
        Column("Paragraph"),
    ]
    rows = (
        _row(
            view,
            risk,
            risk.text,
            (
                to_threat(view, risk.threat),
                who(view, risk.owner),
                word(view, risk.score),
                to_number(view, risk.paragraph),
            ),
        )
        for risk in risks
    )
    return _table(name, caption, columns, rows, threats=threats)


def actions_table(view: View, name: str, caption: str, actions: Sequence[Action], *, threats: bool) -> Markup:
    """Some actions, each with what became of it so far."""
    if not actions:
        return nothing(view, Covered.ACTIONS, "Nothing is promised.")
    columns = [
        *(Column("Action", "words"), Column("Threat"), Column("By whom, by when")),
        *(Column("What became of it"), Column("Paragraph")),
    ]
    rows = (
        _row(
            view,
            action,
            action.text,
            (
                to_threat(view, action.threat),
                _promised(view, action),
                outcome(view, action),
                to_number(view, action.paragraph),
            ),
        )
        for action in actions
    )
    return _table(name, caption, columns, rows, threats=threats)


def exercises_table(view: View, name: str, caption: str, exercises: Sequence[Exercise]) -> Markup:
    """Some exercises and deployments."""
    if not exercises:
        return nothing(view, Covered.EXERCISES, "No exercise or deployment is named.")
    columns = [
        *(Column("Exercise or deployment", "words"), Column("State"), Column("When")),
        *(Column("Outcome", "words"), Column("Tests"), Column("Paragraph")),
    ]
    rows = (
        _row(
            view,
            exercise,
            exercise.text,
            (
                _state(view, exercise),
                date(exercise.date),
                said_in_line(view, exercise.outcome),
                _tests(exercise),
                to_number(view, exercise.paragraph),
            ),
        )
        for exercise in exercises
    )
    return table(name, caption, columns, rows)


def findings_table(view: View, name: str, caption: str, findings: Sequence[Finding]) -> Markup:
    """Some findings of inspections, with the recommendations that came of them."""
    if not findings:
        return nothing(view, Covered.FINDINGS, "No finding of an inspection is named.")
    columns = [
        *(Column("Finding", "words"), Column("Kind"), Column("Inspection"), Column("When")),
        *(Column("Recommendations"), Column("Paragraph")),
    ]
    rows = (
        _row(
            view,
            finding,
            finding.text,
            (
                label(finding.kind),
                _inspection(view, finding),
                date(finding.date),
                to_recommendations(view, finding.recommendations) or absent(Absent.NOT_STATED),
                to_number(view, finding.paragraph),
            ),
        )
        for finding in findings
    )
    return table(name, caption, columns, rows)


def evidence_table(view: View, name: str, caption: str, evidence: Sequence[Evidence]) -> Markup:
    """Pointers to evidence; the material itself is not published."""
    if not evidence:
        return nothing(view, Covered.EVIDENCE, "No evidence is pointed to.")
    columns = [
        *(Column("Evidence", "words"), Column("Reference"), Column("Date"), Column("Held by")),
        Column("Paragraph"),
    ]
    rows = (
        _row(
            view,
            each,
            each.what,
            (
                word(view, each.reference),
                date(each.date),
                who(view, each.held_by),
                to_number(view, each.paragraph),
            ),
        )
        for each in evidence
    )
    return table(name, caption, columns, rows)


def outcome(view: View, action: Action) -> Markup:
    """What became of an action: a word, and the report's own words on it."""
    if action.outcome is None:
        has_no_word = _why(action.text) or _was_promised(view, action)
        return absent(Absent.NOT_STATED) if has_no_word else escape("Open")
    if action.outcome is Outcome.NOT_STATED:
        return absent(Absent.NOT_STATED)
    told = line(view, action.outcome_text) if action.outcome_text else ""
    return Markup(" ").join(filter(None, (Markup("{}.").format(capital(action.outcome)), told)))


def _was_promised(view: View, action: Action) -> bool:
    """Whether the year before has the action too."""
    names = {action.id, *action.lineage}
    return view.before is not None and any(each.id in names for each in view.before.actions)


def _row(view: View, thing: Named, text: Said, cells: Sequence[Markup]) -> Row:
    """A row on a thing. Where its text is withheld, or not published here, so is what is not stated."""
    return Row(
        head_html=Markup(" ").join(
            filter(None, (said_in_line(view, text), unreviewed(thing), marking(thing)))
        ),
        cells_html=[_why(text) or cell if cell == absent(Absent.NOT_STATED) else cell for cell in cells],
        id=f"{type(thing).__name__.lower()}-{thing.id}",
    )


def _why(text: Said) -> Markup | None:
    """Why a text is not there; None if it is."""
    if isinstance(text, Withheld):
        return absent("withheld")
    return absent(text) if text in set(Absent) else None


def _promised(view: View, action: Action) -> Markup:
    """By whom and by when; *not stated* once if neither is."""
    owner, by = who(view, action.owner), date(action.by)
    return owner if owner == by else Markup("{}, {}").format(owner, by)


def _state(view: View, exercise: Exercise) -> Markup:
    if exercise.state in set(Absent):
        return word(view, exercise.state)
    return escape(f"{capital(exercise.kind)}, {exercise.state}")


def _tests(exercise: Exercise) -> Markup:
    words = (*exercise.five_cs, *exercise.reach)
    return escape(capital(listed(words))) if words else absent(Absent.NOT_STATED)


def _inspection(view: View, finding: Finding) -> Markup:
    if finding.body in set(Absent):
        return word(view, finding.body)
    return Markup("{}, {}").format(word(view, finding.body), word(view, finding.programme))


def _table(
    name: str, caption: str, columns: Sequence[Column], rows: Iterable[Row], *, threats: bool
) -> Markup:
    """A table whose second column, the threat, is left out on the page of one threat."""
    if threats:
        return table(name, caption, columns, rows)
    kept = (row._replace(cells_html=row.cells_html[1:]) for row in rows)
    return table(name, caption, [columns[0], *columns[2:]], kept)
