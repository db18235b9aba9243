"""Sums and proportions across institutions: the methodology's cases, and what must never be read as zero."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.arithmetic.aggregation import Answer, Observation, Outcome, Share, Total, distinct, proportion, total

D = Decimal


def gave(institution: str, value: int, denominator: int | None = None) -> Observation:
    whole = None if denominator is None else D(denominator)
    return Observation(institution, Answer.REPORTED, D(value), whole)


def silent(institution: str) -> Observation:
    return Observation(institution, None)


def without_data(institution: str) -> Observation:
    return Observation(institution, Answer.NOT_AVAILABLE)


def outside(institution: str) -> Observation:
    return Observation(institution, Answer.NOT_APPLICABLE)


def test_partial_sum_says_from_how_many() -> None:
    figure = total([gave("EP", 40), silent("MGP"), gave("FAP", 15), gave("CCFFAA", 0)])
    assert figure == Total(value=D(55), reported=3, expected=4)
    assert figure.is_partial
    assert figure.missing == 1


def test_not_applicable_leaves_the_expected() -> None:
    figure = total([gave("EP", 40), outside("MGP")])
    assert figure == Total(value=D(40), reported=1, expected=1, not_applicable=1)
    assert not figure.is_partial


def test_not_available_stays_expected_and_is_not_silence() -> None:
    figure = total([gave("EP", 40), without_data("MGP"), silent("FAP")])
    assert (figure.reported, figure.expected, figure.not_available, figure.missing) == (1, 3, 1, 1)


def test_reported_zero_is_a_figure() -> None:
    figure = total([gave("EP", 0)])
    assert figure.value == 0
    assert figure.state is Outcome.COMPUTED


@pytest.mark.parametrize(
    ("observations", "state"),
    [
        ([silent("EP"), without_data("MGP")], Outcome.NOT_REPORTED),
        ([outside("EP"), outside("MGP")], Outcome.NOT_APPLICABLE),
        ([outside("EP"), silent("MGP")], Outcome.NOT_REPORTED),
        ([], Outcome.NOT_ASSIGNED),
    ],
)
def test_without_a_report_there_is_no_figure_and_never_zero(observations: list[Observation], state: Outcome) -> None:
    assert total(observations).value is None
    assert total(observations).state is state
    assert proportion(observations).percent is None
    assert proportion(observations).state is state
    assert not total(observations).is_partial


def test_institution_counts_once() -> None:
    with pytest.raises(ValueError, match="one observation"):
        total([gave("EP", 1), gave("EP", 2)])


@pytest.mark.parametrize("answer", [None, Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE])
def test_value_belongs_to_a_report(answer: Answer | None) -> None:
    with pytest.raises(ValueError, match="without having reported"):
        Observation("EP", answer, D(0))


@pytest.mark.parametrize(
    ("pairs", "numerator", "denominator", "percent", "average_of_percentages"),
    [
        # Peru, January 2021: observers, staff officers
        ([(5, 18), (6, 13)], 11, 31, "35.48", "36.97"),
        # the same with the contingent: context only
        ([(5, 18), (6, 13), (26, 205)], 37, 236, "15.68", "28.87"),
    ],
)
def test_proportion_adds_parts_and_never_averages(
    pairs: list[tuple[int, int]], numerator: int, denominator: int, percent: str, average_of_percentages: str
) -> None:
    share = proportion(gave(str(number), part, whole) for number, (part, whole) in enumerate(pairs))
    assert (share.numerator, share.denominator) == (D(numerator), D(denominator))
    assert str(share.percent) == percent
    average = sum((D(part) / whole * 100 for part, whole in pairs), D(0)) / len(pairs)
    assert str(average.quantize(D("0.01"))) == average_of_percentages != percent


def test_proportion_takes_those_who_gave_both_parts() -> None:
    share = proportion([gave("EP", 10, 50), gave("MGP", 5), gave("FAP", 2, 8)])
    assert share == Share(numerator=D(12), denominator=D(58), reported=2, expected=3)
    assert str(share.percent) == "20.69"
    assert share.is_partial
    assert share.state is Outcome.COMPUTED


def test_unrounded_percent_is_kept_for_judging() -> None:
    share = proportion([gave("EP", 94996, 100000)])
    assert str(share.percent) == "95.00"
    assert share.exact_percent == D("94.996")


def test_denominator_of_zero_is_not_applicable() -> None:
    share = proportion([gave("EP", 0, 0), gave("MGP", 0, 0)])
    assert share.percent is None
    assert share.state is Outcome.NOT_APPLICABLE
    assert not share.is_small


def test_numerator_of_zero_is_zero_percent() -> None:
    assert proportion([gave("EP", 0, 30)]).percent == 0


def test_part_greater_than_its_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="MGP reports a part greater"):
        proportion([gave("EP", 1, 50), gave("MGP", 9, 8)])


@pytest.mark.parametrize(("denominator", "is_small"), [(19, True), (20, False)])
def test_small_denominator_is_flagged(denominator: int, is_small: bool) -> None:
    assert proportion([gave("EP", 1, denominator)]).is_small is is_small


def test_joined_items_count_once() -> None:
    figure = total([gave("EP", 3), gave("MGP", 2), silent("FAP")])
    assert distinct(figure, 1) == Total(value=D(4), reported=2, expected=3)
    assert distinct(figure, 0) == figure
    assert distinct(total([silent("EP")]), 0).value is None


@pytest.mark.parametrize("joined", [-1, 6])
def test_no_more_items_are_joined_than_counted(joined: int) -> None:
    with pytest.raises(ValueError, match="joined"):
        distinct(total([gave("EP", 5)]), joined)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=8))
def test_proportion_lies_between_0_and_100(pairs: list[tuple[int, int]]) -> None:
    share = proportion(gave(str(number), min(pair), max(pair)) for number, pair in enumerate(pairs))
    if share.percent is not None:
        assert 0 <= share.percent <= 100
