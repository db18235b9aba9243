"""What the steps leave behind: versions, comments, receipts, late marks, frozen lists; and what the database itself refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from indicators.models import IndicatorRevision, Register
from institutions.models import Role
from measurements.answer.content import Content, ItemContent
from measurements.models import Answer, Measurement, MeasurementEvent, Receipt, ReceiptLine, RegisterStage, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.factories import (
    make_commitment,
    make_count,
    make_measurement,
    make_period,
    make_person,
    make_plan,
    make_register,
    make_register_list,
)
from tests.measurements.answer.test_writing import contingents as contingents
from tests.measurements.worlds.walk import HOUR, TICK, World, counted, make_world


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def rows(*measurements: Measurement) -> list[tuple[Any, ...]]:
    """All that the database holds about these answers."""
    found = Measurement.objects.filter(pk__in=[m.pk for m in measurements]).order_by("pk")
    return [*found.values_list(), *found.values_list("values__value"), (MeasurementEvent.objects.count(),)]


# --- Versions -----------------------------------------------------------------------------------------------------

STEPS = ["save", "prepare", "hand_back", "submit", "validate", "return"]


def step(world: World, name: str, m: Measurement, version: int) -> object:
    cast, at = world.cast, world.open
    match name:
        case "save":
            return workflow.save_draft(world.task(), counted(99), version=version, by=cast.reporter, at=at)
        case "prepare":
            return workflow.prepare(m, version=version, by=cast.reporter, at=at)
        case "hand_back":
            return workflow.hand_back(m, version=version, by=cast.approver, at=at, comment="Revise.")
        case "submit":
            return workflow.submit([(m, version)], by=cast.approver, at=at)
        case "validate":
            return workflow.validate(m, version=version, by=cast.secretary, at=at)
    return workflow.return_to_institution(m, version=version, by=cast.secretary, at=at, comment="Falta.")


def start_of(world: World, name: str) -> Measurement:
    if name in ("save", "prepare"):
        return world.draft()
    return world.prepared() if name in ("hand_back", "submit") else world.sent()


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("drift", [-1, 1, 7])
def test_a_stale_step_changes_nothing(world: World, name: str, drift: int) -> None:
    measurement = start_of(world, name)
    before = rows(measurement)
    with pytest.raises(workflow.Stale):
        step(world, name, measurement, measurement.version + drift)
    assert rows(measurement) == before


@pytest.mark.parametrize("name", STEPS)
def test_each_step_raises_the_version_by_one(world: World, name: str) -> None:
    measurement = start_of(world, name)
    version = measurement.version
    step(world, name, measurement, version)
    measurement.refresh_from_db()
    assert measurement.version == version + 1


def test_a_second_first_save_is_stale(world: World) -> None:
    draft = world.draft(value=40)
    with pytest.raises(workflow.Stale):
        workflow.save_draft(world.task(), counted(41), version=workflow.NEW, by=world.cast.reporter, at=world.open)
    assert [value.value for value in draft.values.all()] == [40]


def test_an_answer_that_nobody_began_cannot_be_at_a_version(world: World) -> None:
    with pytest.raises(workflow.Stale):
        workflow.save_draft(world.task(), counted(41), version=3, by=world.cast.reporter, at=world.open)
    assert not Measurement.objects.exists()


def test_an_institution_answers_only_what_it_is_committed_to(world: World) -> None:
    uncommitted = workflow.Task(world.revisions[0].indicator, world.cast.joint_command, world.period)
    reporter = make_person(Role.REPORTER, world.cast.joint_command)
    with pytest.raises(workflow.NotAllowed):
        workflow.save_draft(uncommitted, counted(1), version=workflow.NEW, by=reporter, at=world.open)


# --- Comments -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("comment", ["", "   ", "\n\t"])
def test_nothing_goes_back_without_a_comment(world: World, comment: str) -> None:
    prepared, sent = world.prepared(0), world.sent(1)
    before = rows(prepared, sent)
    with pytest.raises(workflow.NotReady):
        workflow.hand_back(prepared, version=prepared.version, by=world.cast.approver, at=world.open, comment=comment)
    with pytest.raises(workflow.NotReady):
        workflow.return_to_institution(
            sent, version=sent.version, by=world.cast.secretary, at=world.open, comment=comment
        )
    assert rows(prepared, sent) == before


def test_handing_back_returns_to_where_it_stood(world: World) -> None:
    cast = world.cast
    first = world.prepared(0)
    workflow.hand_back(first, version=first.version, by=cast.approver, at=world.open, comment="Revise el total.")
    assert first.status == Status.DRAFT
    again = world.returned(1)
    workflow.prepare(again, version=again.version, by=cast.reporter, at=world.open)
    workflow.hand_back(again, version=again.version, by=cast.approver, at=world.open, comment="Todavía no.")
    assert again.status == Status.RETURNED
    assert again.events.last().comment == "Todavía no."


# --- Sending ------------------------------------------------------------------------------------------------------


def test_sending_is_all_or_none(world: World) -> None:
    first, second = world.prepared(0), world.prepared(1)
    before = rows(first, second)
    with pytest.raises(workflow.Stale):
        workflow.submit([(first, first.version), (second, second.version - 1)], by=world.cast.approver, at=world.open)
    assert rows(first, second) == before
    assert not Receipt.objects.exists()


def test_sending_the_same_twice_gives_the_same_receipt(world: World) -> None:
    answers = [world.prepared(0), world.prepared(1)]
    pairs = [(answer, answer.version) for answer in answers]
    first = workflow.submit(pairs, by=world.cast.approver, at=world.open)
    events = MeasurementEvent.objects.count()
    second = workflow.submit(list(reversed(pairs)), by=world.cast.approver, at=world.open + HOUR)
    assert first == second
    assert (Receipt.objects.count(), ReceiptLine.objects.count(), MeasurementEvent.objects.count()) == (1, 2, events)


def test_the_same_sending_is_recognised_after_the_window_closed(world: World) -> None:
    prepared = world.prepared()
    pairs = [(prepared, prepared.version)]
    receipt = workflow.submit(pairs, by=world.cast.approver, at=world.period.closes_at - TICK)
    assert workflow.submit(pairs, by=world.cast.approver, at=world.period.closes_at) == receipt


def test_sending_part_of_what_was_sent_is_not_the_same_sending(world: World) -> None:
    pairs = [(answer, answer.version) for answer in (world.prepared(0), world.prepared(1))]
    workflow.submit(pairs, by=world.cast.approver, at=world.open)
    with pytest.raises(workflow.Stale):
        workflow.submit(pairs[:1], by=world.cast.approver, at=world.open)
    assert Receipt.objects.count() == 1


def test_receipts_are_numbered_by_institution_and_semester(world: World) -> None:
    first = world.send(world.prepared(0))
    second = world.send(world.prepared(1))
    assert (first.number, second.number) == ("2026-I-EP-0001", "2026-I-EP-0002")
    navys = make_measurement(world.revisions[0], world.cast.navy, world.period, value=3, status=Status.PREPARED)
    third = workflow.submit([(navys, navys.version)], by=world.cast.outside_approver, at=world.open)
    assert third.number == "2026-I-MGP-0001"


def test_a_receipt_is_of_one_institution(world: World) -> None:
    army = world.prepared(0)
    navy = make_measurement(world.revisions[0], world.cast.navy, world.period, value=3, status=Status.PREPARED)
    with pytest.raises(workflow.NotAllowed):
        workflow.submit([(army, army.version), (navy, navy.version)], by=world.cast.approver, at=world.open)


def test_a_receipt_needs_something_to_be_sent(world: World) -> None:
    with pytest.raises(workflow.NotReady):
        workflow.submit([], by=world.cast.approver, at=world.open)


# --- Events -------------------------------------------------------------------------------------------------------


def test_each_transition_appends_one_event_and_a_save_appends_none(world: World) -> None:
    cast = world.cast
    m = world.draft()
    workflow.save_draft(world.task(), counted(41), version=m.version, by=cast.reporter, at=world.open)
    m.refresh_from_db()
    workflow.prepare(m, version=m.version, by=cast.reporter, at=world.open)
    world.send(m)
    m.refresh_from_db()
    workflow.return_to_institution(m, version=m.version, by=cast.secretary, at=world.open, comment="Falta.")
    workflow.prepare(m, version=m.version, by=cast.reporter, at=world.open)
    world.send(m)
    m.refresh_from_db()
    workflow.validate(m, version=m.version, by=cast.secretary, at=world.open)
    path = list(m.events.order_by("sequence").values_list("from_status", "to_status", "actor__email"))
    reporter, approver, secretary = cast.reporter.email, cast.approver.email, cast.secretary.email
    assert path == [
        ("", "draft", reporter),
        ("draft", "prepared", reporter),
        ("prepared", "submitted", approver),
        ("submitted", "returned", secretary),
        ("returned", "prepared", reporter),
        ("prepared", "submitted", approver),
        ("submitted", "validated", secretary),
    ]


@contextmanager
def failing(table: str) -> Iterator[None]:
    """The database fails when something is written into the table."""

    def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT") and f'"{table}"' in sql:
            raise OSError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        yield


@pytest.mark.parametrize("table", ["measurements_measurementevent", "measurements_receiptline"])
def test_what_cannot_be_recorded_does_not_happen(world: World, table: str) -> None:
    prepared = world.prepared()
    before = rows(prepared)
    with pytest.raises(OSError, match="disk full"), failing(table):
        workflow.submit([(prepared, prepared.version)], by=world.cast.approver, at=world.open)
    assert rows(prepared) == before
    assert not Receipt.objects.exists()


# --- Lists --------------------------------------------------------------------------------------------------------


def item_of(register: Register, title: str, dated_on: dt.date, **fields: Any) -> ItemContent:
    return ItemContent(register=register, title=title, stage=register.stages.all()[0], dated_on=dated_on, **fields)


def test_a_shared_item_counts_as_it_is_when_the_list_is_handed_over(world: World) -> None:
    cast, register = world.cast, make_register_list()
    first = make_register(world.period.plan, "PROT-2.1.1", register=register)
    second = make_register(world.period.plan, "PROT-2.3.1", register=register)
    for revision in (first, second):
        make_commitment(revision, cast.army, world.period)
    tasks = [workflow.Task(revision.indicator, cast.army, world.period) for revision in (first, second)]
    item = item_of(register, "Taller", dt.date(2026, 3, 2))
    one = workflow.save_draft(tasks[0], Content(items=(item,)), version=0, by=cast.reporter, at=world.open)
    shared = one.entries.get().item_id
    # Under the other indicator the same event turns out to have had two sessions alike.
    twice = item_of(register, "Taller", dt.date(2026, 3, 2), id=shared, quantity=2)
    other = workflow.save_draft(tasks[1], Content(items=(twice,)), version=0, by=cast.reporter, at=world.open)
    workflow.prepare(one, version=one.version, by=cast.reporter, at=world.open)
    assert [value.value for value in one.values.all()] == [2]
    # What was handed over no longer changes.
    moved = item_of(register, "Taller", dt.date(2026, 4, 2), id=shared, quantity=5)
    workflow.save_draft(tasks[1], Content(items=(moved,)), version=other.version, by=cast.reporter, at=world.open)
    one = Measurement.objects.get(pk=one.pk)
    assert [value.value for value in one.values.all()] == [2]
    assert one.entries.get().frozen["counted"] == {"held": 2}


def test_an_empty_list_is_zero_only_when_it_was_ticked(world: World) -> None:
    cast = world.cast
    revision = make_register(world.period.plan, "PROT-2.1.1")
    make_commitment(revision, cast.army, world.period)
    task = workflow.Task(revision.indicator, cast.army, world.period)
    draft = workflow.save_draft(task, Content(), version=0, by=cast.reporter, at=world.open)
    with pytest.raises(workflow.NotReady):
        workflow.prepare(draft, version=draft.version, by=cast.reporter, at=world.open)
    draft.refresh_from_db()
    ticked = Content(has_no_items=True)
    draft = workflow.save_draft(task, ticked, version=draft.version, by=cast.reporter, at=world.open)
    workflow.prepare(draft, version=draft.version, by=cast.reporter, at=world.open)
    assert (draft.status, [value.value for value in draft.values.all()]) == (Status.PREPARED, [0])


def test_an_answer_without_a_value_says_why(world: World) -> None:
    content = Content(answer=Answer.NOT_AVAILABLE, reason="El dato llega en agosto.")
    draft = workflow.save_draft(world.task(), content, version=workflow.NEW, by=world.cast.reporter, at=world.open)
    workflow.prepare(draft, version=draft.version, by=world.cast.reporter, at=world.open)
    assert not draft.values.exists()
    assert draft.status == Status.PREPARED


def test_a_second_figure_of_who_reports_for_all_is_not_validated(world: World) -> None:
    """It would count everything twice; to say that one has no data is no second figure."""
    cast, period = world.cast, world.period
    revision = make_count(period.plan, "PART-3.1.1", across="single_reporter")
    make_measurement(revision, cast.army, period, value=30)
    second = make_measurement(revision, cast.navy, period, value=30, status=Status.SUBMITTED)
    silent = make_measurement(revision, cast.joint_command, period, status=Status.SUBMITTED)
    before = rows(second)
    with pytest.raises(workflow.NotReady, match="por todas"):
        workflow.validate(second, version=second.version, by=cast.secretary, at=world.open)
    assert rows(second) == before
    workflow.validate(silent, version=silent.version, by=cast.secretary, at=world.open)
    later = make_measurement(
        revision, cast.navy, make_period(period.plan, "2026-II"), value=30, status=Status.SUBMITTED
    )
    workflow.validate(later, version=later.version, by=cast.secretary, at=world.open)


# --- What follows from a list when it is handed over ---------------------------------------------------------------


def test_an_answer_that_follows_from_its_list_is_judged_as_it_is_handed_over(
    cast: Cast, contingents: IndicatorRevision
) -> None:
    """Nothing was in force; the only contingent turned out to be still deployed, as it was corrected elsewhere."""
    period = make_period(make_plan(), "2026-I")
    make_commitment(contingents, cast.army, period)
    make_measurement(contingents, cast.army, make_period(make_plan(), "2025-II"), answer="not_applicable")
    at = period.opens_at + HOUR
    register = Register.objects.get(code="contingent")
    deployed, out = (register.stages.get(code=code) for code in ("deployed", "rotated_out"))
    met = tuple(contingents.components.filter(code__in=("trained", "designated")))
    item = ItemContent(register, "A", out, dt.date(2026, 3, 2), earlier=((deployed, dt.date(2026, 2, 1)),), ticks=met)
    task = workflow.Task(contingents.indicator, cast.army, period)
    draft = workflow.save_draft(task, Content(items=(item,)), version=workflow.NEW, by=cast.reporter, at=at)
    assert draft.answer == Answer.NOT_APPLICABLE
    RegisterStage.objects.filter(stage=out).delete()
    with pytest.raises(workflow.NotReady, match=r"REC-2\.2\.1"):
        workflow.prepare(draft, version=draft.version, by=cast.reporter, at=at)
