"""The feed of a person's deadlines, read back with an iCalendar parser, and the page where its address is made and ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from indicators.scheduling import Window, change_window
from institutions.calendar_addresses import end_address, renew_address
from institutions.models import Appointment, CalendarAddress, User
from measurements.deadlines.calendar_feed import feed_of
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import LIMA, make_commitment, make_count, make_period, make_plan
from tests.measurements.worlds.extended import make_extension
from tests.measurements.worlds.walk import World, make_world

NOW = dt.datetime(2026, 7, 8, 10, 42, tzinfo=LIMA)
LATER = dt.datetime(2026, 7, 25, tzinfo=LIMA)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def events(user: User, at: dt.datetime = NOW) -> dict[str, dict[str, object]]:
    """By UID without the site: day, title, description and sequence."""
    person = User.objects.get(pk=user.pk)
    return {
        str(event["uid"]).split("@", maxsplit=1)[0].removeprefix("PLAN-PRUEBA."): {
            "day": event.decoded("dtstart"),
            "title": str(event["summary"]),
            "text": str(event["description"]),
            "sequence": event.decoded("sequence"),
            "changed": event.decoded("last-modified"),
        }
        for event in Calendar.from_ical(feed_of(person, at=at)).walk("VEVENT")
    }


def days(user: User, at: dt.datetime = NOW) -> dict[str, str]:
    return {key: str(event["day"]) for key, event in events(user, at).items()}


def test_the_deadlines_of_the_open_and_the_coming_semesters(world: World) -> None:
    make_period(make_plan(), "2026-II")
    make_period(make_plan(), "2025-II")
    assert days(world.cast.reporter) == {
        "2026-I.EP.due": "2026-07-17",
        "2026-I.EP.closing": "2026-07-31",
        "2026-II.EP.due": "2027-01-31",
        "2026-II.EP.closing": "2027-02-14",
        "budget.EP.2026-I": "2026-07-17",
    }


def test_it_says_what_is_missing_in_the_persons_language(world: World) -> None:
    world.sent(0)
    due = events(world.cast.reporter)["2026-I.EP.due"]
    assert due["title"] == "Vence el plazo: EP, 2026-I"
    assert str(due["text"]).startswith("Faltan 2 indicadores:\nPREV-1.2.1")
    User.objects.filter(pk=world.cast.approver.pk).update(language="en")
    due = events(world.cast.approver)["2026-I.EP.due"]
    assert due["title"] == "EP, 2026\u00a0H1 is due"
    assert "2 indicators are missing:" in str(due["text"])


def test_extensions_move_the_institutions_day_and_add_the_indicators_own(world: World) -> None:
    army, first = world.cast.army, world.revisions[0].indicator
    make_extension(world.period, army, LATER)
    make_extension(world.period, army, dt.datetime(2026, 8, 8, tzinfo=LIMA), indicator=first)
    assert days(world.cast.reporter) == {
        "2026-I.EP.due": "2026-07-24",
        "2026-I.EP.closing": "2026-07-31",
        f"2026-I.EP.{first.code}.due": "2026-08-07",
        "budget.EP.2026-I": "2026-07-24",
    }
    assert days(world.cast.outsider)["2026-I.MGP.due"] == "2026-07-17"
    after = dt.datetime(2026, 8, 3, tzinfo=LIMA)
    assert days(world.cast.reporter, after) == {f"2026-I.EP.{first.code}.due": "2026-08-07"}


def test_who_does_not_report_sees_the_semesters(world: World) -> None:
    assert days(world.cast.secretary) == {"2026-I.due": "2026-07-17", "2026-I.closing": "2026-07-31"}


def test_the_feed_of_an_unchanged_world_is_the_same_and_a_moved_deadline_counts_up(world: World) -> None:
    make_extension(world.period, world.cast.army, LATER)
    before, first = events(world.cast.reporter), feed_of(world.cast.reporter, at=NOW)
    assert feed_of(world.cast.reporter, at=NOW + dt.timedelta(hours=1)) == first
    window = Window.of(world.period)
    moved = Window(window.opens_at, window.due_at + dt.timedelta(days=14), window.closes_at + dt.timedelta(days=14))
    change_window(world.period, moved, read=window, by=world.cast.secretary, at=NOW, reason="Feriado.")
    after = events(world.cast.reporter)
    assert before.keys() == after.keys()
    assert {key for key in before if key.startswith("budget.")} == {"budget.EP.2026-I"}
    for key in before:
        if not key.startswith("budget."):
            assert (before[key]["sequence"], after[key]["sequence"]) == (1, 2)
        assert before[key]["sequence"] < after[key]["sequence"]  # type: ignore[operator]
        assert after[key]["changed"] == NOW
        assert before[key]["changed"] < NOW  # type: ignore[operator]


def test_an_answer_sent_changes_the_stamp_and_not_the_sequence(world: World) -> None:
    before = events(world.cast.reporter)["2026-I.EP.due"]
    world.sent(0)
    after = events(world.cast.reporter)["2026-I.EP.due"]
    assert before["sequence"] == after["sequence"] == 0
    assert after["changed"] == world.open


def test_more_indicators_cost_no_further_query(world: World) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            feed_of(User.objects.get(pk=world.cast.reporter.pk), at=NOW)
        return len(queries)

    few = count()
    for number in range(4, 20):
        revision = make_count(make_plan(), f"PREV-{number}.1.1")
        make_commitment(revision, world.cast.army, world.period)
        make_extension(world.period, world.cast.army, LATER, indicator=revision.indicator)
    assert count() == few


# --- The address ------------------------------------------------------------------------------------------------------


def read(user: User) -> tuple[int, str]:
    address = CalendarAddress.objects.get(user=user)
    answer = Client().get(f"/calendario/{address.token}.ics")
    return answer.status_code, answer.headers.get("Content-Type", "")


def test_whoever_knows_the_address_reads_it_without_signing_in(world: World) -> None:
    token = renew_address(world.cast.reporter, at=NOW).token
    answer = Client().get(f"/calendario/{token}.ics")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Cache-Control"] == "private"
    assert not answer.cookies
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 3
    assert Client().get(f"/en/calendario/{token}.ics").content == answer.content


@pytest.mark.parametrize("token", ["x", "", "a" * 64, "../etc", "ñ"])
def test_any_other_address_does_not_exist(world: World, token: str) -> None:
    renew_address(world.cast.reporter, at=NOW)
    assert Client().get(f"/calendario/{token}.ics").status_code == 404


def test_who_holds_no_post_any_more_or_is_suspended_has_no_feed(world: World) -> None:
    for person in (world.cast.reporter, world.cast.approver):
        renew_address(person, at=NOW)
        assert read(person)[0] == 200
    Appointment.objects.filter(user=world.cast.reporter).update(ends_on=NOW.date() - dt.timedelta(days=1))
    User.objects.filter(pk=world.cast.approver.pk).update(is_active=False)
    assert [read(person)[0] for person in (world.cast.reporter, world.cast.approver)] == [404, 404]


def test_renewing_and_ending_stop_the_earlier_address_at_once(world: World) -> None:
    person = world.cast.reporter
    first, second = renew_address(person, at=NOW).token, renew_address(person, at=NOW).token
    assert first != second
    assert [Client().get(f"/calendario/{token}.ics").status_code for token in (first, second)] == [404, 200]
    end_address(person)
    assert Client().get(f"/calendario/{second}.ics").status_code == 404


def test_the_page_makes_shows_renews_and_ends_the_address(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.cast.reporter)
    assert "Crear mi dirección" in browser.get("/mi-calendario/").text
    assert not CalendarAddress.objects.exists()
    browser.post("/mi-calendario/", {"action": "renew"})
    first = CalendarAddress.objects.get().token
    page = browser.get("/mi-calendario/").text
    assert f"http://127.0.0.1:8000/calendario/{first}.ics" in page
    assert f"webcal://127.0.0.1:8000/calendario/{first}.ics" in page
    browser.post("/mi-calendario/", {"action": "renew"})
    assert CalendarAddress.objects.get().token != first
    browser.post("/mi-calendario/", {"action": "otra cosa"})
    assert CalendarAddress.objects.get().token != first
    browser.post("/mi-calendario/", {"action": "end"})
    assert not CalendarAddress.objects.exists()


def test_nobody_sees_the_address_of_another(world: World, signed_in: SignIn) -> None:
    token = renew_address(world.cast.reporter, at=NOW).token
    assert token not in signed_in(world.cast.administrator).get("/mi-calendario/").text


def test_a_demonstration_says_so_in_every_entry(world: World) -> None:
    type(world.period.plan).objects.update(is_demonstration=True)
    texts = [str(event["text"]) for event in events(world.cast.reporter).values()]
    assert all(text.startswith("Datos de demostración.") for text in texts)
