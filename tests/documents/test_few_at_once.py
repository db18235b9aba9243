"""Of what is heavy only a few run at once; a place is given back however it ends."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from documents.few_at_once import one_of_few

NOW = dt.datetime(2026, 9, 1, 15, tzinfo=dt.UTC)


def free(name: str = "examine") -> bool:
    with one_of_few(name, most=2, seconds=60) as is_free:
        return is_free


def test_places_are_counted_name_by_name_and_given_back() -> None:
    with one_of_few("examine", most=2, seconds=60) as first, one_of_few("examine", most=2, seconds=60) as second:
        assert (first, second, free(), free("another")) == (True, True, False, True)
    assert free()


def test_who_found_no_place_gives_back_nobody_elses() -> None:
    with one_of_few("examine", most=1, seconds=60), one_of_few("examine", most=1, seconds=60) as late:
        assert not late
        with one_of_few("examine", most=1, seconds=60) as later:
            assert not later
    with one_of_few("examine", most=1, seconds=60) as is_free:
        assert is_free


def test_a_place_is_given_back_by_what_broke() -> None:
    for _each in range(3):
        with pytest.raises(ZeroDivisionError):
            broken()


def broken() -> None:
    with one_of_few("examine", most=1, seconds=60) as is_free:
        assert is_free
        raise ZeroDivisionError


def test_the_place_of_a_process_that_died_is_free_after_its_time() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        held = one_of_few("examine", most=1, seconds=60)
        held.__enter__()
        clock.shift(59)
        with one_of_few("examine", most=1, seconds=60) as is_free:
            assert not is_free
        clock.shift(2)
        with one_of_few("examine", most=1, seconds=60) as is_free:
            assert is_free


def test_who_took_longer_than_its_time_gives_back_nobody_elses_place() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        slow, next_one = (one_of_few("examine", most=1, seconds=60) for _each in range(2))
        assert slow.__enter__()
        clock.shift(61)
        assert next_one.__enter__()
        slow.__exit__(None, None, None)
        with one_of_few("examine", most=1, seconds=60) as is_free:
            assert not is_free
