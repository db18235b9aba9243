"""What is odd in the window of a semester, though nothing forbids it: said to who sets it, never refused."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.days import last_day_before
from documents.formatting import long_date, plain_date
from indicators.calendar import is_business_day
from indicators.models import ReportingPeriod
from indicators.scheduling import Window


def warnings_of(period: ReportingPeriod, window: Window) -> list[str]:
    """Of a deadline or closing on a day on which ministries do not work, and of a window that opens too early."""
    language = (get_language() or "es")[:2]
    found = []
    if timezone.localtime(window.opens_at).date() <= period.ends_on:
        text = _("It opens before the semester ends, on %(day)s: what is reported then is not yet the whole semester.")
        found.append(text % {"day": plain_date(period.ends_on, language)})
    texts = {
        window.due_at: _("It is due on %(day)s, a weekend or a holiday: offices do not work on that day."),
        window.closes_at: _("It closes on %(day)s, a weekend or a holiday: offices do not work on that day."),
    }
    return found + [
        text % {"day": long_date(last_day_before(instant), language)}
        for instant, text in texts.items()
        if not _is_worked(instant)
    ]


def _is_worked(instant: dt.datetime) -> bool:
    """Whether the last day that an instant leaves is a business day."""
    return is_business_day(last_day_before(instant))
