"""The agreements that an institution has still to do, as measurements.duties shows them beside what else it owes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from committee.meeting_notices import address_of, name_of
from committee.models import Agreement
from indicators.calendar import end_of
from institutions.models import REPORTING_ROLES, User
from measurements.duties import Duty


def owed_agreements(user: User, at: dt.datetime) -> Iterator[Duty]:
    """What binds the institutions for which the person reports or approves, and is not said to be done."""
    own = Agreement.objects.owed().filter(institution__in=user.institution_ids(*REPORTING_ROLES))
    for each in own.select_related("meeting").order_by("due_on", "pk"):
        yield Duty(
            key=f"agreement.{each.meeting.number}.{each.ordinal}",
            institution_id=each.institution_id,
            label=_("Agreement %(name)s") % {"name": name_of(each)},
            url=address_of(each),
            note=each.text,
            due_at=end_of(each.due_on),
        )
