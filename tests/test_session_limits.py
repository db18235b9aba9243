"""How long a session lives."""

import datetime as dt

import time_machine

from institutions.models import Role
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_person

MORNING = dt.datetime(2026, 7, 10, 8, 0, tzinfo=dt.UTC)


def test_session_ends_after_half_an_hour_without_use(cast: Cast, signed_in: SignIn) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        browser = signed_in(cast.reporter)
        assert browser.get("/inicio/").status_code == 200
        clock.shift(dt.timedelta(minutes=31))
        assert browser.get("/inicio/").status_code == 302


def test_session_in_use_goes_on_but_never_beyond_eight_hours(cast: Cast, signed_in: SignIn) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        browser = signed_in(cast.reporter)
        for _quarter in range(32):
            assert browser.get("/inicio/").status_code == 200
            clock.shift(dt.timedelta(minutes=15))
        assert browser.get("/inicio/").status_code == 200, "eight hours exactly"
        clock.shift(dt.timedelta(minutes=1))
        assert browser.get("/inicio/").status_code == 302


def test_suspended_person_is_out_on_the_next_request(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.reporter)
    assert browser.get("/inicio/").status_code == 200
    cast.reporter.is_active = False
    cast.reporter.save()
    assert browser.get("/inicio/").status_code == 302


def test_ended_post_ends_its_rights_on_the_next_request(cast: Cast, signed_in: SignIn) -> None:
    secretary = make_person(Role.TECHNICAL_SECRETARY, cast.ministry)
    browser = signed_in(secretary)
    assert browser.get("/gestion/").status_code in (200, 404)
    secretary.appointments.update(ends_on=dt.date(2021, 1, 1))
    assert browser.get("/gestion/").status_code == 403
