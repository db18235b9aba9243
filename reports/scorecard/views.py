"""Pages of scorecards: the institutions whose card the person may read, one card, and the card as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.taking_away import KINDS
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, Institution
from reports import scorecard as cards
from reports.every_page.asking import begun, chosen_period, current_plan_and_periods, person
from reports.every_page.freshness import fresh, freshness
from reports.permissions import scorecards_of
from reports.scorecard import exports
from reports.scorecard.wording import headline
from reports.tables.taking_away import taken_away


@require_safe
def scorecard_list(request: HttpRequest) -> HttpResponse:
    """The institutions by name, without figures: they are never put beside each other. Who has one goes to it."""
    plan, _periods = current_plan_and_periods(request)
    reader = person(request)
    institutions = list(scorecards_of(reader, plan)) if plan else []
    if not institutions:
        raise Http404
    if len(institutions) == 1:
        return redirect("scorecard", institutions[0].code)
    is_committee = reader.has_role(*COMMITTEE_ROLES)
    context = {"institutions": institutions, "is_committee": is_committee}
    return render(request, "reports/scorecard_list.html", context)


@fresh
@require_safe
def scorecard(request: HttpRequest, code: str) -> HttpResponse:
    """One institution beside its own past."""
    institution, plan, periods, period = asked(request, code)
    card = cards.scorecard(plan, institution, period, timezone.now(), periods=periods)
    reader = person(request)
    context = {
        "card": card,
        "freshness": freshness(request),
        "headline": headline(card),
        "periods": begun(periods, period),
        "has_list": reader.has_role(*COMMITTEE_ROLES),
    }
    return render(request, "reports/scorecard.html", context)


@require_safe
def scorecard_data(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    institution, plan, periods, period = asked(request, code)
    if kind not in KINDS:
        raise Http404
    card = cards.scorecard(plan, institution, period, timezone.now(), periods=periods)
    return taken_away(exports.table(card), kind)


def asked(request: HttpRequest, code: str) -> tuple[Institution, ActionPlan, list[ReportingPeriod], ReportingPeriod]:
    """What the address asks for. Whose card one may not read does not exist."""
    plan, periods = current_plan_and_periods(request)
    if plan is None:
        raise Http404(_("No plan is loaded yet."))
    institution = get_object_or_404(scorecards_of(person(request), plan), code=code)
    period = chosen_period(request, periods)
    if period is None:
        raise Http404(_("There is no semester yet."))
    return institution, plan, periods, period
