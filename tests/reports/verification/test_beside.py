"""A file and a digest handed in together: whether they belong together, and what each is where they do not."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.storing import open_verified
from tests.reports.verification import handed_in
from tests.reports.verification.handed_in import UNKNOWN, Issued, body
from tests.reports.verification.signing import ATTACKS, changed, signed

pytestmark = pytest.mark.django_db
made, issued = handed_in.made, handed_in.issued
APART = "El archivo y la huella que escribió no se corresponden"


def both(content: bytes, digest: str, prefix: str = "") -> str:
    file = SimpleUploadedFile("informe.pdf", content)
    return body(Client().post(f"{prefix}/verificar/", {"file": file, "digest": digest}))


def of_adopted(issued: Issued) -> str:
    assert issued.edition.draft is not None
    return issued.edition.draft.proposal_sha256


def of_english(issued: Issued) -> str:
    return issued.edition.files.get(part="report", format="pdf", language="en").stored_file.sha256


@pytest.mark.parametrize(
    ("digest", "words"),
    [
        (lambda issued: hashlib.sha256(issued.pdf()).hexdigest(), "La huella que escribió es la de este archivo."),
        (lambda issued: issued.edition.sha256, "es del mismo informe: La copia congelada del informe"),
        (of_adopted, "es del mismo informe: El contenido que aprobó la sesión"),
        (of_english, "es del mismo informe: Informe, PDF en inglés."),
    ],
    ids=["of the file", "on the cover", "in the minutes", "of another file of it"],
)
def test_digest_of_the_same_report_is_told_with_what_it_is_of(issued: Issued, digest: Any, words: str) -> None:
    page = both(issued.pdf(), digest(issued).upper())
    assert words in page
    assert APART not in page
    assert '<h2 id="verdict">Es el informe IC-2026-0002, tal como se emitió</h2>' in page
    assert 'class="notice good"' in page


@pytest.mark.parametrize(
    ("digest", "words"),
    [
        (lambda issued: UNKNOWN, "Ningún informe emitido por este sistema tiene esta huella."),
        (lambda issued: issued.old.sha256, "La huella es la del informe IC-2026-0001."),
    ],
    ids=["nobody's", "of another edition"],
)
def test_digest_of_something_else_is_not_passed_over(issued: Issued, digest: Any, words: str) -> None:
    """Whoever compares the digest in a letter with a genuine file must not read that all is well."""
    page = both(issued.pdf(), digest(issued))
    assert f'<h2 id="verdict">{APART}</h2>' in page
    assert f"La huella que escribió no es la de este archivo. {words}" in page
    assert "Es el informe IC-2026-0002, tal como se emitió." in page, "what the file is, is still told"
    assert f'<th scope="row">SHA-256 que escribió</th><td class="digest">{digest(issued)}</td>' in page
    assert 'class="notice risk"' in page
    assert 'class="notice good"' not in page


def test_file_of_nobody_with_the_digest_of_a_report_is_not_that_report(issued: Issued) -> None:
    page = both(b"another", issued.edition.sha256)
    assert APART in page
    assert "No corresponde a ningún informe emitido por este sistema." in page
    assert "La huella es la del informe IC-2026-0002." in page
    assert 'class="notice error"' in page


def test_where_neither_is_known_nobody_says_that_they_differ(issued: Issued) -> None:
    page = both(b"another", UNKNOWN)
    assert APART not in page
    assert "tampoco la tiene ningún informe emitido por este sistema" in page
    own = both(b"another", hashlib.sha256(b"another").hexdigest())
    assert "La huella que escribió es la de este archivo." in own


def test_what_was_added_to_a_file_is_told_first(issued: Issued) -> None:
    for digest, words in ((UNKNOWN, "no es la de este archivo"), (issued.edition.sha256, "es del mismo informe")):
        page = both(changed(issued.pdf(), ATTACKS["stamp"]), digest)
        assert '<h2 id="verdict">Contiene el informe IC-2026-0002' in page
        assert words in page


def test_signed_copy_belongs_to_the_digest_on_its_cover(issued: Issued) -> None:
    page = both(signed(issued.pdf()), issued.edition.sha256)
    assert "tal como se emitió, con firmas añadidas" in page
    assert "es del mismo informe" in page


def test_both_are_told_in_english(issued: Issued) -> None:
    page = both(issued.pdf(), UNKNOWN, prefix="/en")
    assert "The file and the digest that you wrote do not belong together" in page
    assert "No report issued by this system has this digest." in page


def test_files_own_digest_and_that_of_its_cover_are_told_apart(issued: Issued) -> None:
    """Whoever runs sha256sum on the PDF gets another digest than the one that the cover prints."""
    own = hashlib.sha256(issued.pdf()).hexdigest()
    page = body(Client().get(f"/verificar/{own}/"))
    assert "La huella es la de un archivo del informe IC-2026-0002: Informe, PDF en español" in page
    for label, digest in (
        ("SHA-256", own),
        ("SHA-256 de la copia congelada, que lleva la portada", issued.edition.sha256),
    ):
        assert f'<th scope="row">{label}</th><td class="digest">{digest}</td>' in page
    cover = body(Client().get(f"/verificar/{issued.edition.sha256}/"))
    assert "la portada lleva esta huella" in cover
    assert "SHA-256 de la copia congelada, que" not in cover
    assert "no es la que usted calcula del PDF" in body(Client().get("/verificar/"))


def test_page_of_an_edition_has_the_digest_of_each_file(issued: Issued, signed_in: Any) -> None:
    page = body(signed_in(issued.cast.observer).get(f"/informes/{issued.edition.code}/"))
    assert "no es la del PDF, porque cada archivo tiene la suya" in page
    for file in issued.edition.files.select_related("stored_file"):
        digest = hashlib.sha256(open_verified(file.stored_file)).hexdigest()
        assert f'<span class="note">{file.label}</span><br><span class="digest">{digest}</span>' in page
