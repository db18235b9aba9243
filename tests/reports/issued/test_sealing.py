"""Once an edition is issued from a draft, the database refuses every change of the way to it; before that, nothing is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction
from django.db.migrations import Migration
from django.db.models import Model
from pytest_django import DjangoDbBlocker

from committee.models import ReportPoint
from reports.issued import issuing
from reports.issued.sealing import DRAFT, ISSUED, SEAL
from reports.issued.verifying import findings
from reports.models import ConsultationRound, ConsultationSeat, DraftSection, Remark, ReportDraft, ReportEdition
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.reports.worlds.consulted import ISSUED as ISSUED_AT
from tests.reports.worlds.consulted import Consultations, make_consultations

pytestmark = pytest.mark.django_db
MODELS: dict[str, type[Model]] = {
    model._meta.db_table: model
    for model in (ReportDraft, DraftSection, ConsultationRound, ConsultationSeat, Remark, ReportPoint)
}
A_COLUMN = {
    "reports_reportdraft": ("correction_reason", "'otra'"),
    "reports_draftsection": ("text_es", "'otro'"),
    "reports_consultationround": ("snapshot", "'{}'"),
    "reports_consultationseat": ("reference", "'Otro oficio'"),
    "reports_remark": ("reply", "'Otra respuesta.'"),
    "committee_reportpoint": ("title_es", "'Otro informe'"),
}
"""A column of each table, and what it might be changed to where nothing refuses."""
ADDED = {
    "reports_draftsection": ("key", "'otra'"),
    "reports_consultationround": ("number", "99"),
    "reports_remark": ("ordinal", "99"),
    "committee_reportpoint": ("state", "'withdrawn'"),
}
"""A column in which another row of the same owner must differ. Of seats there is one for each institution: none can be copied."""


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Consultations]:
    with kept_for_a_module(django_db_blocker):
        world = make_consultations(make_cast())
        world.ready()
        yield world


@pytest.fixture
def ready(made: Consultations, db: None) -> ReportDraft:
    """Adopted, its minutes closed: everything is written, and nothing is issued yet."""
    return ReportDraft.objects.whole().get()


@pytest.fixture
def edition(made: Consultations, ready: ReportDraft) -> ReportEdition:
    return issuing.issue(ready, by=deepcopy(made).cast.secretary, at=ISSUED_AT)


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError as error:
        return ISSUED in str(error)
    return False


def a_row_of(table: str) -> int:
    """Of remarks one that was answered, so that the reply may be another."""
    return int(MODELS[table]._base_manager.order_by("pk").values_list("pk", flat=True)[0])


def change(table: str) -> str:
    column, value = A_COLUMN[table]
    return f'UPDATE "{table}" SET "{column}" = {value} WHERE id = {a_row_of(table)}'


def copy(table: str) -> str:
    """The statement that adds another row to the same owner."""
    column, value = ADDED[table]
    columns = [f'"{field.column}"' for field in MODELS[table]._meta.local_concrete_fields if not field.primary_key]
    values = [value if each == f'"{column}"' else each for each in columns]
    names, said = ", ".join(columns), ", ".join(values)
    return f'INSERT INTO "{table}" ({names}) SELECT {said} FROM "{table}" WHERE id = {a_row_of(table)}'


def test_every_table_of_a_draft_is_covered() -> None:
    """All that names a draft, or what names it, but for what is append-only by itself: the edition and what is of it."""
    of_draft: set[type[Model]] = {ReportDraft}
    while True:
        found = {
            relation.related_model
            for model in of_draft
            for relation in model._meta.related_objects
            if relation.related_model is not ReportEdition
        }
        if found <= of_draft:
            break
        of_draft |= found
    assert {model._meta.db_table for model in of_draft} | {"committee_reportpoint"} == set(SEAL.tables) == set(MODELS)


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("table", SEAL.tables)
class TestIssued:
    def test_no_row_is_changed(self, table: str) -> None:
        assert refused(change(table))

    def test_no_row_is_deleted(self, table: str) -> None:
        assert refused(f'DELETE FROM "{table}" WHERE id = {a_row_of(table)}')

    def test_saving_what_is_the_same_passes(self, table: str) -> None:
        MODELS[table]._base_manager.get(pk=a_row_of(table)).save()


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("table", ADDED)
def test_nothing_is_added_to_what_was_issued(table: str) -> None:
    assert refused(copy(table))


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("table", SEAL.tables)
def test_before_it_is_issued_every_row_may_still_change(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(change(table))
        assert cursor.rowcount == 1


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("table", ADDED)
def test_before_it_is_issued_rows_are_added(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(copy(table))
        assert cursor.rowcount == 1


@pytest.mark.parametrize("table", ["reports_draftsection", "reports_remark"])
def test_before_it_is_issued_rows_are_deleted(ready: ReportDraft, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}" WHERE id = {a_row_of(table)}')
        assert cursor.rowcount == 1


def test_another_draft_is_written_while_one_is_issued(made: Consultations, edition: ReportEdition) -> None:
    other = made.own_draft()
    section = other.sections.earliest("pk")
    section.text_es = "Otro texto."
    section.save()
    section.refresh_from_db()
    assert section.text_es == "Otro texto."


def test_a_section_is_not_moved_into_a_draft_that_was_issued(made: Consultations, edition: ReportEdition) -> None:
    section = made.own_draft().sections.earliest("pk")
    assert refused(
        f"UPDATE reports_draftsection SET draft_id = {edition.draft_id}, key = 'otra' WHERE id = {section.pk}"
    )


def test_protection_is_put_back_after_migrate_and_checking_finds_what_was_changed_without_it(
    edition: ReportEdition,
) -> None:
    assert list(findings(edition)) == []
    SEAL.remove(connection)
    other = hashlib.sha256(b"otro").hexdigest()
    assert not refused(f"UPDATE committee_reportpoint SET digest = '{other}'")
    assert any(other in each for each in findings(ReportEdition.objects.get(pk=edition.pk)))
    call_command("migrate", verbosity=0)
    assert refused(change(DRAFT))


@pytest.mark.usefixtures("edition")
def test_protection_stands_aside_for_migrations_where_it_must_and_for_nothing_else() -> None:
    """SQLite rebuilds no table that a trigger of another one asks, and refuses the whole migration. PostgreSQL asks for no such thing:
    a migration that breaks off there leaves everything protected.
    """
    emit_pre_migrate_signal(0, False, DEFAULT_DB_ALIAS, plan=[])
    assert refused(change(DRAFT))
    emit_pre_migrate_signal(0, False, DEFAULT_DB_ALIAS, plan=[(Migration("9999_any", "reports"), False)])
    assert refused(change(DRAFT)) == (connection.vendor == "postgresql")
    emit_post_migrate_signal(0, False, DEFAULT_DB_ALIAS)
    assert refused(change("reports_draftsection"))


@pytest.mark.usefixtures("edition")
def test_where_a_table_is_gone_no_trigger_asks_for_it() -> None:
    """As after migrating back: what is left can be written."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE reports_remark")
    emit_post_migrate_signal(0, False, DEFAULT_DB_ALIAS)
    assert not refused(change(DRAFT))
