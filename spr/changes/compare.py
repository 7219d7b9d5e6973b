"""Two years compared: everything of either is accounted for once."""

from collections.abc import Iterator, Sequence

from spr.changes.actions import account_for_actions
from spr.changes.change import Change, WrongOrderError
from spr.changes.figures import account_for_figures
from spr.changes.governance import account_for_governance
from spr.changes.grades import account_for_grades
from spr.changes.leads import account_for_leads
from spr.changes.overview import in_page_order
from spr.changes.paragraphs import account_for_paragraphs
from spr.changes.recommendations import account_for_recommendations
from spr.changes.statements import account_for_statements
from spr.changes.threat_levels import account_for_threat_levels
from spr.changes.threats import account_for_threats
from spr.changes.years import TwoYears
from spr.model.assessment import Year
from spr.model.shared import Assessments

_SORTS_OF_THING = (
    account_for_threats,
    account_for_grades,
    account_for_threat_levels,
    account_for_recommendations,
    account_for_figures,
    account_for_statements,
    account_for_actions,
    account_for_leads,
    account_for_governance,
    account_for_paragraphs,
)


def compare_years(assessments: Assessments, old: Year, new: Year) -> Iterator[Change]:
    """
    What changed from *old* to *new*, in the order of the page of changes.

    Takes a copy for an audience and two of its years. A year against one that says the same gives nothing.
    Raises `ValueError` if *assessments* are as written or do not hold the years, and `WrongOrderError`
    unless *old* is before *new*.
    Source: `design.md`, "How years are compared".
    """
    return (change for change in account_for(assessments, old, new) if change.is_difference)


def account_for(assessments: Assessments, old: Year, new: Year) -> Iterator[Change]:
    """
    Everything of either year with what became of it: the changes, and what is unchanged.

    Takes and raises what `compare_years` does. Nothing has one kind twice.
    """
    if assessments.audience is None:
        raise ValueError(assessments.audience)
    if not old.id < new.id:
        raise WrongOrderError(old.id, new.id)
    old, new = assessments.own(old), assessments.own(new)
    key = ("account", old.id, new.id)
    return iter(assessments.once(key, lambda: _account_for(TwoYears(assessments, old, new))))


def _account_for(years: TwoYears) -> Sequence[Change]:
    found = [change for account in _SORTS_OF_THING for change in account(years)]
    threats = [threat.id for pair in years.threats for threat in pair[::-1] if threat]
    return in_page_order(found, threats)
