"""The quorum of a meeting, by tables of cases."""

from __future__ import annotations

import pytest

from committee.meetings.quorum import Quorum, quorum_of

P, E, A = "present", "excused", "absent"


@pytest.mark.parametrize(("called", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4)], ids=str)
def test_more_than_half_of_those_called_are_needed(called: int, needed: int) -> None:
    assert Quorum(called, 0).needed == needed
    assert not Quorum(called, needed - 1).is_reached
    assert Quorum(called, needed).is_reached


@pytest.mark.parametrize(("came", "missing"), [(0, 3), (2, 1), (3, 0), (5, 0)])
def test_it_says_how_many_are_missing(came: int, missing: int) -> None:
    assert Quorum(5, came).missing == missing


def test_who_is_excused_was_not_represented() -> None:
    assert quorum_of([P, E, A, P]) == Quorum(called=4, came=2)


@pytest.mark.parametrize("presences", [[], [P, ""], ["", ""]])
def test_it_is_unknown_until_every_institution_is_noted(presences: list[str]) -> None:
    assert quorum_of(presences) is None
