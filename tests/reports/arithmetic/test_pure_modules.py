"""Arithmetic stays free of the framework: each pure module loads without a trace of Django."""

from __future__ import annotations

import subprocess
import sys

import pytest

PURE = (
    "activities.figures.budget",
    "activities.figures.budget_between",
    "activities.figures.coverage",
    "activities.figures.facts",
    "activities.figures.months",
    "activities.figures.narrowing",
    "activities.figures.tally",
    "activities.importing.codes",
    "activities.progress",
    "documents.canonical",
    "indicators.calendar",
    "documents.numbers",
    "measurements.answer.places",
    "reports.arithmetic.aggregation",
    "reports.arithmetic.change",
    "reports.arithmetic.comparison",
    "reports.arithmetic.coverage",
    "reports.arithmetic.feasibility",
    "reports.arithmetic.margin",
    "reports.arithmetic.milestones",
    "reports.arithmetic.narratives",
    "reports.arithmetic.over_time",
    "reports.arithmetic.percent",
    "reports.arithmetic.progress",
    "reports.arithmetic.scale",
    "reports.arithmetic.tally",
    "reports.arithmetic.trajectory",
)


@pytest.mark.parametrize("module", PURE)
def test_pure_module_does_not_load_django(module: str) -> None:
    program = f"import sys, {module}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=600).returncode == 0
