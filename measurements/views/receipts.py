"""The receipts of what was sent, for the institution that sent it and for the Committee."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, User
from measurements.models import Receipt
from measurements.receipts import lines_of

PAGE_SIZE = 25


@require_GET
def receipts(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not user.has_role(*REPORTING_ROLES, *COMMITTEE_ROLES):
        raise PermissionDenied
    found = Receipt.objects.visible_to(user).select_related("institution", "period", "sent_by")
    counted = found.annotate(size=Count("lines")).order_by("-sent_at", "-pk")
    page = Paginator(counted, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "measurements/receipts.html", {"page": page})


@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    visible = Receipt.objects.visible_to(cast(User, request.user))
    found = get_object_or_404(
        visible.select_related("institution", "period", "sent_by", "appointment__institution"), number=number
    )
    return render(request, "measurements/receipt.html", {"receipt": found, "lines": lines_of(found)})
