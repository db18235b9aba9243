"""Laws that every figure obeys, whatever the numbers: pure arithmetic, tried on many of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from reports.arithmetic.aggregation import Answer, Observation, Share, Total, distinct, proportion, total
from reports.arithmetic.comparison import like_for_like, shares_like_for_like
from reports.arithmetic.over_time import Accumulation, across_periods, falls, shares_across_periods

CODES = ("A", "B", "C", "D", "E")
amounts = st.integers(0, 10_000).map(Decimal)
fractions = st.decimals(0, 1, places=4, allow_nan=False)


@st.composite
def observed(draw: st.DrawFn, code: str) -> Observation:
    """A value, nothing available, not applicable, or silence."""
    answer = draw(
        st.sampled_from([Answer.REPORTED, Answer.REPORTED, Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE, None])
    )
    return Observation(code, answer, draw(amounts) if answer == Answer.REPORTED else None)


@st.composite
def shared(draw: st.DrawFn, code: str) -> Observation:
    """Both parts of a proportion, one of them, or none."""
    answer = draw(
        st.sampled_from([Answer.REPORTED, Answer.REPORTED, Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE, None])
    )
    if answer != Answer.REPORTED:
        return Observation(code, answer)
    whole = draw(amounts)
    part = Decimal(draw(st.integers(0, int(whole))))
    return Observation(code, answer, part, whole if draw(st.booleans()) else None)


counts = st.tuples(*(observed(code) for code in CODES)).map(list)
shares = st.tuples(*(shared(code) for code in CODES)).map(list)


@given(counts, st.randoms())
def test_the_order_of_institutions_does_not_matter(observations: list[Observation], dice: Random) -> None:
    shuffled = observations[:]
    dice.shuffle(shuffled)
    assert total(shuffled) == total(observations)


@given(shares, st.randoms())
def test_the_order_of_shares_does_not_matter(observations: list[Observation], dice: Random) -> None:
    shuffled = observations[:]
    dice.shuffle(shuffled)
    assert proportion(shuffled) == proportion(observations)


@given(counts, st.integers(0, len(CODES)))
def test_a_total_is_the_sum_of_the_totals_of_its_parts(observations: list[Observation], at: int) -> None:
    one, other = total(observations[:at]), total(observations[at:])
    everything = total(observations)
    assert (everything.value or 0) == (one.value or 0) + (other.value or 0)
    assert everything.reported == one.reported + other.reported
    assert everything.expected == one.expected + other.expected
    assert everything.missing == one.missing + other.missing


@given(shares)
def test_a_ratio_of_sums_lies_between_the_least_and_the_greatest_of_its_parts(observations: list[Observation]) -> None:
    each = [fraction(proportion([one])) for one in observations]
    parts = [part for part in each if part is not None]
    whole = fraction(proportion(observations))
    assert (whole is None) == (not parts)
    assert whole is None or min(parts) <= whole <= max(parts)


def fraction(share: Share) -> Fraction | None:
    if share.numerator is None or not share.denominator:
        return None
    return Fraction(share.numerator) / Fraction(share.denominator)


@given(counts, st.sampled_from([None, Answer.NOT_AVAILABLE]))
def test_an_institution_without_a_value_changes_coverage_only(
    observations: list[Observation], answer: Answer | None
) -> None:
    before, after = total(observations), total([*observations, Observation("Z", answer)])
    assert (after.value, after.reported, after.not_applicable) == (before.value, before.reported, before.not_applicable)
    assert after.expected == before.expected + 1
    assert after.missing + after.not_available == before.missing + before.not_available + 1


@given(counts)
def test_not_applicable_changes_neither_the_value_nor_the_n(observations: list[Observation]) -> None:
    before, after = total(observations), total([*observations, Observation("Z", Answer.NOT_APPLICABLE)])
    assert (after.value, after.reported, after.expected) == (before.value, before.reported, before.expected)


@given(st.lists(counts, min_size=1, max_size=6), st.integers(0, 6))
def test_a_flow_adds_over_any_partition_of_the_semesters(semesters: list[list[Observation]], at: int) -> None:
    totals = {ordinal: total(each) for ordinal, each in enumerate(semesters)}
    first = {ordinal: each for ordinal, each in totals.items() if ordinal < at}
    rest = {ordinal: each for ordinal, each in totals.items() if ordinal >= at}
    parts = {n: across_periods(each, Accumulation.FLOW) for n, each in enumerate((first, rest)) if each}
    assert across_periods(parts, Accumulation.FLOW) == across_periods(totals, Accumulation.FLOW)


@given(st.lists(shares, min_size=1, max_size=6))
def test_a_share_of_a_flow_is_that_of_all_its_parts_at_once(semesters: list[list[Observation]]) -> None:
    apart = shares_across_periods({n: proportion(each) for n, each in enumerate(semesters)}, Accumulation.FLOW)
    renamed = [
        Observation(f"{each.institution}{n}", each.answer, each.value, each.denominator)
        for n, observations in enumerate(semesters)
        for each in observations
    ]
    assert apart == proportion(renamed)


@given(st.lists(counts, min_size=1, max_size=6), st.sampled_from([Accumulation.STOCK, Accumulation.RUNNING]))
def test_a_stock_is_its_last_semester_however_often_it_is_taken(
    semesters: list[list[Observation]], accumulation: Accumulation
) -> None:
    totals = {ordinal: total(each) for ordinal, each in enumerate(semesters)}
    once = across_periods(totals, accumulation)
    assert once == totals[len(semesters) - 1]
    assert across_periods({0: once}, accumulation) == once


@given(counts)
def test_a_semester_compared_with_itself_has_not_changed(observations: list[Observation]) -> None:
    period = {each.institution: each for each in observations}
    found = like_for_like(period, period)
    assert found.difference in (None, 0)
    assert (found.previous, found.added_previous, found.added_current) == (found.current, None, None)
    assert found.previous == total(observations).value


@given(shares)
def test_shares_compared_with_themselves_have_not_changed(observations: list[Observation]) -> None:
    period = {each.institution: each for each in observations}
    found = shares_like_for_like(period, period)
    assert found.previous == found.current


@given(counts, counts)
def test_what_is_comparable_and_what_others_add_make_up_both_totals(
    before: list[Observation], after: list[Observation]
) -> None:
    found = like_for_like({each.institution: each for each in before}, {each.institution: each for each in after})
    assert (found.previous or 0) + (found.added_previous or 0) == (total(before).value or 0)
    assert (found.current or 0) + (found.added_current or 0) == (total(after).value or 0)
    assert found.comparable <= found.of


@given(counts, fractions)
def test_distinct_items_are_never_more_than_those_listed(observations: list[Observation], part: Decimal) -> None:
    listed = total(observations)
    joined = ((listed.value or Decimal(0)) * part).to_integral_value()
    found = distinct(listed, joined)
    assert (found.value is None) == (listed.value is None)
    assert 0 <= (found.value or 0) <= (listed.value or 0)
    assert found.reported == listed.reported


@given(st.dictionaries(st.integers(0, 20), st.none() | amounts))
def test_a_running_total_falls_exactly_where_it_is_below_the_last_one_reported(
    running: dict[int, Decimal | None],
) -> None:
    reported = [(ordinal, value) for ordinal, value in sorted(running.items()) if value is not None]
    assert falls(running) == tuple(later for (_, was), (later, value) in pairwise(reported) if value < was)


def test_of_nothing_there_is_nothing() -> None:
    assert (total([]), proportion([])) == (Total(), Share())
