"""The workbook of a report as people open it: sheets in order, heads that stay, filters, named ranges, cells that are what they say."""

from __future__ import annotations

import copy
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from pytest_django import DjangoDbBlocker

from documents.canonical import canonical
from reports.files.workbook import report_workbook
from reports.files.workbook.writing import CUT, LONGEST
from reports.snapshot import freeze
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.factories.reports import build
from tests.reports.worlds.edges import CUT_OFF, make_edges_world

pytestmark = pytest.mark.django_db
Content = dict[str, Any]
DIGEST = "ab" * 32
SHEETS = {
    "es": ["Resumen", "Por indicador", "Por institución", "Por categoría", "Por componente", "Por semestre", "Metas y líneas de base",
           "Estrategia ONU", "Definiciones", "Cobertura", "Compromisos", "Actividades", "Presupuesto", "Presupuesto por ámbito", "Notas"],
    "en": ["Summary", "By indicator", "By institution", "By category", "By component", "By semester", "Targets and baselines",
           "UN strategy", "Definitions", "Coverage", "Commitments", "Activities", "Budget", "Budget by area", "Notes"],
}  # fmt: skip
"""Those of every report; what a snapshot has beyond stands between them."""


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Content]:
    with kept_for_a_module(django_db_blocker):
        cast, world = make_cast(), make_edges_world()
        yield freeze(build(world.plan, world.period, at=CUT_OFF, number=1, post=cast.secretary.posts[0])).content


@pytest.fixture
def content(kept: Content) -> Content:
    return copy.deepcopy(kept)


def opened(content: Content, language: str = "es") -> Any:
    return openpyxl.load_workbook(io.BytesIO(report_workbook(content, language, DIGEST)))


def rows_of(content: Content, sheet: str) -> list[dict[str, Any]]:
    heads, *rows = opened(content)[sheet].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.mark.parametrize("language", ["es", "en"])
def test_sheets_stand_in_the_order_in_which_people_read_them(content: Content, language: str) -> None:
    names = opened(content, language).sheetnames
    assert [name for name in names if name in SHEETS[language]] == SHEETS[language]
    assert (names[0], names[-1]) == (SHEETS[language][0], SHEETS[language][-1])


def test_every_sheet_of_data_keeps_its_heads_in_sight_filters_and_prints_them_on_each_page(content: Content) -> None:
    book = opened(content)
    for sheet in book.worksheets[1:-1]:
        assert sheet.freeze_panes is not None, sheet.title
        assert sheet.auto_filter.ref, sheet.title
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.oddFooter.right.text == "&P / &N"
        assert "IC-2026-0001" in sheet.oddHeader.left.text
        assert all(isinstance(cell.value, str) for cell in sheet[1])


@pytest.mark.parametrize("language", ["es", "en"])
def test_named_ranges_are_called_alike_in_both_languages_and_hold_their_sheet(content: Content, language: str) -> None:
    book = opened(content, language)
    ranges = {name: defined.attr_text for name, defined in book.defined_names.items()}
    assert {"indicadores", "instituciones", "historia", "cobertura", "presupuesto"} <= ranges.keys()
    sheet = book[SHEETS[language][1]]
    assert (
        ranges["indicadores"]
        == f"'{sheet.title}'!$A$1:${sheet.cell(1, sheet.max_column).column_letter}${sheet.max_row}"
    )


def test_total_is_below_what_is_filtered(content: Content) -> None:
    sheet = opened(content)["Cobertura"]
    assert sheet.cell(sheet.max_row, 1).value == "Total"
    assert sheet.auto_filter.ref.endswith(str(sheet.max_row - 1))


def test_zero_is_a_number_and_every_sort_of_nothing_is_an_empty_cell_with_its_word(content: Content) -> None:
    rows = [row for row in rows_of(content, "Por institución") if row["Código"] in ("PREV-1.1.1", "PREV-1.2.1")]
    assert {(row["Código"], row["Institución"]): (row["Situación"], row["Valor"]) for row in rows} == {
        ("PREV-1.1.1", "EP"): ("Reportado", 1_234_567),
        ("PREV-1.1.1", "MGP"): ("No llegó", None),
        ("PREV-1.1.1", "FAP"): ("Reportado", 0),
        ("PREV-1.1.1", "CCFFAA"): ("No corresponde", None),
        ("PREV-1.1.1", "CECOPAZ"): ("No disponible", None),
        ("PREV-1.2.1", "EP"): ("Reportado", 5),
        ("PREV-1.2.1", "MGP"): ("Enviado, sin validar", None),
        ("PREV-1.2.1", "FAP"): ("Reportado", 2),
    }
    totals = {row["Código"]: (row["Situación"], row["Valor"]) for row in rows_of(content, "Por indicador")}
    assert totals["PROT-1.2.1"] == ("Sin dato", None)
    assert totals["PROT-1.1.1"] == ("Por asignar", None)


