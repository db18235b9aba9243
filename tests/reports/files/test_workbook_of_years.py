"""The workbook of a report that touches two years has the activities and the budget of each, as its text does."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from reports.files.workbook import report_workbook
from reports.models import ReportKind
from tests import factories as make
from tests.reports.worlds.span import make_span_world

pytestmark = pytest.mark.django_db


def rows_of(book: Any, sheet: str) -> list[dict[str, Any]]:
    heads, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_activities_and_budget_of_every_year_are_there() -> None:
    """The army spends 500 in 2025 and 700 in 2026, and has an activity in each."""
    world = make_span_world()
    army = world.institution("EP")
    world.owe(make.make_count(world.plan), "EP")
    for year, amount in ((2025, 500), (2026, 700)):
        make.make_activity(make.make_year_plan(make.make_round(world.plan, year, is_sealed=True), army))
        make.make_budget_item(make.make_statement(world.plan, army, year), initial=amount)
    content = world.content("2025-II", "2026-I", kind=ReportKind.RANGE)
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(content, "es", "")))
    assert [each["Código"] for each in rows_of(book, "Actividades")] == ["EP-2025-01", "EP-2026-01"]
    assert [(each["Año"], each["PIA"]) for each in rows_of(book, "Presupuesto")] == [("2025", 500), ("2026", 700)]
    areas = [each for each in rows_of(book, "Presupuesto por ámbito") if each["PIA"] is not None]
    assert [(each["Año"], Decimal(each["PIA"])) for each in areas] == [("2025", 500), ("2026", 700)]


def test_of_a_sheet_without_semesters_the_notes_say_of_which_one_it_is() -> None:
    world = make_span_world()
    world.owe(make.make_count(world.plan), "EP")
    said = {kind: notes(world.content(*codes, kind=kind)) for kind, codes in
            ((ReportKind.RANGE, ("2025-II", "2026-I")), (ReportKind.SEMESTER, ("2026-I", "2026-I")))}  # fmt: skip
    text = "Las hojas que no nombran un semestre ni un año son de 2026-I, el último de los semestres de este informe."
    assert text in said[ReportKind.RANGE]
    assert text not in said[ReportKind.SEMESTER]


def test_change_of_few_says_so_though_the_whole_is_not_of_few() -> None:
    """MGP is silent in 2025-II and so not compared: EP alone had 1 of 4 in every semester."""
    world = make_span_world()
    share = world.owe(make.make_proportion(world.plan, accumulation="flow"), "EP", "MGP")
    world.say(share, "EP", *[(1, 4)] * 4)
    world.say(share, "MGP", (20, 40), None, (20, 40), (20, 40))
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(world.content(), "es", "")))
    (row,) = rows_of(book, "Conjunto de semestres")
    assert (row["Denominador"], row["Menos de 20"], row["La variación compara menos de 20"]) == (88, "no", "sí")


def notes(content: dict[str, Any]) -> set[str]:
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(content, "es", "")))
    return {str(cell) for row in book["Notas"].iter_rows(values_only=True) for cell in row}
