"""Coverage of a period, against the methodology's example."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.arithmetic.coverage import coverage


def test_coverage_follows_the_methodology() -> None:
    result = coverage(24, 20, 15, 16, answered_without_data=3)
    assert str(result.completeness) == "83.33"
    assert str(result.timeliness) == "62.50"
    assert str(result.timeliness_of_submitted) == "75.00"
    assert str(result.validated_rate) == "66.67"
    assert (result.with_data, result.outstanding) == (17, 4)


def test_nothing_expected_has_no_figure() -> None:
    result = coverage(0, 0, 0, 0)
    assert result.completeness is None
    assert result.timeliness is None
    assert result.timeliness_of_submitted is None
    assert result.validated_rate is None


def test_nothing_submitted_is_zero_of_the_expected_and_no_share_of_the_submitted() -> None:
    result = coverage(24, 0, 0, 0)
    assert result.completeness == result.timeliness == result.validated_rate == Decimal(0)
    assert result.timeliness_of_submitted is None


@pytest.mark.parametrize(
    "counts", [(10, 11, 0, 0), (10, 5, 6, 0), (10, 5, 0, 6), (10, 5, -1, 0), (-1, -1, 0, 0), (10, 5, 0, -2)]
)
def test_counts_that_contradict_each_other_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="part of what was submitted"):
        coverage(*counts)


def test_more_without_data_than_submitted_is_refused() -> None:
    with pytest.raises(ValueError, match="without data"):
        coverage(10, 5, 5, 5, answered_without_data=6)
