"""The activities of a year as bars over its months, by institution or by pillar, with the table that says the same."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.figures.narrowing import narrowed
from activities.views.asking import asked, filters_of, kept
from activities.views.bars import BY_INSTITUTION, BY_PILLAR, keys_of, sections_of
from activities.views.frame import frame_of
from activities.views.looking import look
from activities.views.timeline_pdf import PAPERS, timeline_pdf
from documents.responses import attachment

GROUPS = ("", BY_PILLAR)
"""What `?por=` may say; by institution is not said."""


@require_safe
def activity_timeline_pdf(request: HttpRequest, paper: str) -> HttpResponse:
    """What the page draws, on paper."""
    looked, wanted, by = look(request), asked(request.GET), grouping(request)
    found = narrowed(looked.activities, wanted)
    if paper not in PAPERS or looked.year is None or not found:
        raise Http404
    content = timeline_pdf(looked, sections_of(looked, found, by or BY_INSTITUTION), paper, is_narrow=wanted.is_narrow)
    name = _("timeline-%(year)s-%(paper)s") % {"year": looked.year.year, "paper": paper} + ".pdf"
    return attachment(content, name=name, media_type="application/pdf")


def grouping(request: HttpRequest) -> str:
    by = request.GET.get("por", "")
    if by not in GROUPS:
        raise Http404
    return by


@require_safe
def activity_timeline(request: HttpRequest) -> HttpResponse:
    looked, wanted, by = look(request), asked(request.GET), grouping(request)
    found = narrowed(looked.activities, wanted)
    context = frame_of(request, looked) | {
        "wanted": wanted,
        "by": by,
        **filters_of(wanted, looked.activities, is_frozen=looked.is_frozen),
        "sections": sections_of(looked, found, by or BY_INSTITUTION) if looked.year else (),
        "keys": keys_of(is_frozen=looked.is_frozen),
        "groupings": [
            {"label": label, "url": f"?{kept(request, por=word)}", "is_current": word == by}
            for word, label in (("", _("By institution")), (BY_PILLAR, _("By pillar")))
        ],
    }
    return render(request, "activities/activity_timeline.html", context)
