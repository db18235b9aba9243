"""A report from its draft to the issued edition, as the Committee does it: consulted, answered, put before a meeting, adopted, issued."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import serving
from tests.browser.walking import Walk

pytestmark = pytest.mark.browser
TODAY = dt.date.today()  # noqa: DTZ011 - any day that is near in Lima
TOMORROW, IN_A_WEEK = ((TODAY + dt.timedelta(days=n)).isoformat() for n in (1, 7))
OWN = "DGRRII"
"""The institution of the technical secretary, whose remarks the alternate answers."""


@pytest.fixture
def walk(chromium: Browser, address: str) -> Walk:
    context = chromium.new_context(locale="es-PE", viewport={"width": 1280, "height": 900}, accept_downloads=True)
    return Walk(context, address, has_scripts=True)


def test_a_report_is_consulted_adopted_and_issued_as_it_was_adopted(walk: Walk, tmp_path: Path) -> None:
    walk.enter("secretaria")
    draft = open_draft(walk)
    consult(walk, draft)
    answer_by_letter(walk, draft)
    answer_remarks(walk, draft)
    close(walk, draft)
    meeting = put(walk, draft)
    let_its_day_pass(meeting, tmp_path / "product" / serving.DATABASE)
    hold(walk, meeting)
    digest = adopt(walk, meeting)
    code = issue(walk, draft, digest)
    withdraw(walk, code)
    assert not walk.wrong, "\n".join(walk.wrong)


def open_draft(walk: Walk) -> str:
    walk.go("/informes/borradores/nuevo/")
    walk.page.get_by_role("main").get_by_label("Informe", exact=True).select_option(index=1)
    walk.press("Abrir el informe")
    found = re.search(r"/informes/borradores/(\d+)/", walk.page.url)
    assert found, walk.page.url
    return found.group(1)


def consult(walk: Walk, draft: str) -> None:
    main = walk.page.get_by_role("main")
    walk.go(f"/informes/consultas/{draft}/")
    walk.look("consultation-none")
    walk.press("Abrir la consulta")
    assert "Hay un problema" in walk.text, "a consultation has a last day"
    walk.look("consultation-error")
    main.get_by_label("Último día para responder").fill(IN_A_WEEK)
    walk.press("Abrir la consulta")
    assert "Esto no se puede deshacer" in walk.text
    walk.look("consultation-open-sure")
    walk.press("Abrir la consulta")
    walk.look("consultation-open")
    walk.go("/inicio/")
    assert "Consulta: Informe de cumplimiento" in walk.text
    walk.go(f"/informes/consultas/{draft}/respuesta/")
    walk.look("consultation-answer")
    main.get_by_label("Formula observaciones").check()
    main.get_by_label("Observación 1", exact=True).fill("Convendría decir en el método qué semestre se compara.")
    walk.press("Más casillas")
    assert main.get_by_label("Observación 6", exact=True).is_visible()
    walk.press("Guardar la respuesta")
    assert "Con observaciones" in walk.text
    walk.go(f"/informes/consultas/{draft}/1/informe/")
    assert "BORRADOR EN CONSULTA" in walk.text
    walk.look("consultation-report")
    with walk.page.expect_download() as download:
        walk.page.get_by_role("main").get_by_role("link", name="PDF en español").click()
    assert download.value.suggested_filename.endswith("-es.pdf")


def answer_by_letter(walk: Walk, draft: str) -> None:
    """All but the secretary's own; the first of them remarks."""
    main = walk.page.get_by_role("main")
    walk.go(f"/informes/consultas/{draft}/")
    links = main.get_by_role("link", name="Registrar una respuesta por documento").all()
    addresses = [str(link.get_attribute("href")) for link in links]
    assert f"/{OWN}/" not in " ".join(addresses)
    for place, address in enumerate(addresses):
        walk.go(address)
        if place == 0:
            walk.press("Guardar la respuesta")
            walk.look("consultation-letter-error")
            main.get_by_label("Formula observaciones").check()
            main.get_by_label("Observación 1: sección").select_option(index=1)
            main.get_by_label("Observación 1", exact=True).fill("Cite la norma que amplía el plazo.")
        else:
            main.get_by_label("Está conforme").check()
        main.get_by_label("Documento").fill(f"Oficio {place + 1}-2026")
        walk.press("Guardar la respuesta")


