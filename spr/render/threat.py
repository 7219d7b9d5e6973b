"""The page of one threat: all that a year says of it."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from spr.model.assessment import Grade, Lead, Paragraph, Threat, ThreatLevel
from spr.model.drafts import UNFINISHED
from spr.model.words import Absent, Covered, Question
from spr.pages import form_address
from spr.render.changes import what_moved
from spr.render.figures import figures_table
from spr.render.paragraphs import render_paragraph
from spr.render.partial import fill, joined
from spr.render.parts import (
    BY_EDITORS,
    Column,
    Row,
    abbreviations,
    absent,
    capital,
    date,
    facts,
    items,
    link,
    listed,
    marking,
    none,
    nothing,
    said,
    section,
    sentence,
    table,
    to_paragraph,
    to_recommendations,
    who,
    word,
)
from spr.render.recommendations import RAISED_BY, brief_list
from spr.render.statements import (
    actions_table,
    evidence_table,
    exercises_table,
    findings_table,
    risks_table,
)
from spr.render.text import heading, line, plain
from spr.render.trends import trends
from spr.render.view import View, threat_address


def render_threat(view: View, name: str) -> str:
    """Everything that the year says of the threat *name*. Raises `NotThereError`."""
    threat = view.threat(name)
    body = joined(_hidden(view, threat) if is_hidden(threat) else _sections(view, threat))
    return joined((f"# {heading(threat.title)}", _to_form(view, threat), body, abbreviations(view, body)))


def _to_form(view: View, threat: Threat) -> str:
    if not view.has_forms or view.year.state not in UNFINISHED:
        return ""
    return sentence(
        link(view.to(form_address(threat.id)), "Fill this in as a form"), "with last year’s words."
    )


def is_hidden(threat: Threat) -> bool:
    """Whether this copy is for readers who may not see the threat at all."""
    return threat.in_brief is Absent.NOT_PUBLISHED_HERE


def grade_badges(threat: Threat) -> Markup:
    """The grades of a threat, each with what it is of, or that there is none."""
    if isinstance(threat.grades, Absent):
        return absent(threat.grades)
    return listed(
        absent(Absent.NOT_PUBLISHED_HERE)
        if grade.is_left_out
        else Markup("{} ({})").format(fill("badge", words=grade.word, look=""), listed(grade.of))
        for grade in threat.grades
    )


def leads(view: View, threat: Threat) -> Markup:
    """Who leads on a threat, each with what they lead on, or why nobody is named."""
    if isinstance(threat.leads, Absent):
        return absent(threat.leads)
    return items(_lead(view, lead) for lead in threat.leads)


def _hidden(view: View, threat: Threat) -> Iterator[str]:
    yield sentence(
        absent(Absent.NOT_PUBLISHED_HERE), "Those for whom this copy is made may not see this threat."
    )
    yield from _paragraphs(view, threat)


def _sections(view: View, threat: Threat) -> Iterator[str]:
    stands, title = threat.statements, threat.title
    yield said(view, threat.in_brief)
    yield facts(_facts(view, threat))
    yield section("What the report says", "paragraphs", *_paragraphs(view, threat))
    yield section("Grades", "grades", *_grades(view, threat))
    if threat.threat_levels:
        levels = facts(_level(view, level) for level in threat.threat_levels)
        yield section("Threat level", "threat-level", levels)
    yield section(
        "Figures",
        "figures",
        figures_table(view, "figures-table", f"Figures: {title}", stands.figures),
        trends(view, threat.id),
    )
    yield section(
        "Risks", "risks", risks_table(view, "risks-table", f"Risks: {title}", stands.risks, threats=False)
    )
    yield section(
        "Actions",
        "actions",
        actions_table(view, "actions-table", f"Actions: {title}", stands.actions, threats=False),
    )
    yield section(
        "Exercises and deployments",
        "exercises",
        exercises_table(view, "exercises-table", f"Exercises and deployments: {title}", stands.exercises),
    )
    yield section(
        "Inspection findings",
        "findings",
        findings_table(view, "findings-table", f"Inspection findings: {title}", stands.findings),
    )
    yield section("Recommendations", "recommendations", *_recommendations(view, threat))
    yield section("What moved", "what-moved", what_moved(view, threat.id))
    answers = facts((capital(question), _answers(view, threat, question)) for question in Question)
    yield section("The five questions", "questions", answers)
    yield section(
        "Evidence and full assessment",
        "evidence",
        evidence_table(view, "evidence-table", f"Evidence: {title}", stands.evidence),
        *_full_assessment(view, threat),
    )


def _facts(view: View, threat: Threat) -> Iterator[tuple[str, Markup | None]]:
    edition = view.assessments.reference.edition(threat.spr_edition)
    if edition:
        official = edition.name_of(threat.id)
        called = f", there “{official}”" if official and official != threat.title else ""
        yield "Held against", escape(f"{edition.name}{called}")
    yield "Led by", leads(view, threat)
    yield "Graded", grade_badges(threat)
    if elsewhere := [*_in_other_years(view, threat)]:
        yield "Other years", listed(elsewhere)


def _in_other_years(view: View, threat: Threat) -> Iterator[Markup]:
    """Its page of the year before, and of all years: what whoever writes or reads this one asks for."""
    if before := view.before:
        for last in (each for each in before.threats if each.id == threat.id):
            yield link(view.to_year(before.id, threat_address(last.id)), f"{last.title} in {before.id}")
    if everywhere := view.to_home(threat_address(threat.id)):
        yield link(everywhere, f"{threat.title} in all years")


def _lead(view: View, lead: Lead) -> Markup:
    unnamed = [word for word in lead.four_ps if word not in (lead.what or "").lower()]
    as_what = f"{lead.what or 'lead'}{' for ' if unnamed else ''}{listed(unnamed).unescape()}"
    role = Markup("{}, {}").format(who(view, lead.role), as_what)
    return Markup("{} ({})").format(role, to_paragraph(view, lead.paragraph)) if lead.paragraph else role


def _paragraphs(view: View, threat: Threat) -> Iterator[str]:
    if not threat.paragraphs:
        yield nothing(view, Covered.PARAGRAPHS, "The report has no paragraph on this threat.")
    for paragraph in threat.paragraphs:
        yield render_paragraph(view, paragraph)


def _grades(view: View, threat: Threat) -> Iterator[str]:
    if isinstance(threat.grades, Absent):
        why = "Nobody gave it a grade, and none is inferred." if threat.grades is Absent.NOT_GRADED else ""
        yield sentence(absent(threat.grades), why)
        return
    columns = [
        *(Column("Grade"), Column("Of"), Column("By"), Column("Scale and basis", "words")),
        *(Column("Stated in"), Column("Why it moved", "words")),
    ]
    shown = [grade for grade in threat.grades if not grade.is_left_out]
    moved = any(grade.because for grade in shown)
    rows = [_grade(view, grade) for grade in shown]
    if not moved:
        columns.pop()
        rows = [row._replace(cells_html=row.cells_html[:-1]) for row in rows]
    yield table("grades-table", f"Grades: {threat.title}", columns, rows)
    if hidden := len(threat.grades) - len(shown):
        more = "One more grade:" if hidden == 1 else f"{hidden} more grades:"
        yield sentence(more, absent(Absent.NOT_PUBLISHED_HERE))


def _grade(view: View, grade: Grade) -> Row:
    source = to_recommendations(view, [grade.recommendation]) if grade.recommendation else None
    because = grade.because
    badge = fill("badge", words=grade.word, look="")
    return Row(
        head_html=Markup(" ").join(filter(None, (badge, marking(grade)))),
        cells_html=(
            escape(capital(listed(grade.of).unescape())),
            escape(capital(RAISED_BY.get(grade.by, grade.by))),
            Markup("{} Basis: {}").format(_scale(view, grade), _basis(view, grade)),
            source or to_paragraph(view, grade.paragraph),
            Markup("{}: {}").format(capital(because.kind), line(view, because.text))
            if because
            else absent(Absent.NOT_APPLICABLE),
        ),
    )


def _basis(view: View, grade: Grade) -> Markup:
    return plain(view, f"{listed(grade.basis).unescape()}.") if grade.basis else absent(Absent.NOT_STATED)


def _scale(view: View, grade: Grade) -> Markup:
    scale = view.assessments.scale(grade.scale) if grade.scale else None
    if scale is None:
        return escape("In open words, on no scale.")
    words = ", ".join(scale.words)
    order = f"best first: {words}" if scale.ordered else f"its order is not stated: {words}"
    return plain(view, f"{scale.name} ({order}).")


def _level(view: View, level: ThreatLevel) -> tuple[str, Markup]:
    series = {each.id: each.name for each in view.assessments.reference.level_series}
    name = series.get(level.series, level.series)
    by = Markup(" ") + BY_EDITORS if level.by_editors else Markup()
    words = Markup("{}: {} Since {}, {}. Series: {}{}").format(
        fill("badge", words=capital(level.level), look=""),
        line(view, level.meaning),
        date(level.since),
        to_paragraph(view, level.paragraph),
        name,
        by,
    )
    return level.called or name, words


def _recommendations(view: View, threat: Threat) -> Iterator[str]:
    on_it = [each for each in view.listed if threat.id in each.threats]
    if on_it:
        yield brief_list(view, on_it)
        return
    is_all = all(each.text is not Absent.NOT_PUBLISHED_HERE for each in view.listed)
    words = "No recommendation that was raised, open or closed this year names this threat"
    yield none(view, Covered.RECOMMENDATIONS, f"{words}{'' if is_all else ', as far as this copy shows'}.")


def _answers(view: View, threat: Threat, question: Question) -> Markup:
    """Where a question is answered, by the report or in the editors' reading, or why it is not."""
    if question in threat.not_addressed:
        return Markup("Not addressed: {}").format(line(view, threat.not_addressed[question]))
    stated = [each for each in threat.paragraphs if question in each.tags.questions]
    read = [each for each in threat.paragraphs if question in each.classified.questions]
    return listed(
        (
            *_numbers(view, stated),
            *(Markup("{} {}").format(each, BY_EDITORS) for each in _numbers(view, read)),
        )
    ) or absent(Absent.NOT_STATED)


def _numbers(view: View, paragraphs: Iterable[Paragraph]) -> list[Markup]:
    return [link(view.to_paragraph(each), f"paragraph {each.number}") for each in paragraphs]


def _full_assessment(view: View, threat: Threat) -> Iterator[str]:
    full = threat.full_assessment
    if full is None:
        yield sentence("The lead's full assessment:", absent(Absent.NOT_STATED))
        return
    yield sentence("The lead's full assessment is not published; this says where it is kept.")
    yield facts(
        (
            ("Reference", word(view, full.reference)),
            ("Date", date(full.date)),
            ("Held by", who(view, full.held_by)),
            ("Marking", escape(full.marking) if full.marking else absent(Absent.NOT_STATED)),
        )
    )
