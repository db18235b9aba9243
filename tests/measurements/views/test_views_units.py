"""The pages of consolidation: what the institution and its units see, do, and are refused."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from institutions.models import Role
from measurements.consolidation import consolidating
from measurements.models import Answer, Contribution, Status
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_measurement, make_period, make_person, make_plan
from tests.measurements.worlds.consolidating import Army, figures, make_unit
from tests.measurements.worlds.entering import MEN, WOMEN, url

pytestmark = pytest.mark.usefixtures("clock")

UNITS = "/registro/2026-I/EP/PREV-1.1.1/unidades/"

PART = "/registro/2026-I/EP-N/PREV-1.1.1/aporte/"


@pytest.fixture
def army(cast: Cast) -> Army:
    return Army(cast)


@pytest.fixture
def unit(army: Army, signed_in: SignIn) -> Client:
    return signed_in(army.people["EP-N"])


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
    consolidating.keep(part, figures(3), version=1, by=army.people["EP-N"], at=army.open)
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
    consolidating.withdraw(part, version=1, by=army.cast.reporter, at=army.open)
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
    consolidating.withdraw(part, version=1, by=army.cast.reporter, at=army.open)
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
    consolidating.keep(part, figures(4321, 1), version=1, by=army.people["EP-N"], at=army.open)
    for page in (browser.get(PART).text, browser.get(url()).text):
        assert "4321" not in page
        assert "4\xa0321" not in page
    army.give("EP-N", figures(4321, 1))
    assert "4\xa0321" in browser.get(PART).text
