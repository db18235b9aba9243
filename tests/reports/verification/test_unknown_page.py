"""What the page that verifies says of what is no file and no digest of ours, down to a single byte."""

from __future__ import annotations

import pytest
from django.test import Client
from django.test.utils import override_settings

from documents.storing import open_verified
from reports.verification.judging import Match, judge_file
from tests.conftest import SignIn
from tests.reports.verification import handed_in
from tests.reports.verification.handed_in import UNKNOWN, Issued, body, hand_in

pytestmark = pytest.mark.django_db
made, issued = handed_in.made, handed_in.issued


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


@pytest.mark.parametrize("tail", [b"x", b"\n", b"\x00" * 5])
def test_bytes_after_the_end_are_told_as_what_is_known_of_them(issued: Issued, tail: bytes) -> None:
    page = body(hand_in(Client(), issued.pdf() + tail))
    assert "Contiene el informe IC-2026-0002, pero después se le añadió algo: no se fíe de él" in page
    assert "<li>Después del final del informe hay bytes que no son una firma ni una actualización del PDF." in page
    assert "páginas" not in page


def test_flipped_byte_is_told_on_the_page(issued: Issued) -> None:
    content = bytearray(issued.pdf())
    content[len(content) // 2] ^= 1
    page = body(hand_in(Client(), bytes(content)))
    assert "No corresponde a ningún informe emitido por este sistema" in page
    assert "IC-2026" not in page
