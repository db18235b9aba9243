"""The product's main job from end to end, as people do it: once with scripts, once without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.preparing import arrange_its_sections, open_the_report, read_the_preview, write_a_text
from tests.browser.walking import Walk
from tests.browser.writing_items import write_article

pytestmark = pytest.mark.browser
READ_ONLY = pytest.mark.parametrize("walk", ["scripts"], indirect=True)
"""Pages that are only read are the same HTML without scripts, and nothing but the words would be examined again."""
CODE = "PREV-2.2.1"


@pytest.fixture(params=["scripts", "no-scripts"])
def walk(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Walk:
    has_scripts = request.param == "scripts"
    context = chromium.new_context(
        java_script_enabled=has_scripts, locale="es-PE", viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    return Walk(context, address, has_scripts=has_scripts)


def test_officer_reports_committee_reviews_dashboard_moves_and_report_is_prepared(walk: Walk) -> None:
    period = sign_in_and_find_the_semester(walk)
    report_one(walk, period)
    approve_and_send(walk, period)
    observe(walk, period)
    correct(walk, period)
    approve_and_send(walk, period)
    before = validated_on_the_dashboard(walk, period)
    validate(walk, period)
    assert validated_on_the_dashboard(walk, period) == before + 1
    read_the_indicator(walk)
    read_commitments_and_a_scorecard(walk, period)
    prepare_a_report(walk, period)
    read_an_issued_report(walk)
    assert not walk.wrong, "\n".join(walk.wrong)


def sign_in_and_find_the_semester(walk: Walk) -> str:
    walk.go("/ingresar/")
    walk.look("sign-in")
    walk.enter("ejercito")
    walk.look("home")
    walk.follow_menu("Mis tareas")
    walk.look("tasks")
    found = re.search(r"/registro/(\d{4}-I{1,2})/EP/", walk.page.url)
    assert found, walk.page.url
    return found[1]


def report_one(walk: Walk, period: str) -> None:
    walk.go(f"/registro/{period}/EP/{CODE}/")
    walk.look("entry-register-empty")
    walk.press("Guardar y entregar para visto bueno")
    assert "Agregue los elementos" in walk.text or "Hay un problema" in walk.text
    walk.look("entry-register-problem")
    write_article(walk, "Mujeres peruanas en misiones de paz", period)
    walk.press("Guardar y entregar para visto bueno")
    walk.look("entry-handed-over")


def approve_and_send(walk: Walk, period: str) -> None:
    walk.enter("ejercito.aprueba")
    walk.follow(re.compile("visto bueno"))
    walk.look("check-and-send")
    walk.press(re.compile("Enviar"))
    assert "/constancias/" in walk.page.url
    assert f"{period}-EP-" in walk.text
    assert re.search(r"\b[0-9a-f]{64}\b", walk.text.replace("\n", " ")), "the receipt carries its digest"
    walk.look("receipt")
    walk.page.go_back()


def observe(walk: Walk, period: str) -> None:
    walk.enter("secretaria")
    walk.follow_menu("Revisar envíos")
    walk.look("review-queue")
    walk.go(f"/revision/{period}/EP/PREV-1.1.1/")
    walk.look("review")
    walk.go(f"/revision/{period}/EP/{CODE}/")
    walk.look("review-register")
    walk.page.get_by_role("radio", name=re.compile("Observar")).check()
    walk.press(re.compile("volver a la lista"))
    assert "Hay un problema" in walk.text, "a comment is required"
    walk.page.get_by_role("checkbox", name="La respuesta en conjunto").check()
    walk.page.get_by_label(re.compile("Comentario")).fill("Indique el número de la publicación.")
    walk.press(re.compile("volver a la lista"))


def correct(walk: Walk, period: str) -> None:
    walk.enter("ejercito")
    this = walk.page.locator(f"main a[href*='/registro/{period}/EP/']", has_text="Levante las observaciones")
    walk.turn(this)  # the first: another semester has an observation too, parts that a request opened
    walk.look("tasks-observed")
    assert "Indique el número de la publicación." in walk.text
    walk.go(f"/registro/{period}/EP/{CODE}/")
    walk.look("entry-observed")
    walk.page.locator("details:has(input[name$='-0-number']) > summary").first.click()
    walk.page.locator("input[name$='-0-number']").first.fill("Revista 12")
    walk.press("Guardar y entregar para visto bueno")


def validate(walk: Walk, period: str) -> None:
    walk.go(f"/revision/{period}/EP/{CODE}/")
    walk.page.get_by_role("radio", name=re.compile("Validar")).check()
    walk.press(re.compile("pasar al siguiente"))
    walk.look("review-next")


def validated_on_the_dashboard(walk: Walk, period: str) -> int:
    walk.enter("secretaria")
    walk.go(f"/tablero/?semestre={period}")
    walk.look("dashboard")
    found = re.search(r"(\d+) validados? de", walk.text)
    assert found, "the dashboard says how many are validated"
    return int(found[1])


def read_the_indicator(walk: Walk) -> None:
    for code in ("PREV-1.1.1", "PART-1.2.1", CODE):
        walk.go(f"/indicadores/{code}/")
        walk.look(f"indicator-{code}")
    walk.go("/indicadores/")
    walk.look("indicators")


def read_commitments_and_a_scorecard(walk: Walk, period: str) -> None:
    for name, address in (
        ("commitments", "/gestion/compromisos/?ambito=PART"),
        ("commitment-changes", "/gestion/compromisos/cambios/?institucion=FAP"),
        ("scorecard", "/instituciones/FAP/"),
        ("coverage-matrix", "/tablero/matriz/"),
        ("institution-dashboard", "/instituciones/EP/tablero/"),
        ("pillar", "/pilares/PREV/"),
        ("comparison", "/comparar/"),
        ("un-strategy", "/indicadores/PART-1.2.1/estrategia-onu/"),
        ("explanation", f"/explicacion/PREV-1.1.1/{period}/"),
    ):
        walk.go(address)
        walk.look(name)


def prepare_a_report(walk: Walk, period: str) -> None:
    """What the meeting and the issuing do with it afterwards: test_report_approval.py."""
    draft = open_the_report(walk, period)
    arrange_its_sections(walk, draft)
    write_a_text(walk, draft)
    read_the_preview(walk, draft)


def read_an_issued_report(walk: Walk) -> None:
    """The one of the demonstration, in both languages, and each of its files."""
    walk.go("/informes/")
    walk.turn(walk.page.get_by_role("main").locator("ul.publications a"))
    edition = walk.page.url.removeprefix(walk.address)
    assert re.fullmatch(r"/informes/IC-\d{4}-\d{4}/", edition), edition
    walk.look("report")
    walk.go("/en" + edition)
    walk.look("report-en")
    links = walk.page.get_by_role("main").locator("a[href*='/archivos/']").all()
    addresses = {link.get_attribute("href") or "" for link in links}
    assert {address.rsplit(".", 1)[-1] for address in addresses} >= {"pdf", "docx", "xlsx", "json"}
    for address in addresses:
        response = walk.context.request.get(walk.address + address)
        assert response.status == 200, address
        assert response.headers["content-disposition"].startswith("attachment")


def test_wrong_numbers_are_said_beside_their_box_and_what_was_typed_is_kept(walk: Walk) -> None:
    walk.enter("mindef")
    walk.follow_menu("Mis tareas")
    walk.follow(re.compile("personas capacitadas"))
    boxes = walk.page.locator("table.entry-grid input[type=text]")
    for place in range(boxes.count()):
        boxes.nth(place).fill(str(place + 3))
    boxes.nth(0).fill("1.5")
    walk.press("Guardar y volver a mis tareas")
    assert walk.page.title().startswith("Error:")
    assert boxes.nth(0).input_value() == "1.5"
    assert boxes.nth(1).input_value() == "4"
    walk.look("entry-count-error")
    boxes.nth(0).fill("1 200")
    walk.press("Guardar y volver a mis tareas")
    walk.follow(re.compile("personas capacitadas"))
    assert boxes.nth(0).input_value().replace("\xa0", " ") in ("1200", "1 200")
    walk.look("entry-count")
    assert not walk.wrong, "\n".join(walk.wrong)


@READ_ONLY
def test_managers_pages_are_sound(walk: Walk) -> None:
    walk.enter("administrador")
    pages = [
        "/inicio/",
        "/gestion/",
        "/gestion/semestres/",
        "/gestion/semestres/nuevo/",
        "/gestion/compromisos/",
        "/plan/",
        "/metodologia/",
    ]
    for path in pages + [f"/en{path}" for path in pages]:
        walk.go(path)
        walk.look("managers" + path.replace("/", "-").rstrip("-"))
    walk.go("/desarrollo/graficos/")
    walk.look("chart-gallery")
    assert not walk.wrong, "\n".join(walk.wrong)


@READ_ONLY
def test_reporters_pages_are_sound_in_english_and_for_every_kind(walk: Walk) -> None:
    walk.enter("marina")
    walk.go("/en/registro/")
    walk.look("tasks-en")
    tasks = walk.page.url
    links = walk.page.get_by_role("main").locator("ul.tasks a").all()
    for path in [link.get_attribute("href") or "" for link in links]:
        walk.go(path)
        walk.look("entry-en-" + path.rstrip("/").split("/")[-1])
    assert "/en/registro/" in tasks
    assert not walk.wrong, "\n".join(walk.wrong)


@READ_ONLY
def test_what_surrounds_reporting_is_sound(walk: Walk) -> None:
    walk.enter("ejercito")
    walk.follow_menu("Mis tareas")
    tasks = walk.page.url.removeprefix(walk.address)
    walk.go("/propuestas/")
    walk.follow(re.compile(r"PC-\d{4}-\d{4}"))
    proposal = walk.page.url.removeprefix(walk.address)
    pages = {
        "entry-warning": f"{tasks}PREV-2.1.1/",
        "spreadsheet": f"{tasks}excel/",
        "handover": f"{tasks}relevo/",
        "extensions": "/ampliaciones/",
        "calendar": "/mi-calendario/",
        "help": "/ayuda/",
        "receipts": "/constancias/",
        "notifications": "/avisos/",
        "mail-choice": "/avisos/correo/",
        "proposals": "/propuestas/",
        "proposal": proposal,
    }
    for name, path in pages.items():
        walk.go(path)
        walk.look(name)
        walk.go(f"/en{path}")
        walk.look(f"{name}-en")
    assert not walk.wrong, "\n".join(walk.wrong)


@READ_ONLY
def test_the_committee_reads_its_review_and_links_what_the_plan_does_not(walk: Walk) -> None:
    walk.enter("secretaria")
    walk.go("/comite/revision/")
    walk.look("review-agenda")
    walk.follow(re.compile("personal que asiste"))
    walk.follow("Redactar línea de base y metas")
    walk.look("review-targets")
    walk.follow("Qué efecto tendría")
    walk.look("review-effect")
    walk.go("/plan/diagnostico/")
    walk.look("diagnosis")
    walk.go("/plan/alineamiento/editar/")
    for objective, action in (("OG-1", "PART-1.1"), ("OG-2", "PREV-1.1"), ("OG-2", "PREV-1.2"), ("OG-4", "PART-1.2")):
        walk.page.locator(f"main [name=link][value='{objective}|{action}']").check()
    walk.page.locator("main [name=reason]").fill("Ejemplo: así lo ve el Comité de la demostración.")
    walk.look("alignment-edit")
    walk.press("Guardar el alineamiento")
    walk.look("alignment")
    walk.go("/cambios/")
    walk.look("change-log")
    assert not walk.wrong, "\n".join(walk.wrong)
