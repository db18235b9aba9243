"""The pages of consolidation: what the institution and its units see, do, and are refused."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.formatting import long_date
from institutions.models import Institution, Role
from measurements import consolidation
from measurements.models import Answer, Contribution, Measurement, Status
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_institution, make_measurement, make_period, make_person, make_plan
from tests.measurements.consolidating import NO_DATA, NOT_OURS, Army, figures, make_unit
from tests.measurements.entering import MEN, WOMEN, cells, url

pytestmark = pytest.mark.usefixtures("clock")
UNITS = "/registro/2026-I/EP/PREV-1.1.1/unidades/"
PART = "/registro/2026-I/EP-N/PREV-1.1.1/aporte/"


@pytest.fixture
def army(cast: Cast) -> Army:
    return Army(cast)


@pytest.fixture
def unit(army: Army, signed_in: SignIn) -> Client:
    return signed_in(army.people["EP-N"])


def give_all(army: Army) -> None:
    """One unit with figures, one with a zero, one missing."""
    army.ask()
    army.give("EP-N", figures(3, 4))
    army.give("EP-C", figures(0, 10))


def typed(version: int, action: str = "give", **more: str) -> dict[str, str]:
    return {"version": str(version), "answer": "reported", "action": action} | more


# --- Asking and withdrawing ---------------------------------------------------------------------------------------


def test_the_reporter_asks_units_until_a_day(browser: Client, army: Army) -> None:
    page = browser.get(UNITS).text
    assert "Pedir a estas unidades" in page
    asked = {"action": "ask", "units": ["EP-N", "EP-S"], "wanted_by": "2026-07-13", "note": "Sin duplicar."}
    assert browser.post(UNITS, asked).headers["Location"] == UNITS
    found = Contribution.objects.order_by("unit__code").values_list("unit__code", "wanted_by", "note")
    assert [(code, str(day), note) for code, day, note in found] == [
        ("EP-N", "2026-07-13", "Sin duplicar."),
        ("EP-S", "2026-07-13", "Sin duplicar."),
    ]
    page = browser.get(UNITS).text
    assert "Sin entregar" in page
    assert army.people["EP-N"].email in page


@pytest.mark.parametrize(
    ("typed_in", "says"),
    [
        ({"units": []}, "Elija al menos una unidad."),
        ({"units": ["MGP-N"]}, "MGP-N"),
        ({"units": ["EP-N"], "wanted_by": "2026-07-01"}, "Ese día ya pasó"),
        ({"units": ["EP-N"], "wanted_by": "2026-08-15"}, "El registro cierra el 31 de julio de 2026"),
        ({"units": ["EP-N"], "wanted_by": "mañana"}, "fecha"),
    ],
)
def test_what_cannot_be_asked_says_why(browser: Client, army: Army, typed_in: dict[str, object], says: str) -> None:
    make_unit("MGP-N", army.cast.navy)
    page = browser.post(UNITS, {"action": "ask"} | typed_in)
    assert page.status_code == 200
    assert says in page.text
    assert not Contribution.objects.exists()


def test_withdrawing_says_what_is_lost_and_does_it(browser: Client, army: Army) -> None:
    part = army.ask("EP-N")["EP-N"]
    assert "La unidad no ha empezado" in browser.get(UNITS).text
    consolidation.keep(part, figures(3), version=1, by=army.people["EP-N"], at=army.open)
    assert "Lo que escribió se borrará" in browser.get(UNITS).text
    stale = {"action": "withdraw", "unit": "EP-N", "version": "1"}
    assert browser.post(UNITS, stale).status_code == 409
    browser.post(UNITS, stale | {"version": "2"})
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
def test_a_nonsense_version_withdraws_nothing(browser: Client, army: Army, version: str) -> None:
    army.ask("EP-N")
    assert browser.post(UNITS, {"action": "withdraw", "unit": "EP-N", "version": version}).status_code == 409
    assert Contribution.objects.exists()


def test_the_approver_reads_and_does_not_ask(army: Army, signed_in: SignIn) -> None:
    browser = signed_in(army.cast.approver)
    assert "Pedir a estas unidades" not in browser.get(UNITS).text
    assert browser.post(UNITS, {"action": "ask", "units": ["EP-N"]}).status_code == 403


def test_institution_without_units_has_no_such_page(army: Army, browser: Client) -> None:
    for unit in army.units.values():
        unit.appointments.all().delete()
        unit.delete()
    assert browser.get(UNITS).status_code == 404
    assert "Unidades" not in browser.get(url()).text


def test_page_shows_every_step_also_of_what_was_withdrawn(browser: Client, army: Army) -> None:
    assert "Historial de lo pedido" not in browser.get(UNITS).text
    part = army.ask("EP-N")["EP-N"]
    consolidation.withdraw(part, version=1, by=army.cast.reporter, at=army.open)
    page = browser.get(UNITS).text
    assert "Historial de lo pedido y lo entregado" in page
    assert f"{army.units['EP-N'].name}: Pedido retirado" in page


# --- The unit's page ----------------------------------------------------------------------------------------------


def test_a_unit_gives_its_part_and_zero_is_zero(unit: Client, army: Army) -> None:
    army.ask("EP-N")
    page = unit.post(PART, typed(1, **{WOMEN: "0", MEN: "1 200"}))
    assert page.headers["Location"] == "/registro/2026-I/EP-N/"
    part = Contribution.objects.get()
    assert part.is_given
    assert {v.combination.key: v.value for v in part.values.all()} == {"sex=women": 0, "sex=men": 1200}
    assert "Entregado por" in unit.get(PART).text


def test_a_blank_is_not_given_and_nothing_typed_is_lost(unit: Client, army: Army) -> None:
    army.ask("EP-N")
    page = unit.post(PART, typed(1, **{WOMEN: "7", MEN: ""}))
    assert "Falta 1 casillero" in page.text
    assert 'value="7"' in page.text
    assert not Contribution.objects.get().is_begun


def test_a_wrong_number_is_said_beside_its_box(unit: Client, army: Army) -> None:
    army.ask("EP-N")
    page = unit.post(PART, typed(1, "keep", **{WOMEN: "siete", MEN: "3"})).text
    assert "Escriba un número solo con cifras" in page
    assert "<title>Error:" in page
    assert 'value="siete"' in page


def test_updating_totals_saves_nothing(unit: Client, army: Army) -> None:
    army.ask("EP-N")
    assert ">10</output>" in unit.post(PART, typed(1, "totals", **{WOMEN: "7", MEN: "3"})).text
    assert not Contribution.objects.get().is_begun


@pytest.mark.parametrize("answer", [Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE])
def test_a_unit_without_a_figure_says_why(unit: Client, army: Army, answer: str) -> None:
    army.ask("EP-N")
    silent = typed(1) | {"answer": answer}
    assert "Diga por qué su unidad no tiene la cifra." in unit.post(PART, silent).text
    both = silent | {"reason": "En otra sede.", WOMEN: "4"}
    assert "También llenó cifras" in unit.post(PART, both).text
    assert not Contribution.objects.get().is_given
    unit.post(PART, both | {"discard": "on"})
    part = Contribution.objects.get()
    assert (part.answer, part.reason, part.values.count()) == (answer, "En otra sede.", 0)


def test_two_of_a_unit_see_both_versions(unit: Client, army: Army, signed_in: SignIn) -> None:
    army.ask("EP-N")
    other = make_person(Role.REPORTER, army.units["EP-N"], email="otra@ep-n.example.pe", name="Rita Quispe")
    signed_in(other).post(PART, typed(1, "keep", **{WOMEN: "77", MEN: "1"}))
    page = unit.post(PART, typed(1, "keep", **{WOMEN: "88", MEN: "1"}))
    assert page.status_code == 409
    assert "Rita Quispe" in page.text
    assert "77" in page.text
    assert 'value="88"' in page.text
    assert Contribution.objects.get().values.get(combination__key="sex=women").value == 77
    unit.post(PART, typed(2, "keep", **{WOMEN: "88", MEN: "1"}))
    assert Contribution.objects.get().values.get(combination__key="sex=women").value == 88


def test_a_double_click_is_no_conflict(unit: Client, army: Army) -> None:
    army.ask("EP-N")
    twice = [unit.post(PART, typed(1, **{WOMEN: "8", MEN: "1"})).status_code for _ in range(2)]
    assert twice == [302, 302]


def test_what_was_withdrawn_meanwhile_is_told(unit: Client, army: Army) -> None:
    part = army.ask("EP-N")["EP-N"]
    consolidation.withdraw(part, version=1, by=army.cast.reporter, at=army.open)
    assert unit.get(PART).status_code == 404


def test_taking_back_opens_the_boxes_again(unit: Client, army: Army) -> None:
    army.ask("EP-N")
    part = army.give("EP-N", figures(3, 4))
    assert "Retirar para corregir" in unit.get(PART).text
    unit.post(PART, {"action": "take_back", "version": str(part.version)})
    page = unit.get(PART).text
    assert 'value="3"' in page
    assert "Guardar y seguir después" in page


@pytest.mark.parametrize("status", [Status.PREPARED, Status.SUBMITTED, Status.VALIDATED])
def test_after_the_institution_handed_over_it_is_read_only_and_says_why(
    unit: Client, army: Army, status: Status
) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(3, 4))
    values = {"total:sex=women": 1, "total:sex=men": 1}
    make_measurement(army.revision, army.cast.army, army.period, values=values, status=status)
    page = unit.get(PART).text
    assert "la parte de sus unidades ya no se puede cambiar" in page
    assert "Retirar para corregir" not in page


def test_after_closing_it_says_when_it_closed(army: Army, signed_in: SignIn, clock: time_machine.Traveller) -> None:
    army.ask("EP-N")
    clock.move_to("2026-09-01T12:00:00-05:00")
    unit = signed_in(army.people["EP-N"])
    page = unit.get(PART).text
    assert "El registro de 2026-I cerró el 31 de julio de 2026" in page
    assert unit.post(PART, typed(1, **{WOMEN: "8", MEN: "1"})).status_code == 409


def test_the_value_of_the_semester_before_stands_under_each_box(unit: Client, army: Army) -> None:
    before = make_period(make_plan(), "2025-II")
    army.ask("EP-N")
    army.give("EP-N", figures(21, 5))
    Contribution.objects.update(period=before)
    army.ask("EP-N")
    assert "antes 21" in unit.get(PART).text


def test_who_asked_sees_what_was_given_and_never_what_is_being_written(browser: Client, army: Army) -> None:
    part = army.ask("EP-N")["EP-N"]
    consolidation.keep(part, figures(4321, 1), version=1, by=army.people["EP-N"], at=army.open)
    for page in (browser.get(PART).text, browser.get(url()).text):
        assert "4321" not in page
        assert "4\xa0321" not in page
    army.give("EP-N", figures(4321, 1))
    assert "4\xa0321" in browser.get(PART).text


# --- The institution's draft ----------------------------------------------------------------------------------------


def test_the_entry_page_says_who_gave_who_is_missing_and_the_sum_under_each_box(browser: Client, army: Army) -> None:
    give_all(army)
    page = browser.get(url()).text
    assert "Respondieron 2 de 3 unidades." in page
    assert "unidades: 3<" in page
    assert "unidades: 14<" in page
    assert army.people["EP-S"].email in page
    assert page.count("Sin entregar") == 1


def test_gathering_fills_the_boxes_and_keeps_what_was_typed_elsewhere(browser: Client, army: Army) -> None:
    give_all(army)
    data = {
        "version": "0",
        "answer": "reported",
        "action": "gather",
        "narrative": "Catorce talleres.",
        WOMEN: "99",
        "is_replaced": "on",
    }
    assert browser.post(url(), data).headers["Location"] == url() + "#units"
    assert cells() == {"total:sex=women": (3, None), "total:sex=men": (14, None)}
    assert Measurement.objects.get().narrative == "Catorce talleres."
    page = browser.get(url()).text
    assert "Los casilleros tienen la suma de 2 unidades" in page
    assert "sin entregar: Unidad EP-S" in page


def test_gathering_over_a_newer_save_shows_both(browser: Client, army: Army) -> None:
    give_all(army)
    make_measurement(
        army.revision, army.cast.army, army.period, values={"total:sex=women": 77}, status=Status.DRAFT, version=4
    )
    data = {"version": "1", "answer": "reported", "action": "gather", WOMEN: "99", "is_replaced": "on"}
    page = browser.post(url(), data)
    assert page.status_code == 409
    assert "77" in page.text
    assert cells() == {"total:sex=women": (77, None)}


def test_without_a_figure_there_is_nothing_to_gather(browser: Client, army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", NO_DATA)
    assert "Usar la suma de las unidades" not in browser.get(url()).text
    page = browser.post(url(), {"version": "0", "answer": "reported", "action": "gather"})
    assert page.status_code == 409
    assert "Ninguna unidad ha entregado cifras todavía." in page.text


def test_a_corrected_box_is_told_apart_from_the_sum(browser: Client, army: Army) -> None:
    give_all(army)
    army.give("EP-S", NOT_OURS)
    browser.post(url(), {"version": "0", "answer": "reported", "action": "gather"})
    browser.post(url(), {"version": "1", "answer": "reported", "action": "tasks", WOMEN: "5", MEN: "14"})
    page = browser.get(url()).text
    assert "las unidades suman 3 y su respuesta dice 5" in page
    assert 'name="why.units.total.sex:women"' in page
    typed_again = {"version": "2", "answer": "reported", WOMEN: "5", MEN: "14"}
    why = {"why.units.total.sex:women": "La unidad omitió un taller."}
    browser.post(url(), typed_again | why | {"action": "prepare"})
    assert Measurement.objects.get().status == Status.PREPARED
    assert Measurement.objects.get().explanations.get().text == "La unidad omitió un taller."


def test_of_a_partial_sum_one_sentence_names_what_differs(browser: Client, army: Army) -> None:
    give_all(army)
    browser.post(url(), {"version": "0", "answer": "reported", "action": "gather"})
    browser.post(url(), {"version": "1", "answer": "reported", "action": "tasks", WOMEN: "5", MEN: "14"})
    page = browser.get(url()).text
    assert "sin entregar: Unidad EP-S). Su respuesta difiere de ella en 1 casillero: women." in page
    assert "las unidades suman" not in page


def test_the_reviewer_reads_from_how_many_units_it_was_consolidated(army: Army, signed_in: SignIn) -> None:
    give_all(army)
    army.give("EP-S", NOT_OURS)
    values = {"total:sex=women": 3, "total:sex=men": 15}
    make_measurement(army.revision, army.cast.army, army.period, values=values, status=Status.SUBMITTED)
    page = signed_in(army.cast.secretary).get("/revision/2026-I/EP/PREV-1.1.1/").text
    assert "Consolidado de 2 unidades, de 3 a las que se pidió. 1 cifra difiere de su suma." in page


# --- The table and its file -----------------------------------------------------------------------------------------


def test_the_table_adds_the_units_up(browser: Client, army: Army) -> None:
    give_all(army)
    page = browser.get(UNITS).text
    assert "Suma parcial" in page
    assert "2 unidades de 3" in page
    assert ">17<" in page


def test_the_file_tells_the_four_nothings_apart(browser: Client, army: Army) -> None:
    army.ask()
    army.give("EP-N", figures(0, 4))
    army.give("EP-C", NO_DATA)
    army.give("EP-S", NOT_OURS)
    extra = make_unit("EP-X", army.cast.army)
    consolidation.ask(army.task, [extra], by=army.cast.reporter, at=army.open)
    response = browser.get(UNITS + "datos.csv")
    assert response.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))[1:]
    said = [(row[0], row[1], row[4], row[5]) for row in rows]
    assert said == [
        ("Institución EP-N", "Entregado", "women", "0"),
        ("Institución EP-N", "Entregado", "men", "4"),
        ("Institución EP-C", "No disponible", "", ""),
        ("Institución EP-S", "No corresponde", "", ""),
        ("Institución EP-X", "Sin entregar", "", ""),
        ("todas las unidades", "suma parcial", "women", "0"),
        ("todas las unidades", "suma parcial", "men", "4"),
    ]


def test_the_file_runs_no_formula(browser: Client, army: Army) -> None:
    army.units["EP-N"].name = "=1+1"
    army.units["EP-N"].save()
    army.ask("EP-N")
    assert "'=1+1" in browser.get(UNITS + "datos.csv").content.decode()


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
        (part,) = consolidation.ask(army.task, [unit], by=army.cast.reporter, at=army.open)
        if number % 2:
            consolidation.give(part, figures(1, 1), version=1, by=person, at=army.open)
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
    consolidation.ask(army.task, [school], by=army.cast.reporter, at=army.open)
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
    consolidation.ask(army.task, [army.units["EP-N"]], by=army.cast.reporter, at=army.open, wanted_by=day)
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
