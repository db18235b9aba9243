"""The real plan through two reviews of its Committee, and the semester after reported under the definitions that they adopted.

The first, constitutive, adopts what is proposed and sets the path of the United Nations for PART-1.2.1. The second splits
PREV-2.2.1 into articles and events, retires one indicator and adds one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import serving
from tests.browser.walking import Walk
from tests.browser.writing_items import write_article

pytestmark = pytest.mark.browser
WORLD = "tests.browser.two_sessions"
NEXT_DOOR = "REC-1.1"
"""The action that gets a second indicator."""


@pytest.fixture(scope="session")
def unreviewed(planned: Path, shared: Path) -> Path:
    def fill(folder: Path) -> None:
        serving.run(WORLD, folder=serving.copy(planned, folder))

    return serving.once(shared / "unreviewed", fill)


@pytest.fixture
def product(unreviewed: Path, tmp_path: Path) -> Path:
    return serving.copy(unreviewed, tmp_path / "product")


@pytest.fixture
def walk(product: Path, chromium: Browser) -> Iterator[Walk]:
    with serving.serving(product) as address:
        context = chromium.new_context(locale="es-PE", viewport={"width": 1280, "height": 900}, accept_downloads=True)
        yield Walk(context, address, has_scripts=True)


def test_two_reviews_change_the_plan_and_the_semester_after_is_reported_under_it(walk: Walk, product: Path) -> None:
    walk.enter("secretaria")
    first, second = meetings(walk)
    constitute(walk, first)
    split(walk, second)
    retire(walk, second)
    add_one(walk, second)
    adopt_and_close(walk, second)
    serving.run(WORLD, "later", folder=product)
    report(walk)
    assert not walk.wrong, "\n".join(walk.wrong)


def meetings(walk: Walk) -> list[str]:
    """The pages of the two that were held, the first one first."""
    walk.go("/comite/sesiones/")
    links = walk.page.locator("main a[href^='/comite/sesiones/S-']").evaluate_all(
        "all => [...new Set(all.map(each => each.getAttribute('href')))].sort()"
    )
    assert len(links) == 2, links
    return [str(link) for link in links]


def box(walk: Walk, name: str, value: str) -> None:
    walk.page.locator(f"main [name='{name}']").fill(value)


def submit(walk: Walk, selector: str = "button.button:not(.secondary)") -> None:
    walk.turn(walk.page.locator(f"main {selector}"))


def keep_draft(walk: Walk, reason: str) -> None:
    box(walk, "rationale_es", reason)
    submit(walk, "button.button[value=save]")
    assert "borrador" in walk.text.lower(), walk.text[:600]


def constitute(walk: Walk, meeting: str) -> None:
    walk.go(f"{meeting}revision/abrir/")
    walk.look("review-open")
    walk.page.locator("main [name=is_constitutive]").check()
    submit(walk)
    walk.look("review-agenda-constitutive")
    walk.go(f"{meeting}revision/PART-1.2.1/metas/")
    for series in ("contingents", "staff_and_observers"):
        submit(walk, f"button[value='path:{series}']")
    walk.look("review-targets-published")
    keep_draft(walk, "Se adopta la trayectoria de la Estrategia de las Naciones Unidas.")
    walk.look("review-decision")
    adopt_and_close(walk, meeting)


def adopt_and_close(walk: Walk, meeting: str) -> None:
    """Keep what is left, adopt all together, close the minutes."""
    walk.go(f"{meeting}revision/")
    walk.page.locator("main details:has([name=rationale_es]) > summary").click()
    box(walk, "rationale_es", "Se mantiene.")
    submit(walk, "form[action$='/mantener/'] button")
    walk.go(f"{meeting}revision/adoptar/")
    walk.look("review-adopt")
    submit(walk)
    walk.go(f"{meeting}cerrar/")
    submit(walk)
    assert "Acta cerrada" in walk.text
    walk.look("review-closed")


def split(walk: Walk, meeting: str) -> None:
    walk.go(f"{meeting}revision/abrir/")
    submit(walk)
    walk.go(f"{meeting}revision/nuevo/?desde=PREV-2.2.1&parte=academic_events")
    walk.look("review-new")
    submit(walk, "button[value=begin]")
    assert "PREV-2.2.2" in walk.page.url
    box(walk, "name_es", "Número de eventos académicos desarrollados.")
    walk.look("review-definition")
    keep_draft(walk, "Los eventos se cuentan aparte de los artículos.")
    walk.go(f"{meeting}revision/PREV-2.2.1/definicion/")
    box(walk, "name_es", "Número de artículos elaborados.")
    walk.page.locator("main [name='parts-1-remove']").check()
    walk.page.locator("main [name=comparability][value=break]").check()
    keep_draft(walk, "Los artículos se cuentan aparte de los eventos.")


def retire(walk: Walk, meeting: str) -> None:
    walk.go(f"{meeting}revision/PREV-3.2.1/")
    walk.page.locator("main [name=kind][value=retire]").check()
    box(walk, "rationale_es", "Repite lo que ya se informa en otro indicador.")
    submit(walk)
    walk.look("review-retire")


def add_one(walk: Walk, meeting: str) -> None:
    walk.go(f"{meeting}revision/nuevo/?desde={NEXT_DOOR}.1")
    submit(walk, "button[value=begin]")
    assert f"{NEXT_DOOR}.2" in walk.page.url
    box(walk, "name_es", "Número de mecanismos de cooperación evaluados.")
    keep_draft(walk, "El plan no mide si los mecanismos funcionan.")


def report(walk: Walk) -> None:
    walk.enter("oficial")
    walk.follow_menu("Mis tareas")
    walk.look("tasks-after-review")
    assert "PREV-3.2.1" not in walk.text, "a retired indicator is owed by nobody"
    place = walk.page.url.removeprefix(walk.address)
    walk.go(f"{place}PREV-2.2.1/")
    assert "Número de artículos elaborados." in walk.text
    assert "Eventos académicos" not in walk.text
    period = place.split("/")[2]
    write_article(walk, "Mujeres peruanas en misiones de paz", period)
    walk.press("Guardar y volver a mis tareas")
    walk.go(f"{place}PREV-2.2.2/")
    assert "Número de eventos académicos desarrollados." in walk.text
    walk.page.get_by_label("No hubo ninguno este semestre").check()
    walk.press("Guardar y volver a mis tareas")
    walk.go(f"{place}revisar/")
    walk.press(re.compile("^Enviar 2"))
    assert "/constancias/" in walk.page.url
    walk.go("/indicadores/PREV-2.2.1/")
    walk.look("indicator-split")
    assert "Los artículos se cuentan aparte de los eventos." in walk.text
