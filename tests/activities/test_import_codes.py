"""Codes and headings of budget files as they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from activities.importing.codes import key_of, split_code
from activities.importing.columns import Choice, Grid, fits
from activities.importing.guessing import guess, guess_columns
from documents.sheets.reading import FilledBook, FilledSheet, Raw

WRITTEN = {
    "0135": ("0135", ""),
    "0135.": ("0135", ""),
    "0135. MEJORA DE LAS CAPACIDADES": ("0135", "MEJORA DE LAS CAPACIDADES"),
    "0135: Mejora": ("0135", "Mejora"),
    "0135 - Mejora": ("0135", "Mejora"),
    "5000001  Acción   común": ("5000001", "Acción común"),
    "2.3. 2 7.11 99 SERVICIOS DIVERSOS": ("2.3. 2 7.11 99", "SERVICIOS DIVERSOS"),
    "2.3.2 7.11 99": ("2.3.2 7.11 99", ""),
    "META-0021": ("META-0021", ""),
    "0021 2DA ETAPA": ("0021 2DA ETAPA", ""),
    "": ("", ""),
}
SAME = [("0135", "135"), ("2.3. 2 7.11 99", "2.3.2 7.11 99"), ("meta-0021", "META-21"), ("0021-2.3.1", "21-2.3. 1")]
OTHERS = [("0135", "1350"), ("2.3.2 7.11 99", "2.3.2 71.1 99"), ("0021-23", "002-123"), ("0", "")]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_code_is_parted_from_its_name(text: str) -> None:
    assert split_code(text) == WRITTEN[text]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spaces_capitals_and_zeros_in_front_say_nothing(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_codes_stay_others(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def sheet(*rows: tuple[Raw | None, ...]) -> FilledSheet:
    return FilledSheet(
        {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None}
    )


HEADINGS: dict[tuple[str, ...], dict[str, str]] = {
    ("Programa Presupuestal", "Específica", "PIA", "PIM", "Compromiso", "Devengado"): {
        "programme_code": "Programa Presupuestal", "item_code": "Específica", "initial": "PIA", "modified": "PIM",
        "committed": "Compromiso", "executed": "Devengado",
    },
    ("PROGRAMA", "PRODUCTO/PROYECTO", "META", "PIM (S/)", "DEVENGADO A LA FECHA"): {
        "programme_code": "PROGRAMA", "item_code": "META", "modified": "PIM (S/)", "executed": "DEVENGADO A LA FECHA",
    },
    ("Categoría presupuestal", "Partida", "Descripción", "Presupuesto Institucional de Apertura"): {
        "programme_code": "Categoría presupuestal", "item_code": "Partida", "label": "Descripción",
        "initial": "Presupuesto Institucional de Apertura",
    },
    ("Fecha", "Cumplimiento", "Capítulo"): {},
}  # fmt: skip


@pytest.mark.parametrize("headings", HEADINGS)
def test_headings_are_guessed_by_their_words(headings: tuple[str, ...]) -> None:
    assert guess_columns(headings) == {field: (name,) for field, name in HEADINGS[headings].items()}


def test_titles_above_the_headings_are_passed_over() -> None:
    book = FilledBook(
        {
            "Portada": sheet(("Ejecución del gasto",)),
            "Datos": sheet(
                ("Reporte",), ("Año 2026",), ("Programa", "Partida", "PIM"), ("0135", "5000001", Decimal(10))
            ),
        }
    )
    choice = guess(book)
    assert (choice.sheet, choice.header_row, set(choice.columns)) == (
        "Datos",
        3,
        {"programme_code", "item_code", "modified"},
    )


def test_a_heading_that_stands_twice_is_two_headings_and_a_column_without_one_has_its_letter() -> None:
    grid = Grid(sheet(("Código", "Código", None, "PIM"), ("0135", "21", "x", Decimal(10))))
    assert grid.headings(1) == {"Código": 0, "Código (2)": 1, "C": 2, "PIM": 3}


def test_kept_columns_are_found_again_below_one_more_title() -> None:
    choice = Choice("", 1, {"programme_code": ("Programa",), "item_code": ("Meta", "Partida"), "modified": ("PIM",)})
    moved = sheet(("Otro título",), ("PIM", "PARTIDA", "Meta", "Programa"), (Decimal(10), "2.3", "21", "0135"))
    found = Grid(moved).places(choice)
    assert found == (2, {"programme_code": (3,), "item_code": (2, 1), "modified": (0,)})
    assert fits(FilledBook({"A": moved}), choice)
    assert not fits(FilledBook({"A": sheet(("Programa", "Partida", "PIM"))}), choice)
