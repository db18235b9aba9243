"""What was frozen is long: it is read where it is shown, not wherever something waits or is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notifications.duties import duties_of
from notifications.todo_sources import rows_of
from reports.consulting import rounds
from reports.drafting.writing import Written, write
from reports.models import ConsultationSeat, Remark
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_institution
from tests.reports.worlds.consulted import DURING, ENDED, PUT, Consultations, make_consultations

pytestmark = pytest.mark.django_db
CONSULTED = '"reports_consultationround"."snapshot"'
PROPOSED = '"reports_reportdraft"."proposal"'
"""As statements name what holds them."""


@pytest.fixture
def world(cast: Cast) -> Consultations:
    return make_consultations(cast)


@contextmanager
def unread(*columns: str) -> Iterator[None]:
    with CaptureQueriesContext(connection) as asked:
        yield
    assert asked.captured_queries
    assert [each["sql"] for each in asked.captured_queries if any(column in each["sql"] for column in columns)] == []


WAITING: dict[str, Callable[[Consultations], object]] = {
    "an answer": lambda world: world.opened(),
    "a remark": lambda world: world.remarked(),
    "a meeting": lambda world: world.consulted(),
    "being issued": lambda world: world.ready(),
}


@pytest.mark.parametrize("what", WAITING)
def test_whatever_waits_is_told_without_reading_it(world: Consultations, what: str) -> None:
    WAITING[what](world)
    with unread(CONSULTED, PROPOSED):
        owed = list(duties_of(world.general, at=DURING))
        rows = list(rows_of(world.cast.secretary, at=PUT))
    assert owed if what == "an answer" else any(row.number for row in rows)


def test_closing_a_consultation_and_writing_a_text_read_nothing_of_it(world: Consultations) -> None:
    round_, by = world.remarked().round, world.cast.secretary
    section = round_.draft.sections.get(key="closing")
    with unread(CONSULTED):
        rounds.close(round_, version=round_.version, by=by, at=ENDED)
        write(section, Written({"es": "Se cumplió."}, {}), version=section.version, by=by, at=PUT)


@pytest.mark.parametrize("who", ["secretary", "alternate", "general"])
def test_the_page_of_a_consultation_takes_the_same_queries_however_many_are_asked(
    world: Consultations, signed_in: SignIn, who: str
) -> None:
    seat = world.remarked()
    client, url = signed_in(world.person(who)), reverse("draft_consultation", args=[seat.round.draft_id])
    with time_machine.travel(DURING, tick=False):
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        ask_five_more(seat)
        with CaptureQueriesContext(connection) as many:
            assert client.get(url).status_code == 200
    assert len(many) == len(few)


def ask_five_more(seat: ConsultationSeat) -> None:
    """As a consultation of a larger Committee has; each has a remark."""
    for n in range(5):
        other = ConsultationSeat.objects.create(round=seat.round, institution=make_institution(f"OTRA{n}"))
        Remark.objects.create(seat=other, ordinal=1, text="Falta.")


def test_the_page_of_an_answer_takes_the_same_queries_however_many_others_are_asked(
    world: Consultations, signed_in: SignIn
) -> None:
    seat = world.remarked()
    client, url = signed_in(world.general), reverse("consultation_answer", args=[seat.round.draft_id])
    with time_machine.travel(DURING, tick=False):
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        ask_five_more(seat)
        with CaptureQueriesContext(connection) as many:
            assert client.get(url).status_code == 200
    assert len(many) == len(few)
