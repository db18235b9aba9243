"""Several people prepare one report: different sections at once, the same section at once, and an institution's own report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Semesters
from tests.browser.preparing import open_the_report
from tests.browser.walking import Walk

pytestmark = pytest.mark.browser
Enter = Callable[[str], Walk]


@pytest.fixture
def enter(chromium: Browser, address: str) -> Iterator[Enter]:
    """Each person at a browser of their own. What went wrong in any of them is said at the end."""
    walks: list[Walk] = []

    def begin(account: str) -> Walk:
        context = chromium.new_context(locale="es-PE", viewport={"width": 1280, "height": 900})
        walks.append(Walk(context, address, has_scripts=True))
        walks[-1].enter(account)
        return walks[-1]

    yield begin
    wrong = [each for walk in walks for each in walk.wrong if "409 (Conflict)" not in each]
    assert not wrong, "\n".join(wrong)


def test_two_people_write_at_once_and_nothing_is_lost(enter: Enter, semesters: Semesters) -> None:
    secretary, member = enter("secretaria"), enter("comite")
    draft = open_the_report(secretary, semesters.open_now)
    write(member, f"{draft}textos/practices/", "Una buena práctica.")
    secretary.go(f"{draft}textos/closing/")
    write(member, f"{draft}textos/closing/", "El semestre avanzó en parte.")
    secretary.page.get_by_label("Texto en español").fill("El semestre avanzó bien.")
    secretary.press("Guardar")
    assert secretary.page.title().startswith("Error:")
    assert "escribió en esta sección mientras la tenía abierta" in secretary.text
    assert "El semestre avanzó en parte." in secretary.text
    assert secretary.page.get_by_label("Texto en español").input_value() == "El semestre avanzó bien."
    secretary.look("report-text-crossed")
    secretary.page.get_by_label("Texto en español").fill("El semestre avanzó en parte, y bien.")
    secretary.press("Guardar")
    secretary.go(f"{draft}textos/")
    for title in ("Buenas prácticas", "Conclusiones, recomendaciones"):
        row = secretary.page.get_by_role("row", name=re.compile(title)).inner_text()
        assert "Escrito" in row
        assert "Sin traducir" in row
    secretary.look("report-texts-written")
    member.go(f"{draft}secciones/")
    member.look("report-sections-read")
    secretary.go(f"{draft}pendientes/")
    secretary.look("report-missing")
    secretary.go(f"{draft}descartar/")
    secretary.look("report-give-up")
    secretary.press("Descartar el informe")
    assert "El informe fue descartado." in secretary.text
    member.go(f"{draft}textos/closing/")
    assert "El semestre avanzó en parte, y bien." in member.text
    member.look("report-text-read")


def write(walk: Walk, address: str, text: str) -> None:
    walk.go(address)
    walk.page.get_by_label("Texto en español").fill(text)
    walk.press("Guardar")
    assert "quedó guardada" in walk.text


def test_an_approver_finds_the_reports_of_the_institution(enter: Enter) -> None:
    approver = enter("ejercito.aprueba")
    approver.follow_menu("Tablero")
    approver.follow("Sus informes propios")
    approver.look("reports-of-an-institution")
    approver.follow("Nuevo informe de su institución")
    approver.look("report-new-own")
    approver.press("Abrir el informe")
    approver.look("report-steps-own")
    assert "Consulta" not in approver.text
    approver.follow("Vista previa")
    approver.look("report-preview-own")
    assert "Marina" not in approver.text


BROKEN_CODES = """() => [...document.querySelectorAll(".report tbody th")].flatMap((head) => {
    const words = document.createRange();
    words.selectNodeContents(head);
    const lines = new Set([...words.getClientRects()].map((line) => Math.round(line.top)));
    return /^[A-Z]+-[0-9.]+$/.test(head.innerText.trim()) && lines.size > 1 ? [head.innerText.trim()] : [];
})"""


def test_on_a_phone_codes_in_the_tables_of_a_report_stand_on_one_line(enter: Enter) -> None:
    approver = enter("marina.aprueba")
    approver.follow_menu("Tablero")
    approver.follow("Sus informes propios")
    approver.follow("Nuevo informe de su institución")
    approver.press("Abrir el informe")
    approver.follow("Vista previa")
    approver.page.set_viewport_size({"width": 390, "height": 844})
    assert approver.page.locator(".report tbody th").filter(has_text="PREV-1.2.1").count()
    assert approver.page.evaluate(BROKEN_CODES) == []
    assert approver.page.evaluate("document.documentElement.scrollWidth") == 390
