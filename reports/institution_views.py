"""One institution's own dashboard: for its own people and the Committee."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from institutions.models import REPORTING_ROLES
from measurements.deadlines import Deadlines
from measurements.window import window_of
from reports.dashboard_views import offered
from reports.freshness import fresh, freshness
from reports.permissions import may_review, scorecards_of
from reports.scorecard import board_wording as say
from reports.scorecard.board import own_board
from reports.scorecard_views import asked
from reports.views import person


@fresh
@require_safe
def institution_dashboard(request: HttpRequest, code: str) -> HttpResponse:
    """The five parts for one institution, beside its own past. To everybody else this page does not exist."""
    institution, plan, periods, period = asked(request, code)
    reader, now = person(request), timezone.now()
    board = own_board(plan, institution, period, now, periods=periods)
    deadline = Deadlines.read([period], [institution.pk], with_openings=False).of(period, institution.pk)
    is_own = reader.post_in(institution.pk, *REPORTING_ROLES) is not None
    context = {
        "board": board,
        "freshness": freshness(request, board.row.coverage),
        "window": window_of(period, at=now, deadline=deadline),
        "periods": offered(periods, period),
        "is_own": is_own,
        "can_review": may_review(reader),
        "own": frozenset([institution.code] if is_own else []),
        "others": [] if may_review(reader) else [each for each in scorecards_of(reader, plan) if each != institution],
        "headline": say.headline(board),
        "reports_said": say.reports_finding(board),
        "values_said": say.values_finding(board),
        "observations_said": say.observations_finding(board),
        "changes_said": say.changes_finding(board),
    }
    return render(request, "reports/institution_dashboard.html", context)
