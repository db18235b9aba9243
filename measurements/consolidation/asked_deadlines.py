"""Until when a unit may give what it was asked for: as long as the institution that asked may write about that indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import F

from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import REPORTING_ROLES, Institution, User
from measurements.deadlines.deadlines import Deadline, Deadlines, own_deadline
from measurements.models import Contribution


def parts_to_give(plan: ActionPlan, units: Iterable[Institution], *, at: dt.datetime) -> list[Contribution]:
    """What these units were asked for and can still give, the earliest wanted first."""
    asked = Contribution.objects.filter(period__plan=plan, unit__in=list(units)).awaited()
    ordered = asked.order_by(F("wanted_by").asc(nulls_last=True), "indicator__order")
    found = list(ordered.select_related("unit", "institution", "period"))
    deadlines = _deadlines(found)
    return [part for part in found if _of(deadlines, part).is_open(at)]


def unit_deadline(unit: Institution, period: ReportingPeriod) -> Deadline | None:
    """The latest deadline of those who asked the unit; None when nobody did."""
    asked = list(Contribution.objects.filter(unit=unit, period=period).select_related("period"))
    deadlines = _deadlines(asked)
    return max((_of(deadlines, part) for part in asked), key=lambda deadline: deadline.closes_at, default=None)


def deadline_shown(user: User, period: ReportingPeriod) -> Deadline | None:
    """The deadline that counts for a person: of their institution, or of who asked their unit."""
    reported = {p.institution_id: p.institution for p in user.posts if p.role in REPORTING_ROLES}
    units = [institution for institution in reported.values() if institution.is_unit]
    of_unit = unit_deadline(units[0], period) if units and len(reported) == 1 else None
    return of_unit or own_deadline(user, period)


def _deadlines(parts: Sequence[Contribution]) -> Deadlines:
    if not parts:
        return Deadlines({})
    return Deadlines.read({part.period for part in parts}, {part.institution_id for part in parts})


def _of(deadlines: Deadlines, part: Contribution) -> Deadline:
    return deadlines.of(part.period, part.institution_id, part.indicator_id).without_opening
