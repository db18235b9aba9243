"""Setting the semesters of a plan: the next one, and when each opens, is due and closes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators import refusals
from indicators.calendar import Semester, default_windows
from indicators.models import ActionPlan, ReportingPeriod, WindowChange
from institutions.models import Role, User


def may_manage(user: User) -> bool:
    """The technical secretary and the administrators set semesters and commitments."""
    return user.has_role(Role.TECHNICAL_SECRETARY, Role.ADMINISTRATOR)


def next_period(plan: ActionPlan, *, on: dt.date) -> ReportingPeriod:
    """The semester after the plan's last, with the usual window; not saved. The current one for a plan without any."""
    last = plan.periods.order_by("ordinal").last()
    return usual_period(plan, Semester.from_code(last.code).next if last else Semester.of(on))


def usual_period(plan: ActionPlan, semester: Semester) -> ReportingPeriod:
    """The semester with the usual window; not saved."""
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


FURTHEST = 20
"""How many semesters after the one of the day a target may lie: ten years, longer than any plan of this kind lasts."""


@dataclass(frozen=True, slots=True)
class Window:
    """When a semester opens, is due and closes."""

    opens_at: dt.datetime
    due_at: dt.datetime
    closes_at: dt.datetime

    @classmethod
    def of(cls, period: ReportingPeriod) -> Window:
        return cls(period.opens_at, period.due_at, period.closes_at)


class Refused(refusals.Refused):
    """The window was not changed; the message says why."""


def create_period(period: ReportingPeriod, window: Window, *, by: User, at: dt.datetime) -> ReportingPeriod:
    """Save a new semester with its window, and the record of who made it."""
    with transaction.atomic():
        _set(period, window)
        _record(period, None, by=by, at=at, reason="")
    return period


def ensure_semester(plan: ActionPlan, code: str, *, by: User, at: dt.datetime) -> ReportingPeriod:
    """The plan's semester of that code; where the plan ends before it, every one up to it is made with the usual window.

    A target may lie beyond the semesters that the plan has. Raises Refused for a code that is none, for a semester before
    the plan's first, and for one more than FURTHEST semesters after today's.
    """
    wanted = semester_of(code)
    if wanted.ordinal > Semester.of(timezone.localtime(at).date()).ordinal + FURTHEST:
        raise Refused(_("The semester %(code)s is too far ahead.") % {"code": code})
    with transaction.atomic():
        _lock(plan.pk)
        known = {period.ordinal: period for period in plan.periods.all()}
        if wanted.ordinal < min(known, default=wanted.ordinal):
            raise Refused(_("The plan begins after the semester %(code)s.") % {"code": code})
        for ordinal in range(max(known, default=wanted.ordinal - 1) + 1, wanted.ordinal + 1):
            period = usual_period(plan, Semester.from_ordinal(ordinal))
            known[ordinal] = create_period(period, Window.of(period), by=by, at=at)
    if wanted.ordinal not in known:
        raise Refused(_("The plan skips the semester %(code)s.") % {"code": code})
    return known[wanted.ordinal]


def semester_of(code: str) -> Semester:
    """Raises Refused for a text that names no semester."""
    try:
        return Semester.from_code(code)
    except ValueError as unknown:
        raise Refused(
            _("“%(code)s” is no semester: write the year, a hyphen, and I or II.") % {"code": code}
        ) from unknown


def change_window(
    period: ReportingPeriod, window: Window, *, read: Window, by: User, at: dt.datetime, reason: str
) -> ReportingPeriod:
    """Move the window of a semester. `read` is the window that the person saw.

    Once a semester has opened, moving its window changes who is late and who may still write: it takes a reason. Raises
    Refused without one, or when somebody moved the window meanwhile; ValidationError when the instants are out of order.
    """
    with transaction.atomic():
        _lock(period.plan_id)
        current = ReportingPeriod.objects.get(pk=period.pk)
        before = Window.of(current)
        if before != read:
            raise Refused(_("Somebody changed this window while you were looking at it. Look at it as it is now."))
        if before.opens_at <= at and not reason.strip():
            raise Refused(_("This semester has already opened: write why its window changes."))
        _set(current, window)
        if window != before:
            _record(current, before, by=by, at=at, reason=reason.strip())
    return current


def place_window(period: ReportingPeriod, window: Window) -> ReportingPeriod:
    """Set a window without a person behind it: for the demonstration alone, whose semester must be open on any day."""
    with transaction.atomic():
        _set(period, window)
    return period


def _lock(plan_id: int) -> None:
    """The plan's lock, as who adopts a definition or sends an answer takes it: a semester does not open or close between."""
    ActionPlan.objects.select_for_update().only("pk").get(pk=plan_id)


def _set(period: ReportingPeriod, window: Window) -> None:
    period.opens_at, period.due_at, period.closes_at = window.opens_at, window.due_at, window.closes_at
    period.full_clean()
    period.save()


def _record(period: ReportingPeriod, before: Window | None, *, by: User, at: dt.datetime, reason: str) -> None:
    post = by.post_as(Role.TECHNICAL_SECRETARY, Role.ADMINISTRATOR)
    if post is None:
        raise Refused(_("Only the technical secretary and the administrators manage semesters and commitments."))
    WindowChange.objects.create(
        period=period,
        appointment=post,
        at=at,
        reason=reason,
        opened_at=before.opens_at if before else None,
        was_due_at=before.due_at if before else None,
        closed_at=before.closes_at if before else None,
        opens_at=period.opens_at,
        due_at=period.due_at,
        closes_at=period.closes_at,
    )
