"""The dashboard's tables as files: the numbers of the figures, text that cannot run, and none for who does not see the page."""

from __future__ import annotations

import csv
import io

import pytest
import time_machine
from django.test import Client

from institutions.models import User
from tests import factories as make
from tests.conftest import SignIn
from tests.reports.worlds.report import OPEN, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def observer() -> User:
    return make.make_person("observer", make.make_institution("CCFFAA"))


def table(client: Client, name: str) -> list[list[str]]:
    response = client.get(f"/tablero/datos.csv?tabla={name}&semestre=2026-I")
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def read(signed_in: SignIn, observer: User, name: str) -> list[list[str]]:
    with time_machine.travel(OPEN, tick=False):
        return table(signed_in(observer), name)


@pytest.mark.usefixtures("world")
def test_coverage_of_each_institution_and_of_all(signed_in: SignIn, observer: User) -> None:
    """The Army owes three and sent three, one of them late; the Navy owes two and sent one, which waits."""
    heads, *rows = read(signed_in, observer, "cobertura")
    kept = ["esperados", "enviado", "enviados dentro del plazo", "Validado", "Enviado"]
    places = [heads.index(each) for each in kept]
    assert {row[0]: [row[n] for n in places] for row in rows} == {
        "EP": ["3", "3", "2", "3", "0"],
        "MGP": ["2", "1", "1", "0", "1"],
        "todas": ["5", "4", "3", "3", "1"],
    }


@pytest.mark.usefixtures("world")
def test_changes_are_like_for_like_and_what_others_add_stands_apart(signed_in: SignIn, observer: User) -> None:
    """PREV-1.1.1: Army 40 → 44; the Navy's 30 of before stands apart, and nothing of hers now: empty, never zero."""
    heads, *rows = read(signed_in, observer, "cambios")
    found = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    people = found["PREV-1.1.1"]
    assert (people["antes"], people["ahora"], people["diferencia"], people["variación porcentual (%)"]) == (
        "40", "44", "4", "10",
    )  # fmt: skip
    assert (people["instituciones comparables"], people["instituciones alcanzadas"]) == ("1", "2")
    assert (people["antes, las demás instituciones"], people["ahora, las demás instituciones"]) == ("30", "")


@pytest.mark.usefixtures("world")
def test_gaps_hold_value_expected_and_target(signed_in: SignIn, observer: User) -> None:
    heads, row = read(signed_in, observer, "brechas")
    found = dict(zip(heads, row, strict=True))
    assert (found["indicador"], found["valor"], found["esperado a la fecha"], found["meta final"]) == (
        "PREV-1.2.1", "10", "20", "20",
    )  # fmt: skip
    assert found["estado"] == "Rezagado"


@pytest.mark.usefixtures("world")
def test_states_tell_no_target_from_no_data(signed_in: SignIn, observer: User) -> None:
    heads, *rows = read(signed_in, observer, "indicadores")
    found = {row[1]: dict(zip(heads, row, strict=True)) for row in rows}
    assert found["PREV-1.2.1"]["estado"] == "Rezagado"
    assert (found["PROT-1.1.1"]["estado"], found["PROT-1.1.1"]["situación"]) == ("Sin meta", "Por asignar")
    assert found["PROT-1.1.1"]["valor"] == ""


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/tablero/datos.xlsx?tabla=brechas", 200),
        ("/tablero/datos.csv?tabla=nada", 404),
        ("/tablero/datos.csv", 404),
        ("/tablero/datos.pdf?tabla=brechas", 404),
    ],
)
@pytest.mark.usefixtures("world")
def test_a_table_has_a_name_and_a_kind(signed_in: SignIn, observer: User, address: str, code: int) -> None:
    assert signed_in(observer).get(address).status_code == code


def test_who_reports_takes_none_of_them_away(signed_in: SignIn, world: World) -> None:
    reporter = signed_in(make.make_person("reporter", world.navy))
    for address in ("/tablero/datos.csv?tabla=cobertura", "/tablero/matriz/datos.csv", "/tablero/matriz/"):
        assert reporter.get(address).status_code == 403
