"""Setting the semesters of a plan: the next one, and when each opens, is due and closes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from indicators.calendar import Semester, default_windows
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Role, User


def may_manage(user: User) -> bool:
    """The technical secretary and the administrators set semesters and commitments."""
    return user.has_role(Role.TECHNICAL_SECRETARY, Role.ADMINISTRATOR)


def next_period(plan: ActionPlan, *, on: dt.date) -> ReportingPeriod:
    """The semester after the plan's last, with the usual window; not saved. The current one for a plan without any."""
    last = plan.periods.order_by("ordinal").last()
    semester = Semester.from_code(last.code).next if last else Semester.of(on)
    windows = default_windows(semester)
    return ReportingPeriod(
        plan=plan,
        code=semester.code,
        ordinal=semester.ordinal,
        starts_on=semester.starts_on,
        ends_on=semester.ends_on,
        opens_at=windows.opens_at,
        due_at=windows.due_at,
        closes_at=windows.closes_at,
    )


def set_window(
    period: ReportingPeriod, *, opens_at: dt.datetime, due_at: dt.datetime, closes_at: dt.datetime
) -> ReportingPeriod:
    """Give a semester, new or old, its window. Raises ValidationError when the order of the instants is wrong."""
    with transaction.atomic():
        period.opens_at, period.due_at, period.closes_at = opens_at, due_at, closes_at
        period.full_clean()
        period.save()
    return period
