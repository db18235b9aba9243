"""Reminders: on which days, to whom, about what; run twice. That their mail arrives: tests/notifications/test_delivering.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import Appointment, Role, User
from measurements.deadlines.reminder_mail import remind
from measurements.deadlines.reminding import digests_of, reminder_days
from measurements.models import Status
from notifications.models import Notification
from tests.cast import Cast
from tests.factories import LIMA, make_commitment, make_count, make_measurement, make_person, make_plan, make_post
from tests.measurements.worlds.extended import make_extension
from tests.measurements.worlds.walk import World, make_world

DUE_ON = dt.date(2026, 7, 17)


@pytest.fixture
def world(cast: Cast) -> World:
    """The Army, the Navy and the ministry owe three counts; the ministry has nobody who reports."""
    return make_world(cast)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-07-03T08:00:00-05:00", tick=False) as traveller:
        yield traveller


def said(**options: object) -> str:
    out = StringIO()
    call_command("send_reminders", stdout=out, **options)
    return out.getvalue()


def run() -> list[str]:
    """Whom one run tells, by address."""
    last = Notification.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    said()
    return sorted(Notification.objects.filter(pk__gt=last).values_list("user__email", flat=True))


def text_to(person: User) -> str:
    return Notification.objects.get(user=person).text


ARMY = ["approver@ep.example.pe", "reporter@ep.example.pe"]
NAVY = ["approver@mgp.example.pe", "reporter@mgp.example.pe"]
EVERYBODY = sorted([*ARMY, *NAVY])


# --- When -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "latest"),
    [
        ("2026-07-02", None),
        ("2026-07-03", "2026-07-03"),
        ("2026-07-09", "2026-07-03"),
        ("2026-07-10", "2026-07-10"),
        ("2026-07-15", "2026-07-15"),
        ("2026-07-16", "2026-07-15"),
        ("2026-07-17", "2026-07-17"),
        ("2026-07-23", "2026-07-17"),
        ("2026-07-24", "2026-07-24"),
        ("2026-07-31", "2026-07-31"),
    ],
)
def test_a_fortnight_a_week_and_two_days_before_on_the_day_and_each_week_after(today: str, latest: str | None) -> None:
    found = max(reminder_days(DUE_ON, dt.date.fromisoformat(today)), default=None)
    assert found == (latest and dt.date.fromisoformat(latest))


def test_a_whole_window_day_by_day(world: World, clock: time_machine.Traveller) -> None:
    """The command run every morning from before the opening until after the closing."""
    days = []
    day = dt.datetime(2026, 6, 25, 8, tzinfo=LIMA)
    while day < dt.datetime(2026, 8, 10, tzinfo=LIMA):
        clock.move_to(day)
        days += [day.date().isoformat()] * (run() == EVERYBODY)
        day += dt.timedelta(days=1)
    assert days == ["2026-07-03", "2026-07-10", "2026-07-15", "2026-07-17", "2026-07-24", "2026-07-31"]


def test_a_day_on_which_nothing_ran_is_made_up_for(world: World, clock: time_machine.Traveller) -> None:
    run()
    clock.move_to(dt.datetime(2026, 7, 12, 8, tzinfo=LIMA))
    assert run() == EVERYBODY
    clock.move_to(dt.datetime(2026, 7, 13, 8, tzinfo=LIMA))
    assert run() == []


def test_the_days_follow_the_deadline_of_the_institution(world: World, clock: time_machine.Traveller) -> None:
    make_extension(world.period, world.cast.army, dt.datetime(2026, 7, 25, tzinfo=LIMA))
    assert run() == NAVY
    clock.move_to(dt.datetime(2026, 7, 10, 8, tzinfo=LIMA))
    assert run() == EVERYBODY


def test_after_closing_only_what_has_an_extension_is_reminded_of(world: World, clock: time_machine.Traveller) -> None:
    clock.move_to(dt.datetime(2026, 8, 3, 8, tzinfo=LIMA))
    until = dt.datetime(2026, 8, 8, tzinfo=LIMA)
    make_extension(world.period, world.cast.army, until, indicator=world.revisions[1].indicator)
    assert run() == ARMY
    text = text_to(world.cast.reporter)
    assert "PREV-1.2.1" in text
    assert "PREV-1.1.1" not in text
    assert "Solo puede enviarse todavía lo que tiene ampliación de plazo." in text
    assert "ampliado hasta el viernes 7 de agosto de 2026" in text


# --- To whom ----------------------------------------------------------------------------------------------------------


def test_nobody_is_told_who_lacks_nothing(world: World, clock: time_machine.Traveller) -> None:
    for revision, status in zip(world.revisions, (Status.SUBMITTED, Status.VALIDATED, Status.SUBMITTED), strict=True):
        make_measurement(revision, world.cast.army, world.period, value=3, status=status)
    assert run() == NAVY


def test_what_was_returned_is_missing_again(world: World, clock: time_machine.Traveller) -> None:
    for revision, status in zip(world.revisions, (Status.SUBMITTED, Status.RETURNED, Status.SUBMITTED), strict=True):
        make_measurement(revision, world.cast.army, world.period, value=3, status=status)
    run()
    text = text_to(world.cast.reporter)
    assert "PREV-1.2.1" in text
    assert "Observado" in text
    assert "PREV-1.1.1" not in text


def test_an_ended_post_and_a_suspended_person_get_nothing(world: World, clock: time_machine.Traveller) -> None:
    Appointment.objects.filter(user=world.cast.reporter).update(ends_on=dt.date(2026, 7, 2))
    User.objects.filter(pk=world.cast.outsider.pk).update(is_active=False)
    assert run() == ["approver@ep.example.pe", "approver@mgp.example.pe"]


def test_a_person_of_two_institutions_and_two_posts_gets_one_digest(
    world: World, clock: time_machine.Traveller
) -> None:
    make_post(world.cast.reporter, Role.APPROVER, world.cast.army)
    make_post(world.cast.reporter, Role.REPORTER, world.cast.navy)
    run()
    digest = Notification.objects.get(user=world.cast.reporter)
    assert digest.title == "Faltan 6 indicadores"
    assert "Institución EP, 2026-I" in digest.text
    assert "Institución MGP, 2026-I" in digest.text
    assert digest.path == "/inicio/"


def test_the_digest_says_what_is_missing_where_to_report_it_and_whom_to_ask(
    world: World, clock: time_machine.Traveller
) -> None:
    world.cast.reporter.language = "en"
    world.cast.reporter.save()
    run()
    digest = Notification.objects.get(user=world.cast.reporter)
    assert "Institución EP, 2026\u00a0H1" in digest.text
    assert "It is due on Friday 17 July 2026" in digest.text
    assert digest.text.count(": Not started") == 3
    assert digest.path == "/en/registro/2026-I/EP/"
    assert f"{world.cast.secretary.name} ({world.cast.secretary.email})" in digest.text


# --- Once -------------------------------------------------------------------------------------------------------------


def test_a_second_run_of_the_day_tells_nobody(world: World, clock: time_machine.Traveller) -> None:
    assert said() == "Reminders: 4 told. send_notifications sends their mail.\n"
    clock.move_to(dt.datetime(2026, 7, 3, 23, 59, tzinfo=LIMA))
    assert run() == []


def test_two_runs_that_read_at_the_same_time_tell_each_person_once(world: World, clock: time_machine.Traveller) -> None:
    at = world.open + dt.timedelta(days=3)
    first, second = digests_of(make_plan(), at=at), digests_of(make_plan(), at=at)
    remind(first, at=at)
    remind(second, at=at)
    assert Notification.objects.count() == len(EVERYBODY)


def test_a_dry_run_keeps_nothing(world: World, clock: time_machine.Traveller) -> None:
    words = said(dry_run=True)
    assert "reporter@ep.example.pe: 2026-I EP (3)" in words
    assert words.endswith("4 would be told.\n")
    assert not Notification.objects.exists()


def test_people_and_indicators_cost_no_further_query(world: World, clock: time_machine.Traveller) -> None:
    def count() -> int:
        Notification.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            run()
        return len(queries)

    few = count()
    for number in range(4, 20):
        make_commitment(make_count(make_plan(), f"PREV-{number}.1.1"), world.cast.army, world.period)
        make_person(Role.REPORTER, world.cast.army, email=f"otra{number}@ep.example.pe")
    assert count() == few
