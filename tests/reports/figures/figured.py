"""One plan in its semester and the one before, with what four institutions report, as figures."""

from __future__ import annotations

import datetime as dt

import pytest

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from reports.figures import IndicatorFigures, SeriesFigures, indicator_figures
from tests import factories as make

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)
FORCES = ("EP", "MGP", "FAP", "CCFFAA")


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def before(plan: ActionPlan) -> ReportingPeriod:
    return make.make_period(plan, "2025-II")


@pytest.fixture
def period(plan: ActionPlan, before: ReportingPeriod) -> ReportingPeriod:
    return make.make_period(plan, "2026-I")


def commit(revision: IndicatorRevision, first: ReportingPeriod, codes: tuple[str, ...] = FORCES) -> None:
    for code in codes:
        make.make_commitment(revision, make.make_institution(code), first)


def report(revision: IndicatorRevision, period: ReportingPeriod, **values: make.Amount) -> None:
    for code, value in values.items():
        make.make_measurement(revision, make.make_institution(code), period, value=value)


def only(plan: ActionPlan, period: ReportingPeriod) -> IndicatorFigures:
    (figures,) = indicator_figures(plan, period, NOW)
    return figures


def series(plan: ActionPlan, period: ReportingPeriod) -> SeriesFigures:
    return only(plan, period).main
