"""What an institution owes: the plan of a year that is to be proposed, until it is sent, and again while it is returned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import SENT, ActivityStep, PlanningRound, Status, YearPlan
from activities.planning.wording import how_far
from indicators.models import ActionPlan
from institutions.models import REPORTING_ROLES, User
from notifications.duties import Duty


def planning_duties(user: User, at: dt.datetime) -> Iterator[Duty]:
    """Of the institutions for which the person reports or approves, in a fixed number of queries."""
    own = user.institution_ids(*REPORTING_ROLES)
    if not own:
        return
    owed = (
        YearPlan.objects.asked()
        .filter(institution__in=own, round__plan=ActionPlan.objects.current(), round__state=PlanningRound.State.OPEN)
        .exclude(status__in=SENT)
    )
    moved = Count("round__steps", filter=Q(round__steps__verb=ActivityStep.Verb.MOVED), distinct=True)
    dated = owed.annotate(moved=moved, changed_at=Max("round__steps__at"), written=Count("activities", distinct=True))
    for each in dated.select_related("round", "institution").order_by("round__due_at", "pk"):
        yield Duty(
            key=f"year_plan.{each.year}.{each.institution.code}",
            institution_id=each.institution_id,
            label=_label(each.status) % {"year": each.year},
            url=reverse("year_plan", args=[each.year, each.institution.code]),
            note=how_far(each, each.written),
            due_at=each.round.due_at,
            group=_("Plans of the year"),
            group_url=reverse("activities"),
            moved=each.moved,
            changed_at=each.changed_at,
        )


def _label(status: str) -> str:
    """What is to be done next, whoever of the institution does it."""
    if status == Status.RETURNED:
        return _("Correct the plan of %(year)s")
    if status == Status.PREPARED:
        return _("Approve and send the plan of %(year)s")
    return _("Propose the plan of %(year)s")
