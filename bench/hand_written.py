"""The dashboard's figures as somebody would write them by hand for one page: four statements of SQL, the same on both databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from indicators.models import ActionPlan, ReportingPeriod

VALID = "validated"
PER_INSTITUTION = """
WITH per_institution AS (
    SELECT m.indicator_id, m.institution_id, p.ordinal, s.id AS series_id,
           SUM(v.value) AS value, SUM(v.denominator) AS denominator
    FROM measurements_measurement m
    JOIN indicators_reportingperiod p ON p.id = m.period_id
    JOIN indicators_indicatorrevision r ON r.id = m.revision_id
    JOIN indicators_series s ON s.revision_id = r.id
    JOIN measurements_measuredvalue v ON v.measurement_id = m.id
    JOIN indicators_component c ON c.id = v.component_id
    WHERE p.plan_id = %s AND p.ordinal IN (%s, %s) AND m.status = 'validated' AND m.answer = 'reported'
      AND (s.component_id = c.id OR (s.component_id IS NULL AND (c.in_headline OR (
            r.headline = 'none' AND c.role IN ('value', 'numerator')))))
      AND (r.headline_category_id IS NULL OR EXISTS (
            SELECT 1 FROM measurements_categorycombination_categories h
            WHERE h.categorycombination_id = v.combination_id AND h.category_id = r.headline_category_id))
      AND (NOT EXISTS (SELECT 1 FROM indicators_series_categories w WHERE w.series_id = s.id) OR EXISTS (
            SELECT 1 FROM measurements_categorycombination_categories k
            JOIN indicators_series_categories w ON w.category_id = k.category_id AND w.series_id = s.id
            WHERE k.categorycombination_id = v.combination_id))
    GROUP BY m.indicator_id, m.institution_id, p.ordinal, s.id
)
"""
TOTALS = (
    PER_INSTITUTION
    + """
SELECT series_id, SUM(value), SUM(denominator), COUNT(*) FROM per_institution WHERE ordinal = %s GROUP BY series_id
"""
)
CHANGES = (
    PER_INSTITUTION
    + """
SELECT now.series_id, SUM(before.value), SUM(before.denominator), SUM(now.value), SUM(now.denominator), COUNT(*)
FROM per_institution now JOIN per_institution before
  ON before.series_id = now.series_id AND before.institution_id = now.institution_id AND before.ordinal < now.ordinal
GROUP BY now.series_id
"""
)
EXPECTED = """
SELECT c.indicator_id, COUNT(*) FROM indicators_commitment c
JOIN indicators_indicator i ON i.id = c.indicator_id
JOIN indicators_reportingperiod f ON f.id = c.from_period_id
LEFT JOIN indicators_reportingperiod u ON u.id = c.until_period_id
WHERE i.plan_id = %s AND f.ordinal <= %s AND (u.id IS NULL OR u.ordinal >= %s) GROUP BY c.indicator_id
"""
STATES = """
SELECT m.institution_id, m.indicator_id, m.status, m.answer, m.first_submitted_at
FROM measurements_measurement m JOIN indicators_reportingperiod p ON p.id = m.period_id
WHERE p.plan_id = %s AND p.ordinal = %s
"""


@dataclass(frozen=True, slots=True)
class ByHand:
    """By series: value, denominator, how many; by series: the change of who reported both times; by indicator; by state."""

    totals: dict[int, tuple[Decimal, Decimal | None, int]]
    changes: dict[int, tuple[Decimal, int]]
    expected: dict[int, int]
    states: Counter[str]


def figures_by_hand(plan: ActionPlan, period: ReportingPeriod) -> ByHand:
    now, both = period.ordinal, (plan.pk, period.ordinal, period.ordinal - 1)
    with connection.cursor() as cursor:
        totals = {row[0]: (decimal(row[1]), maybe(row[2]), row[3]) for row in fetched(cursor, TOTALS, *both, now)}
        changes = {row[0]: (moved(row), row[5]) for row in fetched(cursor, CHANGES, *both)}
        expected = dict(fetched(cursor, EXPECTED, plan.pk, now, now))
        states = Counter(row[2] for row in fetched(cursor, STATES, plan.pk, now))
    return ByHand(totals, changes, expected, states)


def fetched(cursor: Any, sql: str, *params: object) -> list[Any]:
    cursor.execute(sql, params)
    return list(cursor.fetchall())


def moved(row: Any) -> Decimal:
    """In points where there is a denominator, in the unit otherwise."""
    before, after = decimal(row[1]), decimal(row[3])
    if row[2] is not None and row[4] is not None:
        return (after / decimal(row[4]) - before / decimal(row[2])) * 100
    return after - before


def decimal(value: Any) -> Decimal:
    return Decimal(str(value))


def maybe(value: Any) -> Decimal | None:
    return None if value is None else decimal(value)
