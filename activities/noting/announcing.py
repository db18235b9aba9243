"""Who is told what of a progress note, in the transaction of the step: who reports and approves for its institution."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import ProgressNote
from activities.steps import last_words
from documents.formatting import period_label
from documents.speaking import language
from notifications.mailing import people_of
from notifications.models import Kind
from notifications.telling import Told, tell


def tell_returned(note: ProgressNote, at: dt.datetime) -> None:
    """With the Committee's words: the step that holds them is written already."""
    _tell(note, lambda: _("%(activity)s: the note of %(period)s was returned, correct it"), last_words(note), at)


def tell_validated(note: ProgressNote, at: dt.datetime) -> None:
    _tell(note, lambda: _("%(activity)s: the note of %(period)s was validated"), note.activity.title, at)


def _tell(note: ProgressNote, title: Callable[[], str], text: str, at: dt.datetime) -> None:
    path = reverse("note", args=[note.activity.code, note.period.code])

    def write() -> Told:
        words = {"activity": note.activity.code, "period": period_label(note.period.code, language())}
        return Told(title() % words, text, path)

    tell(people_of(note.activity.institution_id), kind=Kind.ACTIVITY, write=write, at=at)
