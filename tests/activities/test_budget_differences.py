"""How two statements differ, item by item."""

from __future__ import annotations

from decimal import Decimal

from activities.budgeting.differences import compared
from activities.budgeting.draft import ItemDraft


def item(code: str, modified: int | None = None, activity: str = "") -> ItemDraft:
    return ItemDraft("0135", code, activity=activity, modified=None if modified is None else Decimal(modified))


def test_the_first_statement_differs_from_nothing() -> None:
    found = compared([item("1", 5)], None)
    assert not found.items[0].is_new
    assert not any(amount.has_changed for amount in found.items[0].amounts)
    assert found.gone == ()


def test_what_came_what_went_and_what_moved() -> None:
    found = compared([item("1", 5), item("2", 7), item("3")], [item("1", 4), item("2", 7), item("4")])
    assert [each.is_new for each in found.items] == [False, False, True]
    assert [each.amounts[1].has_changed for each in found.items] == [True, False, False]
    assert (found.items[0].amounts[1].before, found.gone) == (4, (item("4"),))


def test_zero_is_not_the_same_as_not_reported() -> None:
    changed = compared([item("1", 0)], [item("1")]).items[0].amounts[1]
    assert (changed.has_changed, changed.now, changed.before) == (True, 0, None)


def test_the_same_codes_for_another_activity_are_another_item() -> None:
    found = compared([item("1", activity="EP-2026-02")], [item("1", activity="EP-2026-01")])
    assert found.items[0].is_new
    assert [each.activity for each in found.gone] == ["EP-2026-01"]
