"""What of a person's calendar, deadlines aside, lies in the month that runs: the first days on their home, the rest counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from institutions.models import User
from notifications.other_dates import OtherDate, dates_of

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class ThisMonth:
    days: tuple[OtherDate, ...]
    more: int


def this_month(user: User, *, at: dt.datetime) -> ThisMonth:
    """In time's order. What the sources no longer name, because it is done, is not there."""
    today = timezone.localtime(at).date()
    found = [each for each in dates_of(user, at=at) if (each.day.year, each.day.month) == (today.year, today.month)]
    ordered = sorted(found, key=lambda each: (each.day, each.key))
    return ThisMonth(tuple(ordered[:MOST_SHOWN]), len(ordered[MOST_SHOWN:]))
