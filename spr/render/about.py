"""How a year was made: method, coverage, dates, provenance, record, governance, glossary, files."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from markupsafe import Markup, escape

from spr.changes.values import ordinal
from spr.datafiles import SUMS, data_digest
from spr.model.assessment import Paragraph, RecordEvent, Relation, Threat
from spr.model.shared import Term
from spr.model.words import Absent, Covered, FiveC, Provenance, Question, Recorded
from spr.narrative import readers_in_words
from spr.render.partial import joined
from spr.render.parts import (
    BY_EDITORS,
    Column,
    Row,
    absent,
    capital,
    covers,
    date,
    facts,
    items,
    label,
    link,
    listed,
    nothing,
    numbers,
    said,
    sentence,
    table,
    to_document,
    to_paragraph,
    who,
    word,
)
from spr.render.status import PROVENANCE, spr_editions
from spr.render.text import line, plain, prose
from spr.render.view import View

EDITORS: Final = "editors"
"""Who takes part in a record beside the force's own roles."""

RECORDED: Final = {
    Recorded.REVIEWED: "Reviewed",
    Recorded.AGREED: "Agreed",
    Recorded.SUBMITTED: "Submitted to the policing body",
    Recorded.ANSWERED: "Answered by the policing body",
    Recorded.PUBLISHED: "Published",
    Recorded.CORRECTED: "Corrected",
    Recorded.WITHDRAWN: "Withdrawn",
}

FILES: Final = {
    "assessment.json": "Everything that this year says",
    "figures.csv": "Its figures, as a table",
    "recommendations.csv": "Its recommendations and what became of them, as a table",
}


def render_method(view: View) -> str:
    """How the assessments were made."""
    return said(view, view.year.method)


def render_coverage(view: View) -> str:
    """Which threats speak to which of the five Cs and the five questions, and which are graded."""
    if not view.year.threats:
        return nothing(view, Covered.PARAGRAPHS, "The report assesses no threat.")
    of_cs = [
        _coverage_row(view, threat, [_of_c(view, threat, c) for c in FiveC]) for threat in view.year.threats
    ]
    of_questions = [
        _coverage_row(view, threat, [_of_question(view, threat, question) for question in Question])
        for threat in view.year.threats
    ]
    return joined(
        (
            sentence(
                "The numbers are those of the paragraphs that speak to a C or a question.",
                "“By editors”: the source does not say so, we read it so.",
                "A grade stands at the C that it is of.",
            ),
            table("five-cs", "Threats and the five Cs", _columns(FiveC), of_cs, "matrix"),
            table(
                "five-questions", "Threats and the five questions", _columns(Question), of_questions, "matrix"
            ),
        )
    )


def render_dates(view: View) -> str:
    """The dates of the year's cycle, which are several things."""
    year, dates = view.year, view.year.dates
    return facts(
        (
            ("Leads were asked", date(year.as_known(dates.tasked))),
            ("Their answers were due", date(dates.due) if dates.due else None),
            ("Leads had assessed", date(year.as_known(dates.assessed))),
            ("Reported", date(year.as_known(dates.reported))),
            ("Published", date(year.as_known(dates.published))),
            ("Plan year served", word(view, year.as_known(dates.plan_year))),
            ("Held against", escape(spr_editions(view))),
        )
    )


def render_provenance(view: View) -> str:
    """Where the text comes from, and what is not known."""
    source, year = view.year.source, view.year
    not_covered = [] if year.covers is None else [what.value for what in Covered if what not in year.covers]
    return joined(
        (
            prose(view, source.note),
            facts(
                (
                    ("Provenance", escape(PROVENANCE[source.kind])),
                    ("Paper", word(view, source.paper)),
                    ("Its reference", word(view, year.as_known(source.reference))),
                    ("Its licence", word(view, year.as_known(source.licence))),
                    ("Marking", label(year.as_known(year.marking))),
                    ("Covers", escape(covers(view)) if year.covers is not None else None),
                    (
                        "Not recorded",
                        Markup("{} {}").format(absent(Absent.NOT_RECORDED), listed(not_covered))
                        if not_covered
                        else None,
                    ),
                )
            ),
        )
    )


