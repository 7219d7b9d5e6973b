"""What an approval is of: the text of a year, part by part, so that it is known what changed since."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace

from spr.model.assessment import RecordEvent, Statements, Year
from spr.model.dates import Date
from spr.model.shared import Assessments

_NOT_THE_TEXT = {"origin", "record", "review", "number"}
"""Fields that may change without the text: where it stands, what happened to it, who has looked at it."""


@dataclass(frozen=True)
class Since:
    """What has changed since an approval: numbers of paragraphs, and what else, as people call it."""

    event: RecordEvent
    paragraphs: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """The sentence for it: "2017 was agreed on 12 September 2017, and has changed since: 14, 22"."""
        said = [f"paragraphs {', '.join(self.paragraphs)}" if len(self.paragraphs) > 1 else ""]
        said = [f"paragraph {self.paragraphs[0]}"] if len(self.paragraphs) == 1 else said
        listed = "; ".join([*filter(None, said), *self.others])
        when = f"{self.event.what} on {self.event.date.in_words}"
        return f"{when}, and has changed since{f': {listed}' if listed else ''}"


def parts_of(assessments: Assessments, year: Year) -> Mapping[str, str]:
    """
    SHA-256 of each part of what is agreed, by its name.

    A paragraph has its id; what stands beside the paragraphs is called `public-order/figures`, the report's
    own `report/in-brief`, a recommendation that the year raises `recommendations/2016-3`.
    """
    return {name: _digest(content) for name, content in sorted(_parts(assessments, year))}


def things_in(assessments: Assessments, year: Year, names: Collection[str]) -> Iterator[object]:
    """Everything that stands in the parts of those *names*, and all that is in it."""
    for name, content in _parts(assessments, year):
        if name in names:
            yield from _inside(content)


def digest_of_text(assessments: Assessments, year: Year) -> str:
    """SHA-256 of the whole: of the names and checksums of its parts."""
    return _digest(dict(parts_of(assessments, year)))


def changed_since(assessments: Assessments, year: Year, event: RecordEvent) -> Since | None:
    """What has changed since an approval; None where the text is what was approved."""
    if event.digest == digest_of_text(assessments, year):
        return None
    now = parts_of(assessments, year)
    differing = {name for name in {*now, *event.parts} if now.get(name) != event.parts.get(name)}
    numbers = {paragraph.id: paragraph.number for paragraph in year.paragraphs}
    if not event.parts:
        return Since(event, (), ())
    return Since(
        event,
        tuple(numbers[each.id] for each in year.paragraphs if each.id in differing),
        tuple(_called(year, name) for name in sorted(differing - set(numbers))),
    )


def _parts(assessments: Assessments, year: Year) -> Iterator[tuple[str, object]]:
    for paragraph in year.paragraphs:
        yield paragraph.id, paragraph
    for name in ("label", "in_brief", "change_note", "method", "implications", "governance"):
        yield f"report/{name.replace('_', '-')}", getattr(year, name)
    # Who may see what is agreed as well as what is said.
    yield "report/disclosure", (year.audience, year.marking)
    yield (
        "report/order",
        [(section.title, [each.id for each in section.paragraphs]) for section in year.sections],
    )
    yield from _statements("report", year.statements)
    for threat in year.threats:
        yield f"{threat.id}/disclosure", threat.disclosure
        for name in (
            *("spr_edition", "in_brief", "leads", "grades", "threat_levels"),
            *("full_assessment", "not_addressed"),
        ):
            yield f"{threat.id}/{name.replace('_', '-')}", getattr(threat, name)
        yield from _statements(threat.id, threat.statements)
    for each in assessments.recommendations:
        if each.raised_in == year.id:
            yield f"recommendations/{each.id}", replace(each, events=())


def _statements(whose: str, statements: Statements) -> Iterator[tuple[str, object]]:
    for field in fields(statements):
        yield f"{whose}/{field.name}", getattr(statements, field.name)


def _inside(content: object) -> Iterator[object]:
    yield content
    if is_dataclass(content):
        for field in fields(content):
            yield from _inside(getattr(content, field.name))
    elif isinstance(content, Mapping):
        yield from _inside(tuple(content.values()))
    elif isinstance(content, list | tuple):
        for each in content:
            yield from _inside(each)


def _called(year: Year, name: str) -> str:
    """A part as people call it: "figures of Public order"."""
    whose, _, what = name.partition("/")
    if not what:
        return f"a paragraph that is no more ({whose})"
    if whose == "recommendations":
        return f"recommendation {what}"
    titles = {threat.id: threat.title for threat in year.threats}
    return f"{what.replace('-', ' ')} of {titles.get(whose, 'the report')}"


def _digest(content: object) -> str:
    text = json.dumps(_plain(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Date):
        return value.text
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        # What says nothing is left out: a field that a later version of the model has changes no checksum.
        return {
            name: _plain(each)
            for name, each in named.items()
            if name not in _NOT_THE_TEXT and each is not None and each is not False and each != ()
        }
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
