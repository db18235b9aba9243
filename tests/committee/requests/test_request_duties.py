"""What the Committee requires stands in the institution's tasks, home, calendar and handover, until it is answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from committee.models import InformationRequest
from committee.requests import requesting
from measurements.deadlines.calendar_feed import feed_of
from notifications.duties import duties_of
from tests.cast import Cast
from tests.committee.requests.requested import DAY, DUE, LATER, MADE, answered, make_request
from tests.conftest import SignIn
from tests.factories import make_period, make_plan

TASKS, RELEVO = "/registro/2026-I/EP/", "/registro/2026-I/EP/relevo/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MADE + DAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def request_of_army(cast: Cast) -> InformationRequest:
    make_period(make_plan(), "2026-I")
    return make_request(cast)


@pytest.fixture
def reporter(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.reporter)


@pytest.mark.parametrize("page", ["/inicio/", TASKS, RELEVO])
def test_an_owed_request_is_shown_until_it_is_answered(
    request_of_army: InformationRequest, reporter: Client, cast: Cast, page: str
) -> None:
    assert "RI-2026-0001: Cifra de mujeres" in reporter.get(page).text
    answered(request_of_army, cast.reporter)
    assert "RI-2026-0001" not in reporter.get(page).text


def test_several_requests_are_one_line_of_the_home_with_the_most_urgent_named(
    request_of_army: InformationRequest, reporter: Client, cast: Cast
) -> None:
    make_request(cast, subject="Antes", until=DUE - 2 * DAY)
    row = reporter.get("/inicio/").context["todo"][0]
    assert (row.number, row.url) == (2, "/requerimientos/")
    assert row.note == "RI-2026-0002: Antes: hasta el sábado 8 de agosto de 2026"


def test_an_overdue_request_says_so(request_of_army: InformationRequest, cast: Cast, signed_in: SignIn) -> None:
    with time_machine.travel(DUE, tick=False):
        (row,) = signed_in(cast.reporter).get(TASKS).context["duties"]
    assert (row.key, row.note) == ("overdue", "Aclarar · vencido desde el lunes 10 de agosto de 2026")


def test_the_calendar_moves_the_day_when_the_deadline_moves(request_of_army: InformationRequest, cast: Cast) -> None:
    def entry() -> tuple[str, str, int]:
        calendar = Calendar.from_ical(feed_of(cast.reporter, at=MADE + DAY))
        (found,) = [event for event in calendar.walk("VEVENT") if "RI-2026-0001" in str(event["UID"])]
        return str(found["UID"]), found.decoded("DTSTART").isoformat(), found.decoded("SEQUENCE")

    uid, day, sequence = entry()
    assert (day, sequence) == ("2026-08-10", 0)
    requesting.extend(request_of_army, version=1, until=LATER, by=cast.secretary, at=MADE + DAY)
    assert entry() == (uid, "2026-08-20", 1)


def test_nobody_is_asked_for_what_another_institution_owes(request_of_army: InformationRequest, cast: Cast) -> None:
    asked = {name for name, person in cast.people().items() if duties_of(person, at=MADE)}
    assert asked == {"reporter", "approver"}


def test_the_committees_home_names_answers_and_overdue_requests(
    request_of_army: InformationRequest, cast: Cast, signed_in: SignIn
) -> None:
    answered(make_request(cast, cast.navy), cast.outsider)
    with time_machine.travel(DUE, tick=False):
        rows = {row.label: row.note for row in signed_in(cast.secretary).get("/inicio/").context["todo"]}
        assert rows["Lea las respuestas a los requerimientos"] == "RI-2026-0002"
        assert rows["Requerimientos vencidos sin respuesta"] == "RI-2026-0001"
        member = [row.label for row in signed_in(cast.member).get("/inicio/").context["todo"]]
    assert "Requerimientos vencidos sin respuesta" not in member
