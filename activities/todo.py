"""What activities and budgets ask of the Committee's own people: what was sent and waits for a decision of this person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from activities.hub_line import HubLine
from activities.models import ActivityChange, BudgetStatement, ProgressNote, Status, YearPlan
from indicators.models import ActionPlan
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
PLANS: dict[type[Any], str] = {
    YearPlan: "round__plan",
    ActivityChange: "year_plan__round__plan",
    ProgressNote: "activity__plan",
    BudgetStatement: "plan",
}
"""By which way each leads to its action plan."""


def awaiting(model: type[Any], user: User) -> QuerySet[Any]:
    """What of one kind waits for this person's decision in the current plan; nothing for a member of the Committee, who reads."""
    current = {PLANS[model]: ActionPlan.objects.only_current().values("pk")}
    waiting: QuerySet[Any] = model._default_manager.filter(status=Status.SUBMITTED, **current)
    if not user.has_role(*REVIEWING_ROLES):
        return waiting.none()
    mine, owner = reviewable_institution_ids(user), OWNERS[model]
    if mine is None:
        return waiting.exclude(**{f"{owner}__in": user.institution_ids()})
    return waiting.filter(**{f"{owner}__in": mine})


def activity_rows(user: User, at: dt.datetime) -> Iterator[ToDo]:
    """One row for all kinds, which the note tells apart: a home has few rows, and other work of the Committee needs them too."""
    if not user.has_role(*REVIEWING_ROLES):
        return
    counted = waiting_of(user)
    label = _("Validate what was sent about activities and budgets")
    yield ToDo(sum(counted.values()), label, reverse("activity_queue"), told_apart(counted))


def queue_lines(user: User, plan: ActionPlan, at: dt.datetime) -> Iterator[HubLine]:
    """On “Actividades”, for who decides: what waits, none of it too."""
    if user.has_role(*REVIEWING_ROLES):
        note = told_apart(waiting_of(user)) or _("Nothing waits for your decision.")
        yield HubLine(_("Activities to validate"), reverse("activity_queue"), note)


def waiting_of(user: User) -> dict[type[Any], int]:
    """How many of each kind wait for this person."""
    return {model: awaiting(model, user).count() for model in OWNERS}


def told_apart(counted: dict[type[Any], int]) -> str:
    """How many of each kind, without those of which there are none."""
    words = words_of_kinds()
    return "; ".join(f"{words[model]}: {n}" for model, n in counted.items() if n)


def words_of_kinds() -> dict[type[Any], str]:
    """Several of each kind."""
    return {
        YearPlan: _("Plans of the year"),
        ActivityChange: pgettext("kind of what waits", "Changes"),
        ProgressNote: _("Progress notes"),
        BudgetStatement: _("Budget statements"),
    }
