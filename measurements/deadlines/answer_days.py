"""The day until which the Committee asks an institution to answer an observation: which one is proposed, which are possible."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formatting import plain_date
from documents.speaking import language
from measurements.deadlines.deadlines import Deadline

USUAL_BUSINESS_DAYS = 5
SATURDAY = 5


def usual_day(deadline: Deadline, *, at: dt.datetime) -> dt.date:
    """Five business days from now, or the last on which the institution can still send when that comes first."""
    return max(
        timezone.localdate(at),
        min(business_days_after(timezone.localdate(at), USUAL_BUSINESS_DAYS), deadline.closes_on),
    )


def business_days_after(day: dt.date, count: int) -> dt.date:
    """Mondays to Fridays; the holidays of a year are decreed, and a proposal need not know them."""
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def day_problem(day: dt.date, deadline: Deadline, *, at: dt.datetime) -> str:
    """Why that day cannot be asked for; empty when it can."""
    if day < timezone.localdate(at):
        return _("The day to answer by has already passed.")
    if day > deadline.closes_on:
        text = _("The institution can send until %(day)s only: choose that day or an earlier one.")
        return text % {"day": plain_date(deadline.closes_on, language())}
    return ""


def has_passed(day: dt.date | None, *, at: dt.datetime) -> bool:
    """Whether an observation waits longer than it was asked to; what arrives on the day itself is on time."""
    return day is not None and timezone.localdate(at) > day
