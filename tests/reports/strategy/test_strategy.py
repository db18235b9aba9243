"""Each series against the goal of its own calendar year: a reference without status, never one percentage for all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from reports.figures.strategy import NoStrategyError, Strategy, strategy_of
from reports.snapshot.un_strategy import strategy as strategy_kept
from reports.strategy.charting import steps_of
from reports.strategy.table import strategy_table
from reports.strategy.wording import distance_sentence, goal_text, line_finding
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 9, 10, 12, tzinfo=make.LIMA)
CONTINGENT = "part:deployment_category=contingent"
STAFF = "part:deployment_category=staff_officer"


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in ("2026-I", "2026-II", "2027-I")]


@pytest.fixture
def share(plan: ActionPlan, semesters: list[ReportingPeriod]) -> IndicatorRevision:
    """Contingents 26 of 200 = 13 %, then 28 of 200 = 14 %, then silence; staff officers 11 of 31 = 35.48 % throughout."""
    categories = make.make_dimension("deployment_category", "contingent", "staff_officer")
    revision = make.make_proportion(
        plan,
        "PART-1.2.1",
        dimensions=[categories],
        series={
            "contingents": ["deployment_category=contingent"],
            "staff": ["deployment_category=staff_officer"],
        },
    )
    army = make.make_institution("EP")
    make.make_commitment(revision, army, semesters[0])
    for semester, women in zip(semesters[:2], (26, 28), strict=True):
        make.make_measurement(revision, army, semester, values={CONTINGENT: (women, 200), STAFF: (11, 31)})
    make.make_goals(revision.indicator, "contingents", {2026: 13, 2027: 14, 2028: 15}, interpolated=(2026, 2027))
    make.make_goals(revision.indicator, "staff", {2026: 23, 2028: 25}, interpolated=(2026,))
    make.make_observed(revision.indicator, "all", (2023, 9), (45, 257))
    make.make_observed(revision.indicator, "early", (2026, 1), (11, 31), series_code="staff")
    return revision


def strategy(share: IndicatorRevision, period: ReportingPeriod) -> Strategy:
    return strategy_of(share.indicator, period, NOW)


def test_a_goal_holds_for_both_semesters_of_its_year(
    share: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    contingents, _staff = strategy(share, semesters[2]).lines
    goals = [(point.period, point.goal.percent if point.goal else None, point.distance) for point in contingents.points]
    assert goals == [("2026-I", 13, 0), ("2026-II", 13, 1), ("2027-I", 14, None)]


def test_each_series_has_its_own_distance_and_all_together_have_none(
    share: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    found = strategy(share, semesters[0])
    staff = found.lines[1].now
    assert staff.distance is not None
    assert round(staff.distance, 2) == Decimal("12.48")
    assert found.overall is not None
    assert (found.overall.numerator, found.overall.denominator) == (37, 231)
    assert [each.series for each in found.context] == [""]


def test_a_year_without_goal_has_no_distance(share: IndicatorRevision, semesters: list[ReportingPeriod]) -> None:
    staff = strategy(share, semesters[2]).lines[1]
    assert (staff.now.goal, staff.now.distance, distance_sentence(staff.now)) == (None, None, "")


def test_our_own_goals_are_marked_wherever_they_are_printed(
    share: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    contingents = strategy(share, semesters[0]).lines[0]
    with translation.override("es"):
        assert [goal_text(goal) for goal in contingents.goals] == ["13\u00a0%\u00a0*", "14\u00a0%\u00a0*", "15\u00a0%"]
        assert line_finding(contingents).endswith("el objetivo de 2026 es 13\u00a0%\u00a0*")
        steps = steps_of(contingents)
    assert [steps.line.periods[n] for n in steps.unpublished] == ["2026-I", "2026-II", "2027-I", "2027-II"]


@pytest.mark.parametrize(
    ("semester", "said"),
    [
        (0, "as the goal of the United Nations for 2026"),
        (1, "1.0\u00a0pp above the goal of the United Nations for 2026"),
        (2, ""),
    ],
)
def test_a_distance_says_where_the_figure_lies_and_not_whether_it_is_good(
    share: IndicatorRevision, semesters: list[ReportingPeriod], semester: int, said: str
) -> None:
    with translation.override("en"):
        assert distance_sentence(strategy(share, semesters[2]).lines[0].points[semester]) == said


def test_the_axis_runs_to_the_last_year_of_the_strategy_and_holds_what_others_saw(
    share: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    steps = steps_of(strategy(share, semesters[1]).lines[1])
    assert [steps.line.periods[0], steps.line.periods[-1]] == ["2026-I", "2028-II"]
    (mark,) = steps.marks
    assert mark.place == pytest.approx(-5 / 6)
    assert round(mark.value, 2) == Decimal("35.48")


def test_the_table_holds_what_the_page_prints(share: IndicatorRevision, semesters: list[ReportingPeriod]) -> None:
    found = strategy(share, semesters[1])
    with translation.override("en"):
        rows = [row for row in strategy_table(found).rows if row[0] == "validated"]
    assert [(row[1], row[2], row[4], row[5], row[6], row[7], row[9]) for row in rows] == [
        (line.label, point.period, point.figure.numerator, point.figure.denominator, point.figure.value,
         point.goal.percent if point.goal else None, None if point.distance is None else round(point.distance, 2))
        for line in found.lines for point in line.points
    ]  # fmt: skip


def test_an_indicator_without_goals_beside_its_series_has_no_strategy(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    hours = make.make_count(plan, "PREV-1.2.1")
    make.make_observed(hours.indicator, "seen", (2023, 9), (1, 2))
    with pytest.raises(NoStrategyError):
        strategy_of(hours.indicator, semesters[0], NOW)


def test_more_institutions_and_semesters_cost_no_more_queries(
    plan: ActionPlan, share: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        strategy(share, semesters[2])
    for code in ("MGP", "FAP"):
        make.make_commitment(share, make.make_institution(code), semesters[0])
        for semester in semesters:
            make.make_measurement(share, make.make_institution(code), semester, values={STAFF: (1, 20)})
    with CaptureQueriesContext(connection) as many:
        strategy(share, semesters[2])
    assert len(many) == len(few)


def test_an_edition_freezes_the_goals_and_a_plan_without_them_has_none(
    plan: ActionPlan, share: IndicatorRevision
) -> None:
    kept = strategy_kept(plan, {"PART-1.2.1", "PREV-1.1.1"})
    assert kept is not None
    assert kept["indicator"] == "PART-1.2.1"
    assert [(goal["year"], goal["percent"], goal["is_interpolated"]) for goal in kept["goals"]["contingents"]] == [
        (2026, 13, True),
        (2027, 14, True),
        (2028, 15, False),
    ]
    assert strategy_kept(plan, {"PREV-1.1.1"}) is None
    assert strategy_kept(make.make_plan("OTRO"), {"PART-1.2.1"}) is None
