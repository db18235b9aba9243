"""Documents for tests: what the browser sends of them, and what is written of them past the pages."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from documents.inspection import Inspected
from documents.plain_pdf import plain_pdf
from measurements.answer.evidence_change import EvidenceChange, Marks, NewDocument
from measurements.models import Evidence


def paper(text: str = "Oficio 1") -> bytes:
    return plain_pdf([text])


def attaching(*texts: str, marks: Marks | None = None) -> EvidenceChange:
    files = [Inspected(f"{text}.pdf", paper(text), "application/pdf") for text in texts]
    return EvidenceChange(attached=tuple(NewDocument(file, marks or Marks()) for file in files))


def upload(text: str = "Oficio 1", *, name: str = "", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name or f"{text}.pdf", paper(text) if content is None else content)


def held_names() -> list[str]:
    return sorted(Evidence.objects.held().values_list("stored_file__name", flat=True))
