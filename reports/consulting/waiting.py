"""Which drafts wait for what: a meeting, the secretary's answers, being closed, being issued. Every page asks, in few queries each,
and none of them reads what was frozen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from committee.models import Meeting, ReportPoint
from committee.reporting.waiting import WaitingReport
from indicators.models import ActionPlan
from reports.consulting.naming import title_of
from reports.models import ConsultationRound, ConsultationSeat, Remark, ReportDraft


def drafts_for_a_meeting(plan: ActionPlan) -> QuerySet[ReportDraft]:
    """Consulted, every remark answered, and before no meeting."""
    rounds = ConsultationRound.objects.filter(draft=OuterRef("pk"))
    unanswered = Remark.objects.without_answer().filter(seat__round__draft=OuterRef("pk"))
    consulted = ReportDraft.objects.open().filter(Exists(rounds.closed()), plan=plan)
    free = consulted.filter(~Exists(rounds.open()), ~Exists(unanswered))
    standing = ReportPoint.objects.standing().filter(draft=OuterRef("pk"))
    return free.exclude(Exists(standing)).whole().defer("proposal").order_by("opened_at", "pk")


def reports_for_a_meeting(plan: ActionPlan, at: dt.datetime) -> Iterator[WaitingReport]:
    """As committee/reporting/waiting.py asks for them."""
    for draft in drafts_for_a_meeting(plan):
        yield WaitingReport(draft.pk, title_of(draft), reverse("draft_meeting", args=[draft.pk]))


def drafts_to_issue(plan: ActionPlan) -> QuerySet[ReportDraft]:
    """Adopted in a meeting whose minutes are closed."""
    adopted = ReportDraft.objects.open().filter(
        plan=plan, point__state=ReportPoint.State.ADOPTED, point__meeting__state=Meeting.State.CLOSED
    )
    return adopted.whole().defer("proposal").order_by("opened_at", "pk")


def open_rounds(plan: ActionPlan) -> QuerySet[ConsultationRound]:
    """Consultations under way of drafts that were not given up."""
    running = ConsultationRound.objects.open().filter(draft__plan=plan, draft__abandoned_at__isnull=True)
    named = running.select_related("draft__plan", "draft__first_period", "draft__period", "draft__institution")
    return named.defer("snapshot", "draft__proposal").order_by("opened_at")


def rounds_to_close(plan: ActionPlan, at: dt.datetime) -> QuerySet[ConsultationRound]:
    """Whose last day has passed, or in which every institution has answered."""
    silent = ConsultationSeat.objects.filter(round=OuterRef("pk"), answer=ConsultationSeat.Answer.NONE)
    running = open_rounds(plan)
    today = timezone.localdate(at)
    return running.filter(closes_on__lt=today) | running.filter(~Exists(silent))


def remarks_to_answer(plan: ActionPlan) -> QuerySet[Remark]:
    """Without an answer, in drafts that were not given up."""
    return Remark.objects.without_answer().filter(
        seat__round__draft__plan=plan, seat__round__draft__abandoned_at__isnull=True
    )


def named_drafts() -> QuerySet[ReportDraft]:
    """The oldest first, with what names them."""
    return ReportDraft.objects.whole().defer("proposal").order_by("opened_at", "pk")
