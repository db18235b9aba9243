"""The pages of budgets: who sees what, and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from activities.models import BudgetStatement, Status
from indicators.models import ActionPlan
from institutions.models import User
from notifications.models import Notification
from tests.activities.budgeted import NOW, draft_of_army, make_budgets
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import make_budget_item, make_institution, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        yield make_budgets()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page(signed_in: SignIn, who: User, name: str, *args: Any, **query: str) -> str:
    return signed_in(who).get(reverse(name, args=args), query).content.decode()


def test_the_finding_of_the_year_and_the_words_of_the_rule(signed_in: SignIn, world: dict[str, Any]) -> None:
    html = page(signed_in, world["cast"].member, "budget", anio="2026")
    assert "2 de 4 instituciones incluyeron una partida en su presupuesto de 2026." in html
    assert "Una respondió que no la tiene." in html or "1 respondió que no la tiene." in html
    assert "1 no informó." in html
    assert "deberá incluir en su presupuesto anual una partida" in html


def test_the_committee_sees_what_was_sent_observers_what_was_validated_institutions_their_own(
    signed_in: SignIn, world: dict[str, Any]
) -> None:
    cast, link = world["cast"], reverse("budget_statement", args=[2026, "MGP", 1])
    assert link in page(signed_in, cast.secretary, "budget")
    assert link not in page(signed_in, cast.observer, "budget")
    own = page(signed_in, cast.reporter, "budget")
    assert reverse("budget_statement", args=[2026, "EP", 1]) in own
    assert "MGP" not in own


def test_each_reader_is_told_what_counts(signed_in: SignIn, world: dict[str, Any]) -> None:
    """To an observer nobody did not report: what was sent may wait for the Committee."""
    seen = page(signed_in, world["cast"].observer, "budget", anio="2026")
    assert "no hay declaración validada" in seen
    assert "Sin declaración validada" in seen
    assert "no inform" not in seen.lower()
    assert "que el Comité validó" in seen
    read = page(signed_in, world["cast"].member, "budget", anio="2026")
    assert "validada o no" in read
    assert "1 declaración aún no está validada." in read


def test_a_file_says_that_the_figures_are_invented(signed_in: SignIn, world: dict[str, Any]) -> None:
    ActionPlan.objects.update(is_demonstration=True)
    answer = signed_in(world["cast"].member).get(reverse("budget_data", args=["xlsx"])).content
    cells = [cell.value for sheet in load_workbook(BytesIO(answer)) for row in sheet.iter_rows() for cell in row]
    assert "Las cifras son inventadas y no son oficiales." in cells


def test_what_is_missing_is_said_in_words_and_zero_is_a_number(signed_in: SignIn, world: dict[str, Any]) -> None:
    html = page(signed_in, world["cast"].member, "budget")
    for words in ("no corresponde", "no consta", "no informó", "1 de 2 partidas", "1\xa0200\xa0000,00"):
        assert words in html


def test_a_year_without_anything_says_so_and_one_beyond_the_plan_has_no_page(
    signed_in: SignIn, world: dict[str, Any]
) -> None:
    html = page(signed_in, world["cast"].member, "budget", anio="2024")
    assert "De ninguna institución se sabe si su presupuesto de 2024 tiene una partida." in html
    assert "5 no informaron." in html
    client = signed_in(world["cast"].member)
    assert client.get(reverse("budget"), {"anio": "2019"}).status_code == 404
    assert client.get(reverse("budget"), {"anio": "dos mil"}).status_code == 404


@pytest.mark.parametrize("table", ["instituciones", "pilares", "anos"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_table_can_be_taken_away(signed_in: SignIn, world: dict[str, Any], table: str, kind: str) -> None:
    response = signed_in(world["cast"].member).get(reverse("budget_data", args=[kind]), {"tabla": table})
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")


def test_a_file_keeps_numbers_as_numbers_and_nothing_as_nothing(signed_in: SignIn, world: dict[str, Any]) -> None:
    csv = signed_in(world["cast"].member).get(reverse("budget_data", args=["csv"])).content.decode()
    rows = {line.split(",")[1]: line.split(",") for line in csv.splitlines()[1:]}
    assert rows["EP"][3:12] == ["Sí", "", "2", "1200000.00", "2", "1000.50", "1", "500.00", "1"]
    assert "2026-06-30" in rows["EP"]
    assert rows["FAP"][3] == "No"
    assert rows["MINDEF"][5:8] == ["", "", ""]
    client = signed_in(world["cast"].member)
    assert client.get(reverse("budget_data", args=["pdf"])).status_code == 404
    assert client.get(reverse("budget_data", args=["csv"]), {"tabla": "todo"}).status_code == 404


def test_the_page_costs_the_same_queries_however_many_institutions(
    signed_in: SignIn, world: dict[str, Any], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(world["cast"].member)
    with django_assert_max_num_queries(16):
        client.get(reverse("budget"))


def test_strangers_find_no_budget_of_another_institution(signed_in: SignIn, world: dict[str, Any]) -> None:
    client = signed_in(world["cast"].outsider)
    assert client.get(reverse("budget_institution", args=[2026, "EP"])).status_code == 404
    assert client.get(reverse("budget_statement", args=[2026, "EP", 1])).status_code == 404
    assert signed_in(world["cast"].observer).get(reverse("budget_statement", args=[2026, "MGP", 1])).status_code == 404


def test_a_draft_is_the_institutions_alone(signed_in: SignIn, world: dict[str, Any]) -> None:
    draft_of_army(world)
    address = reverse("budget_statement", args=[2026, "EP", 2])
    assert signed_in(world["cast"].approver).get(address).status_code == 200
    assert signed_in(world["cast"].secretary).get(address).status_code == 404


def test_the_reporter_begins_the_next_statement_and_nobody_else(signed_in: SignIn, world: dict[str, Any]) -> None:
    address = reverse("budget_institution", args=[2026, "EP"])
    assert signed_in(world["cast"].approver).post(address, {"action": "begin"}).status_code == 403
    assert signed_in(world["cast"].secretary).post(address, {"action": "begin"}).status_code == 403
    client = signed_in(world["cast"].reporter)
    assert client.post(address, {"action": "begin"})["Location"] == reverse("budget_edit", args=[2026, "EP", 2])
    again = client.post(address, {"action": "begin"}, follow=True)
    assert again.redirect_chain == [(reverse("budget_statement", args=[2026, "EP", 2]), 302)]
    assert BudgetStatement.objects.filter(institution=world["cast"].army, year=2026).count() == 2


def test_the_statement_shows_how_it_differs_from_the_one_before(signed_in: SignIn, world: dict[str, Any]) -> None:
    statement = draft_of_army(world)
    make_budget_item(statement, activity=world["activity"], initial=1200000, modified=900)
    make_budget_item(statement, "5000003")
    html = page(signed_in, world["cast"].reporter, "budget_statement", 2026, "EP", 2)
    assert "antes: 1\xa0000,50" in html
    assert "nueva en esta declaración" in html
    assert "5000002" in html  # named no more


def test_a_statement_goes_its_way_and_the_institution_is_told(signed_in: SignIn, world: dict[str, Any]) -> None:
    cast, statement = world["cast"], draft_of_army(world)
    make_budget_item(statement)
    address = reverse("budget_statement", args=[2026, "EP", 2])
    signed_in(cast.reporter).post(address, {"action": "hand-over", "version": 1})
    signed_in(cast.approver).post(address, {"action": "send", "version": 2})
    judged = signed_in(cast.secretary).post(
        address, {"action": "return", "version": 3, "comment": "El PIM no coincide con el reporte."}
    )
    assert judged["Location"] == reverse("activity_queue")
    assert BudgetStatement.objects.get(pk=statement.pk).status == Status.RETURNED
    told = Notification.objects.filter(kind="budget")
    assert {each.user for each in told} == {cast.reporter, cast.approver}
    assert {each.text for each in told} == {"El PIM no coincide con el reporte."}
    assert "«El PIM no coincide con el reporte.»" in answer_on_top(
        page(signed_in, cast.reporter, "budget_statement", 2026, "EP", 2)
    )


def answer_on_top(html: str) -> str:
    """What stands between the head of the page and what was stated."""
    return html[html.index("</header>", html.index("page-head")) : html.index('class="columns"')]


def test_an_institution_of_which_nothing_is_asked_is_told_so_and_only_of_itself(
    signed_in: SignIn, world: dict[str, Any]
) -> None:
    other = make_person("reporter", make_institution("CECOPAZ"))
    html = page(signed_in, other, "budget", anio="2026")
    assert "no se le pide una partida" in html
    assert "Ninguna institución está comprendida" not in html


def test_a_year_is_no_amount(signed_in: SignIn, world: dict[str, Any]) -> None:
    client = signed_in(world["cast"].member)
    for table in ("instituciones", "anos"):
        answer = client.get(reverse("budget_data", args=["xlsx"]), {"tabla": table, "anio": "2026"})
        sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
        assert (sheet["A2"].number_format, type(sheet["A2"].value)) == ("0", int)


def test_a_validated_statement_is_told_too(signed_in: SignIn, world: dict[str, Any]) -> None:
    cast = world["cast"]
    address = reverse("budget_statement", args=[2026, "MGP", 1])
    assert 'value="validate"' in signed_in(cast.secretary).get(address).content.decode()
    assert signed_in(cast.secretary).post(address, {"action": "validate", "version": 1})["Location"] == address
    assert Notification.objects.filter(kind="budget").count() == 2


def test_a_judgement_on_an_older_version_keeps_its_words(signed_in: SignIn, world: dict[str, Any]) -> None:
    address = reverse("budget_statement", args=[2026, "MGP", 1])
    late = signed_in(world["cast"].secretary).post(
        address, {"action": "return", "version": 9, "comment": "Adjunte el reporte."}
    )
    assert late.status_code == 409
    assert "Adjunte el reporte." in late.content.decode()
