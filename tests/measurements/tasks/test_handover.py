"""The page for who takes up a post: recipes, what is open, people and their dates, in few queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.calendar import end_of
from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Appointment, Role
from measurements.answer.content import Content
from measurements.models import Status
from measurements.tasks.succession import new_posts
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_commitment,
    make_count,
    make_dimension,
    make_measurement,
    make_period,
    make_person,
    make_plan,
    make_post,
)
from tests.measurements.tasks import succeeded
from tests.measurements.tasks.succeeded import HANDOVER, TODAY, YESTERDAY, accepted, successor
from tests.measurements.worlds.consolidating import Army
from tests.measurements.worlds.extended import make_extension
from tests.measurements.worlds.walk import make_world

pytestmark = pytest.mark.usefixtures("clock")

before = succeeded.before


def test_it_holds_the_last_recipe_of_each_indicator(
    cast: Cast, browser: Client, people: IndicatorRevision, before: ReportingPeriod
) -> None:
    accepted(cast, people, before)
    accepted(cast, people, make_period(make_plan(), "2025-I"), source_system="Cuaderno")
    page = browser.get(HANDOVER).text
    for said in (
        "2025-II",
        "61",
        "Sistema de personal",
        "31 de diciembre de 2025",
        "Jefe de instrucción",
        "Dos talleres.",
    ):
        assert said in page
    assert "Cuaderno" not in page


def test_what_was_not_accepted_is_no_recipe(
    cast: Cast, browser: Client, people: IndicatorRevision, before: ReportingPeriod
) -> None:
    accepted(cast, people, before, status=Status.SUBMITTED)
    page = browser.get(HANDOVER).text
    assert "Todavía no se ha validado ninguna respuesta de la institución." in page
    assert "Sistema de personal" not in page


def test_it_says_what_is_open_who_began_it_and_what_must_be_corrected(cast: Cast, browser: Client) -> None:
    world = make_world(cast, size=3)
    world.draft(0)
    world.returned(1, comment="Falta el oficio de remisión.")
    prepared = world.prepared(2)
    workflow.hand_back(prepared, version=prepared.version, by=cast.approver, at=world.open, comment="Revise el total.")
    page = browser.get(HANDOVER).text
    assert "Falta el oficio de remisión." in page
    assert "Revise el total." in page
    assert page.count("Lo empezó reporter EP") == 3
    assert "2026-I-EP-0001" in page


def test_it_names_the_people_with_their_dates_and_not_those_long_gone(cast: Cast, browser: Client) -> None:
    make_world(cast, size=1)
    lately = make_person(None, email="salio@ep.example.pe", name="Saúl Saliente")
    make_post(lately, Role.REPORTER, cast.army, ends_on=YESTERDAY, act_reference="R. M. 12")
    gone = make_person(None, email="antiguo@ep.example.pe", name="Aldo Antiguo")
    make_post(gone, Role.REPORTER, cast.army, ends_on=dt.date(2024, 1, 1))
    successor(cast, capacity=Appointment.Capacity.ALTERNATE)
    page = browser.get(HANDOVER).text
    for said in ("Saúl Saliente", "dejó el cargo", "R. M. 12", "Nora Relevo", "Alterno", cast.approver.email):
        assert said in page
    assert "Aldo Antiguo" not in page


def test_it_shows_extensions_and_what_units_were_asked(cast: Cast, browser: Client) -> None:
    army = Army(cast)
    army.ask("EP-N", "EP-C")
    army.give("EP-C", Content(answer="not_applicable", reason="No dicta cursos."))
    make_extension(army.period, cast.army, army.period.closes_at, state="requested")
    page = browser.get(HANDOVER).text
    assert "El sistema de personal no responde." in page
    assert "PREV-1.1.1, Institución EP-N" in page
    assert "PREV-1.1.1, Institución EP-C" not in page


def test_it_says_the_last_day_of_an_extension_and_not_the_instant_after_it(cast: Cast, browser: Client) -> None:
    world = make_world(cast, size=1)
    make_extension(world.period, cast.army, end_of(dt.date(2026, 12, 12)))
    page = browser.get(HANDOVER).text
    assert "12 de diciembre de 2026" in page
    assert "13 de diciembre" not in page


def test_an_empty_handover_says_so(cast: Cast, browser: Client, period: ReportingPeriod) -> None:
    page = browser.get(HANDOVER).text
    for said in ("No hay nada a medias.", "No hay observaciones por levantar.", "Ninguna en este semestre."):
        assert said in page


def test_who_took_up_a_post_lately_is_led_there(
    cast: Cast, signed_in: SignIn, browser: Client, people: IndicatorRevision
) -> None:
    new = signed_in(successor(cast, starts_on=TODAY - dt.timedelta(days=59)))
    for page in ("/inicio/", "/registro/2026-I/EP/"):
        assert "Usted asumió un cargo en EP el 10 de mayo de 2026" in new.get(page).text
        assert "Usted asumió un cargo" not in browser.get(page).text
        assert HANDOVER in browser.get(page).text


@pytest.mark.parametrize(("days", "is_new"), [(0, True), (59, True), (60, False), (400, False)])
def test_a_post_is_new_for_sixty_days(cast: Cast, period: ReportingPeriod, days: int, is_new: bool) -> None:
    person = successor(cast, starts_on=TODAY - dt.timedelta(days=days))
    assert bool(new_posts(person, today=TODAY)) is is_new


def test_only_posts_in_which_one_reports_are_handed_over(cast: Cast, period: ReportingPeriod) -> None:
    member = make_person(None, email="miembro@example.pe")
    make_post(member, Role.COMMITTEE_MEMBER, cast.army, starts_on=TODAY)
    assert new_posts(member, today=TODAY) == []


def test_more_indicators_cost_no_more_queries(cast: Cast, browser: Client, before: ReportingPeriod) -> None:
    def owe_and_answer(number: int) -> None:
        revision = make_count(make_plan(), f"PREV-{number}.1.1", dimensions=[make_dimension("sex")])
        make_commitment(revision, cast.army, period)
        accepted(cast, revision, before)
        make_measurement(revision, cast.army, period, values={"total:sex=women": 1}, status=Status.RETURNED)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(HANDOVER).status_code == 200
        return len(captured)

    period = make_period(make_plan(), "2026-I")
    owe_and_answer(1)
    queries()
    few = queries()
    for number in range(2, 12):
        owe_and_answer(number)
    assert queries() == few
