"""Which files a report has, and making them. Each maker takes the snapshot, a language and the snapshot's digest, and asks nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from documents.canonical import canonical
from reports.edition.outside import outside
from reports.edition.typesetting import report_pdf, typeset
from reports.files.brief import brief_pdf
from reports.files.word_report import report_docx, written
from reports.files.workbook import report_workbook
from reports.models import EditionFile
from reports.snapshot.bilingual import LANGUAGES

Content = dict[str, Any]
Make = Callable[[Content, str, str], bytes]
Part = EditionFile.Part
PDF, DOCX, XLSX, JSON = "pdf", "docx", "xlsx", "json"
BOTH = ("",)
"""The language of a file that holds both."""
MEDIA_TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JSON: "application/json",
}
STEMS = {Part.REPORT: "informe", Part.BRIEF: "resumen", Part.ANNEX: "anexo"}


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file. `make(content, language, sha256)` gives its bytes: the same for the same arguments."""

    part: Part
    format: str
    make: Make
    languages: tuple[str, ...] = LANGUAGES

    def name(self, code: str, language: str) -> str:
        """`IC-2026-0003-informe-es.pdf`."""
        return "-".join(filter(None, (code, STEMS[self.part], language))) + f".{self.format}"


@dataclass(frozen=True, slots=True)
class Made:
    """A file, made."""

    kind: FileKind
    language: str
    name: str
    content: bytes

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind.format]


def snapshot_json(content: Content, language: str, sha256: str) -> bytes:
    """The snapshot itself: its SHA-256 is the one that the report prints."""
    return canonical(content)


def pdf(content: Content, language: str, sha256: str) -> bytes:
    return report_pdf(content, language, sha256=sha256)


def docx(content: Content, language: str, sha256: str) -> bytes:
    return report_docx(content, language, sha256=sha256)


def brief(content: Content, language: str, sha256: str) -> bytes:
    return brief_pdf(content, language, sha256=sha256)


def annex(content: Content, language: str, sha256: str) -> bytes:
    return typeset(outside(content, language, sha256=sha256))


def annex_docx(content: Content, language: str, sha256: str) -> bytes:
    return written(outside(content, language, sha256=sha256))


def kinds_of(content: Content) -> tuple[FileKind, ...]:
    """The files that this report has, in the order in which people read them. An institution's own has no brief and no annex."""
    of_the_committee = (
        FileKind(Part.BRIEF, PDF, brief),
        FileKind(Part.ANNEX, PDF, annex),
        FileKind(Part.ANNEX, DOCX, annex_docx),
    )
    return (
        FileKind(Part.REPORT, PDF, pdf),
        FileKind(Part.REPORT, DOCX, docx),
        FileKind(Part.REPORT, XLSX, report_workbook),
        *(() if content["edition"].get("institution") else of_the_committee),
        FileKind(Part.REPORT, JSON, snapshot_json, BOTH),
    )


def count_of(content: Content) -> int:
    """How many files a report has."""
    return sum(len(kind.languages) for kind in kinds_of(content))


def make_files(content: Content, sha256: str) -> Iterator[Made]:
    """Every file of a report, one after the other, so that a caller can tell how far it is."""
    code = content["edition"]["code"]
    for kind in kinds_of(content):
        for language in kind.languages:
            yield Made(kind, language, kind.name(code, language), kind.make(content, language, sha256))
