"""The six-monthly review in a report: the sessions that were closed by the cut-off, and what each decided about each indicator.

Of the report are sessions that reviewed one of its semesters, and those that were held on one of its days. One that is still open may
take back what it adopted, so of it only that it is open is kept.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from committee.models import ReviewDecision, ReviewSession
from indicators.calendar import end_of, midnight
from indicators.models import IndicatorRevision
from reports.report_kinds.scope import ReportScope
from reports.snapshot.bilingual import both, said, same

Content = dict[str, Any]
State = ReviewSession.State


def review_of(scope: ReportScope, at: dt.datetime) -> Content:
    """In four queries, whatever the number of sessions and decisions."""
    sessions = list(sessions_of(scope, at))
    return {
        "sessions": [session(each) for each in sessions if is_settled(each, at)],
        "open": [each.meeting.number for each in sessions if not is_settled(each, at)],
    }


def sessions_of(scope: ReportScope, at: dt.datetime) -> QuerySet[ReviewSession]:
    decisions = ReviewDecision.objects.select_related("indicator", "revision__effective_from", "session")
    decisions = decisions.order_by(F("indicator__pillar__order").asc(nulls_last=True), "indicator__order", "pk")
    first, last = midnight(scope.first.starts_on), end_of(scope.period.ends_on)
    return (
        ReviewSession.objects.filter(
            Q(period__ordinal__gte=scope.first.ordinal, period__ordinal__lte=scope.period.ordinal)
            | Q(meeting__starts_at__gte=first, meeting__starts_at__lt=last),
            plan=scope.plan,
            opened_at__lte=at,
        )
        .exclude(state=State.CANCELLED)
        .select_related("meeting", "period", "effective_from")
        .prefetch_related(
            Prefetch(
                "decisions", decisions.prefetch_related("revision__series__targets", "revision__series__baselines")
            )
        )
        .order_by("meeting__starts_at", "pk")
    )


def is_settled(each: ReviewSession, at: dt.datetime) -> bool:
    return each.state == State.CLOSED and each.closed_at is not None and each.closed_at <= at


def session(each: ReviewSession) -> Content:
    return {
        "meeting": each.meeting.number,
        "held_on": timezone.localtime(each.meeting.starts_at).date(),
        "period": each.period.code,
        "effective_from": each.effective_from.code,
        "is_constitutive": each.is_constitutive,
        "decisions": [decision(made) for made in each.decisions.all() if made.state != ReviewDecision.State.DRAFT],
    }


def decision(made: ReviewDecision) -> Content:
    """`made` of a decision that adopted a definition: which one, by which act, and how many targets and baselines it holds."""
    return {
        "indicator": made.code,
        "kind": {"code": made.kind, "words": said(made.get_kind_display)},
        "is_adopted": made.state == ReviewDecision.State.ADOPTED,
        "rationale": {"es": made.rationale_es, "en": made.rationale_en},
        "made": definition(made.revision) if made.revision is not None else None,
    }


def definition(revision: IndicatorRevision) -> Content:
    series = list(revision.series.all())
    return {
        "number": revision.number,
        "name": both(revision, "name"),
        "in_force_from": revision.effective_from.code,
        "adopted_on": revision.adopted_on,
        "act": same(revision.act_reference),
        "targets": sum(len(each.targets.all()) for each in series),
        "baselines": sum(len(each.baselines.all()) for each in series),
    }
