"""Pages about what is promised: the plan."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.conditional import public_page
from indicators.models import ActionPlan
from indicators.outline import has_proposals, lacking, pillars_of, running_period
from institutions.models import COMMITTEE_ROLES, Role, User

OVERSEEING = (*COMMITTEE_ROLES, Role.OBSERVER, Role.ADMINISTRATOR)
"""Who reads what the plan lacks."""


@login_not_required
@public_page
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The text of the plan, its source and how each indicator is proposed to be measured. Public: the plan is."""
    current = ActionPlan.objects.current()
    period = running_period(current, on=timezone.localdate()) if current else None
    if current is None or period is None:
        raise Http404(_("No plan has been loaded yet."))
    pillars = pillars_of(current, period)
    return render(
        request,
        "indicators/plan.html",
        {
            "plan": current,
            "period": period,
            "general_objectives": current.generalobjectives.all(),
            "pillars": pillars,
            "lacking": lacking(current, pillars),
            "has_proposals": has_proposals(pillars),
            "oversees": isinstance(request.user, User) and request.user.has_role(*OVERSEEING),
        },
    )
