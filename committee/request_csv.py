"""The requests as CSV, one a row. Text that a spreadsheet program would run as a formula is made harmless."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from committee.models import InformationRequest
from committee.wording import standing_of
from documents.formatting import in_lima
from institutions.spreadsheet_safety import escape_cell

MEDIA_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheet programs read accents wrongly."""


def file_name() -> str:
    return f"{_('information-requests')}.csv"


def requests_csv(requests: Iterable[InformationRequest], *, at: dt.datetime) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(_head())
    for request in requests:
        writer.writerow([escape_cell(cell) for cell in _row(request, at)])
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _head() -> list[str]:
    return [
        _("Number"),
        _("Institution"),
        _("What is required"),
        _("Subject"),
        _("Semester"),
        _("Indicator"),
        _("State"),
        _("Made on"),
        _("Last day to answer"),
        _("First answered on"),
        _("Days to answer"),
        _("Closed on"),
        _("Official letter"),
    ]


def _row(request: InformationRequest, at: dt.datetime) -> list[str | int | None]:
    return [
        request.number,
        request.institution.code,
        str(request.get_kind_display()),
        request.subject,
        request.period.code if request.period else "",
        request.indicator.code if request.indicator else "",
        standing_of(request, at=at).label,
        _day(request.made_at),
        request.due_on.isoformat(),
        _day(request.first_answered_at),
        request.days_to_answer,
        _day(request.closed_at),
        request.official_number,
    ]


def _day(moment: dt.datetime | None) -> str:
    """As spreadsheets sort it."""
    return f"{in_lima(moment):%Y-%m-%d}" if moment else ""
