"""The page of one indicator, its history as a file, and how all figures are made."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committee.proposals.proposing import proposing_institutions
from documents.taking_away import KINDS
from reports import figures
from reports.every_page.asking import (
    begun,
    chosen_period,
    current_plan_and_periods,
    find_indicator,
    history_of,
    latest_begun,
    reader_of_figures,
)
from reports.every_page.freshness import fresh, fresh_for_all, freshness
from reports.figures.neighbours import neighbours_of
from reports.figures.strategy import has_strategy
from reports.tables import exports
from reports.tables.taking_away import taken_away


@fresh
@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: its figure, its history, who reported, its breakdown and its definition."""
    reader = reader_of_figures(request)
    found, periods = find_indicator(request, code)
    period = chosen_period(request, periods)
    history = history_of(reader, found, period, request.GET.get("serie") or None)
    context = {
        "freshness": freshness(request),
        "history": history,
        "periods": begun(periods, period),
        "kept": {"name": "serie", "value": history.series.code},
        "neighbours": neighbours_of(found),
        "has_strategy": has_strategy(found),
        "may_propose": bool(proposing_institutions(reader, found, at=timezone.now())),
    }
    return render(request, "reports/indicator.html", context)


@require_safe
def indicator_data(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The history of every series, with the institutions that the person may see."""
    reader = reader_of_figures(request)
    if kind not in KINDS:
        raise Http404
    found, periods = find_indicator(request, code)
    period = chosen_period(request, periods)
    first = history_of(reader, found, period, None)
    others = [each.code for each in first.series_names if not each.is_current]
    histories = [first, *(history_of(reader, found, period, series) for series in others)]
    return taken_away(exports.history_table(histories), kind)


@login_not_required
@fresh_for_all
@require_safe
def methodology(request: HttpRequest) -> HttpResponse:
    """How every figure is made, in plain words. Public: whoever reads a figure may check it."""
    plan, periods = current_plan_and_periods(request)
    period = chosen_period(request, periods) if request.GET.get("semestre") else latest_begun(periods)
    return render(
        request,
        "reports/methodology.html",
        {"plan": plan, "thresholds": figures.thresholds_of(period) if period else None},
    )
