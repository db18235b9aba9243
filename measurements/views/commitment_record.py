"""The record of changes of commitments, and the commitments and their changes as files."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.responses import attachment
from institutions.models import Institution
from institutions.spreadsheet_tables import KINDS, table_file
from measurements.commitments.record import (
    Cells,
    change_headings,
    change_rows,
    changes_made,
    commitment_headings,
    commitment_rows,
)
from measurements.views.commitments import read_plan

PAGE_SIZE = 50


@require_safe
def commitment_changes(request: HttpRequest) -> HttpResponse:
    """Who changed which commitment, when and why, the latest first."""
    plan = read_plan(request)
    chosen = chosen_of(request)
    page = Paginator(changes_made(plan, **chosen), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "chosen": chosen,
        "query": query_of(request),
        "indicators": plan.indicators.order_by("order").values_list("code", flat=True),
        "institutions": Institution.objects.filter(commitment_changes__indicator__plan=plan).distinct(),
    }
    return render(request, "measurements/commitment_changes.html", context)


@require_safe
def commitment_changes_data(request: HttpRequest, kind: str) -> HttpResponse:
    plan = read_plan(request)
    changes = changes_made(plan, **chosen_of(request))
    return sent_table(change_headings(), change_rows(changes), name="cambios-de-compromisos", kind=kind)


@require_safe
def commitments_data(request: HttpRequest, kind: str) -> HttpResponse:
    plan = read_plan(request)
    return sent_table(commitment_headings(), commitment_rows(plan), name="compromisos", kind=kind)


def sent_table(headings: Cells, rows: Iterable[Cells], *, name: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    made = table_file(headings, rows, kind)
    return attachment(made.content, name=f"{name}.{kind}", media_type=made.media_type)


def chosen_of(request: HttpRequest) -> dict[str, str]:
    return {"indicator": request.GET.get("indicador", ""), "institution": request.GET.get("institucion", "")}


def query_of(request: HttpRequest) -> str:
    """The filters as part of an address, without the page."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
