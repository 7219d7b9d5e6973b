"""Official threat levels: raised, lowered, or meaning something else under the same name."""

from collections.abc import Iterator
from dataclasses import replace

from spr.changes.basis import Basis
from spr.changes.both import Both
from spr.changes.change import Change, Direction, Kind, Thing, What
from spr.changes.route import Route
from spr.changes.years import TwoYears
from spr.model.assessment import Threat, ThreatLevel
from spr.model.words import Comparability

LEVELS = ("low", "moderate", "substantial", "severe", "critical")
"""Lowest first. A level can keep its name and change its meaning."""


def account_for_threat_levels(years: TwoYears) -> Iterator[Change]:
    """Every threat level of either year, by its series."""
    route = Route(years, _pairs)
    for before, after in years.threats:
        threat = after or before
        if threat is not None:
            for old, new in _pairs_on(before, after):
                yield from _account_for(years, route, threat.id, old, new)


def _pairs(years: TwoYears) -> list[tuple[ThreatLevel | None, ThreatLevel | None]]:
    """Every threat level of either year with that of the same series in the other."""
    return [pair for before, after in years.threats for pair in _pairs_on(before, after)]


def _pairs_on(
    before: Threat | None, after: Threat | None
) -> Iterator[tuple[ThreatLevel | None, ThreatLevel | None]]:
    old = {level.series: level for level in (before.threat_levels if before else ())}
    new = {level.series: level for level in (after.threat_levels if after else ())}
    for series in dict.fromkeys((*new, *old)):
        yield old.get(series), new.get(series)


def _account_for(
    years: TwoYears, route: Route[ThreatLevel], threat: str, old: ThreatLevel | None, new: ThreatLevel | None
) -> Iterator[Change]:
    level = new or old
    if level is None:
        return
    what = What(thing=Thing.THREAT_LEVEL, id=f"{threat}-{level.series}", title=_title(years, level.series))
    old_anchor = years.paragraph_anchor(years.old, old.paragraph) if old else None
    new_anchor = years.paragraph_anchor(years.new, new.paragraph) if new else None
    steps = route.steps(old, new, what, threat, lambda _, each: each.level)
    if old and new:
        both = Both(what=what, threat=threat, old_anchor=old_anchor, new_anchor=new_anchor, route=steps)
        yield from both.or_unchanged(_changes(route, both, old, new), new.level)
    elif new:
        yield replace(years.only_new(what, threat, new.level, new_anchor), route=steps)
    else:
        yield replace(years.only_old(what, threat, level.level, old_anchor), route=steps)


def _changes(route: Route[ThreatLevel], both: Both, old: ThreatLevel, new: ThreatLevel) -> Iterator[Change]:
    if old.level != new.level:
        raised = LEVELS.index(new.level) > LEVELS.index(old.level)
        yield both.changed(
            Kind.LEVEL_RAISED if raised else Kind.LEVEL_LOWERED,
            old.level,
            new.level,
            direction=Direction.WORSE if raised else Direction.BETTER,
        )
    elif any(each and each.level != new.level for _, each in route.between(old, new)):
        yield both.changed(Kind.SAME_AGAIN, old.level, new.level)
    if old.level == new.level and old.meaning != new.meaning:
        reason = f"The level kept its name and changed its meaning: {old.meaning} Now: {new.meaning}"
        basis = Basis(Comparability.WITH_CARE, reason)
        yield both.on(basis).changed(Kind.LEVEL_REDEFINED, old.level, new.level)


def _title(years: TwoYears, series: str) -> str:
    names = {known.id: known.name for known in years.assessments.reference.level_series}
    return names.get(series, series)
