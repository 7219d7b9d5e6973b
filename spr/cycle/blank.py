"""The files of a year that has no year before it: as little as there must be, and what to write where."""

from collections.abc import Sequence

from spr.cycle.wording import QUESTIONS, wrapped
from spr.loading.editing import as_yaml
from spr.model.dates import Date
from spr.model.shared import Assessments, SprEdition
from spr.model.words import Absent, Provenance

NOTHING_YET = "Nothing is written here yet."

EMPTIED = Absent.TO_BE_FILLED_IN.value


def blank_assessment(
    known: Assessments, year: str, edition: SprEdition, tasked: Date | None, due: Date | None
) -> str:
    """The file assessment.yaml with a section for each threat."""
    otherwise = Provenance.RESTATED if known.years else Provenance.ISSUED
    kind = Provenance.MADE_UP if known.force.made_up else otherwise
    sections = "".join(
        f"  - threat: {each.id}\n    title: {as_yaml(each.name)}\n" for each in edition.threats
    )
    return f"""\
format: 1
label: {year} cycle
spr_edition: {edition.id}

dates:
  tasked: {tasked or "not stated"}
{f"  due: {due}" + chr(10) if due else ""}\
  assessed: {EMPTIED}
  reported: not stated
  published: not stated
  plan_year: {EMPTIED}

# issued: written and agreed here. transcribed: a paper's own words. restated: its facts in our words.
provenance:
  kind: {kind.value}
  note: not stated

marking: not stated
audience: force

# At most 40 words, citing a paragraph by its number.
in_brief: {EMPTIED}

sections:
  - id: purpose-{year}
    title: Purpose of the report
    paragraphs:
      - id: {_free(known, f"purpose-of-{year}")}
        review: carried-forward
        text: {NOTHING_YET}
{sections}"""


def blank_threat(known: Assessments, threat: str, title: str, decide: Sequence[str]) -> str:
    """The file of a threat that nothing is written on yet, with the five questions."""
    notes = "".join(f"# {line}\n" for words in decide for line in wrapped(words, ""))
    questions = "".join(f"#   {question}: {asked}\n" for question, asked in QUESTIONS.items())
    return f"""\
# {title}
{notes}\
threat: {threat}

# At most 40 words, citing a paragraph by its number.
in_brief: {EMPTIED}

# The role that leads, by its id in governance.yaml: `- role: head-of-operations`.
leads: {EMPTIED}

grades: {EMPTIED}

# The five questions. Tag each paragraph with those that it answers; one that is left unanswered on
# purpose stands in `not_addressed` with a reason.
{questions}\
paragraphs:
  - id: {_free(known, f"on-{threat}")}
    review: carried-forward
    text: {NOTHING_YET}
"""


def blank_governance() -> str:
    """The file governance.yaml without anybody in it."""
    return """\
# Roles, never names of persons; groups, programmes, and how they stand to each other.
roles: []
"""


def _free(known: Assessments, name: str) -> str:
    """An id that was never used: the name itself, or with the first number that makes it new."""
    used = {each.id for year in known.years for each in year.paragraphs}
    used |= {each.id for year in known.years for part in year.all_statements for each in part.named}
    number = 2
    free = name
    while free in used:
        free = f"{name}-{number}"
        number += 1
    return free
