"""Whether the crosswalk between SPR editions leads from one year to another."""

from collections.abc import Collection, Iterator

from spr.errors import SprError
from spr.model.assessment import Year
from spr.model.shared import Reference

Named = tuple[str, str]
"""A threat by the SPR edition and its id there."""


class CrosswalkError(SprError):
    """The crosswalk cannot be followed along `way` (each an edition and a threat), because of `reason`."""

    def __init__(self, way: tuple[Named, ...], reason: str) -> None:
        self.way = way
        self.reason = reason
        super().__init__(way, reason)

    def __str__(self) -> str:
        steps = ", ".join(f"{threat} of {edition}" for edition, threat in self.way)
        mend = "Mend schemas/reference/crosswalk.yaml."
        return f"The crosswalk between SPR editions {self.reason}: {steps}. {mend}"


def require_crosswalk(reference: Reference, old: Year, new: Year) -> None:
    """
    That every threat of *old* comes to an edition of *new*, or is said to have ended on the way.

    Raises `CrosswalkError` for the first that runs in a circle or falls into a hole.
    """
    for crossing in reference.crosswalk:
        if crossing.old is not None:
            _require_no_circle(reference, ((crossing.old_edition, crossing.old),))
    issued = {edition.id: edition.issued for edition in reference.spr_editions}
    known = [edition for edition in new.spr_editions if edition in issued]
    newest = max((issued[edition] for edition in known), default=None)
    for threat in old.threats:
        since = issued.get(threat.spr_edition)
        if newest is not None and since is not None and since < newest:
            _require_way(reference, ((threat.spr_edition, threat.id),), known)


def _require_no_circle(reference: Reference, way: tuple[Named, ...]) -> None:
    for there in _next(reference, way[-1]):
        if there in way:
            raise CrosswalkError((*way, there), "runs in a circle")
        _require_no_circle(reference, (*way, there))


def _require_way(reference: Reference, way: tuple[Named, ...], ends: Collection[str]) -> None:
    if way[-1][0] in ends:
        return
    if not any((crossing.old_edition, crossing.old) == way[-1] for crossing in reference.crosswalk):
        raise CrosswalkError((way[-1],), "has a hole: it does not say what became of this threat")
    for there in _next(reference, way[-1]):
        _require_way(reference, (*way, there), ends)


def _next(reference: Reference, here: Named) -> Iterator[Named]:
    for crossing in reference.crosswalk:
        if (crossing.old_edition, crossing.old) == here and crossing.new is not None:
            yield crossing.new_edition, crossing.new
