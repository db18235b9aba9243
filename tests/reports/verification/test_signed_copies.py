"""Signed copies: who keeps them, what is taken, what is refused and why, and who reads them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from documents.inspection import inspect
from documents.storing import open_verified
from measurements.answer.refusals import NotAllowed
from reports.models import ReportEdition, SignedCopy
from reports.verification.keeping import NotASignedCopy, keep_signed_copy
from reports.verification.views import judge_digest
from tests.cast import Cast, make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories.reports import issue
from tests.reports.verification.signing import ATTACKS, SEAL, SIGNER, changed, signed
from tests.reports.worlds.report import CLOSED, make_world

pytestmark = pytest.mark.django_db
READERS = ("member", "alternate", "observer", "administrator")
STRANGERS = ("reporter", "approver", "outsider", "outside_approver")
Issued = tuple[Cast, ReportEdition, ReportEdition]


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Issued]:
    with kept_for_a_module(django_db_blocker):
        cast, world = make_cast(), make_world()
        yield (
            cast,
            issue(world.plan, world.period, by=cast.secretary, at=CLOSED),
            issue(world.plan, world.before, by=cast.secretary, at=CLOSED),
        )


@pytest.fixture
def issued(made: Issued, db: None) -> Issued:
    return deepcopy(made)


def pdf_of(edition: ReportEdition, language: str = "es") -> bytes:
    return open_verified(edition.files.get(part="report", format="pdf", language=language).stored_file)


def keep(edition: ReportEdition, content: bytes, cast: Cast, name: str = "firmado[F].pdf") -> SignedCopy:
    return keep_signed_copy(edition, inspect(name, content), by=cast.secretary, at=CLOSED, reference="Oficio 12")


def hand_in(client: Client, edition: ReportEdition, content: bytes) -> Any:
    data = {"file": SimpleUploadedFile("firmado.pdf", content), "reference": "HT 2026-123"}
    return client.post(f"/informes/{edition.code}/firmadas/", data)


def body(response: Any) -> str:
    return str(response.content.decode())


def test_signed_copy_is_kept_beside_the_file_that_it_is_of(issued: Issued) -> None:
    cast, edition, _other = issued
    copy = keep(edition, signed(pdf_of(edition), box=SEAL), cast)
    assert (copy.file.language, copy.file.edition, copy.reference) == ("es", edition, "Oficio 12")
    assert copy.stored_file.name == f"{edition.code}-informe-es-firmado-1.pdf"
    assert [each["signer"] for each in copy.findings["signatures"]] == [SIGNER]
    judgement = judge_digest(copy.stored_file.sha256)
    assert judgement.recognised is not None
    assert judgement.recognised.copy == copy
    assert [each.signer for each in judgement.signatures] == [SIGNER]


def test_same_copy_is_kept_once_and_another_beside_it(issued: Issued) -> None:
    cast, edition, _other = issued
    first = signed(pdf_of(edition))
    assert keep(edition, first, cast) == keep(edition, first, cast)
    second = keep(edition, signed(first, "Firma2"), cast)
    assert second.stored_file.name == f"{edition.code}-informe-es-firmado-2.pdf"
    assert SignedCopy.objects.count() == 2


def test_what_is_kept_stays(issued: Issued) -> None:
    cast, edition, _other = issued
    copy = keep(edition, signed(pdf_of(edition)), cast)
    rows = SignedCopy.objects.filter(pk=copy.pk)
    for attempt in (lambda: rows.update(reference="otra"), rows.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_what_is_no_signed_copy_of_this_edition_is_refused_with_the_reason(issued: Issued) -> None:
    cast, edition, other = issued
    ours = pdf_of(edition)
    flipped = bytearray(signed(ours))
    flipped[7000] ^= 1
    for content, words in (
        (ours, "sin ninguna firma"),
        (signed(pdf_of(other)), "IC-2026-0002"),
        (bytes(flipped), "no empieza con un archivo de esta edición"),
        (ours + b"\n", "bytes que no son una firma ni una actualización del PDF.*Compruebe que la herramienta"),
        (changed(ours, ATTACKS["stamp"]), "páginas, notas"),
        (signed(changed(ours, ATTACKS["other content"])), "páginas, notas"),
        (signed(ours, box=(0, 0, 595, 842)), "cubren tanto"),
    ):
        with pytest.raises(NotASignedCopy, match=f"(?i){words}"):
            keep(edition, content, cast)
    assert not SignedCopy.objects.exists()


@pytest.mark.parametrize("name", [*READERS, *STRANGERS])
def test_only_who_issues_keeps_a_copy(issued: Issued, signed_in: SignIn, name: str) -> None:
    cast, edition, _other = issued
    person = cast.people()[name]
    with pytest.raises(NotAllowed):
        keep_signed_copy(edition, inspect("a.pdf", signed(pdf_of(edition))), by=person, at=CLOSED)
    response = hand_in(signed_in(person), edition, signed(pdf_of(edition)))
    assert response.status_code == (403 if name in READERS else 404)
    assert not SignedCopy.objects.exists()


def test_secretary_hands_it_in_and_readers_download_it(issued: Issued, signed_in: SignIn) -> None:
    cast, edition, _other = issued
    content = signed(pdf_of(edition), box=SEAL)
    client = signed_in(cast.secretary)
    response = hand_in(client, edition, content)
    assert (response.status_code, response["Location"]) == (302, f"/informes/{edition.code}/firmadas/")
    copy = SignedCopy.objects.get()
    address = f"/informes/{edition.code}/firmadas/{copy.stored_file.sha256}.pdf"
    for name in (*READERS, "secretary"):
        reader = signed_in(cast.people()[name])
        assert address in body(reader.get(f"/informes/{edition.code}/"))
        page = body(reader.get(f"/informes/{edition.code}/firmadas/"))
        assert f"«{SIGNER}»" in page
        assert "HT 2026-123" in page
        assert ('type="file"' in page) == (name == "secretary")
        assert reader.get(address).content == content
    for name in STRANGERS:
        assert signed_in(cast.people()[name]).get(address).status_code == 404


def test_refusal_stands_beside_the_box_and_what_was_typed_stays(issued: Issued, signed_in: SignIn) -> None:
    cast, edition, _other = issued
    page = body(hand_in(signed_in(cast.secretary), edition, pdf_of(edition)))
    assert "sin ninguna firma" in page
    assert 'value="HT 2026-123"' in page


def test_other_kinds_of_files_are_refused(issued: Issued, signed_in: SignIn) -> None:
    cast, edition, _other = issued
    client = signed_in(cast.secretary)
    data = {"file": SimpleUploadedFile("firmado.pdf", b"hola"), "reference": ""}
    assert "no es un archivo PDF por dentro" in body(client.post(f"/informes/{edition.code}/firmadas/", data))
    page = body(client.post(f"/informes/{edition.code}/firmadas/", {}))
    assert "Elija el PDF firmado." in page


def test_too_large_a_copy_is_not_to_be_made_smaller(issued: Issued, signed_in: SignIn, settings: Any) -> None:
    cast, edition, _other = issued
    settings.UPLOAD_MAX_BYTES = 1000
    page = body(hand_in(signed_in(cast.secretary), edition, signed(pdf_of(edition))))
    assert "ya no sería lo que se firmó" in page
    assert "Redúzcalo" not in page


def test_page_of_who_keeps_none_says_so(issued: Issued, signed_in: SignIn) -> None:
    cast, edition, _other = issued
    assert "No se conserva ninguna copia firmada" in body(
        signed_in(cast.observer).get(f"/informes/{edition.code}/firmadas/")
    )
    assert "Copias firmadas" not in body(signed_in(cast.observer).get(f"/informes/{edition.code}/"))
    assert "Copias firmadas" in body(signed_in(cast.secretary).get(f"/informes/{edition.code}/"))
