"""Putting a report before a meeting, and where it stands then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.models import Meeting
from committee.reporting.meeting_point import began, rooms
from committee.reporting.since_consultation import answer_of
from committee.views.meeting_finding import may_read_meetings
from indicators.earlier_plans import require_current
from measurements.answer.refusals import Refused
from reports.consulting import desk, proposing
from reports.consulting.forms.acts import PutForm
from reports.consulting.naming import title_of
from reports.consulting.since import since_now
from reports.consulting.standing import keeping_post
from reports.consulting.views.finding import consulted_draft, keeper
from reports.consulting.views.refusing import refused
from reports.drafting.changed import Line, as_read
from reports.drafting.marks import MARKS
from reports.drafting.standing import FROZEN, version_of_all
from reports.drafting.views.finding import person
from reports.models import ReportDraft

Standing = ReportDraft.Standing


@require_http_methods(["GET", "POST"])
def draft_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Read by whoever reads the draft; the technical secretary puts it before a meeting."""
    draft = consulted_draft(request, pk)
    require_current(request)
    if request.method == "GET":
        return _page(request, draft)
    by, form = keeper(request), _form(draft, request.POST)
    if not form.is_valid():
        return _page(request, draft, form=form)
    chosen = form.cleaned_data
    try:
        proposing.put_before(
            draft, form.chosen, version=chosen["version"], by=by, at=timezone.now(),
            english_pending=chosen.get("english_pending", False),
        )  # fmt: skip
    except Refused as refusal:
        now = consulted_draft(request, pk)
        status, told = refused(form, refusal, now, version_of_all(now), field="meeting")
        return _page(request, now, form=form, errors=told, status=status)
    messages.success(request, _("It stands before the meeting and on its agenda, frozen as it was put."))
    return redirect("draft_meeting", pk)


def _form(draft: ReportDraft, data: Any = None) -> PutForm:
    lacks_english = bool(proposing.untranslated(draft, "en"))
    return PutForm(
        data,
        meetings=list(rooms(draft.plan, at=timezone.now())),
        lacks_english=lacks_english,
        initial=as_read(draft),
    )


def unnoted(draft: ReportDraft) -> QuerySet[Meeting]:
    """Meetings that have begun and that nobody noted: they are missed among those that can be chosen."""
    begun = Meeting.objects.filter(plan=draft.plan_id, state=Meeting.State.PLANNED, starts_at__lte=timezone.now())
    return begun.order_by("starts_at")


def _page(
    request: HttpRequest,
    draft: ReportDraft,
    *,
    form: PutForm | None = None,
    errors: Sequence[Line] = (),
    status: int = 200,
) -> HttpResponse:
    stands = draft.point if draft.standing in FROZEN else None
    keeps = keeping_post(person(request)) is not None
    is_being_written = draft.standing == Standing.DRAFTING
    lacks = proposing.lacks_of(draft) if is_being_written else []
    can_put = keeps and is_being_written and not lacks
    english = proposing.untranslated(draft, "en") if can_put else []
    shown = form if form is not None else (_form(draft) if can_put else None)
    since = since_now(draft, at=timezone.now()) if can_put else None
    context: dict[str, Any] = {
        "draft": draft,
        "title": title_of(draft),
        "key": MARKS[draft.standing],
        "point": stands,
        "reads_meetings": may_read_meetings(person(request)),
        "cut_off": desk.cut_off_of(draft.proposed_content) if stands else None,
        "lacks": lacks,
        "keeps": keeps,
        "form": shown,
        "errors": errors,
        "begun": [began(each) for each in unnoted(draft)] if can_put else [],
        "since_answer": answer_of(since) if since is not None else "",
        "has_changed": since is not None and not since.is_same,
        "english": proposing.names_of(english) if english else "",
    }
    return render(request, "reports/draft_meeting.html", context, status=status)
