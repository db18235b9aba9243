"""The plan's page: its text in both languages, its source, and who reports what."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from indicators.models import ActionPlan, Commitment, Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from tests.factories import make_commitment, make_count

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with translation.override("es"):
        yield


def page_of(client: Client, path: str = "/plan/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("real_plan")
def test_everybody_reads_the_plan_in_spanish(client: Client) -> None:
    page = page_of(client)
    assert "De la Aceptación a la Inclusión" in page
    assert "traducción de trabajo" in page
    assert page.count("Propuesta pendiente de aprobación por el Comité") == 21
    assert page.count("Pendiente de asignación por el Comité") == 20
    assert "Centro de Entrenamiento y Capacitación para Operaciones de Paz" in page
    for part in ("PREV-1", "PREV-1.1", "PREV-1.1.1", "REC-2.2.1"):
        assert part in page


@pytest.mark.usefixtures("real_plan")
def test_everybody_reads_the_plan_in_english(client: Client) -> None:
    page = page_of(client, "/en/plan/")
    assert "Women, Peace and Security" in page
    assert page.count("Proposal awaiting the Committee's approval") == 21
    assert "Number of events of according to the type of mission" in page
    assert "Ámbito" not in page


@pytest.mark.usefixtures("real_plan")
def test_the_citation_is_printed_in_the_words_that_the_source_asks_for(client: Client) -> None:
    for path in ("/plan/", "/en/plan/"):
        assert "Unofficial translation, funded by ARC DP160100212 (CI Shepherd)." in page_of(client, path)


@pytest.mark.usefixtures("real_plan")
def test_an_official_text_carries_no_warning(client: Client) -> None:
    ActionPlan.objects.update(spanish_status=ActionPlan.TranslationStatus.OFFICIAL)
    assert "traducción de trabajo" not in page_of(client)


@pytest.mark.usefixtures("real_plan")
def test_an_adopted_definition_is_no_proposal(client: Client) -> None:
    IndicatorRevision.objects.filter(indicator__code="PREV-1.1.1").update(adopted_on="2026-07-01")
    assert page_of(client).count("Propuesta pendiente de aprobación por el Comité") == 20


@pytest.mark.usefixtures("real_plan")
def test_nobody_is_to_be_assigned_to_a_retired_indicator(client: Client) -> None:
    IndicatorRevision.objects.filter(indicator__code="PREV-3.2.1").update(change_class="retired")
    page = page_of(client)
    assert "Retirado desde 2021-II: nadie lo reporta" in page
    assert page.count("Pendiente de asignación por el Comité") == 19


@pytest.mark.usefixtures("real_plan")
def test_an_ended_commitment_is_not_shown(client: Client) -> None:
    Commitment.objects.update(
        from_period=ReportingPeriod.objects.get(code="2021-II"), until_period=ReportingPeriod.objects.get(code="2022-I")
    )
    assert page_of(client).count("Pendiente de asignación por el Comité") == 21


@pytest.mark.usefixtures("real_plan")
def test_commitments_that_run_on_into_each_other_are_one_duty_since_the_first(client: Client) -> None:
    Commitment.objects.all().delete()
    indicator, army = Indicator.objects.get(code="PREV-1.1.1"), Institution.objects.get(code="EP")
    early, last, following = (ReportingPeriod.objects.get(code=code) for code in ("2021-II", "2022-I", "2022-II"))
    make_commitment(indicator, army, early, until_period=last)
    make_commitment(indicator, army, following)
    page = page_of(client)
    assert page.count(army.name) == 1
    assert "desde el 2021-II" in page
    assert "desde el 2022-II" not in page


def test_without_a_plan_there_is_nothing_to_read(client: Client) -> None:
    assert client.get("/plan/").status_code == 404


@pytest.mark.usefixtures("real_plan")
def test_the_number_of_queries_does_not_grow_with_the_plan(client: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as small:
        page_of(client)
    plan = ActionPlan.objects.get()
    army = Institution.objects.get(code="EP")
    period = ReportingPeriod.objects.get(code="2026-II")
    for number in range(2, 32):
        make_commitment(make_count(plan, f"PREV-1.1.{number}"), army, period)
    assert Indicator.objects.count() == 51
    with CaptureQueriesContext(connection) as large:
        page_of(client)
    assert len(large) == len(small) <= 12
