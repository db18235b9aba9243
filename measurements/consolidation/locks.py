"""Why a unit cannot change its part now. An unexplained lock only makes people call."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from documents.formatting import instant, period_label
from documents.speaking import language
from institutions import permissions
from institutions.models import User
from measurements.deadlines.deadlines import deadline_for
from measurements.deadlines.window import refusal_of
from measurements.models import Contribution, Measurement, Status
from measurements.workflow.steps import Task


def answer_lock(task: Task, answer: Measurement | None, *, at: dt.datetime) -> str:
    """Why no unit's part of this answer changes; empty when they can."""
    words = {"period": period_label(task.period.code, language()), "institution": task.institution.name}
    if answer is not None and not answer.is_editable:
        moment = answer.prepared_at if answer.status == Status.PREPARED else answer.submitted_at
        words |= {"when": instant(moment, language()), "status": str(answer.get_status_display())}
        text = _("%(institution)s handed its answer over on %(when)s (now “%(status)s”): its units' parts are closed.")
        return text % words
    deadline = deadline_for(task.period, task.institution, task.indicator)
    return refusal_of(task.period, deadline.without_opening, task.institution, at=at)


def part_lock(
    task: Task, contribution: Contribution, answer: Measurement | None, user: User, *, at: dt.datetime
) -> str:
    """Why this person cannot change this part; empty when they can."""
    lock = answer_lock(task, answer, at=at)
    if lock:
        return lock
    if permissions.reporting_post(user, contribution.unit) is None:
        return _("Only who reports for the unit writes its figures.")
    return ""
