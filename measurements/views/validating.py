"""Validate at once what has no warnings, after looking over the list of it."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from institutions.models import User
from institutions.permissions import reviewable_institution_ids
from measurements.models import Measurement
from measurements.review import bulk
from measurements.review import filters as review_filters
from measurements.views.queue import committee_of


@require_http_methods(["GET", "POST"])
def validate_all(request: HttpRequest) -> HttpResponse:
    user = committee_of(request)
    if reviewable_institution_ids(user) == set():
        raise PermissionDenied
    if request.method == "GET":
        return _show(request, user)
    chosen = _chosen(request, user)
    if not chosen:
        return _show(request, user, error=_("Tick at least one answer."))
    outcome = bulk.validate_all(chosen, by=user, at=timezone.now())
    if outcome.left:
        return _show(request, user, outcome=outcome, status=409 if outcome.has_conflict else 200)
    count = len(outcome.validated)
    done = ngettext("%(n)d answer is validated.", "%(n)d answers are validated.", count)
    messages.success(request, done % {"n": count})
    return redirect(reverse("review_queue") + review_filters.Filters.read(request.GET).tail)


def _chosen(request: HttpRequest, user: User) -> list[tuple[int, int]]:
    """The ticked answers, each with the version that was shown. One that the person may not see does not exist."""
    pairs = [text.partition(":") for text in request.POST.getlist("chosen")[: bulk.MOST]]
    numbers = [(pk, version) for pk, _colon, version in pairs if _is_number(pk) and _is_number(version)]
    chosen = [(int(pk), int(version)) for pk, version in numbers]
    seen = Measurement.objects.visible_to(user).received().filter(pk__in=[pk for pk, _version in chosen]).count()
    if len(chosen) < len(pairs) or seen < len(dict(chosen)):
        raise Http404
    return chosen


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _show(
    request: HttpRequest, user: User, *, error: str = "", outcome: bulk.Outcome | None = None, status: int = 200
) -> HttpResponse:
    """The list as it stands now. After a refusal only what was ticked stays ticked."""
    filters = review_filters.Filters.read(request.GET)
    found = bulk.candidates_of(user, filters, at=timezone.now())
    ticked = set(request.POST.getlist("chosen")) if request.method == "POST" else None
    rows = [row if ticked is None else replace(row, is_ticked=row.key in ticked) for row in found.rows]
    context = {
        "rows": rows,
        "left_out": found.left_out,
        "outcome": outcome,
        "errors": [{"text": error, "href": "#answers"}] if error else [],
        "filters": filters,
        "narrowed": review_filters.names_of(filters),
        "tail": filters.tail,
    }
    return render(request, "measurements/validate_all.html", context, status=status)
