"""Requiring something of an institution: about what is chosen in the address, so that other pages can lead here."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.forms.request import RequestForm
from committee.pages.choosing import Choice, chosen, proposed_day
from committee.requests import requiring
from committee.requests.steps import Unexplained, WrongInstant
from indicators.models import ActionPlan
from institutions.models import REVIEWING_ROLES, User
from measurements.answer.refusals import NotAllowed, NotReady, Refused


@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest) -> HttpResponse:
    user, plan, now = cast(User, request.user), ActionPlan.objects.current(), timezone.now()
    if not user.has_role(*REVIEWING_ROLES):
        raise PermissionDenied
    if plan is None:
        raise Http404
    choice = chosen(user, plan, request.GET, at=now)
    if choice.about is None:
        return render(request, "committee/request_new.html", {"choice": choice, "form": None})
    if request.method == "GET":
        form = RequestForm(parts=choice.parts, can_open=choice.can_open, initial={"until": proposed_day(now)})
        return render(request, "committee/request_new.html", {"choice": choice, "form": form})
    form = RequestForm(request.POST, parts=choice.parts, can_open=choice.can_open)
    return _make(request, plan, choice, form)


def _make(request: HttpRequest, plan: ActionPlan, choice: Choice, form: RequestForm) -> HttpResponse:
    if form.is_valid() and choice.about is not None:
        try:
            about, by = choice.about, cast(User, request.user)
            made = requiring.make(plan, about.institution, form.asked(about), by=by, at=timezone.now())
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except Refused as refusal:
            form.add_error(_place(refusal, form), str(refusal))
        else:
            said = _("%(number)s is made, and the institution is told.") % {"number": made.number}
            messages.success(request, said)
            return redirect("information_request", made.number)
    return render(request, "committee/request_new.html", {"choice": choice, "form": form})


def _place(refusal: Refused, form: RequestForm) -> str | None:
    if isinstance(refusal, WrongInstant):
        return "until"
    if isinstance(refusal, Unexplained):
        return "text"
    return "parts" if isinstance(refusal, NotReady) and "parts" in form.fields else None