def test_budget_that_was_not_reported_is_empty_and_says_over_how_many_items_a_sum_goes(content: Content) -> None:
    lines = {row["Institución"]: row for row in rows_of(content, "Presupuesto")}
    assert (lines["EP"]["PIM"], lines["EP"]["PIM: partidas"], lines["EP"]["Partidas"]) == (1_750_000.5, 1, 2)
    assert (lines["EP"]["Ejecución (%)"], lines["EP"]["Ejecución: partidas"]) == (20, 1)
    assert (lines["MGP"]["Partida"], lines["MGP"]["PIA"], lines["MGP"]["Motivo"]) == ("No", None, "No se programó.")
    assert (lines["FAP"]["Partida"], lines["FAP"]["PIA"]) == ("No informó", None)


def test_numbers_have_the_places_that_they_were_given_with(content: Content) -> None:
    sheet = opened(content)["Por indicador"]
    value = [cell.value for cell in sheet[1]].index("Valor") + 1
    formats = {sheet.cell(row, 1).value: sheet.cell(row, value).number_format for row in range(2, sheet.max_row + 1)}
    assert (formats["PREV-1.1.1"], formats["PREV-1.3.1"], formats["PART-1.1.1"]) == ("#,##0", "#,##0.000", "#,##0.00")


def test_first_sheet_says_which_report_it_is_and_how_to_verify_it(content: Content) -> None:
    sheet = opened(content)["Resumen"]
    said = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[1] is not None}
    assert said["SHA-256 de la copia congelada"] == DIGEST
    assert said["Se verifica en"] == f"{content['edition']['verification']}{DIGEST}/"
    assert (said["Esperados"], said["Recibidos"], said["Cobertura (%)"]) == (27, 21, 77.78)
    assert said["Estado"].startswith("Emitido")
    assert "10 de los 12 indicadores tienen una cifra validada." in [
        row[0] for row in sheet.iter_rows(values_only=True)
    ]


def test_preview_says_draft_and_demonstration_on_every_printed_page_and_has_no_digest(content: Content) -> None:
    content["edition"] |= {"code": None, "number": None, "issued_at": None, "issued_by": None, "is_demonstration": True}
    book = opened(content)
    assert all(
        text in sheet.oddHeader.left.text for sheet in book.worksheets for text in ("BORRADOR", "Datos de demostración")
    )
    first = [cell for row in book["Resumen"].iter_rows(values_only=True) for cell in row]
    assert "Borrador, no emitido" in first
    assert DIGEST not in first


def test_text_that_looks_like_a_formula_is_text_with_an_apostrophe(content: Content) -> None:
    (row,) = (
        row for row in rows_of(content, "Por institución") if str(row["Respuesta"]).endswith("no es una fórmula.")
    )
    assert row["Respuesta"] == "'=1+1 no es una fórmula."


def test_text_longer_than_a_cell_is_cut_and_says_so(content: Content) -> None:
    series = next(row for row in content["indicators"] if row["code"] == "PREV-3.3.1")["figures"]["series"][0]
    series["by_institution"][0]["words"]["text"] = "palabra " * 5_000
    (cell,) = (row["Respuesta"] for row in rows_of(content, "Por institución") if len(str(row["Respuesta"])) > 20_000)
    assert len(cell) == LONGEST + len(CUT)
    assert cell.endswith(CUT)


def test_edition_from_before_cells_layout_and_budget_were_kept_is_written_too(content: Content) -> None:
    for key in ("layout", "budget", "activities", "cells", "answers", "requests", "agreements", "evidence", "checks"):
        content.pop(key, None)
    names = opened(content).sheetnames
    assert not {"Presupuesto", "Actividades", "Celdas"} & set(names)
    assert {"Resumen", "Por indicador", "Cobertura", "Notas"} <= set(names)


