"""The pages of a budget import: the file, its columns, every row answered, and then exactly that saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from activities.exchange.keeping import keep as keep_activities
from activities.models import BudgetItem, BudgetStatement, BudgetUpload, ColumnMapping
from institutions.models import Role
from tests.activities.importing import COLUMNS, DECLARED, SHOWN, exported, row
from tests.cast import make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import (
    make_budget_item,
    make_person,
    make_plan,
    make_round,
    make_statement,
    make_year_plan,
)

NOW, LATER = "2026-07-10T12:00:00-05:00", "2026-07-10T14:00:00-05:00"
PLACE = {"year": 2026, "institution": "EP", "number": 1}
START, COLUMNS_PAGE, CHECK = (
    reverse(name, kwargs=PLACE) for name in ("budget_import", "budget_import_columns", "budget_import_check")
)
pytestmark = [pytest.mark.django_db]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker), time_machine.travel(NOW, tick=False):
        cast, plan = make_cast(), make_plan()
        statement = make_statement(plan, cast.army, status="draft")
        for code in DECLARED:
            make_budget_item(statement, code, initial=1000)
        yield {"cast": cast, "plan": plan, "statement": statement}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def browser(world: dict[str, Any], signed_in: SignIn) -> Client:
    return signed_in(world["cast"].reporter)


def upload(browser: Client, data: bytes = SHOWN) -> Any:
    return browser.post(START, {"file": SimpleUploadedFile("reporte.xlsx", data)})


def typed(**other: Any) -> dict[str, Any]:
    """The page of columns as it is sent."""
    boxes = {"sheet": "Ejecución", "header_row": 3, "decimal_sign": ".", "name": "SIAF", "version": 0}
    return boxes | COLUMNS | other


def checked(browser: Client, data: bytes = SHOWN) -> str:
    """Up to the dry run; its digest."""
    upload(browser, data)
    browser.post(COLUMNS_PAGE, typed())
    return digest_on(browser.get(CHECK))


def digest_on(response: Any) -> str:
    return str(response.content.decode().split('name="digest" value="')[1].split('"')[0])


def saving(digest: str, **other: Any) -> dict[str, Any]:
    return {"digest": digest, "cut_off_on": "2026-06-30", "source_document": "Reporte de junio", **other}


def items() -> dict[str, tuple[Decimal | None, Decimal | None]]:
    return {each.item_code: (each.initial, each.executed) for each in BudgetItem.objects.order_by("ordinal")}


def test_the_columns_are_guessed_and_offered(browser: Client) -> None:
    assert upload(browser).url == COLUMNS_PAGE
    page = browser.get(COLUMNS_PAGE).content.decode()
    for heading in COLUMNS.values():
        assert f'<option value="{heading}" selected>{heading}</option>' in page


def test_other_headings_are_read_where_the_person_says_so(browser: Client) -> None:
    upload(browser)
    page = browser.get(COLUMNS_PAGE, {"sheet": "Ejecución", "header_row": "1"}).content.decode()
    assert "Ejecución del gasto por partida" in page
    assert "PIM</option>" not in page
    assert (
        "Esta fila está vacía" in browser.get(COLUMNS_PAGE, {"sheet": "Ejecución", "header_row": "99"}).content.decode()
    )


WRONG = {
    "no programme": ({"programme_code": ""}, "Elija la columna"),
    "no item": ({"item_code_1": ""}, "Elija la columna"),
    "no amount": (dict.fromkeys(("initial", "modified", "committed", "executed"), ""), "al menos un monto"),
    "twice": ({"modified": "PIA"}, "está elegida dos veces"),
    "no name": ({"name": " "}, "obligatorio"),
    "a heading that is not there": ({"initial": "Otro"}, "Otro"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_choice_that_says_too_little_is_told_beside_its_box(browser: Client, name: str) -> None:
    boxes, words = WRONG[name]
    upload(browser)
    answer = browser.post(COLUMNS_PAGE, typed(**boxes))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not ColumnMapping.objects.exists()


def test_kept_columns_read_the_next_file_at_once(browser: Client) -> None:
    checked(browser)
    mapping = ColumnMapping.objects.get()
    assert (mapping.name, mapping.header_row, mapping.columns["item_code"]) == ("SIAF", 3, ["Específica"])
    assert upload(browser).url == CHECK
    assert upload(browser, exported(headings=("A", "B"))).url == COLUMNS_PAGE


def test_columns_that_somebody_else_kept_under_the_name_are_not_overwritten_unseen(browser: Client) -> None:
    checked(browser)
    ColumnMapping.objects.update(version=5)
    answer = browser.post(COLUMNS_PAGE, typed(version=1, label=""))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "dicen otra cosa" in page
    assert 'name="version" value="5"' in page
    assert "label" in ColumnMapping.objects.get().columns
    assert browser.post(COLUMNS_PAGE, typed(version=5, label="")).status_code == 302
    assert "label" not in ColumnMapping.objects.get().columns


def test_the_dry_run_answers_and_saves_nothing(browser: Client) -> None:
    checked(browser)
    page = browser.get(CHECK).content.decode()
    for words in (
        "2 filas de otros programas no entran.",
        "1 fila no nombra programa",
        "Las filas 8, 10 tienen los mismos códigos",
        "1\u00a0500,00",
        "no consta",
    ):
        assert words in page
    assert "SECRETO" not in page
    assert "0068" not in page
    assert items() == {code: (Decimal(1000), None) for code in DECLARED}


def test_what_was_shown_is_saved_and_the_file_goes(world: dict[str, Any], browser: Client) -> None:
    digest = checked(browser)
    answer = browser.post(CHECK, saving(digest, add=["135|2.3.9.9.9.9"]), follow=True)
    assert "2 partidas con montos nuevos y 1 partida agregada" in answer.content.decode()
    assert items() == {code: (Decimal(1000), None) for code in DECLARED} | {
        "2.3.2 7.11 99": (Decimal(1000), Decimal("800.25")),
        "2.3.1 5.1 2": (Decimal(1000), Decimal("1499.99")),
        "2.3.9 9.9 9": (Decimal(10), Decimal(0)),
    }
    statement = BudgetStatement.objects.get()
    assert (str(statement.cut_off_on), statement.source_document) == ("2026-06-30", "Reporte de junio")
    assert not BudgetUpload.objects.exists()


def test_nothing_of_other_programmes_stays_anywhere(world: dict[str, Any], browser: Client) -> None:
    """Not in the statement, not in its steps, not in the kept columns; and the file that held it is gone."""
    browser.post(CHECK, saving(checked(browser)))
    left = [*BudgetItem.objects.values(), *BudgetStatement.objects.values(), *ColumnMapping.objects.values()]
    assert "SECRETO" not in repr(left)
    assert "0068" not in repr(left)
    assert not BudgetUpload.objects.exists()


def test_a_first_import_shows_only_the_programme_that_is_asked_for(world: dict[str, Any], browser: Client) -> None:
    BudgetItem.objects.all().delete()
    BudgetStatement.objects.update(has_item=None)
    upload(browser, exported(row("2.3.1 1", 5, 5, 5, 5), row("2.3.1 2", 6, 6, 6, 6, programme="0068", label="SECRETO")))
    browser.post(COLUMNS_PAGE, typed())
    page = browser.get(CHECK).content.decode()
    assert "Busque por el código del programa" in page
    assert "2.3.1" not in page
    found = browser.get(CHECK, {"programa": "135"})
    assert "SECRETO" not in found.content.decode()
    sent = saving(digest_on(found), programa="135")
    assert "Marque las filas que son del plan" in browser.post(CHECK, sent).content.decode()
    browser.post(CHECK, sent | {"add": ["135|2.3.1.1", "68|2.3.1.2"]})
    assert items() == {"2.3.1 1": (Decimal(5), Decimal(5))}
    assert BudgetStatement.objects.get().has_item is True


def test_a_statement_that_changed_since_the_dry_run_is_refused(world: dict[str, Any], browser: Client) -> None:
    digest = checked(browser)
    BudgetStatement.objects.update(version=9)
    answer = browser.post(CHECK, saving(digest, add=["135|2.3.9.9.9.9"], source_document="Lo escrito"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lo escrito" in page
    assert 'value="135|2.3.9.9.9.9" checked' in page
    assert items() == {code: (Decimal(1000), None) for code in DECLARED}


def test_a_cut_off_that_has_not_come_is_told_beside_its_box(browser: Client) -> None:
    answer = browser.post(CHECK, saving(checked(browser)) | {"cut_off_on": "2026-12-31"})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert BudgetUpload.objects.exists()
    assert items() == {code: (Decimal(1000), None) for code in DECLARED}


def test_each_person_has_a_file_of_their_own_for_two_hours(
    world: dict[str, Any], browser: Client, signed_in: SignIn
) -> None:
    digest = checked(browser)
    other = signed_in(make_person(Role.REPORTER, world["cast"].army, email="otra@example.pe"))
    assert other.get(CHECK).url == START
    upload(other)
    other.post(CHECK, saving(digest_on(other.get(CHECK))))
    assert BudgetUpload.objects.get().user == world["cast"].reporter
    assert browser.post(CHECK, saving(digest)).status_code == 409
    with time_machine.travel(LATER, tick=False):
        again = signed_in(world["cast"].reporter)
        assert again.get(CHECK).url == START
        assert not BudgetUpload.objects.exists()


def test_putting_it_aside_forgets_the_file(browser: Client) -> None:
    checked(browser)
    assert "«reporte.xlsx» espera" in browser.get(START).content.decode()
    browser.post(START, {"action": "discard"})
    assert not BudgetUpload.objects.exists()


@pytest.mark.parametrize("data", [b"", b"programa;pim", b"PK\x03\x04" + b"\0" * 40])
def test_a_hostile_file_is_refused_beside_its_box(browser: Client, data: bytes) -> None:
    answer = upload(browser, data)
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not BudgetUpload.objects.exists()


def test_into_what_was_handed_over_nothing_is_brought(world: dict[str, Any], browser: Client) -> None:
    digest = checked(browser)
    BudgetStatement.objects.update(status="prepared", prepared_at=NOW, prepared_by=world["cast"].reporter)
    assert "no se puede cambiar nada en ella" in browser.get(START).content.decode()
    assert upload(browser).status_code == 409
    assert browser.post(CHECK, saving(digest)).url == START
    assert items() == {code: (Decimal(1000), None) for code in DECLARED}


def test_columns_typed_while_the_session_ended_come_back(world: dict[str, Any], browser: Client) -> None:
    upload(browser)
    browser.logout()
    browser.post(COLUMNS_PAGE, typed(name="Mi reporte", label=""))
    browser.force_login(world["cast"].reporter, backend="django.contrib.auth.backends.ModelBackend")
    assert 'value="Mi reporte"' in browser.get(COLUMNS_PAGE).content.decode()


ROLES = {
    "reporter": (200, 200, 302, 302),
    "approver": (403, 403, 403, 403),
    "outsider": (404, 404, 404, 404),
    "secretary": (404, 404, 404, 404),
    "observer": (404, 404, 404, 404),
    "administrator": (403, 403, 403, 403),
}


@pytest.mark.parametrize("role", ROLES)
def test_who_brings_a_file_into_a_draft(world: dict[str, Any], signed_in: SignIn, role: str) -> None:
    browser = signed_in(getattr(world["cast"], role))
    answers = (browser.get(START), browser.post(START), browser.get(COLUMNS_PAGE), browser.get(CHECK))
    assert tuple(answer.status_code for answer in answers) == ROLES[role]


def test_a_file_that_nobody_saved_goes_though_nobody_looks_at_it_again(world: dict[str, Any], browser: Client) -> None:
    """The minutely command throws it away two hours later; a file that cannot be read was never kept."""
    upload(browser, b"no es una hoja")
    assert not BudgetUpload.objects.exists()
    upload(browser)
    call_command("send_notifications", stdout=StringIO())
    assert BudgetUpload.objects.count() == 1
    with time_machine.travel(LATER, tick=False):
        call_command("send_notifications", stdout=StringIO())
    assert not BudgetUpload.objects.exists()


def test_any_upload_throws_away_what_was_left_behind(world: dict[str, Any], browser: Client) -> None:
    upload(browser)
    year_plan = make_year_plan(make_round(world["plan"], 2026), world["cast"].army)
    at = dt.datetime.fromisoformat(LATER)
    keep_activities(year_plan, world["cast"].reporter, name="a.xlsx", data=b"a", cells="{}", at=at)
    assert not BudgetUpload.objects.exists()
