"""
Years along the top, a lane for each thing, and what lasts as one tile over its years.

It is a picture and its own table: every tile has its words, and on a small screen each lane is a list.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from markupsafe import Markup

from spr.model.assessment import Year
from spr.model.shared import Reference
from spr.render.partial import fill
from spr.render.parts import listed


@dataclass(frozen=True, kw_only=True)
class Tile:
    """
    What stands over the years from the place `first` to the place `last`, counted from 0.

    `looks` are those of the style sheet: `cut` (not to be compared with what is before it), `open`, `ends`,
    `bare` (there is nothing, and the word says why).
    """

    first: int
    last: int
    word_html: Markup
    notes: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lane:
    """A thing, and its tiles in the order of years; where there is none, the lane is empty."""

    head_html: Markup
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Group:
    """Lanes that belong together, under a title; it may be empty."""

    title_html: Markup
    lanes: tuple[Lane, ...]


def render_lanes(
    name: str,
    caption: str,
    years: Sequence[tuple[str, Markup]],
    groups: Iterable[Group],
    heads: Sequence[tuple[str, int]] = (),
) -> Markup:
    """
    The lanes of *groups* over *years*, each a name and the HTML for it; *name* is the id on the page.

    *heads* stand above the years: a text, and over how many of them it holds. One that holds over all of them
    stands in the caption, which is what a single cell over a whole table would be taken for.
    """
    if len(heads) == 1:
        caption, heads = f"{caption} ({heads[0][0]})", ()
    names = [each for each, _ in years]
    ids = (f"{name}-{number}" for number in count(1))
    return fill(
        "lanes",
        name=name,
        caption=caption,
        heads=[{"label": label, "span": span} for label, span in heads],
        years=[html for _, html in years],
        groups=[
            {
                "title_html": group.title_html,
                "lanes": [_lane(names, name, next(ids), lane) for lane in group.lanes],
            }
            for group in groups
        ],
    )


def lasting(tiles: Iterable[Tile]) -> Iterator[Tile]:
    """The same tiles, those that follow each other and say the same as one; a cut is never put together."""
    last: Tile | None = None
    for tile in tiles:
        follows = last is not None and last.last + 1 == tile.first and "cut" not in tile.looks
        if last and follows and (last.word_html, last.notes) == (tile.word_html, tile.notes):
            last = replace(last, last=tile.last)
            continue
        if last:
            yield last
        last = tile
    if last:
        yield last


def editions_above(years: Sequence[Year], reference: Reference) -> list[tuple[str, int]]:
    """Against which SPR edition each year is held: "SPR 2015", once over all years that share it."""
    held = [_held_against(year, reference) for year in years]
    return [(label, len([*same])) for label, same in groupby(held)]


def _held_against(year: Year, reference: Reference) -> str:
    editions = [edition for name in year.spr_editions if (edition := reference.edition(name))]
    return f"SPR {listed(str(edition.issued.parts[0]) for edition in editions)}"


def _lane(years: Sequence[str], table: str, name: str, lane: Lane) -> dict[str, object]:
    """A lane with a cell for each tile, and empty ones between them."""
    cells, place = [], 0
    for tile in lane.tiles:
        if place < tile.first:
            cells.append(_empty(place, tile.first))
        headers = " ".join((name, *(f"{table}-y{year}" for year in range(tile.first, tile.last + 1))))
        cells.append(_cell(years, tile, headers))
        place = tile.last + 1
    if place < len(years):
        cells.append(_empty(place, len(years)))
    return {"id": name, "head_html": lane.head_html, "tiles": cells}


def _empty(start: int, end: int) -> dict[str, object]:
    return {"span": end - start, "word_html": Markup()}


def _cell(years: Sequence[str], tile: Tile, headers: str) -> dict[str, object]:
    first, last = years[tile.first], years[tile.last]
    return {
        "label": first if first == last else f"{first} to {last}",
        "span": tile.last - tile.first + 1,
        "headers": headers,
        "looks": tile.looks,
        "word_html": tile.word_html,
        "notes": tile.notes,
    }
