"""The file that the budget system exports, made by code: two lines of titles, headings, rows, a total."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

HEADINGS = ("Programa presupuestal", "Producto", "Específica", "Descripción", "PIA", "PIM", "Compromiso", "Devengado")
Row = Sequence[Any]
"""In the order of the headings; a text that begins with = is a formula without a computed value."""
FIRST_ROW = 4
"""As the spreadsheet program counts it."""
COLUMNS = {
    "programme_code": "Programa presupuestal",
    "item_code_1": "Específica",
    "label": "Descripción",
    "initial": "PIA",
    "modified": "PIM",
    "committed": "Compromiso",
    "executed": "Devengado",
}


def exported(*rows: Row, headings: Row = HEADINGS, sheet: str = "Ejecución") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    page = book.add_worksheet(sheet)
    page.write_string(0, 0, "Ejecución del gasto por partida")
    page.write_string(1, 0, "Año fiscal 2026")
    page.write_row(2, 0, headings)
    for number, row in enumerate(rows, start=FIRST_ROW - 1):
        for column, value in enumerate(row):
            if isinstance(value, str) and value.startswith("="):
                page.write_formula(number, column, value, None, "")
            elif value is not None:
                page.write(number, column, value)
    page.write_string(len(rows) + FIRST_ROW - 1, 4, "Total general")
    book.close()
    return out.getvalue()


def row(item: str, *amounts: Any, programme: Any = "0135. MEJORA DE LAS CAPACIDADES", label: str = "") -> Row:
    return (programme, "5000001. ACCIÓN", item, label, *amounts)


SHOWN = exported(
    row("2.3.1 1.1 1", "1,000.00", "1.200,50", "900", "1 000,50"),  # 4: executed > committed
    row("2.3.2 7.11 99", 1000, 1200.5, 900, 800.25),  # 5: right
    row("2.3. 1 5.1 2 PAPELERÍA", "1,000.00", "2.000,00", "1 500,00", "S/ 1,499.99"),  # 6: right, in four styles
    row("2.3.9 9.9 9", 10, 10, 0, 0),  # 7: wrong code
    row("2.6.3 2.1 1", 500, 400, 300, 200),  # 8: the same as row 10
    row("2.1.1 1.1 1", -5, 100, None, None),  # 9: negative
    row("2.6.3 2.1 1", 1, 1, 1, 1),  # 10: the same as row 8
    row("2.3.2 1.2 1", "mil", "12.345", "", ""),  # 11: no numbers
    row("2.3.2 2.4 4", 100, 90, 95, 10),  # 12: committed > modified
    row("2.3.2 2.5 5", "=1+1", 90, 80, 10),  # 13: not computed
    row("", 4000, 4000, 4000, 4000),  # 14: the programme's total
    row("2.3.1 1.1 1", 9, 9, 9, 9, programme="0068. REDUCCIÓN DE LA VULNERABILIDAD", label="SECRETO"),  # 15
    row("2.3.1 1.1 1", 7, 7, 7, 7, programme=68),  # 16
)
"""Wrong codes, duplicated rows, thousands separators and negative amounts: what must be answered row by row."""
DECLARED = (
    "2.3.1 1.1 1",
    "2.3.2 7.11 99",
    "2.3.1 5.1 2",
    "2.6.3 2.1 1",
    "2.1.1 1.1 1",
    "2.3.2 1.2 1",
    "2.3.2 2.4 4",
    "2.3.2 2.5 5",
    "2.6.7 1.5 2",
)
"""The items that the statement declares of programme 0135; no row speaks of the last one."""
