"""What became of recommendations since the newest year spoke."""

from collections.abc import Mapping
from types import MappingProxyType

from spr.ledger import Ledger, Recommendations, ledger, ledger_to_date, moves
from spr.model.shared import Assessments
from spr.model.words import Happened


def since_newest(assessments: Assessments) -> Ledger | None:
    """
    The ledger from the newest year's own date until today; `year` is None. None if there is no year.

    It opens with what the newest year left open; one whose state this copy may not tell stands in nothing.
    Raises `ValueError` if *assessments* are as written.
    """
    if not assessments.years:
        return None
    then, now = ledger(assessments, assessments.years[-1]), ledger_to_date(assessments)
    untold = {each.id for each in (*then.not_told, *now.not_told)}
    known = {
        id(event)
        for status in then.statuses
        for event in moves(status.events)
        if status.recommendation.id not in untold
    }
    moved = [
        (status.recommendation, event.what)
        for status in now.statuses
        if status.recommendation.id not in untold
        for event in moves(status.events)
        if id(event) not in known
    ]
    before = {status.recommendation.id: status for status in then.statuses}
    stayed = {each.id for each in now.all_closed} - {each.id for each, _ in moved}
    closed: Mapping[Happened, Recommendations] = {
        cause: found
        for cause in Happened
        if cause.closes and (found := tuple(each for each, what in moved if what is cause))
    }
    return Ledger(
        year=None,
        open_at_start=_without(then.still_open, untold),
        raised=tuple(each for each in _without(now.raised, untold) if each.id not in before),
        reopened=tuple(each for each, what in moved if what is Happened.REOPENED),
        closed=MappingProxyType(closed),
        still_open=_without(now.still_open, untold),
        told_since=tuple(
            status.recommendation
            for status in now.statuses
            if status.recommendation.id in stayed and status.events != before[status.recommendation.id].events
        ),
        not_told=now.not_told,
        statuses=now.statuses,
    )


def _without(recommendations: Recommendations, names: set[str]) -> Recommendations:
    return tuple(each for each in recommendations if each.id not in names)
