"""A report in a meeting: adopted after a page that says what it is, taken back, or taken off the meeting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.models import Meeting, ReportPoint
from committee.reporting import meeting_point
from committee.reporting.since_consultation import answer_of, since_consultation
from committee.views import points
from committee.views.meeting_finding import found_meeting

VERBS = {"adopt": meeting_point.adopt, "take-back": meeting_point.take_back, "take-off": meeting_point.take_off}


@require_http_methods(["GET", "POST"])
def meeting_report(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Read by whoever reads the meeting; the technical secretary notes what the meeting decided. `pk` is the draft's."""

    def page(point: ReportPoint, error: str, status: int) -> HttpResponse:
        since = since_consultation(point)
        of_report = {
            "draft_url": reverse("draft_preview", args=[point.reference]),
            "since": since,
            "since_answer": answer_of(since) if since is not None else "",
        }
        context = points.context_of(request, point, error) | of_report
        return render(request, "committee/meeting_report.html", context, status=status)

    return points.decided(
        request, lambda: _found(found_meeting(request, number), pk), verbs=VERBS, said=_said, page=page
    )


def _found(meeting: Meeting, reference: int) -> ReportPoint:
    """Where the report stands, or stood last, in the meeting."""
    found = ReportPoint.objects.whole().filter(meeting=meeting, reference=reference).order_by("-put_at", "-pk")
    return get_object_or_404(found[:1])


def _said(action: str, point: ReportPoint) -> str:
    texts = {
        "adopt": _("“%(report)s” is adopted. It can be issued once the minutes are closed."),
        "take-back": _("The adoption of “%(report)s” is taken back."),
        "take-off": _(
            "“%(report)s” is taken off the meeting: its texts can be written again. "
            "Its point stays on the agenda until you remove it there."
        ),
    }
    return texts[action] % {"report": point.title}
