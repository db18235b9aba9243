"""When an institution may say something of a semester's activities, and from when what it sends is late.

From the semester's first day to the instant in which its window closes; late from the instant in which it is due. An extension that
was granted to the institution for the whole semester holds here too: the app that knows extensions names them when Django starts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Max

from indicators.calendar import LIMA
from indicators.models import ReportingPeriod, WindowChange
from indicators.models.period import Windowed

Granted = Callable[[ReportingPeriod, int], dt.datetime | None]
"""The latest instant that was granted to an institution (by id) for all that it owes of a semester; None where nothing was."""

_GRANTED: list[Granted] = []


def widen_with(granted: Granted) -> None:
    """Name who knows the extensions, from `AppConfig.ready`. Naming it twice is naming it once."""
    if granted not in _GRANTED:
        _GRANTED.append(granted)


@dataclass(frozen=True, slots=True)
class NoteWindow(Windowed):
    """When the notes of one institution for one semester may be sent."""

    opens_at: dt.datetime
    due_at: dt.datetime
    closes_at: dt.datetime


def window_of(period: ReportingPeriod, institution_id: int) -> NoteWindow:
    """In one query more where extensions are known."""
    instants = [instant for granted in _GRANTED if (instant := granted(period, institution_id)) is not None]
    latest = max(instants, default=period.due_at)
    return NoteWindow(
        opens_at=dt.datetime.combine(period.starts_on, dt.time(), LIMA),
        due_at=max(period.due_at, latest),
        closes_at=max(period.closes_at, latest),
    )


LONGEST_EXTENSION = 366
"""In days: one change of a semester's window counts for more than any extension, so that a count of moves never goes back."""


def moves_of(period: ReportingPeriod, window: NoteWindow) -> tuple[int, dt.datetime | None]:
    """How often the day was set anew, an extension counting once for each day, and when the semester's window last changed."""
    found = WindowChange.objects.filter(period=period).aggregate(number=Count("pk"), at=Max("at"))
    extended = max((window.due_at - period.due_at).days, 0)
    return found["number"] * LONGEST_EXTENSION + min(extended, LONGEST_EXTENSION - 1), found["at"]
