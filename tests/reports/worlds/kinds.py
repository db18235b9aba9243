"""A plan with one indicator of each kind that is answered in words, and three institutions that answer them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from measurements.models import Answer
from reports.figures import IndicatorFigures, indicator_figures
from tests import factories as make

NOW = dt.datetime(2026, 9, 10, 12, tzinfo=make.LIMA)
FORCES = ("EP", "MGP", "FAP")
STAGES, OPTIONS = ("drafted", "approved", "in_force"), ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class KindsWorld:
    plan: ActionPlan
    before: ReportingPeriod
    period: ReportingPeriod

    def owe(self, revision: IndicatorRevision, *codes: str) -> IndicatorRevision:
        for code in codes or FORCES:
            make.make_commitment(revision, make.make_institution(code), self.before)
        return revision

    def figures(self, period: ReportingPeriod | None = None) -> IndicatorFigures:
        (found,) = indicator_figures(self.plan, period or self.period, NOW)
        return found


def make_kinds_world() -> KindsWorld:
    plan = make.make_plan()
    return KindsWorld(plan, make.make_period(plan, "2025-II"), make.make_period(plan, "2026-I"))


def reach(revision: IndicatorRevision, period: ReportingPeriod, **places: int) -> None:
    """`EP=2`: the Army reached the second stage."""
    for code, place in places.items():
        values = {stage: int(number <= place) for number, stage in enumerate(STAGES, start=1)}
        make.make_measurement(revision, make.make_institution(code), period, values=values)


def choose(revision: IndicatorRevision, period: ReportingPeriod, **places: int) -> None:
    for code, place in places.items():
        values = {option: int(number == place) for number, option in enumerate(OPTIONS, start=1)}
        make.make_measurement(revision, make.make_institution(code), period, values=values)


def tell(revision: IndicatorRevision, period: ReportingPeriod, **texts: str) -> None:
    for code, text in texts.items():
        army = make.make_institution(code)
        make.make_measurement(revision, army, period, answer=Answer.REPORTED, narrative=text)


def nothing(revision: IndicatorRevision, period: ReportingPeriod, code: str, answer: str) -> None:
    make.make_measurement(revision, make.make_institution(code), period, answer=answer)
