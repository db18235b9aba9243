"""Where an activity stands on a day: what its days and its last note say together. Pure: no Django, no rows.

Nobody is called delayed for want of news. An activity is delayed when a note says, of a day by which it should have begun or ended,
that it had not. In its days and without a note it is not reported yet, which is another thing.

Source of the rule: docs/methodology.md, "Activities".
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

PLANNED, RUNNING, DONE = "planned", "running", "done"
"""What a note says, as activities.models.Progress stores it."""


class Standing(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DELAYED = "delayed"
    UNREPORTED = "unreported"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Known:
    """What the last note that was sent says, and of which day: the end of its semester, or the day before it was sent."""

    progress: str
    as_of: dt.date
    started_on: dt.date | None = None
    finished_on: dt.date | None = None
    is_validated: bool = False


def known_on(period_ends_on: dt.date, sent_on: dt.date) -> dt.date:
    """The day of which a note speaks: one sent after its semester speaks of the whole of it."""
    return min(period_ends_on, sent_on - dt.timedelta(days=1))


def standing_of(
    starts_on: dt.date, ends_on: dt.date, known: Known | None, *, on: dt.date, is_cancelled: bool = False
) -> Standing:
    """Where it stands on the day `on`. Both days of the activity are included in it."""
    if is_cancelled:
        return Standing.CANCELLED
    if known is not None and known.progress == DONE:
        return Standing.DONE
    if known is not None and _is_behind(starts_on, ends_on, known):
        return Standing.DELAYED
    if on > ends_on:
        return Standing.UNREPORTED
    if known is not None and known.progress == RUNNING:
        return Standing.RUNNING
    return Standing.UNREPORTED if on >= starts_on else Standing.PLANNED


def _is_behind(starts_on: dt.date, ends_on: dt.date, known: Known) -> bool:
    return ends_on <= known.as_of or (known.progress == PLANNED and starts_on <= known.as_of)


@dataclass(frozen=True, slots=True)
class Delay:
    """Which day passed without what was planned for it, and how many days later that was still so, as the note says."""

    since: dt.date
    days: int
    is_of_the_end: bool


def delay_of(starts_on: dt.date, ends_on: dt.date, known: Known) -> Delay | None:
    """By what an activity is behind: its last day that passed, else its first. None where it is not behind, or is done."""
    if known.progress == DONE or not _is_behind(starts_on, ends_on, known):
        return None
    since = ends_on if ends_on <= known.as_of else starts_on
    return Delay(since, (known.as_of - since).days, is_of_the_end=since == ends_on)


def days_late(ends_on: dt.date, known: Known | None) -> int | None:
    """Calendar days from the last day to the one on which it was finished: 0 in time; None while it is not done."""
    if known is None or known.finished_on is None:
        return None
    return max((known.finished_on - ends_on).days, 0)


def days_moved(adopted_ends_on: dt.date, ends_on: dt.date) -> int:
    """Calendar days by which its last day was moved since the plan of the year was adopted; negative: brought forward."""
    return (ends_on - adopted_ends_on).days


def day_in(year: int, day: dt.date) -> dt.date:
    """The same day of another year; 29 February becomes the 28th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def expects_note(
    starts_on: dt.date,
    *,
    period_starts_on: dt.date,
    period_ends_on: dt.date,
    done_before: bool,
    cancelled_on: dt.date | None = None,
    continued_year: int | None = None,
) -> bool:
    """Whether something is to be said of it for a semester: it should have begun by its end, and was not done or cancelled before.

    From `continued_year` on, an adopted activity that continues it speaks for what is left of it.
    """
    is_gone = done_before or (cancelled_on is not None and cancelled_on < period_starts_on)
    goes_on_elsewhere = continued_year is not None and period_starts_on.year >= continued_year
    return starts_on <= period_ends_on and not is_gone and not goes_on_elsewhere