def render_record(view: View) -> str:
    """Approvals, publication and corrections of the year, oldest first."""
    events = view.year.record
    if not events:
        return _no_record(view)
    columns = [Column("What"), Column("When"), Column("By"), Column("Where"), Column("In words", "words")]
    rows = [_recorded(view, event) for event in events]
    return joined(
        (
            table("record-table", "What happened to this year as a whole", columns, rows),
            *_corrections(view, view.year.events(Recorded.CORRECTED)),
        )
    )


def render_governance(view: View) -> str:
    """Roles, groups and programmes, and how they stand to each other."""
    governance = view.year.governance
    if not governance.parts or not view.year.recorded(Covered.GOVERNANCE):
        return nothing(view, Covered.GOVERNANCE, "No role or group is named.")
    relations = facts(_relations(view, governance.relations))
    roles = items(plain(view, role.title) for role in governance.roles)
    groups = [
        Row(plain(view, each.title), (label(each.kind), label(each.reach or Absent.NOT_STATED)))
        for each in governance.groups
    ]
    return joined(
        (
            "### How they work together { #relations }",
            relations or sentence(absent(Absent.NOT_STATED)),
            "### Roles { #roles }",
            roles or sentence(absent(Absent.NOT_STATED)),
            "### Groups { #groups }",
            table(
                "groups-table",
                "Boards, units, partnerships and bodies",
                (Column("Group"), Column("Kind"), Column("Reach")),
                groups,
            )
            if groups
            else sentence(absent(Absent.NOT_STATED)),
            "### Programmes { #programmes }",
            facts((plain(view, each.title), plain(view, each.what)) for each in governance.programmes)
            or sentence(absent(Absent.NOT_STATED)),
        )
    )


def render_glossary(view: View) -> str:
    """Every abbreviation of the year."""
    terms = sorted(view.terms, key=lambda term: (term.term.casefold(), term.term))
    return facts((term.term, _term(view, term)) for term in terms) or sentence(
        absent(Absent.NOT_STATED), "No abbreviation is explained."
    )


def render_data_files(view: View) -> str:
    """The files that people take away; `spr.paper` and `spr.datafiles` write them."""
    earlier = [year for year in view.assessments.years if year.id < view.year.id]
    files = FILES | {
        f"changes-{year.id}.{ending}": f"What changed since {year.label}"
        for year in earlier
        for ending in ("json", "csv", "md")
    }
    files[SUMS] = "The checksums of these files of data"
    data = (
        Markup("{}: {}").format(link(view.to(f"data/{name}"), name), what) for name, what in files.items()
    )
    digest = Markup("SHA-256 of assessment.json in this copy, which is for {}: {}").format(
        readers_in_words(view.assessments), data_digest(view.assessments, view.year)
    )
    return items((*map(partial(to_document, view), view.documents), *data, digest))


def _columns(words: Iterable[str]) -> list[Column]:
    return [Column("Threat"), *(Column(capital(word)) for word in words)]


def _coverage_row(view: View, threat: Threat, cells: Sequence[Markup]) -> Row:
    return Row(link(view.to_threat(threat.id), threat.title), cells)


def _of_c(view: View, threat: Threat, c: FiveC) -> Markup:
    graded = [escape("Graded")] if any(c in grade.of for grade in threat.graded) else []
    stated = [each for each in threat.paragraphs if c in each.tags.five_cs]
    read = [each for each in threat.paragraphs if c in each.classified.five_cs]
    return _cell(view, threat, graded, stated, read)


def _of_question(view: View, threat: Threat, question: Question) -> Markup:
    unanswered = [escape("Not addressed")] if question in threat.not_addressed else []
    stated = [each for each in threat.paragraphs if question in each.tags.questions]
    read = [each for each in threat.paragraphs if question in each.classified.questions]
    return _cell(view, threat, unanswered, stated, read)


