"""The approver hands back from the page of sending: with a comment, once, and nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from measurements.models import MeasurementEvent, Status
from tests.conftest import SignIn
from tests.measurements.views import sending
from tests.measurements.views.sending import back, statuses
from tests.measurements.worlds.walk import World

world, clock, approver, reporter = sending.world, sending.clock, sending.approver, sending.reporter


def test_the_approver_hands_back_with_a_comment_twice_and_it_happens_once(world: World, approver: Client) -> None:
    prepared = world.prepared(0)
    version = prepared.version
    assert [back(approver, prepared, "Revise el total.", version).status_code for _click in range(2)] == [302, 302]
    event = MeasurementEvent.objects.get(from_status=Status.PREPARED)
    assert (event.to_status, event.comment) == (Status.DRAFT, "Revise el total.")


def test_handing_back_needs_a_comment(world: World, approver: Client) -> None:
    prepared = world.prepared(0)
    answer = back(approver, prepared, "  ")
    assert answer.status_code == 200
    assert "Escriba qué se debe corregir" in answer.text
    assert statuses(prepared) == [Status.PREPARED]


def test_a_stale_hand_back_keeps_the_comment_that_was_typed(world: World, approver: Client) -> None:
    prepared = world.prepared(0)
    answer = back(approver, prepared, "Revise el total.", prepared.version - 1)
    assert answer.status_code == 409
    assert "Revise el total." in answer.text
    assert statuses(prepared) == [Status.PREPARED]


@pytest.mark.parametrize(("who", "status"), [("reporter", 403), ("outside_approver", 404), ("secretary", 404)])
def test_nobody_else_hands_back(world: World, signed_in: SignIn, who: str, status: int) -> None:
    prepared = world.prepared(0)
    assert back(signed_in(getattr(world.cast, who)), prepared, "Revise.").status_code == status
    assert statuses(prepared) == [Status.PREPARED]


def test_handing_back_is_a_post(world: World, approver: Client) -> None:
    world.prepared(0)
    assert approver.get("/registro/2026-I/EP/PREV-1.1.1/devolver/").status_code == 405
