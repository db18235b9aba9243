"""How one figure was made, one step from wherever it is printed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from reports.views import find_indicator, reader_of_figures


@require_safe
def explanation(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Until the page stands: the indicator itself."""
    reader_of_figures(request)
    find_indicator(request, code)
    return redirect("indicator", code)
