"""Documents on the pages: chosen, refused, listed, taken off and taken home, with every role and in two windows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from documents import looking_inside
from documents.confined import Limits
from documents.forms.file_fields import Uploads
from documents.inspection import Inspected
from documents.models import StoredFile
from documents.responses import attachment
from documents.storing import open_verified, safe_name
from indicators.models import IndicatorRevision, ReportingPeriod
from measurements import workflow
from measurements.models import Evidence, Measurement, RegisterItem, Status, UnsavedEntry
from tests.cast import Cast
from tests.conftest import SignIn
from tests.documents import made_files as made
from tests.measurements.entering import MEN, SEMINAR, WOMEN, post, url
from tests.measurements.proving import held_names, paper, upload

pytestmark = pytest.mark.usefixtures("clock")

DOCUMENTS, CONFIRMED = "evidence-documents", {"evidence-is_confirmed": "on"}
FILLED = {WOMEN: "12", MEN: "30", "narrative": "Catorce talleres."}
CSP = "sandbox; default-src 'none'"


def choose(*files: SimpleUploadedFile, **typed: str) -> dict[str, Any]:
    return FILLED | CONFIRMED | {DOCUMENTS: list(files)} | typed


def address_of(text: str = "Oficio 1") -> str:
    return reverse("evidence", args=[hashlib.sha256(paper(text)).hexdigest()])


def send(cast: Cast) -> Measurement:
    """Hand over and send what the reporter saved."""
    answer = Measurement.objects.get()
    now = answer.updated_at
    answer = workflow.prepare(answer, version=answer.version, by=cast.reporter, at=now)
    workflow.submit([(answer, answer.version)], by=cast.approver, at=now)
    answer.refresh_from_db()
    return answer


def test_a_file_that_is_attached_already_is_attached_once_and_the_person_is_told(
    browser: Client, people: IndicatorRevision
) -> None:
    post(browser, choose(upload("Oficio 1")))
    assert "Ya estaba adjunto" not in browser.get(url()).text
    post(browser, choose(upload("Oficio 1")))
    assert "Ya estaba adjunto, y queda adjunto una sola vez: Oficio 1.pdf." in browser.get(url()).text
    assert held_names() == ["Oficio 1.pdf"]


def fields_of(page: str) -> dict[str, str]:
    """The boxes of the attached documents, as the browser sends them back."""
    numbers = set(re.findall(r'name="(evidence-\d+)-grade"', page))
    return {f"{number}-grade": "document" for number in numbers}


# --- Attaching ----------------------------------------------------------------------------------------------------


def test_the_page_says_what_is_accepted_before_anybody_chooses(browser: Client, people: IndicatorRevision) -> None:
    page = browser.get(url()).content.decode()
    assert "PDF, DOCX, XLSX, ODT, ODS, JPEG o PNG; hasta 10 MB cada uno" in page
    assert 'enctype="multipart/form-data"' in page
    assert 'accept=".pdf,.docx,.xlsx,.odt,.ods,.jpg,.jpeg,.png"' in page
    assert "No adjunte información reservada o secreta" in page
    assert "Ley N.° 29733" in page


@pytest.mark.parametrize(("action", "leads_to"), [("attach", url() + "#evidence"), ("tasks", "/registro/2026-I/EP/")])
def test_any_button_that_saves_attaches_what_was_chosen_together_with_the_draft(
    browser: Client, people: IndicatorRevision, action: str, leads_to: str
) -> None:
    said = {
        "evidence-official_number": "Oficio N.° 12",
        "evidence-grade": "third_party",
        "evidence-is_confidential": "on",
    }
    assert post(browser, choose(upload("Uno"), upload("Dos"), action=action) | said) == leads_to
    assert held_names() == ["Dos.pdf", "Uno.pdf"]
    assert Measurement.objects.get().narrative == "Catorce talleres."
    page = browser.get(url()).content.decode()
    for words in ("Uno.pdf", "8 de julio de 2026", "Oficio N.° 12", "Tercero", "Confidencial", "menos de 1 kB"):
        assert words in page


def test_files_without_the_tick_are_not_taken(browser: Client, people: IndicatorRevision) -> None:
    page = post(browser, FILLED | {DOCUMENTS: [upload()]}, status=200)
    assert "Confirme que los documentos no contienen información reservada o secreta." in page
    assert not Measurement.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("logo.svg", b"<svg onload='alert(1)'/>", "no es de un tipo aceptado"),
        ("oficio.pdf", b"<html><script>alert(1)</script></html>", "no es un archivo PDF por dentro"),
        ("oficio.pdf", b"", "está vacío"),
        ("oficio.pdf", b"%PDF-1.4\n" + b"0" * 10_000_000, "como máximo"),
        ("informe.docx", made.docx({"word/vbaProject.bin": b"x"}), "tiene macros"),
    ],
)
def test_a_refused_file_saves_nothing_and_loses_nothing_that_was_typed(
    browser: Client, people: IndicatorRevision, name: str, content: bytes, words: str
) -> None:
    page = post(browser, choose(upload("Bueno"), upload(name=name, content=content)), status=200)
    assert words in page
    assert f"«{name}»" in page
    assert f"Elija los archivos otra vez: Bueno.pdf, {name}." in page
    assert 'value="12"' in page
    assert "Catorce talleres." in page
    assert 'href="#id_evidence-documents"' in page
    assert not Measurement.objects.exists()
    assert not StoredFile.objects.exists()


def test_all_files_of_a_page_are_looked_into_by_one_process_that_names_the_one_that_is_too_heavy(
    browser: Client, people: IndicatorRevision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking_inside, "LIMITS", Limits(cpu_seconds=1, wait_seconds=600, memory=2**29))
    heavy = made.odf(content=f"<a>{'<b/>' * 2_000_000}</a>", more={"pad.bin": made.noise(460_000)})
    page = post(browser, choose(upload("Bueno"), upload(name="pesado.odt", content=heavy), upload("Otro")), status=200)
    assert "«pesado.odt» exige demasiado tiempo o memoria" in page
    assert "«Otro.pdf» no se revisó" in page
    assert "«Bueno.pdf»" not in page
    assert "Elija los archivos otra vez: Bueno.pdf, pesado.odt, Otro.pdf." in page
    assert not StoredFile.objects.exists()


def test_files_of_several_boxes_are_inspected_together_and_once() -> None:
    chosen = [upload("Uno"), upload("Dos"), upload(name="a.pdf", content=b"<html>"), upload(name="b.pdf", content=b"")]
    uploads = Uploads(MultiValueDict({"evidence-documents": chosen[:2], "items-0-documents": chosen[2:]}))
    one, two = uploads.outcomes_of(chosen[:2])
    assert isinstance(one, Inspected)
    assert isinstance(two, Inspected)
    assert (one.name, two.name) == ("Uno.pdf", "Dos.pdf")
    page, empty = uploads.outcomes_of(chosen[2:])
    assert str(page).startswith("«a.pdf» no es un archivo PDF")
    assert str(empty).startswith("«b.pdf» está vacío")
    assert uploads.outcomes_of(chosen[:1])[0] is one


def test_a_wrong_box_saves_no_file_and_asks_for_it_again(browser: Client, people: IndicatorRevision) -> None:
    page = post(browser, choose(upload()) | {WOMEN: "doce"}, status=200)
    assert "Elija los archivos otra vez: Oficio 1.pdf." in page
    assert 'value="doce"' in page
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


def test_updating_totals_saves_no_file_and_says_so(browser: Client, people: IndicatorRevision) -> None:
    page = post(browser, choose(upload(), action="totals"), status=200)
    assert "Elija los archivos otra vez" in page
    assert not StoredFile.objects.exists()


def test_more_than_ten_files_at_once_are_too_many(browser: Client, people: IndicatorRevision) -> None:
    page = post(browser, choose(*(upload(f"Oficio {n}") for n in range(11))), status=200)
    assert "Elija como máximo 10 archivos a la vez." in page


def test_an_institution_that_used_up_its_room_is_told_so(browser: Client, people: IndicatorRevision) -> None:
    post(browser, choose(upload("Uno")))
    with override_settings(UPLOAD_QUOTA_BYTES=len(paper("Uno")) + 10):
        page = post(browser, choose(upload("Dos")), status=200)
    assert "Su institución ya ocupó los" in page
    assert held_names() == ["Uno.pdf"]


def test_a_picture_is_stored_without_the_place_where_it_was_taken(browser: Client, people: IndicatorRevision) -> None:
    post(browser, choose(upload(name="foto.jpg", content=made.picture(exif=True))))
    kept = open_verified(StoredFile.objects.get())
    assert kept.startswith(b"\xff\xd8")
    assert b"CamaraSecreta" not in kept


def test_an_answer_that_cannot_be_reported_may_have_its_oficio(browser: Client, people: IndicatorRevision) -> None:
    typed = CONFIRMED | {DOCUMENTS: [upload()], "answer": "not_available", "reason": "Llega en agosto."}
    post(browser, typed)
    assert held_names() == ["Oficio 1.pdf"]
    page = post(browser, typed | {DOCUMENTS: [upload(name="a.svg", content=b"<svg/>")]}, status=200)
    assert "no es de un tipo aceptado" in page


# --- What is attached already -------------------------------------------------------------------------------------


def test_what_was_typed_of_a_document_only_and_not_saved_comes_back(
    browser: Client, people: IndicatorRevision, clock: time_machine.Traveller
) -> None:
    post(browser, choose(upload("Uno")))
    clock.shift(timedelta(minutes=10))
    row, version = Evidence.objects.get(), str(Measurement.objects.get().version)
    keep = reverse("unsaved", args=["2026-I", "EP", "PREV-1.1.1"])
    typed = FILLED | {"version": version, "answer": "reported", f"evidence-{row.pk}-grade": "document"}
    for number, is_kept in (("N.° 3", True), ("", False)):
        browser.post(keep, typed | {f"evidence-{row.pk}-official_number": number})
        assert ('value="N.° 3"' in browser.get(url()).text) is is_kept
        assert UnsavedEntry.objects.exists() is is_kept


def test_a_document_is_taken_off_and_its_marks_are_changed_with_its_boxes(
    browser: Client, people: IndicatorRevision, clock: time_machine.Traveller
) -> None:
    post(browser, choose(upload("Uno"), upload("Dos")))
    clock.shift(timedelta(minutes=10))
    one, two = Evidence.objects.order_by("stored_file__name")
    boxes = {f"evidence-{one.pk}-grade": "document", f"evidence-{one.pk}-take_off": "on"}
    boxes |= {f"evidence-{two.pk}-grade": "own_statement", f"evidence-{two.pk}-official_number": "N.° 3"}
    post(browser, FILLED | boxes)
    row = Evidence.objects.held().get()
    assert (row.stored_file.name, row.grade, row.official_number) == ("Uno.pdf", "own_statement", "N.° 3")
    assert Evidence.objects.get(pk=one.pk).removed_by is not None


def test_a_page_without_the_boxes_of_a_document_leaves_it_alone(browser: Client, people: IndicatorRevision) -> None:
    post(browser, choose(upload("Uno")))
    post(browser, FILLED)
    assert held_names() == ["Uno.pdf"]
    assert Evidence.objects.count() == 1


def test_documents_of_this_and_the_last_semester_can_be_used_again(
    browser: Client, people: IndicatorRevision, events: IndicatorRevision
) -> None:
    post(browser, choose(upload("Uno")))
    row = Evidence.objects.get()
    page = browser.get(url("PREV-2.3.1")).content.decode()
    assert "Usar documentos que su institución ya adjuntó (1)" in page
    assert "Uno.pdf · PREV-1.1.1 (2026-I)" in page
    post(browser, {"has_no_items": "on", "evidence-reuse": [str(row.pk)]}, code="PREV-2.3.1")
    assert Measurement.objects.get(indicator__code="PREV-2.3.1").evidence.get().stored_file == row.stored_file


# --- Items --------------------------------------------------------------------------------------------------------


def test_an_item_gets_its_own_documents_when_it_is_entered(browser: Client, events: IndicatorRevision) -> None:
    proof = {"event-0-evidence-documents": [upload("Programa")], "event-0-evidence-is_confirmed": "on"}
    post(browser, SEMINAR | proof, code="PREV-2.3.1")
    assert RegisterItem.objects.get().evidence.get().stored_file.name == "Programa.pdf"
    page = browser.get(url("PREV-2.3.1")).content.decode()
    assert "Adjuntos a los elementos de la lista" in page
    assert "«Seminario MPS»" in page


def test_a_saved_item_gets_documents_though_nothing_else_of_it_changed(
    browser: Client, events: IndicatorRevision
) -> None:
    post(browser, SEMINAR, code="PREV-2.3.1")
    item = RegisterItem.objects.get()
    proof = {"event-0-evidence-documents": [upload("Programa")], "event-0-evidence-is_confirmed": "on"}
    post(browser, SEMINAR | {"event-0-id": str(item.pk)} | proof, code="PREV-2.3.1")
    row = item.evidence.get()
    post(
        browser,
        SEMINAR
        | {"event-0-id": str(item.pk), f"evidence-{row.pk}-grade": "document", f"evidence-{row.pk}-take_off": "on"},
        code="PREV-2.3.1",
    )
    assert held_names() == []


def test_a_document_of_a_row_without_words_is_not_lost_in_silence(browser: Client, events: IndicatorRevision) -> None:
    proof = {"event-0-evidence-documents": [upload("Programa")], "event-0-evidence-is_confirmed": "on"}
    page = post(browser, {"event-rows": "1", "event-0-quantity": "1"} | proof, code="PREV-2.3.1", status=200)
    assert "Escriba en esta fila qué sustentan los documentos" in page
    assert not Measurement.objects.exists()


def test_a_wrong_file_of_an_item_is_told_in_its_row(browser: Client, events: IndicatorRevision) -> None:
    proof = {"event-0-evidence-documents": [upload(name="a.svg", content=b"<svg/>")]}
    page = post(browser, SEMINAR | proof, code="PREV-2.3.1", status=200)
    assert 'href="#id_event-0-evidence-documents"' in page
    assert "Seminario MPS" in page
    assert not RegisterItem.objects.exists()


# --- Two windows --------------------------------------------------------------------------------------------------


def test_the_same_page_sent_twice_attaches_once(browser: Client, people: IndicatorRevision) -> None:
    post(browser, choose(upload()))
    assert post(browser, choose(upload(), version="0")) == "/registro/2026-I/EP/"
    assert Evidence.objects.count() == 1
    assert Measurement.objects.get().version == 1


def test_an_older_window_with_another_file_is_told_to_choose_it_again(
    browser: Client, people: IndicatorRevision
) -> None:
    post(browser, choose(upload("Uno")))
    page = post(browser, choose(upload("Dos"), version="0"), status=409)
    assert "Elija los archivos otra vez: Dos.pdf." in page
    assert "Uno.pdf" in page
    assert held_names() == ["Uno.pdf"]
    post(browser, choose(upload("Dos"), version="1"))
    assert held_names() == ["Dos.pdf", "Uno.pdf"]


def test_a_document_used_again_twice_is_attached_once(
    browser: Client, people: IndicatorRevision, events: IndicatorRevision
) -> None:
    post(browser, choose(upload("Uno")))
    again = {"has_no_items": "on", "evidence-reuse": [str(Evidence.objects.get().pk)]}
    post(browser, again, code="PREV-2.3.1")
    assert post(browser, again | {"version": "0"}, code="PREV-2.3.1") == "/registro/2026-I/EP/"
    assert Measurement.objects.get(indicator__code="PREV-2.3.1").evidence.count() == 1


@pytest.mark.parametrize("box", [{"take_off": "on"}, {"official_number": "N.° 9"}])
def test_an_older_window_that_only_changes_a_document_is_told_so(
    browser: Client, people: IndicatorRevision, box: dict[str, str]
) -> None:
    post(browser, choose(upload("Uno")))
    post(browser, FILLED | {WOMEN: "13"})
    post(browser, FILLED)
    row = Evidence.objects.get()
    said = {f"evidence-{row.pk}-{name}": value for name, value in ({"grade": "document"} | box).items()}
    page = post(browser, FILLED | said | {"version": "1"}, status=409)
    assert "Alguien cambió" in page
    assert Evidence.objects.get().removed_at is None


def test_an_older_window_takes_nothing_off(browser: Client, people: IndicatorRevision) -> None:
    post(browser, choose(upload("Uno")))
    row = Evidence.objects.get()
    post(browser, FILLED | {WOMEN: "13"})
    stale = {f"evidence-{row.pk}-grade": "document", f"evidence-{row.pk}-take_off": "on", "version": "1"}
    post(browser, FILLED | stale, status=409)
    assert held_names() == ["Uno.pdf"]


def test_a_document_that_another_window_took_off_is_no_error(
    browser: Client, people: IndicatorRevision, clock: time_machine.Traveller
) -> None:
    post(browser, choose(upload("Uno")))
    clock.shift(timedelta(minutes=10))
    boxes = {f"evidence-{Evidence.objects.get().pk}-{name}": value for name, value in BOXES.items()}
    post(browser, FILLED | boxes)
    post(browser, FILLED | boxes)
    assert held_names() == []


BOXES = {"grade": "document", "take_off": "on"}

# --- Taking them home ---------------------------------------------------------------------------------------------

ROLES = {
    "reporter": (200, 200),
    "approver": (200, 200),
    "outsider": (404, 404),
    "outside_approver": (404, 404),
    "member": (404, 200),
    "secretary": (404, 200),
    "alternate": (404, 200),
    "observer": (404, 404),
    "administrator": (404, 404),
}


def test_each_role_takes_home_what_it_may_read_before_and_after_sending(
    browser: Client, people: IndicatorRevision, cast: Cast, signed_in: SignIn
) -> None:
    assert ROLES.keys() == cast.people().keys()
    post(browser, choose(upload("Uno"), upload("Dos")))
    before = codes(cast, signed_in)
    send(cast)
    after = codes(cast, signed_in)
    assert {who: (before[who], after[who]) for who in ROLES} == {
        who: ({now}, {then}) for who, (now, then) in ROLES.items()
    }
    assert signed_in(None).get(address_of("Uno")).status_code == 302


def codes(cast: Cast, signed_in: SignIn) -> dict[str, set[int]]:
    people = cast.people()
    return {who: {signed_in(people[who]).get(address_of(text)).status_code for text in ("Uno", "Dos")} for who in ROLES}


def test_a_document_is_saved_never_shown(browser: Client, people: IndicatorRevision) -> None:
    post(browser, choose(upload("Uno")))
    response = browser.get(address_of("Uno"))
    assert response.content == paper("Uno")
    said = {name: response[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")}
    assert said == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="Uno.pdf"',
        "Cache-Control": "private, no-store",
    }
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == ("nosniff", CSP)


@pytest.mark.parametrize("before", ["/media/", "/files/", "/static/", "/var/files/"])
def test_no_address_leads_to_the_file_itself(browser: Client, people: IndicatorRevision, before: str) -> None:
    post(browser, choose(upload("Uno")))
    stored = StoredFile.objects.get()
    for path in (stored.path, stored.name, "../files/" + stored.path):
        assert browser.get(before + path).status_code == 404


@given(st.text(max_size=300))
@example("../../etc/passwd")
@example("a\r\nSet-Cookie: x=1")
@example('a"; filename="evil.html')
@example("informe\u202efdp")
@example("a" * 300)
@hypothesis_settings(deadline=None)
def test_no_name_breaks_the_header_that_it_is_sent_in(name: str) -> None:
    response = attachment(b"x", name=safe_name(f"{name}.pdf"), media_type="application/pdf")
    assert response["Content-Disposition"].startswith("attachment")
    assert not re.search(r"[\r\n\0\u202e]", response["Content-Disposition"])
    assert "Set-Cookie" not in response.headers
    assert len(response["Content-Disposition"]) < 2500


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
@example("../../etc/passwd")
@example("informe\u202efdp")
@hypothesis_settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
def test_no_name_decides_where_a_file_lies(browser: Client, people: IndicatorRevision, name: str) -> None:
    post(browser, choose(upload(name=f"{name}a.pdf", content=paper(name))))
    row = Evidence.objects.order_by("pk").last()
    assert row is not None
    assert default_storage.path(row.stored_file.path).endswith(row.stored_file.sha256)
    assert row.stored_file.name == safe_name(row.stored_file.name)


# --- Where they are shown -----------------------------------------------------------------------------------------


def test_the_approver_and_the_committee_see_the_documents_marked(
    browser: Client, people: IndicatorRevision, cast: Cast, signed_in: SignIn
) -> None:
    post(browser, choose(upload("Uno")) | {"evidence-is_confidential": "on", "evidence-official_number": "N.° 7"})
    answer = Measurement.objects.get()
    workflow.prepare(answer, version=1, by=cast.reporter, at=answer.updated_at)
    sending = signed_in(cast.approver).get("/registro/2026-I/EP/revisar/").content.decode()
    assert "1 documento de sustento" in sending
    locked = signed_in(cast.approver).get(url()).content.decode()
    workflow.submit([(answer, answer.version)], by=cast.approver, at=answer.updated_at)
    review = signed_in(cast.secretary).get("/revision/2026-I/EP/PREV-1.1.1/").content.decode()
    for page in (sending, locked, review):
        assert address_of("Uno") in page
        assert "Confidencial" in page
        assert "N.° 7" in page


def test_the_reviewer_sees_what_was_sent_while_the_institution_adds(
    browser: Client, people: IndicatorRevision, cast: Cast, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    post(browser, choose(upload("Uno")))
    answer = send(cast)
    clock.shift(timedelta(minutes=10))
    workflow.return_to_institution(
        answer, version=answer.version, by=cast.secretary, at=answer.updated_at, comment="Falta."
    )
    post(browser, choose(upload("Dos")))
    review = signed_in(cast.secretary).get("/revision/2026-I/EP/PREV-1.1.1/").content.decode()
    assert "Uno.pdf" in review
    assert "Dos.pdf" not in review
    assert signed_in(cast.secretary).get(address_of("Dos")).status_code == 404


def test_what_is_missing_is_said_in_the_list_and_beside_the_box(browser: Client, people: IndicatorRevision) -> None:
    IndicatorRevision.objects.update(is_evidence_required=True)
    where = post(browser, FILLED | {"action": "prepare"})
    assert where == url() + "?problemas=1"
    page = browser.get(where).content.decode()
    assert '<a href="#id_evidence-documents">Adjunte al menos un documento de sustento.</a>' in page
    assert "Este indicador exige al menos uno." in page
    assert "Falta el sustento." in browser.get("/registro/2026-I/EP/").content.decode()
    post(browser, choose(upload(), action="prepare"))
    assert Measurement.objects.get().status == Status.PREPARED


def test_the_administrator_decides_whether_evidence_is_required(
    people: IndicatorRevision, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(cast.administrator).get(reverse("admin:indicators_indicatorrevision_change", args=[people.pk]))
    assert 'name="is_evidence_required"' in page.content.decode()


# --- As many as they come -----------------------------------------------------------------------------------------


def queries(get: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert get().status_code == 200
    return len(captured)


def test_the_pages_take_as_many_queries_for_24_documents_as_for_4(
    browser: Client, events: IndicatorRevision, cast: Cast, signed_in: SignIn, period: ReportingPeriod
) -> None:
    rows: Mapping[str, Any] = {
        "event-rows": "2",
        **{f"event-{n}-{name}": value for n in (0, 1) for name, value in ROW.items()},
        **{f"event-{n}-evidence-documents": [upload(f"Programa {n}")] for n in (0, 1)},
        **{f"event-{n}-evidence-is_confirmed": "on" for n in (0, 1)},
        DOCUMENTS: [upload("Uno"), upload("Dos")],
        **CONFIRMED,
    }
    post(browser, rows, code="PREV-2.3.1")
    approver = signed_in(cast.approver)
    pages: list[Callable[[], Any]] = [
        lambda: browser.get(url("PREV-2.3.1")),
        lambda: browser.get("/registro/2026-I/EP/revisar/"),
        lambda: approver.get(url("PREV-2.3.1")),
    ]
    for page in pages:
        queries(page)
    few = [queries(page) for page in pages]
    answer, items = Measurement.objects.get(), RegisterItem.objects.all()
    for n in range(10):
        for owner in (answer, items[n % 2]):
            hang(owner, f"{owner.pk}{n:062d}{'a' if owner is answer else 'b'}", cast)
    assert [queries(page) for page in pages] == few


ROW = {"title": "Seminario", "stage": "held", "dated_on": "2026-03-02", "quantity": "1"}


def hang(owner: Measurement | RegisterItem, digest: str, cast: Cast) -> None:
    stored = StoredFile.objects.create(
        name=f"{digest[:5]}.pdf", sha256=digest[:64].ljust(64, "0"), size=1, media_type="application/pdf",
        institution=cast.army,
    )  # fmt: skip
    owner.evidence.create(stored_file=stored, added_at=Measurement.objects.get().updated_at, added_by=cast.reporter)
