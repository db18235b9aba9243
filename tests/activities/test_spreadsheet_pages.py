"""The pages of the spreadsheet of activities: who gets where, what is said, and that what was shown is what is saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from activities.exchange.template import template_of
from activities.models import Activity, ActivityUpload, PlanningRound, YearPlan
from institutions.models import Role
from tests.activities.filling import NEW, fill
from tests.cast import make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import make_activity, make_person, make_plan, make_round, make_year_plan

NOW, LATER = "2026-12-01T12:00:00-05:00", "2026-12-01T14:00:00-05:00"
PLACE = {"year": 2027, "institution": "EP"}
PAGE, PREVIEW, FILE = (reverse(f"activity_{name}", kwargs=PLACE) for name in ("spreadsheet", "preview", "template"))
pytestmark = [pytest.mark.django_db]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker), time_machine.travel(NOW, tick=False):
        cast, plan = make_cast(), make_plan()
        opened = make_round(plan, 2027, opened_at="2026-11-20T09:00:00-05:00", due_at="2026-12-16T00:00:00-05:00")
        opened.refresh_from_db()
        army = make_year_plan(opened, cast.army)
        make_activity(army)
        make_activity(army, title="Segunda")
        yield {"cast": cast, "army": army}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def browser(world: dict[str, Any], signed_in: SignIn) -> Client:
    return signed_in(world["cast"].reporter)


def upload(browser: Client, data: bytes) -> Any:
    return browser.post(PAGE, {"file": SimpleUploadedFile("hoja.xlsx", data)})


def digest_on(response: Any) -> str:
    return str(response.content.decode().split('name="digest" value="')[1].split('"')[0])


def changed(world: dict[str, Any]) -> bytes:
    return fill(template_of(world["army"]), {0: {"title": "Otro título"}, 2: NEW}, cleared=(1,))


def test_what_the_preview_shows_is_what_is_saved(world: dict[str, Any], browser: Client) -> None:
    assert upload(browser, changed(world)).url == PREVIEW
    shown = browser.get(PREVIEW)
    page = shown.content.decode()
    for words in (
        "Todavía no se ha guardado nada",
        "Otro título",
        "Capacitar a instructores",
        "Sin fila en el archivo",
    ):
        assert words in page
    assert Activity.objects.count() == 2
    saved = browser.post(PREVIEW, {"action": "save", "digest": digest_on(shown), "out": ["EP-2027-02"]}, follow=True)
    assert "1 actividad agregada, 1 cambiada y 1 retirada" in saved.content.decode()
    assert list(Activity.objects.order_by("ordinal").values_list("code", "title")) == [
        ("EP-2027-01", "Otro título"),
        ("EP-2027-03", "Capacitar a instructores"),
    ]
    assert not ActivityUpload.objects.exists()


def test_what_changed_since_the_preview_is_refused_and_shown_anew(world: dict[str, Any], browser: Client) -> None:
    upload(browser, changed(world))
    digest = digest_on(browser.get(PREVIEW))
    Activity.objects.filter(code="EP-2027-01").update(title="De la web", version=2)
    answer = browser.post(PREVIEW, {"action": "save", "digest": digest, "out": ["EP-2027-02"]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "De la web" in page
    assert 'value="EP-2027-02" checked' in page
    assert Activity.objects.count() == 2


def test_giving_up_saves_nothing_and_forgets_the_file(world: dict[str, Any], browser: Client) -> None:
    upload(browser, changed(world))
    assert browser.post(PREVIEW, {"action": "discard"}).url == PAGE
    assert not ActivityUpload.objects.exists()
    assert browser.get(PREVIEW).url == PAGE
    assert Activity.objects.count() == 2


def test_a_preview_is_kept_for_two_hours_and_for_its_person(
    world: dict[str, Any], browser: Client, signed_in: SignIn
) -> None:
    upload(browser, changed(world))
    other = signed_in(make_person(Role.REPORTER, world["cast"].army, email="otra@example.pe"))
    assert other.get(PREVIEW).url == PAGE
    with time_machine.travel(LATER, tick=False):
        assert signed_in(world["cast"].reporter).get(PREVIEW).url == PAGE


def test_who_has_a_file_waiting_is_told(world: dict[str, Any], browser: Client) -> None:
    upload(browser, changed(world))
    assert "«hoja.xlsx» espera" in browser.get(PAGE).content.decode()


REFUSED = {
    "nothing": (b"", "El archivo está vacío"),
    "a text": (b"codigo;accion", "No es una hoja de cálculo"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel antiguo"),
    "damaged": (b"PK\x03\x04" + b"\0" * 40, "está dañado"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_beside_its_box(browser: Client, name: str) -> None:
    data, words = REFUSED[name]
    answer = upload(browser, data)
    assert words in answer.content.decode()
    assert not ActivityUpload.objects.exists()


def test_the_template_of_another_year_is_refused_in_words(world: dict[str, Any], browser: Client) -> None:
    other = make_year_plan(
        make_round(world["army"].round.plan, 2028, opened_at=world["army"].round.opened_at), world["cast"].army
    )
    answer = upload(browser, template_of(other))
    assert "Esta plantilla es de EP 2028 y esta página es de EP 2027" in answer.content.decode()


ROLES = {
    "reporter": (200, 200, 302),
    "approver": (200, 403, 403),
    "outsider": (404, 404, 404),
    "member": (404, 404, 404),
    "secretary": (404, 404, 404),
    "observer": (404, 404, 404),
    "administrator": (403, 403, 403),
}


@pytest.mark.parametrize("role", ROLES)
def test_who_gets_to_the_spreadsheet_of_a_draft(world: dict[str, Any], signed_in: SignIn, role: str) -> None:
    browser = signed_in(getattr(world["cast"], role))
    codes = (browser.get(PAGE).status_code, browser.post(PAGE).status_code, browser.get(PREVIEW).status_code)
    assert codes == ROLES[role]


def test_the_committee_reads_what_was_sent_but_has_no_use_for_its_spreadsheet(
    world: dict[str, Any], signed_in: SignIn
) -> None:
    make_activity(make_year_plan(world["army"].round, world["cast"].navy, "submitted"))
    place = reverse("activity_spreadsheet", args=(2027, "MGP"))
    assert signed_in(world["cast"].secretary).get(place).status_code == 403


@pytest.mark.parametrize("state", ["handed over", "consolidated"])
def test_what_can_no_longer_be_written_is_not_offered(world: dict[str, Any], browser: Client, state: str) -> None:
    upload(browser, changed(world))
    digest = digest_on(browser.get(PREVIEW))
    if state == "consolidated":
        PlanningRound.objects.update(state="consolidated")
    else:
        YearPlan.objects.update(status="prepared", prepared_at=NOW, prepared_by=world["cast"].reporter)
    page = browser.get(PAGE).content.decode()
    assert "Se puede leer, no cambiar" in page
    assert FILE not in page
    assert browser.get(FILE).url == PAGE
    assert upload(browser, changed(world)).status_code == 409
    assert browser.post(PREVIEW, {"action": "save", "digest": digest}).status_code == 409
    assert Activity.objects.count() == 2


def test_the_template_is_a_file_to_save(browser: Client) -> None:
    answer = browser.get(FILE)
    assert answer["Content-Disposition"] == 'attachment; filename="seguimiento-1325_2027_EP.xlsx"'
    assert answer.content[:2] == b"PK"
