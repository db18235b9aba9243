"""Budgets added up by hand: what is in a sum, over how many, and what is in none; the same institutions in two years."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from activities.figures.budget import (
    Amount,
    Answer,
    BudgetLine,
    ItemAmounts,
    YearBudget,
    amounts_of,
)
from activities.figures.budget_between import like_for_like

CENTS = st.decimals(min_value=0, max_value=10**9, places=2)


@st.composite
def items(draw: st.DrawFn) -> ItemAmounts:
    """Amounts that keep the law of the budget system: accrued ≤ committed ≤ modified, any of them not reported."""
    executed, committed, modified = sorted(draw(st.lists(CENTS, min_size=3, max_size=3)))
    kept = draw(st.lists(st.booleans(), min_size=4, max_size=4))
    said = [draw(CENTS), modified, committed, executed]
    first, second, third, last = (value if is_kept else None for value, is_kept in zip(said, kept, strict=True))
    return ItemAmounts(first, second, third, last)


@given(st.lists(items()))
def test_no_sum_holds_what_was_not_reported(chosen: list[ItemAmounts]) -> None:
    found = amounts_of(chosen)
    for name in ("initial", "modified", "committed", "executed"):
        amount: Amount = getattr(found, name)
        reported = [value for item in chosen if (value := getattr(item, name)) is not None]
        assert (amount.reported_items, amount.items) == (len(reported), len(chosen))
        assert amount.sum == (sum(reported) if reported else None)


@given(st.lists(items()))
def test_the_execution_rate_lies_between_nothing_and_all(chosen: list[ItemAmounts]) -> None:
    rate = amounts_of(chosen).rate
    assert rate.items <= rate.of_items == len(chosen)
    assert rate.value is None or 0 <= rate.value <= 1


def line(code: str, *modified: int | None) -> BudgetLine:
    return BudgetLine(
        code, code, Answer.YES, items=tuple(ItemAmounts(modified=None if v is None else Decimal(v)) for v in modified)
    )


def test_years_compare_the_same_institutions_with_whole_amounts() -> None:
    before = YearBudget(2025, (line("EP", 100, 50), line("MGP", 10), line("FAP", 5)))
    after = YearBudget(2026, (line("EP", 165), line("MGP", 20, None), line("CCFFAA", 1)))
    compared = like_for_like("modified", before, after)
    assert (compared.institutions, compared.before, compared.after, compared.change) == (("EP",), 150, 165, 10)


def test_years_without_anybody_in_both_do_not_compare() -> None:
    compared = like_for_like("modified", YearBudget(2025, (line("EP", 1),)), YearBudget(2026, (line("MGP", 2),)))
    assert (compared.institutions, compared.before, compared.after, compared.change) == ((), None, None, None)


def test_a_rise_from_nothing_has_no_percentage() -> None:
    compared = like_for_like("modified", YearBudget(2025, (line("EP", 0),)), YearBudget(2026, (line("EP", 2),)))
    assert (compared.before, compared.after, compared.change) == (0, 2, None)
