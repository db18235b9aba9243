"""The dashboard's figures as somebody would write them by hand for one page: seven statements of SQL, the same on both databases.

Everything that the engine's dataclass holds in this world is asked: each cell of the matrix with its state, every total of three
semesters with its denominator, its k and its n and the measurements that it is made of, both changes like for like, the parts,
what waits, and the names. What the world does not have (targets, joined items, extensions, redefined indicators) is not asked,
though the engine must look for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from indicators.models import ActionPlan, ReportingPeriod

Amounts = tuple[Decimal | None, Decimal | None, int]
"""Value, denominator, how many."""
PER_INSTITUTION = """
WITH per_institution AS (
    SELECT m.indicator_id, m.institution_id, p.ordinal, s.id AS series_id,
           SUM(v.value) AS value, SUM(v.denominator) AS denominator, MIN(m.id) AS leaf
    FROM measurements_measurement m
    JOIN indicators_reportingperiod p ON p.id = m.period_id
    JOIN indicators_indicatorrevision r ON r.id = m.revision_id
    JOIN indicators_series s ON s.revision_id = r.id
    JOIN measurements_measuredvalue v ON v.measurement_id = m.id
    JOIN indicators_component c ON c.id = v.component_id
    WHERE p.plan_id = %s AND p.ordinal IN (%s, %s, %s) AND m.status = 'validated' AND m.answer = 'reported'
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
SELECT series_id, ordinal, SUM(value), SUM(denominator), COUNT(*) FROM per_institution GROUP BY series_id, ordinal
"""
)
LEAVES = PER_INSTITUTION + "SELECT series_id, leaf FROM per_institution WHERE ordinal = %s ORDER BY leaf"  # noqa: S608
CHANGES = (
    PER_INSTITUTION
    + """
SELECT now.series_id, before.ordinal, SUM(before.value), SUM(before.denominator), SUM(now.value), SUM(now.denominator), COUNT(*)
FROM per_institution now JOIN per_institution before
  ON before.series_id = now.series_id AND before.institution_id = now.institution_id AND before.ordinal < now.ordinal
WHERE now.ordinal = %s
GROUP BY now.series_id, before.ordinal
"""
)
PARTS = """
SELECT m.indicator_id, c.code, SUM(v.value), SUM(v.denominator), COUNT(DISTINCT m.institution_id)
FROM measurements_measurement m
JOIN indicators_reportingperiod p ON p.id = m.period_id
JOIN measurements_measuredvalue v ON v.measurement_id = m.id
JOIN indicators_component c ON c.id = v.component_id
WHERE p.plan_id = %s AND p.ordinal = %s AND m.status = 'validated' AND m.answer = 'reported'
GROUP BY m.indicator_id, c.code
"""
CELLS = """
SELECT i.code, b.code, m.status, m.answer, m.first_submitted_at >= p.due_at, m.submitted_at
FROM indicators_commitment c
JOIN indicators_indicator i ON i.id = c.indicator_id
JOIN institutions_institution b ON b.id = c.institution_id
JOIN indicators_reportingperiod p ON p.plan_id = i.plan_id AND p.ordinal = %s
JOIN indicators_reportingperiod f ON f.id = c.from_period_id
LEFT JOIN indicators_reportingperiod u ON u.id = c.until_period_id
LEFT JOIN measurements_measurement m
  ON m.indicator_id = c.indicator_id AND m.institution_id = c.institution_id AND m.period_id = p.id
WHERE i.plan_id = %s AND f.ordinal <= p.ordinal AND (u.id IS NULL OR u.ordinal >= p.ordinal)
"""
INSTITUTIONS = "SELECT code, name, short_name FROM institutions_institution"
INDICATORS = """
SELECT i.code, r.name_es, r.unit_es, l.code, l.name_es, s.id, s.code, s.label_es
FROM indicators_indicator i
JOIN indicators_pillar l ON l.id = i.pillar_id
JOIN indicators_indicatorrevision r ON r.indicator_id = i.id
JOIN indicators_series s ON s.revision_id = r.id
WHERE i.plan_id = %s
"""


@dataclass(frozen=True, slots=True)
class ByHand:
    """By (series, ordinal): value, denominator, how many; by (series, ordinal before): the change of who reported both times; by
    series: the measurements; by (indicator, component): value, denominator, how many; by (indicator, institution): the cell."""

    totals: dict[tuple[int, int], Amounts]
    changes: dict[tuple[int, int], tuple[Decimal, int]]
    leaves: dict[int, list[int]]
    parts: dict[tuple[int, str], Amounts]
    cells: dict[tuple[str, str], tuple[str, bool, bool]]
    expected: Counter[str]
    states: Counter[str]
    oldest_waiting: Any
    institutions: dict[str, tuple[str, ...]]
    indicators: dict[int, tuple[str, ...]]


def figures_by_hand(plan: ActionPlan, period: ReportingPeriod) -> ByHand:
    now = period.ordinal
    three = (plan.pk, now, now - 1, now - 2)
    leaves: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        totals = {(row[0], row[1]): amounts(row[2:]) for row in fetched(cursor, TOTALS, *three)}
        changes = {(row[0], row[1]): (moved(row[1:]), row[6]) for row in fetched(cursor, CHANGES, *three, now)}
        for series, leaf in fetched(cursor, LEAVES, *three, now):
            leaves[series].append(leaf)
        parts = {(row[0], row[1]): amounts(row[2:]) for row in fetched(cursor, PARTS, plan.pk, now)}
        rows = fetched(cursor, CELLS, now, plan.pk)
        institutions = {row[0]: row[1:] for row in fetched(cursor, INSTITUTIONS)}
        indicators = {row[5]: row for row in fetched(cursor, INDICATORS, plan.pk)}
    cells = {(row[0], row[1]): (row[2] or "not_started", bool(row[4]), row[3] == "not_available") for row in rows}
    return ByHand(
        totals, changes, leaves, parts, cells,
        expected=Counter(row[0] for row in rows),
        states=Counter(row[2] for row in rows),
        oldest_waiting=min((row[5] for row in rows if row[2] == "submitted"), default=None),
        institutions=institutions,
        indicators=indicators,
    )  # fmt: skip


def amounts(row: Any) -> Amounts:
    return maybe(row[0]), maybe(row[1]), row[2]


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
