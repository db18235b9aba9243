"""The operator learns which stored files are missing or changed."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

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
    assert out.getvalue() == "1 stored files, none missing, none changed.\n"


def test_missing_and_changed_files_are_named() -> None:
    stored("entera")
    changed, there = stored("cambiada")
    missing, gone = stored("perdida")
    there.write_bytes(b"otra cosa")
    gone.unlink()
    with pytest.raises(CommandError) as error:
        call_command("verify_files")
    assert str(error.value).splitlines() == [
        f"changed: file {changed.pk} «cambiada.pdf», {changed.sha256}",
        f"missing: file {missing.pk} «perdida.pdf», {missing.sha256}",
    ]
