"""The dashboard: five answers, with no target and with some, from a fixed number of queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import ActionPlan, ReportingPeriod
from measurements.models import Status
from measurements.tasks.todo import indicators_without_target
from reports.arithmetic.percent import exact_percent
from reports.board.wording import headline, targets_sentence
from reports.figures import Dashboard, dashboard
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)
CODES = ("PREV-1.1.1", "PREV-1.2.1", "PART-1.1.1")


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def before(plan: ActionPlan) -> ReportingPeriod:
    return make.make_period(plan, "2025-II")


@pytest.fixture
def period(plan: ActionPlan, before: ReportingPeriod) -> ReportingPeriod:
    return make.make_period(plan, "2026-I")


def fill(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod, institutions: int, indicators: int
) -> None:
    """Everything that could cost a query for each: values, joined items, targets, baselines, old institutions."""
    for number in range(indicators):
        revision = make.make_register(plan, f"PREV-1.1.{number + 1}", beside=["ever"])
        series = revision.series.get()
        make.make_target(series, before, 5)
        make.make_target(series, period, 10, scope="cumulative")
        make.make_baseline(series, before, 2)
        for order in range(institutions):
            institution = make.make_institution(f"I{order}")
            make.make_commitment(revision, institution, before)
            for semester in (before, period):
                found = make.make_measurement(revision, institution, semester, values={"held": 2, "ever": 3})
                head = make.make_item(institution)
                make.make_entry(found, head, {"held": 1})
                make.make_entry(found, make.make_item(institution, same_as=head), {"held": 1})


def queries(plan: ActionPlan, period: ReportingPeriod) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        dashboard(plan, period, NOW)
    return len(found)


def test_the_dashboard_takes_seven_queries_whatever_the_size(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod
) -> None:
    fill(plan, before, period, institutions=3, indicators=1)
    few = queries(plan, period)
    make.make_person("reporter", make.make_institution("I0"))
    other = make.make_plan("GRANDE")
    fill(other, make.make_period(other, "2025-II"), make.make_period(other, "2026-I"), institutions=30, indicators=3)
    many = queries(other, make.make_period(other, "2026-I"))
    assert (few, many) == (7, 7)


def small_world(plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod) -> Dashboard:
    """Three indicators, two institutions: one silent, one with two reports sent and one returned."""
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    people, hours, women = (make.make_count(plan, code) for code in CODES)
    for revision in (people, hours, women):
        for institution in (army, navy):
            make.make_commitment(revision, institution, before)
    make.make_measurement(people, army, before, value=10)
    make.make_measurement(hours, army, before, value=40)
    make.make_measurement(people, army, period, value=15)
    make.make_measurement(hours, army, period, value=30, status=Status.SUBMITTED)
    make.make_measurement(women, army, period, value=7, status=Status.RETURNED)
    return dashboard(plan, period, NOW)


def test_without_targets_there_are_no_gaps_and_nothing_is_red(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod
) -> None:
    board = small_world(plan, before, period)
    assert (board.with_target, board.without_target, board.gaps) == (0, 3, ())
    assert board.states == {"no_target": 3}
    assert board.tally.no_target == 3


def test_home_and_dashboard_count_the_same_indicators_without_target(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod
) -> None:
    """One target on one series is enough; what is retired is not waited for."""
    with_one, with_none = (make.make_proportion(plan, code, series={"a": [], "b": []}) for code in CODES[:2])
    make.make_target(with_one.series.get(code="a"), period, 20)
    with_two = make.make_count(plan, "PREV-2.1.1")
    for semester in (before, period):
        make.make_target(with_two.series.get(), semester, 20)
    make.make_revision(make.make_count(plan, CODES[2]).indicator, change_class="retired", effective_from=period)
    assert with_none.series.count() == 2
    assert indicators_without_target(period) == dashboard(plan, period, NOW).without_target == 1
    assert indicators_without_target(before) == dashboard(plan, before, NOW).without_target == 2


def test_what_changed_is_validated_in_both_semesters(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod
) -> None:
    (row,) = small_world(plan, before, period).changes
    assert (row.indicator.code, row.change.difference, row.judgement) == ("PREV-1.1.1", 5, None)


def test_what_to_do_now_is_counted(plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod) -> None:
    todo = small_world(plan, before, period).to_do
    assert (todo.to_review, todo.unanswered_observations, todo.without_target, todo.unassigned) == (1, 1, 3, 0)
    assert [each.code for each in todo.silent_institutions] == ["MGP"]
    assert todo.oldest_waiting_at == period.due_at - dt.timedelta(days=2)


def test_the_heading_answers_who_has_reported_and_names_nobody(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod
) -> None:
    board = small_world(plan, before, period)
    said = headline(board)
    assert "3" in said
    assert "6" in said
    assert "MGP" not in said
    assert targets_sentence(board)


def test_with_a_target_a_fall_is_worse_and_the_widest_gap_comes_first(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod
) -> None:
    army = make.make_institution("EP")
    for code, was, now in (("PREV-1.1.1", 40, 30), ("PREV-1.2.1", 10, 39)):
        revision = make.make_count(plan, code, accumulation="stock")
        make.make_commitment(revision, army, before)
        make.make_measurement(revision, army, before, value=was)
        make.make_measurement(revision, army, period, value=now)
        make.make_target(revision.series.get(), period, 50)
    board = dashboard(plan, period, NOW)
    assert [(row.indicator.code, row.series.state) for row in board.gaps] == [
        ("PREV-1.1.1", "off_track"),
        ("PREV-1.2.1", "at_risk"),
    ]
    assert [(row.indicator.code, row.judgement) for row in board.changes] == [
        ("PREV-1.2.1", "better"),
        ("PREV-1.1.1", "worse"),
    ]
    (pillar,) = board.pillars
    assert (pillar.tally.off_track, pillar.tally.at_risk) == (1, 1)


def test_an_indicator_stands_as_its_worst_series(plan: ActionPlan, period: ReportingPeriod) -> None:
    kinds = make.make_dimension("deployment_category", "contingent", "staff_officer")
    cells = {"contingents": ["deployment_category=contingent"], "staff": ["deployment_category=staff_officer"]}
    share = make.make_proportion(plan, dimensions=[kinds], series=cells)
    joint = make.make_institution("CCFFAA")
    make.make_commitment(share, joint, period)
    values: dict[str, make.Amount] = {
        "part:deployment_category=contingent": (20, 100),
        "part:deployment_category=staff_officer": (1, 100),
    }
    make.make_measurement(share, joint, period, values=values)
    for series in share.series.all():
        make.make_target(series, period, 15)
    board = dashboard(plan, period, NOW)
    assert board.states == {"off_track": 1}
    (row,) = board.gaps
    assert (row.series.code, row.series.judgement.pace.raw_percent) == ("staff", exact_percent(1, 15))


def test_a_plan_without_anything_is_shown_as_it_is(plan: ActionPlan, period: ReportingPeriod) -> None:
    board = dashboard(plan, period, NOW)
    assert (board.indicators, board.matrix.rows, board.changes, board.to_do.is_empty) == ((), (), (), True)
