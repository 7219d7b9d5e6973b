"""
A trend as a drawing: inline SVG of our own, for a page with a strict policy.

It stands beside a table that says the same. Every kind has a shape of its own, a line that is cut says so
with a sign, and a year without a number says why: nothing is told by colour alone. It is no wider than a
telephone, so that it neither scrolls nor shrinks, and its words keep their size. Where numbers would run into
each other, some are left to the table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from markupsafe import Markup

from spr.render.partial import fill

WIDTH: Final = 288
"""The column of a telephone of 320 px; all measures are in CSS pixels."""

SIDE: Final = 24
"""Room at either side for half a year's name."""

STEP: Final = 72
"""The furthest from one year to the next."""

HEIGHT: Final = 104
LINE: Final = 14
"""From one line of text to the next; the words are 12 high."""

LETTER: Final = 6.8
"""The width of a letter or digit of that size, as a rule."""

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


class Box(NamedTuple):
    """The room that a line of words or a mark takes: its middle, the line that it stands on, its size."""

    x: float
    y: float
    width: float
    height: float = LINE

    def meets(self, other: "Box") -> bool:
        """Whether the two would run into each other."""
        apart = abs(self.x - other.x) >= (self.width + other.width) / 2
        return not (apart or self.y - self.height >= other.y or other.y - other.height >= self.y)


@dataclass(frozen=True)
class Ground:
    """Where things stand in the drawing of a trend: years across, numbers up from zero at the foot."""

    trend: Trend
    top: int

    @property
    def foot(self) -> int:
        """The line that zero stands on."""
        return self.top + HEIGHT

    @property
    def step(self) -> float:
        """From one year to the next."""
        return min(STEP, (WIDTH - 2 * SIDE) / max(1, len(self.trend.years) - 1))

    def x(self, place: float) -> float:
        """Where a year stands."""
        return _short(SIDE + self.step * place)

    def y(self, value: float) -> float:
        """Where a number stands; zero is in sight, so that a small step does not look like a great one."""
        highest = max(0.0, *(mark.high for mark in self.trend.marks))
        lowest = min(0.0, *(mark.low for mark in self.trend.marks))
        span = highest - lowest
        return _short(self.top + HEIGHT * (1 - (value - lowest) / span if span else 1))


def render_trend(trend: Trend) -> Markup:
    """The drawing. There must be at least one mark."""
    key = [*_key(trend)]
    top = LINE + 4 + (LINE * (1 + key[-1].row) + 8 if key else 0) + (LINE if trend.cuts else 0)
    ground = Ground(trend, top)
    words = [*_missing(ground)]
    cuts = [Box(ground.x(place - 0.5), ground.top - LINE - 2, 3 * LETTER) for place in trend.cuts]
    return fill(
        "trend",
        name=trend.name,
        title=trend.title,
        description=trend.description,
        width=WIDTH,
        height=ground.foot + LINE + 6,
        foot=ground.foot,
        end=ground.x(len(trend.years) - 1) + REACH,
        years=[*_years(ground)],
        key=[
            {"x": each.x, "y": LINE * (1 + each.row), "look": each.look, "text": LOOKS[each.look]}
            for each in key
        ],
        lines=[*_lines(ground)],
        marks=[*_marks(ground)],
        labels=[*_labels(ground, [*cuts, *(box for _, box in words)])],
        missing=[{"x": box.x, "y": box.y, "text": text} for text, box in words],
        cuts=[{"x": box.x, "y": box.y} for box in cuts],
    )


class _Keyed(NamedTuple):
    """A shape of the key, and where it stands."""

    look: str
    x: float
    row: int


def _key(trend: Trend) -> Iterator[_Keyed]:
    """The shapes in the drawing, side by side; one shape alone needs no key."""
    looks = [look for look in LOOKS if any(mark.look == look for mark in trend.marks)]
    x, row = float(REACH + 4), 0
    for look in looks if looks != ["stated"] else []:
        width = len(LOOKS[look]) * LETTER + 34
        if x + width > WIDTH + 14:
            x, row = float(REACH + 4), row + 1
        yield _Keyed(look, _short(x), row)
        x += width


def _years(ground: Ground) -> Iterator[dict[str, object]]:
    """The names of years, the last and every so many before it as there is room for."""
    years = ground.trend.years
    widest = max(map(len, years)) * LETTER + 4
    every = next(
        number
        for number in range(1, len(years) + 1)
        if number * ground.step >= widest or number == len(years)
    )
    for place, text in enumerate(years):
        if (len(years) - 1 - place) % every == 0:
            yield {"x": ground.x(place), "y": ground.foot + LINE + 1, "text": text}


