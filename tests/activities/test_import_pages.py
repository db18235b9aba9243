"""The pages of a budget import: the file, its columns, every row answered, and nothing saved by looking."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoDbBlocker

from activities.models import BudgetStatement, BudgetUpload, ColumnMapping
from tests.activities.brought_in import (
    CHECK,
    COLUMNS_PAGE,
    NOW,
    START,
    checked,
    items,
    make_draft,
    saving,
    typed,
    upload,
)
from tests.activities.importing import COLUMNS, DECLARED
from tests.conftest import SignIn, kept_for_a_module

pytestmark = [pytest.mark.django_db]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker), time_machine.travel(NOW, tick=False):
        yield make_draft()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def browser(world: dict[str, Any], signed_in: SignIn) -> Client:
    return signed_in(world["cast"].reporter)


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


def test_a_cut_off_that_has_not_come_is_told_beside_its_box(browser: Client) -> None:
    answer = browser.post(CHECK, saving(checked(browser)) | {"cut_off_on": "2026-12-31"})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert BudgetUpload.objects.exists()
    assert items() == {code: (Decimal(1000), None) for code in DECLARED}


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
