"""What this room says on “Actividades”."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from activities.hub_line import HubLine
from activities.models import BudgetStatement
from activities.own import own_institutions
from indicators.models import ActionPlan
from institutions.models import Institution, User


def budget_lines(user: User, plan: ActionPlan, at: dt.datetime) -> Iterator[HubLine]:
    """The budget of the person's institutions, and the page of all that the person may read. In one query."""
    year, own = localtime(at).year, own_institutions(user)
    last = {
        each.institution_id: each
        for each in BudgetStatement.objects.filter(plan=plan, year=year, institution__in=own).order_by("ordinal")
    }
    for institution in own:
        yield _line(institution, year, last.get(institution.pk), is_alone=len(own) == 1)
    yield HubLine(
        _("Budget by institution"),
        reverse("budget"),
        _("Whether the annual budget has an item for the plan, and how much of it was executed."),
    )


def _line(institution: Institution, year: int, last: BudgetStatement | None, *, is_alone: bool) -> HubLine:
    label = _("Budget of %(year)s") % {"year": year}
    return HubLine(
        label if is_alone else f"{label} · {institution.short_name}",
        reverse("budget_institution", args=[year, institution.code]),
        "" if last else _("Not stated yet."),
        last.status if last else "not_started",
        str(last.get_status_display()) if last else _("Not started"),
    )
