"""The files of a progress note, in words: now, for its institution; as they were sent, for the Committee."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import NoteFile, ProgressNote
from documents.formatting import file_size, in_lima, plain_date
from documents.speaking import language
from institutions.models import User


@dataclass(frozen=True, slots=True)
class Attached:
    """One file: its name, where to download it, and what is known of it in a line."""

    pk: int
    name: str
    url: str
    note: str
    is_confidential: bool


def files_of(note: ProgressNote, user: User) -> list[Attached]:
    """What is attached, as far as the person may read it. A note that was sent changes no more: what is attached is what was sent."""
    rows = note.files.visible_to(user).held().select_related("stored_file", "added_by")
    return [attached(row) for row in rows]


def attached(row: NoteFile) -> Attached:
    words = {"day": plain_date(in_lima(row.added_at), language()), "person": row.added_by.name}
    said = [
        file_size(row.stored_file.size, language()),
        row.official_number,
        _("attached on %(day)s by %(person)s") % words,
    ]
    return Attached(
        pk=row.pk,
        name=row.stored_file.name,
        url=reverse("note_file", args=[row.stored_file.sha256]),
        note=" · ".join(part for part in said if part),
        is_confidential=row.is_confidential,
    )
