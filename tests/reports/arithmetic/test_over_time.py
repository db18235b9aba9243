"""Figures over several periods: flows add, stocks take the last, running totals must not fall."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.arithmetic.aggregation import Outcome, Share, Total
from reports.arithmetic.over_time import (
    Accumulation,
    Kind,
    across_periods,
    falls,
    is_supported,
    ordinals_in_scope,
    shares_across_periods,
)

D = Decimal
FIRST = Total(value=D(90), reported=3, expected=3)
SECOND = Total(value=D(77), reported=2, expected=3)
NOTHING = Total(reported=0, expected=3)


def test_flow_adds_and_so_does_its_reach() -> None:
    year = across_periods({4050: FIRST, 4051: SECOND}, Accumulation.FLOW)
    assert year == Total(value=D(167), reported=5, expected=6)
    assert year.is_partial


def test_flow_with_a_silent_semester_is_partial_and_nothing_is_no_figure() -> None:
    assert across_periods({1: FIRST, 2: NOTHING}, "flow") == Total(value=D(90), reported=3, expected=6)
    assert across_periods({1: NOTHING, 2: NOTHING}, "flow").value is None
    assert across_periods({}, "flow").state is Outcome.NOT_ASSIGNED


@pytest.mark.parametrize("accumulation", [Accumulation.STOCK, Accumulation.RUNNING])
def test_stock_and_running_total_take_the_last_period(accumulation: Accumulation) -> None:
    assert across_periods({2: SECOND, 1: FIRST}, accumulation) == SECOND
    assert across_periods({}, accumulation) == Total()


def test_stock_without_report_is_missing_never_carried_forward() -> None:
    assert across_periods({1: FIRST, 2: NOTHING}, Accumulation.STOCK).value is None


def test_proportion_of_a_flow_adds_both_parts() -> None:
    first = Share(numerator=D(5), denominator=D(18), reported=1, expected=1)
    second = Share(numerator=D(6), denominator=D(13), reported=1, expected=2)
    year = shares_across_periods({1: first, 2: second}, Accumulation.FLOW)
    assert year == Share(numerator=D(11), denominator=D(31), reported=2, expected=3)
    assert str(year.percent) == "35.48"
    assert shares_across_periods({1: first, 2: second}, Accumulation.STOCK) == second
    assert shares_across_periods({1: Share(expected=1)}, Accumulation.FLOW) == Share(expected=1)
    assert shares_across_periods({}, Accumulation.STOCK) == Share()


@pytest.mark.parametrize(
    ("kind", "supported"),
    [
        (Kind.COUNT, {"flow", "stock", "running"}),
        (Kind.PROPORTION, {"flow", "stock", "running"}),
        (Kind.CHANGE, {"stock"}),
        (Kind.REGISTER, {"flow", "stock"}),
    ],
)
def test_kinds_and_accumulations_that_go_together(kind: Kind, supported: set[str]) -> None:
    assert {each.value for each in Accumulation if is_supported(kind, each)} == supported


@pytest.mark.parametrize(
    ("kind", "accumulation"), [("CHANGE", "flow"), ("REGISTER", "running"), ("PROPORTION", "flow"), ("COUNT", "other")]
)
def test_unsupported_combination_is_refused(kind: str, accumulation: str) -> None:
    with pytest.raises(ValueError, match=accumulation):
        across_periods({1: FIRST}, accumulation, kind)


def test_running_total_that_falls_is_named() -> None:
    assert falls({1: D(10), 2: D(12), 3: None, 4: D(11), 5: D(11), 6: D(9)}) == (4, 6)
    assert falls({2: D(12), 1: D(10)}) == ()
    assert falls({}) == ()


def test_figure_is_taken_over_the_scope_of_its_target() -> None:
    assert list(ordinals_in_scope("period", 4053, 4043)) == [4053]
    assert list(ordinals_in_scope("year", 4053, 4043)) == [4052, 4053]
    assert list(ordinals_in_scope("year", 4052, 4043)) == [4052]
    assert list(ordinals_in_scope("year", 4043, 4043)) == [4043]
    assert list(ordinals_in_scope("cumulative", 4045, 4043)) == [4043, 4044, 4045]
