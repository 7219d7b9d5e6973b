"""
Opening a year: a draft made from the year before, with everything marked that is not yet ours.

What comes out is the text of each file; `spr/cycle/begin.py` writes them. Paragraphs are carried forward
and marked, figures and grades are emptied, and what the year before said stands beneath as a comment.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spr.checking.assessments import Checked
from spr.cycle.blank import EMPTIED, blank_assessment, blank_governance, blank_threat
from spr.cycle.editions import Step, find_edition, steps_to
from spr.cycle.wording import answers, questions_above, said_before, wrapped
from spr.errors import Pointer, SprError
from spr.loading.editing import as_yaml, with_comments, with_values, without
from spr.loading.yaml12 import Data, parse_yaml
from spr.model.assessment import Action, Exercise, Paragraph, Statements, Threat, Year
from spr.model.dates import Date
from spr.model.drafts import UNFINISHED
from spr.model.shared import Assessments, SprEdition
from spr.model.words import Covered, Provenance
from spr.narrative import figure_in_words, grade_in_words

CARRIED: Data = "carried-forward"

ISSUED = "Written by the leads of the force, threat by threat, and agreed before it is published."


class ThereAlreadyError(SprError):
    """The year `year` has a folder already; nothing is ever overwritten."""

    def __init__(self, year: str) -> None:
        self.year = year
        super().__init__(year)

    def __str__(self) -> str:
        return (
            f"{self.year} is there already, and nothing is overwritten. Its files are edited where they are."
        )


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What is asked: a year's id, when leads are tasked and by when they are to answer, which SPR edition."""

    year: str
    tasked: Date | None = None
    due: Date | None = None
    edition: str | None = None


@dataclass(frozen=True, kw_only=True)
class Opened:
    """
    A draft: the text of its files by their names in the year's folder, and what an author has to decide.

    `after` is the year that it was made from; None for one older than any that is there.
    """

    year: str
    files: Mapping[str, str]
    decisions: tuple[str, ...]
    after: str | None


def opened(checked: Checked, asked: Opening) -> Opened:
    """
    The draft that is asked for, of the folder that was checked.

    Raises `ThereAlreadyError` if the year has a folder, and `NotThereError` if there is no such SPR edition.
    """
    if asked.year in checked.folder.years:
        raise ThereAlreadyError(asked.year)
    known = checked.assessments
    whole = [year for year in known.years if year.recorded(Covered.PARAGRAPHS)]
    earlier = [year for year in whole if year.id < asked.year]
    if not earlier:
        return _blank(known, asked)
    last = earlier[-1]
    edition = find_edition(known.reference, asked.edition or _newest_edition(known, last))
    steps = steps_to(known.reference, [(each.id, each.spr_edition) for each in last.threats], edition)
    names = {threat.id: threat for threat in last.threats}
    files = {"assessment.yaml": _assessment(checked, asked, last, edition, steps)}
    for step in steps:
        if step.new is None and step.old:
            files[f"threats/{step.old}.yaml"] = _threat(checked, last, names[step.old], step)
        elif step.new and step.old:
            files[f"threats/{step.new}.yaml"] = _threat(checked, last, names[step.old], step)
        elif step.new:
            files[f"threats/{step.new}.yaml"] = blank_threat(
                known, step.new, step.title or step.new, step.decide
            )
    files["governance.yaml"] = _governance(checked, last)
    return Opened(
        year=asked.year,
        files=files,
        decisions=(*_of_a_draft(last, asked.year), *(words for step in steps for words in step.decide)),
        after=last.id,
    )


def _of_a_draft(last: Year, year: str) -> Iterator[str]:
    """What is to be known of a year that is made from one which may still change."""
    if last.state in UNFINISHED:
        yield (
            f"whether {year} is opened too early: {last.id}, from which it is made, is still a draft, and "
            "what is changed there from now on does not come here."
        )


def _blank(known: Assessments, asked: Opening) -> Opened:
    """A year older than all that are there, or the first of a force: nothing to carry forward."""
    editions = known.reference.spr_editions
    later = [name for year in known.years for name in year.spr_editions][:1]
    edition = find_edition(known.reference, asked.edition or (later or [editions[-1].id])[0])
    threats = [(each.id, each.name) for each in edition.threats]
    return Opened(
        year=asked.year,
        files={
            "assessment.yaml": blank_assessment(known, asked.year, edition, asked.tasked, asked.due),
            **{f"threats/{name}.yaml": blank_threat(known, name, title, ()) for name, title in threats},
            "governance.yaml": blank_governance(),
        },
        decisions=(
            "provenance in assessment.yaml: say where the text of the year comes from.",
            "leads in each threat's file: say which role leads, once it stands in governance.yaml.",
        ),
        after=None,
    )


def _newest_edition(known: Assessments, year: Year) -> str:
    order = [edition.id for edition in known.reference.spr_editions]
    return max(year.spr_editions, key=lambda name: order.index(name) if name in order else -1)


