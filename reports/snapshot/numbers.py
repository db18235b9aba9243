"""The figures of an edition, exactly as `reports.figures` gives them: nothing is worked out again, labels stay codes."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from indicators.models import Indicator, ReportingPeriod
from reports.figures import HistoryPoint, IndicatorHistory, InstitutionHistory, indicator_history
from reports.figures.breakdown import Breakdown
from reports.figures.current import IndicatorFigures, SeriesFigures
from reports.figures.totals import Figure

POINT = ("value", "numerator", "denominator", "reported", "expected", "is_partial", "is_small", "state")


def indicator_numbers(
    figures: IndicatorFigures, indicator: Indicator, period: ReportingPeriod, at: dt.datetime
) -> dict[str, Any]:
    """One indicator: its series with their past, who reported what, and its parts."""
    return {
        "state": figures.state,
        "has_target": figures.has_target,
        "is_assigned": figures.is_assigned,
        "overall": asdict(figures.overall) if figures.overall else None,
        "parts": [
            {
                "code": part.code,
                "role": part.role,
                "is_in_headline": part.is_in_headline,
                "figure": asdict(part.figure),
            }
            for part in figures.parts
        ],
        "series": [
            series_numbers(each, indicator_history(indicator, period, at, series=each.code)) for each in figures.series
        ],
    }


def series_numbers(series: SeriesFigures, history: IndicatorHistory) -> dict[str, Any]:
    numbers = asdict(series)
    del numbers["label"]
    return numbers | {
        "state": series.state,
        "history": [point(each) for each in history.points],
        "by_institution": [institution(each) for each in history.institutions],
        "by_category": [breakdown(each) for each in history.breakdowns],
    }


def point(each: HistoryPoint) -> dict[str, Any]:
    return {
        "period": each.period,
        "expected": each.expected,
        "is_break": each.is_break,
        "figure": brief(each.figure),
    }


def brief(figure: Figure) -> dict[str, Any]:
    return {field: getattr(figure, field) for field in POINT}


def institution(each: InstitutionHistory) -> dict[str, Any]:
    """What one institution says in the semester of the edition: a value only when it reported one."""
    latest = each.latest
    return {
        "institution": each.institution.code,
        "situation": latest.situation,
        "value": latest.value,
        "numerator": latest.numerator,
        "denominator": latest.denominator,
    }


def breakdown(each: Breakdown) -> dict[str, Any]:
    rows = [asdict(row) for row in each.rows]
    for row in rows:
        del row["label"]
    return {"dimension": each.dimension, "kind": each.kind, "is_multiple": each.is_multiple, "rows": rows}
