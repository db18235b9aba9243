"""How many findings a plan has, for pages that say only that: counted once for each state of the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.cache import cache

from indicators.models import ActionPlan, ReportingPeriod
from reports.diagnosis.diagnosing import diagnose

A_DAY = 24 * 60 * 60


def count_findings(
    plan: ActionPlan, period: ReportingPeriod, at: dt.datetime, *, token: str, periods: Sequence[ReportingPeriod]
) -> int:
    """`token` names the state of the data (documents.data_version): while it stands, so does the number."""
    key = f"findings:{plan.pk}:{period.pk}:{token}"
    count: int | None = cache.get(key) if token else None
    if count is None:
        count = len(diagnose(plan, period, at, periods=periods).findings)
        if token:
            cache.set(key, count, A_DAY)
    return count
