"""Which values a pace is read from: whole ones of the same institutions, over the target's scope, since the last break."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from indicators.defining.document import BaselinePoint, TargetPoint, Track, Words
from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from reports.arithmetic.feasibility import Feasibility, Outlook
from reports.figures import indicator_history
from reports.figures.current import track_of
from reports.figures.drafting import drafted_goals
from reports.figures.feasible import feasibility_of
from reports.figures.reading import read
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 3, 1, 12, tzinfo=make.LIMA)
SEMESTERS = ("2024-I", "2024-II", "2025-I", "2025-II", "2026-I", "2026-II")


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in (*SEMESTERS, "2027-I", "2027-II")]


def report(revision: IndicatorRevision, code: str, semesters: list[ReportingPeriod], *values: Any) -> None:
    institution = make.make_institution(code)
    make.make_commitment(revision, institution, semesters[0])
    for period, value in zip(semesters, values, strict=False):
        if value is not None:
            make.make_measurement(revision, institution, period, value=value)


def found(revision: IndicatorRevision, period: ReportingPeriod) -> Feasibility:
    answer = indicator_history(revision.indicator, period, NOW).feasibility
    assert answer is not None
    return answer


def test_partial_sums_are_left_out(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """Together 20, 24, 26 in the semesters in which both reported: +2 each of three semesters; 30 in two more."""
    revision = make.make_count(plan, accumulation="stock")
    report(revision, "EP", semesters, None, None, 10, 12, 13, 13)
    report(revision, "MGP", semesters, None, None, 10, None, 11, 13)
    make.make_target(revision.series.get(), semesters[7], 30)
    answer = found(revision, semesters[5])
    assert [point for _, point in answer.points] == [20, 24, 26]
    assert (answer.left_out, answer.pace, answer.outlook, answer.arrives) == (
        1,
        2,
        Outlook.ON_TIME,
        semesters[7].ordinal,
    )


def test_values_of_other_institutions_are_left_out(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """The navy joined in 2025-II: what the army alone had is whole too, and not alike."""
    revision = make.make_count(plan, accumulation="stock")
    report(revision, "EP", semesters, 10, 11, 12, 13, 14, 15)
    report(revision, "MGP", semesters[3:], 5, 5, 5)
    make.make_target(revision.series.get(), semesters[7], 30)
    answer = found(revision, semesters[5])
    assert ([point for _, point in answer.points], answer.left_out) == ([18, 19, 20], 3)


def test_nothing_before_a_break_counts(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    old = make.make_count(plan, accumulation="stock")
    report(old, "EP", semesters, 1, 2, 3, 4)
    new = make.make_revision(
        old.indicator, "COUNT", number=2, accumulation="stock", effective_from=semesters[4], comparability="break"
    )
    make.make_component(new, "total")
    make.make_target(make.make_series(new), semesters[7], 30)
    for period, value in ((semesters[4], 10), (semesters[5], 12)):
        make.make_measurement(new, old.indicator.commitments.get().institution, period, value=value)
    answer = found(new, semesters[5])
    assert (answer.outlook, len(answer.points)) == (Outlook.TOO_FEW, 2)


def test_a_yearly_target_of_a_flow_sets_whole_years_side_by_side(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    """Years 2024 to 2026 give 10, 14 and 20; the halves go up and down and say nothing."""
    revision = make.make_count(plan)
    report(revision, "EP", semesters, 9, 1, 4, 10, 18, 2)
    make.make_target(revision.series.get(), semesters[7], 25, scope="year")
    answer = found(revision, semesters[5])
    assert ([point for _, point in answer.points], answer.step, answer.pace) == ([10, 14, 20], 2, 5)
    assert (answer.outlook, answer.arrives) == (Outlook.ON_TIME, semesters[7].ordinal)


def test_without_a_target_or_a_direction_there_is_nothing_to_say(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    revision = make.make_count(plan, accumulation="stock")
    report(revision, "EP", semesters, 1, 2, 3, 4, 5, 6)
    assert indicator_history(revision.indicator, semesters[5], NOW).feasibility is None
    make.make_target(revision.series.get(), semesters[7], 30)
    revision.direction = "neutral"
    revision.save()
    assert indicator_history(revision.indicator, semesters[5], NOW).feasibility is None


def test_a_drafted_target_is_asked_like_an_approved_one(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """8 of 32 is 25 %; from 10 % by 2 points a semester it is reached in the eighth semester after 2024-II."""
    revision = make.make_proportion(plan)
    report(revision, "EP", semesters, None, (10, 100), (12, 100), (14, 100), (16, 100), (18, 100))
    drafted = Track(
        "all",
        Words(),
        baselines=(BaselinePoint("2024-I", Decimal(3), source="Oficio"),),
        targets=(TargetPoint("2029-II", Decimal(8), denominator=Decimal(32)),),
    )
    goals = drafted_goals(drafted, act="Acta 2", on=dt.date(2027, 2, 1))
    assert [(goal.value, goal.act) for goal in goals.goals] == [(25, "Acta 2")]
    reading = read(plan, semesters[5], NOW, indicator=revision.indicator)
    answer = feasibility_of(reading, track_of(revision, revision.series.get()), revision, goals)
    assert answer is not None
    assert (answer.outlook, answer.pace, answer.arrives) == (Outlook.ON_TIME, 2, semesters[1].ordinal + 8)
