"""What units gave, in their institution's draft, in its table and in its file."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from measurements.consolidation import consolidating
from measurements.models import Measurement, Status
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_measurement
from tests.measurements.views.test_views_units import UNITS
from tests.measurements.worlds.consolidating import NO_DATA, NOT_OURS, Army, figures, make_unit
from tests.measurements.worlds.entering import MEN, WOMEN, cells, url

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def army(cast: Cast) -> Army:
    return Army(cast)


def give_all(army: Army) -> None:
    """One unit with figures, one with a zero, one missing."""
    army.ask()
    army.give("EP-N", figures(3, 4))
    army.give("EP-C", figures(0, 10))


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
    consolidating.ask(army.task, [extra], by=army.cast.reporter, at=army.open)
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
