"""
A trend as a drawing: inline SVG of our own, for a page with a strict policy.

It stands beside a table that says the same. Every kind has a shape of its own, a line that is cut says so
with a sign, and a year without a number says why: nothing is told by colour alone. It is no wider than a
telephone, so that it neither scrolls nor shrinks, and its words keep their size. Where numbers would run into
each other or into a line, some are left to the table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise, product
from typing import Final, NamedTuple

from markupsafe import Markup

from spr.render.partial import fill

WIDTH: Final = 288
"""The column of a telephone of 320 px; all measures are in CSS pixels."""

SIDE: Final = 24
"""Room at either side for half a year's name."""

STEP: Final = 72
"""The furthest from one year to the next."""

HEIGHT: Final = 120
LINE: Final = 14
"""From one line of text to the next; the words are 12 high."""

LETTER: Final = 6.8
"""The width of a letter or digit of that size, as a rule."""

NARROW: Final = frozenset(" ,.f")
"""What takes half of that."""

INK: Final = 10
"""So far do the letters themselves reach up from the line that they stand on."""

REACH: Final = 6
"""Half the size of a mark."""

START: Final = 12
"""Where the foot begins."""

LOOKS: Final[Mapping[str, str]] = {
    "stated": "as stated",
    "restated": "restated since",
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

    @property
    def tells_how_it_was(self) -> bool:
        """Whether it is no requirement, plan or forecast."""
        return self.look in ("stated", "restated")


@dataclass(frozen=True, kw_only=True)
class Trend:
    """
    What is drawn: `years` along the foot, `marks` oldest first.

    `missing` says in a word, by place, why a year has no number, and stands beneath the years; `cuts` are the
    places of neighbouring years that may not be compared, the later of each two. `name` is its id on the
    page; `description` tells all of it in words.
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


class Stroke(NamedTuple):
    """A line from one mark to a later one."""

    x1: float
    y1: float
    x2: float
    y2: float

    def crosses(self, box: Box) -> bool:
        """Whether it would run through the letters in a box."""
        left, right = max(self.x1, box.x - box.width / 2), min(self.x2, box.x + box.width / 2)
        if left >= right:
            return False
        ends = (self._at(left), self._at(right))
        return min(ends) < box.y + 1 and max(ends) > box.y - INK

    def _at(self, x: float) -> float:
        return self.y1 + (self.y2 - self.y1) * (x - self.x1) / (self.x2 - self.x1)


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
    def end(self) -> float:
        """Where the foot ends."""
        return self.x(len(self.trend.years) - 1) + REACH

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
    key, missing = [*_key(trend)], [*_missing(trend)]
    top = LINE + 4 + (LINE * (1 + key[-1].row) + 8 if key else 0) + (LINE if trend.cuts else 0)
    ground = Ground(trend, top)
    lines = [*_lines(ground)]
    cuts = [ground.x(place - 0.5) for place in trend.cuts]
    signs = [Box(x, top - LINE - 2, width_of("cut")) for x in cuts]
    labels = [*_labels(ground, [*signs, *(Box(x, ground.foot, 2, HEIGHT) for x in cuts)], lines)]
    beneath = ground.foot + LINE + 1
    return fill(
        "trend",
        name=trend.name,
        title=trend.title,
        description=trend.description,
        width=WIDTH,
        height=beneath + 5 + (LINE * (1 + missing[-1].row) + 4 if missing else 0),
        start=START,
        foot=ground.foot,
        end=ground.end,
        years=[*_years(ground)],
        key=[
            {"x": each.x, "y": LINE * (1 + each.row), "look": each.name, "text": LOOKS[each.name]}
            for each in key
        ],
        lines=lines,
        marks=[*_marks(ground)],
        labels=[_as_text(mark, box) for mark, box in labels if mark.tells_how_it_was],
        asked=[_as_text(mark, box) for mark, box in labels if not mark.tells_how_it_was],
        missing=[
            {"x": each.x, "y": beneath + 4 + LINE * (1 + each.row), "text": each.name} for each in missing
        ],
        cuts=[{"x": box.x, "y": box.y} for box in signs],
    )


class _Placed(NamedTuple):
    """One of several words, side by side in rows: where it begins."""

    name: str
    x: float
    row: int


def width_of(text: str) -> float:
    """How wide a line of words is, as a rule."""
    return LETTER * (len(text) - sum(letter in NARROW for letter in text) / 2)


def _key(trend: Trend) -> Iterator[_Placed]:
    """The shapes in the drawing; one shape alone needs no key."""
    looks = [look for look in LOOKS if any(mark.look == look for mark in trend.marks)]
    if looks != ["stated"]:
        yield from _in_rows([(look, width_of(LOOKS[look]) + 34) for look in looks], REACH + 4, WIDTH + 14)


def _missing(trend: Trend) -> Iterator[_Placed]:
    """Why years have no number, neighbours together: beneath the years, where nothing else is drawn."""
    said = []
    # Neighbours keep the same distance between their place and their number in the list.
    pairs = enumerate(sorted(trend.missing.items()))
    for (word, _), run in groupby(pairs, lambda pair: (pair[1][1], pair[1][0] - pair[0])):
        years = [trend.years[place] for _, (place, _) in run]
        said.append(f"{years[0]}: {word}" if len(years) == 1 else f"{years[0]} to {years[-1]}: {word}")
    yield from _in_rows([(text, width_of(text) + 12) for text in said], START, WIDTH + 12)


def _in_rows(widths: Iterable[tuple[str, float]], start: float, end: float) -> Iterator[_Placed]:
    """Words side by side, each with its width, in as many rows as they need."""
    x, row = start, 0
    for name, width in widths:
        if x + width > end and x > start:
            x, row = start, row + 1
        yield _Placed(name, _short(x), row)
        x += width


def _years(ground: Ground) -> Iterator[dict[str, object]]:
    """The names of years, the last and every so many before it as there is room for."""
    years = ground.trend.years
    widest = max(map(width_of, years)) + 4
    every = next(
        number
        for number in range(1, len(years) + 1)
        if number * ground.step >= widest or number == len(years)
    )
    for place, text in enumerate(years):
        if (len(years) - 1 - place) % every == 0:
            yield {"x": ground.x(place), "y": ground.foot + LINE + 1, "text": text}


def _lines(ground: Ground) -> Iterator[Stroke]:
    """From each mark to the one before, where nothing lies between."""
    for old, new in pairwise(mark for mark in ground.trend.marks if mark.tells_how_it_was):
        if new.joined and old.low == old.high and new.low == new.high:
            yield Stroke(ground.x(old.place), ground.y(old.low), ground.x(new.place), ground.y(new.low))


def _marks(ground: Ground) -> Iterator[dict[str, object]]:
    """The shapes; what tells how it was comes last, so that nothing hides it."""
    for mark in sorted(ground.trend.marks, key=lambda mark: mark.tells_how_it_was):
        high, low = ground.y(mark.high), ground.y(mark.low)
        left, right = _reach_of(ground, mark)
        yield {
            "look": mark.look,
            "x": ground.x(mark.place),
            "y": high,
            "height": _short(low - high),
            "is_range": mark.low != mark.high,
            "left": left,
            "right": right,
        }


def _reach_of(ground: Ground, mark: Mark) -> tuple[float, float]:
    """From where to where a mark reaches: what is required holds half the way to the years beside it."""
    if mark.look != "required" or mark.low != mark.high:
        return ground.x(mark.place) - REACH, ground.x(mark.place) + REACH
    return max(START, ground.x(mark.place - 0.5)), min(ground.end, ground.x(mark.place + 0.5))


def _labels(ground: Ground, taken: Iterable[Box], lines: Sequence[Stroke]) -> Iterator[tuple[Mark, Box]]:
    """Where the numbers of marks stand for which there is room, the weightiest first."""
    boxes = [*taken, *(_room_of(ground, mark) for mark in ground.trend.marks)]
    for mark in _weightiest_first(ground.trend.marks):
        own = _room_of(ground, mark)
        for box in _around(ground, mark):
            others = (other for other in boxes if other != own)
            free = not any(box.meets(other) for other in others) and not any(
                line.crosses(box) for line in lines
            )
            if box.y <= ground.foot - 2 and free:
                boxes.append(box)
                yield mark, box
                break


def _as_text(mark: Mark, box: Box) -> dict[str, object]:
    return {"x": box.x, "y": box.y, "text": mark.label}


def _room_of(ground: Ground, mark: Mark) -> Box:
    top, foot = ground.y(mark.high) - REACH, ground.y(mark.low) + REACH
    left, right = _reach_of(ground, mark)
    return Box((left + right) / 2, foot, right - left, foot - top)


def _around(ground: Ground, mark: Mark) -> Iterator[Box]:
    """
    Where the number of a mark may stand: above or below it, leaning to one side, beside it, or further away.

    It leans by half a step at most, and so is never nearer to another year.
    """
    x, high, low = ground.x(mark.place), ground.y(mark.high), ground.y(mark.low)
    width = width_of(mark.label) + 4
    lean = min(width, ground.step) / 2
    above, below = high - REACH - 2, low + REACH + LINE - 2
    left, right = _reach_of(ground, mark)
    near = product((x, x - lean, x + lean), (above, below))
    sides = (each for each in (right + width / 2, left - width / 2) if 0 <= each - width / 2 <= WIDTH - width)
    beside = product(sides, ((high + low + INK) / 2,))
    further = product((x, x - lean, x + lean), (above - LINE / 2, below + LINE / 2))
    for middle, y in chain(near, beside, further):
        within = min(max(middle, width / 2), WIDTH - width / 2)  # at the ends a long one leans inwards
        yield Box(_short(within), _short(y), width)


def _weightiest_first(marks: Sequence[Mark]) -> list[Mark]:
    """
    The last and first that are stated, the highest, the lowest; what is asked or planned; the others.

    What is required has its number where it changes: its line goes on.
    """
    stated = [mark for mark in marks if mark.tells_how_it_was]
    ends = [stated[-1], stated[0], max(stated, key=_high), min(stated, key=_high)] if stated else []
    others = [mark for mark in marks if not mark.tells_how_it_was]
    changed = [mark for mark in others if not _repeats(mark, marks)]
    again = [mark for mark in others if mark not in changed and mark.look != "required"]
    first = [*ends, *reversed(changed), *reversed(stated), *again]
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
