"""Threats: whether both years have them, under which name, against which SPR edition."""

from collections.abc import Iterator

from spr.changes.basis import edition_name
from spr.changes.both import Both
from spr.changes.change import Change, Kind, Thing, What
from spr.changes.years import HERE, TwoYears, is_left_out
from spr.model.assessment import Threat


def account_for_threats(years: TwoYears) -> Iterator[Change]:
    """Every threat of either year."""
    for old, new in years.threats:
        if old and new:
            formerly = (old.id,) if old.id != new.id else ()
            both = Both(
                what=What(thing=Thing.THREAT, id=new.id, title=new.title, formerly=formerly),
                threat=new.id,
                old_anchor=old.id,
                new_anchor=new.id,
            )
            yield from both.or_unchanged(_changes(years, both, old, new), new.title)
        elif new:
            what = What(thing=Thing.THREAT, id=new.id, title=new.title)
            yield years.only_new(what, new.id, new.title, new.id)
        elif old:
            what = What(thing=Thing.THREAT, id=old.id, title=old.title)
            yield years.only_old(what, old.id, old.title, old.id)


def _changes(years: TwoYears, both: Both, old: Threat, new: Threat) -> Iterator[Change]:
    if is_left_out(old) or is_left_out(new):
        texts = (HERE.value if is_left_out(threat) else threat.title for threat in (old, new))
        yield both.changed(Kind.NOT_PUBLISHED, *texts)
        return
    if (old.id, old.title) != (new.id, new.title):
        yield both.changed(Kind.RENAMED, old.title, new.title)
    if old.spr_edition != new.spr_edition:
        reference = years.assessments.reference
        names = (edition_name(reference, threat.spr_edition) for threat in (old, new))
        yield both.on(years.basis(old, new)).changed(Kind.EDITION_CHANGED, *names)
