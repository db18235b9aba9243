"""What the reporter's addresses lead to. What is not one's own does not exist (404); a post that is missing is refused (403)."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from indicators.models import ActionPlan, Indicator, ReportingPeriod
from institutions.models import REPORTING_ROLES, Institution, User
from measurements.models import Measurement
from measurements.models.measurement import MeasurementQuerySet
from measurements.workflow.steps import Task


def own_institution(request: HttpRequest, code: str) -> Institution:
    """An institution of the person's own posts, in which they report or approve."""
    user = cast(User, request.user)
    institution = get_object_or_404(Institution, pk__in=user.institution_ids(), code=code)
    if user.post_in(institution.pk, *REPORTING_ROLES) is None:
        raise PermissionDenied
    return institution


def period_of_plan(code: str) -> ReportingPeriod:
    return get_object_or_404(ReportingPeriod, plan=ActionPlan.objects.current(), code=code)


def own_task(request: HttpRequest, period: str, institution: str, indicator: str) -> Task:
    """An indicator that the institution owes for the semester, or that it answered then."""
    owner = own_institution(request, institution)
    semester = period_of_plan(period)
    wanted = get_object_or_404(Indicator.objects.select_related("pillar"), plan=semester.plan_id, code=indicator)
    task = Task(wanted, owner, semester)
    if not is_owed(task) and not answers_to(task).exists():
        raise Http404
    return task


def is_owed(task: Task) -> bool:
    return task.indicator.commitments.in_force(task.period).filter(institution=task.institution).exists()


def answers_to(task: Task) -> MeasurementQuerySet:
    return Measurement.objects.filter(indicator=task.indicator, institution=task.institution, period=task.period)


def version_read(request: HttpRequest) -> int:
    """The version that a button without a form of its own was shown with; 0, which none has, when it is no number."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
