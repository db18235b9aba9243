"""Until when an institution may write and from when it is late, with and without extensions: to the microsecond, in one query."""

from __future__ import annotations

import datetime as dt
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import ReportingPeriod
from institutions.models import Role
from measurements.deadlines.deadlines import Deadlines, deadline_for, is_late, widened, writable_periods
from measurements.models import Status
from measurements.tasks.task_list import task_list_of
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.factories import LIMA, make_measurement, make_period, make_person, make_plan
from tests.measurements.worlds.extended import make_extension
from tests.measurements.worlds.walk import HOUR, TICK, World, counted, make_world

DUE = dt.datetime(2026, 7, 18, tzinfo=LIMA)
CLOSES = dt.datetime(2026, 8, 1, tzinfo=LIMA)
LATER = dt.datetime(2026, 7, 25, tzinfo=LIMA)
AFTER_CLOSING = dt.datetime(2026, 8, 8, tzinfo=LIMA)


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.mark.parametrize(
    ("granted", "due_at", "closes_at", "due_on"),
    [
        ([], DUE, CLOSES, dt.date(2026, 7, 17)),
        ([LATER], LATER, CLOSES, dt.date(2026, 7, 24)),
        ([AFTER_CLOSING], AFTER_CLOSING, AFTER_CLOSING, dt.date(2026, 8, 7)),
        ([CLOSES], CLOSES, CLOSES, dt.date(2026, 7, 31)),
        ([LATER, AFTER_CLOSING, LATER], AFTER_CLOSING, AFTER_CLOSING, dt.date(2026, 8, 7)),
        ([DUE - TICK], DUE, CLOSES, dt.date(2026, 7, 17)),
        ([DUE], DUE, CLOSES, dt.date(2026, 7, 17)),
    ],
)
def test_what_was_granted_widens_the_window_and_never_narrows_it(
    world: World, granted: list[dt.datetime], due_at: dt.datetime, closes_at: dt.datetime, due_on: dt.date
) -> None:
    deadline = widened(world.period, granted)
    assert (deadline.due_at, deadline.closes_at, deadline.due_on) == (due_at, closes_at, due_on)
    assert deadline.is_extended == (due_at > DUE)


@pytest.mark.parametrize("zone", ["America/Lima", "UTC", "Asia/Tokyo"])
@pytest.mark.parametrize(
    "limit",
    [
        pytest.param(dt.datetime(2026, 7, 18, 5, tzinfo=dt.UTC), id="17 July in Lima ends at 05:00 of the 18th in UTC"),
        pytest.param(dt.datetime(2028, 3, 1, 5, tzinfo=dt.UTC), id="29 February ends"),
        pytest.param(dt.datetime(2027, 1, 1, 5, tzinfo=dt.UTC), id="31 December ends"),
        pytest.param(dt.datetime(2026, 7, 1, 5, tzinfo=dt.UTC), id="30 June ends"),
    ],
)
def test_a_microsecond_before_is_on_time_and_the_instant_itself_is_late(
    db: None, limit: dt.datetime, zone: str
) -> None:
    plan, at = make_plan(), limit.astimezone(ZoneInfo(zone))
    period = make_period(plan, opens_at=limit - 9 * HOUR, due_at=limit - 8 * HOUR, closes_at=limit - 7 * HOUR)
    deadline = widened(period, [limit])
    assert [deadline.is_overdue(at - TICK), deadline.is_overdue(at)] == [False, True]
    assert [deadline.is_open(at - TICK), deadline.is_open(at)] == [True, False]
    assert [deadline.is_closed(at - TICK), deadline.is_closed(at)] == [False, True]
    assert [deadline.is_open(period.opens_at - TICK), deadline.is_open(period.opens_at)] == [False, True]
    assert deadline.due_on == (limit.astimezone(LIMA) - TICK).date()


