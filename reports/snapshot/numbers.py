"""The figures of an edition, exactly as `reports.figures` gives them: nothing is worked out again, labels stay codes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from indicators.models import IndicatorRevision, Series
from reports.figures.breakdown import Breakdown, breakdowns_of
from reports.figures.by_institution import InstitutionHistory, institutions_of
from reports.figures.current import IndicatorFigures, SeriesFigures, track_of
from reports.figures.history import HistoryPoint, points_of, shown_semesters
from reports.figures.reading import Reading
from reports.figures.totals import Figure
from reports.snapshot.explanations import Behind, explanation, without_ids

POINT = ("value", "numerator", "denominator", "reported", "expected", "is_partial", "is_small", "state")


def indicator_numbers(
    reading: Reading, figures: IndicatorFigures, revision: IndicatorRevision, behind: Behind
) -> dict[str, Any]:
    """One indicator: its series with their past, who reported what, and its parts. The reading holds every semester."""
    series = {each.code: each for each in reading.series[revision.pk]}
    return {
        "state": figures.state,
        "has_target": figures.has_target,
        "is_assigned": figures.is_assigned,
        "overall": without_ids(asdict(figures.overall)) if figures.overall else None,
        "parts": [
            {
                "code": part.code,
                "role": part.role,
                "is_in_headline": part.is_in_headline,
                "figure": without_ids(asdict(part.figure)),
            }
            for part in figures.parts
        ],
        "series": [series_numbers(reading, each, revision, series[each.code], behind) for each in figures.series],
    }


def series_numbers(
    reading: Reading, figures: SeriesFigures, revision: IndicatorRevision, series: Series, behind: Behind
) -> dict[str, Any]:
    semesters = shown_semesters(reading, revision.indicator)
    institutions = institutions_of(reading, track_of(revision, series), semesters, None)
    numbers: dict[str, Any] = without_ids(asdict(figures))
    del numbers["label"]
    return numbers | {
        "state": figures.state,
        "history": [point(each) for each in points_of(reading, revision, series, semesters)],
        "by_institution": [institution(each) for each in institutions],
        "explanation": explanation(reading, revision, series.code, behind),
        "by_category": [breakdown(each) for each in breakdowns_of(reading, revision, series)],
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
        "words": asdict(latest.words) if latest.words else None,
    }


def breakdown(each: Breakdown) -> dict[str, Any]:
    rows = [asdict(row) for row in each.rows]
    for row in rows:
        del row["label"]
    return {"dimension": each.dimension, "kind": each.kind, "is_multiple": each.is_multiple, "rows": rows}
