"""The receipts of what was sent, for the institution that sent it and for the Committee."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.formatting import period_label
from documents.responses import attachment
from documents.speaking import language as page_language
from indicators.models import ReportingPeriod
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, User
from measurements.models import Receipt
from measurements.models.receipt import ReceiptQuerySet
from measurements.receipts.pdf import MEDIA_TYPE, file_name, receipt_pdf
from measurements.receipts.receipts import Printed, printed
from measurements.receipts.words import LANGUAGES

PAGE_SIZE = 25
FILTER = "semestre"


@require_GET
def receipts(request: HttpRequest) -> HttpResponse:
    """All that the person may see, latest first, or those of one semester."""
    user = cast(User, request.user)
    if not user.has_role(*REPORTING_ROLES, *COMMITTEE_ROLES):
        raise PermissionDenied
    visible, wanted = Receipt.objects.visible_to(user), request.GET.get(FILTER, "")
    found = visible.filter(period__code=wanted) if wanted else visible
    counted = found.select_related("institution", "period", "sent_by").annotate(size=Count("lines"))
    page = Paginator(counted.order_by("-sent_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "period": wanted,
        "periods": _segments(visible, wanted),
        "query": urlencode({FILTER: wanted}) if wanted else "",
        "is_reporting": user.has_role(*REPORTING_ROLES),
        "language": page_language(),
    }
    return render(request, "measurements/receipts.html", context)


def _segments(visible: ReceiptQuerySet, wanted: str) -> list[dict[str, object]]:
    """The semesters in which something was sent; nothing to choose from with fewer than two."""
    periods = ReportingPeriod.objects.filter(pk__in=visible.order_by().values("period")).order_by("-ordinal")
    codes = [period.code for period in periods]
    if len(codes) < 2 and not wanted:
        return []
    items = [("", _("All semesters")), *((code, period_label(code, page_language())) for code in codes)]
    return [
        {"label": label, "url": f"?{urlencode({FILTER: code})}" if code else "?", "is_current": code == wanted}
        for code, label in items
    ]


@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    content = _printed(request, number, page_language())
    files = [
        {"language": code, "label": _("Spanish") if code == "es" else _("English"), "is_own": code == page_language()}
        for code in LANGUAGES
    ]
    return render(request, "measurements/receipt.html", {"receipt": content, "files": files})


@require_GET
def receipt_file(request: HttpRequest, number: str, language: str) -> HttpResponse:
    if language not in LANGUAGES:
        raise Http404
    content = _printed(request, number, language)
    return attachment(receipt_pdf(content), name=file_name(content), media_type=MEDIA_TYPE)


def _printed(request: HttpRequest, number: str, language: str) -> Printed:
    visible = Receipt.objects.visible_to(cast(User, request.user))
    related = visible.select_related("institution", "period__plan", "sent_by", "appointment__institution")
    return printed(get_object_or_404(related, number=number), language)
