"""The Committee observes parts of an answer, the institution corrects just those, and the reviewer sees what changed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Semesters
from tests.browser.walking import Walk

pytestmark = pytest.mark.browser
CODE = "PREV-1.1.1"
WORDS = {
    "es": {
        "observe": "Observar",
        "boxes": "Casilleros de la tabla",
        "women": "Mujeres, Tropa",
        "reason": "explicación del resultado",
        "comment": "Comentario para la institución",
        "list": "volver a la lista",
        "observed": "Qué pide corregir el Comité",
        "narrative": "¿Qué explica este resultado?",
        "explanation": "Explicación",
        "hand": "Guardar y entregar para visto bueno",
        "send": "Enviar",
        "changed": "Tropa y marinería. Cambió.",
        "validate": "Validar",
        "reopen": "Reabrir",
    },
    "en": {
        "observe": "Return",
        "boxes": "Boxes of the table",
        "women": "Women, Enlisted",
        "reason": "explanation of the result",
        "comment": "Comment for the institution",
        "list": "go to the list",
        "observed": "What the Committee asks to correct",
        "narrative": "What explains this result?",
        "explanation": "Explanation",
        "hand": "Save and hand over for approval",
        "send": "Send the indicators",
        "changed": "Enlisted. It changed.",
        "validate": "Validate",
        "reopen": "Reopen",
    },
}


@pytest.mark.parametrize(("language", "has_scripts"), [("es", True), ("en", False)])
def test_an_answer_is_observed_corrected_sent_again_compared_and_validated(
    chromium: Browser, address: str, semesters: Semesters, language: str, has_scripts: bool
) -> None:
    context = chromium.new_context(
        java_script_enabled=has_scripts, locale="es-PE", viewport={"width": 1280, "height": 900}
    )
    walk, words, prefix = Walk(context, address, has_scripts=has_scripts), WORDS[language], "/en" * (language == "en")
    period = semesters.open_now
    observe(walk, words, prefix, period)
    correct_and_send(walk, words, prefix, period)
    compare_and_validate(walk, words, prefix, period)
    assert not walk.wrong, "\n".join(walk.wrong)


def observe(walk: Walk, words: dict[str, str], prefix: str, period: str) -> None:
    walk.enter("secretaria")
    walk.go(f"{prefix}/revision/validar/")
    walk.look("validate-together")
    walk.go(f"{prefix}/revision/{period}/EP/{CODE}/?institucion=EP")
    main = walk.page.get_by_role("main")
    main.get_by_role("radio", name=re.compile(words["observe"])).check()
    walk.look("review-observing")
    walk.press(re.compile(words["list"]))
    walk.look("review-incomplete")
    main.locator("summary", has_text=words["boxes"]).click()
    main.get_by_role("checkbox", name=re.compile(words["women"])).check()
    main.get_by_role("checkbox", name=re.compile(words["reason"])).check()
    main.get_by_label(words["comment"]).fill("Revise la tropa: el oficio dice 65.")
    walk.press(re.compile(words["list"]))
    assert "institucion=EP" in walk.page.url


def correct_and_send(walk: Walk, words: dict[str, str], prefix: str, period: str) -> None:
    walk.enter("ejercito")
    walk.go(f"{prefix}/registro/{period}/EP/{CODE}/")
    walk.look("entry-parts-observed")
    main = walk.page.get_by_role("main")
    assert words["observed"] in walk.text
    main.get_by_role("link", name=re.compile(words["women"])).click()
    box = walk.page.locator("input:focus, input:target")
    total = walk.page.locator("input[name=control_total]")
    before = int(box.input_value())
    box.fill(str(before - 10))
    if total.count():
        total.fill(str(int(total.input_value()) - 10))
    main.get_by_label(words["narrative"]).fill("Se incorporó el módulo de género en el curso básico de Piura.")
    walk.press(words["hand"])
    walk.enter("ejercito.aprueba")
    walk.go(f"{prefix}/registro/{period}/EP/revisar/")
    for chosen in walk.page.locator("input[name=chosen]:checked").all():
        chosen.set_checked(CODE in str(chosen.get_attribute("value")))
    walk.press(re.compile(words["send"]))
    assert "/constancias/" in walk.page.url


def compare_and_validate(walk: Walk, words: dict[str, str], prefix: str, period: str) -> None:
    walk.enter("secretaria")
    walk.go(f"{prefix}/revision/{period}/EP/{CODE}/")
    walk.look("review-compared")
    assert words["changed"] in walk.text
    assert walk.page.locator("ins", has_text="Piura").count()
    walk.page.get_by_role("main").get_by_role("radio", name=re.compile(words["validate"])).check()
    walk.press(re.compile(words["list"]))
    walk.go(f"{prefix}/revision/{period}/EP/{CODE}/")
    walk.follow(words["reopen"])
    walk.look("review-reopen")
