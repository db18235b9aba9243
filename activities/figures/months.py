"""What a month holds of activities that are followed up: what begins, what ends, what runs through it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from activities.figures.facts import ActivityFacts

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """The notes of a semester are due on a day."""

    day: dt.date
    period: str


@dataclass(frozen=True, slots=True)
class Day:
    """What happens on one day of the month. An activity of one day begins and ends on it."""

    day: dt.date
    begins: tuple[ActivityFacts, ...]
    ends: tuple[ActivityFacts, ...]
    due: tuple[Due, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.begins or self.ends or self.due)


@dataclass(frozen=True, slots=True)
class Month:
    """`blanks` are the days of the first week before the first of the month. `through`: all of the month, begun before, ending after."""

    first: dt.date
    blanks: int
    days: tuple[Day, ...]
    through: tuple[ActivityFacts, ...]

    @property
    def last(self) -> dt.date:
        return self.days[-1].day

    @property
    def begins(self) -> int:
        return sum(len(day.begins) for day in self.days)

    @property
    def ends(self) -> int:
        return sum(len(day.ends) for day in self.days)

    @property
    def previous(self) -> dt.date:
        return (self.first - ONE_DAY).replace(day=1)

    @property
    def next(self) -> dt.date:
        return self.last + ONE_DAY


def month_of(first: dt.date, activities: Iterable[ActivityFacts], due: Iterable[Due] = ()) -> Month:
    """Weeks begin on Monday. What was cancelled does not happen, and what is only proposed not yet."""
    kept = [each for each in activities if not each.is_cancelled and each.is_frozen]
    deadlines = list(due)
    last = last_of(first)
    days = [first + n * ONE_DAY for n in range((last - first).days + 1)]
    return Month(
        first,
        first.weekday(),
        tuple(
            Day(
                day,
                tuple(each for each in kept if each.starts_on == day),
                tuple(each for each in kept if each.ends_on == day),
                tuple(each for each in deadlines if each.day == day),
            )
            for day in days
        ),
        tuple(each for each in kept if each.starts_on < first and each.ends_on > last),
    )


def last_of(first: dt.date) -> dt.date:
    return (first + 31 * ONE_DAY).replace(day=1) - ONE_DAY
