"""The Committee requires, the institution answers with a document, the Committee accepts: in Spanish with scripts, in English without."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, FilePayload

from documents.plain_pdf import plain_pdf
from tests.browser.conftest import Semesters
from tests.browser.walking import Walk

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Words:
    """What the pages say in one language, and how its addresses begin."""

    prefix: str
    kind: str
    subject: str
    text: str
    make: str
    answer: str
    confirm: str
    send: str
    accept: str
    accepted: str


SPANISH = Words(
    "",
    "Enviar sustento",
    "Asunto",
    "¿Qué debe hacer o decir la institución?",
    "Hacer el requerimiento",
    "Su respuesta",
    "Confirmo que no contienen",
    "Enviar la respuesta",
    "Aceptar la respuesta",
    "Aceptado",
)
ENGLISH = Words(
    "/en",
    "Send evidence",
    "Subject",
    "What must the institution do or say?",
    "Make the request",
    "Your answer",
    "I confirm that they hold",
    "Send the answer",
    "Accept the answer",
    "Accepted",
)


@pytest.mark.parametrize(
    ("words", "has_scripts"), [(SPANISH, True), (ENGLISH, False)], ids=["es-scripts", "en-no-scripts"]
)
def test_required_answered_with_a_document_and_accepted(
    chromium: Browser, address: str, semesters: Semesters, words: Words, *, has_scripts: bool
) -> None:
    context = chromium.new_context(java_script_enabled=has_scripts, locale="es-PE")
    walk = Walk(context, address, has_scripts=has_scripts)
    number = require(walk, words, semesters.last_closed)
    answer(walk, words, number)
    accept(walk, words, number)
    assert not walk.wrong, "\n".join(walk.wrong)


def require(walk: Walk, words: Words, period: str) -> str:
    walk.enter("secretaria")
    walk.go(f"{words.prefix}/comite/")
    walk.look("committee")
    walk.go(f"{words.prefix}/comite/requerimientos/")
    walk.look("requests")
    about = f"institucion=EP&semestre={period}&indicador=PREV-1.2.1"
    walk.go(f"{words.prefix}/comite/requerimientos/nuevo/?{about}")
    main = walk.page.get_by_role("main")
    main.get_by_label(words.kind).check()
    main.get_by_label(words.subject).fill("Lista de asistencia")
    walk.press(words.make)
    walk.look("request-new-problem")
    main.get_by_label(words.text).fill("Envíe la lista de asistencia del curso.")
    walk.press(words.make)
    number = walk.page.url.rstrip("/").rsplit("/", 1)[-1]
    assert number.startswith("RI-"), walk.page.url
    walk.look("request-committee")
    return number


def answer(walk: Walk, words: Words, number: str) -> None:
    walk.enter("ejercito")
    walk.go(f"{words.prefix}/requerimientos/")
    walk.look("requests-own")
    walk.follow(number)
    main = walk.page.get_by_role("main")
    main.get_by_label(words.answer).fill("Adjuntamos la lista.")
    file: FilePayload = {"name": "lista.pdf", "mimeType": "application/pdf", "buffer": plain_pdf(["Lista"])}
    main.locator("input[name=answer-documents]").set_input_files([file])
    main.locator("form", has=walk.page.locator("input[name=answer-documents]")).get_by_label(words.confirm).check()
    walk.look("request-answering")
    walk.press(words.send)
    assert "lista.pdf" in walk.text


def accept(walk: Walk, words: Words, number: str) -> None:
    walk.enter("secretaria")
    walk.go(f"{words.prefix}/requerimientos/{number}/")
    assert "Adjuntamos la lista." in walk.text
    walk.look("request-answered")
    walk.press(words.accept)
    assert words.accepted in walk.text
