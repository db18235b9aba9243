"""What an uploaded file really is. Its name, its ending and its content must agree, and nothing in it may act by itself.

A short list is accepted; everything else is refused, in one sentence that names the file and says what to do. Pictures are
written anew, so that where and by whom they were taken is gone. Office files and PDF are kept byte by byte: they are proof.

A virus scanner looks at every file where one is configured (documents/antivirus.py). Without one, known viruses are not
looked for: what is documented as «not scanned».
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents import antivirus
from documents.formatting import file_size
from documents.office_inspection import OLE, check_odf, check_ooxml
from documents.pdf_inspection import check_pdf
from documents.pictures import rewritten
from documents.refusing import refuse
from documents.storing import safe_name

Check = Callable[[str, bytes], bytes]
"""Takes the name and the content, refuses or returns the content to keep."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is accepted: how people call it, its media type, the first guesses that agree with it, its check."""

    word: str
    media_type: str
    guesses: frozenset[str]
    check: Check


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be stored: a name fit to be shown, the content to keep and what it is."""

    name: str
    content: bytes
    media_type: str


def _office(word: str, media_type: str, check: Check) -> Kind:
    # What writes an office file decides the order of its parts, and with it how far a guess by the first bytes gets.
    return Kind(word, media_type, frozenset({media_type, "application/zip"}), check)


OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
JPEG = Kind("JPEG", "image/jpeg", frozenset({"image/jpeg"}), lambda name, content: rewritten(name, content, "JPEG"))
KINDS = {
    ".pdf": Kind("PDF", "application/pdf", frozenset({"application/pdf"}), check_pdf),
    ".docx": _office("DOCX", f"{OOXML}.wordprocessingml.document", check_ooxml),
    ".xlsx": _office("XLSX", f"{OOXML}.spreadsheetml.sheet", check_ooxml),
    ".odt": _office("ODT", f"{ODF}.text", check_odf),
    ".ods": _office("ODS", f"{ODF}.spreadsheet", check_odf),
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".png": Kind(
        "PNG",
        "image/png",
        frozenset({"image/png", "image/apng"}),
        lambda name, content: rewritten(name, content, "PNG"),
    ),
}
ACCEPTED = "PDF, DOCX, XLSX, ODT, ODS, JPEG, PNG"
BEGINNING = 1024
MARKUP = (b"<html", b"<script", b"<!doctype html", b"<svg", b"<iframe")


def inspect(name: str, content: bytes) -> Inspected:
    """Return what may be stored of an uploaded file, or raise FileRefused."""
    shown = safe_name(name)
    kind = KINDS.get(PurePosixPath(shown).suffix.lower())
    if kind is None:
        text = _("«%(name)s» is not of an accepted type. Only %(types)s are accepted: save it as one of them.")
        refuse(text, shown, types=ACCEPTED)
    refuse_size(shown, len(content))
    if not _agrees(kind, content) or _begins_as_a_page(content):
        text = _("«%(name)s» is not a %(type)s inside, whatever its name says. Open it and save it again as %(type)s.")
        refuse(text, shown, type=kind.word)
    antivirus.scan(shown, content)
    return Inspected(shown, kind.check(shown, content), kind.media_type)


def refuse_size(name: str, size: int) -> None:
    """Refuse a file that is empty or too large, before its content is read."""
    if not size:
        refuse(_("«%(name)s» is empty (0 bytes). Check the file and choose it again."), name)
    if size > settings.UPLOAD_MAX_BYTES:
        text = _("«%(name)s» takes %(size)s and at most %(most)s are accepted. Make it smaller or split it.")
        language = get_language() or "es"
        most = file_size(settings.UPLOAD_MAX_BYTES, language)
        refuse(text, name, size=file_size(size, language), most=most)


def _agrees(kind: Kind, content: bytes) -> bool:
    """Whether the first bytes are of that kind. A locked DOCX or XLSX looks like an old one: its check says so."""
    return filetype.guess_mime(content) in kind.guesses or (kind.check is check_ooxml and content.startswith(OLE))


def _begins_as_a_page(content: bytes) -> bool:
    """Whether a browser that guesses could take it for a page, whatever else it is."""
    beginning = content[:BEGINNING].lower()
    return any(mark in beginning for mark in MARKUP)
