"""What an indicator's page prints beside its history, as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from documents.taking_away import KINDS
from reports.every_page.asking import chosen_period, find_indicator, history_of, reader_of_figures
from reports.indicator.detail_table import detail_table
from reports.tables import taking_away


@require_safe
def indicator_detail_data(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One series, with the institutions that the person may see."""
    reader = reader_of_figures(request)
    if kind not in KINDS:
        raise Http404
    found, periods = find_indicator(request, code)
    history = history_of(reader, found, chosen_period(request, periods), request.GET.get("serie") or None)
    return taking_away.taken_away(detail_table(history), kind)
