"""Marks of 1 and 0: the furthest stage and the one option, and what cannot be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from measurements.answer.places import chosen, furthest, only, reached


def marks(text: str) -> list[Decimal | None]:
    """ "1 1 0" as it is stored; "-" is a mark that is not there."""
    return [None if mark == "-" else Decimal(mark) for mark in text.split()]


@pytest.mark.parametrize(
    ("stored", "place"),
    [("0 0 0", 0), ("1 0 0", 1), ("1 1 0", 2), ("1 1 1", 3), ("1.0000 0.0000 0", 1), ("- - -", None)],
)
def test_furthest_stage_is_the_last_one_reached(stored: str, place: int | None) -> None:
    assert furthest(marks(stored)) == place


@pytest.mark.parametrize("stored", ["0 1 0", "1 0 1", "1 - 0", "- 0 0", "2 0 0", "0.5 0 0"])
def test_later_stage_implies_the_earlier_and_every_stage_is_answered(stored: str) -> None:
    with pytest.raises(ValueError, match="implies"):
        furthest(marks(stored))


@pytest.mark.parametrize(("stored", "place"), [("1 0 0", 1), ("0 0 1", 3), ("- - -", None)])
def test_one_option_is_chosen(stored: str, place: int | None) -> None:
    assert chosen(marks(stored)) == place


@pytest.mark.parametrize("stored", ["0 0 0", "1 1 0", "1 - 0", "0 2 0"])
def test_no_option_or_several_are_no_answer(stored: str) -> None:
    with pytest.raises(ValueError, match="Exactly one"):
        chosen(marks(stored))


@pytest.mark.parametrize("place", range(4))
def test_what_is_stored_of_a_place_reads_back_as_that_place(place: int) -> None:
    assert furthest(reached(place, 3)) == place
    if place:
        assert chosen(only(place, 3)) == place
