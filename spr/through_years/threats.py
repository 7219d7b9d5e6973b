"""One threat through all the years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spr.model.assessment import Threat, Year
from spr.model.shared import Assessments, Crossing
from spr.model.words import Covered


@dataclass(frozen=True)
class ThreatInYear:
    """
    A year, and what it says of a threat.

    Where it says nothing (`threat` is None), either `not_in_edition`, `not_recorded`, or neither: then the
    report just does not assess it.
    """

    year: Year
    threat: Threat | None
    not_in_edition: bool = False
    not_recorded: bool = False


def threat_ids(assessments: Assessments) -> Sequence[str]:
    """Every threat of any year: those of the newest year in the order of its report, then the others."""
    return [*dict.fromkeys(threat.id for year in reversed(assessments.years) for threat in year.threats)]


def threat_titles(assessments: Assessments) -> Mapping[str, str]:
    """What the newest report that has a threat calls it, by the threat's id, in the order of `threat_ids`."""
    titles = {threat.id: threat.title for year in assessments.years for threat in year.threats}
    return {name: titles[name] for name in threat_ids(assessments)}


def threat_years(assessments: Assessments, name: str) -> Sequence[ThreatInYear]:
    """What each year says of the threat *name*, newest first: who asks, asks first how it stands now."""
    return [_in_year(assessments, year, name) for year in reversed(assessments.years)]


def crossings(assessments: Assessments, name: str) -> Sequence[Crossing]:
    """
    How a threat came from each SPR edition to the next, oldest first.

    Only the editions count that the years are held against, and those between them.
    """
    used = {edition for year in assessments.years for edition in year.spr_editions}
    issued = {edition.id: edition.issued for edition in assessments.reference.spr_editions}
    dates = [issued[edition] for edition in used if edition in issued]
    return [
        crossing
        for crossing in assessments.reference.crosswalk
        if name in {crossing.old, crossing.new}
        and {crossing.old_edition, crossing.new_edition} <= set(issued)
        and min(dates) <= issued[crossing.old_edition]
        and issued[crossing.new_edition] <= max(dates)
    ]


def _in_year(assessments: Assessments, year: Year, name: str) -> ThreatInYear:
    found = next((threat for threat in year.threats if threat.id == name), None)
    if found:
        return ThreatInYear(year, found)
    if not year.recorded(Covered.PARAGRAPHS):
        return ThreatInYear(year, None, not_recorded=True)
    editions = [assessments.reference.edition(edition) for edition in year.spr_editions]
    known = [edition for edition in editions if edition]
    return ThreatInYear(
        year, None, not_in_edition=bool(known) and not any(edition.name_of(name) for edition in known)
    )
