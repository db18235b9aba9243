"""The window to the microsecond, and who never validates."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from institutions.models import Role, User
from measurements.deadlines.deadlines import is_late
from measurements.models import Measurement, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.factories import make_post
from tests.measurements.answer.test_writing import contingents as contingents
from tests.measurements.worlds.walk import TICK, World, counted, make_world


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


# --- The window, to the microsecond -------------------------------------------------------------------------------


def test_the_window_is_half_open(world: World) -> None:
    period, cast = world.period, world.cast
    for index, (at, is_open) in enumerate(
        [(period.opens_at - TICK, False), (period.opens_at, True), (period.closes_at - TICK, True)]
    ):
        task = world.task(index)
        if is_open:
            workflow.save_draft(task, counted(1), version=workflow.NEW, by=cast.reporter, at=at)
        else:
            with pytest.raises(workflow.NotOpen):
                workflow.save_draft(task, counted(1), version=workflow.NEW, by=cast.reporter, at=at)
    with pytest.raises(workflow.NotOpen):
        workflow.save_draft(world.task(0), counted(1), version=workflow.NEW, by=cast.reporter, at=period.closes_at)


@pytest.mark.parametrize("zone", ["America/Lima", "UTC", "Asia/Tokyo"])
def test_the_due_instant_itself_is_late_in_every_zone(world: World, zone: str) -> None:
    from zoneinfo import ZoneInfo

    due = world.period.due_at.astimezone(ZoneInfo(zone))
    in_time, too_late = world.prepared(0), world.prepared(1)
    on_time, late = world.send(in_time, at=due - TICK), world.send(too_late, at=due)
    for measurement in (in_time, too_late):
        measurement.refresh_from_db()
    assert (is_late(in_time), on_time.is_late) == (False, False)
    assert (is_late(too_late), late.is_late) == (True, True)


def test_the_first_sending_decides_whether_it_is_late(world: World) -> None:
    returned = world.returned()
    workflow.prepare(returned, version=returned.version, by=world.cast.reporter, at=world.late)
    receipt = world.send(returned, at=world.late)
    returned.refresh_from_db()
    assert returned.first_submitted_at == world.open
    assert returned.submitted_at == world.late
    assert not is_late(returned)
    assert not receipt.is_late


def test_one_late_answer_makes_its_receipt_late(world: World) -> None:
    corrected, fresh = world.returned(0), world.prepared(1)
    workflow.prepare(corrected, version=corrected.version, by=world.cast.reporter, at=world.late)
    assert world.send(corrected, fresh, at=world.late).is_late


def test_an_answer_can_be_validated_after_the_window_but_not_returned(world: World) -> None:
    sent, other = world.sent(0), world.sent(1)
    workflow.validate(sent, version=sent.version, by=world.cast.secretary, at=world.period.closes_at)
    assert sent.status == Status.VALIDATED
    with pytest.raises(workflow.NotOpen):
        workflow.return_to_institution(
            other, version=other.version, by=world.cast.secretary, at=world.period.closes_at, comment="Falta."
        )


def test_an_open_page_does_not_outlive_the_window(world: World) -> None:
    """The window that counts is the one in the database at that moment, not the one that was read."""
    draft = world.draft()
    type(world.period).objects.filter(pk=world.period.pk).update(
        due_at=world.open - TICK * 2, closes_at=world.open - TICK
    )
    with pytest.raises(workflow.NotOpen):
        workflow.prepare(draft, version=draft.version, by=world.cast.reporter, at=world.open)


# --- Nobody validates what they sent, nor their own institution's ---------------------------------------------------


def test_who_sent_it_cannot_validate_it_from_a_new_post(world: World) -> None:
    sent = world.sent()
    promoted = world.cast.approver
    promoted.appointments.update(ends_on=dt.date(2026, 1, 1))
    make_post(promoted, Role.TECHNICAL_SECRETARY, world.cast.ministry)
    again = User.objects.get(pk=promoted.pk)
    with pytest.raises(workflow.NotAllowed):
        workflow.validate(sent, version=sent.version, by=again, at=world.open)


def test_the_database_refuses_the_sender_as_validator(world: World) -> None:
    sent = world.sent()
    by_orm = {"status": Status.VALIDATED, "validated_by": sent.submitted_by, "validated_at": world.open}
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.filter(pk=sent.pk).update(**by_orm)
    sql = (
        "UPDATE measurements_measurement SET status = 'validated', validated_by_id = submitted_by_id, "
        "validated_at = submitted_at WHERE id = %s"
    )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [sent.pk])
    sent.validated_by, sent.validated_at, sent.status = sent.submitted_by, world.open, Status.VALIDATED
    with pytest.raises(IntegrityError), transaction.atomic():
        sent.save()


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "validated"},
        {"status": "lost"},
        {"status": "draft"},
        {"answer": "not_available"},
        {"answer": "perhaps"},
        {"version": 0},
        {"submitted_by": None},
        {"first_submitted_at": None},
        {"control_total": -1},
    ],
)
def test_the_database_refuses_an_impossible_answer(world: World, changes: dict[str, Any]) -> None:
    sent = world.sent()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.filter(pk=sent.pk).update(**changes)


def test_one_answer_for_each_indicator_institution_and_semester(world: World) -> None:
    draft = world.draft()
    draft.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save(force_insert=True)


def test_an_ended_post_ends_its_rights_on_the_next_request(world: World) -> None:
    draft = world.draft()
    world.cast.reporter.appointments.update(ends_on=dt.date(2026, 1, 1))
    with pytest.raises(workflow.NotAllowed):
        workflow.prepare(draft, version=draft.version, by=User.objects.get(pk=world.cast.reporter.pk), at=world.open)
