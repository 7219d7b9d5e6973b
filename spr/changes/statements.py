"""Risks, exercises, findings and evidence: what stands beside the paragraphs."""

from collections.abc import Iterator, Sequence

from spr.changes.both import Both
from spr.changes.change import Change, Kind, Thing
from spr.changes.prose import Sort, account_by_id, account_for_wording
from spr.changes.values import day, said
from spr.changes.years import TwoYears, said_of
from spr.model.assessment import Exercise, Named, Risk, Withheld, Year
from spr.model.dates import Date
from spr.model.words import Absent, FindingKind

_DETAILS = {
    Thing.EXERCISE: ("kind", "date", "outcome"),
    Thing.FINDING: ("kind", "body", "programme", "date"),
    Thing.EVIDENCE: ("reference", "date", "held_by"),
}
"""Fields that are compared together, by the names that authors give them."""


def account_for_statements(years: TwoYears) -> Iterator[Change]:
    """Every risk, exercise, finding and piece of evidence of either year."""
    for thing in (Thing.RISK, Thing.EXERCISE, Thing.FINDING, Thing.EVIDENCE):
        sort = Sort(thing=thing, title=title_of, anchor=anchor_of, details=_details)
        yield from account_by_id(years, sort, _all(years.old, thing), _all(years.new, thing))


def title_of(thing: Named) -> str:
    """What people call it: its text, or that it is kept from them."""
    text = said_of(thing)
    if isinstance(text, Withheld | Absent):
        return said(text)
    return text


def anchor_of(_years: TwoYears, _year: Year, thing: Named) -> str:
    """Its place on a page: its id."""
    return thing.id


def account_for_owner(years: TwoYears, both: Both, old: str | None, new: str | None) -> Iterator[Change]:
    """Whether somebody else has it now; a role that was renamed is the same."""
    if not years.same(old, new):
        titles = (years.title(name) if name else said(None) for name in (old, new))
        yield both.changed(Kind.OWNER_CHANGED, *titles)


def _all(year: Year, thing: Thing) -> Sequence[Named]:
    found: list[Named] = []
    for part in year.all_statements:
        found += {
            Thing.RISK: part.risks,
            Thing.EXERCISE: part.exercises,
            Thing.FINDING: part.findings,
            Thing.EVIDENCE: part.evidence,
        }[thing]
    return found


def _details(years: TwoYears, both: Both, old: Named, new: Named) -> Iterator[Change]:
    yield from account_for_wording(both, said_of(old), said_of(new))
    if isinstance(old, Risk) and isinstance(new, Risk):
        yield from account_for_owner(years, both, old.owner, new.owner)
        if old.score != new.score:
            yield both.changed(Kind.SCORE_CHANGED, said(old.score), said(new.score))
    if isinstance(old, Exercise) and isinstance(new, Exercise) and old.state != new.state:
        yield both.changed(Kind.STATE_CHANGED, old.state, new.state)
    names = [
        name
        for name in _DETAILS.get(both.what.thing, ())
        if _detail(years, old, name) != _detail(years, new, name)
    ]
    if names:
        texts = (
            "; ".join(f"{name.replace('_', ' ')}: {_detail(years, each, name)}" for name in names)
            for each in (old, new)
        )
        yield both.changed(Kind.DETAILS_CHANGED, *texts)


def _detail(years: TwoYears, thing: Named, name: str) -> str:
    value: Date | Absent | str | None = getattr(thing, name)
    if isinstance(value, FindingKind):
        return value.replace("-", " ")
    return years.title(value) if name == "held_by" and isinstance(value, str) else _shown(value)


def _shown(value: Date | Absent | str | None) -> str:
    return day(value) if isinstance(value, Date) else said(value).strip().removesuffix(".")
