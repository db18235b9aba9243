"""The database gives the data a new version at every change, whichever door it comes through, and at nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, transaction

from documents import data_version
from documents.models import DataVersion
from institutions.models import Institution, User
from tests import factories as make

FOLLOWED_APPS = ("institutions", "indicators", "activities", "measurements", "committee", "reports")
NOT_FOLLOWED = {
    "ActivityUpload",
    "BudgetUpload",
    "CalendarAddress",
    "ColumnMapping",
    "ConsultationRound",
    "ConsultationSeat",
    "DraftSection",
    "LastComparison",
    "Remark",
    "ReportDraft",
    "SignedCopy",
    "SpreadsheetUpload",
    "TemplateDownload",
    "UnsavedEntry",
}
"""A person's own calendar, texts nobody saved yet, files nobody applied yet, reports being written, and how far data moved away from
one: no figure is made of them."""
Act = Callable[[], object]


def at_commit() -> str:
    """The token that others would see if the transaction ended here: on PostgreSQL it is written only then."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SELECT set_config('wps.data_version', '', true)")
    return data_version.state().token


def raw(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def rolled_back() -> None:
    with transaction.atomic():
        make.make_institution("FAP")
        transaction.set_rollback(True)


TABLE = Institution._meta.db_table
RENEWING: dict[str, Act] = {
    "save": lambda: make.make_institution("FAP"),
    "bulk": lambda: Institution.objects.bulk_create([Institution(code="FAP", name_es="FAP", kind="service", order=9)]),
    "bulk, what is there is left": lambda: Institution.objects.bulk_create(
        [Institution(code="FAP", name_es="FAP", kind="service", order=9)], ignore_conflicts=True
    ),
    "update": lambda: Institution.objects.filter(code="EP").update(order=7),
    "delete": lambda: Institution.objects.filter(code="EP").delete(),
    "raw update": lambda: raw(f"UPDATE {TABLE} SET \"order\" = 8 WHERE code = 'EP'"),
    "raw delete": lambda: raw(f"DELETE FROM {TABLE} WHERE code = 'EP'"),
    "a person's name": lambda: User.objects.update(name="Otra persona"),
}
LEAVING: dict[str, Act] = {
    "reading": lambda: list(Institution.objects.all()),
    "a person signs in": lambda: User.objects.update(last_login="2026-07-10T12:00:00Z"),
    "an update of no row": lambda: Institution.objects.filter(code="nadie").update(order=7),
    "what was rolled back": rolled_back,
}


@pytest.fixture
def before(db: None) -> str:
    make.make_institution("EP")
    make.make_person(None)
    return at_commit()


@pytest.mark.parametrize("act", RENEWING.values(), ids=RENEWING)
def test_a_change_gives_a_new_version(before: str, act: Act) -> None:
    act()
    assert at_commit() != before


@pytest.mark.parametrize("act", LEAVING.values(), ids=LEAVING)
def test_what_changes_nothing_leaves_the_version(before: str, act: Act) -> None:
    act()
    assert at_commit() == before


def test_a_version_that_is_lost_begins_anew_and_is_never_one_used_before(before: str) -> None:
    """As after a backup was put back: the same change gives another token."""
    DataVersion.objects.all().delete()
    assert data_version.state() == data_version.DataState("", None)
    make.make_institution("FAP")
    assert at_commit() not in ("", before)


@pytest.mark.django_db
def test_every_table_of_our_apps_is_followed_or_stated_not_to_be() -> None:
    models = [model for label in FOLLOWED_APPS for model in apps.get_app_config(label).get_models(True)]
    wanted = {model._meta.db_table for model in models if model.__name__ not in NOT_FOLLOWED}
    assert data_version.installed_on(connection) == wanted


@pytest.mark.django_db
def test_a_table_that_lost_its_triggers_gets_them_back_after_migrating() -> None:
    """SQLite drops them when a migration builds a table anew."""
    on = f' ON "{TABLE}"' if connection.vendor == "postgresql" else ""
    for name in data_version.trigger_names(connection.vendor, TABLE):
        raw(f'DROP TRIGGER "{name}"{on}')
    assert TABLE not in data_version.installed_on(connection)
    data_version.install_missing(connection)
    assert TABLE in data_version.installed_on(connection)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_many_changes_of_one_transaction_are_one_version() -> None:
    with transaction.atomic():
        make.make_institution("EP")
        inside = data_version.state().token
        make.make_institution("MGP")
        assert data_version.state().token == inside
    assert data_version.state().token != inside
