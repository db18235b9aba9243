"""The files of a page say what the page says: answers in words as words, what was counted with all its places, a proportion by its
two numbers."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from indicators.models import ActionPlan, ReportingPeriod
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn
from tests.reports.worlds.kinds import choose
from tests.reports.worlds.report import CLOSED

pytestmark = pytest.mark.django_db

Row = dict[str, str]


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def before(plan: ActionPlan) -> ReportingPeriod:
    return make.make_period(plan, "2025-II")


@pytest.fixture
def now(plan: ActionPlan, before: ReportingPeriod) -> ReportingPeriod:
    return make.make_period(plan, "2026-I")


def rows(client: Client, address: str) -> list[Row]:
    response = client.get(address)
    assert response.status_code == 200, address
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


LISTS = [
    ("/indicadores/datos.csv?semestre=2026-I", "valor", "valor del semestre anterior"),
    ("/tablero/datos.csv?tabla=indicadores&semestre=2026-I", "valor", ""),
    ("/pilares/PREV/datos.csv?semestre=2026-I", "valor", ""),
    ("/comparar/datos.csv?desde=2025-II&hasta=2026-I", "valor 2026-I", "valor 2025-II"),
]


@pytest.mark.parametrize(("address", "value", "earlier"), LISTS)
def test_an_answer_in_words_is_in_every_list_of_figures(
    plan: ActionPlan,
    before: ReportingPeriod,
    now: ReportingPeriod,
    cast: Cast,
    signed_in: SignIn,
    address: str,
    value: str,
    earlier: str,
) -> None:
    """Two chose the first of three options, then both the last: it is the one in the middle."""
    scale = make.make_scale(plan)
    for code in ("EP", "MGP"):
        make.make_commitment(scale, make.make_institution(code), before)
    choose(scale, before, EP=1, MGP=1)
    choose(scale, now, EP=3, MGP=3)
    with time_machine.travel(CLOSED, tick=False):
        row = rows(signed_in(cast.secretary), address)[-1]
    assert "high" in row[value]
    assert not earlier or "low" in row[earlier]


@pytest.mark.parametrize(
    ("address", "difference"),
    [
        ("/indicadores/datos.csv?semestre=2026-I", "diferencia entre instituciones comparables"),
        ("/tablero/datos.csv?tabla=cambios&semestre=2026-I", "diferencia"),
        ("/pilares/PREV/datos.csv?semestre=2026-I", "variación desde el semestre anterior"),
        ("/comparar/datos.csv?desde=2025-II&hasta=2026-I", "variación"),
        ("/instituciones/EP/tablero/datos.csv?tabla=valores&semestre=2026-I", "diferencia"),
    ],
)
def test_a_difference_of_what_is_counted_is_that_of_the_two_values_in_every_file(
    plan: ActionPlan,
    before: ReportingPeriod,
    now: ReportingPeriod,
    cast: Cast,
    signed_in: SignIn,
    address: str,
    difference: str,
) -> None:
    level = make.make_change(plan)
    make.make_commitment(level, cast.army, before)
    for period, value in ((before, "2.2505"), (now, "3.5")):
        make.make_measurement(level, cast.army, period, value=Decimal(value))
    with time_machine.travel(CLOSED, tick=False):
        row = rows(signed_in(cast.secretary), address)[-1]
    assert row[difference] == "1.2495"


def test_a_series_is_named_in_the_readers_language_beside_its_code(
    plan: ActionPlan, now: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    make.make_commitment(make.make_count(plan), cast.army, now)
    with time_machine.travel(CLOSED, tick=False):
        for address in ("/indicadores/datos.csv", "/indicadores/PREV-1.1.1/datos.csv"):
            row = rows(signed_in(cast.secretary), f"{address}?semestre=2026-I")[0]
            assert (row["código de la serie"], row["serie"]) == ("all", "el indicador en su conjunto"), address


def test_a_proportion_by_category_has_its_part_and_its_whole(
    plan: ActionPlan, now: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    places = make.make_dimension("deployment_category", "contingent", "staff_officer")
    share = make.make_proportion(plan, dimensions=[places])
    make.make_commitment(share, cast.army, now)
    cells: dict[str, make.Amount] = {
        "part:deployment_category=contingent": (3, 40),
        "part:deployment_category=staff_officer": (0, 5),
    }
    make.make_measurement(share, cast.army, now, values=cells)
    with time_machine.travel(CLOSED, tick=False):
        every = rows(signed_in(cast.secretary), "/indicadores/PART-1.2.1/detalle.csv?semestre=2026-I")
    kept = ("categoría", "valor", "parte", "total", "porcentaje (%)")
    found = [row for row in every if row["tabla"] == "deployment_category"]
    assert [tuple(row[each] for each in kept) for row in found] == [
        ("contingent", "", "3", "40", "7.50"),
        ("staff_officer", "", "0", "5", "0.00"),
    ]
