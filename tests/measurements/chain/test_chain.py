"""Whoever changes, removes or reorders an event, by whatever door, is told by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoDbBlocker

from documents import append_only
from documents.canonical import GENESIS
from documents.canonical import chain as link_hash
from measurements.chain import chain
from measurements.models import Measurement, MeasurementEvent, Receipt, ReceiptLine
from measurements.workflow import steps as workflow
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.factories import make_measurement, make_plan
from tests.measurements.worlds.walk import World, counted, make_world
from tests.refusing import is_append_only

TABLE = "measurements_measurementevent"
EVENTS = 12


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Three answers on their way, twelve events in one chain, and a fourth indicator of which nobody wrote."""
    with kept_for_a_module(django_db_blocker):
        world = make_world(make_cast(), size=4)
        for index in range(3):
            world.validated(index, value=40 + index)
        assert MeasurementEvent.objects.count() == EVENTS
        yield world


@pytest.fixture
def world(made: World, db: None) -> World:
    return deepcopy(made)


def execute(sql: str, *values: int | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def lift_protection() -> None:
    connection.check_constraints()  # PostgreSQL drops no trigger while checks are pending
    append_only.remove(connection, TABLE)


Tampering = Callable[[int], None]


def change_comment(at: int) -> None:
    execute(f"UPDATE {TABLE} SET comment = 'Nunca dije eso.' WHERE sequence = %s", at)


def change_value(at: int) -> None:
    execute(f'UPDATE {TABLE} SET snapshot = replace(snapshot, \'"value":"4\', \'"value":"9\') WHERE sequence = %s', at)


def change_instant(at: int) -> None:
    event = MeasurementEvent.objects.get(sequence=at)
    MeasurementEvent.objects.filter(pk=event.pk).update(at=event.at.replace(year=2025))


def change_actor(at: int) -> None:
    event = MeasurementEvent.objects.get(sequence=at)
    other = MeasurementEvent.objects.exclude(actor=event.actor).values_list("actor", flat=True)[0]
    execute(f"UPDATE {TABLE} SET actor_id = %s WHERE sequence = %s", other, at)


def change_and_hash_anew(at: int) -> None:
    """Somebody who knows the rule: the event itself is consistent again, the next one tells."""
    event = MeasurementEvent.objects.get(sequence=at)
    event.comment = "Nunca dije eso."
    fresh = link_hash(event.previous_hash, chain.link(event))
    execute(f"UPDATE {TABLE} SET comment = %s, hash = %s WHERE sequence = %s", event.comment, fresh, at)


def delete(at: int) -> None:
    execute(f"DELETE FROM {TABLE} WHERE sequence = %s", at)


def swap_with_next(at: int) -> None:
    for before, after in ((at, 900), (at + 1, at), (900, at + 1)):
        execute(f"UPDATE {TABLE} SET sequence = %s WHERE sequence = %s", after, before)


def test_an_untouched_chain_holds(world: World) -> None:
    verdict = chain.verify(world.period.plan)
    assert (verdict.events, verdict.first_broken) == (EVENTS, None)
    assert verdict.head == MeasurementEvent.objects.last().hash
    first = MeasurementEvent.objects.first()
    assert first is not None
    assert first.previous_hash == GENESIS


@pytest.mark.parametrize("tamper", [change_comment, change_value, change_instant, change_actor])
def test_any_changed_event_is_named(world: World, tamper: Tampering) -> None:
    lift_protection()
    for at in range(1, EVENTS + 1):
        with transaction.atomic():
            tamper(at)
            assert chain.verify(world.period.plan).first_broken == at
            transaction.set_rollback(True)
    assert chain.verify(world.period.plan).first_broken is None


@pytest.mark.parametrize(("tamper", "named"), [(change_and_hash_anew, 1), (delete, 1), (swap_with_next, 0)])
def test_a_clever_change_a_gap_and_another_order_are_named(world: World, tamper: Tampering, named: int) -> None:
    lift_protection()
    for at in range(1, EVENTS):
        with transaction.atomic():
            tamper(at)
            assert chain.verify(world.period.plan).first_broken == at + named
            transaction.set_rollback(True)


def test_each_plan_has_a_chain_of_its_own(world: World) -> None:
    assert chain.verify(make_plan("OTRO-PLAN")).events == 0


def test_the_command_is_content_with_an_intact_chain(world: World) -> None:
    out = StringIO()
    call_command("verify_events", stdout=out)
    assert f"{world.period.plan.code}: {EVENTS} events" in out.getvalue()
    assert chain.verify(world.period.plan).head in out.getvalue()


def test_the_command_names_the_first_broken_event_and_fails(world: World) -> None:
    lift_protection()
    change_comment(5)
    change_comment(9)
    with pytest.raises(CommandError, match=f"{world.period.plan.code}: event 5") as failure:
        call_command("verify_events")
    assert failure.value.returncode == 1


ANSWER_CHANGES = {
    "a value": "UPDATE measurements_measuredvalue SET value = 999 WHERE measurement_id = %s",
    "a value removed": "DELETE FROM measurements_measuredvalue WHERE measurement_id = %s",
    "what it says": "UPDATE measurements_measurement SET narrative = 'Nunca dije eso.' WHERE id = %s",
    "where it stands": (
        "UPDATE measurements_measurement SET status = 'submitted', validated_by_id = NULL, validated_at = NULL WHERE id = %s"
    ),
}


@pytest.mark.parametrize("sql", ANSWER_CHANGES.values(), ids=ANSWER_CHANGES)
def test_an_answer_that_is_not_what_its_last_event_keeps_is_named(world: World, sql: str) -> None:
    """Figures are made of the rows: an intact chain beside changed rows is no proof."""
    changed = Measurement.objects.order_by("pk")[1]
    execute(sql, changed.pk)
    assert chain.first_rewritten(world.period.plan) == changed
    name = f"{changed.period.code} {changed.indicator.code} {changed.institution.code}"
    with pytest.raises(CommandError, match=f"the answer {name} is not what its last event keeps"):
        call_command("verify_events")


def test_an_answer_without_a_history_is_named(world: World) -> None:
    invented = make_measurement(world.revisions[0], world.cast.navy, world.period, value=7)
    assert chain.first_rewritten(world.period.plan) == invented


def test_what_is_being_written_again_may_differ_from_what_was_sent(world: World) -> None:
    returned = world.returned(3, value=40)
    workflow.save_draft(world.task(3), counted(41), version=returned.version, by=world.cast.reporter, at=world.open)
    assert chain.first_rewritten(world.period.plan) is None


@pytest.mark.parametrize("model", [MeasurementEvent, Receipt, ReceiptLine])
def test_what_is_written_is_neither_changed_nor_deleted(world: World, model: type[MeasurementEvent]) -> None:
    table = model._meta.db_table
    assert is_append_only(table)
    column = {"measurements_measurementevent": "comment", "measurements_receipt": "digest"}.get(table, "digest")
    for sql in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            execute(sql)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**{column: "x"})
    with pytest.raises(IntegrityError), transaction.atomic():
        model._base_manager.all()._raw_delete("default")


def test_the_chain_never_forks(world: World) -> None:
    first = MeasurementEvent.objects.order_by("sequence")[0]
    first.pk, first.sequence = None, 900
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)
