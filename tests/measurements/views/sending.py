"""The page of checking and sending, and who stands at it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from measurements.models import Measurement
from tests.cast import Cast
from tests.conftest import SignIn
from tests.measurements.worlds.walk import World, make_world

PAGE = "/registro/2026-I/EP/revisar/"


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-07-01T02:00:00-05:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def approver(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.cast.approver)


@pytest.fixture
def reporter(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.cast.reporter)


def form_of(*measurements: Measurement, action: str = "send") -> dict[str, object]:
    """What the browser sends when these are ticked."""
    versions = {f"version-{m.indicator.code}": str(m.version) for m in measurements}
    return {"action": action, "chosen": [m.indicator.code for m in measurements], **versions}


def send(client: Client, *measurements: Measurement, action: str = "send") -> HttpResponse:
    return client.post(PAGE, form_of(*measurements, action=action))  # type: ignore[return-value]


def ticked(page: str) -> list[str]:
    return re.findall(r'name="chosen" value="([^"]+)" checked', page)


def back(client: Client, m: Measurement, comment: str, version: int | None = None) -> HttpResponse:
    code = m.indicator.code
    form = {f"{code}-version": str(version or m.version), f"{code}-comment": comment}
    return client.post(f"/registro/2026-I/EP/{code}/devolver/", form)  # type: ignore[return-value]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def statuses(*measurements: Measurement) -> list[str]:
    found = dict(Measurement.objects.values_list("pk", "status"))
    return [found[m.pk] for m in measurements]
