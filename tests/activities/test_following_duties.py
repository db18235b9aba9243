"""What the follow-up asks of people: duties, days of the calendar, lines of «Actividades», the month on the home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoDbBlocker

from activities.activity_dates import activity_dates
from activities.models import Activity
from activities.noting.duties import note_duties
from activities.noting.hub import note_lines
from measurements.deadlines.calendar_feed import feed_of
from measurements.tasks.todo import todo_of
from notifications.other_dates import OtherDate
from notifications.this_month import MOST_SHOWN, this_month
from tests.activities.followed import NOW, Followed, followed
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import LIMA, make_activity, make_change_of, make_note, make_round
from tests.measurements.worlds.extended import make_extension


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Followed]:
    with kept_for_a_module(django_db_blocker):
        yield followed()


@pytest.fixture
def world(made: Followed, db: None) -> Iterator[Followed]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(made)


@pytest.mark.parametrize(
    ("at", "owed", "overdue"),
    [
        (dt.datetime(2026, 6, 30, 23, 59, tzinfo=LIMA), False, False),
        (dt.datetime(2026, 7, 1, tzinfo=LIMA), True, False),
        (dt.datetime(2026, 7, 17, 23, 59, tzinfo=LIMA), True, False),
        (dt.datetime(2026, 7, 18, tzinfo=LIMA), True, True),
        (dt.datetime(2026, 8, 1, tzinfo=LIMA), False, False),
    ],
)
def test_owed_from_the_opening_until_it_closes(world: Followed, at: dt.datetime, owed: bool, overdue: bool) -> None:
    duties = list(note_duties(world.cast.reporter, at))
    assert bool(duties) is owed
    assert [duty.is_overdue(at) for duty in duties] == [overdue] * owed


@pytest.mark.parametrize("actor", ["reporter", "approver"])
def test_one_duty_counts_what_is_missing(world: Followed, actor: str) -> None:
    make_note(make_activity(world.early.year_plan), world.first, status="submitted")
    make_note(make_activity(world.early.year_plan), world.first, status="returned")
    (duty,) = note_duties(getattr(world.cast, actor), NOW)
    assert (duty.key, duty.label, duty.url) == (
        "notes.2026-I.EP",
        "2 notas de avance de 2026-I por enviar",
        "/actividades/notas/2026-I/EP/",
    )


@pytest.mark.parametrize("actor", ["outsider", "member", "secretary", "observer", "administrator"])
def test_others_owe_nothing(world: Followed, actor: str) -> None:
    assert list(note_duties(getattr(world.cast, actor), NOW)) == []


def test_the_home_counts_the_notes_and_not_the_duties(world: Followed) -> None:
    make_activity(world.early.year_plan)
    row = next(
        row for row in todo_of(world.cast.reporter, world.plan, at=NOW) if row.url == "/actividades/notas/2026-I/EP/"
    )
    assert (row.number, row.label) == (2, "Notas de avance del semestre")


def test_all_sent_owes_nothing(world: Followed) -> None:
    make_note(world.early, world.first, status="submitted")
    assert list(note_duties(world.cast.reporter, NOW)) == []


def test_more_time_for_the_semester_moves_the_duty(world: Followed) -> None:
    until = world.first.due_at + dt.timedelta(days=5)
    make_extension(world.first, world.cast.army, until, state="granted")
    (duty,) = note_duties(world.cast.reporter, NOW)
    assert (duty.due_at, duty.moved) == (until, 5)


def days(found: Iterator[OtherDate]) -> list[tuple[str, dt.date, int]]:
    return [(each.key, each.day, each.moved) for each in found]


def test_first_and_last_days_from_this_month_on(world: Followed) -> None:
    assert days(activity_dates(world.cast.reporter, NOW)) == [
        ("activity.EP-2026-02.begins", dt.date(2026, 8, 1), 0),
        ("activity.EP-2026-02.ends", dt.date(2026, 10, 31), 0),
    ]
    june = dt.datetime(2026, 6, 30, 12, tzinfo=LIMA)
    assert ("activity.EP-2026-01.ends", dt.date(2026, 6, 30), 0) in days(activity_dates(world.cast.approver, june))


def test_a_validated_change_moves_the_day_and_its_sequence(world: Followed) -> None:
    change = make_change_of(world.late, "validated")
    Activity.objects.filter(pk=world.late.pk).update(ends_on=dt.date(2026, 11, 30))
    make_change_of(world.late, "submitted", ordinal=9)
    found = list(activity_dates(world.cast.reporter, NOW))
    assert days(iter(found))[-1] == ("activity.EP-2026-02.ends", dt.date(2026, 11, 30), 1)
    assert found[-1].changed_at == change.validated_at


def test_what_is_done_or_cancelled_has_no_days(world: Followed) -> None:
    Activity.objects.filter(pk=world.late.pk).update(cancelled_at=NOW, cancel_reason="Sin presupuesto.")
    assert days(activity_dates(world.cast.reporter, NOW)) == []


@pytest.mark.parametrize("actor", ["outsider", "member", "observer", "administrator"])
def test_nobody_has_the_days_of_another_institution(world: Followed, actor: str) -> None:
    assert days(activity_dates(getattr(world.cast, actor), NOW)) == []


def test_the_secretary_has_the_last_day_of_the_open_planning(world: Followed) -> None:
    make_round(world.plan, 2027, opened_at=NOW, due_at=dt.datetime(2026, 9, 1, tzinfo=LIMA))
    assert days(activity_dates(world.cast.secretary, NOW)) == [("planning.2027", dt.date(2026, 8, 31), 0)]


def test_the_feed_of_an_unchanged_world_is_the_same_to_the_byte(world: Followed) -> None:
    first = feed_of(world.cast.reporter, at=NOW)
    assert first == feed_of(world.cast.reporter, at=NOW + dt.timedelta(minutes=5))
    assert b"activity.EP-2026-02.ends@" in first
    assert b"notes.2026-I.EP@" in first


def test_more_activities_cost_no_further_query(world: Followed, django_assert_num_queries: Any) -> None:
    for user in (world.cast.reporter, world.cast.secretary):
        list(note_duties(user, NOW))  # reads the posts, once a person
    with django_assert_num_queries(6) as few:
        list(note_duties(world.cast.reporter, NOW))
    for _number in range(5):
        make_activity(world.early.year_plan)
    with django_assert_num_queries(len(few)):
        list(note_duties(world.cast.reporter, NOW))


def test_lines_of_the_hub(world: Followed) -> None:
    (line,) = note_lines(world.cast.reporter, world.plan, NOW)
    assert (line.note, line.key) == ("0 de 1 enviadas; vencen el 17 de julio de 2026", "not_started")
    make_note(world.early, world.first, status="submitted")
    (line,) = note_lines(world.cast.reporter, world.plan, NOW)
    assert (line.note, line.key) == ("1 de 1 enviadas; vencen el 17 de julio de 2026", "validated")
    (line,) = note_lines(world.cast.member, world.plan, NOW)
    assert line.url == "/actividades/notas/2026-I/"
    assert list(note_lines(world.cast.outsider, world.plan, NOW)) == []


def test_the_home_shows_the_month_and_counts_the_rest(world: Followed, signed_in: SignIn) -> None:
    for day in range(1, MOST_SHOWN + 3):
        make_activity(world.early.year_plan, starts_on=dt.date(2026, 3, 1), ends_on=dt.date(2026, 7, day))
    month = this_month(world.cast.reporter, at=NOW)
    assert ([each.day.day for each in month.days], month.more) == ([1, 2, 3, 4, 5, 6], 2)
    page = signed_in(world.cast.reporter).get("/inicio/", follow=True).content.decode()
    assert "Este mes" in page
    assert "Notas de avance del semestre" in page
    assert "Este mes" not in signed_in(world.cast.outsider).get("/inicio/", follow=True).content.decode()
