"""
A trend as a drawing: inline SVG of our own, for a page with a strict policy.

It stands beside a table that says the same. Every number is written at its mark, every kind has a shape of
its own, and a line that is cut says so with a sign: nothing is told by colour alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from spr.render.partial import fill

STEP: Final = 84
"""From one year to the next; all measures are in CSS pixels."""

LEFT: Final = 48
TOP: Final = 62
HEIGHT: Final = 130
FOOT: Final = 30
LINE: Final = 15
"""From one line of text to the next."""

KEY: Final = 110
"""From one shape of the key to the next."""

BESIDE: Final = 66
"""Room for the words at the side of the last year."""

REACH: Final = 6
"""Half the size of a mark."""

LOOKS: Final[Mapping[str, str]] = {
    "stated": "as stated",
    "required": "required",
    "plan": "plan",
    "forecast": "forecast",
}
"""The shapes that a mark can have, and what each means, in the order of the key."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """
    A number of a year: `place` counts the years from 0, `low` and `high` are equal unless it is a range.

    `joined` means that it may be compared with the mark of its look before, and a line leads there.
    """

    place: int
    low: float
    high: float
    label: str
    look: str = "stated"
    joined: bool = False


@dataclass(frozen=True, kw_only=True)
class Trend:
    """
    What is drawn: `years` along the foot, `marks` oldest first.

    `missing` says in a word, by place, why a year has no number; `cuts` are the places of neighbouring years
    that may not be compared, the later of each two. `name` is its id on the page; `description` tells all of
    it in words.
    """

    name: str
    title: str
    description: str
    years: Sequence[str]
    marks: Sequence[Mark]
    missing: Mapping[int, str]
    cuts: Sequence[int]


def render_trend(trend: Trend) -> Markup:
    """The drawing, in a region that scrolls sideways by keyboard. There must be at least one mark."""
    foot = LEFT + STEP * (len(trend.years) - 1) + LEFT // 2
    looks = [look for look in LOOKS if any(mark.look == look for mark in trend.marks)]
    if looks == ["stated"]:
        looks = []  # one shape needs no key
    return fill(
        "trend",
        name=trend.name,
        title=trend.title,
        description=trend.description,
        width=max(foot + BESIDE, LEFT + KEY * len(looks)),
        top=0 if looks else LINE,
        height=TOP + HEIGHT + FOOT - (0 if looks else LINE),
        base=TOP + HEIGHT,
        end=foot,
        years=[
            {"x": _x(place), "y": TOP + HEIGHT + LINE + 4, "text": year}
            for place, year in enumerate(trend.years)
        ],
        key=[
            {"x": LEFT // 2 + KEY * place, "look": look, "text": LOOKS[look]}
            for place, look in enumerate(looks)
        ],
        lines=[*_lines(trend)],
        marks=[*_marks(trend)],
        missing=[*_missing(trend)],
        cuts=[{"x": _x(place) - STEP // 2, "y": TOP - 18} for place in trend.cuts],
    )


def _x(place: int) -> int:
    return LEFT + STEP * place


def _y(trend: Trend, value: float) -> float:
    """Zero is the foot, so that a small step does not look like a great one."""
    highest = max(mark.high for mark in trend.marks)
    lowest = min(0.0, *(mark.low for mark in trend.marks))
    span = highest - lowest
    return round(TOP + HEIGHT * (1 - (value - lowest) / span if span else 1), 1)


def _lines(trend: Trend) -> Iterator[dict[str, float]]:
    """From each mark to the one before, where nothing lies between."""
    for old, new in pairwise(mark for mark in trend.marks if mark.look == "stated"):
        if new.joined and old.low == old.high and new.low == new.high:
            yield {
                "x1": _x(old.place),
                "y1": _y(trend, old.low),
                "x2": _x(new.place),
                "y2": _y(trend, new.low),
            }


def _marks(trend: Trend) -> Iterator[dict[str, object]]:
    labels = _labels(trend)
    for mark, (x, y, anchor) in zip(trend.marks, labels, strict=True):
        high, low = _y(trend, mark.high), _y(trend, mark.low)
        yield {
            "look": mark.look,
            "x": _x(mark.place),
            "y": high,
            "low": low,
            "is_range": mark.low != mark.high,
            "label": mark.label,
            "label_x": x,
            "label_y": y,
            "anchor": anchor,
        }


def _labels(trend: Trend) -> Sequence[tuple[float, float, str]]:
    """
    Where the words of each mark stand.

    What is stated has them above, or below where another mark is in the way; a range of another kind above;
    any other mark at its side, and higher where the words of one beneath it are close.
    """
    placed: dict[int, tuple[float, float, str]] = {}
    for index, mark in sorted(enumerate(trend.marks), key=lambda pair: pair[1].low):
        x, y = _x(mark.place), _y(trend, mark.high)
        here = [other for other in trend.marks if other.place == mark.place and other is not mark]
        if mark.look == "stated":
            is_crowded = any(0 <= y - _y(trend, other.low) < 2 * LINE for other in here)
            below = _y(trend, mark.low) + REACH + LINE - 3
            placed[index] = x, below if is_crowded else y - REACH - 4, "middle"
        elif mark.low != mark.high:
            placed[index] = x, y - REACH - 4, "middle"
        else:
            side = x + REACH + 4
            taken = [at for at_x, at, anchor in placed.values() if (at_x, anchor) == (side, "start")]
            placed[index] = side, min([y + 4, *(at - LINE for at in taken)]), "start"
    return [placed[index] for index in range(len(trend.marks))]


def _missing(trend: Trend) -> Iterator[dict[str, object]]:
    """The words of a year without a number, in short lines above the foot."""
    drawn = {mark.place for mark in trend.marks if mark.look == "stated"}
    for place, words in trend.missing.items():
        if place in drawn:
            continue
        lines = words.split(" ")
        for number, text in enumerate(reversed(lines)):
            yield {"x": _x(place), "y": TOP + HEIGHT - 8 - LINE * number, "text": text}
