"""The requests as CSV, one a row. Text that a spreadsheet program would run as a formula is made harmless."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from committee.models import InformationRequest
from committee.requests.wording import standing_of
from documents.comma_separated import comma_separated
from documents.formatting import in_lima


def file_name() -> str:
    return _("information-requests") + ".csv"


def requests_csv(requests: Iterable[InformationRequest], *, at: dt.datetime | None) -> bytes:
    return comma_separated([_head(), *(_row(request, at) for request in requests)])


def _head() -> list[str]:
    return [
        _("Number"),
        _("Institution"),
        _("What is required"),
        _("Subject"),
        _("Semester"),
        _("Indicator"),
        _("Activity"),
        _("State"),
        _("Made on"),
        _("Last day to answer"),
        _("First answered on"),
        _("Days to answer"),
        _("Closed on"),
        _("Official letter"),
    ]


def _row(request: InformationRequest, at: dt.datetime | None) -> list[str | int | None]:
    return [
        request.number,
        request.institution.code,
        str(request.get_kind_display()),
        request.subject,
        request.period.code if request.period else "",
        request.indicator.code if request.indicator else "",
        request.activity.code if request.activity else "",
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
