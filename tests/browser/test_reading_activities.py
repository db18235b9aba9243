"""The demonstration's activities as they are read, and a file of the budget system before anything of it is saved."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, FilePayload

from tests.activities.importing import SHOWN
from tests.browser.walking import Walk

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ITEMS = ("2.3.1 1.1 1", "2.3.2 7.11 99")
"""Of the rows of the file, one enters and one has to be corrected; the others name no item of the statement."""


def test_activities_are_read_and_a_budget_file_is_checked(chromium: Browser, address: str) -> None:
    context = chromium.new_context(locale="es-PE", viewport={"width": 1280, "height": 900})
    walk = Walk(context, address, has_scripts=True)
    check_a_file(walk, read(walk))
    assert not walk.wrong, "\n".join(walk.wrong)


def read(walk: Walk) -> str:
    """The year that is being planned."""
    walk.enter("secretaria")
    walk.go("/actividades/cronograma/")
    walk.look("timeline")
    walk.go("/planificacion/")
    years = walk.page.locator("main tbody th a")
    open_year, adopted_year = (years.nth(place).inner_text().strip() for place in (0, 1))
    walk.go(f"/planificacion/{open_year}/")
    walk.look("planning-desk")
    for path, name in (
        (f"/planificacion/{adopted_year}/MGP/", "plan-of-the-year"),
        (f"/actividades/MGP-{adopted_year}-05/", "activity-moved"),
        ("/presupuesto/", "budget-declared"),
    ):
        walk.go(path)
        walk.look(name)
    walk.go("/actividades/por-validar/")
    if (
        walk.page.get_by_role("main").get_by_role("link", name="Avance de").count()
    ):  # in the first days of a year none was sent yet
        walk.follow("Avance de")
        walk.look("note-to-judge")
    return open_year


def check_a_file(walk: Walk, year: str) -> None:
    walk.enter("ejercito")
    walk.go(f"/presupuesto/{year}/EP/")
    walk.press("Declarar el presupuesto")
    walk.page.locator("main [name=has_item]").first.check()
    for place, code in enumerate(ITEMS):
        walk.page.locator(f"main [name='items-{place}-programme_code']").fill("0135")
        walk.page.locator(f"main [name='items-{place}-item_code']").fill(code)
        walk.press("Guardar y agregar otra partida")
    walk.look("budget-edit")
    walk.press("Guardar la declaración")
    walk.follow("Traer montos de un archivo")
    walk.look("import-file")
    walk.page.locator("main input[type=file]").set_input_files(
        FilePayload(name="reporte.xlsx", mimeType=XLSX, buffer=SHOWN)
    )
    walk.press("Leer el archivo")
    walk.look("import-columns")
    walk.press("Ver qué haría cada fila")
    walk.look("import-check")
    assert "Todavía no se ha guardado nada" in walk.text
