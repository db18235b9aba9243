"""The operator learns which stored files are missing or changed."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from documents import append_only
from documents.models import StoredFile
from documents.storing import store

pytestmark = pytest.mark.django_db


def stored(text: str) -> tuple[StoredFile, Path]:
    file = store(text.encode(), name=f"{text}.pdf", media_type="application/pdf")
    return file, Path(default_storage.path(file.path))


def test_whole_files_pass() -> None:
    stored("acta")
    out = StringIO()
    call_command("verify_files", stdout=out)
    assert out.getvalue().endswith("1 stored files, none missing, none changed.\n")


def test_files_that_no_row_names_are_told_and_are_no_mistake() -> None:
    """A step that was ended between the file and its row leaves one."""
    kept, _path = stored("con fila")
    left, path = stored("sin fila, de antes")
    with connection.cursor() as cursor:
        append_only.remove(connection, "documents_storedfile")
        cursor.execute("DELETE FROM documents_storedfile WHERE id = %s", [left.pk])
        append_only.install(connection, "documents_storedfile")
    out = StringIO()
    call_command("verify_files", "-v", "2", stdout=out)
    assert f"without a row: {path}\n" in out.getvalue()
    assert kept.sha256 not in out.getvalue()


def test_missing_and_changed_files_are_named() -> None:
    stored("entera")
    changed, there = stored("cambiada")
    missing, gone = stored("perdida")
    there.write_bytes(b"otra cosa")
    gone.unlink()
    with pytest.raises(CommandError) as error:
        call_command("verify_files")
    assert str(error.value).splitlines() == [
        f"changed: file {changed.pk} “cambiada.pdf”, {changed.sha256}",
        f"missing: file {missing.pk} “perdida.pdf”, {missing.sha256}",
    ]
