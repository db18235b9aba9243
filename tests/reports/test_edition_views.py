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
from reports.issuing import issue
from reports.models import ReportEdition
from tests.cast import Cast
from tests.factories import make_measurement, make_period, make_person, make_plan
from tests.reports.report_world import CLOSED, HOSTILE, World, make_world, tampered

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
    found = re.search(r'<article class="report">.*</article>', body(response), re.DOTALL)
    assert found
    return found.group()


def form_of(world: World, number: int | str = 1, **changes: str) -> dict[str, str]:
    return {"semestre": world.period.code, "number": str(number), "confirmed": "on"} | changes


# --- The list ---


@pytest.mark.parametrize("name", OVERSEERS)
def test_the_committee_and_who_oversees_it_read_the_editions(
    cast: Cast, world: World, signed_in: SignIn, name: str
) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    client = signed_in(cast.people()[name])
    for url in addresses(world):
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("name", ["reporter", "approver", "outsider", "outside_approver"])
def test_institutions_do_not_read_each_other_in_an_edition(
    cast: Cast, world: World, signed_in: SignIn, name: str
) -> None:
    """What the indicator pages hide from them is not in the report either; the list says why."""
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    person = cast.people()[name]
    client = signed_in(person)
    assert [client.get(url).status_code for url in addresses(world)] == [200, 403, 403, 403, 403]
    assert not ReportEdition.objects.visible_to(person).exists()
    page = body(client.get("/informes/"))
    assert "Uso interno del Comité" in page
    assert "edición 1" not in page
    assert 'href="/informes/"' not in body(client.get("/inicio/"))
    assert 'href="/informes/"' in body(signed_in(cast.observer).get("/inicio/"))


def addresses(world: World) -> list[str]:
    one = [world.period.code, 1]
    return [
        reverse("edition_list"),
        reverse("edition", args=one),
        reverse("edition_pdf", args=[*one, "es"]),
        reverse("edition_pdf", args=[*one, "en"]),
        reverse("edition_data", args=one),
    ]


