"""An institution's dashboard as files: its own rows, the plan's totals, nobody else's figures."""

from __future__ import annotations

import csv
import io

import pytest
import time_machine
from django.test import Client

from institutions.models import Institution, User
from tests import factories as make
from tests.conftest import SignIn
from tests.reports.worlds.report import OPEN, make_world

pytestmark = pytest.mark.django_db
PAGE = "/instituciones/EP/tablero/"


@pytest.fixture
def reporter() -> User:
    make_world()
    return make.make_person("reporter", Institution.objects.get(code="EP"))


def rows_of(client: Client, name: str) -> list[dict[str, str]]:
    with time_machine.travel(OPEN, tick=False):
        response = client.get(f"{PAGE}datos.csv?tabla={name}&semestre=2026-I")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_every_report_that_it_owes_is_a_row_with_its_state(signed_in: SignIn, reporter: User) -> None:
    """Three are owed and all were validated, one of them sent late."""
    rows = rows_of(signed_in(reporter), "reportes")
    assert [row["estado"] for row in rows] == ["Validado"] * 3
    assert sorted(row["fuera de plazo"] for row in rows) == ["no", "no", "sí"]


def test_its_values_stand_beside_the_total_of_the_plan(signed_in: SignIn, reporter: User) -> None:
    """It trained 44, after 40; it alone answered of two. Hours went from 8 to 10. Women deployed are 26 of 205 and 11 of 31."""
    rows = rows_of(signed_in(reporter), "valores")
    kept = ("valor", "valor del semestre anterior", "diferencia", "total del plan", "parte del total (%)")
    assert [tuple(row[each] for each in kept) for row in rows] == [
        ("44", "40", "4", "44", "100"),
        ("10", "8", "2", "10", "100"),
        ("12.68", "", "", "12.68", "100"),
        ("35.48", "", "", "35.48", "100"),
    ]
    assert [row["instituciones con valor"] + " de " + row["instituciones esperadas"] for row in rows[:2]] == [
        "1 de 2"
    ] * 2


def test_no_other_institution_is_named(signed_in: SignIn, reporter: User) -> None:
    client = signed_in(reporter)
    for name in ("valores", "reportes"):
        assert not any("MGP" in cell or "99" in cell for row in rows_of(client, name) for cell in row.values())


def test_the_page_offers_both_tables(signed_in: SignIn, reporter: User) -> None:
    with time_machine.travel(OPEN, tick=False):
        page = signed_in(reporter).get(f"{PAGE}?semestre=2026-I").content.decode()
    for name in ("reportes", "valores"):
        for kind in ("csv", "xlsx"):
            assert f'href="{PAGE}datos.{kind}?tabla={name}&amp;semestre=2026-I"' in page


def test_a_table_that_it_does_not_have_is_not_found(signed_in: SignIn, reporter: User) -> None:
    with time_machine.travel(OPEN, tick=False):
        assert signed_in(reporter).get(f"{PAGE}datos.csv?tabla=cobertura&semestre=2026-I").status_code == 404
