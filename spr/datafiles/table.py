"""Tables as CSV: RFC 4180, with numbers that count and texts that cannot run."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from spr.model.assessment import Said, Withheld, Year
from spr.model.dates import Date
from spr.model.words import Absent

Cell: TypeAlias = str | float | None
Row: TypeAlias = Mapping[str, Cell]

LINE_END: Final = "\r\n"
"""As RFC 4180 has it, and as the spreadsheets of most readers expect it."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula, or skips on the way to one."""

YES: Final[Mapping[bool, str]] = {True: "yes", False: "no"}


def as_csv(columns: Sequence[str], rows: Iterable[Row], year: Year) -> str:
    """
    The text of a file: the year before what each row says, and its provenance after it.

    A cell that a row does not name is empty. Raises `ValueError` for one that has no column.
    """
    text = io.StringIO()
    header = ("year", *columns, "provenance", "provenance_note")
    writer = csv.writer(text, lineterminator=LINE_END)
    writer.writerow(header)
    of_year = {"year": year.id, "provenance": year.source.kind, "provenance_note": year.source.note}
    for row in rows:
        if unknown := row.keys() - set(columns):
            raise ValueError(unknown)
        whole = {**row, **of_year}
        writer.writerow([_cell(whole.get(name)) for name in header])
    return text.getvalue()


def said_cell(said: Said) -> Cell:
    """A text, or the word for there being none."""
    return "withheld" if isinstance(said, Withheld) else str(said)


def withheld_cells(said: object) -> Row:
    """Why something is withheld, if it is."""
    if not isinstance(said, Withheld):
        return {}
    return {"withheld_exemption": said.exemption, "withheld_reason": said.reason}


def date_cell(date: Date | Absent | None) -> Cell:
    """A date as exactly as it is known, or the word for there being none."""
    return None if date is None else str(date)


def list_cell(texts: Iterable[str]) -> Cell:
    """Several texts in one cell."""
    return "; ".join(texts) or None


def _cell(value: Cell) -> str:
    """
    A number as a plain number, whatever its sign; a text as it is.

    A text that begins like a formula has an apostrophe before it: spreadsheets show it and run nothing.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:.15g}"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
