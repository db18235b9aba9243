"""The page that anybody asks whether a report is what was issued: what it tells to whom, and what it never tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from pytest_django import DjangoDbBlocker

from documents import append_only
from documents.models import StoredFile
from documents.storing import open_verified
from institutions.models import Role
from reports.edition.composing import compose
from reports.issued import sealing
from reports.models import EditionWithdrawal, ReportEdition
from reports.verification.judging import Match, judge_file
from reports.verification.views import MOST_AT_ONCE, examining
from tests.cast import Cast, make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import make_person
from tests.factories.reports import adopt_draft, issue, make_draft
from tests.reports.verification.signing import ATTACKS, SEAL, SIGNER, changed, signed
from tests.reports.worlds.report import CLOSED, World, make_world, tampered

pytestmark = pytest.mark.django_db
UNKNOWN = "0" * 64


@dataclass(frozen=True)
class Issued:
    cast: Cast
    world: World
    old: ReportEdition
    edition: ReportEdition

    def pdf(self) -> bytes:
        return open_verified(self.edition.files.get(part="report", format="pdf", language="es").stored_file)

    def withdrawn(self) -> None:
        post = self.cast.secretary.post_as(Role.TECHNICAL_SECRETARY)
        reason = "La cifra de la Marina estaba mal."
        EditionWithdrawal.objects.create(edition=self.edition, reason=reason, withdrawn_at=CLOSED, withdrawn_by=post)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Issued]:
    with kept_for_a_module(django_db_blocker):
        cast, world = make_cast(), make_world(is_demonstration=True)
        old, edition = (issue(world.plan, world.period, by=cast.secretary, at=CLOSED) for _each in range(2))
        yield Issued(cast, world, old, edition)


@pytest.fixture
def issued(made: Issued, db: None) -> Issued:
    return deepcopy(made)


def hand_in(client: Client, content: bytes, name: str = "informe.pdf", prefix: str = "") -> Any:
    return client.post(f"{prefix}/verificar/", {"file": SimpleUploadedFile(name, content), "digest": ""})


def body(response: Any) -> str:
    """The page, with its codes as they are read."""
    return re.sub(r'<span class="unbroken">(.*?)</span>', r"\1", response.content.decode())


# --- What it tells ---


def test_anybody_may_ask_and_no_cache_answers(issued: Issued) -> None:
    client = Client()
    for url in ("/verificar/", "/en/verificar/", f"/verificar/{issued.edition.sha256}/"):
        response = client.get(url)
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store")


def test_digest_on_the_cover_tells_which_edition_it_is(issued: Issued) -> None:
    page = body(Client().get(f"/verificar/{issued.edition.sha256}/"))
    for words in (
        "La huella es la del informe IC-2026-0002",
        "Está vigente",
        "La copia congelada del informe",
        "N.° 2",
        "1 de septiembre de 2026",
        "Sesión S-2026-02",
        "datos de demostración",
        issued.edition.sha256,
    ):
        assert words in page, words


def test_digest_in_the_minutes_leads_to_the_edition_that_was_issued_from_it(issued: Issued) -> None:
    draft = issued.edition.draft
    assert draft is not None
    page = body(Client().get(f"/verificar/{draft.proposal_sha256}/"))
    for words in (
        "La huella es la de lo que aprobó el Comité, emitido como informe IC-2026-0002",
        "Está vigente",
        "antes de recibir",
    ):
        assert words in page, words
    frozen = hand_in(Client(), draft.proposal.encode(), "borrador-2026-I.json")
    assert "se emitió como informe IC-2026-0002" in body(frozen)


def test_digest_of_what_was_not_issued_or_was_issued_otherwise_is_nobodys(issued: Issued) -> None:
    draft = issued.edition.draft
    assert draft is not None
    sealing.SEAL.remove(connection)
    type(draft).objects.filter(pk=draft.pk).update(proposal_sha256="b" * 64)
    sealing.SEAL.install(connection)
    coming = make_draft(issued.world.plan, issued.world.before, by=issued.cast.secretary, at=CLOSED)
    waiting = adopt_draft(coming, by=issued.cast.secretary, at=CLOSED)
    for digest in ("b" * 64, waiting.proposal_sha256):
        assert Client().get(f"/verificar/{digest}/").status_code == 404


@pytest.mark.parametrize(("language", "page_language"), [("es", "es-PE"), ("en", "en")])
def test_address_on_a_copy_leads_to_its_edition_in_its_language(
    issued: Issued, language: str, page_language: str
) -> None:
    document = compose(issued.edition.content, language, sha256=issued.edition.sha256)
    page = Client().get(urlsplit(document.marking.address).path)
    assert page.status_code == 200
    assert f'<html lang="{page_language}"' in body(page)
    assert issued.edition.code in body(page)


def test_every_file_of_an_edition_is_recognised_by_digest_and_as_a_file(issued: Issued) -> None:
    client = Client()
    for file in issued.edition.files.select_related("stored_file"):
        stored = file.stored_file
        label = "copia congelada" if stored.sha256 == issued.edition.sha256 else file.label
        for response, verdict in (
            (client.get(f"/verificar/{stored.sha256}/"), "La huella es la del informe IC-2026-0002"),
            (hand_in(client, open_verified(stored)), "Es el informe IC-2026-0002, tal como se emitió"),
        ):
            assert response.status_code == 200
            page = body(response)
            assert verdict in page
            assert label in page


def test_a_digest_alone_does_not_say_that_what_bears_it_is_genuine(issued: Issued) -> None:
    """It can be copied onto a forged report, and so can the QR code of the cover."""
    client, address = Client(), f"/verificar/{issued.edition.sha256}/"
    page, file = body(client.get(address)), body(hand_in(client, issued.pdf()))
    assert "Cada byte" not in page
    assert "Cada byte" in file
    assert "una huella puede copiarse en cualquier cosa" in page
    assert 'class="notice good"' in file
    assert 'class="notice good"' not in page
    assert "una huella puede copiarse" not in file
    assert "does not say that what you have is that report" in body(client.get(f"/en{address}"))
    assert "Ningún informe emitido por este sistema tiene esta huella" in body(client.get(f"/verificar/{UNKNOWN}/"))


def test_too_large_a_file_is_not_to_be_made_smaller(issued: Issued, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    page = body(hand_in(Client(), issued.pdf()))
    assert "Redúzcalo" not in page
    assert "Calcule su SHA-256" in page


def test_old_edition_names_the_one_that_replaces_it(issued: Issued) -> None:
    page = body(Client().get(f"/verificar/{issued.old.sha256}/"))
    assert "La huella es la del informe IC-2026-0001" in page
    assert "la edición IC-2026-0002, emitida el" in page
    assert "Está vigente" not in page


def test_old_edition_says_that_the_one_that_replaced_it_was_withdrawn(issued: Issued, signed_in: SignIn) -> None:
    """Nobody is sent to an edition that is no longer held to be true without being told."""
    issued.withdrawn()
    neither = "fue retirada el 1 de septiembre de 2026: ninguna de las dos está vigente"
    reader = signed_in(issued.cast.observer)
    for url in (f"/verificar/{issued.old.sha256}/", f"/informes/{issued.old.code}/"):
        assert neither in body(reader.get(url)), url
    assert "Esa fue retirada." in body(reader.get("/informes/"))
    for url in (f"/verificar/{issued.edition.sha256}/", f"/informes/{issued.edition.code}/"):
        assert neither not in body(reader.get(url)), url


def test_who_withdraws_a_correction_is_told_that_the_old_edition_does_not_come_back(
    issued: Issued, signed_in: SignIn
) -> None:
    secretary = signed_in(issued.cast.secretary)
    page = body(secretary.get(f"/informes/{issued.edition.code}/retirar/"))
    assert f"{issued.old.code}, a la que reemplazó, no vuelve a estar vigente." in page


@pytest.mark.parametrize(
    ("name", "sees"), [(None, False), ("reporter", False), ("outsider", False), ("observer", True), ("member", True)]
)
def test_reason_of_a_withdrawal_is_for_who_reads_editions(
    issued: Issued, signed_in: SignIn, name: str | None, sees: bool
) -> None:
    issued.withdrawn()
    client = signed_in(issued.cast.people()[name] if name else None)
    page = body(client.get(f"/verificar/{issued.edition.sha256}/"))
    assert "fue retirado el" in page
    assert ("estaba mal" in page) == sees
    assert (f'href="/informes/{issued.edition.code}/"' in page) == sees


def test_page_tells_no_figure_and_no_text_of_the_report(issued: Issued) -> None:
    page = body(Client().get(f"/verificar/{issued.edition.sha256}/"))
    for row in issued.edition.content["indicators"]:
        assert row["code"] not in page
        assert row["definition"]["name"]["es"] not in page
    assert "Cobertura" not in page


def test_page_is_there_in_english(issued: Issued) -> None:
    page = body(hand_in(Client(), signed(issued.pdf(), box=SEAL), prefix="/en"))
    assert "It is report IC-2026-0002 as it was issued, with signatures added to it" in page
    assert "It shows on page 1." in page


# --- What is not ours ---


def test_unknown_digest_is_not_found_at_its_address_and_told_in_the_form(issued: Issued) -> None:
    response = Client().get(f"/verificar/{UNKNOWN}/")
    assert response.status_code == 404
    assert "Ningún informe emitido por este sistema tiene esta huella" in body(response)
    response = Client().post("/verificar/", {"digest": UNKNOWN})
    assert response.status_code == 200
    assert "Ningún informe emitido por este sistema tiene esta huella" in body(response)


@pytest.mark.parametrize("text", ["abc", "0" * 63, "0" * 65, "g" * 64, "<script>alert(1)</script>"])
def test_what_is_no_digest_is_told_so(issued: Issued, text: str) -> None:
    response = Client().post("/verificar/", {"digest": text})
    assert response.status_code == 200
    assert "tiene 64 caracteres" in body(response)
    if "/" not in text:
        response = Client().get(f"/verificar/{text}/")
        assert response.status_code == 404
        assert "tiene 64 caracteres" in body(response)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0" * 63, "tiene 64 caracteres y esta tiene 63."),
        ("0a" * 33, "tiene 64 caracteres y esta tiene 66."),
        ("g" + "0" * 62 + "z", "solo cifras y letras de la a a la f; esta tiene otros: g z."),
        ("0" * 10 + "·", "esta tiene otros: ·."),
    ],
)
def test_a_wrong_length_and_wrong_signs_are_told_apart(typed: str, said: str) -> None:
    assert said in body(Client().post("/verificar/", {"digest": typed}))


def test_the_code_of_a_report_is_told_from_a_digest_and_leads_there_only_who_reads_it(
    issued: Issued, signed_in: SignIn
) -> None:
    code, link = issued.edition.code, f'href="/informes/{issued.edition.code}/"'
    told = "es el código de un informe. Escriba su huella"
    stranger = body(Client().post("/verificar/", {"digest": code.lower()}))
    assert f"{code} {told}" in stranger
    assert link not in stranger
    none = body(Client().post("/verificar/", {"digest": "IC-2026-9999"}))
    assert f"IC-2026-9999 {told}" in none, "whether there is such a report is not said"
    reader = signed_in(issued.cast.member)
    assert link in body(reader.post("/verificar/", {"digest": code}))
    assert link in body(reader.get(f"/verificar/{code}/"))
    assert 'href="/informes/IC' not in body(reader.post("/verificar/", {"digest": "IC-2026-9999"}))


def test_what_no_report_is_stands_under_no_heading_of_a_report(issued: Issued) -> None:
    heading = "Sobre este informe"
    assert heading in body(hand_in(Client(), issued.pdf()))
    assert heading not in body(hand_in(Client(), b"other"))


def test_digest_written_in_groups_leads_to_its_address(issued: Issued) -> None:
    digest = issued.edition.sha256
    groups = " ".join(digest[each : each + 8] for each in range(0, 64, 8)).upper()
    response = Client().post("/verificar/", {"digest": groups})
    assert response.status_code == 302
    assert response["Location"] == f"/verificar/{digest}/"


def test_nothing_chosen_and_too_large_a_file_are_told(issued: Issued) -> None:
    assert "Elija el archivo o escriba su huella." in body(Client().post("/verificar/", {}))
    assert "está vacío" in body(hand_in(Client(), b""))
    with override_settings(UPLOAD_MAX_BYTES=10):
        assert "como máximo" in body(hand_in(Client(), b"x" * 11))


def test_every_flipped_byte_of_every_file_is_noticed(issued: Issued) -> None:
    """At the first bytes, at the last, and here and there between; as the page judges it, without the page."""
    for file in issued.edition.files.select_related("stored_file"):
        content = open_verified(file.stored_file)
        places = [0, 1, len(content) - 1, *(each * 7919 % len(content) for each in range(60))]
        for place in places:
            flipped = bytearray(content)
            flipped[place] ^= 1 << place % 8
            altered = bytes(flipped)
            assert judge_file(len(altered), lambda altered=altered: [altered]).match == Match.UNKNOWN, place
        assert judge_file(len(content) - 1, lambda short=content[:-1]: [short]).match == Match.UNKNOWN


def test_flipped_byte_is_told_on_the_page(issued: Issued) -> None:
    content = bytearray(issued.pdf())
    content[len(content) // 2] ^= 1
    page = body(hand_in(Client(), bytes(content)))
    assert "No corresponde a ningún informe emitido por este sistema" in page
    assert "IC-2026" not in page


# --- Signed, and more than signed ---


def test_signed_copy_is_recognised_with_its_signatures(issued: Issued) -> None:
    both = signed(signed(issued.pdf(), box=SEAL), "Firma2", name="<b>Otra</b> persona")
    page = body(hand_in(Client(), both))
    assert "Es el informe IC-2026-0002 tal como se emitió, con firmas añadidas" in page
    assert f"«{SIGNER}»" in page
    assert "«&lt;b&gt;Otra&lt;/b&gt; persona»" in page
    assert "Se ve en la página 1." in page
    assert "no comprueba quién los emitió" in page


@pytest.mark.parametrize("attack", ["stamp", "other content"])
def test_what_was_added_beside_a_signature_is_a_warning(issued: Issued, attack: str) -> None:
    for content in (changed(signed(issued.pdf()), ATTACKS[attack]), signed(changed(issued.pdf(), ATTACKS[attack]))):
        page = body(hand_in(Client(), content))
        assert "Contiene el informe IC-2026-0002, pero después se le añadió algo: no se fíe de él" in page
        assert "Está vigente" not in page


def test_flipped_byte_of_ours_in_a_signed_copy_makes_it_nobodys(issued: Issued) -> None:
    content = bytearray(signed(issued.pdf()))
    content[5000] ^= 1
    assert "No corresponde a ningún informe" in body(hand_in(Client(), bytes(content)))


# --- Keeping the house ---


def test_file_that_is_verified_is_not_kept(issued: Issued) -> None:
    before = StoredFile.objects.count()
    hand_in(Client(), signed(issued.pdf()))
    assert StoredFile.objects.count() == before


def test_one_network_may_not_ask_without_end(issued: Issued) -> None:
    client = Client()
    codes = [client.post("/verificar/", {"digest": UNKNOWN}).status_code for _each in range(31)]
    assert codes == [200] * 30 + [429]
    assert client.get("/verificar/").status_code == 200


def test_what_was_added_is_examined_a_few_times_a_minute_and_whole_files_still_recognised(issued: Issued) -> None:
    client, stamped = Client(), issued.pdf() + b"%%EOF\n"
    assert [hand_in(client, stamped).status_code for _each in range(7)] == [200] * 6 + [429]
    assert hand_in(client, issued.pdf()).status_code == 200
    assert [hand_in(client, b"another").status_code for _each in range(2)] == [200] * 2


def test_damaged_snapshot_is_told_and_not_held_against_the_file(issued: Issued) -> None:
    tampered(issued.edition)
    page = body(Client().get(f"/verificar/{issued.edition.sha256}/"))
    assert "La huella es la del informe IC-2026-0002" in page
    assert "debe restaurarse de una copia de respaldo" in page


def test_damaged_snapshot_is_told_to_who_asks_for_the_digest_in_the_minutes(issued: Issued) -> None:
    draft = issued.edition.draft
    assert draft is not None
    for text in (issued.edition.snapshot.replace('"value":"44"', '"value":"45"'), issued.edition.snapshot[:-9]):
        append_only.remove(connection, "reports_reportedition")
        ReportEdition.objects.filter(pk=issued.edition.pk).update(snapshot=text)
        append_only.install(connection, "reports_reportedition")
        page = body(Client().get(f"/verificar/{draft.proposal_sha256}/"))
        assert "emitido como informe IC-2026-0002" in page
        assert "debe restaurarse de una copia de respaldo" in page


def test_only_few_signed_files_are_examined_at_once_and_whole_ones_are_still_recognised(issued: Issued) -> None:
    client, stamped = Client(), issued.pdf() + b"%%EOF\n"
    with ExitStack() as others:
        for _each in range(MOST_AT_ONCE):
            others.enter_context(examining(RequestFactory().post("/verificar/", REMOTE_ADDR="10.0.0.9")))
        busy = hand_in(client, stamped)
        assert (busy.status_code, "se están examinando" in body(busy)) == (429, True)
        assert hand_in(client, issued.pdf()).status_code == 200
    assert hand_in(client, stamped).status_code == 200


def test_visitors_and_people_find_the_page(issued: Issued, signed_in: SignIn) -> None:
    for client, address in ((Client(), "/plan/"), (signed_in(make_person(None)), "/inicio/")):
        assert 'href="/verificar/"' in body(client.get(address))
