"""One indicator under review, as its page shows it: its past, its definition, what is known beside it, what is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from committee.meetings.quorum import quorum_in
from committee.models import ReviewDecision, ReviewSession
from committee.review.remarks import Remark, remarks_of
from indicators.models import IndicatorRevision
from reports.figures import IndicatorHistory, indicator_history
from revisions.agenda import KEYS, warnings_of
from revisions.beside import Beside, beside_of
from revisions.confirming import Confirmed, confirmed
from revisions.session_page import hindrance_of

State, Kind = ReviewDecision.State, ReviewDecision.Kind


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """`history` is None for a new indicator, which has none. `is_editable`: this person may change the draft now."""

    code: str
    name: str
    pillar: str
    key: str
    history: IndicatorHistory | None
    notes: Sequence[str]
    beside: Sequence[Beside]
    remarks: Sequence[Remark]
    drafted: Confirmed | None
    hindrance: str
    can_change: bool
    can_decide: bool
    is_new: bool
    needs_definition: bool
    needs_goals: bool

    @property
    def can_adopt(self) -> bool:
        return self.can_change and self.drafted is not None and not self.hindrance and not self.drafted.lacks


def page_of(
    session: ReviewSession,
    decision: ReviewDecision | None,
    revision: IndicatorRevision | None,
    *,
    can_keep: bool,
    at: dt.datetime,
) -> DecisionPage:
    """Of a decision, of an indicator under review, or of both."""
    is_open = session.state == ReviewSession.State.OPEN
    is_new = decision is not None and decision.kind == Kind.NEW
    drafted = confirmed(decision) if decision is not None else None
    history = None
    if revision is not None and not is_new:
        history = indicator_history(revision.indicator, session.period, at)
    code = decision.code if decision is not None else revision.indicator.code  # type: ignore[union-attr]
    can_change = can_keep and is_open
    is_draft = decision is None or decision.state == State.DRAFT
    return DecisionPage(
        code=code,
        name=drafted.name if drafted is not None and is_new else str(revision.name if revision else ""),
        pillar=_pillar(decision, revision),
        key=KEYS[State(decision.state) if decision is not None else None],
        history=history,
        notes=warnings_of(history.series.figure) if history else [],
        beside=beside_of(session).get(code, ()),
        remarks=remarks_of(session).get(revision.indicator_id, ()) if revision is not None and not is_new else (),
        drafted=drafted,
        hindrance=hindrance_of(session, quorum_in(session.meeting), at=at) if is_open else "",
        can_change=can_change,
        can_decide=can_change and is_draft and not is_new,
        is_new=is_new,
        needs_definition=can_change and is_draft and decision is not None and decision.kind in (Kind.ADJUST, Kind.NEW),
        needs_goals=can_change
        and is_draft
        and decision is not None
        and decision.kind in (Kind.TARGET, Kind.ADJUST, Kind.NEW),
    )


def _pillar(decision: ReviewDecision | None, revision: IndicatorRevision | None) -> str:
    if decision is not None and decision.new_action is not None:
        return str(decision.new_action.objective.pillar.name)
    return str(revision.indicator.pillar.name) if revision is not None else ""
