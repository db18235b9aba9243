"""What somebody writes in a progress note: one document for every door."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from activities.models import ProgressNote
from documents.inspection import Inspected


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to attach, with the number of the official document and whether it is confidential."""

    file: Inspected
    official_number: str = ""
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """`taken_off` names files of the note by their keys."""

    progress: str
    text: str
    started_on: dt.date | None = None
    finished_on: dt.date | None = None
    language: str = "es"
    attached: tuple[NewFile, ...] = ()
    taken_off: frozenset[int] = frozenset()


def says_the_same(note: ProgressNote, draft: NoteDraft) -> bool:
    """Whether the note reads as the draft does; its files aside."""
    return (note.progress, note.text, note.started_on, note.finished_on, note.language) == (
        draft.progress,
        draft.text.strip(),
        draft.started_on,
        draft.finished_on,
        draft.language,
    )
