"""The Committee's dashboard, its matrix, and their tables as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.taking_away import KINDS
from indicators.models import ActionPlan, ReportingPeriod
from indicators.scheduling import may_manage
from institutions.models import REPORTING_ROLES, REVIEWING_ROLES, User
from measurements.deadlines.window import window_of
from measurements.tasks.todo import awaiting
from reports import figures
from reports.board import wording as say
from reports.board.asking import cell_options, matrix_filters, only_options
from reports.board.tables import matrix_table, table_of
from reports.diagnosis.counting import count_findings
from reports.every_page.asking import chosen_period, current_plan_and_periods, latest_begun, person
from reports.every_page.freshness import fresh, freshness
from reports.figures.matrix_filter import NarrowedMatrix, narrowed
from reports.permissions import may_review, may_see_dashboard, scorecards_of
from reports.tables.taking_away import taken_away

ROWS_SHOWN = 5
"""Gaps and changes on the dashboard; all of them are in its files and in the table of indicators."""


@fresh
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Five questions about one semester, each answered with counts. Who reports is led to the board of the institution."""
    reader = person(request)
    if not may_see_dashboard(reader):
        return own_dashboard(request, reader)
    plan, periods = current_plan_and_periods(request)
    period = chosen_period(request, periods)
    if plan is None or period is None:
        return render(request, "reports/dashboard_empty.html", {"plan": plan})
    now = timezone.now()
    board = figures.dashboard(plan, period, now, periods=periods)
    context = {
        "board": board,
        "freshness": freshness(request, board.matrix.coverage),
        "window": window_of(period, at=now),
        "periods": offered(periods, period),
        "gaps": board.gaps[:ROWS_SHOWN],
        "changes": board.changes[:ROWS_SHOWN],
        "lacks": count_findings(plan, latest_begun(periods) or period, now, periods=periods),
        "mine": to_decide(reader, period),
        **sentences(board),
        **rights(reader),
    }
    return render(request, "reports/dashboard.html", context)


def to_decide(reader: User, period: ReportingPeriod) -> int | None:
    """Of what waits for review, how much this person decides: nobody does on their own institution's. None for who reviews nothing."""
    return awaiting(reader).for_period(period).count() if reader.has_role(*REVIEWING_ROLES) else None


def own_dashboard(request: HttpRequest, reader: User) -> HttpResponse:
    """Lead who reports to the board of their institution, of the same semester. Nobody else has one."""
    plan, _periods = current_plan_and_periods(request)
    first = scorecards_of(reader, plan).first() if plan else None
    if first is None:
        raise PermissionDenied
    asked = request.GET.urlencode()
    return redirect(reverse("institution_dashboard", args=[first.code]) + (f"?{asked}" if asked else ""))


def sentences(board: figures.Dashboard) -> dict[str, str]:
    """The heading, and the answer under each question."""
    return {
        "headline": say.headline(board),
        "targets": say.targets_sentence(board),
        "validated": say.validated_sentence(board.matrix.coverage),
        "who": say.who_finding(board.matrix),
        "track": say.track_finding(board.tally),
        "gaps_said": say.gaps_finding(board),
        "changes_said": say.changes_finding(board),
    }


def rights(reader: User) -> dict[str, Any]:
    """Which links the person may follow."""
    return {
        "can_review": may_review(reader),
        "can_assign": may_manage(reader),
        "can_require": reader.has_role(*REVIEWING_ROLES),
        "own": frozenset(post.institution.code for post in reader.posts if post.role in REPORTING_ROLES),
    }


@require_safe
def dashboard_data(request: HttpRequest, kind: str) -> HttpResponse:
    """One of the dashboard's tables, named in the address, as a file."""
    plan, periods, period = overseen(request)
    if kind not in KINDS:
        raise Http404
    board = figures.dashboard(plan, period, timezone.now(), periods=periods)
    try:
        table = table_of(board, request.GET.get("tabla", ""))
    except KeyError as unknown:
        raise Http404(_("The dashboard has no such table.")) from unknown
    return taken_away(table, kind)


@fresh
@require_safe
def coverage_matrix(request: HttpRequest) -> HttpResponse:
    """Every report that is expected in a semester, by institution and indicator."""
    plan, periods, period = overseen(request)
    found = asked_matrix(request, plan, period, periods)
    context = {
        "found": found,
        "freshness": freshness(request, found.matrix.coverage),
        "period": found.matrix.period,
        "periods": offered(periods, period),
        "states": cell_options(found.wanted.state),
        "only": only_options(found.wanted.only),
        "query": request.GET.urlencode(),
        "who": say.who_finding(found.matrix),
        **rights(person(request)),
    }
    return render(request, "reports/coverage_matrix.html", context)


@require_safe
def coverage_matrix_data(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a file, filtered as the address says."""
    plan, periods, period = overseen(request)
    if kind not in KINDS:
        raise Http404
    return taken_away(matrix_table(asked_matrix(request, plan, period, periods)), kind)


def asked_matrix(
    request: HttpRequest, plan: ActionPlan, period: ReportingPeriod, periods: Sequence[ReportingPeriod]
) -> NarrowedMatrix:
    wanted = matrix_filters(request.GET)
    try:
        return narrowed(figures.coverage_matrix(plan, period, timezone.now(), periods=periods), wanted)
    except KeyError as unknown:
        raise Http404(_("This plan has no such pillar.")) from unknown


def overseen(request: HttpRequest) -> tuple[ActionPlan, list[ReportingPeriod], ReportingPeriod]:
    """The semester that is asked for, for who sees the dashboard."""
    if not may_see_dashboard(person(request)):
        raise PermissionDenied
    plan, periods = current_plan_and_periods(request)
    period = chosen_period(request, periods)
    if plan is None or period is None:
        raise Http404(_("There is no semester yet."))
    return plan, periods, period


def offered(periods: Sequence[ReportingPeriod], chosen: ReportingPeriod) -> list[ReportingPeriod]:
    """What can be chosen: semesters that have opened, the next one to open, and the one shown; the newest first."""
    now = timezone.now()
    coming = next((period for period in periods if period.opens_at > now), None)
    return [period for period in periods if period.opens_at <= now or period in (coming, chosen)][::-1]
