"""A plan of five semesters, and what the diagnosis says of it by one rule."""

from __future__ import annotations

import datetime as dt

import pytest

from indicators.models import ActionPlan, ReportingPeriod
from reports.diagnosis import Diagnosis, diagnose
from tests import factories as make

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)
CODES = ("2024-II", "2025-I", "2025-II", "2026-I", "2026-II")


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def periods(plan: ActionPlan) -> dict[str, ReportingPeriod]:
    return {code: make.make_period(plan, code) for code in CODES}


def diagnosed(plan: ActionPlan) -> Diagnosis:
    return diagnose(ActionPlan.objects.get(pk=plan.pk), plan.periods.get(code="2026-I"), NOW)


def found(plan: ActionPlan, rule: str) -> list[tuple[str, str]]:
    """Subject and sentence of each finding of a rule."""
    return [(each.subject.code, each.sentence) for each in diagnosed(plan).findings if each.rule == rule]


def score(plan: ActionPlan, rule: str) -> tuple[int, int]:
    return next((each.clean, each.checked) for each in diagnosed(plan).outcomes if each.rule.code == rule)


Periods = dict[str, ReportingPeriod]
