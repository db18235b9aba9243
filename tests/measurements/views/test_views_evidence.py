"""Documents on the pages: chosen, refused, listed, taken off and taken home, with every role and in two windows."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from documents import looking_inside
from documents.confined import Limits
from documents.forms.file_fields import Uploads
from documents.inspection import Inspected
from documents.models import StoredFile
from documents.storing import open_verified
from indicators.models import IndicatorRevision
from measurements.models import Evidence, Measurement, RegisterItem, UnsavedEntry
from tests.documents import made_files as made
from tests.measurements.worlds.entering import MEN, SEMINAR, WOMEN, post, url
from tests.measurements.worlds.proving import held_names, paper, upload

pytestmark = pytest.mark.usefixtures("clock")

DOCUMENTS, CONFIRMED = "evidence-documents", {"evidence-is_confirmed": "on"}

FILLED = {WOMEN: "12", MEN: "30", "narrative": "Catorce talleres."}


def choose(*files: SimpleUploadedFile, **typed: str) -> dict[str, Any]:
    return FILLED | CONFIRMED | {DOCUMENTS: list(files)} | typed


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
