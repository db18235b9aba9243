"""What is particular to a budget statement, on the path of everything that is handed in (activities/handing_in.py)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from activities.budgeting.checking import problems_of_statement
from activities.budgeting.draft import AMOUNTS
from activities.budgeting.notices import tell_returned, tell_validated
from activities.handing_in import Kind
from activities.models import BudgetItem, BudgetStatement


def whole_statement(statement: BudgetStatement) -> dict[str, Any]:
    """All that a statement says, as a step keeps it: amounts as text with two decimals, None where not reported."""
    return {
        "year": statement.year,
        "has_item": statement.has_item,
        "reason": statement.reason,
        "cut_off_on": statement.cut_off_on.isoformat() if statement.cut_off_on else None,
        "source_document": statement.source_document,
        "source_sha256": statement.source_file.sha256 if statement.source_file else None,
        "items": [_item(each) for each in statement.items.select_related("activity", "pillar").order_by("ordinal")],
    }


def _item(item: BudgetItem) -> dict[str, Any]:
    return {
        "activity": item.activity.code if item.activity else None,
        "pillar": item.pillar.code if item.pillar else None,
        "programme_code": item.programme_code,
        "programme_name": item.programme_name,
        "item_code": item.item_code,
        "label": item.label,
    } | {name: _amount(getattr(item, name)) for name in AMOUNTS}


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


STATEMENT = Kind(
    plan_id=lambda statement: statement.plan_id,
    institution=lambda statement: statement.institution,
    content=whole_statement,
    problems=problems_of_statement,
    returned=tell_returned,
    validated=tell_validated,
)
"""It has no `refusal`: a budget may be stated at any time."""