def _assessment(
    checked: Checked, asked: Opening, last: Year, edition: SprEdition, steps: Sequence[Step]
) -> str:
    text = _text_of(checked, last, "assessment.yaml")
    text = without(text, [("covers",), ("implications",), *_lineages(text)])
    values: dict[Pointer, Data] = {
        ("label",): f"{asked.year} cycle",
        ("spr_edition",): edition.id,
        **{("dates", name): EMPTIED for name in ("assessed", "plan_year")},
        # These the record tells, once they have happened.
        **{("dates", name): "not stated" for name in ("reported", "published")},
        ("dates", "tasked"): asked.tasked.text if asked.tasked else "not stated",
        **{(name,): EMPTIED for name in ("in_brief", "change_note", "method")},
    }
    if last.source.kind is not Provenance.MADE_UP:
        text = without(text, [("provenance", name) for name in ("source", "reference", "licence")])
        values |= {("provenance", "kind"): Provenance.ISSUED.value, ("provenance", "note"): ISSUED}
    text = with_values(text, values)
    text = without(text, [("dates", "due")])
    if asked.due:
        text = with_values(text, {("dates", "due"): asked.due.text}, after="tasked")
    text = _statements(checked, text, last, last.statements)
    own = [each for section in last.sections if not section.threat for each in section.paragraphs]
    text = _carried(text, {each.id: each for each in own})
    comments: dict[Pointer, Sequence[str]] = {
        ("in_brief",): said_before(last.id, last.in_brief),
        ("change_note",): said_before(last.id, last.change_note),
        ("method",): said_before(last.id, last.method),
    }
    text = with_comments(text, {pointer: words for pointer, words in comments.items() if words})
    return with_sections(text, steps)


def with_sections(text: str, steps: Sequence[Step]) -> str:
    """The assessment with the threats of an SPR edition: added and renamed, never taken out."""
    sections = _entries(text, ("sections",))
    by_threat = {str(each["threat"]): place for place, each in enumerate(sections) if "threat" in each}
    values: dict[Pointer, Data] = {}
    comments: dict[Pointer, Sequence[str]] = {}
    for step in steps:
        if step.old in by_threat:
            place = by_threat[step.old]
            if step.new and step.new != step.old:
                values["sections", place, "threat"] = step.new
            if step.title:
                values["sections", place, "title"] = step.title
            if step.decide:
                comments["sections", place] = [line for words in step.decide for line in wrapped(words, "")]
    text = with_comments(with_values(text, values), comments)
    last = max(by_threat.values(), default=len(sections) - 1)
    for step in steps:
        if step.old is None and step.new:
            text = _with_section(text, last, step)
            last += 1
    return text


def _with_section(text: str, behind: int, step: Step) -> str:
    """A section more, behind another."""
    document = parse_yaml(text.encode(), "")
    lines = text.splitlines(keepends=True)
    later = [
        document.key_place(pointer).line - 1
        for pointer in document.pointers
        if pointer[:1] != ("sections",) or (len(pointer) > 1 and int(str(pointer[1])) > behind)
    ]
    begins = document.key_place(("sections", behind)).line - 1
    end = min((line for line in later if line > begins), default=len(lines))
    while end > begins + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    said = [f"  # {line}" for words in step.decide for line in wrapped(words, "")]
    entry = [*said, f"  - threat: {step.new}", f"    title: {as_yaml(step.title or step.new or '')}"]
    lines[end:end] = [f"{line}\n" for line in entry]
    return "".join(lines)


def _threat(checked: Checked, last: Year, threat: Threat, step: Step) -> str:
    text = _text_of(checked, last, f"threats/{threat.id}.yaml")
    gone = ("threat_levels", "full_assessment", "not_addressed")
    text = without(text, [*((key,) for key in gone), *_lineages(text)])
    text = with_values(
        text, {("threat",): step.new or threat.id, ("in_brief",): EMPTIED, ("grades",): EMPTIED}
    )
    text = _statements(checked, text, last, threat.statements)
    text = _carried(text, {each.id: each for each in threat.paragraphs})
    comments: dict[Pointer, Sequence[str]] = {
        ("threat",): [line for words in step.decide for line in wrapped(words, "")],
        ("in_brief",): said_before(last.id, threat.in_brief),
        ("grades",): _grades_before(checked.assessments, last, threat),
        ("paragraphs",): questions_above(last.id, threat),
    }
    return with_comments(text, {pointer: words for pointer, words in comments.items() if words})


def _grades_before(known: Assessments, last: Year, threat: Threat) -> list[str]:
    lines = [
        line
        for grade in threat.graded
        for line in wrapped(grade_in_words(grade, known.scale(grade.scale) if grade.scale else None))
    ]
    return [f"{last.id} said:", *lines] if lines else []


