"""The matrix page: what a filter keeps and what it never changes, who opens a cell, and the file that says the same."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import ActionPlan, ReportingPeriod
from measurements.models import Status
from reports.figures import coverage_matrix
from reports.figures.matrix_filter import Wanted, narrowed
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 25, 12, tzinfo=make.LIMA)
"""Past the deadline of 2026-I and before it closes."""
PAGE, FILE = "/tablero/matriz/", "/tablero/matriz/datos.csv"


@pytest.fixture(autouse=True)
def _late() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def period(plan: ActionPlan, cast: Cast) -> ReportingPeriod:
    """Three indicators of two pillars. Army: validated, returned and late, nothing. Navy: sent, and nothing of the second.

    | | PREV-1.1.1 | PREV-1.2.1 | PART-1.1.1 |
    | Army | validated | returned, late | not started, overdue |
    | Navy | submitted | not started, overdue | not required |
    """
    semester = make.make_period(plan, "2026-I", closes_at=dt.datetime(2026, 8, 15, tzinfo=make.LIMA))
    people, hours, women = (make.make_count(plan, code) for code in ("PREV-1.1.1", "PREV-1.2.1", "PART-1.1.1"))
    for revision in (people, hours):
        for institution in (cast.army, cast.navy):
            make.make_commitment(revision, institution, semester)
    make.make_commitment(women, cast.army, semester)
    make.make_measurement(people, cast.army, semester, value=4)
    make.make_measurement(hours, cast.army, semester, value=9, status=Status.RETURNED, late=True)
    make.make_measurement(people, cast.navy, semester, value=5, status=Status.SUBMITTED)
    return semester


def shown(plan: ActionPlan, period: ReportingPeriod, **wanted: str) -> list[tuple[str, str]]:
    found = narrowed(coverage_matrix(plan, period, NOW), Wanted(**wanted))
    return [(place.institution.code, place.indicator.code) for place in found.places]


def test_without_a_filter_everything_is_shown(plan: ActionPlan, period: ReportingPeriod) -> None:
    assert len(shown(plan, period)) == 2 * 3


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        ({"state": "returned"}, [("EP", "PREV-1.2.1")]),
        ({"state": "not_applicable"}, [("MGP", "PART-1.1.1")]),
        ({"only": "late"}, [("EP", "PREV-1.2.1")]),
        ({"only": "overdue"}, [("EP", "PART-1.1.1"), ("MGP", "PREV-1.2.1")]),
        ({"only": "overdue", "pillar": "PREV"}, [("MGP", "PREV-1.2.1")]),
        ({"state": "validated", "only": "late"}, []),
    ],
)
def test_a_filter_keeps_what_is_asked_for(
    plan: ActionPlan, period: ReportingPeriod, wanted: dict[str, str], kept: list[tuple[str, str]]
) -> None:
    assert shown(plan, period, **wanted) == kept


def test_a_state_never_changes_the_totals_and_a_pillar_does(plan: ActionPlan, period: ReportingPeriod) -> None:
    whole = coverage_matrix(plan, period, NOW)
    by_state, by_pillar = narrowed(whole, Wanted(state="returned")), narrowed(whole, Wanted(pillar="PREV"))
    assert (by_state.matrix.coverage.submitted, by_state.matrix.coverage.expected) == (3, 5)
    assert (by_pillar.matrix.coverage.submitted, by_pillar.matrix.coverage.expected) == (3, 4)
    assert [row.row.coverage.expected for row in by_pillar.rows] == [2, 2]


def test_columns_add_up_to_the_whole(plan: ActionPlan, period: ReportingPeriod) -> None:
    found = coverage_matrix(plan, period, NOW)
    assert [(each.submitted, each.expected) for each in found.columns] == [(2, 2), (1, 2), (0, 1)]
    assert sum(each.expected for each in found.columns) == found.coverage.expected


def test_an_institution_that_owes_nothing_in_a_pillar_has_no_row_in_it(
    plan: ActionPlan, period: ReportingPeriod
) -> None:
    found = narrowed(coverage_matrix(plan, period, NOW), Wanted(pillar="PART"))
    assert [row.row.institution.code for row in found.rows] == ["EP"]


def words_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text)).replace("\xa0", " ")


@pytest.mark.usefixtures("period")
def test_a_filter_stands_in_the_address_and_an_unknown_one_is_not_found(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.secretary)
    assert "2 reportes cumplen el filtro" in words_of(client, PAGE + "?solo=vencidos")
    assert "Ningún reporte cumple el filtro" in words_of(client, PAGE + "?estado=validado&solo=fuera-de-plazo")
    for unknown in ("?estado=roto", "?solo=roto", "?ambito=NADA", "?semestre=1999-I"):
        assert [client.get(address + unknown).status_code for address in (PAGE, FILE)] == [404, 404]


@pytest.mark.usefixtures("period")
def test_the_committee_opens_what_was_sent_and_an_observer_opens_nothing(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.member).get(PAGE).text
    assert "/revision/2026-I/EP/PREV-1.1.1/" in page
    assert "/revision/2026-I/MGP/PREV-1.2.1/" not in page
    assert "/revision/" not in signed_in(cast.observer).get(PAGE).text.replace('href="/revision/"', "")


@pytest.mark.parametrize("who", ["observer", "administrator"])
def test_a_post_that_does_not_report_opens_no_answer_of_its_own_institution(
    who: str, plan: ActionPlan, period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    revision = make.make_count(plan, "REC-1.1.1")
    for institution in (cast.ministry, cast.joint_command):
        make.make_commitment(revision, institution, period)
    for address in (PAGE, "/tablero/"):
        page = signed_in(cast.people()[who]).get(address).text
        assert "REC-1.1.1" in page
        assert "/registro/2026-I/" not in page


@pytest.mark.usefixtures("period")
def test_every_link_of_the_matrix_leads_to_a_page(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.member)
    links = set(re.findall(r'href="(/revision/2026-I/[^"]+)"', client.get(PAGE).text))
    assert len(links) == 3
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.usefixtures("period")
def test_the_file_says_what_the_page_says(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.secretary)
    rows = list(csv.reader(io.StringIO(client.get(FILE).content.decode("utf-8-sig"))))[1:]
    assert [(row[0], row[3], row[5], row[8], row[9]) for row in rows] == [
        ("EP", "PREV-1.1.1", "Validado", "no", "no"),
        ("EP", "PREV-1.2.1", "Observado", "sí", "no"),
        ("EP", "PART-1.1.1", "No iniciado", "no", "sí"),
        ("MGP", "PREV-1.1.1", "Enviado", "no", "no"),
        ("MGP", "PREV-1.2.1", "No iniciado", "no", "sí"),
        ("MGP", "PART-1.1.1", "No corresponde", "no", "no"),
    ]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", client.get(PAGE).text.split("<tbody>")[1].split("</tbody>")[0], re.S)
    spoken = [re.findall(r"visually-hidden\">([^<]+)<", cell)[:1] for cell in cells if "icon" in cell]
    assert [words for (words,) in spoken] == [row[5] for row in rows]
    assert len(client.get(FILE + "?solo=vencidos").content.decode().strip().splitlines()) == 1 + 2


@pytest.mark.usefixtures("period")
def test_completeness_shows_its_division(cast: Cast, signed_in: SignIn) -> None:
    said = words_of(signed_in(cast.observer), PAGE)
    assert "enviados ÷ esperados = 3 ÷ 5 = 60,0 %" in said


def test_the_matrix_takes_as_many_queries_for_thirty_institutions_as_for_two(
    plan: ActionPlan, period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.observer)
    client.get(PAGE)
    few = queries(client)
    revision = make.make_count(plan, "REC-1.1.1")
    for number in range(30):
        institution = make.make_institution(f"I{number}")
        make.make_commitment(revision, institution, period)
        make.make_measurement(revision, institution, period, value=number)
    assert queries(client) == few


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(PAGE).status_code == 200
    return len(found)
