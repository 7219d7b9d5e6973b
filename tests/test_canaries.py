"""
What an audience may not see is nowhere in its copy, whichever field of whichever thing it stands in.

Everything that Northmoor says, which uses every field of the model, is kept from readers in turn: see
`tests.canaries`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, cast

import pytest

from spr.checking.assessments import load_assessments
from spr.errors import Place
from spr.model.assessment import OPEN, Disclosed, Disclosure, Paragraph, Threat
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.horizon import up_to
from spr.model.recommendation import Recommendation
from spr.model.shared import Assessments
from spr.model.words import Audience
from tests.canaries import OTHER_SONGS, SONGS, Canaries, Hide, Song, every_field
from tests.folders import ROOT, SCHEMAS, checked, lay
from tests.test_audience import SECRETS, texts

NUMBERED: Final = (Paragraph, Threat, Recommendation)
"""What is never left out silently."""

ROUNDS: Final = 3


@cache
def northmoor() -> Assessments:
    """Everything, for everybody."""
    return load_assessments(ROOT / "examples/northmoor", "examples/northmoor", SCHEMAS)


def every_third(first: int) -> Hide:
    """Keeps from readers every third thing: for two audiences in turn, visibly and silently in turn."""
    met = 0

    def hides(thing: Disclosed) -> Disclosure | None:
        nonlocal met
        met += 1
        is_rare = bool(getattr(thing, "lineage", ()))
        if met % ROUNDS != first and not is_rare:
            return None
        audience = (Audience.FORCE, Audience.POLICING_BODY)[met // ROUNDS % 2]
        silently = not isinstance(thing, NUMBERED) and met // ROUNDS % 4 > 1
        return Disclosure(audience=audience, silently=silently)

    return hides


def canaries(number: int, songs: Mapping[Audience, Song] = SONGS, *, drops: bool = False) -> Canaries:
    """Those of one of the rounds; in each, other years are kept from readers as a whole."""
    years = frozenset(year.id for year in northmoor().years[number + 1 :: ROUNDS])
    return Canaries(every_third(number), years, songs, drops)


def telling(
    copy: Assessments, audience: Audience, songs: Mapping[Audience, Song] = SONGS
) -> list[tuple[str, str]]:
    """What tells of what *audience* may not see, and where it is, in a copy and in what its years see."""
    silent = [song.tells for whom, song in songs.items() if not audience.may_see(whom)]
    values = [copy, *(up_to(copy, year) for year in copy.years)]
    return [
        (way, text)
        for value in values
        for way, text in texts(value)
        if any(tells.search(text) for tells in silent)
    ]


@pytest.mark.parametrize("number", range(ROUNDS))
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.POLICING_BODY])
def test_no_canary_is_in_a_copy(number: int, audience: Audience) -> None:
    """Nor in what any year sees of it; and what may be seen is there."""
    model = canaries(number).model(northmoor())
    copy = for_audience(model, audience)
    assert telling(copy, audience) == []
    seen = any(SONGS[Audience.POLICING_BODY].tells.search(text) for _, text in texts(copy))
    assert seen is (audience is Audience.POLICING_BODY)


def test_every_field_has_a_canary() -> None:
    """A field that is new in the model is used in Northmoor, and so has one; or it is listed in STAY."""
    sung: set[str] = set()
    for number in range(ROUNDS):
        birds = canaries(number)
        birds.model(northmoor())
        sung |= birds.sung
    assert sorted(every_field() - sung) == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_another_secret_gives_the_same_copy(number: int) -> None:
    """
    Whatever stands in what is left out, and however much is left out silently, the copy is the same.

    All that leaves the building is made from it, so that no size, count, order or checksum can tell.
    """
    copies = [
        for_audience(birds.model(northmoor()), Audience.PUBLIC)
        for birds in (canaries(number), canaries(number, OTHER_SONGS), canaries(number, drops=True))
    ]
    assert copies[0] == copies[1]
    assert copies[0] == copies[2]


def things_of(assessments: Assessments) -> Iterator[Disclosed]:
    """All that may have an audience of its own."""
    for year in assessments.years:
        yield from (*year.threats, *year.paragraphs)
        yield from (each for part in year.all_statements for each in part.everything)
        yield from (each for threat in year.threats for each in threat.graded)
    for recommendation in assessments.recommendations:
        yield from (recommendation, *recommendation.events, *recommendation.evidence)


def test_each_thing_leaves_alone(tmp_path: Path) -> None:
    """One thing after another, with all that stands around it and cites it still there."""
    written = without_audiences(checked(lay(tmp_path / "data", SECRETS)).assessments)
    told = []
    for number, thing in enumerate(things_of(written)):
        for silently in (False,) if isinstance(thing, NUMBERED) else (False, True):
            hides = only(thing, Disclosure(audience=Audience.FORCE, silently=silently))
            copy = for_audience(Canaries(hides, songs=OTHER_SONGS).model(written), Audience.PUBLIC)
            told += [(number, *found) for found in telling(copy, Audience.PUBLIC, OTHER_SONGS)]
    assert told == []


def only(one: Disclosed, how: Disclosure) -> Hide:
    """Keeps one thing from readers."""
    return lambda thing: how if thing is one else None


def without_audiences(assessments: Assessments) -> Assessments:
    """The same, all of it for everybody."""
    opened = cast("Assessments", _opened(assessments))
    return replace(opened, years=tuple(replace(year, audience=Audience.PUBLIC) for year in opened.years))


def _opened(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(map(_opened, value))
    if is_dataclass(value) and not isinstance(value, type | Place | Date):
        changes = {each.name: _opened(getattr(value, each.name)) for each in fields(value)}
        return replace(value, **{**changes, **({"disclosure": OPEN} if "disclosure" in changes else {})})
    return value
