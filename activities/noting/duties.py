"""What an institution owes: the progress notes of an open semester."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.deadlines import moves_of
from activities.noting.semesters import SemesterOfNotes, open_semesters
from activities.own import own_institutions
from documents.formatting import period_label
from documents.speaking import language
from indicators.models import ActionPlan
from institutions.models import User
from notifications.duties import Duty


def note_duties(user: User, at: dt.datetime) -> Iterator[Duty]:
    """One a semester and institution, while a note is missing: from the day on which the semester's reporting opens.

    The number of queries grows with the semesters that are open, not with the activities.
    """
    own = own_institutions(user)
    plan = ActionPlan.objects.current() if own else None
    if plan is None:
        return
    for semester in open_semesters(own, plan, at=at):
        if semester.missing:
            yield _duty(semester)


def _duty(semester: SemesterOfNotes) -> Duty:
    period, institution = semester.period, semester.institution
    moved, changed_at = _moves(semester)
    url = reverse("notes", args=[period.code, institution.code])
    label = ngettext(
        "%(n)d progress note of %(period)s to send", "%(n)d progress notes of %(period)s to send", semester.missing
    )
    return Duty(
        key=f"notes.{period.code}.{institution.code}",
        institution_id=institution.pk,
        label=label % {"n": semester.missing, "period": period_label(period.code, language())},
        url=url,
        note=institution.short_name,
        due_at=semester.window.due_at,
        period=period.code,
        number=semester.missing,
        group=_("Progress notes of the semester"),
        group_url=url,
        moved=moved,
        changed_at=changed_at,
    )


def _moves(semester: SemesterOfNotes) -> tuple[int, dt.datetime | None]:
    """How often its day was set anew, and the last change behind it."""
    moved, changed_at = moves_of(semester.period, semester.window)
    written = [each.note.updated_at for each in semester.expected if each.note is not None]
    return moved, max((instant for instant in (changed_at, *written) if instant is not None), default=None)
