"""The matrix of commitments: what the Committee agreed in its meetings, who is responsible, until when, and where it stood.

Agreements bind once the minutes of their meeting are closed. A report holds those that were to be done at the cut-off, and those that
were closed since its first day: how they were closed is said, with which words is not.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone

from committee.models import Agreement
from indicators.calendar import midnight
from reports.report_kinds.scope import ReportScope

Content = dict[str, Any]
State = Agreement.State


def agreements_of(scope: ReportScope, at: dt.datetime) -> list[Content]:
    """In one query, by meeting and number."""
    rows = Agreement.objects.binding().filter(
        Q(closed_at__isnull=True) | Q(closed_at__gte=midnight(scope.first.starts_on)),
        meeting__plan=scope.plan,
        meeting__closed_at__lte=at,
    )
    if scope.institution is not None:
        rows = rows.filter(institution=scope.institution)
    found = rows.select_related("meeting", "institution", "indicator")
    return [row(each, at) for each in found.order_by("meeting__starts_at", "meeting__pk", "ordinal")]


def row(each: Agreement, at: dt.datetime) -> Content:
    return {
        "meeting": each.meeting.number,
        "ordinal": each.ordinal,
        "text": each.text,
        "language": each.meeting.language,
        "institution": each.institution.code,
        "indicator": each.indicator.code if each.indicator else None,
        "due_on": each.due_on,
        "standing": standing(each, at),
    }


def standing(each: Agreement, at: dt.datetime) -> str:
    """done, dropped, said_done (the Committee has still to confirm it), overdue or open, at the cut-off."""
    if each.closed_at is not None and each.closed_at <= at:
        return "done" if each.state == State.DONE else "dropped"
    if each.said_done_at is not None and each.said_done_at <= at:
        return "said_done"
    return "overdue" if timezone.localtime(at).date() > each.due_on else "open"
