"""Dates as exactly as they are known: a year, a month or a day. They are text and stay text."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, total_ordering

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@total_ordering
@dataclass(frozen=True)
class Date:
    """
    A date that may be partial: `2016`, `2016-08` or `2016-08-31`.

    Dates are ordered by the last day that they can mean, so that a month comes after each of its days.
    """

    text: str

    @cached_property
    def parts(self) -> tuple[int, int | None, int | None]:
        """Year, month, day; the last two may be unknown."""
        found = _FORM.fullmatch(self.text)
        if not found:
            raise ValueError(self.text)
        year, month, day = found.groups()
        return int(year), int(month) if month else None, int(day) if day else None

    @cached_property
    def last_day(self) -> tuple[int, int, int]:
        """The last day that it can mean."""
        year, month, day = self.parts
        month = month or 12
        return year, month, day or calendar.monthrange(year, month)[1]

    @property
    def exists(self) -> bool:
        """Whether the calendar has such a day: 2016-02-30 has the form of a date and is none."""
        year, month, day = self.parts
        return not day or day <= calendar.monthrange(year, month or 12)[1]

    @property
    def in_words(self) -> str:
        """As people write it: 31 August 2016, August 2016, 2016."""
        year, month, day = self.parts
        words = [str(day)] if day else []
        if month:
            words.append(calendar.month_name[month])
        return " ".join([*words, str(year)])

    @property
    def ordinal(self) -> int:
        """The last day that it can mean, counted from the first day of the year 1."""
        return date(*self.last_day).toordinal()

    def is_surely_before(self, other: "Date") -> bool:
        """Whether every day that it can mean is before those of *other*: 2016-08-15 is not so of 2016-08."""
        return self < other and not other.text.startswith(self.text) and not self.text.startswith(other.text)

    def __lt__(self, other: "Date") -> bool:
        return self._order < other._order

    @cached_property
    def _order(self) -> tuple[tuple[int, int, int], int]:
        return self.last_day, -len(self.text)

    def __str__(self) -> str:
        return self.text
