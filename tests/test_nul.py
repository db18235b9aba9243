"""No request with a NUL character reaches the database, which on PostgreSQL would fail on it."""

import logging

import pytest

from tests.cast import Cast
from tests.conftest import SignIn


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


@pytest.mark.parametrize(
    "address",
    [
        "/registro/2026-I/E%00P/",
        "/registro/2026-I/EP/PREV%00/",
        "/constancias/%00/",
        "/indicadores/PREV%00/",
        "/informes/2026-I%00/1/",
        "/revision/2026-I/EP/%00/",
        "/revision/?institucion=%00",
        "/tablero/?semestre=%00",
        "/gestion/semestres/%00/",
    ],
)
def test_nul_in_an_address_is_a_bad_request(address: str, cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.secretary).get(address).status_code == 400


def test_nul_in_a_form_is_a_bad_request(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.secretary).post("/gestion/compromisos/", {"semestre": "2026-I\x00"})
    assert page.status_code == 400
    assert "NUL" not in page.text
