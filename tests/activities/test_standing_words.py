"""What a page says of where an activity stands, word by word, and what of its notes counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from pytest_django import DjangoDbBlocker

from activities.known import known_of
from activities.models import Activity
from activities.progress import Delay, Known, Standing, delay_of
from activities.standing_words import KEYS, label_of, stand_of
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.factories import LIMA, make_activity, make_note, make_period, make_plan, make_round, make_year_plan

MARCH, JUNE = dt.date(2026, 3, 1), dt.date(2026, 6, 30)
JULY_10 = dt.date(2026, 7, 10)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        cast, plan = make_cast(), make_plan()
        yield {
            "year_plan": make_year_plan(make_round(plan, 2026, is_sealed=True), cast.army),
            "first": make_period(plan, "2026-I"),
            "second": make_period(plan, "2026-II"),
        }


def activity_with(world: dict[str, Any], *notes: tuple[str, str, dict[str, Any]], **fields: Any) -> Activity:
    activity = make_activity(world["year_plan"], **fields)
    for period, progress, others in notes:
        make_note(activity, world[period], progress, **others)
    return Activity.objects.whole().get(pk=activity.pk)


NOTHING: tuple[tuple[str, str, dict[str, Any]], ...] = ()
LATE = {"finished_on": dt.date(2026, 7, 3)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("notes", "fields", "on", "standing", "sentence"),
    [
        (NOTHING, {}, dt.date(2026, 2, 1), Standing.PLANNED, "It begins on 1 March 2026."),
        (NOTHING, {}, JULY_10, Standing.UNREPORTED, "No note about it has been sent yet."),
        (
            [("first", "running", {})],
            {"ends_on": dt.date(2026, 9, 30)},
            JULY_10,
            Standing.RUNNING,
            "Under way on 30 June 2026, as its last note says.",
        ),
        (
            [("first", "running", {})],
            {"ends_on": dt.date(2026, 9, 30)},
            dt.date(2026, 10, 1),
            Standing.UNREPORTED,
            "Known until 30 June 2026: under way then. Nothing was sent of what came after.",
        ),
        (
            [("first", "running", {})],
            {"ends_on": dt.date(2026, 5, 31)},
            JULY_10,
            Standing.DELAYED,
            "It should have ended by 31 May 2026; on 30 June 2026 it had not. 30 days late so far.",
        ),
        (
            [("first", "running", {})],
            {},
            JULY_10,
            Standing.DELAYED,
            "It should have ended by 30 June 2026; on 30 June 2026 it had not.",
        ),
        (
            [("first", "planned", {})],
            {"ends_on": dt.date(2026, 9, 30)},
            JULY_10,
            Standing.DELAYED,
            "It should have begun on 1 March 2026; on 30 June 2026 it had not. 121 days late so far.",
        ),
        ([("first", "done", {})], {}, JULY_10, Standing.DONE, "Done on 30 June 2026, in time."),
        (
            [("first", "running", {}), ("second", "done", LATE)],
            {},
            dt.date(2027, 1, 10),
            Standing.DONE,
            "Done on 3 July 2026, 3 days late.",
        ),
    ],
)
def test_what_is_said(
    world: dict[str, Any], notes: Any, fields: dict[str, Any], on: dt.date, standing: Standing, sentence: str
) -> None:
    activity = activity_with(world, *notes, **fields)
    with translation.override("en"):
        stand = stand_of(activity, on)
    assert (stand.standing, stand.sentence) == (standing, sentence)
    assert stand.key == KEYS[standing]


@pytest.mark.django_db
def test_a_cancelled_activity_is_cancelled_from_its_day_on(world: dict[str, Any]) -> None:
    cancelled = dt.datetime(2026, 4, 15, 23, 30, tzinfo=LIMA)
    activity = activity_with(world, cancelled_at=cancelled, cancel_reason="Sin presupuesto.")
    assert stand_of(activity, dt.date(2026, 4, 14)).standing is Standing.UNREPORTED
    with translation.override("en"):
        assert stand_of(activity, dt.date(2026, 4, 15)).sentence == "Cancelled on 15 April 2026."


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["draft", "prepared", "returned"])
def test_only_what_stands_as_it_was_sent_is_known(world: dict[str, Any], status: str) -> None:
    activity = activity_with(world, ("first", "done", {"status": status}))
    assert known_of(activity.notes.all()) is None


@pytest.mark.django_db
def test_the_last_semester_counts_and_what_was_sent_after_the_day_does_not(world: dict[str, Any]) -> None:
    activity = activity_with(world, ("second", "done", LATE | {"status": "submitted"}), ("first", "running", {}))
    notes = activity.notes.all()
    assert known_of(notes) == Known("done", dt.date(2026, 12, 31), MARCH, dt.date(2026, 7, 3), is_validated=False)
    assert known_of(notes, on=dt.date(2026, 12, 31)) == Known("running", JUNE, MARCH, None, is_validated=True)
    assert known_of(notes, on=JUNE) is None


@pytest.mark.django_db
def test_reading_standings_asks_nothing_more(world: dict[str, Any], django_assert_num_queries: Any) -> None:
    activity = activity_with(world, ("first", "running", {}))
    with django_assert_num_queries(0):
        stand_of(activity, JULY_10)


def test_what_is_done_has_no_delay() -> None:
    assert delay_of(MARCH, JUNE, Known("done", JULY_10)) is None
    assert delay_of(MARCH, JUNE, Known("running", dt.date(2026, 5, 1))) is None
    assert delay_of(MARCH, JUNE, Known("running", JULY_10)) == Delay(JUNE, 10, is_of_the_end=True)


def test_every_standing_has_a_word_of_its_own() -> None:
    assert len({label_of(standing) for standing in Standing}) == len(Standing) == len(KEYS)
