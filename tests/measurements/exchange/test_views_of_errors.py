"""The page of the spreadsheet: files that are not ours, templates that are stale, and cells that cannot be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from indicators.adopting import adopt
from indicators.models import IndicatorRevision
from measurements.exchange.cases import Desk
from measurements.exchange.changes import Fate
from measurements.models import Measurement, SpreadsheetUpload
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_commitment
from tests.indicators.adopted import adoption, reworded
from tests.measurements.exchange.conftest import COUNT, LIST, SHARE
from tests.measurements.exchange.filling import box, compared, paper, row, told
from tests.measurements.exchange.uploading import WOMEN, confirm, filled, upload, url

REFUSED = {
    "another institution": "Esta plantilla es de otra institución (EP)",
    "another semester": "Esta plantilla es de 2026-I y esta página es de 2025-II",
    "a moved row": f"Se cambiaron filas, columnas o encabezados de la hoja «{COUNT}»",
    "a changed heading": f"Se cambiaron filas, columnas o encabezados de la hoja «{COUNT}»",
    "a changed stamp": "Se cambió la hoja oculta de este archivo",
    "no stamp": "Este archivo no es una plantilla de esta página",
    "an old template": "Esta plantilla es de una versión anterior",
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_not_ours_is_refused_in_one_sentence(
    case: str, browser: Client, at: Desk, world: Cast, signed_in: SignIn
) -> None:
    label = next(words for words in paper(at, COUNT).anchors if words.text == "officers")
    first = (COUNT, f"A{label.row + 1}")
    changes: dict[str, dict[tuple[str, str], Any]] = {
        "a moved row": {first: "ncos", (COUNT, f"A{label.row + 2}"): "officers"},
        "a changed heading": {(COUNT, "A1"): "Otro"},
        "a changed stamp": {("_1325", "A2"): "[]:x"},
        "no stamp": {("_1325", "A1"): "x"},
        "an old template": {("_1325", "B1"): 0},
    }
    where = url()
    if case == "another institution":
        make_commitment(IndicatorRevision.objects.get(indicator__code=COUNT), world.navy, at.period)
        browser, where = signed_in(world.outsider), url(institution="MGP")
    if case == "another semester":
        where = url(period="2025-II")
    page = upload(browser, filled(at, changes.get(case, {})), where=where, status=200)
    assert REFUSED[case] in page
    assert "<title>Error:" in page
    assert 'href="#id_file"' in page
    assert not SpreadsheetUpload.objects.exists()


def test_no_file_is_said(browser: Client, at: Desk) -> None:
    assert "Elija el archivo." in browser.post(url(), {}).content.decode()


def test_an_indicator_with_a_new_definition_is_refused_alone(browser: Client, at: Desk) -> None:
    typed = {box(at, COUNT, WOMEN): 12, box(at, SHARE, "v|part|rank=ncos"): 1, box(at, SHARE, "d|part|rank=ncos"): 2}
    data = filled(at, typed)
    IndicatorRevision.objects.filter(indicator__code=COUNT).update(number=2)
    page = upload(browser, data)
    assert "Su definición cambió después de que usted descargó la plantilla" in page
    confirm(browser, page)
    assert [m.indicator.code for m in Measurement.objects.all()] == [SHARE]


def test_a_figure_beside_no_answer_must_be_erased(browser: Client, at: Desk) -> None:
    typed = {box(at, COUNT, WOMEN): 12, box(at, COUNT, "answer"): "No disponible", box(at, COUNT, "reason"): "x"}
    assert "También llenó cifras" in upload(browser, filled(at, typed))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"stage|held": dt.date(2026, 3, 2)}, "Escriba el título del ítem"),
        ({"title": "Taller"}, "Escriba la fecha de al menos una etapa"),
        ({"title": "Taller", "stage|held": "mañana"}, "Escriba la fecha como día/mes/año"),
        ({"title": "Taller", "stage|held": dt.date(2026, 12, 1)}, "Ese día todavía no llega"),
        (
            {"title": "Taller", "stage|planned": dt.date(2026, 5, 2), "stage|held": "01/03/2026"},
            "No puede ser anterior a",
        ),
        ({"title": "Taller", "stage|held": "01/03/2026", "tag|mission": "MONUC"}, "no es una de las respuestas"),
        ({"title": "Taller", "stage|held": "01/03/2026", "quantity": 0}, "Escriba un número desde 1"),
        ({"title": "x" * 301, "stage|held": "01/03/2026"}, "Hasta 300 caracteres"),
        (
            {"title": "Taller", "stage|held": "01/03/2026", "counts_here": "No"},
            "escriba «Sí» para que la fila se guarde",
        ),
    ],
)
def test_a_wrong_row_of_a_list_is_told(browser: Client, at: Desk, typed: dict[str, Any], words: str) -> None:
    page = upload(browser, filled(at, row(at, LIST, 0, typed)))
    assert words in page
    assert f"Hoja «{LIST} lista», " in page
    assert 'value="save"' not in page


def test_the_part_is_never_greater_than_the_whole(browser: Client, at: Desk) -> None:
    page = upload(browser, filled(at, {box(at, SHARE, "v|part|rank=ncos"): 5, box(at, SHARE, "d|part|rank=ncos"): 4}))
    assert "La parte (5) no puede ser mayor que el total (4)" in page


@pytest.mark.parametrize(
    ("day", "words"), [(dt.date(2031, 1, 1), "Ese día aún no llega"), (dt.date(1926, 7, 1), "anterior a 1950")]
)
@pytest.mark.parametrize("answer", [{}, {"answer": "No disponible", "reason": "Sin archivo"}])
def test_a_cut_off_day_that_cannot_be_is_refused_as_on_the_page(
    at: Desk, day: dt.date, words: str, answer: dict[str, str]
) -> None:
    typed = {box(at, COUNT, key): said for key, said in answer.items()} | {box(at, COUNT, "cut_off"): day}
    case = told(compared(at, typed), COUNT)
    assert case.fate is Fate.IN_ERROR
    assert words in case.changes[-1].problem


def test_new_words_alone_make_an_old_template_stale(browser: Client, at: Desk) -> None:
    """Another definition was adopted in the first session; its boxes are the same."""
    data = filled(at, {box(at, COUNT, WOMEN): 12})
    old = IndicatorRevision.objects.get(indicator__code=COUNT)
    says = adoption(at.period)
    adopt(old.indicator, reworded(old), says, read=old, at=at.at, sent=lambda: False)
    page = upload(browser, data)
    assert "Su definición cambió después de que usted descargó la plantilla" in page
    assert not Measurement.objects.exists()
