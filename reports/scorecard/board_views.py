"""One institution's own dashboard: for its own people and the Committee."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.taking_away import KINDS
from institutions.models import REPORTING_ROLES
from measurements.deadlines.deadlines import Deadlines
from measurements.deadlines.window import window_of
from reports.board.views import offered
from reports.every_page.asking import person
from reports.every_page.freshness import fresh, freshness
from reports.permissions import may_review, scorecards_of
from reports.scorecard import board_wording as say
from reports.scorecard.board import own_board
from reports.scorecard.board_tables import table_of
from reports.scorecard.views import asked
from reports.tables.taking_away import taken_away


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


@require_safe
def institution_dashboard_data(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One of its tables, named in the address, as a file. For who may read the page."""
    institution, plan, periods, period = asked(request, code)
    if kind not in KINDS:
        raise Http404
    board = own_board(plan, institution, period, timezone.now(), periods=periods)
    try:
        table = table_of(board, request.GET.get("tabla", "valores"))
    except KeyError as unknown:
        raise Http404(_("The dashboard has no such table.")) from unknown
    return taken_away(table, kind)
