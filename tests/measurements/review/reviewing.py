"""The Committee's desk in a browser: the secretary on 4 July, the queue, the page of an answer and its decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from institutions.models import Institution
from measurements.models import Measurement, Status
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_measurement
from tests.measurements.worlds.walk import World, make_world

QUEUE = "/revision/"
Response = Any
"""What the test browser gives: a response with the text of the page."""


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-07-04T12:00:00-05:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def secretary(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.cast.secretary)


def address(m: Measurement) -> str:
    return f"/revision/{m.period.code}/{m.institution.code}/{m.indicator.code}/"


def decide(client: Client, m: Measurement, decision: str, comment: str = "", **fields: object) -> Response:
    form: dict[str, object] = {"decision": decision, "comment": comment, "version": str(m.version)}
    form |= {"parts": "whole", "answer_by": "2026-07-10"} | fields
    return client.post(address(m), form)


def answer_of(world: World, institution: Institution, index: int = 0, **fields: Any) -> Measurement:
    return make_measurement(
        world.revisions[index], institution, world.period, value=7, status=Status.SUBMITTED, **fields
    )


def main_of(page: Response) -> str:
    return str(page.text).split("<main")[1].split("</main>")[0]