def test_what_later_snapshots_keep_has_its_sheets(content: Content) -> None:
    """Cells in long form, answers with who validated them, documents by digest, requests and agreements."""
    place = {"indicator": "PREV-1.1.1", "period": "2026-I", "institution": "EP"}
    both = {"es": "uno", "en": "one"}
    content |= {
        "cells": [place | {"component": "total", "combination": {"sex": "women", "rank_category": "ncos"}, "value": "0",
                           "numerator": None, "denominator": None}],
        "answers": [place | {"status": "validated", "kind": "COUNT", "answer": "reported", "reason": "", "narrative": "", "language": "es",
                             "validated_by": {"post": both, "institution": both}, "validated_on": "2026-08-01", "receipt": "C-7"}],
        "evidence": [place | {"name": "", "number": "", "item": "", "sha256": "f" * 64, "kind": {"code": "x", "words": both},
                              "is_confidential": True}],
        "requests": {"rows": [{"number": "R-1", "institution": "EP", "kind": {"code": "x", "words": both}, "period": "2026-I",
                               "indicator": None, "activity": None, "due_on": "2026-08-10", "standing": "late", "is_open": False,
                               "is_overdue": False, "days": 12}], "earlier": []},
        "agreements": [{"meeting": "S-1", "ordinal": 1, "text": "Aprobar.", "language": "es", "institution": "EP", "indicator": None,
                        "due_on": "2026-10-01", "standing": "open"}],
    }  # fmt: skip
    content = json.loads(canonical(content))
    (cell,) = rows_of(content, "Celdas")
    assert (cell["rank_category"], cell["sex"], cell["Valor"], cell["Denominador"]) == ("ncos", "women", 0, None)
    (answer,) = rows_of(content, "Respuestas")
    assert (answer["Reporte"], answer["Validado por"], answer["Constancia"]) == ("Validado", "uno, uno", "C-7")
    (document,) = rows_of(content, "Documentos de sustento")
    assert (document["Documento"], document["Confidencial"], document["SHA-256"]) == (None, "sí", "f" * 64)
    (request,) = rows_of(content, "Requerimientos")
    assert (request["Situación"], request["Días hasta la primera respuesta"]) == ("Respondido fuera de plazo", 12)
    (agreement,) = rows_of(content, "Acuerdos")
    assert (agreement["Acuerdo"], agreement["Situación"]) == ("Aprobar.", "Por cumplir")


def test_file_says_no_name_of_a_person_and_no_time_of_its_making(content: Content) -> None:
    with zipfile.ZipFile(io.BytesIO(report_workbook(content, "es", DIGEST))) as packet:
        assert {each.date_time for each in packet.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = packet.read("docProps/core.xml").decode()
    assert set(re.findall(r"W3CDTF\">([^<]*)<", core)) == {"2026-09-01T15:30:00Z"}
    assert re.findall(r"<dc:creator>([^<]*)<", core) in ([], [""])


def test_day_of_a_definition_is_a_day_and_a_proposed_one_says_so(content: Content) -> None:
    first, second = content["indicators"][:2]
    first["definition"]["adopted_on"], second["definition"]["adopted_on"] = "2026-02-10", None
    adopted = [row["Aprobada el"] for row in rows_of(content, "Definiciones")[:2]]
    assert [str(each) for each in adopted] == [
        "2026-02-10 00:00:00",
        "propuesta, pendiente de aprobación por el Comité",
    ]


def test_what_is_empty_in_every_row_is_hidden_and_what_holds_anything_is_not(content: Content) -> None:
    book = opened(content)
    hidden = 0
    for name in SHEETS["es"][1:-1]:
        sheet = book[name]
        dimensions = sheet.column_dimensions
        closed = {letter for letter, each in dimensions.items() if each.hidden}
        for cells in sheet.iter_cols(min_row=1):
            is_empty = all(cell.value is None for cell in cells[1:])
            is_hidden = any(dimensions[letter].min <= cells[0].column <= dimensions[letter].max for letter in closed)
            assert is_hidden == is_empty, (name, cells[0].value)
            hidden += is_hidden
    assert hidden


def test_a_component_is_named_in_the_readers_language_and_has_its_code_beside(content: Content) -> None:
    known = {
        (row["code"], each["code"]): each["label"]
        for row in content["indicators"]
        for each in row["definition"]["components"]
    }
    named = [row for row in rows_of(content, "Celdas") if row["Código del componente"]]
    assert named
    assert {row["Componente"] for row in named} == {
        known[row["Código"], row["Código del componente"]]["es"] for row in named
    }
