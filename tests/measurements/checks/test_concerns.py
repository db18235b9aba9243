"""The plausibility rules by themselves: tables of cases, and what holds for every amount."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import PlausibilityRule
from measurements.checks.concerns import (
    MOST_APART,
    WHOLE,
    Amount,
    Bounds,
    Concern,
    Rule,
    begun,
    is_large_change,
    moved,
    out_of_range,
    part_above_whole,
    repeated,
    unequal_denominators,
)

USUAL = Bounds(relative=Decimal("0.5"), absolute=Decimal(10))
ALL = {Rule.LARGE_CHANGE: USUAL, Rule.ZERO_AFTER_VALUE: USUAL}
RUNNING = ALL | {Rule.RUNNING_TOTAL_FELL: USUAL}

Number = int | tuple[int, int]
numbers = st.integers(min_value=0, max_value=10**6).map(Decimal)


def amount(number: Number) -> Amount:
    value, denominator = number if isinstance(number, tuple) else (number, None)
    return Amount(Decimal(value), None if denominator is None else Decimal(denominator))


def amounts(**cells: Number) -> dict[tuple[str, str], Amount]:
    """`women=3` is the cell `women` of the component `total`."""
    return {("total", cell): amount(number) for cell, number in cells.items()}


def told(concerns: Iterable[Concern]) -> list[tuple[str, str]]:
    return [(concern.rule.value, concern.cell[1]) for concern in concerns]


def test_rules_are_those_that_a_definition_can_tune() -> None:
    assert [rule.value for rule in Rule] == PlausibilityRule.Kind.values


# --- Change -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "is_large"),
    [
        (21, 64, True),
        (64, 21, True),
        (20, 30, False),  # 50 % is not more than 50 %
        (20, 31, True),
        (4, 14, False),  # ten units are not more than ten
        (4, 15, True),
        (1000, 1011, False),
        (1000, 1501, True),
        (0, 10, False),
        (0, 11, True),
        (7, 7, False),
    ],
)
def test_a_change_is_large_by_units_and_by_proportion(before: int, now: int, is_large: bool) -> None:
    assert is_large_change(Decimal(before), Decimal(now), USUAL) is is_large


@pytest.mark.parametrize(
    ("bounds", "is_large"),
    [
        (Bounds(relative=Decimal("0.5")), True),  # no bound in units: half as much again is large however small
        (Bounds(absolute=Decimal(2)), True),
        (Bounds(absolute=Decimal(3)), False),
        (Bounds(relative=Decimal(2), absolute=Decimal(0)), False),
    ],
)
def test_bounds_that_are_not_given_bind_nothing(bounds: Bounds, is_large: bool) -> None:
    assert is_large_change(Decimal(4), Decimal(7), bounds) is is_large


@given(before=numbers, gap=numbers)
def test_a_rise_and_a_fall_of_the_same_size_are_judged_alike(before: Decimal, gap: Decimal) -> None:
    assert is_large_change(before, before + gap, USUAL) is is_large_change(before, before - gap, USUAL)


@given(before=numbers, gap=numbers, more=numbers)
def test_what_moves_further_is_never_less_odd(before: Decimal, gap: Decimal, more: Decimal) -> None:
    if is_large_change(before, before + gap, USUAL):
        assert is_large_change(before, before + gap + more, USUAL)


@given(value=numbers)
def test_nothing_is_odd_about_a_value_that_stays(value: Decimal) -> None:
    same = {("total", ""): Amount(value)}
    assert list(moved(same, same, RUNNING)) == []
    assert list(repeated(same, same)) == []


@given(before=numbers, now=numbers)
def test_a_cell_is_asked_about_once_at_most(before: Decimal, now: Decimal) -> None:
    cell = ("total", "")
    assert len(list(moved({cell: Amount(before)}, {cell: Amount(now)}, RUNNING))) <= 1


@pytest.mark.parametrize(
    ("before", "now", "rules"),
    [
        (5, 0, ["zero_after_value"]),
        (50, 0, ["zero_after_value"]),  # one sentence a cell
        (0, 0, []),
        (0, 5, []),
        ((2, 14), (0, 14), ["zero_after_value"]),
        ((20, 90), (60, 90), ["large_change"]),
        ((20, 90), (20, 150), ["large_change"]),  # the numerator stayed, the whole did not
        ((20, 90), (22, 92), []),
    ],
)
def test_a_cell_moves_or_falls_to_zero(before: Number, now: Number, rules: list[str]) -> None:
    concerns = list(moved(amounts(women=before), amounts(women=now), ALL))
    assert [concern.rule.value for concern in concerns] == rules
    assert [(c.before, c.now) for c in concerns] == [(amount(before), amount(now))] * len(rules)


@pytest.mark.parametrize(
    ("before", "now", "rules"),
    [
        (100, 99, ["running_total_fell"]),
        (100, 0, ["running_total_fell"]),
        (100, 101, []),
        (100, 180, ["large_change"]),
    ],
)
def test_what_accumulates_never_falls(before: int, now: int, rules: list[str]) -> None:
    assert [c.rule.value for c in moved(amounts(women=before), amounts(women=now), RUNNING)] == rules


def test_a_rule_that_is_not_asked_finds_nothing() -> None:
    assert list(moved(amounts(women=50), amounts(women=0), {})) == []


def test_a_cell_that_was_not_there_before_is_compared_with_nothing() -> None:
    assert list(moved(amounts(women=50), amounts(men=500), ALL)) == []


# --- Many at once -------------------------------------------------------------------------------------------------


def test_up_to_three_cells_are_asked_about_one_by_one_and_more_only_once() -> None:
    cells = "abcd"
    few = dict.fromkeys(cells[:MOST_APART], 20)
    assert told(moved(amounts(**few), amounts(**dict.fromkeys(few, 90)), ALL)) == [("large_change", c) for c in few]
    many = dict.fromkeys(cells, 20)
    (concern,) = moved(amounts(**many), amounts(**dict.fromkeys(cells, 90)), ALL)
    assert (concern.rule, concern.cell) == (Rule.LARGE_CHANGE, ("total", ""))
    assert (concern.before, concern.now) == (amount(80), amount(360))
    assert concern.cells == tuple(("total", c) for c in cells)


def test_that_there_was_nothing_at_all_is_asked_once() -> None:
    (concern,) = moved(amounts(women=5, men=9, unknown=0), amounts(women=0, men=0, unknown=0), ALL)
    assert (concern.rule, concern.cell) == (Rule.ZERO_AFTER_VALUE, ("total", ""))
    assert (concern.before, concern.now) == (amount(14), amount(0))


def test_two_components_are_asked_about_apart() -> None:
    before = {("articles", ""): amount(4), ("events", ""): amount(6)}
    now = {("articles", ""): amount(0), ("events", ""): amount(0)}
    assert [c.cell for c in moved(before, now, ALL)] == [("articles", ""), ("events", "")]


# --- The same again, and after nothing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "is_odd"),
    [
        ({"women": 3, "men": 4}, {"women": 3, "men": 4}, True),
        ({"women": 3, "men": 0}, {"women": 3, "men": 0}, True),
        ({"women": 3, "men": 4}, {"women": 3, "men": 5}, False),
        ({"women": 3, "men": 4}, {"women": 3}, False),
        ({"women": 0, "men": 0}, {"women": 0, "men": 0}, False),  # nothing twice is no copy
        ({"women": 3}, {"women": 3}, False),  # one number may well come twice
        ({"women": (3, 9), "men": (4, 9)}, {"women": (3, 9), "men": (4, 9)}, True),
        ({"women": (3, 9), "men": (4, 9)}, {"women": (3, 9), "men": (4, 8)}, False),
    ],
)
def test_all_values_the_same_again_are_odd(before: dict[str, Number], now: dict[str, Number], is_odd: bool) -> None:
    assert told(repeated(amounts(**before), amounts(**now))) == ([("identical", "")] if is_odd else [])


@pytest.mark.parametrize(("now", "is_odd"), [({"women": 3}, True), ({"women": 0, "men": 0}, False), ({}, False)])
def test_a_value_after_not_applicable_is_odd_and_zero_is_not(now: dict[str, Number], is_odd: bool) -> None:
    assert told(begun(amounts(**now))) == ([("value_after_absence", "")] if is_odd else [])


# --- Shares, denominators, parts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pair", "bounds", "is_odd"),
    [
        ((5, 10), Bounds(high=Decimal(50)), False),
        ((51, 100), Bounds(high=Decimal(50)), True),
        ((5, 10), Bounds(low=Decimal(50)), False),
        ((49, 100), Bounds(low=Decimal(50)), True),
        ((0, 0), Bounds(low=Decimal(50)), False),  # no whole, no share
        ((9, 10), Bounds(), False),
    ],
)
def test_a_share_outside_its_bounds_is_odd(pair: Number, bounds: Bounds, is_odd: bool) -> None:
    concerns = list(out_of_range(amounts(women=pair), bounds))
    expected = [Concern(Rule.SHARE_OUT_OF_RANGE, ("total", "women"), None, amount(pair))]
    assert concerns == (expected if is_odd else [])


def test_a_count_has_no_share() -> None:
    assert list(out_of_range(amounts(women=500), Bounds(low=Decimal(1), high=Decimal(2)))) == []


def test_denominators_of_the_same_whole_agree() -> None:
    """Conditions of one list share its denominator, so it counts once; boxes of a grid have their own, and add up."""
    contingents = {("selected", ""): amount((2, 4)), ("trained", ""): amount((1, 4))}
    assert list(unequal_denominators(contingents, {("both", ""): amount((3, 4))})) == []
    (concern,) = unequal_denominators(contingents, {("both", ""): amount((3, 5))})
    assert concern == Concern(Rule.UNEQUAL_DENOMINATORS, WHOLE, amount(5), amount(4))
    assert list(unequal_denominators(amounts(women=(1, 2), men=(1, 3)), amounts(women=(1, 5)))) == []
    assert list(unequal_denominators(contingents, amounts(women=5))) == []


@given(mine=numbers, theirs=numbers)
def test_two_answers_that_disagree_ask_each_other(mine: Decimal, theirs: Decimal) -> None:
    first, second = {("a", ""): Amount(Decimal(0), mine)}, {("b", ""): Amount(Decimal(0), theirs)}
    there, back = list(unequal_denominators(first, second)), list(unequal_denominators(second, first))
    assert len(there) == len(back) == (mine != theirs)
    assert [c.before for c in there] == [c.now for c in back]


@pytest.mark.parametrize(
    ("part", "whole", "is_odd"), [(5, 4, True), (4, 4, False), (3, 4, False), (5, None, False), (None, 4, False)]
)
def test_a_part_is_never_more_than_its_whole(part: int | None, whole: int | None, is_odd: bool) -> None:
    pair = [None if number is None else amount(number) for number in (part, whole)]
    assert len(list(part_above_whole(pair[0], pair[1]))) == is_odd
