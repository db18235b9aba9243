"""Attaching documents to an answer or an item, taking them off, using them again and changing what is said of them.

It happens inside `workflow.save_draft`, which decides who may, when and over which version, and in its transaction. A row is
taken off, never deleted, and a changed one is a new one: what was sent stays as it was sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from documents.handed_in import NoRoom, beyond_quota, stored
from documents.models import StoredFile
from institutions.models import Institution, User
from measurements.answer.evidence_change import EvidenceChange, Marks
from measurements.models import Evidence, Measurement, RegisterItem


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
