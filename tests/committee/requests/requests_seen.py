"""The desk of information requests in a browser: a plan, a request of the Army, and who stands on each side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from committee.models import InformationRequest
from tests.cast import Cast
from tests.committee.requests.requested import DAY, MADE, PDF, make_request
from tests.conftest import SignIn
from tests.factories import make_plan

DESK, NEW, OWN = "/comite/requerimientos/", "/comite/requerimientos/nuevo/", "/requerimientos/"
ONE = "/requerimientos/RI-2026-0001/"
STEPS = ("answer", "comment", "accept", "insist", "extend", "withdraw", "expire", "file_oficio", "file_letter")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MADE + DAY, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _plan(db: None) -> None:
    make_plan()


@pytest.fixture
def request_of_army(cast: Cast) -> InformationRequest:
    return make_request(cast)


@pytest.fixture
def secretary(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.secretary)


@pytest.fixture
def reporter(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.reporter)


def typed(act: str, version: int = 1, **fields: object) -> dict[str, object]:
    """What the form of a step sends."""
    return {"act": act, f"{act}-version": version} | {f"{act}-{name}": value for name, value in fields.items()}


def upload(name: str = "lista.pdf", content: bytes = PDF.content) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")
