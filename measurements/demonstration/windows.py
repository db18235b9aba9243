"""The five semesters of the demonstration: four that closed, and the latest ended one, open on the day it runs."""

from __future__ import annotations

import datetime as dt

from indicators.calendar import (
    BUSINESS_DAYS_TO_CLOSE,
    ONE_DAY,
    Semester,
    Windows,
    add_business_days,
    business_day_from,
    end_of,
    is_business_day,
    midnight,
)
from indicators.models import ActionPlan, ReportingPeriod
from indicators.scheduling import Window, next_period, place_window

CLOSED_SEMESTERS = 4
OPENED_BEFORE = 9  # business days
DUE_AFTER = dt.timedelta(days=9)


class NotPossible(Exception):
    """The demonstration cannot be loaded here; the message says why."""


def latest_ended(day: dt.date) -> Semester:
    """The semester that is being reported on a day: the one before the day's own."""
    return Semester.of(day).previous


def window_on(day: dt.date) -> Windows:
    """A window that is open on that day: opened nine business days before, due some nine days after."""
    opens_on = day
    for _ in range(OPENED_BEFORE):
        opens_on = business_day_before(opens_on)
    due_on = business_day_from(day + DUE_AFTER)
    return Windows(midnight(opens_on), end_of(due_on), end_of(add_business_days(due_on, BUSINESS_DAYS_TO_CLOSE)))


def business_day_before(day: dt.date) -> dt.date:
    day -= ONE_DAY
    while not is_business_day(day):
        day -= ONE_DAY
    return day


def semesters_on(plan: ActionPlan, day: dt.date) -> list[ReportingPeriod]:
    """The closed semesters and the one to open, in order; those that the plan still lacks are made."""
    last = latest_ended(day)
    first = plan.periods.order_by("ordinal").first()
    if first is None or last.ordinal - CLOSED_SEMESTERS < first.ordinal:
        raise NotPossible(f"The plan has no {CLOSED_SEMESTERS} semesters before {last.code}: choose a later day.")
    while not plan.periods.filter(code=last.code).exists():
        next_period(plan, on=day).save()
    return list(plan.periods.filter(ordinal__range=(last.ordinal - CLOSED_SEMESTERS, last.ordinal)).order_by("ordinal"))


def open_on(period: ReportingPeriod, day: dt.date, *, is_new: bool) -> ReportingPeriod:
    """Open a semester on that day. Once it holds answers it never opens later than it did: they were given in its window."""
    window = window_on(day)
    opens_at = window.opens_at if is_new else min(window.opens_at, period.opens_at)
    return place_window(period, Window(opens_at, window.due_at, window.closes_at))


def moment(opened: dt.date, business_days: int, hour: int, minute: int = 0) -> dt.datetime:
    """An instant so many business days after the day on which a window opened."""
    time_of_day = dt.timedelta(hours=hour, minutes=minute)
    return midnight(add_business_days(opened, business_days)) + time_of_day