def test_person_without_a_post_reads_nothing(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    client = signed_in(make_person(None))
    assert [client.get(url).status_code for url in addresses(world)] == [403] * 5


def test_anonymous_is_asked_to_sign_in(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    for url in [*addresses(world), reverse("edition_preview")]:
        assert signed_in(None).get(url).status_code == 302


def test_list_without_editions_says_so_and_offers_to_issue_only_to_the_secretary(
    cast: Cast, world: World, signed_in: SignIn
) -> None:
    for_secretary = body(signed_in(cast.secretary).get("/informes/"))
    for_member = body(signed_in(cast.member).get("/informes/"))
    assert "Aún no se ha emitido ningún informe." in for_secretary
    assert "Emitir informe" in for_secretary
    assert "Emitir informe" not in for_member


def test_unknown_edition_semester_or_file_is_not_found(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    client = signed_in(cast.secretary)
    for url in (
        "/informes/2026-I/2/",
        "/informes/2099-I/1/",
        "/informes/2026-I/1/informe-fr.pdf",
        "/informes/nuevo/?semestre=2099-I",
    ):
        assert client.get(url).status_code == 404


# --- Preview and issuing ---


@pytest.mark.parametrize("name", ["reporter", "approver", *(name for name in OVERSEERS if name != "secretary")])
def test_only_the_secretary_previews_and_issues(cast: Cast, world: World, signed_in: SignIn, name: str) -> None:
    client = signed_in(cast.people()[name])
    assert client.get("/informes/nuevo/").status_code == 403
    assert client.post("/informes/emitir/", form_of(world)).status_code == 403
    assert not ReportEdition.objects.exists()


def test_preview_shows_the_report_and_what_is_missing(cast: Cast, world: World, signed_in: SignIn) -> None:
    page = body(signed_in(cast.secretary).get("/informes/nuevo/?semestre=2026-I"))
    assert "Vista previa, no emitida" in page
    assert "1 reporte no llegó; el informe lo dirá." in page
    assert "1 respuesta enviada aún no está validada; no contará." in page
    assert not ReportEdition.objects.exists()


def test_semester_that_has_not_begun_cannot_be_previewed(cast: Cast, world: World, signed_in: SignIn) -> None:
    later = timezone.now() + dt.timedelta(days=200)
    make_period(
        world.plan,
        "2030-I",
        opens_at=later,
        due_at=later + dt.timedelta(days=1),
        closes_at=later + dt.timedelta(days=2),
    )
    assert signed_in(cast.secretary).get("/informes/nuevo/?semestre=2030-I").status_code == 404


def test_issuing_needs_the_confirmation(cast: Cast, world: World, signed_in: SignIn) -> None:
    form = form_of(world)
    del form["confirmed"]
    response = signed_in(cast.secretary).post("/informes/emitir/", form)
    assert response.status_code == 200
    assert "Confirme que ha leído la vista previa." in body(response)
    assert "<title>Error:" in body(response)
    assert not ReportEdition.objects.exists()


def test_issuing_freezes_and_leads_to_the_edition(cast: Cast, world: World, signed_in: SignIn) -> None:
    response = signed_in(cast.secretary).post("/informes/emitir/", form_of(world), follow=True)
    assert response.redirect_chain == [("/informes/2026-I/1/", 302)]
    page = body(response)
    assert "La edición 1 se emitió." in page
    assert ReportEdition.objects.get().sha256 in page


def test_double_click_issues_once_and_leads_to_the_same_edition(cast: Cast, world: World, signed_in: SignIn) -> None:
    client = signed_in(cast.secretary)
    answers = [client.post("/informes/emitir/", form_of(world)) for _click in range(2)]
    assert [answer["Location"] for answer in answers] == ["/informes/2026-I/1/"] * 2
    assert ReportEdition.objects.count() == 1


def test_reading_the_form_again_issues_the_next_edition(cast: Cast, world: World, signed_in: SignIn) -> None:
    client = signed_in(cast.secretary)
    client.post("/informes/emitir/", form_of(world))
    assert 'name="number" value="2"' in body(client.get("/informes/nuevo/?semestre=2026-I"))
    client.post("/informes/emitir/", form_of(world, 2))
    old = body(client.get("/informes/2026-I/1/"))
    assert "Esta edición fue reemplazada" in old
    assert "/informes/2026-I/2/" in old
    assert "Reemplazada por la edición 2." in body(client.get("/informes/"))
    assert "reemplaza a la N.° 1" in body(client.get("/informes/2026-I/2/"))


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "99999999999999999999"])
def test_number_that_is_none_issues_nothing(cast: Cast, world: World, signed_in: SignIn, number: str) -> None:
    assert signed_in(cast.secretary).post("/informes/emitir/", form_of(world, number=number)).status_code == 200
    assert not ReportEdition.objects.exists()


def test_issuing_is_a_post(cast: Cast, world: World, signed_in: SignIn) -> None:
    assert signed_in(cast.secretary).get("/informes/emitir/").status_code == 405


# --- The edition ---


def test_page_says_what_is_partial_late_waiting_and_missing(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/2026-I/1/"))
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
    urls = addresses(world)[2:]
    pages = ("/informes/2026-I/1/", "/en/informes/2026-I/1/")
    before = [article(client.get(url)) for url in pages] + [body_bytes(client, url) for url in urls]
    Measurement.objects.filter(status="submitted").delete()
    world.trained.__class__.objects.update(name_es="Otro", name_en="Other")
    type(world.plan).objects.update(title_es="Otro", title_en="Other")
    type(world.army).objects.update(name_es="Otra", short_name_es="O")
    assert before == [article(client.get(url)) for url in pages] + [body_bytes(client, url) for url in urls]
    assert json.loads(body_bytes(client, urls[-1])) == edition.content


def body_bytes(client: Client, url: str) -> bytes:
    return client.get(url).content


def test_files_are_sent_as_they_were_stored_and_harmless(cast: Cast, world: World, signed_in: SignIn) -> None:
    edition = issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    response = signed_in(cast.observer).get("/informes/2026-I/1/informe-es.pdf")
    stored = edition.files.get(format="pdf", language="es").stored_file
    assert response.content == open_verified(stored)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="informe-2026-I-1-es.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_tampered_snapshot_is_never_shown(cast: Cast, world: World, signed_in: SignIn) -> None:
    tampered(issue(world.plan, world.period, by=cast.secretary, at=CLOSED))
    client = signed_in(cast.member)
    client.raise_request_exception = False
    response = client.get("/informes/2026-I/1/")
    assert response.status_code == 500
    assert "45" not in re.sub(r"<[^>]+>", "", body(response))


def test_page_is_whole_in_english(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/en/informes/2026-I/1/"))
    assert "Compliance report 2026\u00a0H1" in page
    assert "4 of the 5 reports expected were received; 3 on time and 1 late." in page
    assert "Test plan" in page


def test_without_targets_nothing_is_red_and_nothing_is_a_percentage_of_a_target(
    cast: Cast, world: World, signed_in: SignIn
) -> None:
    world.hours.series.get().targets.all().delete()
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/2026-I/1/"))
    for sign in ("status-off_track", "status-at_risk", "status-on_track", "tone-off", "de la meta a", "NaN", "None"):
        assert sign not in page
    assert "El plan no fija metas y no se ha aprobado ninguna" in page


def test_target_is_judged_and_the_partial_figure_says_so(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/2026-I/1/"))
    assert "status-off_track" in page
    assert "50,0\u00a0% de la meta a 2026-I (20)" in page
    assert "El estado se lee sobre una cifra parcial" in page


def test_semester_with_nothing_validated_is_reported_honestly(cast: Cast, world: World, signed_in: SignIn) -> None:
    Measurement.objects.filter(period=world.period).delete()
    make_measurement(world.hours, world.navy, world.period, value=5, status="submitted")
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/2026-I/1/"))
    assert "0 de los 4 indicadores tienen una cifra validada." in page
    assert "Sin cifra validada para 2026-I. Enviado, sin validar: MGP. No llegó: EP." in page


def test_real_plan_with_nobody_committed_is_reported_honestly(cast: Cast, real_plan: None, signed_in: SignIn) -> None:
    plan = make_plan("PE-MINDEF-1325-2021")
    issue(plan, plan.periods.get(code="2025-II"), by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/2025-II/1/"))
    assert "Ninguna institución estaba comprometida a reportar en este semestre" in page
    assert page.count("Pendiente de asignación por el Comité: ninguna institución") == 21
    assert "traducción de trabajo" in page
    assert "ARC DP160100212" in page
    assert "status-off_track" not in page


def test_what_a_person_wrote_is_only_text(cast: Cast, world: World, signed_in: SignIn) -> None:
    type(world.army).objects.filter(pk=world.army.pk).update(short_name_es=HOSTILE, name_es=HOSTILE)
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    page = article(signed_in(cast.member).get("/informes/2026-I/1/"))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_demonstration_stands_on_the_report(cast: Cast, world: World, signed_in: SignIn) -> None:
    type(world.plan).objects.update(is_demonstration=True)
    world.plan.refresh_from_db()
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    assert "Uso interno · Datos de demostración" in article(signed_in(cast.member).get("/informes/2026-I/1/"))


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