def _cell(
    view: View, threat: Threat, first: list[Markup], stated: list[Paragraph], read: list[Paragraph]
) -> Markup:
    if threat.in_brief is Absent.NOT_PUBLISHED_HERE:
        return absent(Absent.NOT_PUBLISHED_HERE)
    lines = [
        *first,
        numbers(view, stated),
        numbers(view, read) + Markup(" ") + BY_EDITORS if read else Markup(),
    ]
    return Markup("<br>").join(filter(None, lines)) or absent(Absent.NOT_STATED)


def _no_record(view: View) -> Markup:
    kind = view.year.source.kind
    if kind.is_ours:
        return sentence("Nothing has happened to this year yet: it is a draft.")
    if kind is Provenance.PARTIAL:
        return sentence(
            absent(Absent.NOT_RECORDED), "When the paper was agreed or presented is not known here."
        )
    return sentence(absent(Absent.NOT_STATED), "The paper does not say when it was agreed or presented.")


def _recorded(view: View, event: RecordEvent) -> Row:
    meeting = view.assessments.meeting(event.meeting) if event.meeting else None
    where = [plain(view, meeting.title)] if meeting else []
    where += [plain(view, event.reference)] if event.reference else []
    words = [Markup("With the word ‘{}’.").format(event.word)] if event.word else []
    words += [line(view, text) for text in (event.text, event.reason) if text]
    return Row(
        escape(RECORDED[event.what]),
        (
            date(event.date),
            escape("The editors of this site") if event.by == EDITORS else who(view, event.by),
            Markup(", ").join(where) or absent(Absent.NOT_STATED),
            Markup(" ").join(words) or absent(Absent.NOT_STATED),
        ),
    )


def _corrections(view: View, events: Sequence[RecordEvent]) -> Iterator[str]:
    """Each under a heading and at an address of its own, also where a day has several."""
    of_the_day: Counter[str] = Counter()
    for event in events:
        of_the_day[event.date.text] += 1
        yield _correction(view, event, of_the_day[event.date.text])


def _correction(view: View, event: RecordEvent, count: int) -> str:
    correction = event.correction
    if correction is None:
        return ""
    which, place = (f", the {ordinal(count)} of that day", f"-{count}") if count > 1 else ("", "")
    cited = [to_paragraph(view, name) for name in correction.paragraphs if view.paragraph(name)]
    meeting = view.assessments.meeting(correction.told)
    return joined(
        (
            f"### Correction of {event.date.in_words}{which} {{ #corrected-{event.date.text}{place} }}",
            facts(
                (
                    ("Kind", label(correction.kind)),
                    ("Reason", line(view, correction.reason)),
                    ("Paragraphs", listed(cited) or absent(Absent.NOT_STATED)),
                    ("Effect on grades", line(view, correction.effect_on_grades)),
                    ("Effect on recommendations", line(view, correction.effect_on_recommendations)),
                    ("Told to", plain(view, meeting.title) if meeting else word(view, correction.told)),
                )
            ),
        )
    )


def _relations(view: View, relations: Sequence[Relation]) -> Iterator[tuple[str, Markup]]:
    """Each who takes part, and what they do: "ACC Security" and "chairing SPR Boards (paragraph 5)"."""
    for subject in dict.fromkeys(relation.subject for relation in relations):
        own = (_relation(view, relation) for relation in relations if relation.subject == subject)
        yield plain(view, view.title(subject)), Markup("<br>").join(own)


def _relation(view: View, relation: Relation) -> Markup:
    by = Markup(" ") + BY_EDITORS if relation.by_editors else Markup()
    return Markup("{} {} ({}){}").format(
        relation.doing,
        who(view, relation.object),
        to_paragraph(view, relation.paragraph),
        by,
    )


def _term(view: View, term: Term) -> Markup:
    meaning = Markup(". ") + line(view, term.meaning) if term.meaning else Markup()
    by = Markup(" ") + BY_EDITORS if term.by_editors else Markup()
    return escape(term.stands_for) + meaning + by
