"""The page that anybody asks whether a report is what was issued: what it tells to whom, and what it never tells."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from documents import append_only
from documents.models import StoredFile
from documents.storing import open_verified
from institutions.models import Role
from reports.edition.composing import compose
from reports.issued import sealing
from reports.models import EditionWithdrawal, ReportEdition
from reports.verification.views import MOST_AT_ONCE, examining
from tests.conftest import SignIn
from tests.factories import make_person
from tests.factories.reports import adopt_draft, make_draft
from tests.reports.verification import handed_in
from tests.reports.verification.handed_in import UNKNOWN, Issued, body, hand_in
from tests.reports.verification.signing import ATTACKS, SEAL, SIGNER, changed, signed
from tests.reports.worlds.report import CLOSED, tampered

pytestmark = pytest.mark.django_db
made, issued = handed_in.made, handed_in.issued


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
        is_snapshot = stored.sha256 == issued.edition.sha256
        label, of_which = ("copia congelada", "l") if is_snapshot else (file.label, " un archivo del")
        for response, verdict in (
            (client.get(f"/verificar/{stored.sha256}/"), f"La huella es la de{of_which} informe IC-2026-0002"),
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


@pytest.mark.parametrize("hand", ["file", "digest"])
def test_heading_says_first_that_an_edition_was_withdrawn_or_replaced(
    issued: Issued, signed_in: SignIn, hand: str
) -> None:
    """Who reads nothing but the heading must not believe that it is in force."""
    reader = signed_in(issued.cast.observer)

    def asked(edition: ReportEdition, client: Client) -> str:
        if hand == "digest":
            return body(client.get(f"/verificar/{edition.sha256}/"))
        stored = edition.files.get(part="report", format="pdf", language="es").stored_file
        return body(hand_in(client, open_verified(stored)))

    old = asked(issued.old, reader)
    assert '<h2 id="verdict">El informe IC-2026-0001 ya no está vigente: lo reemplaza el IC-2026-0002</h2>' in old
    issued.withdrawn()
    for client in (reader, Client()):
        page = asked(issued.edition, client)
        assert '<h2 id="verdict">El informe IC-2026-0002 fue retirado el 1 de septiembre de 2026</h2>' in page
        assert ("Es el informe" if hand == "file" else "La huella es la del informe") in page
        knows_why = client is reader
        assert ('<p class="quote" lang="es">La cifra de la Marina estaba mal.</p>' in page) == knows_why
        assert ("da el motivo a quienes pueden leer el informe" in page) == (not knows_why)
    old = asked(issued.old, reader)
    assert "ya no está vigente: lo reemplazó el IC-2026-0002, que fue retirado</h2>" in old


def test_withdrawn_edition_names_the_one_that_replaced_it(issued: Issued) -> None:
    post = issued.cast.secretary.post_as(Role.TECHNICAL_SECRETARY)
    EditionWithdrawal.objects.create(edition=issued.old, reason="Mal.", withdrawn_at=CLOSED, withdrawn_by=post)
    page = body(Client().get(f"/verificar/{issued.old.sha256}/"))
    assert '<h2 id="verdict">El informe IC-2026-0001 fue retirado el' in page
    assert "Lo reemplaza la edición IC-2026-0002, emitida el 1 de septiembre de 2026." in page


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
