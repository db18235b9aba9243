"""Any two semesters compared: both sides, the change over who is in both, and what was in force when."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from reports.figures import SemesterComparison, compare_semesters
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 3, 1, 12, tzinfo=make.LIMA)
CODES = ("2024-I", "2024-II", "2025-I", "2025-II", "2026-I")


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in CODES]


def between(plan: ActionPlan, earlier: ReportingPeriod, later: ReportingPeriod) -> SemesterComparison:
    return compare_semesters(plan, earlier, later, NOW)


def report(revision: IndicatorRevision, code: str, first: ReportingPeriod, **values: int) -> None:
    """`_2024_I=40` is the value of 2024-I."""
    institution = make.make_institution(code)
    make.make_commitment(revision, institution, first)
    for name, value in values.items():
        period = ReportingPeriod.objects.get(plan=revision.indicator.plan, code=name[1:].replace("_", "-"))
        make.make_measurement(revision, institution, period, value=value)


def test_semesters_far_apart_are_compared_over_who_is_in_both(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    """EP 40 → 44, MGP 30 → 33, FAP 20 → silent: 90 → 77; like for like 70 → 77, and FAP had added 20."""
    revision = make.make_count(plan, accumulation="stock")
    report(revision, "EP", semesters[0], _2024_I=40, _2025_II=44)
    report(revision, "MGP", semesters[0], _2024_I=30, _2025_II=33)
    report(revision, "FAP", semesters[0], _2024_I=20)
    (row,) = between(plan, semesters[0], semesters[3]).indicators
    (series,) = row.series
    assert series.before is not None
    assert series.after is not None
    assert series.change is not None
    assert (row.presence, series.before.value, series.after.value) == ("both", 90, 77)
    assert (series.change.before, series.change.after, series.change.difference) == (70, 77, 7)
    assert (series.change.comparable, series.change.of, series.change.added_before) == (2, 3, 20)
    assert series.change.percent == 10


def test_states_are_those_of_their_own_day(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    """10 of 20 expected then, 39 of 40 now."""
    revision = make.make_count(plan, accumulation="stock")
    report(revision, "EP", semesters[0], _2024_II=10, _2026_I=39)
    make.make_target(revision.series.get(), semesters[1], 20)
    make.make_target(revision.series.get(), semesters[4], 40)
    (series,) = between(plan, semesters[1], semesters[4]).indicators[0].series
    assert (series.state_before, series.state_after) == ("off_track", "on_track")


def test_over_a_break_both_figures_stand_and_no_change(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    old, army = make.make_count(plan, accumulation="stock"), make.make_institution("EP")
    new = make.make_revision(
        old.indicator, "PROPORTION", accumulation="stock", effective_from=semesters[2], comparability="break"
    )
    make.make_component(new, "part", "numerator")
    make.make_component(new, "whole", "denominator")
    make.make_series(new)
    make.make_commitment(old, army, semesters[0])
    make.make_measurement(old, army, semesters[1], value=40)
    make.make_measurement(new, army, semesters[3], value=(10, 40))
    (series,) = between(plan, semesters[1], semesters[3]).indicators[0].series
    assert series.before is not None
    assert series.after is not None
    assert series.change is not None
    assert (series.before.value, series.before.is_percent, series.after.value) == (40, False, 25)
    assert series.change.state == "broken"
    assert "earlier_definition" in series.before.warnings


def test_a_rebased_figure_stands_on_the_scale_of_the_later_semester(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    old, army = make.make_count(plan), make.make_institution("EP")
    new = make.make_revision(old.indicator, effective_from=semesters[2], comparability="rebased", rebase_factor=2)
    make.make_component(new, "total")
    make.make_series(new)
    make.make_commitment(old, army, semesters[0])
    make.make_measurement(old, army, semesters[0], value=5)
    make.make_measurement(new, army, semesters[4], value=12)
    (series,) = between(plan, semesters[0], semesters[4]).indicators[0].series
    assert series.before is not None
    assert series.change is not None
    assert (series.before.value, series.change.difference) == (10, 2)
    assert "rebased" in series.before.warnings


def test_what_was_not_yet_or_no_longer_in_force_has_one_side(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    gone = make.make_count(plan, "PREV-1.1.1")
    make.make_revision(gone.indicator, change_class="retired", effective_from=semesters[2])
    new = make.make_count(plan, "PREV-1.1.2", effective_from=semesters[3])
    report(gone, "EP", semesters[0], _2024_I=1)
    report(new, "EP", semesters[3], _2026_I=2)
    first, second = between(plan, semesters[0], semesters[4]).indicators
    assert (first.presence, first.series[0].after, first.series[0].change) == ("earlier_only", None, None)
    assert first.series[0].before is not None
    assert first.series[0].before.value == 1
    assert (second.presence, second.series[0].before, second.series[0].change) == ("later_only", None, None)
    assert second.series[0].after is not None
    assert second.series[0].after.value == 2


def test_rows_stand_under_their_pillars(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    for code in ("PART-1.1.1", "PREV-1.1.1", "PREV-1.2.1"):
        make.make_count(plan, code)
    found = between(plan, semesters[0], semesters[2])
    assert [(each.code, len(each.indicators)) for each in found.pillars] == [("PREV", 2), ("PART", 1)]
    assert (found.earlier.code, found.later.code, found.is_year_apart) == ("2024-I", "2025-I", True)


@pytest.mark.parametrize(("earlier", "later"), [(0, 0), (2, 1)])
def test_the_earlier_one_comes_first(
    plan: ActionPlan, semesters: list[ReportingPeriod], earlier: int, later: int
) -> None:
    with pytest.raises(ValueError, match="earlier"):
        between(plan, semesters[earlier], semesters[later])


def test_it_takes_as_many_queries_with_few_and_with_many(plan: ActionPlan, semesters: list[ReportingPeriod]) -> None:
    counted = []
    for institutions, codes in ((2, ("PREV-1.1.1",)), (12, ("PREV-1.1.2", "PREV-1.1.3", "PREV-1.1.4"))):
        for code in codes:
            revision = make.make_count(plan, code)
            for number in range(institutions):
                report(revision, f"I{number}", semesters[0], _2024_I=1, _2026_I=number)
        with CaptureQueriesContext(connection) as found:
            between(plan, semesters[0], semesters[4])
        counted.append(len(found))
    assert counted == [13, 13]
