"""What institutions sent of activities and budgets and waits for a decision, oldest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from activities.models import ActivityChange, BudgetStatement, ProgressNote, YearPlan
from activities.todo import awaiting
from activities.views.finding import reader


@require_GET
def activity_queue(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    numbers = [awaiting(model, user).count() for model in (YearPlan, ActivityChange, ProgressNote, BudgetStatement)]
    return render(request, "activities/activity_queue.html", {"total": sum(numbers)})
