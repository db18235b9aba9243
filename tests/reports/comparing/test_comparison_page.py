"""Any two semesters side by side: like for like, the others apart, and a clear word where nothing can be compared."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import User
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]


@pytest.fixture
def plan(cast: Cast) -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in ("2025-I", "2025-II", "2026-I")]


@pytest.fixture
def people(plan: ActionPlan, cast: Cast, semesters: list[ReportingPeriod]) -> IndicatorRevision:
    """The methodology's case: EP 40, MGP 30, FAP 20 in 2025-II; EP 44, MGP 33, FAP silent in 2026-I."""
    count = make.make_count(plan, "PREV-1.1.1")
    air = make.make_institution("FAP")
    for institution, then, now in ((cast.army, 40, 44), (cast.navy, 30, 33), (air, 20, None)):
        make.make_commitment(count, institution, semesters[1])
        make.make_measurement(count, institution, semesters[1], value=then)
        if now is not None:
            make.make_measurement(count, institution, semesters[2], value=now)
    return count


def said(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    body = re.sub(r"<svg.*?</svg>|<script.*?</script>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ")


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    rows = [row for row in csv.reader(io.StringIO(response.content.decode("utf-8-sig"))) if len(row) > 5]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.usefixtures("people")
def test_a_silent_institution_is_neither_a_fall_nor_hidden(cast: Cast, signed_in: SignIn) -> None:
    text = said(signed_in(cast.outsider), "/comparar/?desde=2025-II&hasta=2026-I")
    assert "De 1 cifra que se puede comparar, 1 sube" in text
    assert "+7 sube (+10 %)" in text
    assert "70 → 77 · 2 instituciones comparables de 3" in text
    assert "Aparte, las demás: 20 entonces" in text


def test_change_of_few_is_marked_wherever_it_stands(
    plan: ActionPlan, cast: Cast, semesters: list[ReportingPeriod], signed_in: SignIn
) -> None:
    """EP 1 of 4, then 2 of 4; the Navy's 20 of 40 are of the second semester alone, so that the whole is not of few."""
    share = make.make_proportion(plan, "PREV-1.1.1")
    for institution in (cast.army, cast.navy):
        make.make_commitment(share, institution, semesters[1])
    make.make_measurement(share, cast.army, semesters[1], value=(1, 4))
    make.make_measurement(share, cast.army, semesters[2], value=(2, 4))
    make.make_measurement(share, cast.navy, semesters[2], value=(20, 40))
    client = signed_in(cast.member)
    for address in (
        "/comparar/?desde=2025-II&hasta=2026-I",
        "/indicadores/PREV-1.1.1/?semestre=2026-I",
        "/tablero/?semestre=2026-I",
    ):
        text = said(client, address)
        assert "1 institución comparable de 2 · porcentaje sobre menos de 20" in text, address


@pytest.mark.usefixtures("people")
def test_the_file_holds_what_the_page_prints(cast: Cast, signed_in: SignIn) -> None:
    (row,) = rows_of(signed_in(cast.member), "/comparar/datos.csv?desde=2025-II&hasta=2026-I")
    assert {name: row[name] for name in ("valor 2025-II", "valor 2026-I", "variación", "variación (%)")} == {
        "valor 2025-II": "90",
        "valor 2026-I": "77",
        "variación": "7",
        "variación (%)": "10.00",
    }
    assert (row["instituciones comparables"], row["las demás entonces"], row["las demás ahora"]) == ("2", "20", "")


@pytest.mark.usefixtures("people")
def test_without_a_choice_the_latest_semester_is_held_against_the_one_before(cast: Cast, signed_in: SignIn) -> None:
    context = signed_in(cast.member).get("/comparar/").context
    assert (context["asked"].earlier.code, context["asked"].later.code) == ("2025-II", "2026-I")
    assert context["year_before"].code == "2025-I"


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("desde=2026-I&hasta=2026-I", "Ambos son el mismo semestre"),
        ("hasta=2025-I", "no tiene un semestre anterior"),
        ("desde=2026-I&hasta=2025-II", "Los semestres se pusieron en orden"),
    ],
)
def test_what_cannot_be_compared_as_asked_is_said(cast: Cast, signed_in: SignIn, query: str, message: str) -> None:
    assert message in said(signed_in(cast.member), f"/comparar/?{query}")


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    "address",
    ["/comparar/?desde=1999-I", "/comparar/datos.pdf", "/comparar/datos.csv?desde=2026-I&hasta=2026-I"],
)
def test_unknown_semesters_and_files_are_not_found(cast: Cast, signed_in: SignIn, address: str) -> None:
    assert signed_in(cast.member).get(address).status_code == 404


def test_a_break_between_them_says_so_instead_of_a_change(
    cast: Cast, signed_in: SignIn, people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    changed = make.make_revision(people.indicator, effective_from=semesters[2], change_class="methodological")
    make.make_component(changed, "total")
    make.make_series(changed)
    client = signed_in(cast.member)
    text = said(client, "/comparar/?desde=2025-II&hasta=2026-I")
    assert "Cambió la definición" in text
    assert "Ninguna cifra se puede comparar" in text
    (row,) = rows_of(client, "/comparar/datos.csv?desde=2025-II&hasta=2026-I")
    assert (row["comparación"], row["variación"]) == ("Cambió la definición", "")


def test_an_indicator_in_force_in_one_semester_only_is_listed(
    plan: ActionPlan, cast: Cast, signed_in: SignIn, semesters: list[ReportingPeriod]
) -> None:
    make.make_count(plan, "PREV-1.2.1", effective_from=semesters[2])
    text = said(signed_in(cast.member), "/comparar/?desde=2025-II&hasta=2026-I")
    assert "PREV-1.2.1" in text
    assert "Vigente en uno solo de los semestres" in text


def test_a_plan_without_semesters_says_so(cast: Cast, signed_in: SignIn, plan: ActionPlan) -> None:
    assert "Todavía no hay" in said(signed_in(cast.member), "/comparar/")


def test_more_indicators_cost_no_more_queries(
    plan: ActionPlan, cast: Cast, signed_in: SignIn, people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    client = signed_in(cast.member)
    client.get("/comparar/")
    with CaptureQueriesContext(connection) as few:
        client.get("/comparar/")
    for code in ("PREV-1.2.1", "PREV-1.3.1", "PART-1.1.1"):
        count = make.make_count(plan, code)
        make.make_commitment(count, cast.army, semesters[1])
        make.make_measurement(count, cast.army, semesters[1], value=3)
    with CaptureQueriesContext(connection) as many:
        client.get("/comparar/")
    assert len(many) == len(few)
