"""When the Committee observed an answer, and how long the institution took to send it again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measurements.models import Status
from measurements.review.observations import Observation, Step, observations_of, told
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.measurements.worlds.walk import HOUR, counted, make_world

MONDAY = dt.datetime(2026, 7, 6, 15, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
RAISED, ANSWERED = Observation(1, MONDAY, None), Observation(1, MONDAY, MONDAY + DAY)


def step(before: str, to: str, days: int = 1) -> Step:
    return Step(1, before, to, MONDAY + days * DAY)


@pytest.mark.parametrize(
    ("so_far", "one_more", "expected"),
    [
        ([], step("prepared", "submitted"), []),
        ([], step("submitted", "returned", 0), [RAISED]),
        ([], step("validated", "returned", 0), [RAISED]),
        ([], step("prepared", "returned"), []),
        ([RAISED], step("returned", "prepared"), [RAISED]),
        ([RAISED], step("prepared", "returned"), [RAISED]),
        ([RAISED], step("prepared", "submitted"), [ANSWERED]),
        ([RAISED], step("returned", "submitted"), []),
        ([RAISED], step("returned", "validated"), []),
        ([ANSWERED], step("submitted", "validated"), [ANSWERED]),
        ([ANSWERED], step("submitted", "returned"), [ANSWERED, Observation(1, MONDAY + DAY, None)]),
    ],
)
def test_an_observation_lasts_until_the_answer_is_sent_again(
    so_far: list[Observation], one_more: Step, expected: list[Observation]
) -> None:
    assert told(so_far, one_more) == expected


def test_days_are_counted_as_people_count_them_in_lima() -> None:
    late_in_the_evening = dt.datetime(2026, 7, 7, 4, 30, tzinfo=dt.UTC)
    assert Observation(1, late_in_the_evening, late_in_the_evening + HOUR).days == 1
    assert RAISED.days is None


def test_observations_are_told_by_institution_and_semester_in_one_query(cast: Cast) -> None:
    world = make_world(cast, size=2)
    returned, other = world.returned(0), world.returned(1)
    task = world.task(0)
    saved = workflow.save_draft(task, counted(41), version=returned.version, by=cast.reporter, at=world.open + DAY)
    prepared = workflow.prepare(saved, version=saved.version, by=cast.reporter, at=world.open + DAY)
    world.send(prepared, at=world.open + 2 * DAY)
    workflow.take_back_return(other, version=other.version, by=cast.secretary, at=world.open + DAY)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = observations_of([cast.army, cast.navy], [world.period])
    assert len(asked) == 1
    assert found == {(cast.army.pk, world.period.pk): (Observation(returned.pk, world.open, world.open + 2 * DAY),)}
    other.refresh_from_db()
    assert other.status == Status.SUBMITTED
