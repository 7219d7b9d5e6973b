"""What another SPR edition does to the threats of a year, and what an author has to decide because of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spr.errors import NotThereError
from spr.model.shared import Crossing, Reference, SprEdition


@dataclass(frozen=True, kw_only=True)
class Step:
    """
    What becomes of a threat: `old` is its id before, None where it begins; `new` is None where it ends.

    `title` is its heading from now on, None where it stays. `decide` are sentences for the author, none where
    nothing is to be decided.
    """

    old: str | None
    new: str | None
    title: str | None = None
    decide: tuple[str, ...] = ()


def find_edition(reference: Reference, name: str) -> SprEdition:
    """The SPR edition *name*. Raises `NotThereError` with those that there are."""
    found = reference.edition(name)
    if found is None:
        raise NotThereError("SPR edition", name, [edition.id for edition in reference.spr_editions])
    return found


def steps_to(
    reference: Reference, threats: Sequence[tuple[str, str]], edition: SprEdition
) -> tuple[Step, ...]:
    """
    What becomes of *threats* (each with the id of the SPR edition that it is held against) in *edition*.

    They come in their order, and after them those that begin. Threats of that edition already stay as they
    are, and so does what the crosswalk does not lead on.
    """
    steps: list[Step] = []
    taken: set[str] = set()
    for threat, held in threats:
        steps += _continued(reference, threat, held, edition, taken)
    named = {named.id for named in edition.threats}
    for name in (each.id for each in edition.threats if each.id in named - taken):
        title = edition.name_of(name)
        begun = (
            f"{title} is a threat of {edition.id} and was not in this report before: its file is a beginning."
        )
        steps.append(Step(old=None, new=name, title=title, decide=(begun,)))
    return tuple(steps)


def _continued(
    reference: Reference, threat: str, held: str, edition: SprEdition, taken: set[str]
) -> Iterator[Step]:
    ways = [*_ways(reference, threat, held, edition.id)]
    ends = [way for way in ways if way and way[-1].new]
    if held == edition.id or (not ways and edition.name_of(threat)):
        taken.add(threat)
        yield Step(old=threat, new=threat)
        return
    if not ends:
        gone = (
            f"{threat} is no threat of {edition.id}: say elsewhere what still holds, then take its "
            "section and its file out."
        )
        yield Step(old=threat, new=None, decide=(gone,))
        return
    for place, way in enumerate(ends):
        new = way[-1].new or threat
        if new in taken:
            merged = f"{threat} is part of {new} in {edition.id}: move what still holds into that file."
            yield Step(old=threat, new=None, decide=(merged,))
            continue
        taken.add(new)
        yield Step(
            old=threat if place == 0 else None,
            new=new,
            title=_title(reference, way, edition),
            decide=tuple(_decisions(way, edition)),
        )


def _ways(
    reference: Reference, threat: str, held: str, edition: str, before: tuple[Crossing, ...] = ()
) -> Iterator[tuple[Crossing, ...]]:
    """The ways through the crosswalk from a threat to *edition*; one that ends before it is given too."""
    for crossing in reference.crosswalk:
        if (crossing.old_edition, crossing.old) != (held, threat) or crossing in before:
            continue
        way = (*before, crossing)
        if crossing.new is None or crossing.new_edition == edition:
            yield way
        else:
            yield from _ways(reference, crossing.new, crossing.new_edition, edition, way)


def _title(reference: Reference, way: Sequence[Crossing], edition: SprEdition) -> str | None:
    """The official name, where it is not what it was."""
    first, last = way[0], way[-1]
    before = reference.edition(first.old_edition)
    old = before.name_of(first.old or "") if before else None
    new = edition.name_of(last.new or "")
    return new if new != old else None


def _decisions(way: Sequence[Crossing], edition: SprEdition) -> Iterator[str]:
    for crossing in way:
        if crossing.relation != "same":
            name = edition.name_of(crossing.new or "") or crossing.new
            yield (
                f"{name}: {crossing.relation} from {crossing.old_edition} to {crossing.new_edition} "
                f"({crossing.comparability}). {' '.join(crossing.reason.split())}"
            )
