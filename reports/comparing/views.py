"""Any two semesters of the plan side by side: the page and its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.taking_away import KINDS
from indicators.models import ActionPlan, ReportingPeriod
from reports.comparing.table import comparison_table
from reports.every_page.asking import current_plan_and_periods, latest_begun, reader_of_figures
from reports.every_page.freshness import fresh, freshness
from reports.figures.between import SemesterComparison, compare_semesters
from reports.tables import taking_away

FROM, UNTIL = "desde", "hasta"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which semesters to compare, as they were asked for. `problem` says why nothing is compared."""

    earlier: ReportingPeriod | None
    later: ReportingPeriod | None
    was_reversed: bool = False
    problem: str = ""


@fresh
@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Totals only, so everybody with a post reads the same page. Semesters given in reverse are put in order, and it says so."""
    plan, periods, asked = read_request(request)
    found = compared(plan, periods, asked) if plan else None
    year_before = next((each for each in periods if asked.later and each.ordinal == asked.later.ordinal - 2), None)
    context = {
        "freshness": freshness(request),
        "comparison": found,
        "asked": asked,
        "periods": [each for each in periods[::-1] if is_begun(each) or each in (asked.earlier, asked.later)],
        "year_before": None if found is None or found.is_year_apart else year_before,
    }
    return render(request, "reports/comparison.html", context)


@require_safe
def comparison_data(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    plan, periods, asked = read_request(request)
    found = compared(plan, periods, asked) if plan else None
    if found is None:
        raise Http404(asked.problem or _("There is no semester yet."))
    return taking_away.taken_away(comparison_table(found), kind)


def read_request(request: HttpRequest) -> tuple[ActionPlan | None, list[ReportingPeriod], Asked]:
    """The semesters asked for; without any, the latest that has opened and the one before it."""
    reader_of_figures(request)
    plan, periods = current_plan_and_periods(request)
    later = named(request, UNTIL, periods) or latest_begun(periods)
    if plan is None or later is None:
        return plan, periods, Asked(None, later, problem=_("There is no semester yet."))
    earlier = named(request, FROM, periods) or next(
        (each for each in periods if each.ordinal == later.ordinal - 1), None
    )
    return plan, periods, in_order(earlier, later)


def in_order(earlier: ReportingPeriod | None, later: ReportingPeriod) -> Asked:
    if earlier is None:
        return Asked(
            None, later, problem=_("The plan has no semester before this one: there is nothing to compare it with.")
        )
    if earlier == later:
        return Asked(earlier, later, problem=_("Both are the same semester: choose two different ones."))
    if earlier.ordinal > later.ordinal:
        return Asked(later, earlier, was_reversed=True)
    return Asked(earlier, later)


def named(request: HttpRequest, parameter: str, periods: Sequence[ReportingPeriod]) -> ReportingPeriod | None:
    """The semester that a parameter of the address names; None without one. An unknown code is not found."""
    code = request.GET.get(parameter)
    if not code:
        return None
    found = next((each for each in periods if each.code == code), None)
    if found is None:
        raise Http404(_("This plan has no such semester."))
    return found


def compared(plan: ActionPlan, periods: Sequence[ReportingPeriod], asked: Asked) -> SemesterComparison | None:
    if asked.problem or asked.earlier is None or asked.later is None:
        return None
    return compare_semesters(plan, asked.earlier, asked.later, timezone.now(), periods=periods)


def is_begun(period: ReportingPeriod) -> bool:
    return period.opens_at <= timezone.now()
