"""What years use of what they share. An entry that nothing uses would tell of what a copy leaves out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from spr.errors import Place
from spr.model.assessment import Figure, Statement, Withheld, Year
from spr.model.recommendation import Recommendation
from spr.model.shared import Assessments, Metric, Scale, Term
from spr.model.texts import Prose, recommendation_prose, shared_prose, year_prose
from spr.model.words import Absent, Comparability

Defined = TypeVar("Defined", Metric, Scale)

_ORDER: Final = list(Comparability)
_BETWEEN: Final = "A definition that lay between the two is in no figure or grade here."


@dataclass(frozen=True)
class Used:
    """Ids of entries of shared files."""

    metrics: frozenset[str] = frozenset()
    scales: frozenset[str] = frozenset()
    meetings: frozenset[str] = frozenset()


def used_by(assessments: Assessments) -> Used:
    """What years and recommendations name by its id; a figure that is not published here names nothing."""
    years = assessments.years
    recorded = [event for year in years for event in year.record]
    happened = [event for each in assessments.recommendations for event in each.events]
    told = [event.correction.told for event in recorded if event.correction]
    return Used(
        metrics=frozenset(
            figure.metric
            for year in years
            for figure in year.figures
            if figure.value != Absent.NOT_PUBLISHED_HERE
        ),
        scales=frozenset(
            grade.scale for year in years for threat in year.threats for grade in threat.graded if grade.scale
        ),
        meetings=frozenset({*told, *(event.meeting for event in (*recorded, *happened) if event.meeting)}),
    )


def roles_named_in(year: Year) -> Iterator[tuple[Place, str]]:
    """Every role, group or programme that a year's report names by its id, and where."""
    named: list[tuple[Place, str | None]] = []
    for threat in year.threats:
        leads = () if isinstance(threat.leads, Absent) else threat.leads
        named += [(lead.origin, lead.role) for lead in leads]
        if threat.full_assessment:
            named.append((threat.full_assessment.origin, threat.full_assessment.held_by))
    for part in year.all_statements:
        named += [(risk.origin, risk.owner) for risk in part.risks]
        named += [(action.origin, action.owner) for action in part.actions]
        named += [(evidence.origin, evidence.held_by) for evidence in part.evidence]
        named += [(thing.origin, withheld.by) for thing in part.everything for withheld in _withheld(thing)]
    named += [(each.origin, each.text.by) for each in year.paragraphs if isinstance(each.text, Withheld)]
    for relation in year.governance.relations:
        named += [(relation.origin, relation.subject), (relation.origin, relation.object)]
    yield from _stated(named)


def roles_named_by(recommendation: Recommendation) -> Iterator[tuple[Place, str]]:
    """Every role or group that a recommendation and its events name by its id, and where."""
    origin = recommendation.origin
    named: list[tuple[Place, str | None]] = [(origin, name) for name in recommendation.addressees]
    named += [(origin, name) for part in recommendation.parts for name in part.addressees]
    if isinstance(recommendation.text, Withheld):
        named.append((origin, recommendation.text.by))
    named += [(evidence.origin, evidence.held_by) for evidence in recommendation.evidence]
    for event in recommendation.events:
        named += [(event.origin, name) for name in (*event.to, event.by)]
    yield from _stated(named)


def without_unused(assessments: Assessments) -> Assessments:
    """
    *assessments* without the metrics, scales, meetings and terms that nothing in them uses.

    Where a definition that goes lay between two that stay, the later one says that it replaces the earlier
    one, so that they can be compared. The first that is left no longer says what it replaced.
    """
    used = used_by(assessments)
    left = replace(
        assessments,
        metrics=_linked(assessments.metrics, used.metrics),
        scales=_linked(assessments.scales, used.scales),
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


def _stated(named: Iterable[tuple[Place, str | None]]) -> Iterator[tuple[Place, str]]:
    return ((origin, name) for origin, name in named if name and not isinstance(name, Absent))


def _withheld(thing: Statement) -> Iterator[Withheld]:
    """That the thing, or a part of it, is withheld."""
    said: list[object] = [getattr(thing, "text", None)]
    if isinstance(thing, Figure):
        said += [thing.value, *(thing.by_area.values() if isinstance(thing.by_area, Mapping) else ())]
    yield from (each for each in said if isinstance(each, Withheld))


def _linked(defined: Sequence[Defined], used: frozenset[str]) -> tuple[Defined, ...]:
    """The used ones, each leading to the last one before it that is used, or to none."""
    by_id = {each.id: each for each in defined}
    return tuple(_leading_back(each, by_id, used) for each in defined if each.id in used)


def _leading_back(each: Defined, by_id: Mapping[str, Defined], used: frozenset[str]) -> Defined:
    passed = [each]
    while (before := passed[-1].replaces) in by_id and before not in used and before is not None:
        if by_id[before] in passed:  # a circle
            break
        passed.append(by_id[before])
    if len(passed) == 1:
        return each
    if before not in used:
        return replace(each, replaces=None, comparability=None, reason=None)
    worst = max((one.comparability or Comparability.COMPARABLE for one in passed), key=_ORDER.index)
    is_its_own = each.comparability is worst
    return replace(each, replaces=before, comparability=worst, reason=each.reason if is_its_own else _BETWEEN)


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
