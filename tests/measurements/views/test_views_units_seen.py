"""Who sees what of units, however many they are, and how the administration makes them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.formatting import long_date
from institutions.models import Institution, Role
from measurements.consolidation import consolidating
from measurements.models import Contribution, Measurement, Status
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_institution, make_measurement, make_person
from tests.measurements.views.test_views_units import PART, UNITS, typed
from tests.measurements.views.test_views_units_gathered import give_all
from tests.measurements.worlds.consolidating import Army, figures, make_unit
from tests.measurements.worlds.entering import MEN, WOMEN, cells, url

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def army(cast: Cast) -> Army:
    return Army(cast)


@pytest.fixture
def unit(army: Army, signed_in: SignIn) -> Client:
    return signed_in(army.people["EP-N"])


# --- Who sees what --------------------------------------------------------------------------------------------------


def test_strangers_and_other_units_find_nothing(army: Army, signed_in: SignIn) -> None:
    army.ask()
    army.give("EP-N", figures(3, 4))
    foreign = make_person(Role.REPORTER, make_unit("MGP-N", army.cast.navy))
    strangers = [army.cast.outsider, army.cast.member, army.cast.secretary, army.cast.administrator, foreign]
    for person in (*strangers, army.people["EP-C"]):
        found = {page: signed_in(person).get(page).status_code for page in (UNITS, UNITS + "datos.csv", PART)}
        assert set(found.values()) == {404}, person


def test_a_unit_finds_nothing_of_its_institutions_desk(army: Army, unit: Client) -> None:
    army.ask("EP-N")
    desk = [UNITS, url(), "/registro/2026-I/EP/", "/registro/2026-I/EP/revisar/", "/registro/2026-I/EP/relevo/"]
    assert {unit.get(page).status_code for page in desk} == {404}
    assert unit.get(url(institution="EP-N")).status_code == 404


def test_nobody_of_the_institution_writes_for_a_unit(army: Army, signed_in: SignIn) -> None:
    army.ask("EP-N")
    for person in (army.cast.reporter, army.cast.approver):
        assert signed_in(person).post(PART, typed(1, **{WOMEN: "1", MEN: "1"})).status_code == 403
    assert not Contribution.objects.get().is_begun


def test_home_and_list_of_a_unit_show_what_was_asked_and_until_when(army: Army, unit: Client, browser: Client) -> None:
    browser.post(UNITS, {"action": "ask", "units": ["EP-N"], "wanted_by": "2026-07-13"})
    home = unit.get("/inicio/").text
    assert "Entregue la parte de su unidad" in home
    assert "EP lo espera para el 13 de julio de 2026" in home
    assert 'href="/constancias/"' not in home
    assert unit.get("/registro/").headers["Location"] == "/registro/2026-I/EP-N/"
    page = unit.get("/registro/2026-I/EP-N/").text
    assert f'href="{PART}"' in page
    assert "No iniciado" in page or "Sin iniciar" in page


def test_a_unit_that_was_asked_nothing_is_told_so(army: Army, unit: Client) -> None:
    assert "no ha pedido nada a su unidad este semestre" in unit.get("/registro/2026-I/EP-N/").text
    assert "No tiene pendientes" in unit.get("/inicio/").text


def test_what_left_without_a_unit_is_no_longer_asked_of_it(army: Army, unit: Client) -> None:
    army.ask("EP-N")
    make_measurement(army.revision, army.cast.army, army.period, value=None, status=Status.SUBMITTED)
    assert "Entregue la parte de su unidad" not in unit.get("/inicio/").text
    assert "La respuesta salió sin las cifras de su unidad." in unit.get("/registro/2026-I/EP-N/").text


# --- As many units as there are ---------------------------------------------------------------------------------------


def queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_ten_units_cost_no_more_queries_than_three(browser: Client, army: Army) -> None:
    give_all(army)
    pages = [UNITS, url(), UNITS + "datos.csv", reverse("succession", args=["2026-I", "EP"])]
    for page in pages:
        browser.get(page)  # what the first reading of a process keeps is no matter of units
    few = {page: queries(browser, page) for page in pages}
    for number in range(7):
        unit = make_unit(f"EP-{number}", army.cast.army)
        person = make_person(Role.REPORTER, unit)
        (part,) = consolidating.ask(army.task, [unit], by=army.cast.reporter, at=army.open)
        if number % 2:
            consolidating.give(part, figures(1, 1), version=1, by=person, at=army.open)
    assert {page: queries(browser, page) for page in pages} == few


# --- Units in the administration --------------------------------------------------------------------------------------


def unit_form(cast: Cast, **more: str) -> dict[str, str]:
    names = {"name_es": "Unidad Este", "name_en": "Unit East", "short_name_es": "Este", "short_name_en": "East"}
    return {"code": "EP-E", "kind": "unit", "parent": str(cast.army.pk), "order": "99"} | names | more


def test_a_unit_is_made_in_the_administration(cast: Cast, signed_in: SignIn) -> None:
    signed_in(cast.administrator).post(reverse("admin:institutions_institution_add"), unit_form(cast))
    unit = Institution.objects.get(code="EP-E")
    assert (unit.parent, unit.is_unit, unit.is_participating) == (cast.army, True, False)


@pytest.mark.parametrize("wrong", [{"is_participating": "on"}, {"parent": ""}])
def test_a_unit_that_would_take_part_by_itself_is_refused_in_words(
    cast: Cast, signed_in: SignIn, wrong: dict[str, str]
) -> None:
    page = signed_in(cast.administrator).post(reverse("admin:institutions_institution_add"), unit_form(cast, **wrong))
    assert "Una unidad subordinada reporta a través de la institución de la que depende" in page.text
    assert not Institution.objects.filter(code="EP-E").exists()


def test_a_unit_is_not_offered_for_commitments(army: Army, signed_in: SignIn) -> None:
    browser = signed_in(army.cast.secretary)
    matrix = reverse("commitments")
    assert "PREV-1.1.1:EP-N" not in browser.get(matrix).text
    page = browser.post(matrix, {"semestre": "2026-I", "cell": ["PREV-1.1.1:EP-N:contributor"]})
    assert page.status_code == 409
    assert not army.units["EP-N"].commitments.exists()


def test_child_that_was_asked_does_not_begin_to_report_by_itself(army: Army, signed_in: SignIn) -> None:
    school = make_institution("EP-ESC", parent=army.cast.army)
    consolidating.ask(army.task, [school], by=army.cast.reporter, at=army.open)
    data = {"semestre": "2026-I", "cell": ["PREV-1.1.1:EP-ESC:contributor"]}
    page = signed_in(army.cast.secretary).post(reverse("commitments"), data)
    assert page.status_code == 409
    assert "contaría dos veces" in page.text
    assert not school.commitments.exists()


@pytest.mark.parametrize("where", ["/inicio/", "/registro/2026-I/EP-N/"])
def test_a_unit_sees_large_what_it_was_asked_and_when_not_its_institutions_deadline(
    where: str, army: Army, unit: Client
) -> None:
    day = army.open.date() + dt.timedelta(days=3)
    consolidating.ask(army.task, [army.units["EP-N"]], by=army.cast.reporter, at=army.open, wanted_by=day)
    page = unit.get(where).text
    assert "A su unidad se le pidió 1 indicador" in page
    assert f"<strong>{long_date(day, 'es')}</strong>" in page
    assert "Ampliaciones de plazo" not in page
    assert "El registro del 2026-I vence" not in page


def test_the_sum_overwrites_what_was_typed_only_once_that_was_confirmed(browser: Client, army: Army) -> None:
    give_all(army)
    typed_otherwise = {"version": "0", "answer": "reported", "action": "gather", WOMEN: "9", MEN: "14"}
    page = browser.post(url(), typed_otherwise).text
    assert "women: 9 pasa a 3." in page
    assert "men: 14" not in page
    assert 'name="is_replaced"' in page
    assert not Measurement.objects.exists()
    browser.post(url(), typed_otherwise | {"is_replaced": "on"})
    assert cells()["total:sex=women"] == (3, None)
