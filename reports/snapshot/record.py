"""Who had to report and what arrived: the coverage of the semester, cell by cell, and the commitments behind it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from indicators.models import Commitment, Dimension, ReportingPeriod
from institutions.models import Institution
from reports.figures.matrix import Cell, CoverageMatrix, InstitutionRow
from reports.report_kinds.scope import ReportScope
from reports.snapshot.bilingual import Both, both

FLAGS = ("state", "is_expected", "is_received", "is_late", "is_overdue", "has_no_data")


def record(matrix: CoverageMatrix, commitments: list[dict[str, Any]]) -> dict[str, Any]:
    """The matrix. A cell without a commitment is left out; one confirmed as not applicable stays, not expected."""
    owed = {(each["institution"], each["indicator"]) for each in commitments}
    return {
        "coverage": asdict(matrix.coverage),
        "counts": matrix.counts,
        "late": matrix.late,
        "overdue": matrix.overdue,
        "unassigned": [each.code for each in matrix.unassigned],
        "rows": [institution_record(row, owed) for row in matrix.rows],
    }


def institution_record(row: InstitutionRow, owed: set[tuple[str, str]]) -> dict[str, Any]:
    return {
        "institution": row.institution.code,
        "coverage": asdict(row.coverage),
        "counts": row.counts,
        "cells": {
            cell.indicator: cell_record(cell) for cell in row.cells if (cell.institution, cell.indicator) in owed
        },
    }


def cell_record(cell: Cell) -> dict[str, Any]:
    return {flag: getattr(cell, flag) for flag in FLAGS}


def commitments_in_force(period: ReportingPeriod) -> list[dict[str, Any]]:
    rows = Commitment.objects.in_force(period).select_related("indicator", "institution", "from_period", "until_period")
    return [
        {
            "indicator": each.indicator.code,
            "institution": each.institution.code,
            "role": each.role,
            "from": each.from_period.code,
            "until": each.until_period.code if each.until_period else None,
        }
        for each in rows.order_by(
            "indicator__pillar__order", "indicator__order", "indicator__code", "institution__order", "institution__code"
        )
    ]


def taking_part(scope: ReportScope) -> set[str]:
    """Those that take part in the plan: the Committee consults and names them, whatever they owe. An own report names no other."""
    if not scope.is_of_the_committee:
        return set()
    return set(Institution.objects.participating().values_list("code", flat=True))


def institution_names(codes: set[str]) -> list[dict[str, Any]]:
    """The institutions that the edition names, in their order."""
    return [
        {"code": each.code, "name": both(each, "name"), "short_name": both(each, "short_name")}
        for each in Institution.objects.filter(code__in=codes)
    ]


def category_names(codes: set[str]) -> dict[str, dict[str, Any]]:
    """The dimensions of the breakdowns and their categories, by code."""
    dimensions = Dimension.objects.filter(code__in=codes).prefetch_related("categories")
    names: dict[str, dict[str, Any]] = {}
    for each in dimensions:
        categories: dict[str, Both] = {category.code: both(category, "name") for category in each.categories.all()}
        names[each.code] = {"name": both(each, "name"), "categories": categories}
    return names
