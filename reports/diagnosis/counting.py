"""How many findings a plan has, for pages that say only that: counted once while the data stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from indicators.models import ActionPlan, ReportingPeriod
from reports.diagnosis.diagnosing import diagnose
from reports.keeping import kept


def count_findings(
    plan: ActionPlan, period: ReportingPeriod, at: dt.datetime, *, periods: Sequence[ReportingPeriod]
) -> int:
    return kept(
        f"findings:{plan.pk}:{period.pk}", lambda: len(diagnose(plan, period, at, periods=periods).findings), at=at
    )
