"""Two periods are compared over the institutions that reported in both."""

from __future__ import annotations

from decimal import Decimal

from reports.arithmetic.aggregation import Answer, Observation, Share, total
from reports.arithmetic.comparison import LikeForLike, Period, like_for_like, shares_like_for_like

D = Decimal


def period(**values: int | tuple[int, int] | str | None) -> Period:
    """A number or a pair is a report; "-" is not applicable; None is silence."""
    return {institution: observation(institution, value) for institution, value in values.items()}


def observation(institution: str, value: int | tuple[int, int] | str | None) -> Observation:
    if isinstance(value, int):
        return Observation(institution, Answer.REPORTED, D(value))
    if isinstance(value, tuple):
        return Observation(institution, Answer.REPORTED, D(value[0]), D(value[1]))
    return Observation(institution, Answer.NOT_APPLICABLE if value == "-" else None)


def test_silent_institution_is_no_fall() -> None:
    before, now = period(EP=40, MGP=30, FAP=20), period(EP=44, MGP=33, FAP=None)
    assert (total(before.values()).value, total(now.values()).value) == (D(90), D(77))
    assert total(now.values()).is_partial
    assert like_for_like(before, now) == LikeForLike(
        previous=D(70),
        current=D(77),
        difference=D(7),
        percent=D(10),
        comparable=2,
        of=3,
        added_previous=D(20),
        added_current=None,
    )


def test_new_institution_is_no_rise() -> None:
    result = like_for_like(period(EP=40), period(EP=40, MGP=30))
    assert (result.difference, result.comparable, result.of, result.added_current) == (D(0), 1, 2, D(30))


def test_reported_zero_is_present() -> None:
    result = like_for_like(period(EP=0, MGP=5), period(EP=3, MGP=5))
    assert (result.previous, result.current, result.comparable) == (D(5), D(8), 2)


def test_from_zero_there_is_no_percent() -> None:
    result = like_for_like(period(EP=0), period(EP=30))
    assert (result.difference, result.percent) == (D(30), None)


def test_without_common_institutions_nothing_is_compared() -> None:
    result = like_for_like(period(EP=40), period(MGP=30))
    assert (result.previous, result.current, result.difference, result.percent) == (None, None, None, None)
    assert (result.comparable, result.of, result.added_previous, result.added_current) == (0, 2, D(40), D(30))


def test_institution_outside_in_both_periods_is_not_counted() -> None:
    assert like_for_like(period(EP=1, MGP="-"), period(EP=2, MGP="-")).of == 1
    assert like_for_like(period(EP=1, MGP="-"), period(EP=2, MGP=4)).of == 2


def test_proportions_are_compared_over_the_institutions_in_both() -> None:
    result = shares_like_for_like(period(EP=(10, 50), FAP=(2, 8)), period(EP=(15, 50), FAP=None, MGP=(1, 4)))
    assert (result.previous.percent, result.current.percent) == (D(20), D(30))
    assert (result.comparable, result.of) == (1, 3)
    assert result.added_previous == Share(numerator=D(2), denominator=D(8), reported=1, expected=1)
    assert result.added_current.percent == D(25)


def test_proportions_without_common_institutions_have_nothing_to_compare() -> None:
    result = shares_like_for_like(period(EP=(10, 50)), period(EP=7))
    assert (result.previous.percent, result.comparable, result.of) == (None, 0, 1)