def _lines(ground: Ground) -> Iterator[dict[str, float]]:
    """From each mark to the one before, where nothing lies between."""
    for old, new in pairwise(mark for mark in ground.trend.marks if mark.look == "stated"):
        if new.joined and old.low == old.high and new.low == new.high:
            yield {
                "x1": ground.x(old.place),
                "y1": ground.y(old.low),
                "x2": ground.x(new.place),
                "y2": ground.y(new.low),
            }


def _marks(ground: Ground) -> Iterator[dict[str, object]]:
    """The shapes; what is stated comes last, so that nothing hides it."""
    for mark in sorted(ground.trend.marks, key=lambda mark: mark.look == "stated"):
        high, low = ground.y(mark.high), ground.y(mark.low)
        yield {
            "look": mark.look,
            "x": ground.x(mark.place),
            "y": high,
            "height": _short(low - high),
            "is_range": mark.low != mark.high,
            "left": max(4, ground.x(mark.place - 0.5)),
            "right": min(WIDTH - 4, ground.x(mark.place + 0.5)),
        }


def _missing(ground: Ground) -> Iterator[tuple[str, Box]]:
    """Why years have no number: the same word once for neighbours, in short lines above the foot."""
    drawn = {mark.place for mark in ground.trend.marks if mark.look == "stated"}
    without = [(place, word) for place, word in sorted(ground.trend.missing.items()) if place not in drawn]
    taken: list[Box] = []
    # Neighbours keep the same distance between their place and their number in the list.
    for (word, _), run in groupby(enumerate(without), lambda pair: (pair[1][1], pair[1][0] - pair[0])):
        places = [place for _, (place, _) in run]
        room = ground.step * len(places)
        lines = [word] if len(word) * LETTER <= room else word.split(" ")
        x = ground.x((places[0] + places[-1]) / 2)
        boxes = _stacked(ground, lines, x)
        while any(box.meets(other) for box in boxes for other in taken):
            boxes = [box._replace(y=box.y - LINE) for box in boxes]
        taken += boxes
        yield from zip(lines, boxes, strict=True)


def _stacked(ground: Ground, lines: Sequence[str], x: float) -> list[Box]:
    """Lines beneath each other, the last just above the foot, all of them within the drawing."""
    widest = max(map(len, lines)) * LETTER
    middle = min(max(x, widest / 2), WIDTH - widest / 2)
    up = [LINE * number for number in reversed(range(len(lines)))]
    return [
        Box(_short(middle), ground.foot - 6 - above, len(line) * LETTER)
        for line, above in zip(lines, up, strict=True)
    ]


def _labels(ground: Ground, taken: Iterable[Box]) -> Iterator[dict[str, object]]:
    """The numbers of the marks for which there is room: above or below, the weightiest first."""
    boxes = [*taken, *(_room_of(ground, mark) for mark in ground.trend.marks)]
    for mark in _weightiest_first(ground.trend.marks):
        own = _room_of(ground, mark)
        for box in _around(ground, mark):
            others = (other for other in boxes if other != own)
            if box.y <= ground.foot - 2 and not any(box.meets(other) for other in others):
                boxes.append(box)
                yield {"x": box.x, "y": box.y, "text": mark.label, "look": mark.look}
                break


def _room_of(ground: Ground, mark: Mark) -> Box:
    top, foot = ground.y(mark.high) - REACH, ground.y(mark.low) + REACH
    return Box(ground.x(mark.place), foot, 2 * REACH, foot - top)


def _around(ground: Ground, mark: Mark) -> Iterator[Box]:
    x, high, low = ground.x(mark.place), ground.y(mark.high), ground.y(mark.low)
    width = len(mark.label) * LETTER + 4
    x = _short(min(max(x, width / 2), WIDTH - width / 2))  # at the ends a long one leans inwards
    yield Box(x, _short(high - REACH - 2), width)
    yield Box(x, _short(low + REACH + LINE - 2), width)


def _weightiest_first(marks: Sequence[Mark]) -> list[Mark]:
    """The last and first that are stated, the highest, the lowest; what is asked or planned; the others."""
    stated = [mark for mark in marks if mark.look == "stated"]
    ends = [stated[-1], stated[0], max(stated, key=_high), min(stated, key=_high)] if stated else []
    changed = [mark for mark in marks if mark.look != "stated" and not _repeats(mark, marks)]
    first = [*ends, *reversed(changed), *reversed(stated)]
    return [*{id(mark): mark for mark in first}.values()]


def _repeats(mark: Mark, marks: Sequence[Mark]) -> bool:
    """Whether the year before asks or plans just the same: its number stands there already."""
    return any(
        other.place == mark.place - 1 and (other.look, other.label) == (mark.look, mark.label)
        for other in marks
    )


def _high(mark: Mark) -> float:
    return mark.high


def _short(pixels: float) -> float:
    """As it is written: a tenth of a pixel is near enough, and of 24.0 the last two signs say nothing."""
    rounded = round(pixels, 1)
    return int(rounded) if rounded == int(rounded) else rounded
