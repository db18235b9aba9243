"""Pace and attainment: the methodology's table, every state in its order, every edge of a formula."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.arithmetic.percent import printed
from reports.arithmetic.progress import Band, Bands, Direction, Progress, State, attainment, pace

D = Decimal
UP, DOWN = Direction.INCREASE, Direction.DECREASE
HIGH, MIDDLE, LOW, NO_BAND = Band.ON_TRACK, Band.AT_RISK, Band.OFF_TRACK, Band.NONE


def decimal(number: str | None) -> Decimal | None:
    return None if number is None else D(number)


@pytest.mark.parametrize(
    ("direction", "value", "expected", "state", "raw", "capped", "band"),
    [
        (UP, "28", "40", State.COMPUTED, "70", "70", LOW),
        (UP, "60", "40", State.COMPUTED, "150", "100", HIGH),
        (UP, "0", "40", State.COMPUTED, "0", "0", LOW),
        (UP, None, "40", State.NOT_REPORTED, None, None, NO_BAND),
        (UP, "30", None, State.NO_TARGET, None, None, NO_BAND),
        (UP, "30", "0", State.ZERO_TARGET, None, None, NO_BAND),
        (UP, "12", "15", State.COMPUTED, "80", "80", MIDDLE),
        (DOWN, "8", "6", State.COMPUTED, "75", "75", MIDDLE),
        (DOWN, "6", "6", State.COMPUTED, "100", "100", HIGH),
        (DOWN, "4", "6", State.COMPUTED, "150", "100", HIGH),
        (DOWN, "0", "6", State.MET, None, "100", HIGH),
        (DOWN, "0", "0", State.COMPUTED, "100", "100", HIGH),
        (DOWN, "3", "0", State.COMPUTED, "0", "0", LOW),
    ],
)
def test_simple_progress_follows_the_table(
    direction: Direction,
    value: str | None,
    expected: str | None,
    state: State,
    raw: str | None,
    capped: str | None,
    band: Band,
) -> None:
    result = pace(decimal(value), decimal(expected), direction=direction)
    assert result == Progress(state, decimal(raw), decimal(capped), band)


@pytest.mark.parametrize(
    ("direction", "value", "expected", "baseline", "raw", "capped", "band"),
    [
        (DOWN, "3", "0", "12", "75", "75", MIDDLE),
        (UP, "12", "15", "10", "40", "40", LOW),
        (UP, "9", "15", "10", "-20", "0", LOW),
        (UP, "16", "15", "10", "120", "100", HIGH),
        (DOWN, "14", "6", "12", "-33.33", "0", LOW),
        # the target is to hold the baseline
        (UP, "10", "10", "10", "100", "100", HIGH),
        (UP, "12", "10", "10", "100", "100", HIGH),
        (UP, "8", "10", "10", "80", "80", MIDDLE),
        (DOWN, "9", "10", "10", "100", "100", HIGH),
        (DOWN, "12.5", "10", "10", "80", "80", MIDDLE),
        (DOWN, "1", "0", "0", "0", "0", LOW),
    ],
)
def test_progress_since_the_baseline_follows_the_table(
    direction: Direction, value: str, expected: str, baseline: str, raw: str, capped: str, band: Band
) -> None:
    result = pace(D(value), D(expected), direction=direction, baseline=D(baseline), adjusted=True)
    assert result.state is State.COMPUTED
    assert result.raw_percent is not None
    assert printed(result.raw_percent) == D(raw)
    assert result.capped_percent == D(capped)
    assert result.band is band


def test_baseline_is_ignored_unless_the_revision_asks_for_it() -> None:
    assert pace(D(12), D(15), direction=UP, baseline=D(10)).raw_percent == D(80)


@pytest.mark.parametrize(
    ("value", "expected", "tolerance", "raw", "band"),
    [
        ("50", "50", "0", "100", HIGH),
        ("52", "50", "2", "100", HIGH),
        ("48", "50", "2", "100", HIGH),
        ("40", "50", "2", "80", MIDDLE),
        ("62.5", "50", "2", "80", MIDDLE),
        ("0", "50", "2", "0", LOW),
        ("5", "0", "2", "0", LOW),
        ("1", "0", "2", "100", HIGH),
        ("-5", "50", "2", "0", LOW),
    ],
)
def test_maintained_value_is_judged_both_ways(value: str, expected: str, tolerance: str, raw: str, band: Band) -> None:
    result = pace(D(value), D(expected), direction=Direction.MAINTAIN, tolerance=D(tolerance))
    assert (result.state, result.raw_percent, result.band) == (State.COMPUTED, D(raw), band)


@pytest.mark.parametrize(
    ("value", "raw"), [("20", "100"), ("25", "100"), ("30", "100"), ("10", "50"), ("40", "75"), ("0", "0")]
)
def test_range_is_judged_against_the_nearer_bound(value: str, raw: str) -> None:
    result = pace(D(value), None, direction=Direction.RANGE, low=D(20), high=D(30))
    assert (result.state, result.raw_percent) == (State.COMPUTED, D(raw))


@pytest.mark.parametrize(
    ("direction", "expected", "baseline", "adjusted", "low", "high"),
    [
        (UP, "8", "10", True, None, None),
        (DOWN, "12", "10", True, None, None),
        (Direction.MAINTAIN, "12", "10", True, None, None),
        (Direction.NEUTRAL, "12", None, False, None, None),
        (UP, "-1", None, False, None, None),
        (DOWN, "-1", None, False, None, None),
        (UP, "-5", "-5", True, None, None),
        (Direction.RANGE, None, None, False, "5", None),
        (Direction.RANGE, None, None, False, "5", "4"),
    ],
)
def test_goal_against_its_own_direction_is_a_configuration_error(
    direction: Direction, expected: str | None, baseline: str | None, adjusted: bool, low: str | None, high: str | None
) -> None:
    result = pace(
        D(-7),
        decimal(expected),
        direction=direction,
        baseline=decimal(baseline),
        adjusted=adjusted,
        low=decimal(low),
        high=decimal(high),
    )
    assert result == Progress(State.CONFIGURATION_ERROR)


def neutral_state(value: int | None, expected: int | None, *, adjusted: bool = True, **facts: bool) -> State:
    """A figure with everything wrong with it at once, so that the first test in order decides."""
    return pace(
        None if value is None else D(value),
        None if expected is None else D(expected),
        direction=Direction.NEUTRAL,
        adjusted=adjusted,
        is_not_applicable=facts.get("is_not_applicable", False),
        is_due=facts.get("is_due", True),
        has_target=facts.get("has_target"),
    ).state


def test_states_are_tried_in_the_order_of_the_methodology() -> None:
    assert neutral_state(None, None, is_not_applicable=True, is_due=False) is State.NOT_APPLICABLE
    assert neutral_state(None, None, is_due=False) is State.NO_TARGET
    assert neutral_state(None, 5, is_due=False, has_target=False) is State.NO_TARGET
    assert neutral_state(None, 5, is_due=False) is State.NOT_DUE
    assert neutral_state(3, None, has_target=True) is State.NOT_DUE
    assert neutral_state(None, 5) is State.NOT_REPORTED
    assert neutral_state(3, 5) is State.BASELINE_MISSING
    assert neutral_state(3, 5, adjusted=False) is State.CONFIGURATION_ERROR


def test_printed_percent_may_round_up_to_a_threshold_that_the_band_does_not_reach() -> None:
    result = pace(D("94.996"), D(100), direction=UP)
    assert result == Progress(State.COMPUTED, D("94.996"), D("94.996"), MIDDLE)
    assert result.raw_percent is not None
    assert printed(result.raw_percent) == D("95.00")


@pytest.mark.parametrize(("value", "data"), [("0.125", "12.50"), ("0.12345", "12.35"), ("0.123449", "12.34")])
def test_half_is_rounded_up(value: str, data: str) -> None:
    percent = pace(D(value), D(1), direction=UP).raw_percent
    assert percent is not None
    assert str(printed(percent)) == data


@pytest.mark.parametrize(
    ("value", "band"), [("95", HIGH), ("94.999999999", MIDDLE), ("75", MIDDLE), ("74.999999999", LOW)]
)
def test_threshold_belongs_to_the_better_band(value: str, band: Band) -> None:
    assert pace(D(value), D(100), direction=UP).band is band


def test_thresholds_are_settings_of_the_plan() -> None:
    assert pace(D(60), D(100), direction=UP, bands=Bands(D(50), D(60))).band is HIGH


@pytest.mark.parametrize(("low", "high"), [(95, 75), (-1, 50), (50, 101)])
def test_thresholds_out_of_order_are_refused(low: int, high: int) -> None:
    with pytest.raises(ValueError, match="thresholds"):
        Bands(low, high)


def test_attainment_has_the_same_percent_and_no_band() -> None:
    assert attainment(D(28), D(40), direction=UP) == Progress(State.COMPUTED, D(70), D(70), NO_BAND)
    assert attainment(D(0), D(6), direction=DOWN) == Progress(State.MET, None, D(100), NO_BAND)
    assert attainment(D(28), None, direction=UP) == Progress(State.NO_TARGET)
    assert attainment(None, D(40), direction=UP) == Progress(State.NOT_REPORTED)


numbers = st.decimals(min_value=0, max_value=10**15, places=4)


@settings(deadline=None)
@given(numbers, numbers, st.sampled_from([UP, DOWN, Direction.MAINTAIN]))
def test_every_judgement_is_capped_between_0_and_100(value: Decimal, expected: Decimal, direction: Direction) -> None:
    result = pace(value, expected, direction=direction)
    assert (result.band is NO_BAND) == (result.capped_percent is None)
    if result.capped_percent is not None:
        assert 0 <= result.capped_percent <= 100


@settings(deadline=None)
@given(numbers, numbers, numbers)
def test_more_is_never_worse_when_the_figure_must_rise(value: Decimal, more: Decimal, expected: Decimal) -> None:
    less, more = sorted((value, more))
    first, second = pace(less, expected, direction=UP), pace(more, expected, direction=UP)
    if first.capped_percent is not None and second.capped_percent is not None:
        assert first.capped_percent <= second.capped_percent
