"""The window of a semester in words: not open yet, open, overdue or closed, and what that means for who reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from documents.formatting import long_date, period_label
from indicators.models import ReportingPeriod


@dataclass(frozen=True, slots=True)
class Window:
    """What a deadline card shows. `state` is open, late or empty."""

    title: str
    date: str
    note: str
    state: str


def window_of(period: ReportingPeriod, *, at: dt.datetime) -> Window:
    language = (get_language() or "es")[:2]
    label = period_label(period.code, language)
    if at < period.opens_at:
        opens = long_date(timezone.localtime(period.opens_at).date(), language)
        return Window(
            _("Reporting of %(period)s opens") % {"period": label}, opens, _("You can see what will be asked."), ""
        )
    if period.is_closed(at):
        closed = long_date(period.closes_on, language)
        return Window(
            _("Reporting of %(period)s closed") % {"period": label},
            closed,
            _("Its figures can no longer be changed."),
            "",
        )
    due = long_date(period.due_on, language)
    title = _("Reporting of %(period)s is due") % {"period": label}
    days = (period.due_on - timezone.localtime(at).date()).days
    if period.is_overdue(at):
        late = ngettext("It was due %(days)d day ago.", "It was due %(days)d days ago.", -days) % {"days": -days}
        closes = _("You can still send until %(day)s; it will count as late.") % {
            "day": long_date(period.closes_on, language)
        }
        return Window(title, due, f"{late} {closes}", "late")
    left = (
        ngettext("%(days)d day left.", "%(days)d days left.", days) % {"days": days} if days else _("It is due today.")
    )
    return Window(title, due, left, "open")
