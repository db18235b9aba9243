"""At the pace seen so far, when is the target reached, and what pace would be needed: tables worked out by hand, and laws."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.arithmetic.feasibility import Aim, Feasibility, Outlook, feasibility

S = 4050  # 2025-I


def seen(*values: Any, low: Any = None, high: Any = None, by: int | None = None, **more: Any) -> Feasibility:
    """Values of consecutive semesters from 2025-I on; None is a semester without one."""
    step = more.get("step", 1)
    points = [(S + step * n, Decimal(value)) for n, value in enumerate(values) if value is not None]
    lowest, highest = (None if each is None else Decimal(each) for each in (low, high))
    return feasibility(points, Aim(lowest, highest, None if by is None else S + by), **more)


RISING = [
    # values, target, by (semesters after the first), outlook, arrives, pace, needed
    ((10, 14, 16), 25, 5, Outlook.ON_TIME, 5, 3, 3),  # 16 + 3 + 3 + 3 = 25, just on time
    ((10, 14, 16), 26, 5, Outlook.LATE, 6, 3, "3.3333"),  # the fourth step passes 26
    ((10, 14, 16), 16, 5, Outlook.REACHED, None, 3, None),
    ((10, 12, 10), 20, 6, Outlook.STANDING_STILL, None, 0, "2.5"),
    ((10, 12, 8), 20, 6, Outlook.MOVING_AWAY, None, -1, 3),
    ((10, None, None, 16), 22, 9, Outlook.TOO_FEW, None, None, None),
    ((10, None, 14, 16), 22, 6, Outlook.ON_TIME, 6, 2, 2),  # a semester without a value is a step all the same
    ((0, 1, 1, 1), 2, 6, Outlook.ON_TIME, 6, "0.3333", "0.3333"),  # three thirds are one: no step too many
    ((0, 0, 1), 2, 2, Outlook.PASSED, 4, "0.5", None),
    ((20, 18, 16), 12, 6, Outlook.LEAVING, None, -2, None),  # 14, 12, then 10 in the third semester
]


@pytest.mark.parametrize(("values", "target", "by", "outlook", "arrives", "pace", "needed"), RISING)
def test_a_figure_that_must_rise(
    values: Any, target: int, by: int, outlook: Outlook, arrives: int | None, pace: Any, needed: Any
) -> None:
    found = seen(*values, low=target, by=by)
    assert found.outlook is outlook
    assert found.arrives == (None if arrives is None else S + arrives)
    for exact, said in ((found.pace, pace), (found.needed, needed)):
        assert (exact is None) == (said is None)
        assert exact is None or abs(exact - Decimal(said)) < Decimal("0.0001")


def test_a_figure_that_must_fall() -> None:
    """12 → 8 in two semesters is −2 each; 2 is three semesters away, in 2027-II."""
    found = seen(12, 11, 8, high=2, by=4)
    assert (found.outlook, found.arrives, found.pace, found.needed) == (Outlook.LATE, S + 5, -2, -3)
    assert found.ratio == Decimal("1.5")
    assert (found.least, found.most) == (-3, -1)
    assert found.projected == 4
    assert seen(12, 11, 8, high=0, by=20).projected == 0  # never below nothing


def test_a_value_to_be_kept_says_when_it_would_be_lost() -> None:
    """30 ± 2: from 30 by +0.5 a semester it is still 32 in the fourth and past it in the fifth."""
    assert seen(29, "29.5", 30, low=28, high=32, by=4).outlook is Outlook.REACHED
    found = seen(29, "29.5", 30, low=28, high=32, by=9)
    assert (found.outlook, found.leaves) == (Outlook.LEAVING, S + 7)
    assert seen(30, 31, 30, low=28, high=32, by=9).leaves is None


def test_a_target_that_lies_behind_the_semester_it_is_seen_from_has_passed() -> None:
    """The last value is of two semesters before the target, and two more have gone by without one."""
    assert seen(10, 14, 16, low=20, by=4).outlook is Outlook.ON_TIME
    found = seen(10, 14, 16, low=20, by=4, here=S + 5)
    assert (found.outlook, found.needed, found.projected) == (
        Outlook.PASSED,
        None,
        None,
    )  # no pace brings back a semester


def test_a_range_has_no_semester_to_be_on_time_for() -> None:
    assert seen(50, 46, 42, low=10, high=40).outlook is Outlook.ON_TIME
    found = seen(50, 46, 42, low=10, high=40)
    assert (found.arrives, found.needed, found.projected) == (S + 3, None, None)
    assert seen(42, 46, 50, low=10, high=40).outlook is Outlook.MOVING_AWAY


def test_a_percentage_never_passes_the_whole() -> None:
    assert seen(80, 88, 96, low=90, by=6, is_percent=True).projected == 100
    assert seen(80, 88, 96, low=101, by=6, is_percent=True).outlook is Outlook.BEYOND
    assert seen(80, 88, 96, low=101, by=6).outlook is Outlook.ON_TIME  # a count may
    kept = seen(90, 94, 98, low=95, high=100, by=9, is_percent=True)
    assert (kept.outlook, kept.leaves) == (Outlook.REACHED, None)


def test_year_against_year_counts_in_years_and_ends_with_the_year() -> None:
    """Years 2025 to 2027: 10, 12, 14. The target of 2029 is written on its first semester and holds for the year."""
    points = [(4051, Decimal(10)), (4053, Decimal(12)), (4055, Decimal(14))]
    found = feasibility(points, Aim(Decimal(18), None, 4058), step=2)
    assert (found.outlook, found.arrives, found.pace, found.needed, found.steps) == (Outlook.ON_TIME, 4059, 2, 2, 2)


@given(
    st.lists(st.integers(0, 60), min_size=3, max_size=6),
    st.integers(0, 80),
    st.integers(1, 12),
    st.sampled_from(["rise", "fall"]),
)
def test_where_it_arrives_it_holds_and_a_semester_before_it_did_not(
    values: list[int], target: int, ahead: int, way: str
) -> None:
    bound = {"low": target} if way == "rise" else {"high": target}
    found = seen(*values, by=len(values) - 1 + ahead, **bound)
    pace, last = Fraction(values[-1] - values[0], len(values) - 1), values[-1]

    def holds(semester: int) -> bool:
        value = last + pace * (semester - found.last[0])
        return value >= target if way == "rise" else value <= target

    if found.arrives is not None:
        assert holds(found.arrives)
        assert not holds(found.arrives - 1)
    if found.leaves is not None:
        assert not holds(found.leaves)
        assert holds(found.leaves - 1)
    if found.needed is not None:
        assert abs(Fraction(found.needed) * ahead - (target - last)) < Fraction(1, 10**20)
        assert (found.outlook is Outlook.ON_TIME) == (found.ratio is not None and found.ratio <= 1)
    assert (found.outlook in (Outlook.REACHED, Outlook.LEAVING)) == holds(found.last[0])
