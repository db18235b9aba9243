"""What the plan lacks, as a page and as a file."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.taking_away import KINDS
from indicators.answering import questions_of
from indicators.models import ActionPlan
from reports.diagnosis import Diagnosis, diagnose
from reports.diagnosis.words import SEVERITIES
from reports.every_page.asking import current_plan_and_periods, latest_begun, person
from reports.every_page.freshness import fresh
from reports.permissions import may_see_dashboard
from reports.tables.taking_away import taken_away
from revisions.diagnosis_page import SEVERITY_WORDS, Filters, facts_of, quiet_of, rows_of, table_of
from revisions.mending import mender


@fresh
@require_safe
def diagnosis(request: HttpRequest) -> HttpResponse:
    """Every rule over the plan as it stands now, for the Committee and those who oversee it."""
    plan, every = diagnosed(request)
    filters = Filters.read(request.GET, [each.code for each in every.indicators])
    shown = filters.apply(every)
    context = {
        "plan": plan,
        "facts": facts_of(every),
        "rows": rows_of(shown, mender(person(request), plan)),
        "quiet": [] if filters.are_set else quiet_of(every),
        "filters": filters,
        "severities": [(word, SEVERITIES[severity]) for word, severity in SEVERITY_WORDS.items()],
        "indicators": every.indicators,
        "answered": [each for each in questions_of(plan) if each.is_settled],
        "query": request.GET.urlencode(),
    }
    return render(request, "revisions/diagnosis.html", context)


@require_safe
def diagnosis_data(request: HttpRequest, kind: str) -> HttpResponse:
    """The same findings, filtered alike, one a row."""
    plan, every = diagnosed(request)
    if kind not in KINDS:
        raise Http404
    shown = Filters.read(request.GET, [each.code for each in every.indicators]).apply(every)
    return taken_away(table_of(shown, mender(person(request), plan)), kind)


def diagnosed(request: HttpRequest) -> tuple[ActionPlan, Diagnosis]:
    """The plan and all that is found of it, up to the latest semester that has opened."""
    if not may_see_dashboard(person(request)):
        raise PermissionDenied
    plan, periods = current_plan_and_periods(request)
    period = latest_begun(periods)
    if plan is None or period is None:
        raise Http404(_("There is no semester yet."))
    return plan, diagnose(plan, period, timezone.now(), periods=periods)