def _carried(text: str, paragraphs: Mapping[str, Paragraph]) -> str:
    """The paragraphs of a file marked as carried forward, each beneath what it answers."""
    pointers = dict(_paragraphs(text))
    text = without(text, [(*at, key) for at in pointers.values() for key in ("editorial", "review")])
    text = with_values(text, {(*at, "review"): CARRIED for at in pointers.values()}, after="id")
    found = {at: [*answers(paragraphs[name])] for name, at in pointers.items() if name in paragraphs}
    return with_comments(text, {at: words for at, words in found.items() if words})


def _paragraphs(text: str) -> Iterator[tuple[str, Pointer]]:
    for place, entry in enumerate(_entries(text, ("paragraphs",))):
        yield str(entry["id"]), ("paragraphs", place)
    for number, section in enumerate(_entries(text, ("sections",))):
        listed = section.get("paragraphs")
        for place, paragraph in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(paragraph, dict):
                yield str(paragraph["id"]), ("sections", number, "paragraphs", place)


def _statements(checked: Checked, text: str, last: Year, statements: Statements) -> str:
    """
    Figures emptied; risks, open promises and what is planned carried forward; the rest taken out.

    A figure that is withheld stays so, until somebody decides otherwise.
    """
    known = checked.assessments
    settled = [
        *(("findings",), ("evidence",)),
        *_items(text, "actions", [_is_settled(each) for each in statements.actions]),
        *_items(text, "exercises", [_is_done(each) for each in statements.exercises]),
        *_items(text, "figures", _repeats(statements)),
    ]
    kept = [each for each, is_out in zip(statements.figures, _repeats(statements), strict=True) if not is_out]
    text = without(text, settled)
    text = without(text, [(key,) for key in ("actions", "exercises", "figures") if _is_empty(text, key)])
    stays = {"metric", "kind", "value", "withheld", "model", "reach", "paragraph"}
    stays |= {"marking", "audience", "silently"}
    emptied = [
        ("figures", place, key)
        for place, each in enumerate(_entries(text, ("figures",)))
        for key in each
        if key not in stays
    ]
    # That a promise was moved, last year told: this year has to say what became of it.
    emptied += [
        ("actions", place, key)
        for place in range(len(_entries(text, ("actions",))))
        for key in ("outcome", "outcome_text")
    ]
    text = without(text, emptied)
    figures = _entries(text, ("figures",))
    asked = [place for place, figure in enumerate(figures) if "withheld" not in figure]
    text = with_values(text, {("figures", place, "value"): EMPTIED for place in asked}, after="kind")
    carried: dict[Pointer, Data] = {
        (key, place, "review"): CARRIED
        for key in ("risks", "actions", "exercises")
        for place in range(len(_entries(text, (key,))))
    }
    text = with_values(text, carried, after="id")
    comments: dict[Pointer, Sequence[str]] = {}
    for place, figure in enumerate(kept[: len(figures)]):
        metric = known.metric(figure.metric)
        if metric:
            words = figure_in_words(figure, metric, known.areas.listed)
            comments["figures", place] = wrapped(f"{last.id} said: {metric.name}: {words}", "")
    return with_comments(text, comments)


def _repeats(statements: Statements) -> list[bool]:
    """Of several plans for one metric, told apart by their dates, one is left to be filled in."""
    seen: set[tuple[str, str]] = set()
    found = []
    for figure in statements.figures:
        found.append((figure.metric, figure.kind) in seen)
        seen.add((figure.metric, figure.kind))
    return found


def _is_settled(action: Action) -> bool:
    return action.outcome is not None and action.outcome not in {"moved", "not stated"}


def _is_done(exercise: Exercise) -> bool:
    return exercise.state != "planned"


def _items(text: str, key: str, out: Sequence[bool]) -> list[Pointer]:
    listed = len(_entries(text, (key,)))
    return [(key, place) for place, is_out in enumerate(out[:listed]) if is_out]


def _is_empty(text: str, key: str) -> bool:
    data = parse_yaml(text.encode(), "").data
    return isinstance(data, dict) and key in data and not data[key]


def _entries(text: str, pointer: Pointer) -> list[dict[str, Data]]:
    listed: Data = parse_yaml(text.encode(), "").data
    for step in pointer:
        listed = listed.get(str(step)) if isinstance(listed, dict) else None
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _lineages(text: str) -> list[Pointer]:
    """Where a file says what a thing was called before: that was last year's change."""
    named = {
        "paragraphs",
        "risks",
        "actions",
        "exercises",
        "findings",
        "evidence",
        "roles",
        "groups",
        "programmes",
    }
    document = parse_yaml(text.encode(), "")
    return [
        pointer
        for pointer in document.pointers
        if len(pointer) >= 3 and pointer[-1] == "from" and pointer[-3] in named  # noqa: PLR2004 (list, place, key)
    ]


def _governance(checked: Checked, last: Year) -> str:
    text = _text_of(checked, last, "governance.yaml") or blank_governance()
    return without(text, _lineages(text))


def _text_of(checked: Checked, year: Year, name: str) -> str:
    path = checked.folder.path / year.id / name
    return path.read_text(encoding="utf-8-sig") if path.is_file() else ""
