"""The information requests of a report: what the Committee required, what was answered, and what is open at the cut-off.

A request is of the semester that it asks about, or of the last that had opened when it was made, as on a scorecard. Only its number
and what it is about are kept, not what was written: that stays between the institution and the Committee.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from committee.models import InformationRequest
from indicators.models import ReportingPeriod
from measurements.review.queue import days_between
from reports.report_kinds.scope import ReportScope
from reports.scorecard.requests import is_on_time, last_opened, with_day_of_answer
from reports.snapshot.bilingual import said

Content = dict[str, Any]
State = InformationRequest.State


def requests_of(scope: ReportScope, at: dt.datetime) -> Content:
    """In two queries. `earlier` are the numbers of those about semesters before the report's that were still open."""
    rows = InformationRequest.objects.filter(plan=scope.plan, made_at__lte=at)
    if scope.institution is not None:
        rows = rows.filter(institution=scope.institution)
    found = with_day_of_answer(rows).select_related("institution", "period", "indicator", "activity")
    periods = list(ReportingPeriod.objects.filter(plan=scope.plan))
    placed = [(ordinal_of(each, periods), each) for each in found.order_by("year", "ordinal")]
    inside = range(scope.first.ordinal, scope.period.ordinal + 1)
    return {
        "rows": [row(each, at) for ordinal, each in placed if ordinal in inside],
        "earlier": [
            each.number for ordinal, each in placed if ordinal < scope.first.ordinal and each.state == State.OPEN
        ],
    }


def ordinal_of(request: InformationRequest, periods: Sequence[ReportingPeriod]) -> int:
    """The semester that it belongs to; before all of them when none had opened yet."""
    if request.period is not None:
        return request.period.ordinal
    code = last_opened(request.made_at, periods)
    return next((each.ordinal for each in periods if each.code == code), -1)


def row(request: InformationRequest, at: dt.datetime) -> Content:
    first = request.first_answered_at
    is_open = request.state == State.OPEN
    return {
        "number": request.number,
        "institution": request.institution.code,
        "kind": {"code": request.kind, "words": said(request.get_kind_display)},
        "period": request.period.code if request.period else None,
        "indicator": request.indicator.code if request.indicator else None,
        "activity": request.activity.code if request.activity else None,
        "due_on": request.due_on,
        "standing": standing(request),
        "is_open": is_open,
        "is_overdue": is_open and at >= request.due_at,
        "days": None if first is None else days_between(request.made_at, first),
    }


def standing(request: InformationRequest) -> str:
    """By its first answer: in_time or late, by the day that stood then. Without one: outstanding, or expired when it was closed so.

    One that was required again after an answer stays answered, and is open once more. A withdrawn one asked for nothing in the end.
    """
    if request.state == State.WITHDRAWN:
        return "withdrawn"
    if request.first_answered_at is not None:
        return "in_time" if is_on_time(request) else "late"
    return "expired" if request.state == State.EXPIRED else "outstanding"
