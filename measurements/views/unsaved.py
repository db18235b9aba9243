"""Text that is typed and not saved: kept while it is typed, given up when its writer says so, and carried over a sign-in."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from institutions import permissions
from institutions.models import User
from institutions.typed_before import as_typed, held
from measurements.tasks import unsaved as keeping
from measurements.views.finding import own_task
from measurements.workflow import steps as workflow
from measurements.workflow.steps import Task


@login_not_required  # a script asks: it must be told that the session ended, not be led elsewhere
@require_http_methods(["GET", "POST"])
def unsaved(request: HttpRequest, period: str, institution: str, indicator: str) -> HttpResponse:
    """Keep what was typed so far. A GET gives a page that outlived its session the token to go on with."""
    if not request.user.is_authenticated:
        return _said(_("Your session ended."), status=401)
    task, user = own_task(request, period, institution, indicator), request.user
    if permissions.reporting_post(user, task.institution) is None:
        raise PermissionDenied
    if request.method == "GET":
        return _said(get_token(request))
    if request.POST.get("action") == "discard":
        return _discard(request, task, user)
    if "version" not in request.POST:
        return _said(_("Nothing was typed."), status=400)
    return _keep(request, task, user)


def _keep(request: HttpRequest, task: Task, user: User) -> HttpResponse:
    now = timezone.now()
    try:
        keeping.keep(task, as_typed(request.POST), by=user, at=now)
    except keeping.TooLong as refusal:
        return _said(str(refusal), status=413)
    except workflow.Refused as refusal:
        return _said(str(refusal), status=409)
    text = _("What you typed until %(time)s is kept, but not saved yet.")
    return _said(text % {"time": f"{timezone.localtime(now):%H:%M}"})


def _discard(request: HttpRequest, task: Task, user: User) -> HttpResponse:
    keeping.forget(task, by=user, of=taken_over(request, task))
    messages.success(request, _("%(code)s: what was not saved was dropped.") % {"code": task.indicator.code})
    return redirect("entry", task.period.code, task.institution.code, task.indicator.code)


def taken_over(request: HttpRequest, task: Task) -> User | None:
    """The colleague whose text the page was filled with."""
    text = request.POST.get("taken_over", "")
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        return None
    left = keeping.left_at(task).filter(user=int(text)).first()
    return left.user if left is not None else None


def _said(text: str, *, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status, headers=headers)


def keep_held(request: HttpRequest, task: Task) -> None:
    """After signing in: what was posted before is now that person's unsaved text, if they may report here."""
    typed = held(request)
    if not typed:
        return
    try:
        keeping.keep(task, typed, by=cast(User, request.user), at=timezone.now())
    except workflow.Refused as refusal:
        messages.error(request, str(refusal))
