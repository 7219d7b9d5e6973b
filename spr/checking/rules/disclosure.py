"""Who may see what."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spr.checking.fault import Fault, Scope, file_name
from spr.errors import shown
from spr.model.assessment import Disclosed, Figure, Grade, Named, Said, Year
from spr.model.cited import CITING
from spr.model.recommendation import Event
from spr.model.words import Audience, Happened, Marking

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_TELLING: Final = 10
"""From here on, the same number in a text about the same thing is hardly another one."""

_IS_READ_FROM: Final = frozenset({Happened.REOPENED, Happened.DATE_MOVED, Happened.REASSIGNED})
"""What besides its end says where a recommendation stands."""


@dataclass(frozen=True)
class _Told:
    """A thing as a year has it, which stands in something for the readers *within*."""

    year: str
    thing: Disclosed
    within: Audience

    @property
    def readers(self) -> Audience:
        """Who may see it."""
        return _readers(self.thing, self.within)

    def denies(self, other: "_Told") -> bool:
        """Whether somebody sees *other*, and sees nothing where this one should be."""
        looking = self.within.narrower(other.readers)
        return self.thing.disclosure.silently and not looking.may_see(self.readers)


def check_sensitive_has_an_audience(scope: Scope) -> Iterator[Fault]:
    """
    What is OFFICIAL-SENSITIVE is not for the public.

    Why: A copy for the public is made by audience, and the marking alone keeps nothing out.
    Example: `marking: OFFICIAL-SENSITIVE` without `audience`.
    """
    for thing, within in _things(scope):
        sensitive = thing.disclosure.marking is Marking.OFFICIAL_SENSITIVE
        if sensitive and _readers(thing, within) is Audience.PUBLIC:
            yield Fault(
                thing.origin,
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
    for thing, within in _things(scope):
        audience = thing.disclosure.audience
        if audience and not audience.may_see(within):
            yield Fault(
                thing.origin,
                f"This is for the audience {shown(audience)}, and what it stands in only for "
                f"{shown(within)}.",
                f"Expected: no `audience`, which leaves it at {shown(within)}, or one of fewer readers.",
            )


def check_silence_has_an_audience(scope: Scope) -> Iterator[Fault]:
    """
    Only what is not for everybody is left out silently.

    Why: Only what somebody may not see can be left out of their copy.
    Example: `silently: true` without `audience`.
    """
    for thing, within in _things(scope):
        if thing.disclosure.silently and _readers(thing, within) is Audience.PUBLIC:
            yield Fault(
                thing.origin,
                "`silently` stands here, and nobody is kept from seeing this.",
                "Expected: `audience` beside it, or no `silently`.",
            )


def check_silence_changes_nothing(scope: Scope) -> Iterator[Fault]:
    """
    What says whether a recommendation is open, who is asked and by when is not left out silently.

    Why: Whoever does not see it reads that the recommendation stands as before.
    Example: `silently: true` on the event that completed it.
    """
    for recommendation in scope.assessments.recommendations:
        for event in recommendation.events:
            if event.disclosure.silently and _says_where_it_stands(event):
                yield Fault(
                    event.origin,
                    f"{shown(event.what)} is left out silently, and its readers take the recommendation for "
                    "what it was before.",
                    "Expected: no `silently`; then its place says ‘not published here’.",
                )


def check_silence_holds_in_every_year(scope: Scope) -> Iterator[Fault]:
    """
    What is left out silently in one year is not for more readers in another one.

    Why: Whoever compares the two years reads that it is new, or that it is no more.
    Example: A grade with `audience: force` and `silently: true` in one year, for everybody in the next.
    """
    if "audience" in scope.lost:
        return
    earlier: dict[object, list[_Told]] = defaultdict(list)
    for year in scope.assessments.years:
        told = [_Told(year.id, thing, within) for thing, within in _in_year(year)]
        for each in told:
            same = [other for key in _keys(each.thing) for other in earlier[key]]
            denied = [other.year for other in same if other.denies(each)]
            denying = [other.year for other in same if each.denies(other)]
            if denied or denying:
                silent, seen = (max(denied), year.id) if denied else (year.id, max(denying))
                yield Fault(
                    each.thing.origin,
                    f"This is left out silently in {silent}, and in {seen} it is for more readers: those who "
                    "compare the two read that it is new, or no more.",
                    f"Expected: no `silently` in {silent}, so that it is ‘not published here’, or the same "
                    "audience in both.",
                )
        for each in told:
            for key in _keys(each.thing)[:1]:
                earlier[key].append(each)


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
    return set(_NUMBER.findall(CITING.sub("", text))) if isinstance(text, str) else set()


def _numbers_of(figure: Figure) -> set[str]:
    """The numbers of a figure as people write them; one of a single digit may be any other number."""
    said = (figure.value, figure.out_of, *(figure.span or ()))
    numbers = {each for each in said if isinstance(each, int | float) and abs(each) >= _TELLING}
    return {f"{number:{form}}" for number in numbers for form in (".15g", ",.15g")}


def _things(scope: Scope) -> Iterator[tuple[Disclosed, Audience]]:
    """What may have an audience or a marking of its own, and the audience of what it stands in."""
    if "audience" in scope.lost:
        return  # it may be the audience of a year, and hold for all that stands there
    for year in scope.assessments.years:
        yield from ((threat, year.audience) for threat in year.threats)
        yield from _in_year(year)
    for recommendation in scope.assessments.recommendations:
        raised = scope.assessments.year(recommendation.raised_in)
        within = raised.audience if raised else Audience.PUBLIC
        yield recommendation, within
        within = _readers(recommendation, within)
        yield from ((evidence, within) for evidence in recommendation.evidence)
        for event in recommendation.events:
            telling = scope.assessments.year(event.told_in or "")
            yield event, within.narrower(telling.audience) if telling else within


def _in_year(year: Year) -> Iterator[tuple[Disclosed, Audience]]:
    """What stands in a year or in one of its threats."""
    threats = {threat.id: _readers(threat, year.audience) for threat in year.threats}
    for paragraph in year.paragraphs:
        yield paragraph, threats.get(paragraph.threat or "", year.audience)
    for threat in year.threats:
        yield from ((grade, threats[threat.id]) for grade in threat.graded)
    for part in year.all_statements:
        for statement in part.everything:
            yield statement, threats.get(statement.threat or "", year.audience)


def _keys(thing: Disclosed) -> tuple[object, ...]:
    """What the same thing of another year is found by; first what it is called in its own."""
    match thing:
        case Grade():
            return ((file_name(thing.origin), thing.subject),)
        case Figure():
            return ((thing.metric, thing.kind),)
        case Named():
            return tuple((type(thing), name) for name in (thing.id, *thing.lineage))
    return ()  # a paragraph is never left out silently


def _says_where_it_stands(event: Event) -> bool:
    return isinstance(event.what, Happened) and (event.what.closes or event.what in _IS_READ_FROM)


def _readers(thing: Disclosed, within: Audience) -> Audience:
    return thing.disclosure.audience or within
