"""A year's budgets as the pages show them."""

from __future__ import annotations

from typing import Any

from activities.models import BudgetStatement
from tests.cast import make_cast
from tests.factories import (
    make_activity,
    make_budget_item,
    make_commitment,
    make_indicator,
    make_institution,
    make_period,
    make_plan,
    make_round,
    make_statement,
    make_year_plan,
)

NOW = "2026-07-10T12:00:00-05:00"


def make_budgets() -> dict[str, Any]:
    """The Army has a validated statement, the Navy one that waits, the Air Force says that it has none, the ministry says nothing."""
    cast, plan, force = make_cast(), make_plan(code="PE-MINDEF-1325-2021"), make_institution("FAP")
    activity = make_activity(make_year_plan(make_round(plan, 2026, is_sealed=True), cast.army))
    for each in (cast.army, cast.navy, force, cast.ministry):
        make_commitment(make_indicator(plan), each, make_period(plan))
    army = make_statement(plan, cast.army)
    make_budget_item(army, activity=activity, initial=1200000, modified="1000.50", committed=500, executed=250)
    make_budget_item(army, "5000002", initial=0)
    make_budget_item(make_statement(plan, cast.navy, status="submitted"), "5000009", modified=10)
    make_statement(plan, force, has_item=False)
    make_budget_item(make_statement(plan, cast.army, 2025), initial=7)
    return {"cast": cast, "plan": plan, "activity": activity, "army": army}


def draft_of_army(world: dict[str, Any], **fields: Any) -> BudgetStatement:
    return make_statement(world["plan"], world["cast"].army, status="draft", **fields)