def test_an_extension_reaches_its_institution_its_indicator_and_its_semester_alone(world: World) -> None:
    cast, other = world.cast, make_period(make_plan(), "2025-II")
    first, second = (revision.indicator for revision in world.revisions[:2])
    make_extension(world.period, cast.army, AFTER_CLOSING, indicator=first)
    make_extension(world.period, cast.navy, LATER)
    assert deadline_for(world.period, cast.army, first).due_at == AFTER_CLOSING
    assert deadline_for(world.period, cast.army, second).due_at == DUE
    assert deadline_for(world.period, cast.army).due_at == DUE
    assert deadline_for(world.period, cast.navy, first).due_at == LATER
    assert deadline_for(world.period, cast.ministry, first).due_at == DUE
    assert not deadline_for(other, cast.army, first).is_extended


def test_the_later_of_both_counts_for_an_indicator(world: World) -> None:
    army, first = world.cast.army, world.revisions[0].indicator
    make_extension(world.period, army, LATER, indicator=first)
    make_extension(world.period, army, AFTER_CLOSING)
    assert deadline_for(world.period, army, first).due_at == AFTER_CLOSING


@pytest.mark.parametrize("state", ["requested", "refused"])
def test_only_what_was_granted_counts(world: World, state: str) -> None:
    make_extension(world.period, world.cast.army, LATER, state=state)
    assert deadline_for(world.period, world.cast.army).due_at == DUE


def test_the_institution_may_write_as_long_as_anything_is_open(world: World) -> None:
    army, first = world.cast.army, world.revisions[0].indicator
    make_extension(world.period, army, AFTER_CLOSING, indicator=first)
    deadlines = Deadlines.read([world.period])
    assert deadlines.widest(world.period, army.pk).closes_at == AFTER_CLOSING
    assert deadlines.open_indicators(world.period, army.pk, at=CLOSES - TICK) is None
    assert deadlines.open_indicators(world.period, army.pk, at=CLOSES) == {first.pk}
    assert deadlines.open_indicators(world.period, army.pk, at=AFTER_CLOSING) == set()
    assert deadlines.open_indicators(world.period, world.cast.navy.pk, at=CLOSES) == set()


def test_a_closed_semester_is_writable_again_for_who_was_given_time(world: World) -> None:
    plan, cast = world.period.plan, world.cast
    make_extension(world.period, cast.army, AFTER_CLOSING)
    for institution, at, expected in [
        (cast.army, CLOSES, [world.period]),
        (cast.army, AFTER_CLOSING, []),
        (cast.navy, CLOSES - TICK, [world.period]),
        (cast.navy, CLOSES, []),
    ]:
        assert writable_periods(plan, {institution.pk}, at=at)[0] == expected


def test_many_deadlines_are_read_in_two_queries(world: World) -> None:
    for number, revision in enumerate(world.revisions):
        for institution in (world.cast.army, world.cast.navy):
            make_extension(world.period, institution, LATER + number * HOUR, indicator=revision.indicator)
    with CaptureQueriesContext(connection) as queries:
        deadlines = Deadlines.read([world.period])
        found = {deadlines.of(world.period, world.cast.navy.pk, r.indicator_id).due_at for r in world.revisions}
    assert len(queries) == 2
    assert found == {LATER, LATER + HOUR, LATER + 2 * HOUR}


# --- Doors: whoever asks the workflow obeys -------------------------------------------------------------------------


def test_after_closing_only_what_was_extended_can_be_written_handed_over_and_sent(world: World) -> None:
    cast, first = world.cast, world.revisions[0].indicator
    drafts = [world.draft(0), world.draft(1)]
    with pytest.raises(workflow.NotOpen):
        workflow.prepare(drafts[0], version=drafts[0].version, by=cast.reporter, at=CLOSES)
    make_extension(world.period, cast.army, AFTER_CLOSING, indicator=first)
    saved = workflow.save_draft(
        world.task(0), counted(41), version=drafts[0].version, by=cast.reporter, at=AFTER_CLOSING - TICK
    )
    prepared = workflow.prepare(saved, version=saved.version, by=cast.reporter, at=AFTER_CLOSING - TICK)
    with pytest.raises(workflow.NotOpen):
        workflow.prepare(drafts[1], version=drafts[1].version, by=cast.reporter, at=CLOSES)
    with pytest.raises(workflow.NotOpen):
        world.send(prepared, at=AFTER_CLOSING)
    receipt = world.send(prepared, at=AFTER_CLOSING - TICK)
    assert [receipt.is_late, *receipt.lines.values_list("is_late", flat=True)] == [False, False]


