"""What a budget import stores and throws away: exactly what was shown, the columns for the next file, no file that lies about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoDbBlocker

from activities.exchange.keeping import keep as keep_activities
from activities.models import BudgetItem, BudgetStatement, BudgetUpload, ColumnMapping
from institutions.models import Role
from tests.activities.brought_in import (
    CHECK,
    COLUMNS_PAGE,
    LATER,
    NOW,
    START,
    checked,
    digest_on,
    items,
    make_draft,
    saving,
    typed,
    upload,
)
from tests.activities.importing import DECLARED, exported, row
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import (
    make_person,
    make_round,
    make_year_plan,
)

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
