"""The plan as its text orders it, with the definition in force of each indicator and who reports it."""

from __future__ import annotations

import datetime as dt

from django.db.models import Prefetch, Q, QuerySet

from indicators.models import ActionPlan, Commitment, Indicator, IndicatorRevision, Pillar, ReportingPeriod


def running_period(plan: ActionPlan, *, on: dt.date) -> ReportingPeriod | None:
    """The semester of a day; before the first and after the last, the nearest one."""
    begun = plan.periods.filter(starts_on__lte=on).order_by("-ordinal").first()
    return begun or plan.periods.order_by("ordinal").first()


def pillars_of(plan: ActionPlan, period: ReportingPeriod) -> QuerySet[Pillar]:
    """Pillars → objectives → actions → indicators, in seven queries whatever the plan's size.

    Each indicator has `definitions` (the revision in force in the period, in a list of at most one) and `duties`
    (its commitments in force then or from a later semester on).
    """
    duties = (
        Commitment.objects.filter(Q(until_period__isnull=True) | Q(until_period__ordinal__gte=period.ordinal))
        .select_related("institution", "from_period")
        .order_by("institution__order", "from_period__ordinal")
    )
    indicators = Indicator.objects.prefetch_related(
        Prefetch("revisions", queryset=IndicatorRevision.objects.in_force(period), to_attr="definitions"),
        Prefetch("commitments", queryset=duties, to_attr="duties"),
    )
    return Pillar.objects.filter(plan=plan).prefetch_related(
        Prefetch("objectives__actions__indicators", queryset=indicators)
    )
