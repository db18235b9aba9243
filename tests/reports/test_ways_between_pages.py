"""From a page of figures one step leads to what stands behind them: the reports, the semester before, the goals of others."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from tests import factories as make
from tests.conftest import SignIn
from tests.reports.worlds.report import OPEN, make_world

pytestmark = pytest.mark.django_db
MATRIX = "/tablero/matriz/?semestre=2026-I"
UN_PAGE = "/indicadores/PART-1.2.1/estrategia-onu/?semestre=2026-I"


@pytest.fixture
def observer(signed_in: SignIn) -> Client:
    make_world()
    return signed_in(make.make_person("observer", make.make_institution("CCFFAA")))


def page(client: Client, address: str) -> str:
    with time_machine.travel(OPEN, tick=False):
        response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_coverage_on_the_dashboard_leads_to_the_reports_that_it_counts(observer: Client) -> None:
    body = page(observer, "/tablero/?semestre=2026-I")
    for narrowed in ("", "&amp;estado=validado", "&amp;solo=vencidos"):
        assert f'<a class="explained" href="{MATRIX}{narrowed}">' in body
        page(observer, MATRIX + narrowed.replace("&amp;", "&"))


def test_coverage_on_the_matrix_does_not_lead_to_itself(observer: Client) -> None:
    assert 'class="explained"' not in page(observer, MATRIX)


def test_the_list_leads_to_the_comparison_with_the_semester_before(observer: Client) -> None:
    assert 'href="/comparar/?desde=2025-II&amp;hasta=2026-I"' in page(observer, "/indicadores/?semestre=2026-I")


def test_of_the_first_semester_there_is_nothing_to_compare(observer: Client) -> None:
    assert 'href="/comparar/' not in page(observer, "/indicadores/?semestre=2025-II")


def test_only_an_indicator_with_goals_of_others_leads_to_their_page(observer: Client) -> None:
    """PART-1.2.1 has two series, and so two rows; no other indicator has goals."""
    body = page(observer, "/indicadores/?semestre=2026-I")
    assert body.count(f'href="{UN_PAGE}"') == body.count("estrategia-onu") == 2
