"""One year's activities: the planning is opened, proposed, validated, adopted and frozen, and followed up over both semesters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload

from documents.plain_pdf import plain_pdf
from tests.browser import a_year, serving
from tests.browser.walking import Walk

pytestmark = pytest.mark.browser
WORLD = "tests.browser.a_year"
YEAR = a_year.year()
PLAN, CODE = f"/planificacion/{YEAR}/EP/", f"EP-{YEAR}-01"


@pytest.fixture(scope="session")
def unplanned(planned: Path, shared: Path) -> Path:
    def fill(folder: Path) -> None:
        serving.run(WORLD, folder=serving.copy(planned, folder))

    return serving.once(shared / "unplanned", fill)


@pytest.fixture
def product(unplanned: Path, tmp_path: Path) -> Path:
    return serving.copy(unplanned, tmp_path / "product")


@pytest.fixture
def walk(product: Path, chromium: Browser) -> Iterator[Walk]:
    with serving.serving(product) as address:
        context = chromium.new_context(locale="es-PE", viewport={"width": 1280, "height": 900}, accept_downloads=True)
        yield Walk(context, address, has_scripts=True)


def test_a_year_is_planned_adopted_and_followed_up(walk: Walk, product: Path) -> None:
    open_planning(walk)
    propose(walk)
    adopt(walk)
    serving.run(WORLD, "first", folder=product)
    follow_up(walk, "I", "running")
    serving.run(WORLD, "second", folder=product)
    follow_up(walk, "II", "done")
    read(walk)
    assert not walk.wrong, "\n".join(walk.wrong)


def box(walk: Walk, name: str, value: str) -> None:
    walk.page.locator(f"main [name='{name}']").fill(value)


def act(walk: Walk, action: str) -> None:
    walk.turn(walk.page.locator(f"main button[name=action][value='{action}']"))


def submit(walk: Walk) -> None:
    walk.turn(walk.page.locator("main form[method=post] button.button:not(.secondary)"))


def open_planning(walk: Walk) -> None:
    walk.enter("secretaria")
    walk.go("/planificacion/")
    walk.look("planning-list")
    walk.go("/comite/planificacion/nueva/")
    box(walk, "year", str(YEAR))
    box(walk, "due_on", f"{YEAR + 1}-12-31")
    for each in walk.page.locator("main [name=institutions]").all():
        each.set_checked(each.get_attribute("value") == "EP" or "Ejército" in each.locator("xpath=..").inner_text())
    walk.look("planning-open")
    submit(walk)


def propose(walk: Walk) -> None:
    walk.enter("reporta")
    walk.go(f"{PLAN}nueva/")
    walk.page.locator("main [name=plan_action]").select_option(value="PREV-1.1")
    box(walk, "title", "Curso de asesoría de género")
    submit(walk)
    walk.look("activity-form-error")
    box(walk, "starts_on", f"{YEAR}-03-02")
    box(walk, "ends_on", f"{YEAR}-09-30")
    box(walk, "responsible_post", "Comando de Educación")
    box(walk, "expected_product", "Constancias de sesenta participantes")
    submit(walk)
    walk.go(PLAN)
    act(walk, "hand-over")
    walk.enter("aprueba")
    walk.go(PLAN)
    act(walk, "send")
    walk.enter("secretaria")
    walk.go("/actividades/por-validar/")
    walk.look("activity-queue")
    walk.go(PLAN)
    walk.look("year-plan")
    act(walk, "validate")


def adopt(walk: Walk) -> None:
    walk.go(f"/planificacion/{YEAR}/")
    walk.look("planning-round")
    walk.go(f"/comite/planificacion/{YEAR}/consolidar/")
    submit(walk)
    walk.go(f"/comite/planificacion/{YEAR}/sesion/")
    walk.page.locator("main [name=meeting]").first.check()
    submit(walk)
    walk.go("/comite/sesiones/")
    meetings = walk.page.locator("main a[href^='/comite/sesiones/S-']").evaluate_all(
        "all => [...new Set(all.map(each => each.getAttribute('href')))].sort()"
    )
    for meeting in meetings:
        response = walk.page.goto(f"{walk.address}{meeting}plan-anual/{YEAR}/")
        if response is not None and response.status == 200:
            break
    walk.look("meeting-planning")
    act(walk, "adopt")
    walk.go(f"{meeting}cerrar/")
    submit(walk)
    assert "Acta cerrada" in walk.text
    walk.go(f"/planificacion/{YEAR}/")
    walk.look("planning-frozen")


def follow_up(walk: Walk, half: str, progress: str) -> None:
    note = f"/actividades/{CODE}/nota/{YEAR}-{half}/"
    walk.enter("reporta")
    walk.go(note)
    walk.page.locator(f"main [name=progress][value={progress}]").check()
    box(walk, "started_on", f"{YEAR}-03-09")
    box(walk, "text", "Se dictó según el cronograma.")
    if progress == "done":
        box(walk, "finished_on", f"{YEAR}-10-15")
        proof = FilePayload(name="constancias.pdf", mimeType="application/pdf", buffer=plain_pdf(["Constancias"]))
        walk.page.locator("main input[type=file]").first.set_input_files(proof)
        walk.page.locator("main [name=is_confirmed]").check()
    walk.look(f"note-{progress}")
    submit(walk)
    walk.go(note)
    if walk.page.locator("main button[name=action][value=hand-over]").count():
        act(walk, "hand-over")
    walk.enter("aprueba")
    walk.go(note)
    act(walk, "send")
    walk.enter("secretaria")
    walk.go(note)
    walk.look("note-judged")
    act(walk, "validate")


def read(walk: Walk) -> None:
    walk.go(f"/actividades/{CODE}/")
    assert "15 días de retraso" in walk.text, walk.text[:800]
    walk.look("activity")
    for address, name in (
        ("/actividades/", "activities"),
        (f"/actividades/lista/?anio={YEAR}", "activity-list"),
        (f"/actividades/cronograma/?anio={YEAR}", "activity-timeline"),
        (f"/actividades/calendario/{YEAR}/3/", "activity-calendar"),
        (f"/actividades/cobertura/?anio={YEAR}", "action-coverage"),
        ("/presupuesto/", "budget"),
    ):
        walk.go(address)
        walk.look(name)
