"""What is known of an activity: its last note that was sent, and where that leaves it on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from activities.models import Activity, ProgressNote, Status
from activities.progress import Known, Standing, known_on, standing_of


def last_sent(notes: Iterable[ProgressNote], *, on: dt.date | None = None) -> ProgressNote | None:
    """The note of the latest semester among those that stand as they were sent; `on` leaves out what was sent after that day.

    In no query where the notes were read with their semester, as `ActivityQuerySet.whole` does.
    """
    sent = [note for note in notes if note.is_sent and (on is None or sent_on(note) <= on)]
    return max(sent, key=lambda note: note.period.ordinal, default=None)


def known_of(notes: Iterable[ProgressNote], *, on: dt.date | None = None) -> Known | None:
    """What the last note says that was sent (by the day `on`); None while nothing was."""
    note = last_sent(notes, on=on)
    if note is None:
        return None
    return Known(
        progress=note.progress,
        as_of=known_on(note.period.ends_on, sent_on(note)),
        started_on=note.started_on,
        finished_on=note.finished_on,
        is_validated=note.status == Status.VALIDATED,
    )


def standing_on(activity: Activity, known: Known | None, on: dt.date) -> Standing:
    """Where an activity stands on a day of which this is known."""
    return standing_of(activity.starts_on, activity.ends_on, known, on=on, is_cancelled=is_cancelled_on(activity, on))


def is_cancelled_on(activity: Activity, on: dt.date) -> bool:
    return activity.cancelled_at is not None and day_of(activity.cancelled_at) <= on


def sent_on(note: ProgressNote) -> dt.date:
    """The day on which it was last sent. Only of what was sent."""
    if note.submitted_at is None:
        raise ValueError(f"{note} was never sent")
    return day_of(note.submitted_at)


def day_of(instant: dt.datetime) -> dt.date:
    """The day that it was in Lima."""
    return timezone.localtime(instant).date()
