"""The Committee's list of what institutions sent."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from institutions.models import COMMITTEE_ROLES, User
from institutions.permissions import reviewable_institution_ids
from measurements.review import filters as review_filters
from measurements.review import queue


@require_GET
def review_queue(request: HttpRequest) -> HttpResponse:
    user = committee_of(request)
    filters = review_filters.Filters.read(request.GET)
    listing = queue.listing_of(user, filters, page=request.GET.get("page", "1"), at=timezone.now())
    numbers = queue.counts(user)
    context = {
        "filters": filters,
        "page": listing.page,
        "rows": listing.rows,
        "query": filters.query(),
        "states": [
            {
                "label": f"{label} ({numbers[state]})",
                "url": f"?{filters.query(estado=state)}",
                "is_current": state == filters.state,
            }
            for state, label in review_filters.STATES.items()
        ],
        "institutions": queue.institutions_heard(user),
        "pillars": queue.pillars_heard(user),
        "days": review_filters.DAYS,
        "may_validate": filters.state == review_filters.AWAITING and reviewable_institution_ids(user) != set(),
    }
    return render(request, "measurements/review_queue.html", context)


def committee_of(request: HttpRequest) -> User:
    user = cast(User, request.user)
    if not user.has_role(*COMMITTEE_ROLES):
        raise PermissionDenied
    return user
