"""What an institution owes: whether the budget of the year has an item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.budgeting.owing import Owed, owed_by
from activities.deadlines import moves_of
from activities.own import own_institutions
from documents.formatting import plain_date
from documents.speaking import language
from indicators.models import ActionPlan
from institutions.models import User
from notifications.duties import Duty


def budget_duties(user: User, at: dt.datetime) -> Iterator[Duty]:
    """Of the institutions for which the person reports or approves, in queries that grow with institutions and open semesters only."""
    own = own_institutions(user)
    plan = ActionPlan.objects.current() if own else None
    if plan is None:
        return
    for owed in owed_by(own, plan, at=at):
        moved, changed_at = moves_of(owed.period, owed.window)
        yield Duty(
            key=f"budget.{owed.institution.code}.{owed.period.code}",
            institution_id=owed.institution.pk,
            label=_("State the budget of %(year)s") % {"year": owed.year},
            url=reverse("budget_institution", args=[owed.year, owed.institution.code]),
            note=note_of(owed),
            due_at=owed.window.due_at,
            period=owed.period.code,
            moved=moved,
            changed_at=max((each for each in (changed_at, owed.last and owed.last.updated_at) if each), default=None),
        )


def note_of(owed: Owed) -> str:
    """Where it stands, or what is asked."""
    if owed.last is not None and not owed.last.is_sent:
        return str(owed.last.get_status_display())
    return _("With amounts up to %(day)s or later.") % {"day": plain_date(owed.period.ends_on, language())}
