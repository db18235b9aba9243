"""What stands by category is the figure taken apart: it counts what the figure counts, and marks a percentage of few as it does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from reports.figures import IndicatorHistory, indicator_history
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def period(plan: ActionPlan) -> ReportingPeriod:
    return make.make_period(plan, "2026-I")


def history(revision: IndicatorRevision, period: ReportingPeriod) -> IndicatorHistory:
    return indicator_history(revision.indicator, period, NOW)


def joined(plan: ActionPlan, period: ReportingPeriod, head: int, other: int, **fields: Any) -> IndicatorHistory:
    """The army's row stands for `head` events of MINUSCA, and the navy's, said to be the same, for `other`."""
    events = make.make_register(plan, tags=[make.make_dimension("mission", "minusca")], **fields)
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    first = make.make_item(army, quantity=head)
    for institution, item in ((army, first), (navy, make.make_item(navy, quantity=other, same_as=first))):
        make.make_commitment(events, institution, period)
        said = make.make_measurement(events, institution, period, value=item.quantity)
        make.make_entry(said, item, {"held": item.quantity}, ["mission=minusca"])
    return history(events, period)


@pytest.mark.parametrize(("head", "other", "kept"), [(2, 5, 2), (5, 2, 5), (3, 3, 3)])
def test_of_joined_items_the_heads_number_is_kept_by_category_too(
    plan: ActionPlan, period: ReportingPeriod, head: int, other: int, kept: int
) -> None:
    found = joined(plan, period, head, other)
    assert found.series.figure.value == kept
    (by_mission,) = found.breakdowns
    assert [(row.code, row.value, row.percent) for row in by_mission.rows] == [("minusca", kept, 100)]


def test_where_items_are_added_joined_ones_are_added_by_category_too(plan: ActionPlan, period: ReportingPeriod) -> None:
    found = joined(plan, period, 2, 5, across="sum")
    assert found.series.figure.value == 7
    (by_mission,) = found.breakdowns
    assert [(row.code, row.value, row.percent) for row in by_mission.rows] == [("minusca", 7, 100)]


@pytest.mark.parametrize(("women", "men", "is_small"), [(4, 15, True), (5, 15, False), (0, 0, False)])
def test_women_of_fewer_than_twenty_people_are_a_small_number(
    plan: ActionPlan, period: ReportingPeriod, women: int, men: int, is_small: bool
) -> None:
    rank = make.make_dimension("rank_category", "ncos")
    people = make.make_count(plan, dimensions=[make.make_dimension("sex"), rank])
    army = make.make_institution("EP")
    make.make_commitment(people, army, period)
    cells = {f"total:rank_category=ncos|sex={sex}": n for sex, n in (("women", women), ("men", men))}
    make.make_measurement(people, army, period, values=cells | {"total:rank_category=ncos|sex=not_recorded": 30})
    _by_sex, by_rank = history(people, period).breakdowns
    assert [row.is_small for row in by_rank.rows] == [is_small]
