"""What became of an institution's requests for more time, in one line each: for its task list."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from documents.days import last_day_before
from documents.formatting import plain_date
from documents.speaking import language
from indicators.models import ReportingPeriod
from institutions.models import Institution
from measurements.models import DeadlineExtension


def notes_of(institution: Institution, period: ReportingPeriod) -> dict[int | None, str]:
    """By indicator (None: all that the institution owes), the state of the latest request, in one query.

    That the whole institution has more time is not among them: its deadline card says so.
    """
    requests = DeadlineExtension.objects.filter(institution=institution, period=period).order_by("requested_at", "pk")
    latest = {request.indicator_id: request for request in requests}
    return {
        indicator: note_of(request)
        for indicator, request in latest.items()
        if indicator is not None or request.granted_until is None
    }


def note_of(request: DeadlineExtension) -> str:
    if request.granted_until is not None:
        return _("Extended until %(day)s.") % {"day": day_of(request.granted_until)}
    if request.state == DeadlineExtension.State.REFUSED:
        return _("The extension until %(day)s was refused.") % {"day": day_of(request.asked_until)}
    return _("Extension requested until %(day)s: it awaits an answer.") % {"day": day_of(request.asked_until)}


def day_of(until: dt.datetime) -> str:
    """The last day that an instant leaves, as people say it."""
    return plain_date(last_day_before(until), language())
