"""Reminders: on which days, to whom, about what; run twice, at a failure and after one, killed in the middle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import StringIO
from typing import ClassVar

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from institutions.models import Appointment, Role, User
from measurements.models import Reminder, Status
from measurements.reminding import digests_of, reminder_days
from tests.cast import Cast
from tests.factories import LIMA, make_commitment, make_count, make_measurement, make_person, make_plan, make_post
from tests.measurements.extended import make_extension
from tests.measurements.walk import World, make_world

DUE_ON = dt.date(2026, 7, 17)


@pytest.fixture
def world(cast: Cast) -> World:
    """The Army, the Navy and the ministry owe three counts; the ministry has nobody who reports."""
    return make_world(cast)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-07-03T08:00:00-05:00", tick=False) as traveller:
        yield traveller


def run(**options: object) -> str:
    said = StringIO()
    call_command("send_reminders", stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


def written_to() -> list[str]:
    addresses = sorted(letter.to[0] for letter in mail.outbox)
    mail.outbox.clear()
    return addresses


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
        run()
        days += [day.date().isoformat()] * (written_to() == EVERYBODY)
        day += dt.timedelta(days=1)
    assert days == ["2026-07-03", "2026-07-10", "2026-07-15", "2026-07-17", "2026-07-24", "2026-07-31"]


def test_a_day_on_which_nothing_ran_is_made_up_for(world: World, clock: time_machine.Traveller) -> None:
    run()
    clock.move_to(dt.datetime(2026, 7, 12, 8, tzinfo=LIMA))
    mail.outbox.clear()
    run()
    assert written_to() == EVERYBODY
    clock.move_to(dt.datetime(2026, 7, 13, 8, tzinfo=LIMA))
    run()
    assert written_to() == []


def test_the_days_follow_the_deadline_of_the_institution(world: World, clock: time_machine.Traveller) -> None:
    make_extension(world.period, world.cast.army, dt.datetime(2026, 7, 25, tzinfo=LIMA))
    run()
    assert written_to() == NAVY
    clock.move_to(dt.datetime(2026, 7, 10, 8, tzinfo=LIMA))
    run()
    assert written_to() == EVERYBODY


def test_after_closing_only_what_has_an_extension_is_reminded_of(world: World, clock: time_machine.Traveller) -> None:
    clock.move_to(dt.datetime(2026, 8, 3, 8, tzinfo=LIMA))
    until = dt.datetime(2026, 8, 8, tzinfo=LIMA)
    make_extension(world.period, world.cast.army, until, indicator=world.revisions[1].indicator)
    run()
    letter = mail.outbox[0]
    assert written_to() == ARMY
    assert "PREV-1.2.1" in letter.body
    assert "PREV-1.1.1" not in letter.body
    assert "Solo puede enviarse todavía lo que tiene ampliación de plazo." in letter.body
    assert "ampliado hasta el viernes 7 de agosto de 2026" in letter.body


# --- To whom ----------------------------------------------------------------------------------------------------------


def test_nobody_is_written_to_who_lacks_nothing(world: World, clock: time_machine.Traveller) -> None:
    for revision, status in zip(world.revisions, (Status.SUBMITTED, Status.VALIDATED, Status.SUBMITTED), strict=True):
        make_measurement(revision, world.cast.army, world.period, value=3, status=status)
    run()
    assert written_to() == NAVY


def test_what_was_returned_is_missing_again(world: World, clock: time_machine.Traveller) -> None:
    for revision, status in zip(world.revisions, (Status.SUBMITTED, Status.RETURNED, Status.SUBMITTED), strict=True):
        make_measurement(revision, world.cast.army, world.period, value=3, status=status)
    run()
    body = next(letter.body for letter in mail.outbox if letter.to == ["reporter@ep.example.pe"])
    assert "PREV-1.2.1" in body
    assert "Observado" in body
    assert "PREV-1.1.1" not in body


def test_an_ended_post_and_a_suspended_person_get_nothing(world: World, clock: time_machine.Traveller) -> None:
    Appointment.objects.filter(user=world.cast.reporter).update(ends_on=dt.date(2026, 7, 2))
    User.objects.filter(pk=world.cast.outsider.pk).update(is_active=False)
    run()
    assert written_to() == ["approver@ep.example.pe", "approver@mgp.example.pe"]


def test_a_person_of_two_institutions_and_two_posts_gets_one_digest(
    world: World, clock: time_machine.Traveller
) -> None:
    make_post(world.cast.reporter, Role.APPROVER, world.cast.army)
    make_post(world.cast.reporter, Role.REPORTER, world.cast.navy)
    run()
    (letter,) = [letter for letter in mail.outbox if letter.to == ["reporter@ep.example.pe"]]
    assert "Institución EP, 2026-I" in letter.body
    assert "Institución MGP, 2026-I" in letter.body
    assert letter.subject == "[Seguimiento 1325] Faltan 6 indicadores"


def test_the_digest_says_what_is_missing_where_to_write_and_whom_to_ask(
    world: World, clock: time_machine.Traveller
) -> None:
    world.cast.reporter.language = "en"
    world.cast.reporter.save()
    run()
    (body,) = [letter.body for letter in mail.outbox if letter.to == ["reporter@ep.example.pe"]]
    assert "Institución EP, 2026\u00a0H1" in body
    assert "It is due on Friday 17 July 2026" in body
    assert body.count(": Not started") == 3
    assert "http://127.0.0.1:8000/en/registro/2026-I/EP/" in body
    assert "http://127.0.0.1:8000/en/ampliaciones/2026-I/EP/" in body
    assert f"{world.cast.secretary.name} ({world.cast.secretary.email})" in body


# --- Once -------------------------------------------------------------------------------------------------------------


def test_a_second_run_of_the_day_writes_to_nobody(world: World, clock: time_machine.Traveller) -> None:
    assert run() == "Reminders: 4 sent, 0 failed.\n"
    assert written_to() == EVERYBODY
    assert run() == "Reminders: 0 sent, 0 failed.\n"
    assert written_to() == []
    assert set(Reminder.objects.values_list("day", "lines")) == {(dt.date(2026, 7, 3), 3)}


def test_a_dry_run_sends_and_keeps_nothing(world: World, clock: time_machine.Traveller) -> None:
    said = run(dry_run=True)
    assert "reporter@ep.example.pe: 2026-I EP (3)" in said
    assert said.endswith("4 would be sent.\n")
    assert (written_to(), Reminder.objects.count()) == ([], 0)


class Unreliable(EmailBackend):
    """A post office that does not take letters to some addresses; `death` ends the whole run instead."""

    refused: ClassVar[dict[str, type[BaseException]]] = {}

    def send_messages(self, email_messages: list[mail.EmailMessage]) -> int:  # type: ignore[override]
        for message in email_messages:
            if message.to[0] in self.refused:
                raise self.refused[message.to[0]]
        return super().send_messages(email_messages)


@pytest.fixture
def refused(settings: Settings) -> Iterator[dict[str, type[BaseException]]]:
    settings.EMAIL_BACKEND = f"{Unreliable.__module__}.Unreliable"
    yield Unreliable.refused
    Unreliable.refused.clear()


def test_a_letter_that_fails_is_tried_again_by_the_next_run(
    world: World, clock: time_machine.Traveller, refused: dict[str, type[BaseException]]
) -> None:
    refused["reporter@ep.example.pe"] = ConnectionError
    with pytest.raises(CommandError, match="1 could not be sent"):
        run()
    assert written_to() == [address for address in EVERYBODY if address != ARMY[1]]
    refused.clear()
    assert run() == "Reminders: 1 sent, 0 failed.\n"
    assert written_to() == [ARMY[1]]


def test_a_run_killed_in_the_middle_repeats_nobody_and_forgets_nobody(
    world: World, clock: time_machine.Traveller, refused: dict[str, type[BaseException]]
) -> None:
    order = [digest.user.email for digest in digests_of(make_plan(), at=world.open + dt.timedelta(days=3))]
    refused[order[1]] = SystemExit
    with pytest.raises(SystemExit):
        run()
    assert written_to() == [order[0]]
    refused.clear()
    run()
    assert written_to() == sorted(order[2:])
    clock.move_to(dt.datetime(2026, 7, 4, 8, tzinfo=LIMA))
    run()
    assert written_to() == [order[1]]


def test_people_and_indicators_cost_no_further_query(world: World, clock: time_machine.Traveller) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            digests_of(make_plan(), at=world.open + dt.timedelta(days=3))
        return len(queries)

    few = count()
    for number in range(4, 20):
        make_commitment(make_count(make_plan(), f"PREV-{number}.1.1"), world.cast.army, world.period)
        make_person(Role.REPORTER, world.cast.army, email=f"otra{number}@ep.example.pe")
    assert count() == few


def test_a_demonstration_says_so_in_its_letters(world: World, clock: time_machine.Traveller) -> None:
    type(world.period.plan).objects.update(is_demonstration=True)
    run()
    assert all(letter.body.startswith("Datos de demostración.") for letter in mail.outbox)
