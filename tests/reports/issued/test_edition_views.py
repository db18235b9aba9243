"""The pages of the reports: who reads, who issues, what a second click does, and what never changes."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents.storing import open_verified
from institutions.models import User
from measurements.models import Measurement
from reports.models import ReportEdition
from reports.models.edition import CODE, edition_code
from tests.cast import Cast
from tests.factories import make_measurement, make_person, make_plan
from tests.factories.reports import issue
from tests.reports.read_back.files import report_on
from tests.reports.worlds.report import CLOSED, HOSTILE, World, make_world, tampered

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]
OVERSEERS = ("member", "secretary", "alternate", "observer", "administrator")


@pytest.fixture
def world(db: None) -> World:
    """Its semester has begun, whatever the day the tests run."""
    made = make_world()
    opened = min(made.period.opens_at, timezone.now() - dt.timedelta(days=1))
    type(made.period).objects.filter(pk=made.period.pk).update(opens_at=opened)
    made.period.refresh_from_db()
    return made


def body(response: Any) -> str:
    return str(response.content.decode())


def article(response: Any) -> str:
    """The report itself, without the frame of the page."""
    return report_on(body(response))


def test_the_digest_that_the_minutes_name_stands_on_the_page_and_in_the_report(
    cast: Cast, world: World, signed_in: SignIn
) -> None:
    """It is not the edition's own: number, post and act came later."""
    edition = issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    adopted = edition.draft.point.digest
    assert adopted != edition.sha256
    page = signed_in(cast.member).get(f"/informes/{edition.code}/")
    assert adopted in article(page)
    assert body(page).count(adopted) > article(page).count(adopted)


def test_page_says_which_report_it_is_then_its_files_then_its_text(cast: Cast, world: World, signed_in: SignIn) -> None:
    """So they stand in the page, and so a keyboard and a screen reader come to them, at any width."""
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = body(signed_in(cast.member).get("/informes/IC-2026-0001/"))
    places = [
        page.index(mark) for mark in ("<h1>", "<dt>Edición</dt>", "<aside", 'id="report-contents"', 'id="summary"')
    ]
    assert places == sorted(places)


