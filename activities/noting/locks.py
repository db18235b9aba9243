"""Why a progress note cannot be written now, and what can be done about it. An unexplained lock only makes people call."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from activities.handing_in import refusal_of
from activities.models import Activity, ProgressNote, Status
from activities.noting.expected import expects
from documents.formatting import instant
from documents.speaking import language
from indicators.models import ReportingPeriod
from institutions import permissions
from institutions.models import User


def lock_of(
    activity: Activity, period: ReportingPeriod, note: ProgressNote | None, user: User, *, at: dt.datetime
) -> str:
    """The reason in words; empty where the person may write it now. `activity` was read with its notes."""
    if note is not None and note.status == Status.VALIDATED:
        text = _(
            "The Committee validated this note on %(when)s. What comes after is said in the note of the next semester."
        )
        return text % {"when": instant(note.validated_at, language())}
    if note is not None and note.status == Status.SUBMITTED:
        text = _("It was sent on %(when)s and the Committee is reading it. If it is returned, you can correct it.")
        return text % {"when": instant(note.submitted_at, language())}
    refusal = refusal_of(note or ProgressNote(activity=activity, period=period), at)
    if refusal:
        return refusal
    if note is None and not expects(activity, period):
        return _not_expected(activity, period)
    if note is not None and note.status == Status.PREPARED:
        text = _("%(person)s handed it over on %(when)s. Who approves for your institution sends it, or hands it back.")
        return text % {"person": note.prepared_by, "when": instant(note.prepared_at, language())}
    if permissions.reporting_post(user, activity.institution) is None:
        return _("You approve for your institution; only its reporters write the notes.")
    return ""


def _not_expected(activity: Activity, period: ReportingPeriod) -> str:
    if activity.starts_on > period.ends_on:
        return _("This activity begins after the semester: nothing is to be said of it yet.")
    if activity.cancelled_at is not None:
        return _("This activity was cancelled before the semester.")
    if activity.continued_year is not None and period.starts_on.year >= activity.continued_year:
        text = _("It goes on as an activity of the plan of %(year)s: write it in the note of that one.")
        return text % {"year": activity.continued_year}
    return _("A note of an earlier semester says that this activity is done: nothing more is to be said of it.")
