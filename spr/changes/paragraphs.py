"""Paragraphs: by id, never by number. How the words differ is shown where the two texts are."""

from collections.abc import Iterator
from itertools import pairwise

from spr.changes.both import Both
from spr.changes.change import Change, Thing
from spr.changes.prose import Sort, account_by_id, account_for_wording
from spr.changes.values import said
from spr.changes.wording import is_polish
from spr.changes.years import TwoYears
from spr.model.assessment import Paragraph


def account_for_paragraphs(years: TwoYears) -> Iterator[Change]:
    """Every paragraph of either year; what it is tagged with is not compared."""
    sort = Sort(
        thing=Thing.PARAGRAPH,
        title=lambda paragraph: f"Paragraph {paragraph.number}",
        anchor=lambda years, year, paragraph: years.paragraph_anchor(year, paragraph.id),
        details=_wording,
    )
    yield from account_by_id(years, sort, years.old.paragraphs, years.new.paragraphs)


def _wording(years: TwoYears, both: Both, old: Paragraph, new: Paragraph) -> Iterator[Change]:
    editorial = _was_only_polished(years, new)
    yield from account_for_wording(both, old.text, new.text, editorial=editorial)


def _was_only_polished(years: TwoYears, new: Paragraph) -> bool:
    """Whether every step that changed the words declares that it changed nothing else, and did not."""
    names = set(years.origins(new.id))
    versions = [
        paragraph
        for year in (years.old, *years.steps)
        for paragraph in year.paragraphs
        if paragraph.id in names
    ]
    return all(
        after.editorial and is_polish(said(before.text), said(after.text))
        for before, after in pairwise(versions)
        if said(before.text) != said(after.text)
    )
