"""What others published beside an indicator: yearly goals of a strategy, and observations with their source and their words.

Percentages are unrounded. Nothing here is added to the plan's own figures.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import ContextSeries, ContextValue, Indicator
from reports.arithmetic.percent import exact_percent_or_none
from reports.figures.answers import plain, plain_or_none


@dataclass(frozen=True, slots=True)
class YearGoal:
    """The goal of a whole calendar year, in percent. `is_interpolated`: our straight line between published goals."""

    year: int
    percent: Decimal
    is_interpolated: bool


@dataclass(frozen=True, slots=True)
class Observed:
    """What somebody else counted in a month: context, with its source and its words."""

    label: str
    series: str  # the code of the series it stands beside, or empty: all categories together
    year: int
    month: int
    part: Decimal
    whole: Decimal | None
    percent: Decimal | None
    source: str
    note: str
    quotation: str


def context_of(indicator: Indicator) -> list[tuple[ContextSeries, list[ContextValue]]]:
    """The series beside the indicator in their order, each with its values in time."""
    rows = (
        ContextValue.objects.filter(series__indicator=indicator, series__plan=indicator.plan_id)
        .select_related("series")
        .order_by("series__order", "series__code", "year", "month")
    )
    series: dict[int, ContextSeries] = {}
    values: dict[int, list[ContextValue]] = defaultdict(list)
    for row in rows:
        series.setdefault(row.series_id, row.series)
        values[row.series_id].append(row)
    return [(each, values[key]) for key, each in series.items()]


def goal_of(row: ContextValue) -> YearGoal:
    return YearGoal(row.year, plain(row.value), row.is_interpolated)


def observed_of(row: ContextValue) -> Observed:
    part, whole = plain(row.value), plain_or_none(row.denominator)
    return Observed(
        label=row.series.label,
        series=row.series.series_code,
        year=row.year,
        month=row.month,
        part=part,
        whole=whole,
        percent=part if whole is None else exact_percent_or_none(part, whole),
        source=row.series.source,
        note=row.series.note,
        quotation=row.quotation,
    )
