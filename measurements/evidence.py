"""Attaching documents to an answer or an item, taking them off, using them again and changing what is said of them.

It happens inside `workflow.save_draft`, which decides who may, when and over which version, and in its transaction. A row is
taken off, never deleted, and a changed one is a new one: what was sent stays as it was sent.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.formatting import file_size
from documents.inspection import Inspected
from documents.models import StoredFile
from documents.storing import store
from institutions.models import Institution, User
from measurements.evidence_change import EvidenceChange, Marks
from measurements.models import Evidence, Measurement, RegisterItem


class NoRoom(Exception):
    """The institution has used up what it may store; the message says what to do, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes it, and when."""

    by: User
    at: dt.datetime


def change(owner: Measurement | RegisterItem, wanted: EvidenceChange, *, by: User, at: dt.datetime) -> None:
    """Make the evidence of an answer or an item say what was wanted. What is gone already is no error."""
    if wanted.is_empty:
        return
    refuse_beyond_quota(wanted, owner.institution)
    hand = Hand(by, at)
    held = {row.pk: row for row in owner.evidence.held().select_related("stored_file")}
    for pk, marks in wanted.marked.items():
        if pk in held and pk not in wanted.taken_off and marks != marks_of(held[pk]):
            take_off(held[pk], hand)
            attach(owner, held[pk].stored_file, marks, hand)
    for pk in held.keys() & wanted.taken_off:
        take_off(held[pk], hand)
    for row in Evidence.objects.of(owner.institution).filter(pk__in=wanted.reused).select_related("stored_file"):
        attach(owner, row.stored_file, marks_of(row), hand)
    for document in wanted.attached:
        attach(owner, stored(document.file, owner.institution), document.marks, hand)


def refuse_beyond_quota(wanted: EvidenceChange, institution: Institution) -> None:
    """The page looked before; two that were sent at once come here one after the other."""
    sentence = beyond_quota([document.file for document in wanted.attached], institution)
    if sentence:
        raise NoRoom(sentence)


def attach(owner: Measurement | RegisterItem, file: StoredFile, marks: Marks, hand: Hand) -> None:
    """Attach a stored file, unless the same content is attached there already."""
    if owner.evidence.held().filter(stored_file__sha256=file.sha256).exists():
        return
    owner.evidence.create(
        stored_file=file,
        official_number=marks.official_number,
        grade=marks.grade,
        is_confidential=marks.is_confidential,
        added_at=hand.at,
        added_by=hand.by,
    )


def take_off(row: Evidence, hand: Hand) -> None:
    row.removed_at, row.removed_by = hand.at, hand.by
    row.save(update_fields=["removed_at", "removed_by"])


def stored(file: Inspected, institution: Institution) -> StoredFile:
    """The file of that name and content, stored once for each institution."""
    digest = hashlib.sha256(file.content).hexdigest()
    known = StoredFile.objects.filter(institution=institution, sha256=digest, name=file.name).first()
    return known or store(file.content, name=file.name, media_type=file.media_type, institution=institution)


def marks_of(row: Evidence) -> Marks:
    return Marks(row.official_number, row.grade, row.is_confidential)


def recorded(rows: Iterable[Evidence]) -> list[dict[str, object]]:
    """Evidence as events, receipts and their digests keep it."""
    kept = [
        {
            "sha256": row.stored_file.sha256,
            "name": row.stored_file.name,
            "number": row.official_number,
            "grade": str(row.grade),
            "confidential": row.is_confidential,
        }
        for row in rows
        if row.removed_at is None
    ]
    return sorted(kept, key=lambda each: str(each["sha256"]))


def beyond_quota(files: Iterable[Inspected], institution: Institution) -> str:
    """What to say where these files do not fit in the room that all answers of the institution share; nothing where they do."""
    sizes = {hashlib.sha256(file.content).hexdigest(): len(file.content) for file in files}
    known = StoredFile.objects.filter(institution=institution, sha256__in=sizes).values_list("sha256", flat=True)
    new = sum(sizes[digest] for digest in sizes.keys() - set(known)) if sizes else 0
    if not new or used_bytes(institution) + new <= settings.UPLOAD_QUOTA_BYTES:
        return ""
    text = _(
        "Your institution has used up the %(most)s that it may attach. Choose smaller files, use again those that are"
        " attached already, or ask the technical secretary for more room."
    )
    return text % {"most": file_size(settings.UPLOAD_QUOTA_BYTES, get_language() or "es")}


def used_bytes(institution: Institution) -> int:
    """How much the institution has stored. What was taken off counts, because it is kept; the same content counts once."""
    contents = StoredFile.objects.filter(institution=institution).order_by().values("sha256")
    return contents.annotate(bytes=Max("size")).aggregate(all=Sum("bytes"))["all"] or 0
