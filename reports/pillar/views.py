"""One pillar of the plan: its objectives as sections, each indicator with its past, its change and its state; and as a table."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.taking_away import KINDS
from indicators.models import ReportingPeriod
from reports.every_page.asking import begun, chosen_period, current_plan_and_periods, reader_of_figures
from reports.every_page.freshness import fresh, freshness
from reports.figures.pillar import PillarPage, UnknownPillarError, pillar_page
from reports.pillar.table import pillar_table
from reports.tables import taking_away


@fresh
@require_safe
def pillar(request: HttpRequest, code: str) -> HttpResponse:
    """Totals only, so everybody with a post reads the same page."""
    page, periods = asked(request, code)
    chosen = next(each for each in periods if each.code == page.period.code)
    context = {"page": page, "periods": begun(periods, chosen), "freshness": freshness(request)}
    return render(request, "reports/pillar.html", context)


@require_safe
def pillar_data(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    page, _periods = asked(request, code)
    return taking_away.taken_away(pillar_table(page), kind)


def asked(request: HttpRequest, code: str) -> tuple[PillarPage, list[ReportingPeriod]]:
    reader_of_figures(request)
    plan, periods = current_plan_and_periods(request)
    period = chosen_period(request, periods)
    if plan is None or period is None:
        raise Http404(_("There is no semester yet."))
    try:
        return pillar_page(plan, code, period, timezone.now(), periods=periods), periods
    except UnknownPillarError as unknown:
        raise Http404(_("This plan has no such pillar.")) from unknown
