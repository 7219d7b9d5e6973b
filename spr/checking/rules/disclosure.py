"""Who may see what."""

import re
from collections.abc import Iterator
from typing import Final

from spr.checking.fault import Fault, Scope
from spr.errors import Place, shown
from spr.model.assessment import Disclosure, Figure, Said, Year
from spr.model.words import Absent, Audience, Marking

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_CITED: Final = re.compile(
    r"\b(?:paragraph|recommendation)s?\s+\d+[A-Z]?(?:(?:,| and| or| to)+\s+\d+[A-Z]?)*", re.IGNORECASE
)
_TELLING: Final = 10
"""From here on, the same number in a text about the same thing is hardly another one."""


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


def check_figure_is_not_told_beside_it(scope: Scope) -> Iterator[Fault]:
    """
    The number of a figure that not everybody may see stands in no text about it for more readers.

    Why: Whoever may not see the figure reads it there.
    Example: A figure of 62 with `audience: force`, and a paragraph for everybody that says 62.
    """
    if "audience" in scope.lost:
        return
    for year in scope.assessments.years:
        threats = {threat.id: threat for threat in year.threats}
        paragraphs = {paragraph.id: paragraph for paragraph in year.paragraphs}
        for figure in year.figures:
            threat = threats.get(figure.threat or "")
            within = (threat and threat.disclosure.audience) or year.audience
            audience = figure.disclosure.audience or within
            about: list[tuple[str, Said, Audience]] = [
                ("the in brief of the year", year.in_brief, year.audience)
            ]
            if threat:
                about.append(("the in brief of its threat", threat.in_brief, within))
            if said := paragraphs.get(figure.paragraph or ""):
                about.append(("its paragraph", said.text, said.disclosure.audience or within))
            for what, text, readers in about:
                if not readers.may_see(audience) and _numbers_of(figure) & _numbers_in(text):
                    yield Fault(
                        figure.origin,
                        f"This is for the audience {shown(audience)}, and its number stands in {what}, which "
                        f"is for {shown(readers)}.",
                        "Expected: the text without the number, or the same audience for both.",
                    )


def _numbers_in(text: Said) -> set[str]:
    """The numbers of a text, but for those of what it cites."""
    return set(_NUMBER.findall(_CITED.sub("", text))) if isinstance(text, str) else set()


def _numbers_of(figure: Figure) -> set[str]:
    """The numbers of a figure as people write them; one of a single digit may be any other number."""
    said = (figure.value, figure.out_of, *(figure.span or ()))
    numbers = {each for each in said if isinstance(each, int | float) and abs(each) >= _TELLING}
    return {f"{number:{form}}" for number in numbers for form in (".15g", ",.15g")}


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
        within = recommendation.disclosure.audience or within
        for evidence in recommendation.evidence:
            yield evidence.origin, evidence.disclosure, within
        for event in recommendation.events:
            telling = scope.assessments.year(event.told_in or "")
            yield event.origin, event.disclosure, within.narrower(telling.audience) if telling else within


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
