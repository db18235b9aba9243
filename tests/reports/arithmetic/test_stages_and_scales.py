"""Stages, scales and texts across institutions, from tables of cases worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.arithmetic.aggregation import Observation, Outcome, Share, proportion
from reports.arithmetic.milestones import Milestones, completion, milestones
from reports.arithmetic.narratives import Told, listed
from reports.arithmetic.scale import distribution

OTHER_ANSWERS = {"-": None, "n/d": "not_available", "n/a": "not_applicable"}


def said(text: str) -> list[Observation]:
    """ "3 0 - n/a": the place that each institution gave; silence, no data and outside the indicator as they are."""
    return [
        Observation(f"I{number}", OTHER_ANSWERS[word])
        if word in OTHER_ANSWERS
        else Observation(f"I{number}", "reported", Decimal(word))
        for number, word in enumerate(text.split())
    ]


def share_of(everyone: list[Observation]) -> Share:
    """Which part of those who reported completed the last of four stages."""
    return proportion(completion(each, 4) for each in everyone)


# Four stages. `k of n` are those who reported, of those to whom it applies.
@pytest.mark.parametrize(
    ("places", "least", "most", "reached", "k", "n"),
    [
        ("2 4 1", 1, 4, (3, 2, 1, 1), 3, 3),
        ("4 4", 4, 4, (2, 2, 2, 2), 2, 2),
        ("0 3", 0, 3, (1, 1, 1, 0), 2, 2),  # none reached yet is an answer
        ("- 3", 3, 3, (1, 1, 1, 0), 1, 2),  # silence is not stage 0
        ("n/d 3", 3, 3, (1, 1, 1, 0), 1, 2),
        ("n/a 3", 3, 3, (1, 1, 1, 0), 1, 1),
        ("0 0", 0, 0, (0, 0, 0, 0), 2, 2),
        ("- -", None, None, (0, 0, 0, 0), 0, 2),
        ("n/a", None, None, (0, 0, 0, 0), 0, 0),
    ],
)
def test_stage_of_all_of_any_and_of_the_least_advanced(
    places: str, least: int | None, most: int | None, reached: tuple[int, ...], k: int, n: int
) -> None:
    found = {across: milestones(said(places), 4, across) for across in ("all", "minimum", "any", "share")}
    assert [found[across].stage for across in found] == [least, least, most, None]
    assert {(each.reached, each.reported, each.expected) for each in found.values()} == {(reached, k, n)}


@pytest.mark.parametrize(("places", "is_partial"), [("2 4", False), ("2 -", True), ("2 n/d", True), ("2 n/a", False)])
def test_who_is_missing_makes_it_partial(places: str, is_partial: bool) -> None:
    assert milestones(said(places), 4, "all").is_partial is is_partial


@pytest.mark.parametrize(
    ("places", "completed", "of", "percent"),
    [
        ("4 4 2", 2, 3, "66.67"),
        ("4 - 3", 1, 2, "50.00"),  # of those who reported
        ("4 n/a", 1, 1, "100.00"),
        ("0 0", 0, 2, "0.00"),
        ("- n/d", None, None, None),
    ],
)
def test_share_that_completed_the_last_stage(
    places: str, completed: int | None, of: int | None, percent: str | None
) -> None:
    share = share_of(said(places))
    assert (share.numerator, share.denominator) == (completed, of)
    assert share.percent == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("places", "outcome"), [("-", Outcome.NOT_REPORTED), ("n/a", Outcome.NOT_APPLICABLE), ("", Outcome.NOT_ASSIGNED)]
)
def test_nothing_said_has_its_own_word(places: str, outcome: Outcome) -> None:
    assert milestones(said(places), 4, "all").outcome_without_value is outcome
    assert share_of(said(places)).state is outcome


@pytest.mark.parametrize(
    ("places", "counts", "lower", "upper"),
    [
        ("1 3 3", (1, 0, 2), 3, 3),
        ("1 3", (1, 0, 1), 1, 3),  # between two options: both are said, never the one in the middle
        ("2 2", (0, 2, 0), 2, 2),
        ("1 2 2 3", (1, 2, 1), 2, 2),
        ("3 - n/d n/a", (0, 0, 1), 3, 3),
        ("- -", (0, 0, 0), None, None),
    ],
)
def test_scale_is_a_distribution_and_its_median(
    places: str, counts: tuple[int, ...], lower: int | None, upper: int | None
) -> None:
    found = distribution(said(places), 3)
    assert (found.counts, found.lower, found.upper) == (counts, lower, upper)
    assert sum(found.counts) == found.reported


def test_median_does_not_depend_on_the_order_of_the_institutions() -> None:
    assert distribution(said("3 1 2 2"), 3).lower == distribution(said("2 2 3 1"), 3).lower == 2


@pytest.mark.parametrize("places", ["5", "1.5"])
def test_place_that_there_is_not_is_refused(places: str) -> None:
    with pytest.raises(ValueError, match="there is not"):
        milestones(said(places), 4, "all")
    with pytest.raises(ValueError, match="there is not"):
        distribution(said(places), 4)


def test_option_zero_is_refused_though_stage_zero_is_not() -> None:
    with pytest.raises(ValueError, match="there is not"):
        distribution(said("0"), 3)
    assert milestones(said("0"), 3, "any") == Milestones(reached=(0, 0, 0), stage=0, reported=1, expected=1)


def test_texts_are_listed_in_the_order_of_the_institutions() -> None:
    answers = [Observation("EP", "reported"), Observation("MGP", None), Observation("FAP", "reported")]
    found = listed(answers, {"FAP": "Se publicó.", "EP": " Se aprobó. ", "MGP": "Borrador"})
    assert found.texts == (Told("EP", "Se aprobó."), Told("FAP", "Se publicó."))
    assert (found.reported, found.expected, found.is_partial) == (2, 3, True)


def test_empty_text_and_text_of_who_did_not_report_are_none() -> None:
    answers = [Observation("EP", "reported"), Observation("MGP", "not_available"), Observation("FAP", "not_applicable")]
    found = listed(answers, {"EP": "  ", "MGP": "Nota", "FAP": "Nota"})
    assert (found.texts, found.reported, found.expected, found.not_available) == ((), 0, 2, 1)


PLACES = st.lists(st.sampled_from([*"01234", *OTHER_ANSWERS]), max_size=8)


@given(PLACES, st.randoms(use_true_random=False), st.sampled_from(["all", "any", "minimum"]))
def test_order_of_the_institutions_changes_nothing(words: list[str], chance: Random, across: str) -> None:
    everyone = said(" ".join(words))
    mixed = chance.sample(everyone, len(everyone))
    assert milestones(mixed, 4, across) == milestones(everyone, 4, across)
    assert share_of(mixed) == share_of(everyone)


@given(PLACES, st.sampled_from(["all", "any", "minimum"]))
def test_one_more_silent_institution_changes_how_many_are_expected_and_nothing_else(
    words: list[str], across: str
) -> None:
    fewer, more = (milestones(said(" ".join(each)), 4, across) for each in (words, [*words, "-"]))
    assert replace(more, expected=fewer.expected) == fewer
    assert more.expected == fewer.expected + 1


@given(PLACES)
def test_later_stages_are_never_reached_by_more_institutions(words: list[str]) -> None:
    found = milestones(said(" ".join(words)), 4, "all")
    assert list(found.reached) == sorted(found.reached, reverse=True)
    assert max(found.reached, default=0) <= found.reported <= found.expected


@given(st.lists(st.integers(min_value=1, max_value=5), min_size=1, max_size=9))
def test_median_leaves_at_most_half_on_either_side(places: list[int]) -> None:
    found = distribution(said(" ".join(map(str, places))), 5)
    assert found.lower is not None
    assert found.upper is not None
    below, above = sum(found.counts[: found.lower - 1]), sum(found.counts[found.upper :])
    assert 2 * below <= len(places)
    assert 2 * above <= len(places)
