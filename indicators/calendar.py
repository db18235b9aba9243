"""The calendar of reporting: semesters, business days of Peru, and the window in which a semester is reported.

All windows are half-open: an instant belongs to a window from its first instant up to, and without, its last. What arrives
before the due instant is on time; what arrives at that very instant is late. A deadline "on 17 July" is therefore the midnight
that ends 17 July in Lima. The server's clock decides, never the browser's.

Source of the rules: docs/methodology.md, "Calendar".
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

import holidays

LIMA = ZoneInfo("America/Lima")
DUE_DAY_OF_JULY = 17
BUSINESS_DAYS_TO_CLOSE = 10

SEMESTER_CODE = re.compile(r"(?P<year>[0-9]{4})-(?P<half>II?)")
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Semester:
    """Half a calendar year: I is January to June, II is July to December. Semesters sort by time."""

    year: int
    half: int

    def __post_init__(self) -> None:
        if self.half not in (1, 2):
            raise ValueError("A year has semesters 1 and 2.")

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """Return the semester that a day belongs to."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @classmethod
    def from_code(cls, code: str) -> Self:
        """Read ``2026-I``. Raises ValueError for any other form."""
        match = SEMESTER_CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"{code!r} is not a semester such as 2026-I.")
        return cls(int(match["year"]), len(match["half"]))

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Self:
        return cls(ordinal // 2, ordinal % 2 + 1)

    @property
    def code(self) -> str:
        return f"{self.year:04d}-{'I' * self.half}"

    @property
    def ordinal(self) -> int:
        """The semester's place in time, without gaps: year × 2, plus 1 in the second semester."""
        return self.year * 2 + self.half - 1

    @property
    def starts_on(self) -> dt.date:
        return dt.date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def ends_on(self) -> dt.date:
        """The last day of the semester, which belongs to it."""
        return self.next.starts_on - ONE_DAY

    @property
    def next(self) -> Self:
        return self.from_ordinal(self.ordinal + 1)

    @property
    def previous(self) -> Self:
        return self.from_ordinal(self.ordinal - 1)

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Windows:
    """When a semester can be reported: aware instants, each the first one that no longer belongs to what came before."""

    opens_at: dt.datetime
    due_at: dt.datetime
    closes_at: dt.datetime


def default_windows(semester: Semester) -> Windows:
    """Return the usual window of a semester; the technical secretary may set another.

    It opens on the day after the semester; it is due at the end of 17 July, or of the next business day when that is none,
    and at the end of the last business day of January; it closes at the end of the tenth business day after.
    """
    due_on = _due_on(semester)
    closes_on = add_business_days(due_on, BUSINESS_DAYS_TO_CLOSE)
    return Windows(midnight(semester.next.starts_on), end_of(due_on), end_of(closes_on))


def _due_on(semester: Semester) -> dt.date:
    if semester.half == 1:
        return business_day_from(dt.date(semester.year, 7, DUE_DAY_OF_JULY))
    return last_business_day(semester.year + 1, 1)


def is_on_time(instant: dt.datetime, due_at: dt.datetime) -> bool:
    """Return whether something that arrived at ``instant`` kept the deadline; the due instant itself is late."""
    return instant < due_at


def midnight(day: dt.date) -> dt.datetime:
    """Return the first instant of a day in Lima."""
    return dt.datetime.combine(day, dt.time(), LIMA)


def end_of(day: dt.date) -> dt.datetime:
    """Return the instant at which a day in Lima is over: the midnight after it."""
    return midnight(day + ONE_DAY)


def is_business_day(day: dt.date) -> bool:
    """Return whether ministries work: Monday to Friday, except Peru's national holidays."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def business_day_from(day: dt.date) -> dt.date:
    """Return the day itself when it is a business day, else the next one."""
    while not is_business_day(day):
        day += ONE_DAY
    return day


def last_business_day(year: int, month: int) -> dt.date:
    """Return the last business day of a month."""
    day = dt.date(year + month // 12, month % 12 + 1, 1) - ONE_DAY
    while not is_business_day(day):
        day -= ONE_DAY
    return day


def add_business_days(day: dt.date, count: int) -> dt.date:
    """Return the ``count``-th business day after ``day``, which itself is not counted."""
    for _ in range(count):
        day = business_day_from(day + ONE_DAY)
    return day


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("PE", years=year))
