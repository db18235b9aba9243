"""Stored files are the same years later, and do no harm to who opens them."""

from pathlib import Path

import pytest
from csp.middleware import CSPMiddleware
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import storing
from documents.models import StoredFile
from documents.responses import attachment, download
from documents.storing import StoredFileDamaged, open_verified, safe_name, store

PDF = b"%PDF-1.7 acta"


def on_disk(stored: StoredFile) -> Path:
    return Path(default_storage.path(stored.path))


@pytest.mark.django_db
def test_stored_content_comes_back_unchanged() -> None:
    stored = store(PDF, name="Acta N.° 3.pdf", media_type="application/pdf")
    assert open_verified(StoredFile.objects.get(pk=stored.pk)) == PDF
    assert (stored.name, stored.size, stored.extension) == ("Acta N.° 3.pdf", len(PDF), ".pdf")


@pytest.mark.django_db
def test_file_lies_under_a_name_made_by_the_server() -> None:
    stored = store(PDF, name="../../etc/passwd", media_type="application/pdf")
    assert stored.path == f"{stored.sha256[:2]}/{stored.sha256}"
    assert on_disk(stored).is_relative_to(default_storage.path(""))
    assert stored.name == "passwd"


@pytest.mark.django_db
def test_same_content_handed_in_twice_is_two_rows_and_one_file() -> None:
    first, second = (store(PDF, name=name, media_type="application/pdf") for name in ("a.pdf", "b.pdf"))
    assert first.pk != second.pk
    assert on_disk(first) == on_disk(second)


@pytest.mark.django_db
def test_changed_or_lost_content_is_noticed() -> None:
    stored = store(b"cuatro", name="a.txt", media_type="text/plain")
    on_disk(stored).write_bytes(b"cinco")
    with pytest.raises(StoredFileDamaged):
        open_verified(stored)
    on_disk(stored).unlink()
    with pytest.raises(StoredFileDamaged):
        open_verified(stored)


@pytest.mark.django_db
def test_storing_again_repairs_a_damaged_file() -> None:
    stored = store(b"sano", name="a.txt", media_type="text/plain")
    on_disk(stored).write_bytes(b"roto")
    store(b"sano", name="a.txt", media_type="text/plain")
    assert open_verified(stored) == b"sano"


@pytest.mark.django_db
def test_row_is_not_written_when_the_disk_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        store(b"no cabe", name="a.txt", media_type="text/plain")
    assert not StoredFile.objects.exists()
    assert not [path for path in Path(default_storage.path("")).rglob(".*") if path.is_file()]


@pytest.mark.django_db
def test_row_can_be_neither_changed_nor_deleted() -> None:
    stored = store(PDF, name="a.pdf", media_type="application/pdf")
    stored.save()  # changes nothing
    stored.name = "otro.pdf"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        stored.save()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        stored.delete()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("C:\\Informes\\datos.xlsx", "datos.xlsx"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("nulo\0.pdf", "nulo.pdf"),
        ("inocente\u202efdp.exe", "inocentefdp.exe"),
        ("", "archivo"),
        ("..", "archivo"),
        ("n" * 300 + ".pdf", "n" * 146 + ".pdf"),
    ],
)
def test_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_name_can_be_sent_in_a_header(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= storing.NAME_LENGTH
    header = attachment(b"", name=name, media_type="text/plain")["Content-Disposition"]
    assert header.startswith("attachment")
    assert not set(header) & set("\r\n\0")


@pytest.mark.django_db
def test_download_is_saved_and_never_run_in_our_origin() -> None:
    stored = store(b"<script>", name="año.html", media_type="text/html")
    request = RequestFactory().get("/")
    response = CSPMiddleware(lambda _request: download(stored, inline=True))(request)
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''a%C3%B1o.html"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_only_a_pdf_or_picture_may_be_shown_by_the_browser() -> None:
    stored = store(PDF, name="acta.pdf", media_type="application/pdf")
    assert download(stored, inline=True)["Content-Disposition"] == 'inline; filename="acta.pdf"'
    assert download(stored)["Content-Disposition"] == 'attachment; filename="acta.pdf"'


@pytest.mark.django_db
def test_damaged_file_is_not_sent() -> None:
    stored = store(b"sano 2", name="a.txt", media_type="text/plain")
    on_disk(stored).write_bytes(b"otro")
    with pytest.raises(StoredFileDamaged):
        download(stored)
