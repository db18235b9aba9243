"""Which actions of the plan have activities in a year, the gaps first."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from activities.figures.coverage import coverage_of
from activities.figures.reading import planned_actions
from activities.views.frame import frame_of
from activities.views.looking import look
from activities.views.tables import coverage_table, taken_away
from activities.views.wording import coverage_heading, standing_counts
from documents.taking_away import KINDS


@require_safe
def action_coverage(request: HttpRequest) -> HttpResponse:
    looked = look(request)
    coverage = coverage_of(planned_actions(looked.plan), looked.activities)
    context = frame_of(request, looked) | {
        "coverage": coverage,
        "heading": coverage_heading(looked, coverage),
        "rows": [(row, [each for each in standing_counts(row.tally) if each.count]) for row in coverage.actions],
    }
    return render(request, "activities/action_coverage.html", context)


@require_safe
def action_coverage_data(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    looked = look(request)
    if looked.year is None:
        raise Http404
    coverage = coverage_of(planned_actions(looked.plan), looked.activities)
    return taken_away(coverage_table(looked, coverage), kind, looked.plan)