def answer_remarks(walk: Walk, draft: str) -> None:
    main = walk.page.get_by_role("main")
    for account, answer in (("secretaria", "Se acoge"), ("alterno", "No se acoge")):
        walk.enter(account)
        walk.go(f"/informes/consultas/{draft}/")
        walk.look("consultation-answered")
        walk.follow(re.compile("Responder la observación"))
        walk.look("consultation-remark")
        main.get_by_role("radio").nth(0 if answer == "Se acoge" else 2).check()
        main.get_by_label("Respuesta a la institución").fill(f"{answer}.")
        walk.press("Guardar la respuesta")


def close(walk: Walk, draft: str) -> None:
    walk.enter("secretaria")
    walk.go(f"/informes/consultas/{draft}/")
    walk.press("Cerrar la consulta")
    assert "Todo lo observado está respondido" in walk.text
    walk.look("consultation-closed")


def put(walk: Walk, draft: str) -> str:
    main = walk.page.get_by_role("main")
    walk.go("/comite/sesiones/nueva/")
    main.get_by_label("Extraordinaria").check()
    main.get_by_label("Día").fill(TOMORROW)
    main.get_by_label("Hora (de Lima)").fill("09:30")
    main.get_by_label("Lugar").fill("Sala Grau")
    walk.press("Convocar la sesión")
    meeting = walk.page.url.rstrip("/").rsplit("/", 1)[-1]
    walk.go(f"/informes/consultas/{draft}/sesion/")
    walk.look("report-to-a-meeting")
    main.get_by_role("radio", name=re.compile(meeting)).check()
    walk.press("Congelarlo y presentarlo a la sesión")
    assert "En la agenda de una sesión" in walk.text
    walk.look("report-before-a-meeting")
    return meeting


def let_its_day_pass(meeting: str, database: Path) -> None:
    """A report is put before a meeting to come, and what came of it is noted when it is over."""
    moved = "UPDATE committee_meeting SET starts_at = datetime(starts_at, '-2 days') WHERE number = ?"
    with sqlite3.connect(database) as connection:
        assert connection.execute(moved, [meeting]).rowcount == 1


def hold(walk: Walk, meeting: str) -> None:
    walk.go(f"/comite/sesiones/{meeting}/asistencia/")
    main = walk.page.get_by_role("main")
    for seat in main.get_by_role("group").all():
        seat.get_by_label("Asistencia").select_option(label="Presente")
        seat.get_by_label("Representante").fill("Rosa Ejemplo")
    main.get_by_label("Hora en que terminó").fill("11:00")
    walk.press("Guardar")
    assert "apruébelo o retírelo de la sesión" in walk.text


def adopt(walk: Walk, meeting: str) -> str:
    walk.follow(re.compile("apruébelo o retírelo"))
    walk.look("report-in-a-meeting")
    found = re.search(r"\b[0-9a-f]{64}\b", walk.text)
    assert found, "the page of the meeting names the digest"
    walk.press("Anotar que la sesión lo aprobó")
    walk.go(f"/comite/sesiones/{meeting}/cerrar/")
    assert "se puede emitir desde entonces" in walk.text
    walk.look("meeting-close-with-a-report")
    walk.press("Cerrar el acta definitivamente")
    return found.group()


def issue(walk: Walk, draft: str, digest: str) -> str:
    main = walk.page.get_by_role("main")
    walk.go(f"/informes/consultas/{draft}/emitir/")
    assert digest in walk.text
    walk.look("report-to-issue")
    walk.press("Emitir definitivamente")
    assert "Hay un problema" in walk.text, "what cannot be undone is meant"
    walk.look("report-to-issue-error")
    main.get_by_label("Leí lo que se emite").check()
    walk.press("Emitir definitivamente")
    found = re.search(r"/informes/(IC-\d{4}-\d{4})/", walk.page.url)
    assert found, walk.page.url
    assert "Acta de la sesión" in walk.text
    return found.group(1)


def withdraw(walk: Walk, code: str) -> None:
    main = walk.page.get_by_role("main")
    walk.go(f"/informes/{code}/retirar/")
    walk.look("report-to-withdraw")
    main.get_by_label("¿Por qué se retira?").fill("Se emitió para esta prueba.")
    main.get_by_label("Código de la edición").fill(code)
    walk.press("Retirar la edición")
    assert "Esta edición se retiró" in walk.text
    walk.look("report-withdrawn")
