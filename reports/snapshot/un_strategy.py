"""The yearly goals of the United Nations' strategy that an edition keeps, for the indicator that the plan sets beside them.

Percent of women. The goals are a reference: they judge nothing unless the Committee approves them as targets of the plan.
Source: the plan's series of context (fixtures/09_context.json); what is marked as interpolated is our own straight line
between published goals. An edition freezes what stood there when it was issued; old ones keep what they froze.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from indicators.models import ActionPlan, ContextSeries, ContextValue


def strategy(plan: ActionPlan, indicator_codes: Collection[str]) -> dict[str, Any] | None:
    """What an edition keeps of the strategy; None for a plan without goals beside one of its series."""
    rows = (
        ContextValue.objects.filter(
            series__plan=plan, series__nature=ContextSeries.Nature.GOAL, series__indicator__code__in=indicator_codes
        )
        .exclude(series__series_code="")
        .select_related("series__indicator")
        .order_by("series__order", "year", "month")
    )
    goals: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        indicator = row.series.indicator
        if indicator is not None:
            goals[indicator.code][row.series.series_code].append(goal(row))
    if not goals:
        return None
    code, by_series = next(iter(goals.items()))
    return {"indicator": code, "goals": dict(by_series)}


def goal(row: ContextValue) -> dict[str, Any]:
    return {"year": row.year, "percent": row.value, "is_interpolated": row.is_interpolated}
