"""The agreements that an institution has still to do, as notifications.duties shows them beside what else it owes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from committee.meetings.notices import address_of, name_of
from committee.models import Agreement
from documents.speaking import written
from indicators.calendar import end_of
from indicators.models import ActionPlan
from institutions.models import REPORTING_ROLES, User
from notifications.duties import Duty


def owed_agreements(user: User, at: dt.datetime) -> Iterator[Duty]:
    """What binds the institutions for which the person reports or approves, and is not said to be done; none for who owes nothing."""
    own = user.institution_ids(*REPORTING_ROLES)
    if not own:
        return
    owed = Agreement.objects.owed().filter(institution__in=own, meeting__plan=ActionPlan.objects.current())
    stepped = owed.select_related("meeting").annotate(moved=Count("events"), changed_at=Max("events__at"))
    for each in stepped.order_by("due_on", "pk"):
        yield Duty(
            key=f"agreement.{each.meeting.number}.{each.ordinal}",
            institution_id=each.institution_id,
            label=_("Agreement %(name)s") % {"name": name_of(each)},
            url=address_of(each),
            note=written(each.text, each.meeting.language),
            due_at=end_of(each.due_on),
            group=_("Do what the Committee's meetings agreed"),
            group_url=reverse("agreements"),
            moved=each.moved,
            changed_at=each.changed_at,
        )
