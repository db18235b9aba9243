"""The window of a semester in words: not open yet, open, overdue or closed, and what that means for who reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from documents.formatting import long_date, period_label, plain_date
from indicators.models import ReportingPeriod
from institutions.models import Institution
from institutions.permissions import secretary_institution_ids
from measurements.deadlines.deadlines import Deadline, widened


@dataclass(frozen=True, slots=True)
class Window:
    """What a deadline card shows. `state` is open, late or empty.

    `request` says what became of a request for more time; `ask_url` leads to where it is asked for. Both may be empty.
    """

    title: str
    date: str
    note: str
    state: str
    request: str = ""
    ask_url: str = ""


def window_of(
    period: ReportingPeriod, *, at: dt.datetime, deadline: Deadline | None = None, widest: Deadline | None = None
) -> Window:
    """The card of an institution's deadline; without one, of the semester's own, as for everybody.

    `widest` is the institution's window as long as anything is open to it: one indicator may outlast the rest.
    """
    limit = deadline or widened(period)
    label = period_label(period.code, _language())
    if at < limit.opens_at:
        opens = long_date(timezone.localtime(limit.opens_at).date(), _language())
        return Window(
            _("Reporting of %(period)s opens") % {"period": label}, opens, _("You can see what will be asked."), ""
        )
    if limit.is_closed(at):
        return Window(
            _("Reporting of %(period)s closed") % {"period": label},
            long_date(limit.closes_on, _language()),
            _("Only what has an extension, or was opened to be corrected, can still be sent.")
            if widest is not None and widest.is_open(at)
            else _("Its figures can no longer be changed."),
            "",
        )
    title, due = _("Reporting of %(period)s is due") % {"period": label}, long_date(limit.due_on, _language())
    notes = [_extended(period, limit), _late_note(limit, at) if limit.is_overdue(at) else _left(limit, at)]
    return Window(title, due, " ".join(filter(None, notes)), "late" if limit.is_overdue(at) else "open")


def _extended(period: ReportingPeriod, deadline: Deadline) -> str:
    if not deadline.is_extended:
        return ""
    days = {"day": _day(deadline.due_on), "before": _day(period.due_on)}
    return _("Extended until %(day)s; for everybody it is %(before)s.") % days


def _late_note(deadline: Deadline, at: dt.datetime) -> str:
    days = (timezone.localtime(at).date() - deadline.due_on).days
    late = ngettext("It was due %(days)d day ago.", "It was due %(days)d days ago.", days) % {"days": days}
    closes = long_date(deadline.closes_on, _language())
    return f"{late} " + _("You can still send until %(day)s; it will count as late.") % {"day": closes}


def _left(deadline: Deadline, at: dt.datetime) -> str:
    days = (deadline.due_on - timezone.localtime(at).date()).days
    if not days:
        return _("It is due today.")
    return ngettext("%(days)d day left.", "%(days)d days left.", days) % {"days": days}


def refusal_of(period: ReportingPeriod, deadline: Deadline, institution: Institution, *, at: dt.datetime) -> str:
    """Why the institution may not write now, until when it could, and who can give it more time; empty when it may."""
    label = period_label(period.code, _language())
    if at < deadline.opens_at:
        opens = _day(timezone.localtime(deadline.opens_at).date())
        return _("Reporting of %(period)s opens on %(day)s.") % {"period": label, "day": opens}
    if deadline.is_closed(at):
        text = _(
            "Reporting of %(period)s closed on %(day)s for %(institution)s. Only an extension of the deadline opens it again;"
            " %(who)s grants it."
        )
        names = {"institution": institution.short_name or institution.name, "who": who_extends(institution)}
        return text % {"period": label, "day": _day(deadline.closes_on), **names}
    return ""


def who_extends(institution: Institution) -> str:
    """Who decides on more time for the institution, in words: never one of its own."""
    is_secretarys = institution.pk in secretary_institution_ids()
    return _("an alternate reviewer") if is_secretarys else _("the Technical Secretary")


def _day(day: dt.date) -> str:
    return plain_date(day, _language())


def _language() -> str:
    return (get_language() or "es")[:2]
