"""What a report of a year or of several semesters keeps beside its last one: coverage of each, every indicator over all of them,
and what was done and stated in each year that they touch.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from indicators.models import ReportingPeriod
from reports.arithmetic.coverage import Coverage
from reports.figures.matrix import CoverageMatrix, matrix_of
from reports.figures.over_span import IndicatorOverSpan, Judged, SeriesOverSpan, SpanPoint, indicators_over
from reports.figures.reading import Reading
from reports.models import ReportKind
from reports.report_kinds.scope import ReportScope, periods_of, skipped_in
from reports.snapshot import doing, own, plan_texts
from reports.snapshot.bilingual import both
from reports.snapshot.explanations import without_ids

Content = dict[str, Any]
COUNTS = ("expected", "submitted", "on_time", "validated", "with_data")


def span(scope: ReportScope, last: Reading) -> Content | None:
    """None for a report of one semester. `last` is read with every semester."""
    if not scope.is_of_several:
        return None
    periods = periods_of(scope)
    semesters = own.semesters_read(scope, last)
    matrices = [matrix_of(each) for each in semesters]
    before = span_before(scope, last)
    return {
        "first": scope.first.code,
        "last": scope.period.code,
        "periods": [plan_texts.period_window(each.period, each.period_before(), last.at) for each in semesters],
        "skipped": skipped_in(scope),
        "before": named(last, before),
        "coverage": coverage(matrices),
        "indicators": [indicator(each) for each in indicators_over(last, semesters, [each.ordinal for each in before])],
        "years": years(scope, periods, last.at),
    }


def span_before(scope: ReportScope, last: Reading) -> list[ReportingPeriod]:
    """The semesters of the span before: of the same length, one for one; empty where the plan has not all of them.

    Of a year it is the year before, whole: half a year is compared with the same half.
    """
    first, final = scope.first.ordinal, scope.period.ordinal
    if scope.kind == ReportKind.ANNUAL:
        first, final = final - final % 2, final | 1
    length = final - first + 1
    earlier = [each for each in last.periods if first - length <= each.ordinal < first]
    covered = [each.ordinal for each in last.periods if scope.first.ordinal <= each.ordinal <= scope.period.ordinal]
    return earlier if [each.ordinal + length for each in earlier] == covered else []


def named(last: Reading, before: Sequence[ReportingPeriod]) -> Content | None:
    """`has_other_halves`: it sets first halves of a year against second ones."""
    if not before:
        return None
    has_other_halves = (last.period.ordinal - before[-1].ordinal) % 2 == 1
    return {"first": before[0].code, "last": before[-1].code, "has_other_halves": has_other_halves}


# --- Coverage ---


def coverage(matrices: Sequence[CoverageMatrix]) -> Content:
    """Of each semester and of all together, of each institution too. What is added are counts, never percentages."""
    rows = {row.institution.code: row.institution for matrix in matrices for row in matrix.rows}
    ordered = sorted(rows.values(), key=lambda each: (each.order, each.code))
    return {
        "periods": [
            {
                "period": matrix.period.code,
                "state": matrix.period.state,
                **counted([matrix.coverage]),
                "late": matrix.late,
                "returned": matrix.counts["returned"],
                "unassigned": [each.code for each in matrix.unassigned],
            }
            for matrix in matrices
        ],
        "total": counted(matrix.coverage for matrix in matrices),
        "institutions": [
            {"institution": each.code, **counted(coverage_in(matrix, each.code) for matrix in matrices)}
            | {"semesters": [counted([coverage_in(matrix, each.code)]) for matrix in matrices]}
            for each in ordered
        ],
    }


def coverage_in(matrix: CoverageMatrix, institution: str) -> Coverage | None:
    """None for one that was committed to nothing in the semester."""
    return next((row.coverage for row in matrix.rows if row.institution.code == institution), None)


def counted(found: Iterable[Coverage | None]) -> dict[str, int]:
    known = [each for each in found if each is not None]
    return {name: sum(getattr(each, name) for each in known) for name in COUNTS}


# --- Indicators ---


def indicator(each: IndicatorOverSpan) -> Content:
    revision = each.revision
    return {
        "code": each.code,
        "pillar": revision.indicator.pillar.code,
        "name": both(revision, "name"),
        "unit": both(revision, "unit"),
        "is_percent": revision.is_percent,
        "accumulation": revision.accumulation,
        "since": each.since,
        "until": each.until,
        "series": [series_numbers(series) for series in each.series],
    }


def series_numbers(series: SeriesOverSpan) -> Content:
    return {
        "code": series.series.code,
        "label": both(series.series, "label"),
        "points": [point(each) for each in series.points],
        "figure": without_ids(asdict(series.figure)) if series.figure else None,
        "change": asdict(series.change) if series.change else None,
        "judged": [judged(each) for each in series.judged],
    }


def point(each: SpanPoint) -> Content:
    return {
        "period": each.period,
        "is_followed": each.is_followed,
        "is_break": each.is_break,
        "state": each.state,
        "figure": without_ids(asdict(each.figure)) if each.figure else None,
    }


def judged(each: Judged) -> Content:
    return {"scope": each.scope, "period": each.period, **without_ids(asdict(each.judgement))}


# --- Years ---


def years(scope: ReportScope, periods: Sequence[ReportingPeriod], at: dt.datetime) -> list[Content]:
    """Activities and budgets of each year before the last one, as of its last semester: those of the last stand in the report itself."""
    ends = {each.ends_on.year: each for each in periods}
    return [
        {
            "year": year,
            "period": each.code,
            "activities": doing.activities(scope.plan, each, at, of=scope.institution),
            "budget": doing.budget(scope.plan, each, of=scope.institution),
        }
        for year, each in ends.items()
        if year != scope.period.ends_on.year
    ]


def institutions_in(found: Content | None) -> set[str]:
    """Codes of the institutions that it names."""
    if found is None:
        return set()
    named = {each["institution"] for each in found["coverage"]["institutions"]}
    return named.union(*(doing.institutions_in(year["activities"], year["budget"]) for year in found["years"]))
