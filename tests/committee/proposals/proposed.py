"""Proposed changes of indicators for tests, made through the verb by the Army's approver, and reviews that answer them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from committee.models import IndicatorProposal, Meeting, ReviewDecision, ReviewSession
from committee.proposals import proposing
from committee.proposals.proposing import Proposed
from indicators.models import Indicator, ReportingPeriod
from tests.cast import Cast
from tests.factories import make_revision

TEXT, REASONS = "Contar también los talleres.", "Nuestros registros los distinguen de los cursos."


def make_proposal(cast: Cast, indicator: Indicator, *, at: dt.datetime, **changes: Any) -> IndicatorProposal:
    """`changes` are fields of `Proposed`."""
    said = Proposed(**{"what": "definition", "text": TEXT, "reasons": REASONS} | changes)
    return proposing.propose(indicator, cast.army, said, by=cast.approver, at=at)


def make_session(
    meeting: Meeting, period: ReportingPeriod, effective_from: ReportingPeriod, **fields: Any
) -> ReviewSession:
    """A review in that meeting, open unless told."""
    by, at = meeting.called_by, meeting.called_at
    fields = {"opened_by": by, "opened_at": at} | fields
    if fields.get("state", "open") != "open":
        fields = {"closed_by": by, "closed_at": at} | fields
    return ReviewSession.objects.create(
        plan=meeting.plan, meeting=meeting, period=period, effective_from=effective_from, **fields
    )


def make_decision(session: ReviewSession, indicator: Indicator, kind: str = "target", **fields: Any) -> ReviewDecision:
    """Adopted unless told, with the definition that a change makes unless one is named."""
    if kind != "keep" and fields.get("state", "adopted") == "adopted" and "revision" not in fields:
        fields["revision"] = make_revision(indicator, effective_from=session.effective_from)
    state = fields.pop("state", "adopted")
    decided_at = None if state == "draft" else session.opened_at
    return ReviewDecision.objects.create(
        session=session, indicator=indicator, kind=kind, state=state, decided_at=decided_at,
        written_by=session.opened_by, written_at=session.opened_at, **fields,
    )  # fmt: skip
