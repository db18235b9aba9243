"""What activities and budgets ask of the Committee's own people: what was sent and waits for a decision of this person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import ActivityChange, BudgetStatement, ProgressNote, Status, YearPlan
from institutions.models import REVIEWING_ROLES, User
from institutions.permissions import reviewable_institution_ids
from notifications.todo_sources import ToDo

OWNERS: dict[type[Any], str] = {
    YearPlan: "institution",
    ActivityChange: "year_plan__institution",
    ProgressNote: "activity__institution",
    BudgetStatement: "institution",
}
"""By which way each leads to its institution."""


def awaiting(model: type[Any], user: User) -> QuerySet[Any]:
    """What of one kind waits for this person's decision; nothing for a member of the Committee, who reads."""
    waiting: QuerySet[Any] = model._default_manager.filter(status=Status.SUBMITTED)
    if not user.has_role(*REVIEWING_ROLES):
        return waiting.none()
    mine, owner = reviewable_institution_ids(user), OWNERS[model]
    if mine is None:
        return waiting.exclude(**{f"{owner}__in": user.institution_ids()})
    return waiting.filter(**{f"{owner}__in": mine})


def activity_rows(user: User, at: dt.datetime) -> Iterator[ToDo]:
    """One row for each kind."""
    if not user.has_role(*REVIEWING_ROLES):
        return
    queue = reverse("activity_queue")
    for model, label in (
        (YearPlan, _("Read the plans of the year")),
        (ActivityChange, _("Decide on changes of activities")),
        (ProgressNote, _("Validate progress notes")),
        (BudgetStatement, _("Validate budget statements")),
    ):
        yield ToDo(awaiting(model, user).count(), label, queue, "")
