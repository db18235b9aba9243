"""The pages of budgets: who sees what, what is said, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from activities.models import BudgetStatement, Status
from documents.plain_pdf import plain_pdf
from institutions.models import User
from notifications.models import Notification
from tests.cast import make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import (
    make_activity,
    make_budget_item,
    make_commitment,
    make_indicator,
    make_institution,
    make_period,
    make_plan,
    make_round,
    make_statement,
    make_year_plan,
)

NOW = "2026-07-10T12:00:00-05:00"
pytestmark = [pytest.mark.django_db]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """The Army has a validated statement, the Navy one that waits, the Air Force says that it has none, the ministry says nothing."""
    with kept_for_a_module(django_db_blocker):
        cast, plan, force = make_cast(), make_plan(code="PE-MINDEF-1325-2021"), make_institution("FAP")
        activity = make_activity(make_year_plan(make_round(plan, 2026, is_sealed=True), cast.army))
        for each in (cast.army, cast.navy, force, cast.ministry):
            make_commitment(make_indicator(plan), each, make_period(plan))
        army = make_statement(plan, cast.army)
        make_budget_item(army, activity=activity, initial=1200000, modified="1000.50", committed=500, executed=250)
        make_budget_item(army, "5000002", initial=0)
        make_budget_item(make_statement(plan, cast.navy, status="submitted"), "5000009", modified=10)
        make_statement(plan, force, has_item=False)
        make_budget_item(make_statement(plan, cast.army, 2025), initial=7)
        yield {"cast": cast, "plan": plan, "activity": activity, "army": army}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page(signed_in: SignIn, who: User, name: str, *args: Any, **query: str) -> str:
    return signed_in(who).get(reverse(name, args=args), query).content.decode()


def draft_of_army(world: dict[str, Any], **fields: Any) -> BudgetStatement:
    return make_statement(world["plan"], world["cast"].army, status="draft", **fields)


def typed(version: int = 1, rows: int = 1, **boxes: Any) -> dict[str, Any]:
    head = {
        "version": version,
        "items-rows": rows,
        "has_item": "si",
        "cut_off_on": "2026-06-30",
        "source_document": "Reporte SIAF",
        "action": "keep",
    }
    item = {"items-0-programme_code": "0135", "items-0-item_code": "5000001"}
    return head | item | {name.replace("__", "-"): value for name, value in boxes.items()}


def keep(signed_in: SignIn, world: dict[str, Any], statement: BudgetStatement, data: dict[str, Any]) -> HttpResponse:
    address = reverse("budget_edit", args=[2026, "EP", statement.ordinal])
    return signed_in(world["cast"].reporter).post(address, data)


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


def test_what_is_missing_is_said_in_words_and_zero_is_a_number(signed_in: SignIn, world: dict[str, Any]) -> None:
    html = page(signed_in, world["cast"].member, "budget")
    for words in ("no corresponde", "no consta", "no informó", "1 de 2 partidas", "1\xa0200\xa0000,00"):
        assert words in html


def test_a_year_without_anything_says_so_and_one_beyond_the_plan_has_no_page(
    signed_in: SignIn, world: dict[str, Any]
) -> None:
    assert "0 de 5 instituciones" in page(signed_in, world["cast"].member, "budget", anio="2024")
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


@pytest.mark.parametrize(
    ("text", "kept"),
    [("1,234,567.50", "1234567.50"), ("1.234.567,50", "1234567.50"), ("1 234", "1234.00"), ("0", "0.00"), ("", None)],
)
def test_amounts_as_people_type_them(signed_in: SignIn, world: dict[str, Any], text: str, kept: str | None) -> None:
    statement = draft_of_army(world)
    response = keep(signed_in, world, statement, typed(items__0__initial_amount=text))
    assert response.status_code == 302
    amount = statement.items.get().initial
    assert (None if amount is None else str(amount)) == kept


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({"items-0-initial_amount": "-5"}, "negativo"),
        ({"items-0-modified": "1,005"}, "1,005"),
        ({"items-0-modified": "10,555"}, "10,555"),
        ({"items-0-modified": "10", "items-0-committed": "11"}, "Lo comprometido no puede"),
        ({"items-0-item_code": ""}, "Escriba el código de la partida."),
        (
            {"items-rows": 2, "items-1-programme_code": "0135", "items-1-item_code": "5000001"},
            "Es otra vez la partida de la fila 1",
        ),
        ({"cut_off_on": "2026-12-31"}, "fecha de corte"),
        ({"items-0-link": "actividad:MGP-2026-01"}, "Elija una actividad del año"),
    ],
)
def test_what_is_refused_is_said_beside_its_box_and_keeps_what_was_typed(
    signed_in: SignIn, world: dict[str, Any], boxes: dict[str, Any], words: str
) -> None:
    statement = draft_of_army(world)
    response = keep(signed_in, world, statement, typed(source_document="Memorando 77") | boxes)
    html = response.content.decode()
    assert response.status_code == 200
    assert "error-message" in html
    assert words in html
    assert "Memorando 77" in html
    assert not statement.items.exists()
    assert BudgetStatement.objects.get(pk=statement.pk).version == 1


def test_empty_rows_are_no_items_and_one_can_be_taken_out(signed_in: SignIn, world: dict[str, Any]) -> None:
    statement = draft_of_army(world)
    make_budget_item(statement, "5000007")
    rows = {"items-1-programme_code": "0135", "items-1-item_code": "5000007", "items-1-is_removed": "on"}
    keep(signed_in, world, statement, typed(rows=3) | rows)
    assert [item.item_code for item in statement.items.all()] == ["5000001"]


def test_one_more_row_is_offered_after_keeping(signed_in: SignIn, world: dict[str, Any]) -> None:
    statement = draft_of_army(world)
    response = keep(signed_in, world, statement, typed(action="more"))
    assert response["Location"].endswith("?filas=1#item-2")
    html = signed_in(world["cast"].reporter).get(response["Location"]).content.decode()
    assert 'id="item-2"' in html


def test_an_older_version_is_a_conflict_that_keeps_what_was_typed(signed_in: SignIn, world: dict[str, Any]) -> None:
    statement = draft_of_army(world, version=4)
    response = keep(signed_in, world, statement, typed(version=3, source_document="Memorando 78"))
    html = response.content.decode()
    assert response.status_code == 409
    assert "Memorando 78" in html
    assert 'name="version" value="4"' in html


def test_what_was_handed_over_is_written_no_more(signed_in: SignIn, world: dict[str, Any]) -> None:
    statement = make_statement(world["plan"], world["cast"].army, status="prepared")
    address = reverse("budget_edit", args=[2026, "EP", statement.ordinal])
    assert signed_in(world["cast"].reporter).get(address).status_code == 302
    assert keep(signed_in, world, statement, typed()).status_code == 409
    assert signed_in(world["cast"].approver).get(address).status_code == 403


def test_what_was_typed_survives_signing_in_again(client: Client, signed_in: SignIn, world: dict[str, Any]) -> None:
    statement = draft_of_army(world)
    address = reverse("budget_edit", args=[2026, "EP", statement.ordinal])
    assert client.post(address, typed(source_document="Memorando 79", items__0__modified="12")).status_code == 302
    client.force_login(world["cast"].reporter)
    html = client.get(address).content.decode()
    assert "Memorando 79" in html
    assert 'value="5000001"' in html


def test_the_source_is_inspected_kept_and_given_to_who_may_read(signed_in: SignIn, world: dict[str, Any]) -> None:
    statement = draft_of_army(world)
    source = reverse("budget_source", args=[2026, "EP", statement.ordinal])
    wrong = SimpleUploadedFile("siaf.exe", b"MZ nothing")
    assert keep(signed_in, world, statement, typed(documents=wrong, is_confirmed="on")).status_code == 200
    assert signed_in(world["cast"].reporter).get(source).status_code == 404
    right = SimpleUploadedFile("siaf.pdf", plain_pdf(["SIAF"]))
    assert keep(signed_in, world, statement, typed(documents=right, is_confirmed="on")).status_code == 302
    assert signed_in(world["cast"].reporter).get(source).status_code == 200
    assert signed_in(world["cast"].secretary).get(source).status_code == 404
    assert keep(signed_in, world, statement, typed(2, drops_file="on")).status_code == 302
    assert signed_in(world["cast"].reporter).get(source).status_code == 404


def test_the_statement_shows_how_it_differs_from_the_one_before(signed_in: SignIn, world: dict[str, Any]) -> None:
    statement = draft_of_army(world)
    make_budget_item(statement, activity=world["activity"], initial=1200000, modified=900)
    make_budget_item(statement, "5000003")
    html = page(signed_in, world["cast"].reporter, "budget_statement", 2026, "EP", 2)
    assert "antes: 1\xa0000,50" in html
    assert "nueva en esta declaración" in html
    assert "5000002" in html  # named no more


def test_what_was_stated_before_stands_beside_the_boxes(signed_in: SignIn, world: dict[str, Any]) -> None:
    statement = draft_of_army(world)
    make_budget_item(statement, activity=world["activity"])
    html = page(signed_in, world["cast"].reporter, "budget_edit", 2026, "EP", statement.ordinal)
    assert "antes: 1\xa0000,50" in html
    assert keep(signed_in, world, statement, typed(items__0__initial_amount="-1")).content.decode().count("antes:") == 0


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


def test_a_validated_statement_is_told_too(signed_in: SignIn, world: dict[str, Any]) -> None:
    cast = world["cast"]
    address = reverse("budget_statement", args=[2026, "MGP", 1])
    assert signed_in(cast.secretary).post(address, {"action": "validate", "version": 1})["Location"] == address
    assert Notification.objects.filter(kind="budget").count() == 2


def test_a_judgement_on_an_older_version_keeps_its_words(signed_in: SignIn, world: dict[str, Any]) -> None:
    address = reverse("budget_statement", args=[2026, "MGP", 1])
    late = signed_in(world["cast"].secretary).post(
        address, {"action": "return", "version": 9, "comment": "Adjunte el reporte."}
    )
    assert late.status_code == 409
    assert "Adjunte el reporte." in late.content.decode()
