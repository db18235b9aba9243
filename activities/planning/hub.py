"""What this room says on “Actividades”."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.hub_line import HubLine
from activities.models import PlanningRound, Status, YearPlan
from activities.planning.wording import how_far
from indicators.models import ActionPlan
from institutions.models import REPORTING_ROLES, User


def planning_lines(user: User, plan: ActionPlan, at: dt.datetime) -> Iterator[HubLine]:
    """The plans of the year of the institutions for which the person reports or approves, the latest year first, in one query."""
    own = user.institution_ids(*REPORTING_ROLES)
    if not own:
        return
    asked = (
        YearPlan.objects.asked()
        .filter(institution__in=own, round__plan=plan)
        .exclude(round__state=PlanningRound.State.CANCELLED)
    )
    under_way = Q(changes__withdrawn_at__isnull=True) & ~Q(changes__status=Status.VALIDATED)
    counted = asked.annotate(
        written=Count("activities", filter=Q(activities__cancelled_at__isnull=True), distinct=True),
        under_way=Count("changes", filter=under_way & Q(changes__isnull=False), distinct=True),
        handed_over=Count("changes", filter=under_way & Q(changes__status=Status.PREPARED), distinct=True),
    )
    for each in counted.select_related("round", "institution").order_by("-round__year", "institution__order"):
        yield HubLine(
            label=_("Plan of %(year)s: %(institution)s")
            % {"year": each.year, "institution": each.institution.short_name},
            url=reverse("year_plan", args=[each.year, each.institution.code]),
            note=_note(each, each.written, each.under_way, each.handed_over),
            key=each.status,
            state=str(each.get_status_display()),
        )


def _note(year_plan: YearPlan, written: int, under_way: int, handed_over: int) -> str:
    """A change has no day on which it is due: who approves is told here that one waits."""
    said = [how_far(year_plan, written)]
    if under_way:
        said.append(ngettext("%(n)s change under way", "%(n)s changes under way", under_way) % {"n": under_way})
    if handed_over:
        text = ngettext(
            "%(n)s change awaits the institution's approval",
            "%(n)s changes await the institution's approval",
            handed_over,
        )
        said.append(text % {"n": handed_over})
    return "; ".join(said)
