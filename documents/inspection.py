"""What an uploaded file really is. Its name, its ending and its content must agree, and nothing in it may act by itself.

A short list is accepted; everything else is refused, in one sentence that names the file and says what to do. Pictures are
written anew, so that where and by whom they were taken is gone. Office files and PDF are kept byte by byte: they are proof.

Office files and PDF are looked into by a confined process (documents/looking_inside.py), one for all files of a page.

A virus scanner looks at every file where one is configured (documents/antivirus.py). Without one, known viruses are not
looked for: what is documented as “not scanned”.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents import antivirus
from documents.formatting import file_size
from documents.looking_inside import Named, sentences_against
from documents.office_inspection import OLE
from documents.pictures import rewritten
from documents.refusing import FileRefused, refuse
from documents.storing import safe_name

Rewriting = Callable[[str, bytes], bytes]
"""Takes the name and the content, refuses or returns the content to keep."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is accepted: how people call it, its media type, the first guesses that agree with it.

    What has a rewriting is a picture; everything else is kept byte by byte, and looked into first.
    """

    word: str
    media_type: str
    guesses: frozenset[str]
    rewriting: Rewriting | None = None
    may_be_locked: bool = False


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be stored: a name fit to be shown, the content to keep and what it is."""

    name: str
    content: bytes
    media_type: str


def _office(word: str, media_type: str, *, may_be_locked: bool = False) -> Kind:
    # What writes an office file decides the order of its parts, and with it how far a guess by the first bytes gets.
    return Kind(word, media_type, frozenset({media_type, "application/zip"}), may_be_locked=may_be_locked)


OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
JPEG = Kind("JPEG", "image/jpeg", frozenset({"image/jpeg"}), lambda name, content: rewritten(name, content, "JPEG"))
KINDS = {
    ".pdf": Kind("PDF", "application/pdf", frozenset({"application/pdf"})),
    ".docx": _office("DOCX", f"{OOXML}.wordprocessingml.document", may_be_locked=True),
    ".xlsx": _office("XLSX", f"{OOXML}.spreadsheetml.sheet", may_be_locked=True),
    ".odt": _office("ODT", f"{ODF}.text"),
    ".ods": _office("ODS", f"{ODF}.spreadsheet"),
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
    (outcome,) = inspect_all([(name, content)])
    if isinstance(outcome, FileRefused):
        raise outcome
    return outcome


def inspect_all(files: Sequence[Named]) -> list[Inspected | FileRefused]:
    """What may be stored of each file, or why it is refused, in the order in which they came."""
    outcomes = [looked_at(name, content) for name, content in files]
    kept = [place for place, each in enumerate(outcomes) if isinstance(each, Inspected) and _is_kept(each)]
    documents = [(each.name, each.content) for place in kept if isinstance(each := outcomes[place], Inspected)]
    for place, (name, _content), sentence in zip(kept, documents, sentences_against(documents), strict=True):
        if sentence is not None:
            outcomes[place] = FileRefused(_(sentence), {"name": name})
    return outcomes


def _is_kept(file: Inspected) -> bool:
    """Whether it is kept byte by byte: what was written anew needs no look inside."""
    return kind_of(file.name).rewriting is None


def looked_at(name: str, content: bytes) -> Inspected | FileRefused:
    """All that is known of a file from outside; a picture is written anew."""
    shown = safe_name(name)
    try:
        kind = kind_of(shown)
        refuse_size(shown, len(content))
        _refuse_other(kind, shown, content)
        antivirus.scan(shown, content)
        kept = kind.rewriting(shown, content) if kind.rewriting else content
    except FileRefused as refused:
        return refused
    return Inspected(shown, kept, kind.media_type)


def kind_of(name: str) -> Kind:
    kind = KINDS.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        text = _("“%(name)s” is not of an accepted type. Only %(types)s are accepted: save it as one of them.")
        refuse(text, name, types=ACCEPTED)
    return kind


def refuse_size(name: str, size: int) -> None:
    """Refuse a file that is empty or too large, before its content is read."""
    if not size:
        refuse(_("“%(name)s” is empty (0 bytes). Check the file and choose it again."), name)
    if size > settings.UPLOAD_MAX_BYTES:
        text = _("“%(name)s” takes %(size)s and at most %(most)s are accepted. Make it smaller or split it.")
        language = get_language() or "es"
        most = file_size(settings.UPLOAD_MAX_BYTES, language)
        refuse(text, name, size=file_size(size, language), most=most)


def _refuse_other(kind: Kind, name: str, content: bytes) -> None:
    """Refuse what is of another kind inside. A locked DOCX or XLSX looks like an old one: the look inside says so."""
    is_locked = kind.may_be_locked and content.startswith(OLE)
    if _begins_as_a_page(content) or not (filetype.guess_mime(content) in kind.guesses or is_locked):
        text = _("“%(name)s” is not a %(type)s inside, whatever its name says. Open it and save it again as %(type)s.")
        refuse(text, name, type=kind.word)


def _begins_as_a_page(content: bytes) -> bool:
    """Whether a browser that guesses could take it for a page, whatever else it is."""
    beginning = content[:BEGINNING].lower()
    return any(mark in beginning for mark in MARKUP)
