"""A series over the semester, the year so far and since the plan began, and what a reader is warned of."""

from __future__ import annotations

import datetime as dt

import pytest

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from reports.figures import FigureWarning, Span, indicator_figures, indicator_history
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 3, 1, 12, tzinfo=make.LIMA)


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in ("2024-II", "2025-I", "2025-II", "2026-I")]


def report(revision: IndicatorRevision, semesters: list[ReportingPeriod], *values: make.Amount | None) -> None:
    army = make.make_institution("EP")
    make.make_commitment(revision, army, semesters[0])
    for period, value in zip(semesters, values, strict=False):
        if value is not None:
            make.make_measurement(revision, army, period, value=value)


def spans(revision: IndicatorRevision, period: ReportingPeriod) -> tuple[Span, ...]:
    return indicator_history(revision.indicator, period, NOW).spans


@pytest.mark.parametrize(
    ("accumulation", "values", "semester", "year", "since_start"),
    [
        ("flow", (1, 2, 4, 8), 4, 6, 7),
        ("stock", (1, 2, 4, 8), 4, 4, 4),
        ("running", (1, 2, 4, 8), 4, 4, 4),
        ("flow", (1, 2, None, 8), None, 2, 3),
        ("stock", (1, 2, None, 8), None, None, None),
        ("running", (1, 2, None, 8), None, None, None),
        ("flow", (0, 0, 0, 8), 0, 0, 0),
    ],
)
def test_a_flow_adds_and_the_others_take_the_last(
    plan: ActionPlan,
    semesters: list[ReportingPeriod],
    accumulation: str,
    values: tuple[int | None, ...],
    semester: int | None,
    year: int | None,
    since_start: int | None,
) -> None:
    """Seen from 2025-II; what was reported for 2026-I plays no part. Silence is neither zero nor carried forward."""
    revision = make.make_count(plan, accumulation=accumulation)
    report(revision, semesters, *values)
    found = spans(revision, semesters[2])
    assert [each.figure.value for each in found] == [semester, year, since_start]


def test_proportions_add_both_parts_of_a_flow(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    share = make.make_proportion(plan, accumulation="flow")
    report(share, semesters, (5, 10), (1, 10), (2, 40))
    found = [each.figure for each in spans(share, semesters[2])]
    assert [(each.numerator, each.denominator) for each in found] == [(2, 40), (3, 50), (8, 60)]


def test_a_span_says_how_much_of_it_has_passed(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """In 2026-I the year has had 1 of its 1 semester that the plan has; 2024 has only its second half in the plan."""
    revision = make.make_count(plan)
    report(revision, semesters, 1, None, 4, 8)
    in_first_half = [(each.scope, each.elapsed, each.of, each.with_value) for each in spans(revision, semesters[1])]
    assert in_first_half == [("period", 1, 1, 0), ("year", 1, 2, 0), ("cumulative", 2, 2, 1)]
    year = spans(revision, semesters[2])[1]
    assert (year.first, year.last, year.elapsed, year.of, year.is_whole, year.with_value) == (
        "2025-I", "2025-II", 2, 2, True, 1,
    )  # fmt: skip
    assert (year.figure.reported, year.figure.expected, year.figure.is_partial) == (1, 2, True)


def test_the_year_of_the_dashboard_is_that_of_the_page(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    revision = make.make_count(plan)
    report(revision, semesters, 1, 2, 4, 8)
    (found,) = indicator_figures(plan, semesters[2], NOW)
    assert found.main.year == spans(revision, semesters[2])[1]


def warnings(revision: IndicatorRevision, period: ReportingPeriod) -> set[str]:
    return set(indicator_history(revision.indicator, period, NOW).series.figure.warnings)


@pytest.mark.parametrize(
    ("values", "falls"), [((5, 4), True), ((5, 5), False), ((5, 6), False), ((5, 0), True), ((None, 4), False)]
)
def test_a_running_total_that_falls_is_warned_of(
    plan: ActionPlan, semesters: list[ReportingPeriod], values: tuple[int | None, int], falls: bool
) -> None:
    revision = make.make_count(plan, accumulation="running")
    report(revision, semesters, *values)
    assert (FigureWarning.FALLS in warnings(revision, semesters[1])) is falls


def test_a_total_that_lacks_an_institution_does_not_fall(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """EP 5 → 6, MGP 9 → silent: the sum is smaller and partial, and nobody went back."""
    revision = make.make_count(plan, accumulation="running")
    report(revision, semesters, 5, 6)
    make.make_commitment(revision, make.make_institution("MGP"), semesters[0])
    make.make_measurement(revision, make.make_institution("MGP"), semesters[0], value=9)
    found = warnings(revision, semesters[1])
    assert FigureWarning.PARTIAL in found
    assert FigureWarning.FALLS not in found


def test_a_stock_may_fall(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    revision = make.make_count(plan, accumulation="stock")
    report(revision, semesters, 5, 4)
    assert FigureWarning.FALLS not in warnings(revision, semesters[1])


def test_a_figure_says_that_its_definition_is_only_proposed(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    proposed, adopted = make.make_count(plan), make.make_count(plan, "PREV-1.1.2", adopted_on=dt.date(2024, 7, 1))
    for revision in (proposed, adopted):
        report(revision, semesters, 1)
    assert FigureWarning.PROPOSED in warnings(proposed, semesters[0])
    assert FigureWarning.PROPOSED not in warnings(adopted, semesters[0])
