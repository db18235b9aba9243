"""What the database itself holds of a consultation that was called off, whatever the way in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from pytest_django import DjangoDbBlocker

from reports.consulting.sealing import CALLED_OFF, SEAL
from reports.models import ConsultationRound, ConsultationSeat, Remark
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.reports.worlds.consulted import CALLED_OFF as AT
from tests.reports.worlds.consulted import Consultations, make_consultations

pytestmark = pytest.mark.django_db
MODELS: dict[str, type[Model]] = {
    "reports_consultationround": ConsultationRound,
    "reports_consultationseat": ConsultationSeat,
    "reports_remark": Remark,
}
CHANGES = [
    ("reports_consultationround", "reason = 'Otro motivo.'"),
    ("reports_consultationround", "called_off_at = NULL, called_off_by_id = NULL, reason = ''"),
    ("reports_consultationround", "closes_on = '2026-09-30'"),
    ("reports_consultationround", "snapshot = '{}'"),
    ("reports_consultationseat", "answer = '', answered_at = NULL, answered_by_id = NULL"),
    ("reports_consultationseat", "version = 99"),
    ("reports_remark", "text = 'Otra.'"),
    ("reports_remark", "outcome = 'declined', reply = 'No.', replied_at = '2026-08-09', replied_by_id = 1"),
]


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Consultations, ConsultationRound]]:
    with kept_for_a_module(django_db_blocker):
        world = make_consultations(make_cast())
        yield world, world.remarked().round


@pytest.fixture
def running(made: tuple[Consultations, ConsultationRound], db: None) -> ConsultationRound:
    """In which the Army has remarked."""
    return deepcopy(made[1])


@pytest.fixture
def called_off(running: ConsultationRound) -> ConsultationRound:
    running.called_off_at, running.called_off_by, running.reason = AT, running.opened_by, "Se abrió por error."
    running.save()
    return running


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            assert cursor.rowcount, "the statement met no row"
    except IntegrityError as error:
        return CALLED_OFF in str(error)
    return False


def a_row_of(table: str) -> int:
    """Of seats the one that answered."""
    rows = MODELS[table]._base_manager.order_by("pk")
    if table == "reports_consultationseat":
        rows = rows.exclude(answer="")
    return int(rows.values_list("pk", flat=True)[0])


def change(table: str, to: str) -> str:
    return f"UPDATE {table} SET {to} WHERE id = {a_row_of(table)}"


def add_remark() -> str:
    columns = [f'"{field.column}"' for field in Remark._meta.local_concrete_fields if not field.primary_key]
    said = ", ".join("99" if each == '"ordinal"' else each for each in columns)
    names = ", ".join(columns)
    return f"INSERT INTO reports_remark ({names}) SELECT {said} FROM reports_remark WHERE id = {a_row_of('reports_remark')}"


@pytest.mark.usefixtures("called_off")
@pytest.mark.parametrize(("table", "to"), CHANGES)
def test_nothing_of_it_is_changed(table: str, to: str) -> None:
    assert refused(change(table, to))


@pytest.mark.usefixtures("called_off")
@pytest.mark.parametrize("table", SEAL.tables)
def test_nothing_of_it_is_deleted_and_saving_the_same_passes(table: str) -> None:
    assert refused(f"DELETE FROM {table} WHERE id = {a_row_of(table)}")
    MODELS[table]._base_manager.get(pk=a_row_of(table)).save()


@pytest.mark.usefixtures("called_off")
def test_nothing_is_added_to_it() -> None:
    assert refused(add_remark())
    seat = ConsultationSeat.objects.filter(answer="").first()
    assert seat is not None
    seat.pk = None
    with transaction.atomic(), pytest.raises(IntegrityError, match=CALLED_OFF):
        seat.save(force_insert=True)


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize(("table", "to"), [each for each in CHANGES if "called_off_at" not in each[1]])
def test_while_it_is_open_all_of_it_may_change(table: str, to: str) -> None:
    if "reason" in to:
        to += f", called_off_at = '2026-08-05', called_off_by_id = {ConsultationRound.objects.get().opened_by_id}"
    if "replied_by_id" in to:
        to = to.replace("replied_by_id = 1", f"replied_by_id = {ConsultationRound.objects.get().opened_by_id}")
    with connection.cursor() as cursor:
        cursor.execute(change(table, to))
        assert cursor.rowcount == 1


def test_nothing_is_moved_into_it(called_off: ConsultationRound) -> None:
    other = next_after(called_off)
    seat = ConsultationSeat.objects.create(round=other, institution=called_off.seats.all()[0].institution)
    assert refused(f"UPDATE reports_consultationseat SET round_id = {called_off.pk} WHERE id = {seat.pk}")


def next_after(round_: ConsultationRound, **fields: Any) -> ConsultationRound:
    """The next consultation of the same draft."""
    same = {"draft": round_.draft, "snapshot": "{}", "sha256": "c" * 64, "opened_at": AT, "opened_by": round_.opened_by}
    return ConsultationRound.objects.create(**same, number=2, closes_on=round_.closes_on, **fields)


def test_another_is_open_beside_one_that_was_called_off_and_none_beside_one_that_is_open(
    called_off: ConsultationRound,
) -> None:
    second = next_after(called_off)
    with transaction.atomic(), pytest.raises(IntegrityError):
        ConsultationRound.objects.create(
            draft=second.draft, number=3, snapshot="{}", sha256="c" * 64, opened_at=AT, opened_by=second.opened_by,
            closes_on=second.closes_on,
        )  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": ""},
        {"called_off_by": None},
        {"called_off_at": None},
        {"called_off_at": None, "called_off_by": None},
        {"closed_at": AT},
    ],
    ids=["no reason", "nobody", "no moment", "a reason alone", "closed too"],
)
def test_who_when_and_why_are_there_together_and_never_beside_a_closing(
    running: ConsultationRound, fields: dict[str, dt.datetime | str | None]
) -> None:
    whole = {"called_off_at": AT, "called_off_by": running.opened_by, "reason": "Se abrió por error."} | fields
    if whole.get("closed_at"):
        whole["closed_by"] = running.opened_by
    with transaction.atomic(), pytest.raises(IntegrityError):
        ConsultationRound.objects.filter(pk=running.pk).update(**whole)


@pytest.mark.usefixtures("called_off")
def test_protection_is_put_back_after_migrate() -> None:
    SEAL.remove(connection)
    assert not refused(change(*CHANGES[5]))
    call_command("migrate", verbosity=0)
    assert refused(change(*CHANGES[6]))