def test_an_edition_has_one_address(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    client = signed_in(cast.secretary)
    ways = ("", "retirar/", "vigencia/", "archivos/IC-2026-0001-informe-es.pdf")
    assert {client.get(f"/informes/IC-2026-0001/{way}").status_code for way in ways} == {200}
    for code in ("IC-2026-00001", "IC-2026-1", "IC-2026-000001", "ic-2026-0001", "IC-02026-0001"):
        assert {client.get(f"/informes/{code}/{way}").status_code for way in ways} == {404}, code


@pytest.mark.parametrize("serial", [1, 9999, 10_000, 32_767])
def test_every_code_that_is_given_is_read(serial: int) -> None:
    cited = CODE.fullmatch(edition_code(2026, serial))
    assert cited is not None
    assert (int(cited[1]), int(cited[2])) == (2026, serial)


def test_each_section_is_reached_from_the_contents_and_leads_back_to_them(
    cast: Cast, world: World, signed_in: SignIn
) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = body(signed_in(cast.member).get("/informes/IC-2026-0001/"))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"', page)
    assert set(targets) <= set(ids)
    sections = re.findall(r'<section aria-labelledby="([^"]+)">\s*<h2', page)
    contents = re.search(r'<nav class="report-contents".*?</nav>', page, re.DOTALL)
    assert contents
    assert re.findall(r'href="#([^"]+)"', contents.group()) == sections
    assert len(sections) == targets.count("report-contents") > 10


# --- The list ---


@pytest.mark.parametrize("name", OVERSEERS)
def test_the_committee_and_who_oversees_it_read_the_editions(
    cast: Cast, world: World, signed_in: SignIn, name: str
) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    client = signed_in(cast.people()[name])
    for url in addresses():
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("name", ["reporter", "approver", "outsider", "outside_approver"])
def test_institutions_do_not_read_each_other_in_an_edition(
    cast: Cast, world: World, signed_in: SignIn, name: str
) -> None:
    """What the indicator pages hide from them is not in the report either; the list says why."""
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    person = cast.people()[name]
    client = signed_in(person)
    first, *others = (client.get(url).status_code for url in addresses())
    assert (first, set(others)) == (200, {404})
    assert not ReportEdition.objects.visible_to(person).exists()
    page = body(client.get("/informes/"))
    assert "Los informes del Comité son de su uso interno" in page
    assert "edición 1" not in page
    assert 'href="/informes/"' not in menu(client.get("/inicio/"))
    assert 'href="/informes/"' in menu(signed_in(cast.observer).get("/inicio/"))


def menu(response: Any) -> str:
    found = re.search(r"<nav[^>]*main-nav.*?</nav>", body(response), re.DOTALL)
    assert found
    return found.group()


def addresses() -> list[str]:
    one = ReportEdition.objects.get()
    names = one.files.values_list("stored_file__name", flat=True)
    return [
        reverse("edition_list"),
        reverse("edition", args=[one.code]),
        *(reverse("edition_file", args=[one.code, name]) for name in names),
    ]


def test_person_without_a_post_reads_nothing(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    client = signed_in(make_person(None))
    first, *others = (client.get(url).status_code for url in addresses())
    assert (first, set(others)) == (403, {404})


def test_anonymous_is_asked_to_sign_in(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    for url in addresses():
        assert signed_in(None).get(url).status_code == 302


def test_list_without_editions_says_so(cast: Cast, world: World, signed_in: SignIn) -> None:
    assert "Aún no se ha emitido ningún informe." in body(signed_in(cast.member).get("/informes/"))


def test_unknown_edition_semester_or_file_is_not_found(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    client = signed_in(cast.secretary)
    for url in (
        "/informes/IC-2026-0002/",
        "/informes/IC-2026-1/",
        "/informes/2099-I/1/",
        "/informes/IC-2026-0001/archivos/IC-2026-0001-informe-fr.pdf",
    ):
        assert client.get(url).status_code == 404


# --- The edition ---


def test_page_says_what_is_partial_late_waiting_and_missing(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/IC-2026-0001/"))
    for words in (
        "Uso interno",
        "De los 5 reportes esperados se recibieron 4: 3 a tiempo y 1 fuera de plazo.",
        "1 reporte no llegó.",
        "1 respuesta enviada aún no está validada y no cuenta en las cifras.",
        "Parcial: 1 de 2 instituciones",
        "Pendiente de asignación por el Comité",
        "Sin meta aprobada",
        "Enviado, sin validar",
    ):
        assert words in page, words


def test_page_and_files_stay_the_same_whatever_happens_later(cast: Cast, world: World, signed_in: SignIn) -> None:
    edition = issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    client = signed_in(cast.member)
    urls = addresses()[2:]
    pages = ("/informes/IC-2026-0001/", "/en/informes/IC-2026-0001/")
    before = [article(client.get(url)) for url in pages] + [body_bytes(client, url) for url in urls]
    Measurement.objects.filter(status="submitted").delete()
    world.trained.__class__.objects.update(name_es="Otro", name_en="Other")
    type(world.plan).objects.update(title_es="Otro", title_en="Other")
    type(world.army).objects.update(name_es="Otra", short_name_es="O")
    assert before == [article(client.get(url)) for url in pages] + [body_bytes(client, url) for url in urls]
    assert json.loads(body_bytes(client, next(url for url in urls if url.endswith(".json")))) == edition.content


def body_bytes(client: Client, url: str) -> bytes:
    return client.get(url).content


def test_files_are_sent_as_they_were_stored_and_harmless(cast: Cast, world: World, signed_in: SignIn) -> None:
    edition = issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    name = "IC-2026-0001-informe-es.pdf"
    response = signed_in(cast.observer).get(reverse("edition_file", args=[edition.code, name]))
    stored = edition.files.get(part="report", format="pdf", language="es").stored_file
    assert response.content == open_verified(stored)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="IC-2026-0001-informe-es.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_files_stand_as_people_read_them_and_data_last_of_its_part(cast: Cast, world: World, signed_in: SignIn) -> None:
    edition = issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = body(signed_in(cast.member).get(reverse("edition", args=[edition.code])))
    names = re.findall(r'/archivos/IC-2026-0001-([^"]+)"', page)
    report = [f"informe-{code}.{kind}" for code in ("es", "en") for kind in ("pdf", "docx", "xlsx")]
    assert names[:8] == [*report, "informe.json", "resumen-es.pdf"]


def test_tampered_snapshot_is_never_shown(cast: Cast, world: World, signed_in: SignIn) -> None:
    tampered(issue(world.plan, world.period, by=cast.secretary, at=CLOSED))
    client = signed_in(cast.member)
    client.raise_request_exception = False
    response = client.get("/informes/IC-2026-0001/")
    assert response.status_code == 500
    assert "45" not in re.sub(r"<[^>]+>", "", body(response))


def test_page_is_whole_in_english(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/en/informes/2026-I/1/", follow=True))
    assert "Compliance report 2026\u00a0H1" in page
    assert "4 of the 5 reports expected were received; 3 on time and 1 late." in page
    assert "Test plan" in page


def test_without_targets_nothing_is_red_and_nothing_is_a_percentage_of_a_target(
    cast: Cast, world: World, signed_in: SignIn
) -> None:
    world.hours.series.get().targets.all().delete()
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/IC-2026-0001/"))
    for sign in ("status-off_track", "status-at_risk", "status-on_track", "tone-off", "de la meta a", "NaN", "None"):
        assert sign not in page
    assert "El plan no fija metas y no se ha aprobado ninguna" in page


def test_target_is_judged_and_the_partial_figure_says_so(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/IC-2026-0001/"))
    assert "status-off_track" in page
    assert "50,0\u00a0% de la meta a 2026-I (20)" in page
    assert "El estado se lee sobre una cifra parcial" in page


def test_semester_with_nothing_validated_is_reported_honestly(cast: Cast, world: World, signed_in: SignIn) -> None:
    Measurement.objects.filter(period=world.period).delete()
    make_measurement(world.hours, world.navy, world.period, value=5, status="submitted")
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/IC-2026-0001/"))
    assert "0 de los 4 indicadores tienen una cifra validada." in page
    assert "Sin cifra validada para 2026-I. Enviado, sin validar: MGP. No llegó: EP." in page


def test_real_plan_with_nobody_committed_is_reported_honestly(cast: Cast, real_plan: None, signed_in: SignIn) -> None:
    plan = make_plan("PE-MINDEF-1325-2021")
    issue(plan, plan.periods.get(code="2025-II"), by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/2025-II/1/", follow=True))
    assert "Ninguna institución estaba comprometida a reportar en este semestre" in page
    assert page.count("Pendiente de asignación por el Comité: ninguna institución") == 21
    assert "traducción de trabajo" in page
    assert "ARC DP160100212" in page
    assert "status-off_track" not in page


def test_what_a_person_wrote_is_only_text(cast: Cast, world: World, signed_in: SignIn) -> None:
    type(world.army).objects.filter(pk=world.army.pk).update(short_name_es=HOSTILE, name_es=HOSTILE)
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/IC-2026-0001/"))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_demonstration_stands_on_the_report(cast: Cast, world: World, signed_in: SignIn) -> None:
    type(world.plan).objects.update(is_demonstration=True)
    world.plan.refresh_from_db()
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    assert "Uso interno · Datos de demostración" in article(signed_in(cast.member).get("/informes/IC-2026-0001/"))


def test_list_takes_the_same_queries_with_one_edition_and_with_many(
    cast: Cast, world: World, signed_in: SignIn
) -> None:
    client = signed_in(cast.member)
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    client.get("/informes/")
    with CaptureQueriesContext(connection) as few:
        client.get("/informes/")
    for _n in range(4):
        issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    with CaptureQueriesContext(connection) as many:
        client.get("/informes/")
    assert len(many) == len(few)
