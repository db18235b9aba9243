"""The receipt: in the words of its moment, as page and as PDF, told to those whom it concerns, and found again in its list."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents import append_only
from indicators.models import ActionPlan, IndicatorRevision
from institutions.models import Appointment, Institution, Role, User
from measurements.models import Measurement, MeasurementEvent, Receipt
from measurements.receipts.pdf import receipt_pdf
from measurements.receipts.receipts import printed
from measurements.workflow import steps as workflow
from notifications.delivering import deliver
from notifications.models import Notification
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_period, make_person
from tests.measurements.worlds.walk import HOUR, World, counted, make_world

RECEIPT = "/constancias/2026-I-EP-0001/"


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-07-01T02:00:00-05:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def approver(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.cast.approver)


# --- Frozen -------------------------------------------------------------------------------------------------------


def rename_everything(world: World) -> None:
    IndicatorRevision.objects.update(name_es="Otro nombre", name_en="Another name", unit_es="cosas", unit_en="things")
    Institution.objects.filter(pk=world.cast.army.pk).update(name_es="Otra institución", name_en="Another")
    User.objects.filter(pk=world.cast.approver.pk).update(name="Otra persona")
    Appointment.objects.filter(user=world.cast.approver).update(post_title="Otro cargo")
    ActionPlan.objects.update(title_es="Otro plan", title_en="Another plan", is_demonstration=True)
    Measurement.objects.update(narrative_language="en")


@pytest.mark.parametrize("language", ["es", "en"])
def test_whatever_is_renamed_later_the_receipt_prints_what_was_sent(world: World, language: str) -> None:
    receipt = world.send(world.prepared(0, value=1240), world.prepared(1, value=0))
    before, file = printed(receipt, language), receipt_pdf(printed(receipt, language))
    rename_everything(world)
    receipt = Receipt.objects.get()
    assert printed(receipt, language) == before
    assert receipt_pdf(printed(receipt, language)) == file


def test_the_digest_covers_what_is_printed(world: World) -> None:
    """Two sendings that differ in a name alone do not have the same digest."""
    receipt = world.send(world.prepared(0))
    for table in ("receipt", "receiptline", "measurementevent"):
        append_only.remove(connection, f"measurements_{table}")
    receipt.lines.all().delete()
    receipt.delete()
    MeasurementEvent.objects.all().delete()
    Measurement.objects.all().delete()
    IndicatorRevision.objects.update(name_es="Otro nombre")
    assert world.send(world.prepared(0)).digest != receipt.digest


def test_it_carries_what_the_sender_declared_in_both_languages(world: World, approver: Client) -> None:
    receipt = world.send(world.prepared(0))
    world.cast.army.name = "Otro nombre"
    world.cast.army.save()
    spanish, english = printed(receipt, "es").declaration, printed(receipt, "en").declaration
    assert spanish.startswith(f"Yo, {world.cast.approver.name} (")
    assert english.startswith(f"I, {world.cast.approver.name}, ")
    assert "Otro nombre" not in spanish + english
    assert spanish in html.unescape(approver.get(f"/constancias/{receipt.number}/").text)


def test_a_receipt_that_kept_no_declaration_prints_none(world: World) -> None:
    receipt = world.send(world.prepared(0))
    words = receipt.printed
    for language in ("es", "en"):
        del words[language]["declaration"]
    append_only.remove(connection, "measurements_receipt")
    Receipt.objects.update(printed=words)
    shown = printed(Receipt.objects.get(), "es")
    assert shown.declaration == ""
    assert receipt_pdf(shown).startswith(b"%PDF")


def test_an_older_receipt_that_kept_no_words_prints_those_of_today(world: World) -> None:
    receipt = world.send(world.prepared(0, value=1240))
    append_only.remove(connection, "measurements_receipt")
    Receipt.objects.update(printed={})
    IndicatorRevision.objects.update(name_es="Otro nombre")
    shown = printed(Receipt.objects.get(), "es")
    assert (shown.lines[0].name, shown.lines[0].figure) == ("Otro nombre", "1\u00a0240")
    assert (shown.digest, shown.sender) == (receipt.digest, world.cast.approver.name)


def test_figures_reasons_and_late_marks_are_each_lines_own(world: World) -> None:
    content = workflow.Content(answer="not_available", reason="Llega en agosto.")
    without = workflow.save_draft(world.task(1), content, version=0, by=world.cast.reporter, at=world.open)
    without = workflow.prepare(without, version=without.version, by=world.cast.reporter, at=world.open)
    first = printed(world.send(world.prepared(0, value=0), without), "es")
    late = printed(world.send(world.prepared(2), at=world.late), "es")
    assert [(line.figure, line.reason, line.is_late) for line in first.lines] == [
        ("0", "", False),
        ("No disponible", "Llega en agosto.", False),
    ]
    assert [line.is_late for line in late.lines] == [True]


# --- PDF ----------------------------------------------------------------------------------------------------------


def test_the_file_is_an_accessible_pdf_with_the_same_bytes_each_time(world: World, approver: Client) -> None:
    world.send(world.prepared(0))
    answers = [approver.get(f"{RECEIPT}constancia-es.pdf") for _time in range(2)]
    assert answers[0].headers["Content-Type"] == "application/pdf"
    assert answers[0].headers["Content-Disposition"] == 'attachment; filename="constancia-2026-I-EP-0001.pdf"'
    assert answers[0].content == answers[1].content
    assert b"pdfuaid:part" in answers[0].content
    assert re.search(rb"/Lang ?\(es-PE\)", answers[0].content)


def test_each_language_has_its_file_and_there_is_no_third(world: World, approver: Client) -> None:
    world.send(world.prepared(0))
    english = approver.get(f"{RECEIPT}constancia-en.pdf")
    assert 'filename="receipt-2026-I-EP-0001.pdf"' in english.headers["Content-Disposition"]
    assert english.content != approver.get(f"{RECEIPT}constancia-es.pdf").content
    assert approver.get(f"{RECEIPT}constancia-fr.pdf").status_code == 404


def test_a_long_receipt_with_what_people_write_is_typeset(world: World) -> None:
    narrative = "Línea 1\n\n#set text(red) $x$ \\ *negrita* 😀\n" + "palabra " * 120
    draft = workflow.save_draft(world.task(0), counted(3, narrative), version=0, by=world.cast.reporter, at=world.open)
    draft = workflow.prepare(draft, version=draft.version, by=world.cast.reporter, at=world.open)
    assert receipt_pdf(printed(world.send(draft), "es")).startswith(b"%PDF")


def test_the_page_offers_both_files_and_promises_no_mail(world: World, approver: Client) -> None:
    world.send(world.prepared(0))
    page = approver.get(RECEIPT).text
    assert f'href="{RECEIPT}constancia-es.pdf"' in page
    assert f'href="{RECEIPT}constancia-en.pdf"' in page
    assert "Si no llega, descárguela aquí" in page


# --- Told ---------------------------------------------------------------------------------------------------------


def told(world: World) -> dict[str, Notification]:
    return {each.user.email: each for each in Notification.objects.select_related("user")}


def test_sender_reporters_and_approvers_receive_it_each_in_their_language(world: World) -> None:
    User.objects.filter(pk=world.cast.reporter.pk).update(language="en")
    ended = make_person(Role.REPORTER, world.cast.army, email="antes@ep.example.pe")
    ended.appointments.update(ends_on=dt.date(2026, 6, 30))
    world.send(world.prepared(0))
    found = told(world)
    assert set(found) == {world.cast.reporter.email, world.cast.approver.email}
    spanish, english = found[world.cast.approver.email], found[world.cast.reporter.email]
    assert (spanish.title, spanish.path) == ("Constancia 2026-I-EP-0001", RECEIPT)
    assert (english.title, english.path) == ("Receipt 2026-I-EP-0001", f"/en{RECEIPT}")
    assert "example.pe" not in spanish.text + english.text, "nobody is told another's address"


def test_its_mail_brings_the_file_that_the_page_offers(world: World) -> None:
    world.send(world.prepared(0))
    deliver(at=world.open + dt.timedelta(days=1))
    letter = next(letter for letter in mail.outbox if letter.to == [world.cast.approver.email])
    assert letter.subject == "[Seguimiento 1325] Constancia 2026-I-EP-0001"
    assert f"http://127.0.0.1:8000{RECEIPT}" in letter.body
    ((name, content, _media_type),) = letter.attachments
    assert name == "constancia-2026-I-EP-0001.pdf"
    assert content == receipt_pdf(printed(Receipt.objects.get(), "es"))


def test_a_double_click_tells_each_person_once(world: World, approver: Client) -> None:
    prepared = world.prepared(0)
    form = {"action": "send", "chosen": "PREV-1.1.1", "version-PREV-1.1.1": str(prepared.version)}
    for _click in range(3):
        approver.post("/registro/2026-I/EP/revisar/", form)
    assert Notification.objects.count() == 2


def test_what_was_refused_tells_nobody(world: World) -> None:
    prepared = world.prepared(0)
    with pytest.raises(workflow.NotOpen):
        world.send(prepared, at=world.period.closes_at)
    assert not Notification.objects.exists()


def test_what_is_undone_tells_nobody(world: World) -> None:
    prepared = world.prepared(0)
    with transaction.atomic():
        world.send(prepared)
        transaction.set_rollback(True)
    assert not Notification.objects.exists()


def test_a_demonstration_says_so_in_mail_page_and_file(world: World, approver: Client) -> None:
    ActionPlan.objects.update(is_demonstration=True)
    world.period.plan.refresh_from_db()
    world.send(world.prepared(0))
    deliver(at=world.open + dt.timedelta(days=1))
    message = mail.outbox[0]
    assert message.subject == "[Seguimiento 1325] DEMOSTRACIÓN · Constancia 2026-I-EP-0001"
    assert message.body.startswith("Datos de demostración.")
    assert "DEMOSTRACIÓN" in approver.get(RECEIPT).text
    assert printed(Receipt.objects.get(), "es").is_demonstration


def test_an_observation_is_told_to_the_institution_without_its_text(world: World) -> None:
    sent = world.sent(0)
    Notification.objects.all().delete()
    workflow.return_to_institution(
        sent, version=sent.version, by=world.cast.secretary, at=world.open, comment="Falta el oficio 12."
    )
    found = told(world)
    assert set(found) == {world.cast.reporter.email, world.cast.approver.email}
    notification = found[world.cast.reporter.email]
    assert notification.path == "/registro/2026-I/EP/PREV-1.1.1/"
    assert "oficio 12" not in notification.text


# --- The list -----------------------------------------------------------------------------------------------------


def test_the_list_is_narrowed_to_one_semester(world: World, approver: Client) -> None:
    world.send(world.prepared(0))
    before = make_period(world.period.plan, "2025-II")
    Receipt.objects.create(
        number="2025-II-EP-0001",
        institution=world.cast.army,
        period=before,
        sent_by=world.cast.approver,
        appointment=world.cast.approver.appointments.get(),
        sent_at=before.opens_at + HOUR,
        is_late=False,
        digest="0" * 64,
    )
    everything = approver.get("/constancias/").text
    assert "2025-II-EP-0001" in everything
    assert 'href="?semestre=2026-I"' in everything
    only = approver.get("/constancias/?semestre=2026-I").text
    assert "2026-I-EP-0001" in only
    assert "2025-II-EP-0001" not in only
    assert "No se envió nada de 2024-I." in approver.get("/constancias/?semestre=2024-I").text


def test_an_empty_list_says_what_leads_to_a_receipt(world: World, approver: Client, signed_in: SignIn) -> None:
    page = approver.get("/constancias/").text
    assert "Su institución aún no ha enviado nada." in page
    assert "Ir a mis tareas" in page
    assert "Todavía no se ha enviado nada" in signed_in(world.cast.secretary).get("/constancias/").text


def test_a_receipt_takes_as_many_queries_for_8_lines_as_for_2(cast: Cast, signed_in: SignIn) -> None:
    world = make_world(cast, size=10)
    client = signed_in(cast.approver)
    world.send(*[world.prepared(index) for index in range(2)])
    world.send(*[world.prepared(index) for index in range(2, 10)])
    client.get(RECEIPT)
    assert queries(client, RECEIPT) == queries(client, "/constancias/2026-I-EP-0002/")
    assert queries(client, f"{RECEIPT}constancia-es.pdf") == queries(
        client, "/constancias/2026-I-EP-0002/constancia-es.pdf"
    )


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
