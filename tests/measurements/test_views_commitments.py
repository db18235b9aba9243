"""The matrix of commitments as its managers use it."""

import pytest
import time_machine

from indicators.committing import committed_pairs
from indicators.models import ReportingPeriod
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_commitment, make_count, make_measurement, make_period, make_plan

pytestmark = pytest.mark.django_db
ADDRESS = "/gestion/compromisos/"


@pytest.fixture
def period(cast: Cast) -> ReportingPeriod:
    plan = make_plan()
    period = make_period(plan, "2026-I")
    make_count(plan, "PREV-1.1.1")
    make_count(plan, "PREV-2.1.1", across="single_reporter")
    return period


@pytest.fixture(autouse=True)
def during_the_window() -> object:
    with time_machine.travel("2026-07-10T12:00:00-05:00", tick=False):
        yield


def test_ticking_a_box_commits_from_the_semester(period: ReportingPeriod, cast: Cast, signed_in: SignIn) -> None:
    data = {"semestre": "2026-I", "committed": ["PREV-1.1.1:EP", "PREV-1.1.1:MGP"]}
    page = signed_in(cast.secretary).post(ADDRESS, data, follow=True)
    assert "2 compromisos empiezan" in page.text
    assert committed_pairs(period) == {("PREV-1.1.1", "EP"), ("PREV-1.1.1", "MGP")}


def test_what_somebody_else_changed_meanwhile_is_left_alone(
    period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    """The page sends what it showed; only what the person changed on it changes."""
    make_commitment(period.plan.indicators.get(code="PREV-1.1.1"), cast.navy, period)
    signed_in(cast.secretary).post(ADDRESS, {"semestre": "2026-I", "was": [], "committed": ["PREV-1.1.1:EP"]})
    assert committed_pairs(period) == {("PREV-1.1.1", "EP"), ("PREV-1.1.1", "MGP")}


def test_refusal_keeps_what_was_ticked_and_changes_nothing(
    period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    data = {"semestre": "2026-I", "committed": ["PREV-2.1.1:EP", "PREV-2.1.1:MGP", "PREV-1.1.1:EP"]}
    page = signed_in(cast.administrator).post(ADDRESS, data)
    assert page.status_code == 409
    assert "un solo informante" in page.text
    assert page.text.count(" checked") == 3
    assert committed_pairs(period) == set()


def test_answered_commitment_cannot_be_ended(period: ReportingPeriod, cast: Cast, signed_in: SignIn) -> None:
    indicator = period.plan.indicators.get(code="PREV-1.1.1")
    make_commitment(indicator, cast.army, period)
    make_measurement(indicator.revisions.get(), cast.army, period, value=3)
    page = signed_in(cast.secretary).post(ADDRESS, {"semestre": "2026-I", "was": ["PREV-1.1.1:EP"]})
    assert page.status_code == 409
    assert committed_pairs(period) == {("PREV-1.1.1", "EP")}


def test_when_every_semester_has_closed_it_says_what_to_do(
    period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    with time_machine.travel("2028-01-01T12:00:00-05:00", tick=False):
        page = signed_in(cast.secretary).get(ADDRESS)
    assert "cree primero el siguiente" in page.text


def test_others_are_refused(period: ReportingPeriod, cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.reporter).post(ADDRESS, {"semestre": "2026-I"}).status_code == 403


def test_commitment_of_an_institution_that_left_can_be_seen_and_ended(
    period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    make_commitment(period.plan.indicators.get(code="PREV-1.1.1"), cast.navy, period)
    cast.navy.is_participating = False
    cast.navy.save()
    browser = signed_in(cast.secretary)
    assert 'value="PREV-1.1.1:MGP" checked' in browser.get(ADDRESS).text
    page = browser.post(ADDRESS, {"semestre": "2026-I", "was": ["PREV-1.1.1:MGP"]}, follow=True)
    assert page.status_code == 200
    assert committed_pairs(period) == set()
