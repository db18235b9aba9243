"""What is particular to a progress note, on the path of everything that is handed in (activities/handing_in.py)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from activities.deadlines import window_of
from activities.handing_in import Kind
from activities.models import ProgressNote
from activities.noting.announcing import tell_returned, tell_validated
from activities.noting.checking import problems_of_note
from documents.formatting import instant, period_label
from documents.speaking import language


def whole_note(note: ProgressNote) -> dict[str, Any]:
    """All that a note says, as a step keeps it. Files are named by their digest."""
    return {
        "progress": note.progress,
        "started_on": note.started_on.isoformat() if note.started_on else None,
        "finished_on": note.finished_on.isoformat() if note.finished_on else None,
        "text": note.text,
        "language": note.language,
        "files": sorted(note.files.held().values_list("stored_file__sha256", flat=True)),
    }


def refusal_of_note(note: ProgressNote, at: dt.datetime) -> str:
    """Why nothing can be said of that semester now; empty where it can."""
    if not note.activity.year_plan.round.is_sealed:
        return _("The plan of the year was not adopted yet: nothing is followed up.")
    window = window_of(note.period, note.activity.institution_id)
    words = {"period": period_label(note.period.code, language())}
    if at < window.opens_at:
        return _("%(period)s has not begun yet.") % words
    if at >= window.closes_at:
        when = words | {"when": instant(window.closes_at, language())}
        return _("%(period)s closed on %(when)s: nothing more can be sent. Ask the Committee for more time.") % when
    return ""


def uncorrectable_note(note: ProgressNote, at: dt.datetime) -> str:
    """Why returning it would only take away what was said: its institution could send nothing any more."""
    if at < window_of(note.period, note.activity.institution_id).closes_at:
        return ""
    return _(
        "The window of the institution is closed: this note can no longer be returned for correction, only validated."
    )


NOTE = Kind(
    plan_id=lambda note: note.activity.plan_id,
    institution=lambda note: note.activity.institution,
    content=whole_note,
    problems=problems_of_note,
    refusal=refusal_of_note,
    uncorrectable=uncorrectable_note,
    returned=tell_returned,
    validated=tell_validated,
)
