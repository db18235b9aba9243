"""Whose budget counts in a year, and with which amounts: a small world read and computed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from activities.budgeting.included import institutions_included
from activities.figures.budget import (
    Amount,
    Answer,
)
from activities.figures.budget_reading import year_budget, year_budgets
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.factories import (
    make_activity,
    make_budget_item,
    make_commitment,
    make_indicator,
    make_institution,
    make_period,
    make_pillar,
    make_plan,
    make_round,
    make_statement,
    make_year_plan,
)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """2026. The Army states three items; the Navy's second statement waits for its validation; the Air Force has none; the ministry
    only drafts; the joint command's second statement was returned."""
    with kept_for_a_module(django_db_blocker):
        cast, plan, force = make_cast(), make_plan(), make_institution("FAP")
        activity = make_activity(make_year_plan(make_round(plan, 2026, is_sealed=True), cast.army))
        for each in (cast.army, cast.navy, force, cast.ministry, cast.joint_command):
            make_commitment(make_indicator(plan), each, make_period(plan, "2026-II"))
        army = make_statement(plan, cast.army)
        make_budget_item(army, "A", activity=activity, initial=100, modified=80, committed=60, executed=40)
        make_budget_item(army, "B", pillar=make_pillar(plan, "PART"), initial=0, modified=50)
        make_budget_item(army, "C")
        make_budget_item(make_statement(plan, cast.navy), "A", modified=10)
        make_budget_item(make_statement(plan, cast.navy, status="submitted"), "A", modified=0, executed=0)
        make_statement(plan, force, has_item=False)
        make_statement(plan, cast.ministry, status="draft")
        make_budget_item(make_statement(plan, cast.joint_command), "A", initial=7)
        make_budget_item(make_statement(plan, cast.joint_command, status="returned"), "A", initial=9)
        yield {"cast": cast, "plan": plan, "force": force}


@pytest.mark.django_db
def test_four_nothings_stay_apart(world: dict[str, Any]) -> None:
    lines = {line.code: line for line in year_budget(world["plan"], 2026, "sent").lines}
    assert {code: line.answer for code, line in lines.items()} == {
        "EP": Answer.YES,
        "MGP": Answer.YES,
        "MINDEF": Answer.NOT_REPORTED,
        "CCFFAA": Answer.YES,
        "FAP": Answer.NO,
    }
    assert lines["EP"].amounts.initial == Amount(Decimal(100), 2, 3)  # zero is reported, None is not
    assert lines["MGP"].amounts.initial == Amount(None, 0, 1)  # not reported: no sum, not zero
    assert lines["MGP"].amounts.modified == Amount(Decimal(0), 1, 1)
    assert lines["FAP"].amounts.modified == Amount(None, 0, 0)  # no item: amounts do not apply
    assert (lines["FAP"].reason, lines["MINDEF"].number) == ("No se programó.", None)


@pytest.mark.django_db
def test_the_year_adds_who_states_an_item_and_nobody_else(world: dict[str, Any]) -> None:
    year = year_budget(world["plan"], 2026, "sent")
    assert [year.count(answer) for answer in Answer] == [3, 1, 1]
    assert [line.code for line in year.with_item] == ["EP", "MGP", "CCFFAA"]
    assert year.amounts.initial == Amount(Decimal(107), 3, 5)
    assert year.amounts.modified == Amount(Decimal(130), 3, 5)
    rate = year.amounts.rate
    assert (rate.numerator, rate.denominator, rate.items, rate.of_items) == (40, 80, 2, 5)
    assert rate.percent == 50


@pytest.mark.django_db
def test_only_what_was_validated_where_that_is_asked(world: dict[str, Any]) -> None:
    sent = {line.code: line for line in year_budget(world["plan"], 2026, "sent").lines}
    validated = {line.code: line for line in year_budget(world["plan"], 2026).lines}
    assert (sent["MGP"].number, sent["MGP"].is_validated) == (2, False)
    assert (validated["MGP"].number, validated["MGP"].is_validated) == (1, True)
    assert validated["MGP"].amounts.modified.sum == 10
    assert sent["CCFFAA"].amounts.initial.sum == 7  # the one that was returned is not sent any more


@pytest.mark.django_db
def test_pillars_and_what_belongs_to_none(world: dict[str, Any]) -> None:
    found = year_budget(world["plan"], 2026, "sent").pillars(["PREV", "PART", "PROT"])
    assert [(each.code, each.amounts.modified.sum, each.amounts.items, each.institutions) for each in found] == [
        ("PREV", 80, 1, 1),
        ("PART", 50, 1, 1),
        ("PROT", None, 0, 0),
        ("", 0, 3, 3),
    ]


@pytest.mark.django_db
def test_a_rate_of_nothing_is_no_rate(world: dict[str, Any]) -> None:
    lines = {line.code: line for line in year_budget(world["plan"], 2026, "sent").lines}
    assert (lines["MGP"].amounts.rate.items, lines["MGP"].amounts.rate.value) == (1, None)
    assert (lines["CCFFAA"].amounts.rate.items, lines["CCFFAA"].amounts.rate.value) == (0, None)


@pytest.mark.django_db
def test_who_is_included(world: dict[str, Any]) -> None:
    codes = [each.code for each in institutions_included(world["plan"], 2026).institutions]
    assert codes == ["EP", "MGP", "MINDEF", "CCFFAA", "FAP"]
    before = institutions_included(world["plan"], 2025)
    assert (before.is_fallback, len(before.institutions)) == (True, 5)


@pytest.mark.django_db
def test_who_was_asked_for_a_plan_is_included_and_not_of_a_cancelled_planning(world: dict[str, Any]) -> None:
    plan, extra = world["plan"], make_institution("CECOPAZ")
    assert extra not in institutions_included(plan, 2026).institutions
    make_year_plan(make_round(plan, 2026), extra)
    assert extra in institutions_included(plan, 2026).institutions
    make_year_plan(make_round(plan, 2024, state="cancelled", reason="Se repite."), extra)
    assert institutions_included(plan, 2024).is_fallback


@pytest.mark.django_db
def test_a_commitment_that_ended_includes_its_last_year_and_no_later(world: dict[str, Any]) -> None:
    plan, extra = world["plan"], make_institution("CECOPAZ")
    make_commitment(make_indicator(plan), extra, make_period(plan, "2025-I"), until_period=make_period(plan, "2025-II"))
    assert [extra in institutions_included(plan, year).institutions for year in (2025, 2026)] == [True, False]


@pytest.mark.django_db
def test_who_states_without_being_bound_is_shown_and_not_counted(world: dict[str, Any]) -> None:
    extra = make_institution("CECOPAZ")
    make_budget_item(make_statement(world["plan"], extra), modified=5)
    year = year_budget(world["plan"], 2026, "sent")
    assert (len(year.lines), len(year.included), year.count(Answer.YES)) == (6, 5, 3)
    assert year.amounts.modified.sum == 135


@pytest.mark.django_db
def test_one_institution_alone(world: dict[str, Any]) -> None:
    year = year_budget(world["plan"], 2026, "sent", of={world["cast"].army.pk})
    assert [line.code for line in year.lines] == ["EP"]


@pytest.mark.django_db
def test_years_cost_no_more_queries_than_one(
    world: dict[str, Any], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_budget_item(make_statement(world["plan"], world["cast"].army, 2025))
    with django_assert_num_queries(6):
        year_budgets(world["plan"], (2024, 2025, 2026), "sent")
