"""What others published beside the plan's own figures: goals of somebody's strategy, observations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.models import ContextSeries, ContextValue, Indicator
from tests.factories.definitions import Number


def make_context(indicator: Indicator, code: str, nature: str = "goal", **fields: Any) -> ContextSeries:
    """A published series beside an indicator, without values. Pass `series_code` for one beside a series of it."""
    defaults: dict[str, Any] = {
        "order": indicator.plan.context_series.count() + 1,
        "label_es": f"Serie {code}",
        "label_en": f"Series {code}",
        "unit": "%",
        "source": "Fuente",
    }
    return ContextSeries.objects.create(
        plan=indicator.plan, indicator=indicator, code=code, nature=nature, **(defaults | fields)
    )


def make_goals(
    indicator: Indicator, series_code: str, goals: Mapping[int, Number], interpolated: tuple[int, ...] = ()
) -> ContextSeries:
    """Yearly goals, in percent, beside one series of an indicator."""
    series = make_context(indicator, f"goal-{series_code}", series_code=series_code)
    for year, value in goals.items():
        ContextValue.objects.create(series=series, year=year, value=value, is_interpolated=year in interpolated)
    return series


def make_observed(
    indicator: Indicator, code: str, at: tuple[int, int], value: tuple[int, int], **fields: Any
) -> ContextSeries:
    """What somebody else counted in a month: `value` is the part and its whole."""
    quotation = fields.pop("quotation", "Como se dijo.")
    series = make_context(indicator, code, "observation", **fields)
    ContextValue.objects.create(
        series=series, year=at[0], month=at[1], value=value[0], denominator=value[1], quotation=quotation
    )
    return series
