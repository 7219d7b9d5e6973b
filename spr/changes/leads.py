"""Who leads on a threat."""

from collections.abc import Iterator
from dataclasses import replace

from spr.changes.both import Both
from spr.changes.change import Change, Kind, Thing, What
from spr.changes.values import said
from spr.changes.years import TwoYears, slug
from spr.model.assessment import Lead, Threat
from spr.model.words import Absent


def account_for_leads(years: TwoYears) -> Iterator[Change]:
    """
    Every lead of either year: the same role as the same, or the role with the one part that it has left.

    A role that was renamed is the same.
    """
    for before, after in years.threats:
        threat = after or before
        if threat is None:
            continue
        old, new = _leads(before), _leads(after)
        counterparts = dict(_counterparts(years, old, new))
        for place, lead in enumerate(new):
            anchor = years.paragraph_anchor(years.new, lead.paragraph)
            what = _what(years, threat, lead)
            if place not in counterparts:
                yield years.only_new(what, threat.id, what.title, anchor)
                continue
            same = old[counterparts[place]]
            both = Both(
                what=replace(what, title=years.title(lead.role)),  # its part is what may have changed
                threat=threat.id,
                old_anchor=years.paragraph_anchor(years.old, same.paragraph),
                new_anchor=anchor,
            )
            yield from both.or_unchanged(_changes(both, same, lead), what.title)
        for place, lead in enumerate(old):
            if place not in counterparts.values():
                what = _what(years, threat, lead)
                anchor = years.paragraph_anchor(years.old, lead.paragraph)
                yield years.only_old(what, threat.id, what.title, anchor)


def _counterparts(years: TwoYears, old: tuple[Lead, ...], new: tuple[Lead, ...]) -> Iterator[tuple[int, int]]:
    """The place of each new lead with that of the same old one."""
    left_old, left_new = set(range(len(old))), set(range(len(new)))
    for place, lead in enumerate(new):
        for other in sorted(left_old):
            if years.same(old[other].role, lead.role) and old[other].what == lead.what:
                yield place, other
                left_old.remove(other)
                left_new.remove(place)
                break
    for place in sorted(left_new):
        alike = [other for other in sorted(left_old) if years.same(old[other].role, new[place].role)]
        rivals = [other for other in left_new if new[other].role == new[place].role]
        if len(alike) == len(rivals) == 1:
            yield place, alike[0]


def _changes(both: Both, old: Lead, new: Lead) -> Iterator[Change]:
    before, after = _part(old), _part(new)
    if before != after:
        yield both.changed(Kind.DETAILS_CHANGED, before, after)


def _part(lead: Lead) -> str:
    return "; ".join(filter(None, (lead.what, ", ".join(lead.four_ps)))) or said(None)


def _leads(threat: Threat | None) -> tuple[Lead, ...]:
    return () if threat is None or isinstance(threat.leads, Absent) else threat.leads


def _what(years: TwoYears, threat: Threat, lead: Lead) -> What:
    title = years.title(lead.role)
    return What(
        thing=Thing.LEAD,
        id=slug(threat.id, lead.role, lead.what or ""),
        title=f"{title}, {lead.what or Thing.LEAD.value}",
    )