def test_an_answer_returned_within_the_extension_can_be_corrected_within_it(world: World) -> None:
    sent = world.sent()
    observe = partial(
        workflow.return_to_institution, sent, version=sent.version, by=world.cast.secretary, at=CLOSES, comment="Falta."
    )
    with pytest.raises(workflow.NotOpen):
        observe()
    make_extension(world.period, world.cast.army, AFTER_CLOSING)
    assert observe().status == Status.RETURNED


def test_sending_names_the_indicator_whose_deadline_has_passed(world: World) -> None:
    first, second = world.prepared(0), world.prepared(1)
    make_extension(world.period, world.cast.army, AFTER_CLOSING, indicator=world.revisions[0].indicator)
    with pytest.raises(workflow.NotOpen, match=second.indicator.code):
        world.send(first, second, at=CLOSES)


@pytest.mark.parametrize(("at", "late"), [(LATER - TICK, False), (LATER, True), (CLOSES - TICK, True)])
def test_the_extended_deadline_decides_whether_a_sending_is_late(world: World, at: dt.datetime, late: bool) -> None:
    make_extension(world.period, world.cast.army, LATER)
    prepared = world.prepared()
    receipt = world.send(prepared, at=at)
    prepared.refresh_from_db()
    assert [receipt.is_late, receipt.lines.get().is_late, is_late(prepared)] == [late] * 3


def test_time_granted_afterwards_changes_the_answer_and_never_its_receipt(world: World) -> None:
    prepared = world.prepared()
    receipt = world.send(prepared, at=world.late)
    make_extension(world.period, world.cast.army, LATER, asked_at=world.late + HOUR)
    prepared.refresh_from_db()
    receipt.refresh_from_db()
    assert (is_late(prepared), receipt.is_late, receipt.lines.get().is_late) == (False, True, True)


@pytest.mark.parametrize(("whose", "who"), [("army", "la Secretaría Técnica"), ("ministry", "un revisor alterno")])
def test_a_refusal_says_why_until_when_and_who_can_give_more_time(world: World, whose: str, who: str) -> None:
    institution = getattr(world.cast, whose)
    answer = make_measurement(world.revisions[0], institution, world.period, value=3, status=Status.PREPARED)
    approver = make_person(Role.APPROVER, institution)
    with pytest.raises(workflow.NotOpen) as refused:
        workflow.submit([(answer, answer.version)], by=approver, at=CLOSES)
    assert str(refused.value) == (
        f"El registro de 2026-I cerró el 31 de julio de 2026 para {institution.short_name}."
        f" Solo una ampliación de plazo lo vuelve a abrir; la otorga {who}."
    )


def test_the_row_of_an_indicator_says_what_became_of_its_request(world: World) -> None:
    army = world.cast.army
    make_extension(world.period, army, LATER, indicator=world.revisions[0].indicator)
    make_extension(world.period, army, LATER, indicator=world.revisions[1].indicator, state="requested")
    make_extension(world.period, army, LATER, indicator=world.revisions[2].indicator, state="refused")
    make_extension(world.period, army, LATER, state="requested")
    tasks = task_list_of(army, world.period)
    assert [row.extension for row in tasks.rows] == [
        "Ampliado hasta el 24 de julio de 2026.",
        "Ampliación solicitada hasta el 24 de julio de 2026: espera respuesta.",
        "Se denegó la ampliación hasta el 24 de julio de 2026.",
    ]
    assert tasks.extension == "Ampliación solicitada hasta el 24 de julio de 2026: espera respuesta."


def test_a_window_moved_meanwhile_is_seen_by_who_read_it_before(world: World) -> None:
    prepared = world.prepared()
    ReportingPeriod.objects.filter(pk=world.period.pk).update(due_at=world.open - HOUR / 2, closes_at=CLOSES)
    assert world.send(prepared, at=world.open).is_late
