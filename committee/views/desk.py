"""The lists of requests: the Committee's, with who owes what, and the institution's own."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from committee.requests import as_csv, desk
from committee.views.finding import committee_member
from documents.comma_separated import MEDIA_TYPE
from documents.responses import attachment
from indicators.earlier_plans import list_earlier
from indicators.models import ActionPlan
from institutions.models import REPORTING_ROLES, REVIEWING_ROLES, Institution, User


@require_GET
def request_desk(request: HttpRequest) -> HttpResponse:
    user, now = committee_member(request), timezone.now()
    filters, mine = desk.Filters.read(request.GET), desk.requests_of(user)
    is_before = filters.state == desk.EARLIER
    if is_before:
        list_earlier(request)
    shown = filters.among(desk.requests_of(user, filters.state), at=now)
    listing = desk.listing_of(shown, page=request.GET.get("page", "1"), at=None if is_before else now)
    has_before = desk.requests_of(user, desk.EARLIER).exists()
    owing = desk.owing_of(mine, at=now)
    plan = ActionPlan.objects.current()
    context = {
        "filters": filters,
        "page": listing.page,
        "rows": listing.rows,
        "query": filters.query(),
        "states": [
            {"label": label, "url": f"?{filters.query(estado=state)}", "is_current": state == filters.state}
            for state, label in desk.STATES.items()
            if state != desk.EARLIER or has_before
        ],
        "institutions": [each.institution for each in owing],
        "periods": plan.periods.begun(at=now) if plan else [],
        "owing": owing,
        "may_require": user.has_role(*REVIEWING_ROLES),
    }
    return render(request, "committee/request_desk.html", context)


@require_GET
def request_data(request: HttpRequest) -> HttpResponse:
    """The same list, filtered alike, as a file for a spreadsheet."""
    user, now = committee_member(request), timezone.now()
    filters = desk.Filters.read(request.GET)
    found = filters.among(desk.requests_of(user, filters.state), at=now)
    shown_at = None if filters.state == desk.EARLIER else now
    content = as_csv.requests_csv(desk.urgent_first(found).whole(), at=shown_at)
    return attachment(content, name=as_csv.file_name(), media_type=MEDIA_TYPE)


@require_GET
def request_list(request: HttpRequest) -> HttpResponse:
    """What the Committee requires of the person's institutions."""
    user, now = cast(User, request.user), timezone.now()
    own = user.institution_ids(*REPORTING_ROLES)
    if not own:
        raise PermissionDenied
    mine = desk.requests_of(user).filter(institution__in=own)
    before = desk.requests_of(user, desk.EARLIER).filter(institution__in=own)
    is_before = request.GET.get("estado") == desk.EARLIER
    if is_before:
        list_earlier(request)
    listing = desk.listing_of(
        before if is_before else mine, page=request.GET.get("page", "1"), at=None if is_before else now
    )
    context = {
        "page": listing.page,
        "rows": listing.rows,
        "institutions": Institution.objects.filter(pk__in=own),
        "owed": mine.owed().count(),
        "overdue": mine.overdue(at=now).count(),
        "is_before": is_before,
        "leads_before": not is_before and before.exists(),
        "query": desk.Filters(desk.EARLIER).query() if is_before else "",
    }
    return render(request, "committee/request_list.html", context)
