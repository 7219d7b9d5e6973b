"""
Hostile texts, as data in tests/hostile/, and a model that holds one of each sort in every field.

A text that is meant to stand somewhere has a name and says itself what it tries; `FILE` in it stands for the
path of a file that nothing may read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

import yaml

from spr.errors import Place
from spr.model.dates import Date
from spr.model.shared import Assessments, Reference

FOLDER: Final = Path(__file__).parent / "hostile"

SHOWN: Final = ("formulas", "markup", "templates", "markdown", "links", "feed", "letters")
"""The sorts that arrive as text; the others are refused. A formula is one only where it begins."""

HELD: Final = frozenset(
    {
        *("id", "lineage", "threat", "threats", "section", "spr_edition", "spr_editions", "raised_in"),
        *("told_in", "year", "number", "recommendation", "recommendations", "superseded_by", "paragraph"),
        *("paragraphs", "metric", "scale", "role", "owner", "held_by", "addressees", "to", "by", "meeting"),
        *("told", "since", "until", "replaces", "of", "series", "level", "subject", "object", "verb", "kind"),
        *("state", "digest", "files", "parts", "shared", "numbers", "before", "exemption", "email"),
        *("Scale.owner", "by_area"),
    }
)
"""
Fields that the schemas hold to a form, or to the words of a list, by themselves or as KIND.FIELD.

`tests/test_hostile.py` holds the schemas to it that whatever stands in them is refused.
"""


def cases(sort: str) -> Mapping[str, str]:
    """The texts of a sort by their names."""
    found: dict[str, str] = yaml.load(
        (FOLDER / f"{sort}.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader
    )
    return found


def sorts() -> list[str]:
    """All that there are."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@dataclass
class Attack:
    """Puts one text of each sort into every field that somebody writes; `file` is what `FILE` stands for."""

    file: Path
    attacked: set[str] = field(default_factory=set)
    _turn: int = 0
    _words: dict[str, str] = field(default_factory=dict)
    _texts: Mapping[str, list[str]] = field(
        default_factory=lambda: {sort: list(cases(sort).values()) for sort in SHOWN}
    )

    def model(self, written: Assessments) -> Assessments:
        """The same, hostile."""
        found: Assessments = self._attacked(written, "")
        return found

    def _attacked(self, value: Any, where: str) -> Any:  # noqa: PLR0911 (one for each sort of value)
        if where == "Source.reference":
            return self._text(str(value), where)  # of a made-up year there is none
        if isinstance(value, Enum | Place | Date | Reference):
            return value
        if isinstance(value, str):
            return self._text(value, where)
        if isinstance(value, Mapping):
            return {key: self._attacked(each, where) for key, each in value.items()}
        if isinstance(value, tuple):
            return tuple(self._attacked(each, where) for each in value)
        if not is_dataclass(value):
            return value
        kind = type(value).__name__
        changes = {
            each.name: self._attacked(getattr(value, each.name), f"{kind}.{each.name}")
            for each in fields(value)
        }
        return replace(value, **changes)  # type: ignore[type-var]

    def _text(self, old: str, where: str) -> str:
        if where in HELD or where.rsplit(".", maxsplit=1)[-1] in HELD:
            return old
        self.attacked.add(where)
        if where in {"Scale.words", "Grade.word"}:  # the one is of the other
            return self._words.setdefault(old, self._next(" "))
        return self._next("\n\n" if len(old) > 80 else " ")

    def _next(self, between: str) -> str:
        """One text of each sort, others each time."""
        texts = [of_sort[self._turn % len(of_sort)] for of_sort in self._texts.values()]
        self._turn += 1
        whole = between.join(texts).replace("FILE", str(self.file))
        return whole if between == "\n\n" else " ".join(whole.split())


def written_fields() -> frozenset[str]:
    """Every field, as KIND.FIELD, that holds a text which people write and no schema holds to a form."""
    return frozenset(
        f"{kind}.{name}"
        for kind, name, holds in every_field()
        if str in holds and name not in HELD and f"{kind}.{name}" not in HELD
    )


def every_field() -> Iterator[tuple[str, str, set[Any]]]:
    """The kind and the name of each field of the model, and what it may hold; not of the reference data."""
    left: list[type] = [Assessments]
    seen: set[type] = {Reference, Place, Date}
    while left:
        kind = left.pop()
        if kind in seen:
            continue
        seen.add(kind)
        hints = get_type_hints(kind)
        for each in fields(kind):
            holds = _parts(hints[each.name])
            left += [part for part in holds if isinstance(part, type) and is_dataclass(part)]
            yield kind.__name__, each.name, holds


def newest(written: Assessments) -> Assessments:
    """The last three years, which use every field that is written in words."""
    years = written.years[-3:]
    names = {year.id for year in years}
    raised = tuple(each for each in written.recommendations if each.raised_in in names)
    return replace(written, years=years, recommendations=raised)


def _parts(hint: Any) -> set[Any]:
    """What a field may hold, in the end; of a mapping, the values."""
    arguments = get_args(hint)
    if get_origin(hint) is not UnionType and hasattr(get_origin(hint), "keys"):
        arguments = arguments[1:]
    return {part for each in arguments for part in _parts(each)} if arguments else {hint}
