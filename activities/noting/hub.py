"""What this room says on “Actividades”."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from activities.hub_line import HubLine
from activities.noting.semesters import SemesterOfNotes, open_semesters
from activities.own import own_institutions
from documents.formatting import period_label, plain_date
from documents.speaking import language
from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, Role, User


def note_lines(user: User, plan: ActionPlan, at: dt.datetime) -> Iterator[HubLine]:
    """The open semesters of each own institution; for the Committee and its observers, the last semester that was reported."""
    own = own_institutions(user)
    for semester in open_semesters(own, plan, at=at):
        yield _own_line(semester, names_it=len(own) > 1, at=at)
    if user.has_role(*COMMITTEE_ROLES, Role.OBSERVER):
        period = plan.periods.begun(at=at).first()
        if period is not None:
            label = _("Progress notes of %(period)s, by institution") % {
                "period": period_label(period.code, language())
            }
            yield HubLine(label, reverse("notes_overview", args=[period.code]))


def _own_line(semester: SemesterOfNotes, *, names_it: bool, at: dt.datetime) -> HubLine:
    label = _("Progress notes of %(period)s") % {"period": period_label(semester.period.code, language())}
    words = {
        "sent": semester.sent,
        "all": len(semester.expected),
        "day": plain_date(semester.window.due_on, language()),
    }
    is_late = bool(semester.missing) and semester.window.is_overdue(at)
    key = "validated" if not semester.missing else "overdue" if is_late else "not_started"
    state = (
        _("All sent") if not semester.missing else pgettext("progress notes", "Overdue") if is_late else _("To be done")
    )
    return HubLine(
        label=f"{semester.institution.short_name} · {label}" if names_it else label,
        url=reverse("notes", args=[semester.period.code, semester.institution.code]),
        note=_("%(sent)d of %(all)d sent; due by %(day)s") % words,
        key=key,
        state=state,
    )
