"""Who is told what of a review once it is closed: the institutions that report an indicator that changed."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.meetings.notices import people_of
from committee.models import ReviewDecision, ReviewSession
from committee.review.standing import whole_decisions
from documents.formatting import period_label
from documents.speaking import language
from indicators.models import Commitment
from notifications.models import Kind
from notifications.telling import Told, tell

CHANGES = (ReviewDecision.Kind.ADJUST, ReviewDecision.Kind.TARGET, ReviewDecision.Kind.RETIRE)


def tell_changed(session: ReviewSession, *, at: dt.datetime) -> None:
    """One notification an institution: which of its indicators changed, and from when."""
    adopted = whole_decisions(session).filter(state=ReviewDecision.State.ADOPTED, kind__in=CHANGES)
    by_indicator = {each.indicator_id: each for each in adopted}
    owed = Commitment.objects.filter(indicator__in=by_indicator).exclude(
        until_period__ordinal__lt=session.effective_from.ordinal
    )
    by_institution: dict[int, dict[int, ReviewDecision]] = {}
    for institution, indicator in owed.order_by("indicator__order").values_list("institution", "indicator"):
        by_institution.setdefault(institution, {})[indicator] = by_indicator[indicator]
    for institution, own in by_institution.items():
        tell(
            people_of(institution),
            kind=Kind.COMMITMENT,
            write=partial(_changed, session, list(own.values())),
            at=at,
            key=f"review:{session.plan_id}:{session.meeting.number}:{institution}",
        )


def _changed(session: ReviewSession, own: list[ReviewDecision]) -> Told:
    title = ngettext(
        "The Committee changed %(n)d indicator that you report",
        "The Committee changed %(n)d indicators that you report",
        len(own),
    )
    since = period_label(session.effective_from.code, language())
    lines = [line_of(each, since) for each in own]
    path = reverse("indicator", args=[own[0].code]) if len(own) == 1 else reverse("indicator_list")
    return Told(title % {"n": len(own)}, "\n".join(lines), path)


def line_of(decision: ReviewDecision, since: str) -> str:
    """One decision in one line: what, since when, and why."""
    texts = {
        ReviewDecision.Kind.ADJUST: _("%(code)s: its definition changes from %(since)s. %(reason)s"),
        ReviewDecision.Kind.TARGET: _("%(code)s: its baseline or target changes from %(since)s. %(reason)s"),
        ReviewDecision.Kind.RETIRE: _("%(code)s is retired from %(since)s: nothing is owed about it. %(reason)s"),
    }
    english = language() == "en" and decision.rationale_en
    reason = decision.rationale_en if english else decision.rationale_es
    return texts[ReviewDecision.Kind(decision.kind)] % {"code": decision.code, "since": since, "reason": reason}
