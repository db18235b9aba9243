"""Figures held against their targets and against the time before: bands, years, and what ends a comparison."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from indicators.models import ActionPlan, ReportingPeriod
from tests import factories as make
from tests.reports.figures import figured
from tests.reports.figures.figured import commit, report, series

pytestmark = pytest.mark.django_db

plan, before, period = figured.plan, figured.before, figured.period


def test_without_a_target_nothing_is_judged(plan: ActionPlan, period: ReportingPeriod) -> None:
    hours = make.make_change(plan)
    commit(hours, period, ("EP",))
    report(hours, period, EP=4)
    judgement = series(plan, period).judgement
    assert (judgement.state, judgement.pace.raw_percent, judgement.target) == ("no_target", None, None)


@pytest.mark.parametrize(
    ("value", "state", "percent"),
    [(40, "on_track", 100), (38, "on_track", 95), (30, "at_risk", 75), (28, "off_track", 70)],
)
def test_pace_is_read_against_the_value_expected_now(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod, value: int, state: str, percent: int
) -> None:
    hours = make.make_count(plan, accumulation="stock")
    commit(hours, period, ("EP",))
    report(hours, period, EP=value)
    every = hours.series.get()
    make.make_target(every, before, 30)
    make.make_target(every, make.make_period(plan, "2026-II"), 50)
    judgement = series(plan, period).judgement
    assert (judgement.state, judgement.expected, judgement.pace.raw_percent) == (state, 40, percent)
    assert judgement.attainment.raw_percent == Decimal(value * 2)


def test_a_target_without_a_value_is_no_data(plan: ActionPlan, period: ReportingPeriod) -> None:
    hours = make.make_change(plan)
    commit(hours, period, ("EP",))
    make.make_target(hours.series.get(), period, 50)
    assert series(plan, period).state == "no_data"


def test_the_goal_of_a_year_holds_for_the_whole_year(plan: ActionPlan) -> None:
    first, second = make.make_period(plan, "2026-I"), make.make_period(plan, "2026-II")
    share = make.make_proportion(plan, trajectory="step")
    commit(share, first, ("CCFFAA",))
    report(share, second, CCFFAA=(23, 100))
    make.make_target(share.series.get(), first, 23)
    judgement = series(plan, second).judgement
    assert (judgement.expected, judgement.state) == (23, "on_track")


def test_a_yearly_target_is_held_against_the_year(plan: ActionPlan) -> None:
    first, second = make.make_period(plan, "2026-I"), make.make_period(plan, "2026-II")
    people = make.make_count(plan)
    commit(people, first, ("EP",))
    report(people, first, EP=646)
    report(people, second, EP=1354)
    make.make_target(people.series.get(), second, 2000, scope="year")
    judged = series(plan, second).judgement
    assert judged.figure is not None
    assert (judged.figure.value, judged.state, judged.scope) == (2000, "on_track", "year")
    assert series(plan, first).state == "not_due"


def test_a_target_since_the_start_adds_every_semester(plan: ActionPlan) -> None:
    semesters = [make.make_period(plan, code) for code in ("2024-I", "2024-II", "2025-I", "2025-II", "2026-I")]
    people = make.make_count(plan)
    commit(people, semesters[0], ("EP",))
    for number, semester in enumerate(semesters, start=1):
        report(people, semester, EP=number)
    make.make_target(people.series.get(), semesters[-1], 20, scope="cumulative")
    judged = series(plan, semesters[-1]).judgement
    assert judged.figure is not None
    assert (judged.figure.value, judged.pace.raw_percent, judged.state) == (15, 75, "at_risk")


def test_an_item_of_two_semesters_counts_once_a_year(plan: ActionPlan) -> None:
    first, second = make.make_period(plan, "2026-I"), make.make_period(plan, "2026-II")
    programmes = make.make_register(plan)
    commit(programmes, first, ("EP",))
    army = make.make_institution("EP")
    programme = make.make_item(army)
    for semester in (first, second):
        make.make_entry(make.make_measurement(programmes, army, semester, value=1), programme, {"held": 1})
    make.make_target(programmes.series.get(), second, 1, scope="year")
    found = series(plan, second)
    assert found.judgement.figure is not None
    assert (found.figure.value, found.judgement.figure.value) == (1, 1)


def test_thresholds_are_those_of_the_last_day_of_the_semester(plan: ActionPlan, period: ReportingPeriod) -> None:
    make.make_bands(plan, 50, 70)
    make.make_bands(plan, 10, 20, valid_from=dt.date(2026, 7, 1))
    hours = make.make_count(plan, accumulation="stock")
    commit(hours, period, ("EP",))
    report(hours, period, EP=60)
    make.make_target(hours.series.get(), period, 100)
    assert series(plan, period).state == "at_risk"


def test_a_change_of_meaning_ends_the_comparison(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod
) -> None:
    old = make.make_change(plan)
    commit(old, before, ("EP",))
    report(old, before, EP=10)
    new = make.make_revision(old.indicator, "CHANGE", effective_from=period, change_class="methodological")
    make.make_component(new, "level", is_disaggregated=False)
    make.make_series(new)
    report(new, period, EP=90)
    moved = series(plan, period).change
    assert moved is not None
    assert (moved.state, moved.difference) == ("broken", None)


def test_an_editorial_change_keeps_the_comparison(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod
) -> None:
    old = make.make_change(plan)
    commit(old, before, ("EP",))
    report(old, before, EP=10)
    new = make.make_revision(old.indicator, "CHANGE", effective_from=period, change_class="editorial")
    make.make_component(new, "level", is_disaggregated=False)
    make.make_series(new)
    report(new, period, EP=12)
    moved = series(plan, period).change
    assert moved is not None
    assert (moved.state, moved.difference) == ("computed", 2)


def test_a_flow_is_also_compared_with_the_year_before(plan: ActionPlan, period: ReportingPeriod) -> None:
    year_before = make.make_period(plan, "2025-I")
    people = make.make_count(plan)
    commit(people, year_before, ("EP",))
    report(people, year_before, EP=100)
    report(people, period, EP=120)
    moved = series(plan, period).year_change
    assert moved is not None
    assert (moved.period, moved.percent) == ("2025-I", 20)
