"""A meeting of the Committee from its call to an agreement that is done, as people do it."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Browser

from tests.browser.walking import Walk

pytestmark = pytest.mark.browser
YESTERDAY = (dt.date.today() - dt.timedelta(days=1)).isoformat()  # noqa: DTZ011 - any day that is over in Lima
DUE_ON = (dt.date.today() + dt.timedelta(days=30)).isoformat()  # noqa: DTZ011


@pytest.fixture
def walk(chromium: Browser, address: str) -> Walk:
    context = chromium.new_context(locale="es-PE", viewport={"width": 1280, "height": 900}, accept_downloads=True)
    return Walk(context, address, has_scripts=True)


def test_a_meeting_is_called_held_and_closed_and_its_agreement_is_done(walk: Walk) -> None:
    walk.enter("secretaria")
    call(walk)
    prepare(walk)
    note(walk)
    agree(walk)
    close(walk)
    say_done(walk)
    confirm(walk)
    assert not walk.wrong, "\n".join(walk.wrong)


def call(walk: Walk) -> None:
    walk.go("/comite/sesiones/")
    walk.look("meetings")
    walk.follow("Convocar una sesión")
    main = walk.page.get_by_role("main")
    main.get_by_label("Extraordinaria").check()
    main.get_by_label("Día").fill(YESTERDAY)
    main.get_by_label("Hora (de Lima)").fill("09:30")
    walk.press("Convocar la sesión")
    assert "Hay un problema" in walk.text, "a meeting has a place"
    walk.look("meeting-call-error")
    main.get_by_label("Lugar").fill("Sala Grau")
    walk.press("Convocar la sesión")
    assert "Qué sigue" in walk.text


def prepare(walk: Walk) -> None:
    walk.follow("Agregar de lo pendiente")
    walk.look("meeting-pending")
    walk.page.get_by_role("main").get_by_role("checkbox").first.check()
    walk.press("Agregar a la agenda")
    walk.page.get_by_role("main").get_by_label("Otro punto").fill("Avance del semestre")
    walk.press("Agregar el punto")
    walk.look("meeting-agenda")
    walk.press("Guardar la agenda")


def note(walk: Walk) -> None:
    walk.follow("Anotar la sesión")
    main = walk.page.get_by_role("main")
    for seat in main.get_by_role("group").all():
        seat.get_by_label("Asistencia").select_option(label="Presente")
        seat.get_by_label("Representante").fill("Rosa Ejemplo")
    main.get_by_label("Hora en que terminó").fill("11:00")
    walk.look("meeting-record")
    walk.press("Guardar")
    assert "Cerrar el acta" in walk.text


def agree(walk: Walk) -> None:
    walk.follow("Escribir un acuerdo")
    main = walk.page.get_by_role("main")
    main.get_by_label("¿Qué se acordó?").fill("Remitir la relación de participantes con su oficio.")
    main.get_by_label("Institución responsable").select_option(label="Ejército del Perú")
    main.get_by_label("¿Hasta qué día?").fill(DUE_ON)
    walk.look("agreement-form")
    walk.press("Guardar el acuerdo")
    walk.look("meeting-held")


def close(walk: Walk) -> None:
    walk.follow("Cerrar el acta")
    walk.look("meeting-close")
    walk.press("Cerrar el acta definitivamente")
    assert "Acta cerrada" in walk.text
    walk.look("meeting-closed")
    with walk.page.expect_download() as download:
        walk.page.get_by_role("link", name="Español, DOCX").click()
    assert download.value.suggested_filename.startswith("acta-S-")


def say_done(walk: Walk) -> None:
    walk.enter("ejercito")
    walk.go("/acuerdos/")
    walk.look("agreements-own")
    walk.turn(
        walk.page.get_by_role("main")
        .get_by_role("row", name="Remitir la relación de participantes")
        .get_by_role("link")
    )
    walk.page.get_by_label("¿Qué se hizo?").fill("Se remitió con el oficio 123.")
    walk.press("Informar que está cumplido")
    assert "Por confirmar" in walk.text


def confirm(walk: Walk) -> None:
    walk.enter("secretaria")
    walk.go("/comite/acuerdos/?estado=por-confirmar&institucion=EP")
    walk.look("agreements")
    walk.turn(
        walk.page.get_by_role("main")
        .get_by_role("row", name="Remitir la relación de participantes")
        .get_by_role("link")
    )
    walk.look("agreement")
    walk.page.get_by_label("Está cumplido.").check()
    walk.press("Resolver")
    assert "Se confirmó que está cumplido" in walk.text
