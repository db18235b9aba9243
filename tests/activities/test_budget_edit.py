"""Writing a budget statement on its page: each mistake is answered beside its box, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from activities.models import BudgetStatement
from documents.plain_pdf import plain_pdf
from tests.activities.budgeted import NOW, draft_of_army, make_budgets
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import make_budget_item, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        yield make_budgets()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


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


def keep(signed_in: SignIn, world: dict[str, Any], statement: BudgetStatement, data: dict[str, Any]) -> Any:
    address = reverse("budget_edit", args=[2026, "EP", statement.ordinal])
    return signed_in(world["cast"].reporter).post(address, data)


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


def test_what_was_typed_before_signing_in_does_not_go_over_what_a_colleague_kept_meanwhile(
    client: Client, world: dict[str, Any]
) -> None:
    statement = draft_of_army(world, version=4)
    address = reverse("budget_edit", args=[2026, "EP", statement.ordinal])
    client.post(address, typed(version=3, source_document="Memorando 79"))
    client.force_login(world["cast"].reporter)
    html = client.get(address).content.decode()
    assert 'name="version" value="3"' in html
    assert client.post(address, typed(version=3, source_document="Memorando 79")).status_code == 409


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


def test_what_was_stated_before_stands_beside_the_boxes(signed_in: SignIn, world: dict[str, Any]) -> None:
    statement = draft_of_army(world)
    make_budget_item(statement, activity=world["activity"])
    html = signed_in(world["cast"].reporter).get(reverse("budget_edit", args=[2026, "EP", 2])).content.decode()
    assert "antes: 1\xa0000,50" in html
    assert keep(signed_in, world, statement, typed(items__0__initial_amount="-1")).content.decode().count("antes:") == 0
