"""Whether two things may be compared at all: across SPR editions, scales and metrics."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from spr.model.assessment import Figure, Threat
from spr.model.shared import Assessments, Crossing, Metric, Reference, Scale
from spr.model.words import Comparability

Successor = TypeVar("Successor", Scale, Metric)


@dataclass(frozen=True)
class Basis:
    """Whether two things may be compared; where they may not simply be, why."""

    comparability: Comparability = Comparability.COMPARABLE
    reason: str = ""

    @property
    def allows_arrow(self) -> bool:
        """Whether one may be called better than the other."""
        return self.comparability is not Comparability.NOT_COMPARABLE

    def then(self, other: "Basis") -> "Basis":
        """Both after each other: the weakest link counts, and the reasons are those of the weakest."""
        if self.comparability is other.comparability:
            reasons = dict.fromkeys(filter(None, (self.reason, other.reason)))
            return Basis(self.comparability, " ".join(reasons))
        return max(self, other, key=lambda basis: list(Comparability).index(basis.comparability))


FULL = Basis()


def not_comparable(reason: str) -> Basis:
    """They may not be compared, for this reason."""
    return Basis(Comparability.NOT_COMPARABLE, reason)


def across_editions(reference: Reference, old: Threat, new: Threat) -> Basis | None:
    """
    How a threat of one year stands to one of another, by the crosswalk between their SPR editions.

    None if the one did not become the other. The crosswalk is read in either direction.
    """
    here, there = (old.spr_edition, old.id), (new.spr_edition, new.id)
    route = _route(reference.crosswalk, here, there) or _route(reference.crosswalk, there, here)
    if route is None and old.id == new.id:
        return not_comparable(
            f"Nothing says how this threat of {edition_name(reference, old.spr_edition)} stands to that of "
            f"{edition_name(reference, new.spr_edition)}."
        )
    return None if route is None else _joined(route)


def across_scales(assessments: Assessments, old: str, new: str) -> Basis | None:
    """How two scales stand to each other, by what each replaces; None if neither replaced the other."""
    return assessments.once(("scales", old, new), lambda: _succession(assessments.scale, old, new))


def across_metrics(assessments: Assessments, old: str, new: str) -> Basis | None:
    """How two metrics stand to each other, by what each replaces; None if neither replaced the other."""
    return assessments.once(("metrics", old, new), lambda: _succession(assessments.metric, old, new))


def across_models(old: Figure, new: Figure) -> Basis:
    """Whether two scores may be compared; what is no score has no model."""
    if old.model == new.model:
        return FULL
    return not_comparable(f"The scores are of different models: {old.model}, and now {new.model}.")


def edition_name(reference: Reference, name: str) -> str:
    """The name of an SPR edition, by its id."""
    edition = reference.edition(name)
    return edition.name if edition else name


def _route(
    crosswalk: Sequence[Crossing], start: tuple[str, str], end: tuple[str, str]
) -> tuple[Basis, ...] | None:
    """The shortest way through the crosswalk; empty if nothing was crossed, None if there is no way."""
    queue: deque[tuple[tuple[str, str], tuple[Basis, ...]]] = deque([(start, ())])
    seen = {start}
    while queue:
        (edition, threat), passed = queue.popleft()
        if (edition, threat) == end:
            return passed
        for crossing in crosswalk:
            if (crossing.old_edition, crossing.old) != (edition, threat) or crossing.new is None:
                continue
            reached = (crossing.new_edition, crossing.new)
            if reached not in seen:
                seen.add(reached)
                queue.append((reached, (*passed, Basis(crossing.comparability, crossing.reason))))
    return None


def _succession(find: Callable[[str], Successor | None], old: str, new: str) -> Basis | None:
    if old == new:
        return FULL
    for later, earlier in ((new, old), (old, new)):
        passed: list[Basis] = []
        for successor in _line(find, later):
            passed.append(Basis(successor.comparability or Comparability.COMPARABLE, successor.reason or ""))
            if successor.replaces == earlier:
                return _joined(passed)
    return None


def _line(find: Callable[[str], Successor | None], name: str) -> Iterator[Successor]:
    """What replaced what, newest first; a circle is gone through once."""
    seen: set[str] = set()
    found = find(name)
    while found and found.replaces and found.id not in seen:
        seen.add(found.id)
        yield found
        found = find(found.replaces)


def _joined(links: Sequence[Basis]) -> Basis:
    whole = FULL
    for link in links:
        whole = whole.then(link)
    return whole
