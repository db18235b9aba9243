"""What every page of figures asks of its address and of its reader: the person, the plan, the semester, the indicator."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import ActionPlan, Indicator, ReportingPeriod
from institutions.models import User
from reports import figures
from reports.permissions import visible_institutions


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
