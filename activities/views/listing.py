"""The activities of a year as a list with filters, and as a file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from activities.figures.narrowing import narrowed
from activities.figures.tally import Tally
from activities.views.asking import asked, filters_of
from activities.views.bars import tally_said
from activities.views.frame import frame_of
from activities.views.looking import look
from activities.views.tables import activity_table, taken_away
from documents.taking_away import KINDS

PAGE_SIZE = 25


@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    looked, wanted = look(request), asked(request.GET)
    found = narrowed(looked.activities, wanted)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = frame_of(request, looked) | {
        "wanted": wanted,
        **filters_of(wanted, looked.activities, is_frozen=looked.is_frozen),
        "page": page,
        "said": tally_said(Tally.of(found), is_frozen=looked.is_frozen),
        "shows_institution": len({each.institution for each in looked.activities}) > 1,
    }
    return render(request, "activities/activity_list.html", context)


@require_safe
def activity_list_data(request: HttpRequest, kind: str) -> HttpResponse:
    """The same rows, all pages of them, as a file."""
    if kind not in KINDS:
        raise Http404
    looked, wanted = look(request), asked(request.GET)
    if looked.year is None:
        raise Http404
    table = activity_table(looked, narrowed(looked.activities, wanted), is_narrow=wanted.is_narrow)
    return taken_away(table, kind, looked.plan)
