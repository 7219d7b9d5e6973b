"""Who may see what."""

from collections.abc import Iterator

from spr.checking.fault import Fault, Scope
from spr.errors import Place, shown
from spr.model.assessment import Disclosure, Year
from spr.model.words import Absent, Audience, Marking


def check_sensitive_has_an_audience(scope: Scope) -> Iterator[Fault]:
    """
    What is OFFICIAL-SENSITIVE is not for the public.

    Why: A copy for the public is made by audience, and the marking alone keeps nothing out.
    Example: `marking: OFFICIAL-SENSITIVE` without `audience`.
    """
    for origin, disclosure, within in _disclosures(scope):
        audience = disclosure.audience or within
        if disclosure.marking is Marking.OFFICIAL_SENSITIVE and audience is Audience.PUBLIC:
            yield Fault(
                origin,
                "This is marked OFFICIAL-SENSITIVE, and the public may see it.",
                "Expected: `audience: policing-body` or `audience: force` beside the marking.",
            )
    for year in scope.assessments.years:
        if year.marking is Marking.OFFICIAL_SENSITIVE and year.audience is Audience.PUBLIC:
            yield Fault(
                year.origin,
                "The year is marked OFFICIAL-SENSITIVE, and the public may see it.",
                "Expected: `audience: policing-body` or `audience: force` beside the marking.",
            )


def check_audience_is_not_wider(scope: Scope) -> Iterator[Fault]:
    """
    A part is not for more readers than what it stands in.

    Why: What is kept from a reader as a whole is not given to them in part.
    Example: `audience: public` on a risk of a threat that is for the force alone.
    """
    for origin, disclosure, within in _disclosures(scope):
        if disclosure.audience and not disclosure.audience.may_see(within):
            yield Fault(
                origin,
                f"This is for the audience {shown(disclosure.audience)}, and what it stands in only for "
                f"{shown(within)}.",
                f"Expected: no `audience`, which leaves it at {shown(within)}, or one of fewer readers.",
            )


def check_silence_has_an_audience(scope: Scope) -> Iterator[Fault]:
    """
    Only what is not for everybody is left out silently.

    Why: Only what somebody may not see can be left out of their copy.
    Example: `silently: true` without `audience`.
    """
    for origin, disclosure, within in _disclosures(scope):
        if disclosure.silently and (disclosure.audience or within) is Audience.PUBLIC:
            yield Fault(
                origin,
                "`silently` stands here, and nobody is kept from seeing this.",
                "Expected: `audience` beside it, or no `silently`.",
            )


def _disclosures(scope: Scope) -> Iterator[tuple[Place, Disclosure, Audience]]:
    """What has an audience or a marking of its own, and the audience of what it stands in."""
    if "audience" in scope.lost:
        return  # it may be the audience of a year, and hold for all that stands there
    for year in scope.assessments.years:
        for threat in year.threats:
            yield threat.origin, threat.disclosure, year.audience
        yield from _parts(year)
    for recommendation in scope.assessments.recommendations:
        raised = scope.assessments.year(recommendation.raised_in)
        within = raised.audience if raised else Audience.PUBLIC
        yield recommendation.origin, recommendation.disclosure, within
        for part in (*recommendation.events, *recommendation.evidence):
            yield part.origin, part.disclosure, recommendation.disclosure.audience or within


def _parts(year: Year) -> Iterator[tuple[Place, Disclosure, Audience]]:
    threats = {threat.id: threat.disclosure.audience or year.audience for threat in year.threats}
    for paragraph in year.paragraphs:
        yield paragraph.origin, paragraph.disclosure, threats.get(paragraph.threat or "", year.audience)
    for threat in year.threats:
        for grade in () if isinstance(threat.grades, Absent) else threat.grades:
            yield grade.origin, grade.disclosure, threats[threat.id]
    for part in year.all_statements:
        for statement in part.everything:
            within = threats.get(statement.threat or "", year.audience)
            yield statement.origin, statement.disclosure, within
