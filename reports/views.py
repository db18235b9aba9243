"""Pages of figures: one indicator, how figures are made, and what every page of figures asks of its address."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from committee.proposing import proposing_institutions
from documents.taking_away import KINDS
from indicators.models import ActionPlan, Indicator, ReportingPeriod
from institutions.models import User
from reports import exports, figures
from reports.figures.neighbours import neighbours_of
from reports.figures.strategy import has_strategy
from reports.freshness import fresh, fresh_for_all, freshness
from reports.permissions import visible_institutions
from reports.taking_away import taken_away


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


def person(request: HttpRequest) -> User:
    """Who signed in: the middleware lets nobody else this far."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def reader_of_figures(request: HttpRequest) -> User:
    """Who holds a post today: one whose posts have all ended reads no figures."""
    reader = person(request)
    if not reader.posts:
        raise PermissionDenied(_("Figures are read by those who hold a post."))
    return reader


def current_plan_and_periods(request: HttpRequest) -> tuple[ActionPlan | None, list[ReportingPeriod]]:
    """The plan also goes with the request, so that the frame of the page does not ask for it again."""
    plan = ActionPlan.objects.current()
    request.plan = plan  # type: ignore[attr-defined]
    return plan, figures.plan_periods(plan) if plan else []


def chosen_period(request: HttpRequest, periods: Sequence[ReportingPeriod]) -> ReportingPeriod | None:
    """The semester of the address, else the latest that has opened, else the first; unknown codes are not found."""
    code = request.GET.get("semestre")
    if code:
        for period in periods:
            if period.code == code:
                return period
        raise Http404(_("This plan has no such semester."))
    return latest_begun(periods)


def latest_begun(periods: Sequence[ReportingPeriod]) -> ReportingPeriod | None:
    now = timezone.now()
    opened = [period for period in periods if period.opens_at <= now]
    return opened[-1] if opened else next(iter(periods), None)


def begun(periods: Sequence[ReportingPeriod], chosen: ReportingPeriod | None) -> list[ReportingPeriod]:
    """What can be chosen: semesters that have opened, the newest first, and the one shown."""
    now = timezone.now()
    shown = [period for period in periods if period.opens_at <= now or period == chosen]
    return shown[::-1]


def find_indicator(request: HttpRequest, code: str) -> tuple[Indicator, list[ReportingPeriod]]:
    plan, periods = current_plan_and_periods(request)
    found = Indicator.objects.filter(plan=plan, code=code, revisions__components__isnull=False).first()
    if not isinstance(found, Indicator) or not periods:
        raise Http404(_("This plan has no such indicator."))
    return found, periods


def history_of(
    reader: User, found: Indicator, period: ReportingPeriod | None, series: str | None
) -> figures.IndicatorHistory:
    if period is None:
        raise Http404(_("There is no semester yet."))
    visible = visible_institutions(reader)
    try:
        return figures.indicator_history(found, period, timezone.now(), series=series, institutions_visible=visible)
    except figures.UnknownSeriesError as unknown:
        raise Http404(_("This indicator has no such series.")) from unknown
