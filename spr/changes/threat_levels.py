"""Official threat levels: raised, lowered, or meaning something else under the same name."""

from collections.abc import Iterator

from spr.changes.basis import Basis
from spr.changes.both import Both
from spr.changes.change import Change, Direction, Kind, Thing, What
from spr.changes.years import TwoYears
from spr.model.assessment import ThreatLevel
from spr.model.words import Comparability

LEVELS = ("low", "moderate", "substantial", "severe", "critical")
"""Lowest first. A level can keep its name and change its meaning."""


def account_for_threat_levels(years: TwoYears) -> Iterator[Change]:
    """Every threat level of either year, by its series."""
    for before, after in years.threats:
        threat = after or before
        if threat is None:
            continue
        old = {level.series: level for level in (before.threat_levels if before else ())}
        new = {level.series: level for level in (after.threat_levels if after else ())}
        for series in dict.fromkeys((*new, *old)):
            yield from _account_for(years, threat.id, series, old.get(series), new.get(series))


def _account_for(
    years: TwoYears, threat: str, series: str, old: ThreatLevel | None, new: ThreatLevel | None
) -> Iterator[Change]:
    what = What(thing=Thing.THREAT_LEVEL, id=f"{threat}-{series}", title=_title(years, series))
    old_anchor = years.paragraph_anchor(years.old, old.paragraph) if old else None
    new_anchor = years.paragraph_anchor(years.new, new.paragraph) if new else None
    if old and new:
        both = Both(what=what, threat=threat, old_anchor=old_anchor, new_anchor=new_anchor)
        yield from both.or_unchanged(_changes(both, old, new), new.level)
    elif new:
        yield years.only_new(what, threat, new.level, new_anchor)
    elif old:
        yield years.only_old(what, threat, old.level, old_anchor)


def _changes(both: Both, old: ThreatLevel, new: ThreatLevel) -> Iterator[Change]:
    if old.level != new.level:
        raised = LEVELS.index(new.level) > LEVELS.index(old.level)
        yield both.changed(
            Kind.LEVEL_RAISED if raised else Kind.LEVEL_LOWERED,
            old.level,
            new.level,
            direction=Direction.WORSE if raised else Direction.BETTER,
        )
    elif old.meaning != new.meaning:
        reason = f"The level kept its name and changed its meaning: {old.meaning} Now: {new.meaning}"
        basis = Basis(Comparability.WITH_CARE, reason)
        yield both.on(basis).changed(Kind.LEVEL_REDEFINED, old.level, new.level)


def _title(years: TwoYears, series: str) -> str:
    names = {known.id: known.name for known in years.assessments.reference.level_series}
    return names.get(series, series)
