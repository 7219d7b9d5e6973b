"""What years use of what they share. An entry that nothing uses would tell of what a copy leaves out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from spr.model.shared import Assessments, Metric, Scale, Term
from spr.model.texts import Prose, recommendation_prose, shared_prose, year_prose

Defined = TypeVar("Defined", Metric, Scale)


@dataclass(frozen=True)
class Used:
    """Ids of entries of shared files."""

    metrics: frozenset[str] = frozenset()
    scales: frozenset[str] = frozenset()
    meetings: frozenset[str] = frozenset()


NOTHING = Used()


def used_by(assessments: Assessments) -> Used:
    """What years and recommendations name by its id."""
    years = assessments.years
    recorded = [event for year in years for event in year.record]
    happened = [event for each in assessments.recommendations for event in each.events]
    told = [event.correction.told for event in recorded if event.correction]
    return Used(
        metrics=frozenset(figure.metric for year in years for figure in year.figures),
        scales=frozenset(
            grade.scale
            for year in years
            for threat in year.threats
            for grade in threat.graded
            if grade.scale
        ),
        meetings=frozenset({*told, *(event.meeting for event in (*recorded, *happened) if event.meeting)}),
    )


def without_unused(assessments: Assessments, secret: Used = NOTHING) -> Assessments:
    """
    *assessments* without the metrics, scales, meetings and terms that nothing in them uses.

    A definition that lies between two that are used stays, so that they can be compared, unless it is
    *secret*. The first that is left no longer says what it replaced.
    """
    used = used_by(assessments)
    left = replace(
        assessments,
        metrics=_linked(assessments.metrics, used.metrics, secret.metrics),
        scales=_linked(assessments.scales, used.scales, secret.scales),
        meetings=tuple(meeting for meeting in assessments.meetings if meeting.id in used.meetings),
    )
    return replace(left, terms=_terms(left))


def terms_in(prose: Iterable[Prose], terms: Iterable[Term]) -> tuple[Term, ...]:
    """Those of *terms* that stand in *prose*, also with the s of a plural."""
    terms = tuple(terms)
    names = "|".join(re.escape(name) for name in sorted({term.term for term in terms}, key=_longest_first))
    if not names:
        return ()
    pattern = re.compile(rf"(?<!\w)({names})s?(?!\w)")
    found = {match[1] for said in prose for match in pattern.finditer(said.text)}
    return tuple(term for term in terms if term.term in found)


def _linked(
    defined: Sequence[Defined], used: frozenset[str], secret: frozenset[str]
) -> tuple[Defined, ...]:
    """The used ones and those between them; what leads to none that is left is cut."""
    by_id = {each.id: each for each in defined}
    kept = {name for name in used if name in by_id}
    for name in tuple(kept):
        way = list(_way_back(by_id, name, secret))
        while way and way[-1] not in used:
            way.pop()
        kept.update(way)
    return tuple(
        replace(each, replaces=None, comparability=None, reason=None)
        if each.replaces in by_id and each.replaces not in kept
        else each
        for each in defined
        if each.id in kept
    )


def _way_back(by_id: dict[str, Defined], name: str, secret: frozenset[str]) -> Iterator[str]:
    """The ids of what a definition replaced, and of what that did, up to one that is secret."""
    seen = {name}
    while (before := by_id[name].replaces) and before in by_id and before not in seen | secret:
        yield before
        seen.add(before)
        name = before


def _terms(assessments: Assessments) -> tuple[Term, ...]:
    prose = [
        *shared_prose(assessments),
        *(said for year in assessments.years for said in year_prose(year)),
        *(said for each in assessments.recommendations for said in recommendation_prose(each)),
    ]
    found = terms_in(prose, assessments.terms)
    while True:
        explained = [*prose, *(Prose(f"{term.stands_for} {term.meaning}", term.origin) for term in found)]
        more = terms_in(explained, assessments.terms)
        if more == found:
            return found
        found = more


def _longest_first(name: str) -> tuple[int, str]:
    return -len(name), name
