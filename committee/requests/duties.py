"""The requests that an institution has to answer, for its tasks, its home and its calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from committee.models import InformationRequest, Verb
from documents.speaking import written
from indicators.models import ActionPlan
from institutions.models import REPORTING_ROLES, User
from notifications.duties import Duty


def duties_of_requests(user: User, at: dt.datetime) -> Iterator[Duty]:
    """Those of the current plan that the person's institutions owe, in one query beside the plan's; none for who owes nothing."""
    own = user.institution_ids(*REPORTING_ROLES)
    if not own:
        return
    owed = InformationRequest.objects.owed().filter(institution__in=own, plan=ActionPlan.objects.current())
    moved = Count("messages", filter=Q(messages__verb__in=(Verb.INSISTED, Verb.EXTENDED)))
    dated = owed.select_related("period", "indicator").annotate(moved=moved, changed_at=Max("messages__at"))
    for request in dated.order_by("due_at", "pk"):
        yield Duty(
            key=f"request.{request.number}",
            institution_id=request.institution_id,
            label=f"{request.number}: {written(request.subject, request.language)}",
            url=reverse("information_request", args=[request.number]),
            note=str(request.get_kind_display()),
            due_at=request.due_at,
            period=request.period.code if request.period else "",
            group=_("Answer the Committee's requests"),
            group_url=reverse("request_list"),
            moved=request.moved,
            changed_at=request.changed_at,
        )
